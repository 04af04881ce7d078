"""The leaflet for the patient: the guide in short, on at most four sides of A4 in one language.

What is left out is left out by a rule that favours no choice: of each option the first good and the first bad outcome,
of each group of risks the first one in full and the others by name. The words are the guide's own.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from conditions.guide import wording
from conditions.guide.document import RISK_GROUPS, Choice, Guide, Option, Outcome
from conditions.handouts.drawn import drawn, found_in_short
from conditions.handouts.sheets import Block, Heading, Passages, Prose, Question, Table, Words
from conditions.handouts.writing import Writer, items, joined, paragraphs, with_cites
from conditions.reading import names, presenters

FIRST_QUESTIONS = 3


def blocks(guide: Guide, writer: Writer) -> list[Block]:
    """What stands on the leaflet, before its sources."""
    said = writer.said
    return [
        Prose(paragraphs(writer.words(guide.decision)), "small"),
        Prose(paragraphs(writer.words(guide.main_message)), "main"),
        Heading(said(_("What we know"))),
        Prose(writer.items(point.text for point in guide.known)),
        Heading(said(_("What nobody knows yet"))),
        Prose(writer.items(point.text for point in guide.unknown)),
        Heading(said(names.PARTS["options"])),
        _options(guide, writer),
        Heading(said(_("The numbers, drawn"))),
        Prose(
            paragraphs(
                said(_("Each figure stands for one person. An empty frame means that nobody has counted fairly yet."))
            ),
            "small",
        ),
        *(drawn(outcome, writer) for id in guide.shown_first for _o, outcome in guide.outcomes() if outcome.id == id),
        Heading(said(names.PARTS["risks"])),
        *_risks(guide, writer),
        Heading(said(_("Ask these first"))),
        *questions(guide, writer),
    ]


def questions(guide: Guide, writer: Writer) -> list[Block]:
    """The three questions for somebody who has one minute, in short."""
    first = presenters.first_questions(guide)[:FIRST_QUESTIONS]
    return [
        Question(number, writer.plain(question.ask), writer.said(names.WHOM[question.whom]), {}, (), space=0)
        for number, question in enumerate(first, 1)
    ]


def _options(guide: Guide, writer: Writer) -> Table:
    """The five choices in their order: what they are, and what studies found of them, good and bad."""
    rows = []
    for choice, options in presenters.options_by_choice(guide):
        rows.append((_named(choice, options, writer), _found(options, True, writer), _found(options, False, writer)))
    head = ({}, writer.said(names.CHOICE_ROW_NAMES["better"]), writer.said(names.CHOICE_ROW_NAMES["worse"]))
    return Table(writer.said(names.PARTS["options"]), head, tuple(rows), (3, 4, 4))


def _named(choice: Choice, options: list[Option], writer: Writer) -> Passages:
    return joined(paragraphs(writer.plain(choice.name)), items(*(writer.plain(option.name) for option in options)))


def _found(options: list[Option], good: bool, writer: Writer) -> Passages:
    """Of each option the first outcome of one side; on the bad side a harm told in words where nothing was counted."""
    lines: list[Words] = []
    for option in options:
        outcome = next((each for each in option.outcomes if is_good_side(each) is good), None)
        if outcome is not None:
            lines.append(found_in_short(outcome, writer))
        elif not good and option.harms:
            harm = option.harms[0]
            lines.append(with_cites(writer.plain(harm.what), writer.cites(harm.sources)))
    return items(*lines) if lines else paragraphs(writer.said(_("No result that we could verify.")))


def is_good_side(outcome: Outcome) -> bool:
    """Whether an outcome belongs to what may get better. Points and days measure the illness, unless they show harm."""
    return outcome.good or (outcome.kind == "measured" and wording.state(outcome) != "harm")


def _risks(guide: Guide, writer: Writer) -> list[Block]:
    shown: list[Block] = []
    rest: list[Words] = []
    for group in RISK_GROUPS:
        risks = [risk for risk in guide.risks if risk.group == group]
        for risk in risks[:1]:
            shown += [Heading(writer.plain(risk.title), level=3), Prose(writer.passages(risk.text))]
        rest += [writer.plain(risk.title) for risk in risks[1:]]
    if rest:
        shown += [Heading(writer.said(_("More risks, told in the guide")), level=3), Prose(items(*rest), "small")]
    return shown
