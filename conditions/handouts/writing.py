"""Turns texts of guides and words of the interface into the plain data of a sheet, in each asked language.

Sources are numbered as they come, from 1: a sheet has its own short list, which may draw on two guides.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, override

from conditions.guide.document import Guide, Source, Text
from conditions.guide.languages import CHINESE, ENGLISH, Language, is_han
from conditions.guide.markup import Bullets, Citation, Emphasis, Inline, TermLink, parse, passages
from conditions.handouts.sheets import Heading, Line, Passage, Passages, Piece, SourceLine, Words

Gap = str | Callable[[Language], str]
DOI, PUBMED = "https://doi.org/", "https://pubmed.ncbi.nlm.nih.gov/"
_NAME = re.compile(r"(?P<name>[^,.;:]{3,60})(?P<more>[,.])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?=[;:.( ]|$)(?!.*\. (?:19|20)\d\d[;:.])")


class Writer:
    """Writes one sheet: knows its languages and guides, and remembers which sources were named."""

    def __init__(self, guides: Iterable[Guide], languages: tuple[Language, ...]) -> None:
        self.languages = languages
        self._sources: dict[str, Source] = {}
        self._terms: dict[str, Text] = {}
        self._numbers: dict[str, int] = {}
        for guide in guides:
            for source in guide.sources:
                self._sources.setdefault(source.id, source)
            for term in guide.terms:
                self._terms.setdefault(term.id, term.term)

    def said(self, message: Any, **gaps: Gap) -> Words:
        """Words of the interface (lazily translated); gaps are filled by words, or by a function of the language."""

        def in_language(language: Language) -> str:
            filled = {gap: words(language) if callable(words) else words for gap, words in gaps.items()}
            return str(message) % filled if filled else str(message)

        return self.phrase(in_language)

    def phrase(self, words_in: Callable[[Language], str]) -> Words:
        """What a function says in each language, with that language activated; nothing where it says nothing."""
        written: Words = {}
        for language in self.languages:
            with override(language.code):
                if words := words_in(language):
                    written[language.code] = (Piece("plain", words),)
        return written

    def words(self, text: Text) -> Words:
        """A text in one line, with its citations."""
        written: Words = {}
        for language in self.languages:
            line: Line = ()
            for inlines in passages(text.in_language(language)):
                space = (Piece("plain", "" if language is CHINESE else " "),) if line else ()
                line += space + self._line(inlines, language)
            if line:
                written[language.code] = line
        return written

    def plain(self, text: Text) -> Words:
        """A text in one line without citations: nothing is numbered by it."""
        return self.phrase(lambda language: self.plain_in(text, language))

    def plain_in(self, text: Text, language: Language) -> str:
        """The words of a text in one language."""
        lines = (
            "".join(piece.words for piece in self._line(inlines, language, cite=False))
            for inlines in passages(text.in_language(language))
        )
        return ("" if language is CHINESE else " ").join(lines).strip()

    def passages(self, text: Text) -> Passages:
        """A text as paragraphs and items."""
        written: Passages = {}
        for language in self.languages:
            found: list[Passage] = []
            for block in parse(text.in_language(language)):
                if isinstance(block, Bullets):
                    found += [Passage("item", self._line(item, language)) for item in block.items]
                else:
                    found.append(Passage("paragraph", self._line(block.inlines, language)))
            if found:
                written[language.code] = tuple(found)
        return written

    def items(self, texts: Iterable[Text]) -> Passages:
        """Several texts as one list, each an item."""
        together: dict[str, list[Passage]] = {}
        for text in texts:
            for code, line in self.words(text).items():
                together.setdefault(code, []).append(Passage("item", line))
        return {code: tuple(found) for code, found in together.items()}

    def cites(self, ids: Iterable[str]) -> Line:
        """Citations of sources by their numbers; an id that is no source leaves nothing."""
        return tuple(Piece("cite", str(number)) for id in ids if (number := self._number(id)))

    def sources(self) -> tuple[SourceLine, ...]:
        """The list of all that was named so far, by number."""
        return tuple(_source_line(number, self._sources[id]) for id, number in self._numbers.items())

    def _number(self, id: str) -> int:
        return self._numbers.setdefault(id, len(self._numbers) + 1) if id in self._sources else 0

    def _line(self, inlines: Iterable[Inline], language: Language, *, cite: bool = True) -> Line:
        pieces: list[Piece] = []
        for inline in inlines:
            if isinstance(inline, Citation):
                # the space before a number belongs to nobody
                while pieces and pieces[-1].kind == "plain" and not pieces[-1].words.strip():
                    pieces.pop()
                if pieces and pieces[-1].kind == "plain":
                    pieces[-1] = Piece("plain", pieces[-1].words.rstrip(" "))
                pieces += self.cites([inline.id]) if cite else ()
            elif isinstance(inline, Emphasis):
                pieces.append(Piece("emphasis", inline.words))
            else:
                words = self._term(inline, language) if isinstance(inline, TermLink) else inline.words
                if pieces and pieces[-1].kind == "plain":
                    words = pieces.pop().words + words
                pieces.append(Piece("plain", words))
        return tuple(piece for piece in pieces if piece.words)

    def _term(self, link: TermLink, language: Language) -> str:
        if link.words:
            return link.words
        return self._terms[link.id].in_language(language) if link.id in self._terms else link.id


def day(date: datetime.date) -> str:
    """A day in words, in the language that is activated."""
    return date_format(date, gettext("j F Y"))


def month(date: datetime.date) -> str:
    """A month in words, in the language that is activated."""
    return date_format(date, gettext("F Y"))


def paragraphs(*words: Words) -> Passages:
    """Lines of words as paragraphs."""
    return _passages("paragraph", words)


def items(*words: Words) -> Passages:
    """Lines of words as the items of a list."""
    return _passages("item", words)


def joined(*parts: Passages) -> Passages:
    """Passages one after another."""
    together: Passages = {}
    for part in parts:
        for code, found in part.items():
            together[code] = together.get(code, ()) + found
    return together


def with_cites(words: Words, cites: Line) -> Words:
    """Words with citations behind them."""
    return {code: line + cites for code, line in words.items()}


def sections(text: Passages) -> list[tuple[Heading | None, Passages]]:
    """A text parted where a paragraph is nothing but emphasis: there it becomes a heading.

    Where the languages do not part alike, the text stays whole.
    """
    parted = {code: _parted(found) for code, found in text.items()}
    if len({len(parts) for parts in parted.values()}) != 1:
        return [(None, text)]
    together: list[tuple[Heading | None, Passages]] = []
    for place in range(len(next(iter(parted.values())))):
        heading = {code: parts[place][0] for code, parts in parted.items() if parts[place][0]}
        body = {code: tuple(parts[place][1]) for code, parts in parted.items() if parts[place][1]}
        together.append((Heading(heading, level=3) if heading else None, body))
    return together


def _parted(found: tuple[Passage, ...]) -> list[tuple[Line, list[Passage]]]:
    parts: list[tuple[Line, list[Passage]]] = []
    for passage in found:
        if passage.kind == "paragraph" and all(piece.kind == "emphasis" for piece in passage.pieces):
            parts.append((tuple(Piece("plain", piece.words) for piece in passage.pieces), []))
        elif parts:
            parts[-1][1].append(passage)
        else:
            parts.append(((), [passage]))
    return parts


def _passages(kind: Any, words: tuple[Words, ...]) -> Passages:
    written: Passages = {}
    for each in words:
        for code, line in each.items():
            written[code] = (*written.get(code, ()), Passage(kind, line))
    return written


def _source_line(number: int, source: Source) -> SourceLine:
    language = CHINESE if any(map(is_han, source.citation)) else ENGLISH
    citation = source.citation
    if source.doi:
        where, link = f"doi:{source.doi}", DOI + source.doi
        citation = in_short(citation)
    elif source.pmid:
        where, link = f"PubMed {source.pmid}", f"{PUBMED}{source.pmid}/"
        citation = in_short(citation)
    elif source.registry:
        where, link = source.registry, source.url
        citation = "" if source.design == "registry-record" else citation
    else:
        where, link = source.url.removeprefix("https://").removeprefix("http://").rstrip("/"), source.url
    # a register's number often stands in the citation already
    return SourceLine(number, citation, language.code, "" if where and where in citation else where, link)


def in_short(citation: str) -> str:
    """`Elkamil AI et al. 2011.`: who and when, for a paper that its number in a register finds. As it is where it does
    not begin with a name and hold a year."""
    name, year = _NAME.match(citation), _YEAR.search(citation)
    if name is None or year is None:
        return citation
    others = " et al." if name["more"] == "," else "." if name["more"] == "." else ""
    return f"{name['name']}{others} {year[0]}."
