"""The questions of a guide, to be put on a list and taken off it: at most ten first, the rest in blocks of a few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conditions.guide.document import Guide, Question, Text
from conditions.guide.languages import LANGUAGES
from conditions.guide.worksheet import OWN_QUESTION, WHOM, Entry, Refused, Worksheet, new_id, own_question
from conditions.guide.worksheet_changes import Change, add
from conditions.library import Opened
from conditions.reading import presenters
from conditions.reading.text import Reading

MINUTE = 3  # what fits into a minute
BLOCK = 7  # questions under one heading: more are hard to keep apart


@dataclass(frozen=True)
class Pick:
    """A question, and the entry that was made of it, if there is one."""

    question: Question
    entry: Entry | None

    @property
    def id(self) -> str:
        return self.question.id


@dataclass(frozen=True)
class Block:
    """Questions under one heading. `part` of `parts` where a topic has more than one block."""

    topic: str
    picks: tuple[Pick, ...]
    part: int = 1
    parts: int = 1


@dataclass(frozen=True)
class OwnForm:
    """The form for a question in the reader's own words."""

    id: str
    text: str
    whom: str
    error: str
    limit: int = OWN_QUESTION


@dataclass(frozen=True)
class Questions:
    """What the page shows: the first three, the rest of the first ten, then every topic."""

    minute: tuple[Pick, ...]
    first: tuple[Pick, ...]
    blocks: tuple[Block, ...]
    own: OwnForm


def questions(guide: Guide, sheet: Worksheet, typed: Mapping[str, str], errors: Mapping[str, str]) -> Questions:
    """The questions of a guide as they stand on the list. `typed` and `errors`: of a form that was refused."""
    first = [_pick(guide, question, sheet) for question in presenters.first_questions(guide)]
    blocks = []
    for topic, more in presenters.more_questions(guide):
        picks = [_pick(guide, question, sheet) for question in more]
        pieces = [picks[start : start + BLOCK] for start in range(0, len(picks), BLOCK)]
        blocks += [Block(topic, tuple(piece), number, len(pieces)) for number, piece in enumerate(pieces, 1)]
    return Questions(tuple(first[:MINUTE]), tuple(first[MINUTE:]), tuple(blocks), own_form(typed, errors))


def pick(guide: Guide, id: str, sheet: Worksheet) -> Pick | None:
    """One question of a guide, by its id."""
    found = next((question for question in guide.questions if question.id == id), None)
    return _pick(guide, found, sheet) if found else None


def own_form(typed: Mapping[str, str], errors: Mapping[str, str]) -> OwnForm:
    """A blank form for an own question, or the one that was refused as it was typed."""
    if typed.get("act") != "own" or not (errors or typed.get("question")):
        return OwnForm(new_id(), "", "clinic", "")
    whom = typed.get("whom", "")
    return OwnForm(
        typed.get("id") or new_id(),
        typed.get("question", ""),
        whom if whom in WHOM else "clinic",
        errors.get("question", ""),
    )


def question_change(opened: Opened, typed: Mapping[str, str]) -> Change:
    """Puts a question on the list or takes it off. Raises Refused ("unknown-value") for one that nobody offered."""
    if typed.get("act") == "own":
        return add_own(typed)
    found = next((question for question in opened.guide.questions if question.id == typed.get("pick")), None)
    if found is None:
        raise Refused("unknown-value", "pick")
    match typed.get("act"):
        case "add":
            return add(entry_of(opened, found))
        case "remove":
            return _take_off(opened.guide.slug, found.id)
    raise Refused("unknown-value", "act")


def add_own(typed: Mapping[str, str]) -> Change:
    """Puts a question in the reader's own words on the list."""
    return add(own_question(typed.get("id", ""), typed.get("question", ""), typed.get("whom", "clinic")))


def entry_of(opened: Opened, question: Question) -> Entry:
    """A question as a list keeps it: plain words in both languages, as this edition has them."""
    return Entry(
        id=new_id(),
        slug=opened.guide.slug,
        question=question.id,
        edition=opened.about.number,
        whom=question.whom,
        ask=plain(opened.guide, question.ask),
        ask_for_other=plain(opened.guide, question.ask_for_other),
    )


def plain(guide: Guide, text: Text) -> Text:
    """A text of a guide without links and signs, in both languages."""
    reading = Reading(LANGUAGES, sources={}, terms={term.id: term for term in guide.terms})
    return Text.model_validate({language.suffix: reading.plain(text, language) for language in LANGUAGES})


def _pick(guide: Guide, question: Question, sheet: Worksheet) -> Pick:
    return Pick(question, sheet.entry_of(guide.slug, question.id))


def _take_off(slug: str, question: str) -> Change:
    """Takes a question off, unless an answer hangs on it: that one goes on the list itself, where it can be seen."""

    def made(sheet: Worksheet) -> Worksheet:
        entry = sheet.entry_of(slug, question)
        if entry is None or entry.answers:
            return sheet
        return sheet.model_copy(update={"entries": tuple(each for each in sheet.entries if each.id != entry.id)})

    return made
