"""What a printed code asks: which edition this was, whether it is still current, what has changed since."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.timezone import localdate

from conditions import library
from conditions.guide.languages import ENGLISH
from conditions.library import EditionNote, Opened


@dataclass(frozen=True)
class Found:
    """An edition as it was printed, and how things stand now. `current` is None where no edition is published now."""

    printed: Opened
    current: EditionNote | None
    later: tuple[EditionNote, ...]  # newest first

    @property
    def is_current(self) -> bool:
        return self.current == self.printed.about

    @property
    def overdue(self) -> bool:
        """Whether the day has passed on which this very edition was to be looked at again."""
        return self.printed.guide.about.next_review < localdate()


def found(slug: str, number: int) -> Found | None:
    """What there is to say of an edition, or None where there never was one."""
    notes = library.history(slug)
    if not any(note.number == number for note in notes):
        return None
    printed = library.edition(slug, number)
    if printed is None:
        return None
    current = library.current(slug, ENGLISH)
    later = tuple(note for note in notes if note.number > number)
    return Found(printed, current.about if current else None, later)
