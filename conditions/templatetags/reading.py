"""Door: the tags with which templates show a guide; each only points into reading/."""

from __future__ import annotations

import datetime
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from conditions.guide.document import Text
from conditions.guide.languages import Language
from conditions.reading import drawings, guides, presenters, revisions
from conditions.reading.text import Reading

register = template.Library()


@register.simple_tag(takes_context=True)
def text(context: dict[str, Any], value: Text) -> SafeString:
    """A text as blocks, in the language of the column that it stands in."""
    reading: Reading = context["reading"]
    return reading.blocks(value, context["language"])


@register.simple_tag(takes_context=True)
def line(context: dict[str, Any], value: Text) -> SafeString:
    """A text as words without blocks."""
    reading: Reading = context["reading"]
    return reading.line(value, context["language"])


@register.simple_tag(takes_context=True)
def plain(context: dict[str, Any], value: Text) -> str:
    """A text as words without links, for what stands inside a link."""
    reading: Reading = context["reading"]
    return reading.plain(value, context["language"])


@register.simple_tag(takes_context=True)
def cite(context: dict[str, Any], ids: tuple[str, ...]) -> SafeString:
    """Links to sources by their numbers."""
    reading: Reading = context["reading"]
    return mark_safe("".join(reading.citation(id, context["language"]) for id in ids))


@register.simple_tag(takes_context=True)
def shown(context: dict[str, Any], outcome: Any) -> presenters.ShownOutcome:
    """An outcome as its kind is drawn."""
    return presenters.shown(outcome, context["language"])


@register.simple_tag(takes_context=True)
def rungs(context: dict[str, Any], guide: Any) -> list[presenters.ShownRung]:
    """The ladder of a guide."""
    return presenters.ladder(guide, context["language"])


@register.simple_tag(takes_context=True)
def revised(context: dict[str, Any], opened: Any) -> list[revisions.Passage]:
    """The passages of a guide that are under revision."""
    return revisions.passages(opened, context["language"])


@register.filter
def gives_way(part: Any, language: Language) -> bool:
    """Whether a notice stands in place of the figures and marks of a part."""
    return bool(part.gives_way(language))


@register.simple_tag
def address(guide: Any, part: str) -> str:
    """The address of a part of a guide."""
    return guides.address(guide, part)


@register.simple_tag
def empty_frame() -> tuple[str, SafeString]:
    """The frame and the places of an array that nobody can draw."""
    return drawings.view_box(100), drawings.empty_places()


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """mapping[key], for names that stand by id; the key itself where there is none."""
    return mapping.get(key, key)


@register.filter
def field(part: Any, name: str) -> Any:
    """A field of the document by its name."""
    return getattr(part, name)


class EachLanguage(template.Node):
    """Renders its content once for each language of the reading, side by side where there are two."""

    def __init__(self, content: NodeList, *, inline: bool = False) -> None:
        self.content = content
        self.inline = inline

    def render(self, context: Any) -> SafeString:
        reading: Reading = context["reading"]
        columns: list[tuple[Language, str]] = []
        for place, language in enumerate(reading.languages):
            with override(language.code), context.push(language=language, first=place == 0):
                columns.append((language, self.content.render(context)))
        if len(columns) == 1:
            return SafeString(columns[0][1])
        if self.inline:
            lines = ((language.html, SafeString(content)) for language, content in columns)
            return format_html_join(" ", '<span class="twin-line" lang="{}">{}</span>', lines)
        blocks = [
            format_html('<div class="twin-side" lang="{}">{}</div>', language.html, SafeString(content))
            for language, content in columns
        ]
        return format_html('<div class="twin">{}</div>', SafeString("".join(blocks)))


@register.tag
def each_language(parser: Parser, token: Token) -> EachLanguage:
    """{% each_language %} … {% endeach_language %}: one block of a page, for one language or for two side by side.

    {% each_language inline %} is for words inside a label, a legend or a button: there two languages are two lines.
    """
    _name, *options = token.split_contents()
    if options not in ([], ["inline"]):
        raise template.TemplateSyntaxError(f"each_language takes `inline` or nothing, not {' '.join(options)!r}.")
    content = parser.parse(("endeach_language",))
    parser.delete_first_token()
    return EachLanguage(content, inline=bool(options))


@register.filter
def day(date: datetime.date) -> str:
    """A day in words: 21 November 2026, 2026年11月21日."""
    return date_format(date, _("j F Y"))


@register.filter
def month(date: datetime.date) -> str:
    """A month in words: May 2027, 2027年5月."""
    return date_format(date, _("F Y"))


@register.filter
def as_list(id: str) -> tuple[str, ...]:
    """One id as a list, for `cite`."""
    return (id,)
