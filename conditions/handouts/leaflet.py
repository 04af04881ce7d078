"""The leaflet for the patient: the guide in short, on at most four sides of A4 in one language.

What is left out is left out by a rule that favours no choice: of each option the first good and the first bad outcome,
of each group of risks of harm the first one in full and the others by name. The words are the guide's own.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from conditions.guide.document import RISK_GROUPS, Guide, Option
from conditions.guide.languages import CHINESE, Language
from conditions.handouts.drawn import drawn, is_good_side, state_in_short
from conditions.handouts.sheets import Block, Heading, Passages, Prose, Question, Table, Words
from conditions.handouts.writing import Writer, items, joined, paragraphs
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
        Prose(paragraphs(said(_("What was counted, the numbers and their sources stand in the guide."))), "small"),
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
    """The five choices in their order, a row for each option: what studies found of it, good and bad."""
    rows = []
    for choice, options in presenters.options_by_choice(guide):
        for place, option in enumerate(options):
            named = paragraphs(*([writer.plain(choice.name)] if place == 0 else []))
            cells = (_found(option, True, writer), _found(option, False, writer))
            rows.append((joined(named, items(writer.plain(option.name))), *cells))
    head = (
        writer.said(_("Choice")),
        writer.said(names.CHOICE_ROW_NAMES["better"]),
        writer.said(names.CHOICE_ROW_NAMES["worse"]),
    )
    return Table(writer.said(names.PARTS["options"]), head, tuple(rows), (5, 4, 4))


def _found(option: Option, good: bool, writer: Writer) -> Passages:
    """The state of the first outcome of one side; on the bad side a harm told in words where nothing was counted."""
    outcome = next((each for each in option.outcomes if is_good_side(each) is good), None)
    if outcome is not None:
        return paragraphs(state_in_short(outcome, writer))
    if not good and option.harms:
        return paragraphs(writer.plain(option.harms[0].what))
    return paragraphs(writer.said(_("No result that we could verify.")))


def _risks(guide: Guide, writer: Writer) -> list[Block]:
    shown: list[Block] = []
    rest: list[Words] = []
    for group in RISK_GROUPS:
        risks = [risk for risk in guide.risks if risk.group == group]
        told = int(group != "money")  # prices differ from guide to guide, and change: the guide tells them
        for risk in risks[:told]:
            shown += [Heading(writer.plain(risk.title), level=3), Prose(writer.passages(risk.text))]
        rest += [writer.plain(risk.title) for risk in risks[told:]]
    if rest:
        listed = writer.phrase(lambda language: _listed(rest, language))
        shown += [Heading(writer.said(_("More risks, told in the guide")), level=3), Prose(paragraphs(listed), "small")]
    return shown


def _listed(titles: list[Words], language: Language) -> str:
    return ("；" if language is CHINESE else "; ").join(
        piece.words for title in titles for piece in title.get(language.code, ())
    )
