"""What a rule finds: a place, a reason, a remedy, and whether it stops publishing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `place` is a path in the document, such as `claims/root-cause/because`."""

    place: str
    reason: str
    remedy: str
    is_error: bool = True

    def __str__(self) -> str:
        return f"{'error' if self.is_error else 'notice'}  {self.place}: {self.reason} {self.remedy}"


def error(place: str, reason: str, remedy: str) -> Finding:
    """A finding that stops publishing."""
    return Finding(place, reason, remedy)


def notice(place: str, reason: str, remedy: str) -> Finding:
    """A finding that people should know and that stops nothing."""
    return Finding(place, reason, remedy, is_error=False)
