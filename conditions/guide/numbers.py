"""Natural frequencies, differences in people, the rule of three, and the geometry of icon arrays. No arithmetic is left
to the reader (docs/rules.md, RC-01 to RC-16 and IA-01 to IA-12)."""

from __future__ import annotations

import math
from dataclasses import dataclass

SMALLEST_FOR_RULE_OF_THREE = 20  # below this, "0 of n" says next to nothing and no bound is given (RC-14)
COLUMNS = {100: 10, 1000: 40}
CELL_WIDTH, CELL_HEIGHT = 12, 16  # units of the drawing


@dataclass(frozen=True)
class Frequency:
    """So many people out of a round number of people."""

    events: int
    denominator: int

    def __post_init__(self) -> None:
        if not 0 <= self.events <= self.denominator:
            raise ValueError(f"{self.events} out of {self.denominator} is no count of people")

    @property
    def rest(self) -> int:
        """The others: those to whom it did not happen (both frames, RC-07)."""
        return self.denominator - self.events

    @classmethod
    def of(cls, events: int, studied: int, denominator: int = 100) -> Frequency:
        """`events` of `studied` people as whole people out of `denominator`, halves rounded up (IA-10)."""
        if studied <= 0 or not 0 <= events <= studied:
            raise ValueError(f"{events} of {studied} is no count of people")
        return cls((2 * events * denominator + studied) // (2 * studied), denominator)


def difference(treated: Frequency, control: Frequency) -> int:
    """How many more people (fewer when negative) out of the one denominator both share. ValueError if they differ."""
    if treated.denominator != control.denominator:
        raise ValueError("two frequencies with different denominators cannot be compared")
    return treated.events - control.events


def could_be_missed(studied: int, denominator: int = 100) -> int | None:
    """With no event among `studied` people, a harm in up to this many out of `denominator` could have been missed.

    The rule of three (RC-14): about 3/n, rounded up; None for groups too small for it.
    """
    if studied < SMALLEST_FOR_RULE_OF_THREE:
        return None
    return min(denominator, math.ceil(3 * denominator / studied))


@dataclass(frozen=True)
class Icon:
    """One person of an icon array, in units of the drawing, from the top left corner of its cell."""

    x: int
    y: int


@dataclass(frozen=True)
class IconArray:
    """One person for each of the denominator, events in one block from the bottom row up (IA-01, IA-02)."""

    events: tuple[Icon, ...]
    rest: tuple[Icon, ...]
    width: int
    height: int

    @classmethod
    def of(cls, frequency: Frequency) -> IconArray:
        """The same grid, size and order for every array of one denominator (IA-05). KeyError for any but 100, 1,000."""
        columns = COLUMNS[frequency.denominator]
        rows = frequency.denominator // columns
        icons = tuple(
            Icon(x=place % columns * CELL_WIDTH, y=(rows - 1 - place // columns) * CELL_HEIGHT)
            for place in range(frequency.denominator)
        )
        return cls(icons[: frequency.events], icons[frequency.events :], columns * CELL_WIDTH, rows * CELL_HEIGHT)
