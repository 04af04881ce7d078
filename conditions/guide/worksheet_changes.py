"""What a reader does to a list. Each act makes a `Change`, and `lists.change(token, add(entry))` makes it.

Rules: a change is made whole or refused (`Refused`, raised when it is applied, never when it is made). Sent twice it is
made once. Something new carries an id that its form made: the same id with the same words is the same thing, with other
words (a form used again after "back") it is another thing. A text that was changed elsewhere since the form was made is
kept beside the new one, and nothing that somebody wrote is replaced unseen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from conditions.guide import worksheet as limits
from conditions.guide.vocabulary import EMPTY, Text
from conditions.guide.worksheet import (
    Checked,
    Code,
    Entry,
    Rating,
    Ready,
    Refused,
    Step,
    Worksheet,
    Written,
    base_of,
    cleaned,
    cleaned_or_empty,
)

Change = Callable[[Worksheet], Worksheet]
P = ParamSpec("P")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def _change(act: Callable[Concatenate[Worksheet, P], Worksheet]) -> Callable[P, Change]:
    @wraps(act)
    def made(*args: P.args, **kwargs: P.kwargs) -> Change:
        return lambda sheet: act(sheet, *args, **kwargs)

    return made


def in_turn(*changes: Change) -> Change:
    """Several changes as one: all are made, or none."""

    def made(sheet: Worksheet) -> Worksheet:
        for change in changes:
            sheet = change(sheet)
        return sheet

    return made


@_change
def add(sheet: Worksheet, entry: Entry) -> Worksheet:
    """Puts a question at the end. A question of a guide stands on the list once, whatever its id.

    Refuses: own words as `cleaned` does (field "question"), "full" at 200, a strange id, slug or `whom`.
    """
    _matching(_ID, entry.id, "id")
    _one_of(limits.WHOM, entry.whom, "whom")
    if entry.own:
        words = cleaned(entry.ask.en, limits.OWN_QUESTION, lines=False, field="question")
        entry = Entry(id=entry.id, whom=entry.whom, ask=_both(words))
        there = sheet.entry(entry.id)
        if there is not None and there.ask != entry.ask:
            entry = entry.model_copy(update={"id": _another_id(entry.id, words)})
    else:
        _matching(_SLUG, entry.slug, "slug")
        _matching(_SLUG, entry.question, "question")
        if sheet.entry_of(entry.slug, entry.question) is not None:
            return sheet
        if sheet.entry(entry.id) is not None:
            entry = entry.model_copy(update={"id": _another_id(entry.id, f"{entry.slug} {entry.question}")})
    if sheet.entry(entry.id) is not None:
        return sheet
    _room(len(sheet.entries), limits.ENTRIES, "question")
    if entry.starred and len(sheet.stars) >= limits.STARS:
        raise Refused("three-stars", "star", limits.STARS)
    return _with(sheet, entries=(*sheet.entries, entry))


@_change
def remove(sheet: Worksheet, id: str) -> Worksheet:
    """Takes a question off, with its answers. One that is not there is off already."""
    return _with(sheet, entries=tuple(entry for entry in sheet.entries if entry.id != id))


@_change
def star(sheet: Worksheet, id: str, on: bool) -> Worksheet:
    """Sets or takes away "ask first". Refuses "three-stars" at the fourth, "unknown-entry"."""
    entry = _entry(sheet, id)
    if on and not entry.starred and len(sheet.stars) >= limits.STARS:
        raise Refused("three-stars", "star", limits.STARS)
    return _changed(sheet, entry, starred=on)


@_change
def move(sheet: Worksheet, id: str, by: int, past: str = "") -> Worksheet:
    """Moves a question up (-1) or down (+1); past the end nothing changes. Refuses "unknown-entry", "unknown-value".

    `past` is the id of the neighbour that it stood beside in the form and is to pass: with it, a form sent twice moves
    once, and on a list that shows its entries in groups a move passes the neighbour that is seen. Without it, or when
    that neighbour is gone, it passes the next entry.
    """
    if by not in (-1, 1):
        raise Refused("unknown-value", "by")
    entry = _entry(sheet, id)
    here = sheet.entries.index(entry)
    neighbour = sheet.entry(past) if past and past != id else None
    if neighbour is not None:
        there = sheet.entries.index(neighbour)
        if (there - here) * by < 0:  # it has passed it already
            return sheet
    else:
        there = here + by
        if not 0 <= there < len(sheet.entries):
            return sheet
    others = [each for each in sheet.entries if each.id != id]
    others.insert(there, entry)
    return _with(sheet, entries=tuple(others))


@_change
def answer(sheet: Worksheet, id: str, text: str, by: str, base: str) -> Worksheet:
    """Writes the answer to a question, and who gave it; an empty text takes the answer away.

    `base` is `base_of` the entry that the form showed. While it is fresh, the new answer replaces all that are stored.
    When somebody has written in between, all stored answers stay and the new one stands beside them, once.
    Refuses as `cleaned` (fields "answer", "by"), "unknown-entry", "full" at five answers side by side.
    """
    entry = _entry(sheet, id)
    new = Written(
        text=cleaned_or_empty(text, limits.ANSWER, lines=True, field="answer"),
        by=cleaned_or_empty(by, limits.WHO, lines=False, field="by"),
    )
    if base == base_of(entry):
        return _changed(sheet, entry, answers=(new,) if new.text else ())
    if not new.text or new in entry.answers:
        return sheet
    _room(len(entry.answers), limits.ANSWERS, "answer")
    return _changed(sheet, entry, answers=(*entry.answers, new))


@_change
def mark(sheet: Worksheet, id: str, asked: bool, heard: str = "") -> Worksheet:
    """Whether a question was asked, and whether the answer was clear, vague or refused.

    Saying how the answer was says that it was asked. Refuses "unknown-entry", "unknown-value" (field "heard").
    """
    _one_of(limits.HEARD, heard, "heard")
    return _changed(sheet, _entry(sheet, id), asked=asked or bool(heard), heard=heard)


@_change
def rate(sheet: Worksheet, slug: str, value: str, weight: str) -> Worksheet:
    """Says how much a statement of a guide matters, or says it anew. Refuses "unknown-value", "full"."""
    _matching(_SLUG, slug, "slug")
    _matching(_SLUG, value, "value")
    _one_of(limits.WEIGHTS, weight, "weight")
    return _rated(sheet, Rating.model_validate({"slug": slug, "value": value, "weight": weight}))


@_change
def add_statement(sheet: Worksheet, slug: str, id: str, statement: str, weight: str) -> Worksheet:
    """Adds a statement of the reader's own, with how much it matters.

    Refuses as `cleaned` (field "statement"), "unknown-value" (field "weight"), "full".
    """
    _matching(_SLUG, slug, "slug")
    _matching(_ID, id, "id")
    _one_of(limits.WEIGHTS, weight, "weight")
    words = cleaned(statement, limits.OWN_STATEMENT, lines=False, field="statement")
    there = sheet.rating(slug, id=id)
    if there is not None and there.statement != _both(words):
        id = _another_id(id, words)
    return _rated(sheet, Rating.model_validate({"slug": slug, "id": id, "statement": _both(words), "weight": weight}))


@_change
def rate_statement(sheet: Worksheet, slug: str, id: str, weight: str) -> Worksheet:
    """Says anew how much an own statement matters. Refuses "unknown-statement", "unknown-value" (field "weight")."""
    _one_of(limits.WEIGHTS, weight, "weight")
    return _rated(sheet, _statement(sheet, slug, id).model_copy(update={"weight": weight}))


@_change
def reword(sheet: Worksheet, slug: str, id: str, statement: str, base: str) -> Worksheet:
    """Words an own statement anew. `base` is `base_of` the rating that the form showed; where it was reworded in
    between, the new words become a statement beside it. Refuses as `cleaned`, "unknown-statement", "full"."""
    rating = _statement(sheet, slug, id)
    words = cleaned(statement, limits.OWN_STATEMENT, lines=False, field="statement")
    if rating.statement == _both(words):
        return sheet
    update: dict[str, object] = {"statement": _both(words)}
    if base != base_of(rating):
        update["id"] = _another_id(id, words)
    return _rated(sheet, rating.model_copy(update=update))


@_change
def unrate(sheet: Worksheet, slug: str, value: str = "", id: str = "") -> Worksheet:
    """Takes a rating away, and an own statement with it. One that is not there is away already."""
    kept = tuple(each for each in sheet.ratings if (each.slug, each.value, each.id) != (slug, value, id))
    return _with(sheet, ratings=kept)


@_change
def choose_answer(sheet: Worksheet, slug: str, check: str, answer: str) -> Worksheet:
    """Chooses an answer of "Check yourself", or another one. Refuses "unknown-value", "full"."""
    _matching(_SLUG, slug, "slug")
    _matching(_SLUG, check, "check")
    _matching(_SLUG, answer, "answer")
    chosen = Checked(slug=slug, check=check, answer=answer)
    others = tuple(each for each in sheet.checked if (each.slug, each.check) != (slug, check))
    _room(len(others), limits.CHECKED, "answer")
    return _with(sheet, checked=(*others, chosen))


@_change
def try_again(sheet: Worksheet, slug: str, check: str = "") -> Worksheet:
    """Forgets the chosen answers of a guide, or of one of its questions."""
    kept = tuple(each for each in sheet.checked if each.slug != slug or (check and each.check != check))
    return _with(sheet, checked=kept)


@_change
def set_ready(sheet: Worksheet, slug: str, item: str, yes: bool | None) -> Worksheet:
    """Answers one of the four readiness questions; None takes the answer back. Refuses "unknown-value", "full"."""
    _matching(_SLUG, slug, "slug")
    _one_of(limits.READINESS, item, "item")
    others = tuple(each for each in sheet.ready if (each.slug, each.item) != (slug, item))
    if yes is None:
        return _with(sheet, ready=others)
    _room(len(others), limits.READY, "item")
    said = Ready.model_validate({"slug": slug, "item": item, "yes": yes})
    return _with(sheet, ready=(*others, said))


@_change
def add_step(sheet: Worksheet, id: str, what: str, who: str = "", by_when: str = "") -> Worksheet:
    """Adds a step to the plan. Refuses as `cleaned` (fields "what", "who", "by_when"), "full" at twenty."""
    _matching(_ID, id, "id")
    step = _cleaned_step(id, what, who, by_when)
    there = sheet.step(id)
    if there is not None and there != step:
        step = _beside(step)
    if sheet.step(step.id) is not None:
        return sheet
    _room(len(sheet.plan), limits.STEPS, "what")
    return _with(sheet, plan=(*sheet.plan, step))


@_change
def change_step(sheet: Worksheet, id: str, what: str, who: str, by_when: str, base: str) -> Worksheet:
    """Words a step anew. `base` is `base_of` the step that the form showed; where it was changed in between, the new
    words become a step beside it. Refuses as `cleaned`, "unknown-step", "full"."""
    there = sheet.step(id)
    if there is None:
        raise Refused("unknown-step", "what")
    step = _cleaned_step(id, what, who, by_when)
    if base == base_of(there):
        return _with(sheet, plan=tuple(step if each.id == id else each for each in sheet.plan))
    if step == there or sheet.step(_beside(step).id) is not None:
        return sheet
    _room(len(sheet.plan), limits.STEPS, "what")
    here = sheet.plan.index(there) + 1
    return _with(sheet, plan=(*sheet.plan[:here], _beside(step), *sheet.plan[here:]))


@_change
def remove_step(sheet: Worksheet, id: str) -> Worksheet:
    """Takes a step off the plan. One that is not there is off already."""
    return _with(sheet, plan=tuple(step for step in sheet.plan if step.id != id))


@_change
def ask_for(sheet: Worksheet, other: bool) -> Worksheet:
    """Whether the reader asks for somebody else (a child, a parent): chooses the second wording, where there is one."""
    return _with(sheet, for_other=other)


@_change
def show_both(sheet: Worksheet, both: bool) -> Worksheet:
    """Whether each question shows in both languages."""
    return _with(sheet, both_languages=both)


def _with(sheet: Worksheet, **parts: object) -> Worksheet:
    return sheet.model_copy(update=parts)


def _changed(sheet: Worksheet, entry: Entry, **fields: object) -> Worksheet:
    new = entry.model_copy(update=fields)
    return _with(sheet, entries=tuple(new if each.id == entry.id else each for each in sheet.entries))


def _rated(sheet: Worksheet, rating: Rating) -> Worksheet:
    if sheet.rating(rating.slug, value=rating.value, id=rating.id) is None:
        _room(len(sheet.ratings), limits.RATINGS, "statement")
        return _with(sheet, ratings=(*sheet.ratings, rating))
    key = (rating.slug, rating.value, rating.id)
    return _with(
        sheet,
        ratings=tuple(rating if (each.slug, each.value, each.id) == key else each for each in sheet.ratings),
    )


def _entry(sheet: Worksheet, id: str) -> Entry:
    entry = sheet.entry(id)
    if entry is None:
        raise Refused("unknown-entry", "id")
    return entry


def _statement(sheet: Worksheet, slug: str, id: str) -> Rating:
    rating = sheet.rating(slug, id=id) if id else None
    if rating is None:
        raise Refused("unknown-statement", "statement")
    return rating


def _cleaned_step(id: str, what: str, who: str, by_when: str) -> Step:
    return Step(
        id=id,
        what=cleaned(what, limits.STEP, lines=False, field="what"),
        who=cleaned_or_empty(who, limits.WHO, lines=False, field="who"),
        by_when=cleaned_or_empty(by_when, limits.BY_WHEN, lines=False, field="by_when"),
    )


def _beside(step: Step) -> Step:
    words = "\n".join((step.what, step.who, step.by_when))
    return step.model_copy(update={"id": _another_id(step.id, words)})


def _another_id(id: str, words: str) -> str:
    """The id for other words under the same id: the same again for the same words, so that twice is once."""
    return f"{id[:100]}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


def _both(words: str) -> Text:
    return Text(en=words, zh_hans=words) if words else EMPTY


def _room(there: int, limit: int, field: str) -> None:
    if there >= limit:
        raise Refused("full", field, limit)


def _matching(pattern: re.Pattern[str], given: str, field: str, code: Code = "unknown-value") -> None:
    if not pattern.fullmatch(given):
        raise Refused(code, field)


def _one_of(known: tuple[str, ...], given: str, field: str) -> None:
    if given not in known:
        raise Refused("unknown-value", field)
