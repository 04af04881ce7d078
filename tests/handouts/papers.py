"""Every handout there is, and how its words are found in the data of a sheet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from typing import Any

from conditions.guide.document import Text
from conditions.guide.languages import CHINESE, ENGLISH, Language
from conditions.handouts import kinds
from conditions.handouts.choices import Choice
from conditions.handouts.sheets import Block, Sheet, as_data
from conditions.library import EditionNote, Opened
from tests import shipped

GENERAL = "before-you-sign"
SHEETS = [(slug, kind) for slug in shipped.SLUGS for kind in kinds.of_guide(shipped.guide(slug))]
ONE_OR_BOTH = [(ENGLISH,), (CHINESE,), (ENGLISH, CHINESE)]


@cache
def opened(slug: str) -> Opened:
    """A shipped guide as its first edition."""
    note = EditionNote(slug, 1, datetime.date(2026, 11, 21), Text(en="First edition.", zh_hans="第一版。"))
    return Opened(note, shipped.guide(slug))


def sheet(slug: str, kind: str, *languages: Language, **choice: Any) -> Sheet:
    """A handout of a shipped guide."""
    return kinds.guide_sheet(kind, opened(slug), opened(GENERAL), Choice(languages, **choice))


def words(part: Any) -> Iterator[str]:
    """Every word that is printed in a part of a sheet, citations left out."""
    if isinstance(part, dict):
        if part.get("kind") in ("plain", "emphasis") and "words" in part:
            yield part["words"]
        elif part.get("kind") != "cite":
            for each in part.values():
                yield from words(each)
    elif isinstance(part, (list, tuple)):
        for each in part:
            yield from words(each)


def text_of(sheet: Sheet, *without: str) -> str:
    """The words of a sheet's blocks, kinds of block left out by name."""
    data = as_data(sheet)
    return "\n".join("\n".join(words(block)) for block in data["blocks"] if block["kind"] not in without)


def blocks(sheet: Sheet, kind: str) -> list[Block]:
    """The blocks of one kind."""
    return [block for block in sheet.blocks if block.kind == kind]
