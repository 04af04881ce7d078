"""What Typst is given to set: no string holds a character that the fonts lack, and no word too long for its line.

With PDF/UA on, one missing glyph fails a whole file. So each character is looked up before Typst sees it; one that the
fonts lack becomes `{"box": "1F600"}`, which the sheet draws as a framed box and explains. Signs without a shape of
their own (joiners, marks of direction, control characters) leave nothing behind, because they show nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import is_dataclass
from typing import Any

from conditions.handouts.fonts import covered

LONGEST_WORD = 24  # characters that fit the narrowest column; longer runs may break
LONGEST_ADDRESS = 40  # addresses stand in wider columns, and are copied whole
BREAK = "\u200b"  # a place where a line may end, without any width
_RAW = frozenset({"link", "address"})  # addresses that are opened, never shown
_ADDRESSES = frozenset({"where", "short"})
_LONG = re.compile(r"[!-~\u00a1-\u02ff\u0370-\u058f]+")
_PLACES = re.compile(r"(?<=[/_.?=&:;,-])(?=[^/])")
_LINE_ENDS = str.maketrans(
    {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "}
)

Settable = str | list[str | dict[str, str]]


def settable(data: Any) -> tuple[Any, bool]:
    """The data (JSON or dataclasses) with every string made safe to set, and whether a box stands anywhere in it."""
    boxes: list[str] = []

    def walk(value: Any, key: str = "") -> Any:
        match value:
            case str():
                longest = LONGEST_ADDRESS if key in _ADDRESSES else LONGEST_WORD
                return value if key in _RAW else string(value, boxes, longest)
            case dict():
                return {name: walk(each, name) for name, each in value.items()}
            case _ if is_dataclass(value):
                return {name: walk(each, name) for name, each in vars(value).items()}
            case list() | tuple():
                return [walk(each, key) for each in value]
            case _:
                return value

    return walk(data), bool(boxes)


def string(text: str, boxes: list[str] | None = None, longest: int = LONGEST_WORD) -> Settable:
    """One string: as it is where the fonts have all of it, else in pieces. The code points of boxes go to `boxes`."""
    has = covered()
    if has.issuperset(map(ord, text)) and unicodedata.is_normalized("NFC", text):  # nearly always
        return breakable(text, longest)
    pieces: list[str | dict[str, str]] = []
    run = ""
    for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_LINE_ENDS)):
        if ord(character) in has or character == "\n":
            run += character
        elif unicodedata.category(character) == "Zs":
            run += " "
        elif not _shows_nothing(character):
            if run:
                pieces.append(breakable(run, longest))
                run = ""
            code = f"{ord(character):04X}"
            pieces.append({"box": code})
            if boxes is not None:
                boxes.append(code)
    if not pieces:
        return breakable(run, longest)
    return [*pieces, breakable(run, longest)] if run else pieces


def plain(text: str) -> str:
    """A string for the file's own record (its title), which no font shows: without control characters and halves."""
    kept = (each for each in unicodedata.normalize("NFC", text) if unicodedata.category(each) not in ("Cc", "Cs"))
    return "".join(kept)


def breakable(text: str, longest: int = LONGEST_WORD) -> str:
    """The text with places to break in runs that no line may hold: addresses, numbers, or one endless word."""
    return _LONG.sub(lambda found: BREAK.join(_parts(found[0], longest)), text)


def _parts(run: str, longest: int) -> list[str]:
    if len(run) <= longest:
        return [run]
    return [part[start : start + longest] for part in _PLACES.split(run) for start in range(0, len(part), longest)]


def _shows_nothing(character: str) -> bool:
    point = ord(character)
    selector = 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF
    return selector or unicodedata.category(character) in ("Cc", "Cf")
