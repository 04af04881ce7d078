"""Door: the tags with which templates show a sheet of paper; each only points into handouts/."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from conditions.handouts import showing
from conditions.handouts.sheets import Array, Passages, Words

register = template.Library()


@register.simple_tag
def said(words: Words) -> SafeString:
    """Words in each language of the sheet."""
    return showing.words(words)


@register.simple_tag
def prose(passages: Passages) -> SafeString:
    """Paragraphs and lists in each language of the sheet, side by side."""
    return showing.prose(passages)


@register.simple_tag
def figures(array: Array) -> tuple[str, SafeString]:
    """The frame and the people of an array."""
    return showing.drawing(array)


@register.simple_tag
def qr(address: str) -> SafeString:
    """The QR code of an address."""
    return showing.qr(address)


@register.filter
def times(number: int) -> range:
    """So many times, for lines to write on."""
    return range(number)
