"""A sheet as HTML: words and passages in one language or in two, drawings, and the QR code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import segno
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from conditions.guide.languages import language
from conditions.guide.numbers import Frequency
from conditions.handouts.sheets import Array, Line, Passage, Passages, Words
from conditions.reading import drawings

REMEMBERED = 256


def words(said: Words) -> SafeString:
    """Words in each language, one after another, each marked with its language."""
    return format_html_join(
        " ", '<span lang="{}">{}</span>', ((language(code).html, _line(line, code)) for code, line in said.items())
    )


def prose(passages: Passages) -> SafeString:
    """Paragraphs and lists in each language, in blocks that stand side by side where there is room."""
    blocks = format_html_join(
        "",
        '<div class="paper-side" lang="{}">{}</div>',
        ((language(code).html, _blocks(found, code)) for code, found in passages.items()),
    )
    return format_html('<div class="paper-{}">{}</div>', "both" if len(passages) > 1 else "one", blocks)


def drawing(array: Array) -> tuple[str, SafeString]:
    """The frame and the people of an array."""
    return drawings.view_box(array.denominator), drawings.people(Frequency(array.events, array.denominator))


@lru_cache(maxsize=REMEMBERED)
def qr(address: str) -> SafeString:
    """The QR code of an address, as SVG without a style of its own."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None, title=address))


def _line(line: Line, code: str) -> SafeString:
    return mark_safe("".join(_pieces(line, code)))


def _pieces(line: Line, code: str) -> Iterable[SafeString]:
    for piece in line:
        if piece.kind == "cite":
            with override(code):
                source = gettext("Source")
            yield format_html(
                '<a class="cite" href="#source-{}"><span class="unseen">{} </span>{}</a>',
                piece.words, source, piece.words,
            )  # fmt: skip
        elif piece.kind == "emphasis":
            yield format_html("<em>{}</em>", piece.words)
        else:
            yield format_html("{}", piece.words)


def _blocks(found: tuple[Passage, ...], code: str) -> SafeString:
    pieces: list[str] = []
    open_list = False
    for passage in found:
        if (passage.kind == "item") is not open_list:
            open_list = not open_list
            pieces.append("<ul>" if open_list else "</ul>")
        tag = "li" if open_list else "p"
        pieces.append(format_html(f"<{tag}>{{}}</{tag}>", _line(passage.pieces, code)))
    return mark_safe("".join([*pieces, "</ul>" if open_list else ""]))
