"""Cuts the fonts for paper from the whole ones: `manage.py cut_fonts --source … --table …`.

Sources: Noto Sans CJK 2.004 and Noto Sans 2.004 (SIL Open Font License 1.1, no reserved name) as Debian packs them in
`fonts-noto-cjk` (1:20220127+repack1-1) and `fonts-noto-core` (20201225-1). The 8,105 characters of the mainland's
standard table of 2013 (通用规范汉字表) come from the property kTGH of the Unicode database, which Debian packs in
`unicode-data` (15.0.0-1).
"""

from __future__ import annotations

import bz2
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

from conditions.handouts.fonts import FACES, points

SOURCE = Path("/usr/share/fonts")
TABLE = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
STANDARD = 8105
# Latin with all its signs, Greek, Cyrillic, punctuation, arrows, signs of mathematics, shapes, Chinese punctuation and
# full-width forms. What the source lacks of these is left out by the cut.
RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1CD, 0x1DC), (0x1F8, 0x1F9), (0x251, 0x251), (0x261, 0x261),
    (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2010, 0x205E),
    (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2460, 0x24FF), (0x25A0, 0x26FF), (0x2700, 0x27BF), (0x3000, 0x303F), (0x3040, 0x30FF), (0x3105, 0x312F),
    (0x3220, 0x3243), (0x3280, 0x32B0), (0x3380, 0x33DF), (0xFE30, 0xFE4F), (0xFF01, 0xFFEE),
)  # fmt: skip
LATIN = ((0x20, 0x24F), (0x370, 0x52F), (0x1E00, 0x1FFF), (0x2C60, 0x2C7F))  # and Greek and Cyrillic: the second face
# what the setting of horizontal Chinese and of Latin between it needs; vertical forms and the like stay behind
FEATURES = ["ccmp", "liga", "pwid", "kern", "halt", "palt", "mark"]
_LEVELS = (range(0xA1, 0xAA), range(0xB0, 0xF8))  # rows of GB 2312: signs, then 汉字 of both levels
_BIG5_FIRST = range(0xA4, 0xC7)  # rows of the 5,401 common traditional 汉字: readers' names and places


@dataclass(frozen=True)
class Cut:
    """One font as it was written: where, how many characters, how many bytes."""

    path: Path
    characters: int
    size: int


def cut(texts: Iterable[Path], *, source: Path = SOURCE, table: Path = TABLE) -> list[Cut]:
    """Writes all fonts. `texts` are files whose every character is kept. OSError where a source is not there."""
    wanted = _within(RANGES) | gb2312() | big5_common() | standard_table(table)
    wanted |= {ord(character) for path in texts for character in path.read_text(encoding="utf-8")}
    chinese, latin = FACES
    done = [
        _cut(_found(source, f"NotoSansCJK-{weight}.ttc"), chinese, path, wanted)
        for weight, path in FACES[chinese].items()
    ]
    # A letter and its marks are set in one face. So the second face has the marks of the first one, and no others.
    marks = {point for point in points(FACES[chinese]["Regular"]) if unicodedata.combining(chr(point))}
    wanted = {point for point in _within(LATIN) if not unicodedata.combining(chr(point))} | marks
    return done + [
        _cut(_found(source, f"NotoSans-{weight}.ttf"), latin, path, wanted) for weight, path in FACES[latin].items()
    ]


def gb2312() -> set[int]:
    """Every character of GB 2312, by Python's codec."""
    return _of_codec("gb2312", chain(*_LEVELS), range(0xA1, 0xFF))


def big5_common() -> set[int]:
    """The common traditional 汉字 (level 1 of Big5), by Python's codec."""
    return _of_codec("big5", _BIG5_FIRST, chain(range(0x40, 0x7F), range(0xA1, 0xFF)))


def standard_table(table: Path) -> set[int]:
    """The 8,105 汉字 of the standard table of 2013, by the Unicode database. ValueError where some are missing."""
    lines = bz2.decompress(table.read_bytes()) if table.suffix == ".bz2" else table.read_bytes()
    found = {
        int(line.split("\t")[0].removeprefix("U+"), 16)
        for line in lines.decode("utf-8").splitlines()
        if "\tkTGH\t" in line and line.startswith("U+")
    }
    if len(found) != STANDARD:
        raise ValueError(f"{table} names {len(found)} characters of the standard table, not {STANDARD}.")
    return found


def _of_codec(codec: str, rows: Iterable[int], cells: Iterable[int]) -> set[int]:
    second = list(cells)
    found: set[int] = set()
    for row in rows:
        for cell in second:
            decoded = bytes((row, cell)).decode(codec, errors="ignore")
            if len(decoded) == 1:
                found.add(ord(decoded))
    return found


def _within(ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {point for first, last in ranges for point in range(first, last + 1)}


def _found(source: Path, name: str) -> Path:
    path = next(source.rglob(name), None)
    if path is None:
        raise FileNotFoundError(f"There is no {name} in {source}.")
    return path


def _cut(whole: Path, face: str, path: Path, wanted: set[int]) -> Cut:
    fonts = TTCollection(whole, lazy=True).fonts if whole.suffix == ".ttc" else [TTFont(whole, lazy=True)]
    font = next(each for each in fonts if each["name"].getDebugName(1) == face)
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    font.recalcTimestamp = False  # the same cut is the same file
    font.save(path)
    for each in fonts:
        each.close()
    return Cut(path, len(points(path)), path.stat().st_size)
