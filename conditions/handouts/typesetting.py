"""From a sheet to its PDF: Typst with the kept fonts alone, tagged PDF/UA-1, the language of each passage marked.

What people wrote reaches Typst as JSON, never as markup, and without any character that the fonts lack
(`characters.py`). The templates are in `typst/`.
"""

from __future__ import annotations

import json
import threading
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import segno
import typst

from conditions.guide.numbers import CELL_HEIGHT, CELL_WIDTH, Frequency, Icon, IconArray
from conditions.handouts import fonts
from conditions.handouts.characters import plain, settable
from conditions.handouts.choices import Choice
from conditions.handouts.sheets import Sheet, Words

TEMPLATES = Path(__file__).resolve().parent / "typst"
STANDARD: Final = "ua-1"
FILLED, OUTLINE = "#0b5a5c", "#55605e"
# the same figure as on the screen (templates/base.html)
PERSON = "M5 .6a1.7 1.7 0 1 1 0 3.4a1.7 1.7 0 1 1 0-3.4zM2.2 5.1h5.6l.6 4.3H6.7L6.3 14H3.7L3.3 9.4H1.6z"
# One compiler for the process, and one sheet at a time: it keeps what it has parsed and set, which makes the next sheet
# several times as fast, and a crowd of readers cannot fill the memory.
_one_at_a_time = threading.Lock()


class CannotBeSet(Exception):
    """Typst refused a sheet. It is a fault of ours, whatever the reader wrote; the message says where."""


def pdf_of(sheet: Sheet, choice: Choice) -> bytes:
    """The PDF of a sheet. Raises CannotBeSet where Typst refuses."""
    data, boxes = settable(sheet)
    data |= {
        "name": plain(_one_line(sheet.title)),
        "about": plain(_one_line(sheet.foot.edition)),
        "size": choice.size,
        "paper": choice.paper,
        "boxes": boxes,
        "qr": qr(sheet.foot.address) if sheet.foot.address else "",
        "empty": empty_places(),
        "drawings": {f"{events}/{of}": people(events, of) for events, of in _frequencies(data)},
    }
    return compiled(data)


def compiled(data: dict[str, Any]) -> bytes:
    """The PDF of what `pdf_of` prepared."""
    inputs = {"sheet": json.dumps(data, ensure_ascii=False)}
    with _one_at_a_time:
        try:
            made = _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=[STANDARD])
        except typst.TypstError as error:
            raise CannotBeSet(f"{error.message} {' '.join(error.hints)}".strip()) from error
    if not isinstance(made, bytes):
        raise CannotBeSet("Typst gave no file.")
    return made


@cache
def _compiler() -> typst.Compiler:
    kept = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)])
    return typst.Compiler(TEMPLATES / "sheet.typ", root=TEMPLATES, font_paths=kept)


@lru_cache(maxsize=256)
def people(events: int, denominator: int) -> str:
    """An array of people as SVG, drawn as on the screen: those it happened to are filled, the others outlined."""
    array = IconArray.of(Frequency(events, denominator))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {array.width + 2} {array.height + 2}">'
        f'<defs><path id="person" d="{PERSON}"/></defs>'
        f'<g fill="{FILLED}" stroke="{FILLED}">{_uses(array.events)}</g>'
        f'<g fill="none" stroke="{OUTLINE}">{_uses(array.rest)}</g></svg>'
    )


def _uses(icons: tuple[Icon, ...]) -> str:
    return "".join(f'<use href="#person" x="{icon.x}" y="{icon.y}"/>' for icon in icons)


@cache
def empty_places() -> str:
    """The places of 100 people whom nobody counted, in a dashed frame of the size of every array (RC-13)."""
    array = IconArray.of(Frequency(0, 100))
    places = "".join(
        f'<circle cx="{icon.x + CELL_WIDTH // 2}" cy="{icon.y + CELL_HEIGHT // 2}" r="1"/>' for icon in array.rest
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {array.width + 2} {array.height + 2}">'
        f'<rect width="{array.width}" height="{array.height}" rx="2" fill="none" stroke="#1c2a2a" stroke-width="1.4"'
        f' stroke-dasharray="5 4"/><g fill="{OUTLINE}">{places}</g></svg>'
    )


@lru_cache(maxsize=256)
def qr(address: str) -> str:
    """The QR code of an address, as SVG."""
    return str(segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=0))


def _frequencies(data: dict[str, Any]) -> set[tuple[int, int]]:
    arrays = (array for block in data["blocks"] for array in block.get("arrays", ()))
    return {(array["events"], array["denominator"]) for array in arrays}


def _one_line(words: Words) -> str:
    return " · ".join("".join(piece.words for piece in line) for line in words.values())
