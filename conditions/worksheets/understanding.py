"""Check yourself: five questions with what each answer teaches, and four about being ready to decide. No score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from conditions.guide.document import Answer, Check, Guide
from conditions.guide.worksheet import READINESS, Refused, Worksheet
from conditions.guide.worksheet_changes import Change, choose_answer, in_turn, set_ready, try_again
from conditions.worksheets import stale

# The SURE test (O'Connor and Légaré, 2008): what is asked, what helps where the answer is no, and where that stands.
_ASKED: dict[str, tuple[Any, Any, tuple[str, ...]]] = {
    "sure": (
        _("Do you feel sure about the best choice for you?"),
        _("You do not have to decide today. Look at what matters to you, and talk with people you trust."),
        ("values", "options"),
    ),
    "informed": (
        _("Do you know the benefits and risks of each option?"),
        _("Read your options side by side, then what studies found and what can go wrong."),
        ("options", "evidence", "risks"),
    ),
    "clear": (
        _("Are you clear about which benefits and risks matter most to you?"),
        _("Say how much each statement matters to you. Then see what each option means for it."),
        ("values",),
    ),
    "supported": (
        _("Do you have enough support and advice to make a choice?"),
        _("Take your questions to your own doctor, and bring somebody along. Nobody should press you to pay today."),
        ("questions",),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class AskedOne:
    """A question, the answer that was chosen (or none), and what there is to learn once it was."""

    check: Check
    chosen: Answer | None
    error: bool = False

    @property
    def right(self) -> tuple[Answer, ...]:
        """The right answer, when another one was chosen."""
        return tuple(answer for answer in self.check.answers if answer.right and answer is not self.chosen)

    @property
    def others(self) -> tuple[Answer, ...]:
        """The answers that were neither chosen nor right."""
        return tuple(answer for answer in self.check.answers if not answer.right and answer is not self.chosen)


@dataclass(frozen=True)
class Asked:
    """The questions of a guide, and how many of them were answered."""

    questions: tuple[AskedOne, ...]

    @property
    def answered(self) -> int:
        return sum(1 for item in self.questions if item.chosen)

    @property
    def total(self) -> int:
        return len(self.questions)

    def one(self, check: str) -> AskedOne | None:
        """The question with this id."""
        return next((item for item in self.questions if item.check.id == check), None)


def asked(guide: Guide, sheet: Worksheet, *, refused: str = "") -> Asked:
    """The questions as they were answered. `refused` is the id of one whose form was refused."""
    return Asked(
        tuple(
            AskedOne(check, _answer(check, sheet.chosen(guide.slug, check.id)), check.id == refused)
            for check in guide.checks
        )
    )


def _answer(check: Check, id: str) -> Answer | None:
    return next((answer for answer in check.answers if answer.id == id), None)


def answer_change(guide: Guide, typed: Mapping[str, str]) -> Change:
    """Chooses an answer. Raises Refused: "unknown-value" (field "check") for a question that this guide does not have,
    "empty" where no answer was chosen, "unknown-value" for one that the question does not have (field "answer")."""
    check = next((each for each in guide.checks if each.id == typed.get("check", "")), None)
    if check is None:
        raise Refused("unknown-value", "check")
    given = typed.get("answer", "")
    if not given:
        raise Refused("empty", "answer")
    if _answer(check, given) is None:
        raise Refused("unknown-value", "answer")
    return choose_answer(guide.slug, check.id, given)


def again_change(guide: Guide) -> Change:
    """Clears the answers of this guide."""
    return try_again(guide.slug)


@dataclass(frozen=True)
class ReadyItem:
    """One of the four questions about being ready, as answered: yes, no, or None."""

    id: str
    ask: Any
    advice: Any
    parts: tuple[str, ...]
    said: str

    @property
    def field(self) -> str:
        return f"ready-{self.id}"


@dataclass(frozen=True)
class ReadyState:
    """The four questions, and what the form was made from (`stale.were`)."""

    items: tuple[ReadyItem, ...]
    were: str

    @property
    def lacking(self) -> tuple[ReadyItem, ...]:
        """Those answered with no."""
        return tuple(item for item in self.items if item.said == "no")

    @property
    def all_yes(self) -> bool:
        return all(item.said == "yes" for item in self.items)


def readiness(guide: Guide, sheet: Worksheet, typed: Mapping[str, str]) -> ReadyState:
    """The four questions as they stand on the list; where the form was refused, with what was `typed` in it."""
    words = {True: "yes", False: "no", None: ""}
    kept = {f"ready-{item}": words[sheet.is_ready(guide.slug, item)] for item in READINESS}
    items = tuple(
        ReadyItem(item, *_ASKED[item], typed.get(f"ready-{item}", kept[f"ready-{item}"])) for item in READINESS
    )
    return ReadyState(items, typed.get("were", stale.were(kept)))


def readiness_change(guide: Guide, typed: Mapping[str, str]) -> Change | None:
    """What the form of the four questions changes; None for nothing. Raises Refused for one that is not asked."""
    changes = []
    for field, word in stale.chosen(typed, ("ready-",), ("yes", "no")).items():
        item = field.removeprefix("ready-")
        if item not in READINESS:
            raise Refused("unknown-value", "item")
        changes.append(set_ready(guide.slug, item, word == "yes"))
    return in_turn(*changes) if changes else None
