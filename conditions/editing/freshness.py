"""Which Chinese is older than its English, worked out from the changes since both were last level.

Both are level when they come from the files that ship, when Chinese is written, and when somebody confirms that it
still says the same. English that was changed and changed back asks for nothing.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import MD5

from conditions.editing import changes, interests
from conditions.editing.publishing import SHIPPED
from conditions.editing.refusals import Refused
from conditions.guide.languages import CHINESE, ENGLISH
from conditions.models import Change, Step


@dataclass(frozen=True)
class Seen:
    """One change without its words, which are long: hashes tell what became of them."""

    model: str
    row: int
    field: str
    language: str
    by: str
    at: datetime.datetime
    old: str
    new: str

    @property
    def says_something(self) -> bool:
        """Whether words were changed, not only confirmed."""
        return self.old != self.new

    @property
    def asks_for_review(self) -> bool:
        """Whether a clinician must look again: all but Chinese words."""
        return self.says_something and self.language != CHINESE.suffix


@dataclass(frozen=True)
class Stale:
    """A place whose Chinese is older than its English. `was` is the English that the Chinese renders, `now` what stands
    there; `model` and `row` lead to the form."""

    place: str
    model: str
    row: int
    field: str
    by: str
    at: datetime.datetime
    was: str
    now: str


_EMPTY = "d41d8cd98f00b204e9800998ecf8427e"  # the MD5 of no words


def seen(slugs: Iterable[str]) -> dict[str, list[Seen]]:
    """The changes of each guide since its files were last loaded, oldest first: two queries for all of them."""
    slugs = list(slugs)
    level = _levelled(slugs)
    found: dict[str, list[Seen]] = {slug: [] for slug in slugs}
    wanted = Change.objects.filter(guides__overlap=slugs).order_by("at", "pk")
    if len(level) == len(slugs) and level:
        wanted = wanted.filter(at__gt=min(level.values()))
    columns = ("guides", "model", "row", "field", "language", "by", "at", "old_hash", "new_hash")
    hashed = wanted.annotate(old_hash=MD5("old"), new_hash=MD5("new"))
    for guides, model, row, field, language, by, at, old, new in hashed.values_list(*columns):
        change = Seen(model, row, field, language, by, at, old, new)
        for slug in guides:
            if slug in found and (slug not in level or at > level[slug]):
                found[slug].append(change)
    return found


def behind(of_one_guide: Iterable[Seen]) -> dict[tuple[str, int, str], Seen]:
    """The fields whose Chinese is behind, with the last change of their English, by (model, row, field)."""
    fields: dict[tuple[str, int, str], dict[datetime.datetime, list[Seen]]] = defaultdict(lambda: defaultdict(list))
    for change in of_one_guide:
        if change.language:
            fields[change.model, change.row, change.field][change.at].append(change)
    return {key: last for key, moments in fields.items() if (last := _last_unanswered(moments.values()))}


def _last_unanswered(moments: Iterable[list[Seen]]) -> Seen | None:
    rendered, last = "", None
    for together in moments:  # what one save changed has one moment
        if any(change.language == CHINESE.suffix for change in together):
            last = None
            continue
        rendered = together[0].old if last is None else rendered
        last = together[0]
    return last if last and last.new not in (rendered, _EMPTY) else None


def stale(slug: str) -> list[Stale]:
    """The places of a guide whose Chinese is behind, with the English before and after."""
    found = []
    level = _levelled([slug]).get(slug)
    for (model, row, field), last in behind(seen([slug])[slug]).items():
        of_field = Change.objects.filter(model=model, row=row, field=field)
        if level:
            of_field = of_field.filter(at__gt=level)
        answered = of_field.filter(language=CHINESE.suffix).order_by("-at").values_list("at", flat=True).first()
        english = of_field.filter(language=ENGLISH.suffix).order_by("at", "pk")
        first = (english.filter(at__gt=answered) if answered else english).first()
        newest = english.last()
        assert first is not None
        assert newest is not None
        found.append(Stale(newest.place, model, row, field, last.by, last.at, first.old, newest.new))
    return sorted(found, key=lambda place: place.at)


def may_write_chinese(person: Any) -> None:
    """Raises Refused unless somebody is a translator or an editor who earns nothing from cell products."""
    if not (person.has_perm("conditions.translate_guide") or person.has_perm("conditions.write_guide")):
        raise Refused(Refused.Why.NOT_YOUR_ROLE)
    interests.must_be_free(person)


def confirm(*, by: Any, slug: str, model: str, row: int, field: str) -> None:
    """Says that the Chinese of a place still says what its English says. Raises Refused for who may not write Chinese,
    and when the place is not behind (any more)."""
    may_write_chinese(by)
    with changes.held():
        if not any((place.model, place.row, place.field) == (model, row, field) for place in stale(slug)):
            raise Refused(Refused.Why.NO_SUCH_MOVE)
        changes.confirm(by=by.get_username(), model=model, row=row, field=field)


def _levelled(slugs: list[str]) -> dict[str, datetime.datetime]:
    """When the files that ship were last loaded into each guide."""
    steps = Step.objects.filter(slug__in=slugs, by=SHIPPED, to="published").order_by("at", "pk")
    return dict(steps.values_list("slug", "at"))
