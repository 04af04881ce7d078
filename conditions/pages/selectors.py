"""What each page needs to know, gathered in one call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conditions import library
from conditions.guide.document import Guide, Term
from conditions.guide.languages import CHINESE, LANGUAGES, Language
from conditions.guide.markup import terms
from conditions.guide.places import PARTS, walk
from conditions.library import EditionNote, Opened, Withdrawn
from conditions.reading import names
from conditions.reading.what_changed import WhatChanged, what_changed


@dataclass(frozen=True)
class ConditionCard:
    """One of the four conditions on the home page, published or not."""

    slug: str
    name: str
    opened: Opened | None
    withdrawn: Withdrawn | None


def conditions(opened: Mapping[str, Opened], withdrawn: Mapping[str, Withdrawn]) -> list[ConditionCard]:
    """The four conditions in fixed order, with the editions that are published, or why they are not any more."""
    return [
        ConditionCard(slug, str(name), opened.get(slug), withdrawn.get(slug)) for slug, name in names.CONDITIONS.items()
    ]


def editions(slug: str) -> list[EditionNote]:
    """Every edition of a guide, newest first."""
    return library.history(slug)


@dataclass(frozen=True)
class Since:
    """What has changed from an older edition to the current one: the notes of those between, and the changes."""

    shown: Opened
    current: Opened
    languages: tuple[Language, ...]

    def notes(self) -> list[EditionNote]:
        """The notes of the editions after the older one, newest first: one query."""
        between = range(self.shown.about.number + 1, self.current.about.number + 1)
        return [note for note in editions(self.shown.guide.slug) if note.number in between]

    def changes(self) -> dict[str, WhatChanged]:
        """What has changed for readers of the languages that are shown, by their codes."""
        old, new = self.shown.as_published, self.current.as_published
        return {each.code: what_changed(old, new, each) for each in self.languages}


@dataclass(frozen=True)
class GlossaryEntry:
    """A term, and where it is used: (slug of the guide, part)."""

    term: Term
    used_in: tuple[tuple[Guide, str], ...]


def glossary(language: Language, opened: Mapping[str, Opened]) -> list[GlossaryEntry]:
    """Every term of the published guides, once: English by the alphabet, Chinese by pinyin."""
    found: dict[str, Term] = {}
    places: dict[str, list[tuple[Guide, str]]] = {}
    for item in opened.values():
        for term in item.guide.terms:
            found.setdefault(term.id, term)
        for place, text in walk(item.guide):
            used = {id for each in LANGUAGES for id in terms(text.in_language(each))}
            for id in used if place.part != "glossary" else ():
                where = (item.guide, place.part)
                if where not in places.setdefault(id, []):
                    places[id].append(where)
    order = list(PARTS)
    return [
        GlossaryEntry(term, tuple(sorted(places.get(term.id, []), key=lambda p: (p[0].slug, order.index(p[1])))))
        for term in sorted(found.values(), key=lambda term: sort_key(term, language))
    ]


def sort_key(term: Term, language: Language) -> tuple[str, str]:
    """Sorts a glossary. Chinese is sorted here, by the pinyin on the term: the database may have no such collation."""
    if language is CHINESE:
        return term.pinyin.casefold(), term.term.zh_hans
    return term.term.en.casefold(), term.id
