"""How far the day has passed on which a guide was to be looked at again, and what follows for readers."""

from __future__ import annotations

import calendar
import datetime
from typing import Literal

Lateness = Literal["", "half-a-year", "a-year"]  # nothing, a banner, numbers give way


def lateness(next_review: datetime.date, today: datetime.date) -> Lateness:
    """How late a review is: from the day on which six months, or twelve, have passed."""
    if today >= later(next_review, 12):
        return "a-year"
    return "half-a-year" if today >= later(next_review, 6) else ""


def later(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later; where that month has no such day, its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
