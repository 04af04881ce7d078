"""The type that goes on paper: two cuts of Noto Sans SC, kept here, and which characters they have."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent
FAMILY = "Noto Sans CJK SC"  # the name inside the files
WEIGHTS = {"Regular": FOLDER / "NotoSansSC-Regular.otf", "Bold": FOLDER / "NotoSansSC-Bold.otf"}


@cache
def covered() -> frozenset[int]:
    """The code points that every weight has, read from the fonts' own tables once."""
    tables = []
    for path in WEIGHTS.values():
        with TTFont(path, lazy=True) as font:
            tables.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*tables)
