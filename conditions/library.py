"""Opens editions: current(slug, language), edition(slug, number). An edition is read once and kept in memory.

Editions never change, so a number once read stays true; only "which is the newest" is asked of the database each time.
When the database does not answer, the last edition that was opened is served.
"""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property

from django.db import DatabaseError, InterfaceError

from conditions.guide import document
from conditions.guide.document import Guide, Text
from conditions.guide.languages import Language
from conditions.guide.readability import Chinese, English
from conditions.guide.rules_of_words import measures
from conditions.guide.standards import Judged, judge
from conditions.models import Edition

KEPT = 64  # editions in memory; each is a few hundred kilobytes


@dataclass(frozen=True)
class EditionNote:
    """What the list of editions says of one of them."""

    slug: str
    number: int
    published_on: datetime.date
    note: Text


@dataclass(frozen=True)
class Opened:
    """An edition, opened: its note and the guide in both languages."""

    about: EditionNote
    guide: Guide
    pages: dict[Hashable, bytes] = field(default_factory=dict, compare=False, repr=False)  # rendered; go with it

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """The IPDAS items of this edition: worked out once."""
        return judge(self.guide)

    @cached_property
    def measures(self) -> dict[str, tuple[English, Chinese]]:
        """The reading level of each part: worked out once, because it takes a second."""
        return measures(self.guide)


_kept: OrderedDict[tuple[str, int], Opened] = OrderedDict()
_newest: dict[str, int] = {}
_lock = threading.Lock()


def current(slug: str, language: Language) -> Opened | None:
    """The newest edition of a guide, or None. At most two queries; one once it is in memory.

    `language` is asked for because one language may one day stay on an older edition than the other.
    """
    try:
        number = Edition.objects.filter(slug=slug).values_list("number", flat=True).order_by("-number").first()
    except (DatabaseError, InterfaceError):
        number = _newest.get(slug)
        if number is None or (slug, number) not in _kept:
            raise
        return _kept[slug, number]
    if number is None:
        return None
    _newest[slug] = number
    return edition(slug, number)


def edition(slug: str, number: int) -> Opened | None:
    """One edition by its number, or None."""
    with _lock:
        if (slug, number) in _kept:
            _kept.move_to_end((slug, number))
            return _kept[slug, number]
    row = Edition.objects.filter(slug=slug, number=number).first()
    if row is None:
        return None
    opened = Opened(_note(row), document.read(row.document))
    with _lock:
        _kept[slug, number] = opened
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return opened


def all_current(language: Language) -> dict[str, Opened]:
    """The newest edition of every published guide, by slug: one query when they are in memory."""
    try:
        newest = dict(Edition.objects.order_by("slug", "-number").distinct("slug").values_list("slug", "number"))
    except (DatabaseError, InterfaceError):
        newest = {slug: number for slug, number in _newest.items() if (slug, number) in _kept}
        if not newest:
            raise
        return {slug: _kept[slug, number] for slug, number in newest.items()}
    _newest.update(newest)
    opened = {slug: edition(slug, number) for slug, number in newest.items()}
    return {slug: guide for slug, guide in opened.items() if guide is not None}


def history(slug: str) -> list[EditionNote]:
    """Every edition of a guide, newest first, without its document."""
    return [_note(row) for row in Edition.objects.filter(slug=slug).defer("document").order_by("-number")]


def forget() -> None:
    """Empties the memory (tests that make and unmake databases need it)."""
    with _lock:
        _kept.clear()
        _newest.clear()


def _note(row: Edition) -> EditionNote:
    return EditionNote(row.slug, row.number, row.published_at.date(), Text(en=row.note_en, zh_hans=row.note_zh_hans))
