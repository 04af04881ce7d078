"""The plan of a list: the next steps, who does each, by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from conditions.guide.worksheet import BY_WHEN, STEP, STEPS, WHO, Refused, Step, Worksheet, base_of, new_id
from conditions.guide.worksheet_changes import Change, add_step, change_step, remove_step

_LINES: tuple[tuple[str, Any, int], ...] = (
    ("what", _("What is the step?"), STEP),
    ("who", _("Who does it?"), WHO),
    ("by_when", _("By when?"), BY_WHEN),
)


@dataclass(frozen=True)
class Line:
    """One line of the form of a step. `error` is a sentence, or empty."""

    name: str
    id: str
    label: Any
    limit: int
    text: str
    error: str


@dataclass(frozen=True)
class ShownStep:
    """A step with the form that changes it. `open` while something in that form was refused."""

    id: str
    what: str
    who: str
    by_when: str
    base: str
    lines: tuple[Line, ...]
    open: bool


@dataclass(frozen=True)
class Plan:
    """The steps in order, and the form for the next one."""

    steps: tuple[ShownStep, ...]
    new: ShownStep
    full: bool


def plan(sheet: Worksheet, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None) -> Plan:
    """The plan of a list. Where a form was refused, `typed` is what it held and `errors` say why, by field."""
    typed, errors = typed or {}, errors or {}
    changed = typed.get("id", "") if typed.get("act") == "change" else ""
    steps = tuple(
        _shown(step, typed if step.id == changed else {}, errors if step.id == changed else {}) for step in sheet.plan
    )
    # a step that was changed here and removed elsewhere: its words stand in the form for a new one
    homeless = bool(changed) and sheet.step(changed) is None
    added = typed if typed.get("act") == "add" or homeless else {}
    blank = Step(id=new_id(), what="")
    return Plan(steps, _shown(blank, added, errors if added else {}), len(steps) >= STEPS)


def _shown(step: Step, typed: Mapping[str, str], errors: Mapping[str, str]) -> ShownStep:
    lines = tuple(
        Line(name, f"{step.id}-{name}", label, limit, typed.get(name, getattr(step, name)), errors.get(name, ""))
        for name, label, limit in _LINES
    )
    base = typed.get("base", base_of(step))
    return ShownStep(step.id, step.what, step.who, step.by_when, base, lines, bool(typed))


def plan_change(typed: Mapping[str, str]) -> Change:
    """What a form of the plan asks for: add, change or remove. Raises Refused ("unknown-value", field "act")."""
    id = typed.get("id", "")
    what, who, by_when = (typed.get(name, "") for name, _label, _limit in _LINES)
    match typed.get("act", ""):
        case "add":
            return add_step(id, what, who, by_when)
        case "change":
            return change_step(id, what, who, by_when, typed.get("base", ""))
        case "remove":
            return remove_step(id)
    raise Refused("unknown-value", "act")
