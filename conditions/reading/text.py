"""One reading of one page: which guide, in which language or languages, and how its texts become HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from conditions.guide.document import Guide, Source, Term, Text
from conditions.guide.languages import Language
from conditions.guide.markup import Bullets, Citation, Emphasis, Inline, Plain, TermLink, parse, words


@dataclass(frozen=True)
class Sourced:
    """A source as this page points to it: its number, and the address where it stands in full."""

    source: Source
    number: int
    slug: str


@dataclass
class Reading:
    """What a page needs to turn texts into HTML. Made afresh for each page: it remembers which terms were explained.

    `languages` has one language, or two for reading side by side. `whole` pages hold their own sources and terms.
    """

    languages: tuple[Language, ...]
    sources: dict[str, Sourced]
    terms: dict[str, Term]
    whole: bool = False
    explained: set[tuple[Language, str]] = field(default_factory=set)

    @classmethod
    def of(cls, guide: Guide, languages: tuple[Language, ...], *, whole: bool = False) -> Reading:
        """The reading of one guide."""
        return cls.over([guide], languages, whole=whole)

    @classmethod
    def over(cls, guides: Iterable[Guide], languages: tuple[Language, ...], *, whole: bool = False) -> Reading:
        """A reading over several guides: a source is numbered as in the first guide that has it."""
        sources: dict[str, Sourced] = {}
        terms: dict[str, Term] = {}
        for guide in guides:
            for number, source in enumerate(guide.sources, 1):
                sources.setdefault(source.id, Sourced(source, number, guide.slug))
            for term in guide.terms:
                terms.setdefault(term.id, term)
        return cls(languages, sources, terms, whole)

    @property
    def side_by_side(self) -> bool:
        return len(self.languages) > 1

    def blocks(self, text: Text, language: Language) -> SafeString:
        """A text as paragraphs and lists. A term that stands here for the first time is explained right below."""
        parts: list[str] = []
        for block in parse(text.in_language(language)):
            fresh: list[Term] = []
            if isinstance(block, Bullets):
                items = format_html_join(
                    "", "<li>{}</li>", ((self._inlines(item, language, fresh),) for item in block.items)
                )
                parts.append(format_html("<ul>{}</ul>", items))
            else:
                parts.append(format_html("<p>{}</p>", self._inlines(block.inlines, language, fresh)))
            if fresh:
                parts.append(self._explanation(fresh, language))
        return mark_safe("".join(parts))

    def line(self, text: Text, language: Language) -> SafeString:
        """The words of a text without blocks, for headings and cells. Terms are linked, not explained."""
        parsed = parse(text.in_language(language))
        pieces: list[str] = []
        for block in parsed:
            for inlines in block.items if isinstance(block, Bullets) else (block.inlines,):
                pieces.append(self._inlines(inlines, language, None))
        return mark_safe(" ".join(pieces))

    def plain(self, text: Text, language: Language) -> str:
        """The words of a text without any link."""
        names = {id: term.term.in_language(language) for id, term in self.terms.items()}
        return words(text.in_language(language), names).replace("\n", " ")

    def citation(self, id: str, language: Language) -> SafeString:
        """A link to a source by its number. An id that is no source (the rules refuse it) leaves nothing."""
        if id not in self.sources:
            return SafeString("")
        sourced = self.sources[id]
        with override(language.code):
            page = "" if self.whole else reverse("part", args=[sourced.slug, "sources"])
            return format_html(
                '<a class="cite" href="{}#source-{}"><span class="unseen">{} </span>{}</a>',
                page, id, _("Source"), sourced.number,
            )  # fmt: skip

    def _inlines(self, inlines: tuple[Inline, ...], language: Language, fresh: list[Term] | None) -> SafeString:
        pieces: list[str] = []
        for inline in inlines:
            match inline:
                case Citation(id):
                    if pieces and isinstance(pieces[-1], str):
                        pieces[-1] = SafeString(pieces[-1].rstrip(" "))
                    pieces.append(self.citation(id, language))
                case TermLink(id, shown):
                    pieces.append(self._term(id, shown, language, fresh))
                case Emphasis(words):
                    pieces.append(format_html("<em>{}</em>", words))
                case Plain(words):
                    pieces.append(format_html("{}", words))
        return mark_safe("".join(pieces))

    def _term(self, id: str, shown: str, language: Language, fresh: list[Term] | None) -> str:
        term = self.terms.get(id)
        words = shown or (term.term.in_language(language) if term else id)
        if term is None or fresh is None or (language, id) in self.explained:
            return format_html("{}", words)
        self.explained.add((language, id))
        fresh.append(term)
        return format_html('<a class="term" href="{}">{}</a>', self._glossary(id, language), words)

    def _explanation(self, fresh: list[Term], language: Language) -> SafeString:
        """What the terms of one block mean, folded up below it; it opens without JavaScript and by keyboard."""
        with override(language.code):
            comma = pgettext("in a list", ", ")
            entries = format_html_join(
                "",
                '<dt>{}</dt><dd>{} <a href="{}">{}</a></dd>',
                (
                    (
                        term.term.in_language(language),
                        self.line(term.plain, language),
                        self._glossary(term.id, language),
                        _("Glossary"),
                    )
                    for term in fresh
                ),
            )
            summary = comma.join(term.term.in_language(language) for term in fresh)
            return format_html(
                '<details class="gloss"{}><summary>{} <b>{}</b></summary><dl>{}</dl></details>',
                SafeString(" open" if self.whole else ""), _("What this means:"), summary, entries,
            )  # fmt: skip

    def _glossary(self, id: str, language: Language) -> str:
        with override(language.code):
            return f"{reverse('glossary')}#term-{id}"
