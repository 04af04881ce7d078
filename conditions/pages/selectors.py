"""What each page needs to know, gathered in one call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from conditions import library
from conditions.guide.document import Guide, Term
from conditions.guide.languages import CHINESE, LANGUAGES, Language
from conditions.guide.markup import terms
from conditions.guide.places import PARTS, walk
from conditions.library import EditionNote, Opened
from conditions.pages import names

OpenGuide = Callable[[str, Language], Opened | None]
OpenAll = Callable[[Language], Mapping[str, Opened]]


def guide(slug: str, language: Language, open_guide: OpenGuide) -> Opened:
    """The current edition of a guide. Raises Http404 where there is none."""
    opened = open_guide(slug, language)
    if opened is None:
        raise Http404(f"No edition of {slug!r} is published.")
    return opened


def parts(guide: Guide) -> Mapping[str, object]:
    """The parts of a guide in reading order, slug to name: the general guide has others."""
    return names.GENERAL_PARTS if guide.general else names.PARTS


def address(guide: Guide, part: str) -> str:
    """The one address of a part, in the language in use."""
    if part == "overview":
        return reverse("overview", args=[guide.slug])
    if guide.general and part in names.SHORT_ADDRESSES:
        return reverse(names.SHORT_ADDRESSES[part])
    return reverse("part", args=[guide.slug, part])


@dataclass(frozen=True)
class ConditionCard:
    """One of the four conditions on the home page, published or not."""

    slug: str
    name: str
    opened: Opened | None


def conditions(opened: Mapping[str, Opened]) -> list[ConditionCard]:
    """The four conditions in fixed order, with the editions that are published."""
    return [ConditionCard(slug, str(name), opened.get(slug)) for slug, name in names.CONDITIONS.items()]


def editions(slug: str) -> list[EditionNote]:
    """Every edition of a guide, newest first."""
    return library.history(slug)


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
