"""What a reader said matters, held against the five choices: the guide's own words, and the state of the evidence.

No sums, no scores and no order of merit come from here: choices, options and outcomes keep the order of the guide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from conditions.guide.document import CHOICE_ROWS, Choice, ChoiceRow, Guide, Option, Outcome, Value
from conditions.guide.wording import State, state

Basis = Literal["shown", "hoped", "unknown"]

# Every state has one place. "Not clear" stands with what is unknown: its fixed phrase begins "We do not know whether".
BASIS: dict[State, Basis] = {
    "benefit": "shown",
    "harm": "shown",
    "no-clear-difference": "shown",
    "natural-course": "shown",
    "not-compared": "hoped",
    "unclear": "unknown",
    "not-studied": "unknown",
    "under-review": "unknown",
}

Found = tuple[tuple[Option, tuple[Outcome, ...]], ...]


@dataclass(frozen=True)
class Evidence:
    """The state of the evidence of one choice, by option. An option without any outcome stands under `unknown`."""

    shown: Found
    hoped: Found
    unknown: Found


def evidence(guide: Guide, choice: Choice) -> Evidence:
    """What studies show of the options of a choice, what was seen without a comparison, and what is not known."""
    options = [option for option in guide.options if option.choice == choice.id]
    return Evidence(_found(options, "shown"), _found(options, "hoped"), _found(options, "unknown"))


def _found(options: Iterable[Option], basis: Basis) -> Found:
    held = (
        (option, tuple(outcome for outcome in option.outcomes if BASIS[state(outcome)] == basis)) for option in options
    )
    return tuple(
        (option, outcomes) for option, outcomes in held if outcomes or (basis == "unknown" and not option.outcomes)
    )


@dataclass(frozen=True)
class Concern:
    """Statements that the same rows of the comparison answer, in the order of the guide. `fresh` are the rows that no
    concern before this one has asked for; `told` are the others, whose words stand above already."""

    values: tuple[Value, ...]
    fresh: tuple[ChoiceRow, ...]
    told: tuple[ChoiceRow, ...]


def concerns(values: Iterable[Value]) -> tuple[Concern, ...]:
    """Statements that matter to somebody, brought together where the same rows answer them: no cell is read twice."""
    by_rows: dict[tuple[ChoiceRow, ...], list[Value]] = {}
    for value in values:
        rows = tuple(row for row in CHOICE_ROWS if row in value.rows)
        by_rows.setdefault(rows, []).append(value)
    found: list[Concern] = []
    told: set[ChoiceRow] = set()
    for rows, together in by_rows.items():
        fresh = tuple(row for row in rows if row not in told)
        found.append(Concern(tuple(together), fresh, tuple(row for row in rows if row in told)))
        told.update(rows)
    return tuple(found)
