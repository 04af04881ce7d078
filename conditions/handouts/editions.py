"""What a printed code asks: which edition this was, whether it is still current, what has changed since."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.timezone import localdate

from conditions import library
from conditions.guide.languages import LANGUAGES, Language
from conditions.library import EditionNote, Opened, Withdrawn


@dataclass(frozen=True)
class Now:
    """How things stand for readers of one language. `current` is None where nothing is published for them now."""

    language: Language
    current: EditionNote | None


@dataclass(frozen=True)
class Found:
    """An edition as it was printed, and how things stand now: one for each language, which may be on two editions."""

    printed: Opened
    later: tuple[EditionNote, ...]  # newest first
    now: tuple[Now, ...]
    withdrawn: Withdrawn | None

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
    now = tuple(Now(each, opened.about if (opened := library.current(slug, each)) else None) for each in LANGUAGES)
    later = tuple(note for note in notes if note.number > number)
    return Found(printed.read_in(LANGUAGES), later, now, library.withdrawn(slug))
