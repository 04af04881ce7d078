"""A reader's own list on paper: questions with stars, answers and space; what matters; the plan. Never kept."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from conditions.guide.languages import CHINESE, ENGLISH, is_han
from conditions.guide.vocabulary import Text
from conditions.guide.worksheet import Entry, Rating, Step, Worksheet
from conditions.handouts.clinician import ENDORSEMENT
from conditions.handouts.questions import HEARD, TOP, boxes
from conditions.handouts.sheets import ANSWER_SPACE, Answer, Block, Heading, Prose, Question, Table, Words
from conditions.handouts.writing import Writer, paragraphs
from conditions.library import Opened
from conditions.reading import names


def blocks(worksheet: Worksheet, opened: Mapping[str, Opened], writer: Writer) -> list[Block]:
    """What stands on the sheet of a list. `opened` are the current guides, for the statements that were rated."""
    starred = worksheet.stars[:TOP]
    rest = [entry for entry in worksheet.entries if entry not in starred]
    written: list[Block] = [Prose(paragraphs(writer.said(ENDORSEMENT)), "endorsement")]
    if starred:
        written.append(Heading(writer.said(_("Ask these first"))))
        written += [_question(number, each, worksheet, writer) for number, each in enumerate(starred, 1)]
    if rest:
        written.append(Heading(writer.said(_("Then ask these") if starred else names.PARTS["questions"])))
        start = len(starred) + 1
        written += [_question(number, each, worksheet, writer) for number, each in enumerate(rest, start)]
    return [*written, *_matters(worksheet, opened, writer), *_plan(worksheet, writer)]


def _question(number: int, entry: Entry, worksheet: Worksheet, writer: Writer) -> Question:
    ask = entry.ask_for_other if worksheet.for_other and entry.ask_for_other else entry.ask
    ticked = [0] if entry.asked else []
    if entry.heard:
        ticked.append(1 + HEARD.index(entry.heard))
    return Question(
        number=number,
        ask=_as_written(ask, writer),
        whom=writer.said(names.WHOM[entry.whom]),
        why={},
        boxes=boxes(writer),
        ticked=tuple(ticked),
        starred=entry.starred,
        own=entry.own,
        own_language=_spoken(entry.ask.en) if entry.own else "",
        answers=tuple(Answer(each.text, each.by) for each in entry.answers),
        answer_label=writer.said(_("What was answered")) if entry.answers else {},
        space=ANSWER_SPACE,
    )


def _matters(worksheet: Worksheet, opened: Mapping[str, Opened], writer: Writer) -> list[Block]:
    rows = [
        (paragraphs(statement), paragraphs(writer.said(names.WEIGHTS[rating.weight])))
        for rating in worksheet.ratings
        if (statement := _statement(rating, opened, writer))
    ]
    heading = writer.said(names.PARTS["values"])
    head = (writer.said(_("Statement")), writer.said(_("How much it matters")))
    return [Heading(heading), Table(heading, head, tuple(rows), (3, 1))] if rows else []


def _statement(rating: Rating, opened: Mapping[str, Opened], writer: Writer) -> Words:
    if not rating.value:
        return _as_written(rating.statement, writer)
    guide = opened[rating.slug].guide if rating.slug in opened else None
    value = next((each for each in guide.values if each.id == rating.value), None) if guide else None
    return writer.plain(value.statement) if value else {}


def _plan(worksheet: Worksheet, writer: Writer) -> list[Block]:
    if not worksheet.plan:
        return []
    heading = writer.said(_("My plan"))
    head = tuple(writer.said(name) for name in (_("Next step"), _("Who does it"), _("By when")))
    rows = tuple(_step(step, writer) for step in worksheet.plan)
    return [Heading(heading), Table(heading, head, rows, (3, 1, 1))]


def _step(step: Step, writer: Writer) -> tuple[dict, ...]:
    return tuple(
        paragraphs(_as_written(Text(en=words, zh_hans=words), writer)) for words in (step.what, step.who, step.by_when)
    )


def _as_written(text: Text, writer: Writer) -> Words:
    """A reader's words, and questions as they were added: as they stand, never read as markup. The same words in both
    languages stand once."""
    if text.en == text.zh_hans:
        words = writer.phrase(lambda _language: text.en)
        return dict(list(words.items())[:1])
    return writer.phrase(lambda language: text.in_language(language))


def _spoken(words: str) -> str:
    """Which of our languages a reader's words are in, as far as letters tell."""
    return (CHINESE if any(map(is_han, words)) else ENGLISH).code
