"""The type that goes on paper, kept here: cuts of Noto Sans SC, of Noto Sans for rarer Latin, and what they have."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent
# The first face sets all it has; the second one what is left, such as the ž of an author's name. Each has the name that
# stands inside the file (the templates use both) and its weights.
FACES = {
    "Noto Sans CJK SC": {"Regular": FOLDER / "NotoSansSC-Regular.otf", "Bold": FOLDER / "NotoSansSC-Bold.otf"},
    "Noto Sans": {"Regular": FOLDER / "NotoSans-Regular.ttf", "Bold": FOLDER / "NotoSans-Bold.ttf"},
}


@cache
def covered() -> frozenset[int]:
    """The code points that can be set, read once from the tables of the regular weights. The bold ones have the same:
    they are cut together, and a test compares them."""
    return frozenset().union(*(points(weights["Regular"]) for weights in FACES.values()))


def points(path: Path) -> frozenset[int]:
    """The code points that one font has."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
