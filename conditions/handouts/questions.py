"""The sheet of questions: numbered, the first three on top, with space to write each answer."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from conditions.guide.document import Guide
from conditions.guide.document import Question as Asked
from conditions.handouts.choices import Choice
from conditions.handouts.clinician import ENDORSEMENT
from conditions.handouts.sheets import Block, Heading, Prose, Question, Words
from conditions.handouts.writing import Writer, paragraphs
from conditions.reading import names, presenters

TOP = 3
BOXES = (_("Asked"), _("Clear answer"), _("Vague answer"), _("No answer"))
HEARD = ("clear", "vague", "refused")  # what stands behind the boxes after the first


def blocks(guide: Guide, writer: Writer, choice: Choice) -> list[Block]:
    """The questions of a guide: the ten to ask first, with why; or all, without."""
    first = presenters.first_questions(guide)
    core = choice.which == "core"
    written: list[Block] = [
        Prose(paragraphs(writer.said(ENDORSEMENT)), "endorsement"),
        Heading(writer.said(_("Ask these first"))),
        Prose(paragraphs(writer.said(_("If you only have one minute, ask the first three."))), "small"),
        *_numbered(first[:TOP], 1, writer, why=core),
    ]
    if more := first[TOP:]:
        written += [Heading(writer.said(_("Then ask these"))), *_numbered(more, TOP + 1, writer, why=core)]
    if core:
        return written
    number = len(first) + 1
    for topic, asked in presenters.more_questions(guide):
        written += [Heading(writer.said(names.TOPICS[topic])), *_numbered(asked, number, writer, why=False)]
        number += len(asked)
    return written


def boxes(writer: Writer) -> tuple[Words, ...]:
    """What to tick beside a question."""
    return tuple(writer.said(box) for box in BOXES)


def _numbered(asked: Iterable[Asked], start: int, writer: Writer, *, why: bool) -> list[Block]:
    return [
        Question(
            number=number,
            ask=writer.plain(question.ask),
            whom=writer.said(names.WHOM[question.whom]),
            why=writer.words(question.why) if why else {},
            boxes=boxes(writer),
        )
        for number, question in enumerate(asked, start)
    ]
