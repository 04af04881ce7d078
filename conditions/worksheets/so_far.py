"""What a reader has said in the guides so far, as the list shows it: what matters, and how ready they feel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conditions.guide import markup
from conditions.guide.document import Guide
from conditions.guide.languages import Language
from conditions.guide.worksheet import Worksheet
from conditions.library import Opened
from conditions.worksheets import understanding, what_matters


@dataclass(frozen=True)
class SoFar:
    """What was said in one guide: (weight, words) of what matters, own words last; and what was said of being ready."""

    guide: Guide
    statements: tuple[tuple[str, str], ...]
    ready: tuple[understanding.ReadyItem, ...]


def so_far(sheet: Worksheet, opened: Mapping[str, Opened], language: Language) -> tuple[SoFar, ...]:
    """What was said, by guide, in the order of the guides; a guide in which nothing was said is left out."""
    found = []
    for item in opened.values():
        meaning = what_matters.meaning(item.guide, sheet)
        terms = {term.id: term.term.in_language(language) for term in item.guide.terms}
        rated = [
            (said.weight, markup.words(said.value.statement.in_language(language), terms))
            for concern in meaning.concerns
            for said in concern.said
        ]
        own = [(own.weight, own.statement) for own in meaning.own]
        ready = tuple(each for each in understanding.readiness(item.guide, sheet, {}).items if each.said)
        if rated or own or ready:
            found.append(SoFar(item.guide, (*rated, *own), ready))
    return tuple(found)
