"""Reads a PDF as its reader gets it: words in the order of its tags, the foot of each side, where each word stands."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pikepdf

from conditions.guide.languages import CHINESE, ENGLISH, Language
from conditions.handouts import typesetting
from conditions.handouts.choices import Choice
from tests.handouts.papers import sheet

MM = 72 / 25.4  # points
LANGUAGES = {"en": (ENGLISH,), "zh-hans": (CHINESE,), "both": (ENGLISH, CHINESE)}
_EDITION = re.compile(r"(^|:|：)(Edition\d+|第\d+版)")
_UNSEEN = re.compile(r"[\s\u200b\u00ad\ufeff]+")


@dataclass
class Run:
    """Words that were shown at one place: page, left and right end and base line in points from the top left."""

    page: int
    words: str
    left: float
    right: float
    base: float
    size: float
    foot: bool = False  # whether it stands in the foot of the side


@dataclass
class Printed:
    """A PDF, opened."""

    pdf: pikepdf.Pdf
    runs: list[Run] = field(default_factory=list)
    marked: dict[tuple[int, int], str] = field(default_factory=lambda: defaultdict(str))  # page and number of the mark

    @classmethod
    def of(cls, content: bytes) -> Printed:
        """Opens what the typesetting gave."""
        printed = cls(pikepdf.open(io.BytesIO(content)))
        for number, page in enumerate(printed.pdf.pages):
            _Side(printed, number, page).read()
            printed._find_foot(number)
        return printed

    def _find_foot(self, page: int) -> None:
        """The foot of a side begins with its edition: an artifact, but on the last side the sheet's last words."""
        runs = [run for run in self.runs if run.page == page]
        begins = max(run.base for run in runs if _EDITION.search(squeezed(run.words)))
        lead = [run.base for run in runs if run.base <= begins and begins - run.base < 2.6 * run.size]
        top = min(base for base in lead if any(_EDITION.search(squeezed(r.words)) for r in runs if r.base == base))
        for run in runs:
            run.foot = run.base >= top - 0.1

    def foot(self, page: int) -> str:
        """The words of the foot of one side, without spaces."""
        return squeezed("".join(run.words for run in self.runs if run.page == page and run.foot))

    @property
    def sides(self) -> int:
        return len(self.pdf.pages)

    @property
    def text(self) -> str:
        """All that is no artifact, in the order of the tags, without spaces and signs that nobody sees."""
        pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        return squeezed("".join(self._told(self.pdf.Root.StructTreeRoot.K, None, pages)))

    def tags(self) -> list[pikepdf.Dictionary]:
        """Every element of the tree of tags, in order."""
        found: list[pikepdf.Dictionary] = []

        def walk(part: Any) -> None:
            if isinstance(part, pikepdf.Array):
                for each in part:
                    walk(each)
            elif isinstance(part, pikepdf.Dictionary) and "/S" in part:
                found.append(part)
                if "/K" in part:
                    walk(part.K)

        walk(self.pdf.Root.StructTreeRoot.K)
        return found

    def _told(self, part: Any, page: Any, pages: dict[Any, int]) -> list[str]:
        if isinstance(part, pikepdf.Array):
            return [words for each in part for words in self._told(each, page, pages)]
        if isinstance(part, pikepdf.Dictionary):
            here = part.Pg.objgen if "/Pg" in part else page
            if "/MCID" in part:
                return [self.marked[pages[here], int(part.MCID)]]
            return self._told(part.K, here, pages) if "/K" in part else []
        return [self.marked[pages[page], int(part)]]


class _Side:
    """Follows the operators of one page's content."""

    def __init__(self, printed: Printed, number: int, page: pikepdf.Page) -> None:
        self.printed, self.number, self.page = printed, number, page
        self.height = float(page.mediabox[3])
        self.fonts = {name: _Font(font) for name, font in page.resources.get("/Font", {}).items()}
        self.state: list[tuple[float, ...]] = [(1, 0, 0, 1, 0, 0)]
        self.marks: list[tuple[int | None, bool, str | None]] = []  # number, artifact, words that stand for the glyphs

    def read(self) -> None:
        font, size, at = None, 0.0, (1.0, 0, 0, 1, 0, 0)
        for operands, operator in pikepdf.parse_content_stream(self.page):
            match str(operator):
                case "q":
                    self.state.append(self.state[-1])
                case "Q":
                    self.state.pop()
                case "cm":
                    self.state[-1] = _times(tuple(map(float, operands)), self.state[-1])
                case "BDC" | "BMC":
                    self._mark(*operands)
                case "EMC":
                    self.marks.pop()
                case "Tf":
                    font, size = self.fonts[str(operands[0])], float(operands[1])
                case "Tm":
                    at = _times(tuple(map(float, operands)), self.state[-1])
                case "Tj" | "TJ":
                    self._show(operands[0], font, size, at)

    def _mark(self, tag: Any, properties: Any = None) -> None:
        number = instead = None
        if isinstance(properties, pikepdf.Dictionary):
            number = int(properties.MCID) if "/MCID" in properties else None
            if "/ActualText" in properties:
                instead = str(properties.ActualText)
                self._tell(instead)
        self.marks.append((number, str(tag) == "/Artifact", instead))

    def _show(self, shown: Any, font: Any, size: float, at: tuple[float, ...]) -> None:
        words, units = "", 0.0
        for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if isinstance(piece, pikepdf.String):
                for glyph in _pairs(bytes(piece)):
                    words += font.words.get(glyph, "")
                    units += font.widths.get(glyph, font.usual)
            else:
                units -= float(piece)
        instead = next((given for _number, _artifact, given in self.marks if given is not None), None)
        left, base = at[4], self.height - at[5]
        self.printed.runs.append(
            Run(self.number, words if instead is None else instead, left, left + units * size / 1000, base, size)
        )
        if instead is None:
            self._tell(words)

    def _tell(self, words: str) -> None:
        if any(artifact for _number, artifact, _instead in self.marks):
            return
        numbers = [number for number, _artifact, _instead in self.marks if number is not None]
        assert numbers, f"words without a tag: {words!r}"
        self.printed.marked[self.number, numbers[-1]] += words


class _Font:
    """What the glyphs of an embedded font mean, and how wide they are."""

    def __init__(self, font: pikepdf.Dictionary) -> None:
        self.words = _meanings(font.ToUnicode.read_bytes().decode("latin-1"))
        below = font.DescendantFonts[0]
        self.usual = float(below.get("/DW", 1000))
        self.widths: dict[int, float] = {}
        given = list(below.get("/W", []))
        while given:
            first, second = int(given.pop(0)), given.pop(0)
            if isinstance(second, pikepdf.Array):
                self.widths |= {first + place: float(width) for place, width in enumerate(second)}
            else:
                self.widths |= dict.fromkeys(range(first, int(second) + 1), float(given.pop(0)))


def _meanings(table: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for glyph, words in re.findall(r"<(\w+)>\s*<(\w+)>", part):
            found[int(glyph, 16)] = bytes.fromhex(words).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, words in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            start = bytes.fromhex(words).decode("utf-16-be")
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return found


def _pairs(raw: bytes) -> list[int]:
    return [raw[place] << 8 | raw[place + 1] for place in range(0, len(raw), 2)]


def _times(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    (a, b, c, d, e, f), (g, h, i, j, k, m) = one, other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def squeezed(words: str) -> str:
    """Words without spaces and without signs that nobody sees."""
    return _UNSEEN.sub("", words)


def every_word(content: bytes) -> list[str]:
    """All that a PDF shows, one text for each side, and last what it says besides: its titles, its outline, the words
    for pictures, the addresses of links. Without spaces."""
    opened = Printed(pikepdf.open(io.BytesIO(content)))
    for number, page in enumerate(opened.pdf.pages):
        _Side(opened, number, page).read()
    shown = ["".join(run.words for run in opened.runs if run.page == page) for page in range(opened.sides)]
    besides = "".join(words for each in opened.pdf.objects for words in _strings(each))
    return [*map(squeezed, shown), squeezed(besides)]


def _strings(part: Any) -> Iterator[str]:
    """What is said in an object of a PDF; what it refers to is an object of its own."""
    if isinstance(part, pikepdf.String):
        yield str(part)
    elif isinstance(part, pikepdf.Stream) and part.get("/Type") == "/Metadata":
        yield part.read_bytes().decode()
    elif isinstance(part, pikepdf.Array):
        for each in part:
            if not getattr(each, "is_indirect", False):
                yield from _strings(each)
    elif isinstance(part, pikepdf.Dictionary):
        for _name, each in part.items():
            if not getattr(each, "is_indirect", False):
                yield from _strings(each)


@cache
def handout(slug: str, kind: str, languages: str, size: str = "normal", paper: str = "a4") -> Printed:
    """A handout of a shipped guide, set once for all tests. `languages` is `en`, `zh-hans` or `both`."""
    spoken: tuple[Language, ...] = LANGUAGES[languages]
    choice = Choice(spoken, size, paper)
    return Printed.of(typesetting.pdf_of(sheet(slug, kind, *spoken, size=size, paper=paper), choice))
