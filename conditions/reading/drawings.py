"""Turns the geometry of an icon array into SVG, once for each frequency: a page may hold thousands of people."""

from __future__ import annotations

from functools import cache
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from conditions.guide.numbers import CELL_HEIGHT, CELL_WIDTH, Frequency, Icon, IconArray


@cache
def people(frequency: Frequency) -> SafeString:
    """The people of an array, those it happened to first: the same symbol for everybody (IA-03)."""
    array = IconArray.of(frequency)
    return format_html('<g class="event">{}</g><g class="rest">{}</g>', _persons(array.events), _persons(array.rest))


def _persons(icons: tuple[Icon, ...]) -> SafeString:
    """Row by row: whole rows are the same to the letter, which keeps a page of thousands of people light."""
    rows = (
        (y, format_html_join("", '<use href="#person" x="{}" />', ((icon.x,) for icon in row)))
        for y, row in groupby(icons, key=lambda icon: icon.y)
    )
    return format_html_join("", '<g transform="translate(0 {})">{}</g>', rows)


@cache
def view_box(denominator: int) -> str:
    """The frame of an array, a unit wider on each side for the outlines: `-1 -1 122 162`."""
    array = IconArray.of(Frequency(0, denominator))
    return f"-1 -1 {array.width + 2} {array.height + 2}"


@cache
def empty_places() -> SafeString:
    """The places of 100 people whom nobody counted, in a frame of the size of every array (RC-13)."""
    array = IconArray.of(Frequency(0, 100))
    places = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="1" />',
        ((icon.x + CELL_WIDTH // 2, icon.y + CELL_HEIGHT // 2) for icon in array.rest),
    )
    return format_html(
        '<rect class="frame" x="0" y="0" width="{}" height="{}" rx="2" /><g class="places">{}</g>',
        array.width, array.height, places,
    )  # fmt: skip
