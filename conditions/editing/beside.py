"""What stands beside the form of a row: findings, the meter, reading levels, and what differs from the edition."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from conditions import library
from conditions.editing import carrying, checkups, lists_of_rows, places_of_rows
from conditions.guide import standards
from conditions.guide.differences import Piece, pieces
from conditions.guide.document import Guide as GuideDocument
from conditions.guide.languages import ENGLISH, Language
from conditions.guide.standards import Total
from conditions.guide.standards_items import GROUPS, Group
from conditions.models import Guide


@dataclass(frozen=True)
class Differing:
    """A column that says something else than the current edition. `language` is None for what has none."""

    column: str
    field: str
    language: Language | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Beside:
    """All of it. `of_row` are the findings that are mended in this form; `is_new`: the edition has no such row."""

    slug: str
    report: checkups.Report
    of_row: list[checkups.Found]
    elsewhere: int
    totals: dict[Group, Total]
    edition: int | None
    is_new: bool
    differing: list[Differing]

    @property
    def met(self) -> int:
        """How many items of the meter are met."""
        return sum(total.met for total in self.totals.values())


def beside(row: Any) -> Beside | None:
    """What stands beside the form of a row that is in the database; None for a source or term that no guide uses.

    A source or a term is looked at in the first guide that uses it.
    """
    slugs = places_of_rows.guides_of(row)
    if not slugs:
        return None
    slug = slugs[0]
    report = checkups.report(slug)
    mine = [found for found in report.found if found.is_about(row._meta.model_name, row.pk)]
    opened = library.current(slug, ENGLISH)
    part = _at(opened.guide, places_of_rows.place_of(row)) if opened else None
    return Beside(
        slug=slug,
        report=report,
        of_row=mine,
        elsewhere=len(report.found) - len(mine),
        totals=totals(report),
        edition=opened.about.number if opened else None,
        is_new=opened is not None and part is None,
        differing=differing(row, part) if part is not None else [],
    )


def totals(report: checkups.Report) -> dict[Group, Total]:
    """Met out of all, for each group of the meter."""
    states = {group: [item.state for item in report.meter if item.group == group] for group in GROUPS}
    return {group: standards.Total(met=found.count("met"), of=len(found)) for group, found in states.items()}


def differing(row: Any, part: Any) -> list[Differing]:
    """The columns of a row that say something else than its part of the edition, word by word, sign by sign."""
    found = []
    for column, field, language in carrying.columns(type(row)):
        if field == "key":
            continue
        stood: Any = part
        for step in carrying.path_of_field(type(row).document, field).split("/"):
            stood = getattr(stood, step)
        old = stood.in_language(language) if language else _said(stood)
        new = _said(getattr(row, column))
        if old != new:
            found.append(Differing(column, field, language, pieces(old, new)))
    return found


def list_of_lists(row: Any) -> list[dict[str, Any]]:
    """The lists below a row, with how many rows they have: one query each."""
    return [{"list": listed, "count": listed.count()} for listed in lists_of_rows.below(row)]


def guide_of(row: Any) -> Guide | None:
    """The guide that a row belongs to; None for what all guides share."""
    while not isinstance(row, Guide):
        link = lists_of_rows.link_to_parent(type(row))
        if link is None:
            return None
        row = getattr(row, link)
    return row


def _at(guide: GuideDocument, place: str) -> Any:
    """The part at a place of the document; None where there is none."""
    found: Any = guide
    for step in place.split("/") if place else ():
        if isinstance(found, tuple):
            found = next((one for one in found if getattr(one, "id", None) == step), None)
        else:
            found = getattr(found, step, None)
        if found is None:
            return None
    return found


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)
