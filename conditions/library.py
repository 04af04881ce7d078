"""Opens editions: current(slug, language), edition(slug, number). An edition is read once and kept in memory.

Editions never change, so a number once read stays true; only "which is the newest" is asked of the database each time.
When the database does not answer, the last edition that was opened is served.

English may be published alone, while its Chinese is being mended. Then readers of Chinese stay on the last edition that
is whole, and are told what is under revision.
"""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Exists, OuterRef

from conditions.guide import document, giving_way
from conditions.guide.differences import Change, differences
from conditions.guide.document import Guide, Text
from conditions.guide.languages import CHINESE, ENGLISH, Language
from conditions.guide.readability import Chinese, English
from conditions.guide.review_dates import Lateness, lateness
from conditions.guide.rules_of_words import measures
from conditions.guide.standards import Judged, judge
from conditions.models import Edition, Withdrawal

KEPT = 64  # editions in memory; each is a few hundred kilobytes


@dataclass(frozen=True)
class EditionNote:
    """What the list of editions says of one of them. `corrects` says what was wrong before, or is empty. `draft`: no
    edition, but the working copy as an editor previews it; its number is the one that it would get."""

    slug: str
    number: int
    published_on: datetime.date
    note: Text
    significance: str = ""
    corrects: Text = document.EMPTY
    english_alone: bool = False
    chinese_gives_way: bool = False
    draft: bool = False


@dataclass(frozen=True)
class Revision:
    """What readers of Chinese are told while English is ahead: the newer edition, and what it has changed. `gives_way`:
    the change is one of advice, so the old passages and figures are not shown."""

    newer: EditionNote
    changes: tuple[Change, ...]
    gives_way: bool


@dataclass(frozen=True)
class Opened:
    """An edition, opened: its note and the guide in both languages.

    `twin` is the edition from which the other language is read, where it is another one. `revision` is there for
    readers of Chinese whose edition is behind; `late` says how long its review is overdue.
    """

    about: EditionNote
    guide: Guide
    pages: dict[Hashable, bytes] = field(default_factory=dict, compare=False, repr=False)  # rendered; go with it
    twin: Opened | None = field(default=None, compare=False, repr=False)
    revision: Revision | None = None
    late: Lateness = ""
    published: Guide | None = field(default=None, compare=False, repr=False)  # as it came out, where `guide` gives way
    _made: dict[Hashable, Opened] = field(default_factory=dict, compare=False, repr=False)  # from it, and go with it

    @property
    def as_published(self) -> Guide:
        """The guide as it came out, whatever gives way in it today."""
        return self.published or self.guide

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """The IPDAS items of this edition: worked out once."""
        return judge(self.as_published)

    @cached_property
    def measures(self) -> dict[str, tuple[English, Chinese]]:
        """The reading level of each part: worked out once, because it takes a second."""
        return measures(self.as_published)

    def as_of(self, day: datetime.date) -> Opened:
        """The edition as readers see it on a day: a year after a missed review its figures are withheld."""
        late = lateness(self.guide.about.next_review, day)
        return self._kept_as(("late", late), lambda: self._late(late)) if late != self.late else self

    def read_in(self, languages: tuple[Language, ...]) -> Opened:
        """The edition for a page that shows these languages, each from its own edition."""
        if self.twin is None or len(languages) < 2:
            return self
        return self._kept_as("side by side", self._side_by_side)

    def on_paper(self, languages: tuple[Language, ...]) -> Opened:
        """The same for a sheet of paper, on which two languages share each drawing."""
        read = self.read_in(languages)
        return (
            read if read is self else self._kept_as("paper", lambda: replace(read, guide=giving_way.alike(read.guide)))
        )

    def _kept_as(self, key: Hashable, make: Any) -> Opened:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _late(self, late: Lateness) -> Opened:
        shown = giving_way.numbers_give_way(self.guide) if late == "a-year" else self.guide
        twin = self.twin and self.twin._late(late)
        return replace(self, guide=shown, published=self.as_published, late=late, twin=twin, pages={}, _made={})

    def _side_by_side(self) -> Opened:
        assert self.twin is not None
        own, twin = self.as_published, self.twin.as_published
        if self.about.english_alone:
            changes, gives_way, language = revised(twin, own), self.about.chinese_gives_way, CHINESE
        else:
            changes, gives_way, language = revised(own, twin), self.twin.about.chinese_gives_way, ENGLISH
        shown = giving_way.side_by_side(own, twin, language, changes, gives_way=gives_way)
        if self.late == "a-year":
            shown = giving_way.numbers_give_way(shown)
        # what is said of the guide as it came out is shown in both languages too: each in the words of its own edition
        published = giving_way.side_by_side(own, twin, language, (), gives_way=False)
        return replace(self, guide=shown, published=published, twin=None, pages={}, _made={})


def revised(whole: Guide, newer: Guide) -> tuple[Change, ...]:
    """What an edition in English alone has changed since the last whole one."""
    return giving_way.under_revision(differences(whole, newer))


@dataclass(frozen=True)
class Withdrawn:
    """A guide that was taken away from readers, since when, and why."""

    slug: str
    on: datetime.date
    reason: Text


@dataclass(frozen=True)
class _Newest:
    """Which editions of a guide stand: the newest, and the newest whole one. None where there is none."""

    number: int
    whole: int | None
    withdrawn: bool

    def for_language(self, language: Language) -> int | None:
        return self.whole if language is CHINESE else self.number


_kept: OrderedDict[tuple[str, int], Opened] = OrderedDict()
_behind: dict[str, tuple[int, int, Opened]] = {}  # for readers of Chinese: whole number, newer number, what they see
_newest: dict[str, _Newest] = {}
_gone: dict[str, Withdrawn] = {}
_lock = threading.Lock()


def current(slug: str, language: Language) -> Opened | None:
    """The edition that readers of a language see, or None: never published, withdrawn, or not yet in this language.

    At most two queries for a guide whose languages are level; one once it is in memory.
    """
    try:
        newest = _standing(slug).get(slug)
    except (DatabaseError, InterfaceError):
        newest = _newest.get(slug)
        opened = _in_memory(slug, newest, language) if newest else None
        if opened is None:
            raise
        return opened
    if newest is None:
        return None
    _newest[slug] = newest
    return _open(slug, newest, language)


def edition(slug: str, number: int) -> Opened | None:
    """One edition by its number, or None."""
    with _lock:
        if (slug, number) in _kept:
            _kept.move_to_end((slug, number))
            return _kept[slug, number]
    row = Edition.objects.filter(slug=slug, number=number).first()
    if row is None:
        return None
    opened = Opened(_note(row), document.read(row.document), twin=_whole_before(row))
    with _lock:
        _kept[slug, number] = opened
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return opened


def all_current(language: Language) -> dict[str, Opened]:
    """The edition of every guide that readers of a language see, by slug: one query when they are in memory."""
    try:
        newest = _standing()
    except (DatabaseError, InterfaceError):
        found = {slug: opened for slug in _newest if (opened := _in_memory(slug, _newest[slug], language))}
        if not found:
            raise
        return found
    _newest.update(newest)
    return {slug: opened for slug, each in newest.items() if (opened := _open(slug, each, language)) is not None}


def history(slug: str) -> list[EditionNote]:
    """Every edition of a guide, newest first, without its document."""
    return [_note(row) for row in Edition.objects.filter(slug=slug).defer("document").order_by("-number")]


def corrections() -> list[EditionNote]:
    """The editions of all guides that mended an error, newest first."""
    mended = Edition.objects.exclude(corrects_en="").defer("document").order_by("-published_at", "-pk")
    return [_note(row) for row in mended]


def withdrawn(slug: str) -> Withdrawn | None:
    """Why a guide was taken away, or None where it was not, or is published again."""
    row = Withdrawal.objects.filter(slug=slug).order_by("-number").first()
    if row is None or Edition.objects.filter(slug=slug, number__gt=row.number).exists():
        return None
    return _withdrawn(row)


def all_withdrawn() -> dict[str, Withdrawn]:
    """Every guide that is withdrawn now, by slug; as last known, while the database does not answer."""
    newer = Edition.objects.filter(slug=OuterRef("slug"), number__gt=OuterRef("number"))
    try:
        found = {row.slug: _withdrawn(row) for row in Withdrawal.objects.exclude(Exists(newer))}
    except (DatabaseError, InterfaceError):
        return dict(_gone)
    _gone.clear()
    _gone.update(found)
    return found


def forget() -> None:
    """Empties the memory (tests that make and unmake databases need it)."""
    with _lock:
        _kept.clear()
        _newest.clear()
        _behind.clear()
        _gone.clear()


# Every page asks this, and some ask it twice. Written out it takes a quarter of the time that its query set takes to be
# compiled (bench/pages.py, bench/my_list.py).
_STANDING = f"""
    SELECT DISTINCT ON (slug, english_alone) slug, english_alone, number, EXISTS (
        SELECT 1 FROM {Withdrawal._meta.db_table} AS gone
        WHERE gone.slug = edition.slug AND gone.number = edition.number
    )
    FROM {Edition._meta.db_table} AS edition WHERE %(slug)s IN (slug, '')
    ORDER BY slug, english_alone, number DESC
"""


def _standing(slug: str = "") -> Mapping[str, _Newest]:
    """Which editions are the newest of one guide, or of each: two rows a guide at most."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"slug": slug})
        rows: list[tuple[str, bool, int, bool]] = cursor.fetchall()
    found: dict[str, _Newest] = {}
    for slug, english_alone, number, is_gone in rows:
        before = found.get(slug)  # the whole one comes first
        if before is None:
            found[slug] = _Newest(number, None if english_alone else number, is_gone)
        elif number > before.number:
            found[slug] = _Newest(number, before.whole, is_gone)
    return found


def _open(slug: str, newest: _Newest, language: Language) -> Opened | None:
    number = newest.for_language(language)
    if number is None or newest.withdrawn:
        return None
    if number == newest.number:
        return edition(slug, number)
    known = _behind.get(slug)
    if known is None or known[:2] != (number, newest.number):
        whole, newer = edition(slug, number), edition(slug, newest.number)
        assert whole is not None
        assert newer is not None
        known = (number, newest.number, _behind_english(whole, newer))
        _behind[slug] = known
    return known[2]


def _behind_english(whole: Opened, newer: Opened) -> Opened:
    """What readers of Chinese see while English is ahead."""
    revision = Revision(newer.about, revised(whole.guide, newer.guide), newer.about.chinese_gives_way)
    guide = giving_way.passages_give_way(whole.guide, revision.changes) if revision.gives_way else whole.guide
    twin = replace(newer, twin=None)
    return replace(whole, guide=guide, published=whole.guide, revision=revision, twin=twin, pages={}, _made={})


def _in_memory(slug: str, newest: _Newest, language: Language) -> Opened | None:
    """What can be served without the database."""
    number = newest.for_language(language)
    if number is None or newest.withdrawn or not {(slug, number), (slug, newest.number)} <= set(_kept):
        return None
    return _open(slug, newest, language)


def _whole_before(row: Edition) -> Opened | None:
    """The last whole edition before one in English alone."""
    if not row.english_alone:
        return None
    earlier = Edition.objects.filter(slug=row.slug, number__lt=row.number, english_alone=False)
    number = earlier.order_by("-number").values_list("number", flat=True).first()
    return edition(row.slug, number) if number is not None else None


def _note(row: Edition) -> EditionNote:
    return EditionNote(
        slug=row.slug,
        number=row.number,
        published_on=row.published_at.date(),
        note=Text(en=row.note_en, zh_hans=row.note_zh_hans),
        significance=row.significance,
        corrects=Text(en=row.corrects_en, zh_hans=row.corrects_zh_hans),
        english_alone=row.english_alone,
        chinese_gives_way=row.chinese_gives_way,
    )


def _withdrawn(row: Withdrawal) -> Withdrawn:
    return Withdrawn(row.slug, row.at.date(), Text(en=row.reason_en, zh_hans=row.reason_zh_hans))
