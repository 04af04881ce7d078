"""What matters to a reader: the statements of a guide as they were rated, and what each choice means for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from conditions.guide import weighing
from conditions.guide.document import Choice, ChoiceRow, Guide, Value
from conditions.guide.worksheet import WEIGHTS, Refused, Worksheet, new_id
from conditions.guide.worksheet_changes import Change, add_statement, in_turn, rate, rate_statement, unrate
from conditions.worksheets import stale

MATTERS = ("much", "some")  # what the reader said of a statement before this page speaks of it


@dataclass(frozen=True)
class RatedValue:
    """A statement of the guide in the form, and the weight chosen for it (or none)."""

    value: Value
    weight: str

    @property
    def field(self) -> str:
        return f"value-{self.value.id}"


@dataclass(frozen=True)
class RatedOwn:
    """A statement in the reader's own words."""

    id: str
    statement: str
    weight: str

    @property
    def field(self) -> str:
        return f"own-{self.id}"


@dataclass(frozen=True)
class Rated:
    """The form: pairs in the order of the guide, own statements, and what it was made from (`stale.were`)."""

    pairs: tuple[tuple[RatedValue, ...], ...]
    own: tuple[RatedOwn, ...]
    were: str
    new_id: str
    new_weight: str


def rated(guide: Guide, sheet: Worksheet, typed: Mapping[str, str]) -> Rated:
    """The form as it stands on the list; where it was refused, with what was `typed` still in it."""
    there = _weights(guide, sheet)
    shown = {field: typed.get(field, weight) for field, weight in there.items()}
    values = [RatedValue(value, shown[f"value-{value.id}"]) for value in guide.values]
    pairs = tuple(tuple(pair) for _name, pair in groupby(values, key=lambda item: item.value.pair))
    own = tuple(RatedOwn(item.id, item.statement, shown[item.field]) for item in _own(guide, sheet))
    return Rated(pairs, own, typed.get("were", stale.were(there)), new_id(), typed.get("weight", WEIGHTS[0]))


def _weights(guide: Guide, sheet: Worksheet) -> dict[str, str]:
    """The weight of every statement by its field; empty where nothing was said."""
    weights = {rating.value: rating.weight for rating in sheet.ratings if rating.slug == guide.slug and rating.value}
    return {f"value-{value.id}": weights.get(value.id, "") for value in guide.values} | {
        own.field: own.weight for own in _own(guide, sheet)
    }


def _own(guide: Guide, sheet: Worksheet) -> list[RatedOwn]:
    return [
        RatedOwn(rating.id, rating.statement.en, rating.weight)
        for rating in sheet.ratings
        if rating.slug == guide.slug and rating.id
    ]


def kept(guide: Guide, sent: Mapping[str, str]) -> Change | None:
    """What the form changes, as one change, or None for nothing.

    Always the words that were chosen anew in it; `away` takes an own statement off; `act` "own" adds one, "keep" adds
    one if it was written, and "rate" leaves what is half written alone. Raises Refused: "unknown-statement" for one
    that this guide does not have, "unknown-value" for another word or act.
    """
    changes = _ratings(guide, sent)
    act, written = sent.get("act", ""), sent.get("statement", "")
    if sent.get("away"):
        changes.append(unrate(guide.slug, id=sent["away"]))
    elif act == "own" or (act == "keep" and written.strip()):
        changes.append(add_statement(guide.slug, sent.get("id", ""), written, sent.get("weight", "")))
    elif act not in ("keep", "rate"):
        raise Refused("unknown-value")
    return in_turn(*changes) if changes else None


def _ratings(guide: Guide, sent: Mapping[str, str]) -> list[Change]:
    changes = []
    known = {value.id for value in guide.values}
    for field, weight in stale.chosen(sent, ("value-", "own-"), WEIGHTS).items():
        kind, _dash, id = field.partition("-")
        if kind == "own":
            changes.append(rate_statement(guide.slug, id, weight))
        elif id in known:
            changes.append(rate(guide.slug, id, weight))
        else:
            raise Refused("unknown-statement", "statement")
    return changes


@dataclass(frozen=True)
class Said:
    """A statement of the guide that matters to the reader, and how much."""

    value: Value
    weight: str


@dataclass(frozen=True)
class ToldConcern:
    """Statements that the same rows of the comparison answer (guide.weighing.Concern), as the reader rated them."""

    said: tuple[Said, ...]
    fresh: tuple[ChoiceRow, ...]
    told: tuple[ChoiceRow, ...]


@dataclass(frozen=True)
class WeighedChoice:
    """A choice, with the state of its evidence beside it."""

    choice: Choice
    evidence: weighing.Evidence


@dataclass(frozen=True)
class Meaning:
    """What the choices mean for what was said. `any` is false while nothing matters much or somewhat."""

    concerns: tuple[ToldConcern, ...]
    own: tuple[RatedOwn, ...]
    choices: tuple[WeighedChoice, ...]

    @property
    def any(self) -> bool:
        return bool(self.concerns or self.own)


def meaning(guide: Guide, sheet: Worksheet) -> Meaning:
    """The five choices in their fixed order, each with what it means for the statements that matter to the reader."""
    weights = {field: weight for field, weight in _weights(guide, sheet).items() if weight in MATTERS}
    values = [value for value in guide.values if f"value-{value.id}" in weights]
    concerns = tuple(
        ToldConcern(
            tuple(Said(value, weights[f"value-{value.id}"]) for value in concern.values), concern.fresh, concern.told
        )
        for concern in weighing.concerns(values)
    )
    return Meaning(
        concerns,
        tuple(own for own in _own(guide, sheet) if own.weight in MATTERS),
        tuple(WeighedChoice(choice, weighing.evidence(guide, choice)) for choice in guide.choices),
    )
