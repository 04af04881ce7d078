"""The IPDAS meter: each item computed from the document, or signed by a person (docs/rules.md).

What can be computed is computed, and no signature lifts it; a person may only judge it lower. Items about people (who
was asked, who reviewed, what a study showed) count only when signed, with a reason in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from conditions.guide.document import Guide, MeterState, Signed, Text
from conditions.guide.standards_computed import COMPUTED, LOWER_BOUND, Verdict, complete
from conditions.guide.standards_items import GROUPS, ITEMS, Group, Item

NOBODY_SIGNED = Text(
    en="Only people can judge this. Nobody has signed it with a reason yet.",
    zh_hans="这一项只能由人来判断，还没有人写明理由并签字。",
)
_ORDER: tuple[MeterState, ...] = ("not-met", "partly", "met")


class Total(NamedTuple):
    """How many items of a group are met, and how many it has."""

    met: int
    of: int


@dataclass(frozen=True)
class Judged:
    """An item with its state, the reason, and whether it was computed or signed."""

    item: Item
    state: MeterState
    because: Text
    by: Literal["computed", "signed"]


def judge(guide: Guide) -> tuple[Judged, ...]:
    """Every item that applies, in order. Any guide can be judged, even unfinished; to the general one none applies."""
    return () if guide.general else tuple(_judged(guide, item) for item in ITEMS)


def totals(judged: Iterable[Judged]) -> dict[Group, Total]:
    """Met out of all, for each group in order."""
    judged = tuple(judged)
    states = {group: [row.state for row in judged if row.item.group == group] for group in GROUPS}
    return {group: Total(met=found.count("met"), of=len(found)) for group, found in states.items()}


def _judged(guide: Guide, item: Item) -> Judged:
    state, because = COMPUTED[item.id](guide) if item.id in COMPUTED else Verdict("not-met", NOBODY_SIGNED)
    signed = _signature(guide, item.id)
    if signed is not None and _counts(item.id, state, signed.state):
        return Judged(item, signed.state, signed.because, "signed")
    return Judged(item, state, because, "computed")


def _signature(guide: Guide, id: str) -> Signed | None:
    """What a person signed with a reason; the lowest state where an item is signed more than once."""
    found = [signed for signed in guide.about.signed if signed.id == id and complete(signed.because)]
    return min(found, key=lambda signed: _ORDER.index(signed.state), default=None)


def _counts(id: str, computed: MeterState, signed: MeterState) -> bool:
    if id not in COMPUTED:
        return True
    if id in LOWER_BOUND and computed != "not-met":
        return True
    return _ORDER.index(signed) < _ORDER.index(computed)
