"""The clinician's page: one side in one language. What the patient has read, what to confirm, what studies found.

Beside the table and the citations it has at most 350 words or 600 汉字: a test counts them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from conditions.guide import wording
from conditions.guide.document import Guide, Option, Outcome
from conditions.guide.languages import CHINESE, Language
from conditions.handouts.drawn import COLON, is_good_side
from conditions.handouts.sheets import Block, Fields, Heading, Passages, Prose, Table, Ticks
from conditions.handouts.writing import Writer, day, paragraphs, with_cites
from conditions.reading import names

MOST_OUTCOMES = 5  # of seven at most; more would not leave the page one side
# Names of registers are the same in both languages.
REGISTERS = "ClinicalTrials.gov, ISRCTN, ANZCTR, ChiCTR, ICTRP"
ENDORSEMENT = _("This list was prepared for you. Please go through the ticked questions.")


def blocks(guide: Guide, writer: Writer) -> list[Block]:
    """What stands on the clinician's page, before its sources."""
    said = writer.said
    return [
        Prose(paragraphs(said(ENDORSEMENT)), "endorsement"),
        Heading(said(_("What your patient has read"))),
        Prose(
            paragraphs(said(_("A guide that weighs five choices, with its sources. It sells nothing. Its message:")))
        ),
        Prose(paragraphs(writer.words(guide.main_message)), "main"),
        Heading(said(_("Three things to confirm"))),
        Ticks(
            (
                said(_("The diagnosis: is it %(name)s?"), name=_name(guide, writer)),
                said(_("Tested treatments: which ones were tried, at what dose, for how long? Which are left?")),
                said(_("Understanding: can your patient say what is known of the cells, and what is not?")),
            )
        ),
        Heading(said(names.PARTS["evidence"])),
        _findings(guide, writer),
        Heading(said(_("Where to look up trials"))),
        Prose(_trials(guide, writer)),
        Heading(said(_("For the record"))),
        Prose(paragraphs(said(_("The patient has read a decision aid, and we talked it over."))), "small"),
        Fields(
            (
                (said(_("Leaning towards")), 1),
                (said(_("Questions left open")), 1),
                (said(_("Talk again on")), 1),
            )
        ),
    ]


def _name(guide: Guide, writer: Writer) -> Callable[[Language], str]:
    """The condition as it stands within a sentence."""

    def within(language: Language) -> str:
        name = writer.plain_in(guide.name, language)
        return name[:1].lower() + name[1:]

    return within


def chosen(guide: Guide) -> list[tuple[Option, Outcome]]:
    """A few outcomes, in the order of the guide: those that the overview draws, then a bad one (counted where there is
    one), then the first one of each option with cells and of each step up."""
    every = list(guide.outcomes())
    shown = [outcome for id in guide.shown_first for _option, outcome in every if outcome.id == id]
    cells = [option for option in guide.options if option.choice in ("trial", "paid-offer")]
    options = [*cells, *(option for option in guide.options if option.choice == "step-up")]
    bad = [each for option in options for each in option.outcomes if not is_good_side(each)]
    bad.sort(key=lambda outcome: outcome.kind != "counted")
    firsts = [option.outcomes[0] for option in options if option.outcomes]
    kept = list(dict.fromkeys(outcome.id for outcome in (*shown, *bad[:1], *firsts)))[:MOST_OUTCOMES]
    return [(option, outcome) for option, outcome in every if outcome.id in kept]


def _findings(guide: Guide, writer: Writer) -> Table:
    head = (
        writer.said(_("Outcome")),
        writer.said(_("With the treatment")),
        writer.said(_("Compared with")),
        writer.said(_("How sure we are")),
    )
    rows = tuple(_row(outcome, writer) for _option, outcome in chosen(guide))
    return Table(writer.said(names.PARTS["evidence"]), head, rows, (6, 5, 4, 3))


def _row(outcome: Outcome, writer: Writer) -> tuple[Passages, ...]:
    treated, control = wording.treated_frequency(outcome), wording.control_frequency(outcome)

    def found(language: Language) -> str:
        if treated is not None:
            name = outcome.treatment if control is not None else outcome.population
            return f"{writer.plain_in(name, language)}{COLON}{wording.short_count(treated, language)}"
        if outcome.kind == "uncompared" and outcome.events is not None and outcome.studied is not None:
            happened = outcome.happened.in_language(language)
            return wording.counted_in_words(outcome.events, outcome.studied, happened, language)
        return wording.statement(outcome, language)

    def compared(language: Language) -> str:
        if control is not None:
            name = writer.plain_in(outcome.comparator, language)
            return f"{name}{COLON}{wording.short_count(control, language)}"
        if outcome.kind == "measured":
            return writer.plain_in(outcome.comparator, language)
        return "" if outcome.kind == "untested" else str(_("No comparison"))

    def whom(language: Language) -> str:
        facts = (writer.plain_in(outcome.population, language), writer.plain_in(outcome.span, language))
        return ("。" if language is CHINESE else ". ").join(filter(None, facts))

    def sure(language: Language) -> str:
        return "" if outcome.gives_way() else wording.CERTAINTY_NAME[outcome.certainty][language]

    def state(language: Language) -> str:
        return wording.STATE_NAME[wording.state(outcome)][language]

    what = with_cites(writer.plain(outcome.what), writer.cites(outcome.sources))
    about = paragraphs(what) if outcome.kind == "untested" else paragraphs(what, writer.phrase(whom))
    judged = paragraphs(*(writer.phrase(each) for each in (state, sure)))
    return about, paragraphs(writer.phrase(found)), paragraphs(writer.phrase(compared)), judged


def _trials(guide: Guide, writer: Writer) -> Passages:
    records = [source for trial in guide.trials if (source := guide.source(trial.id))]
    seen = writer.said(
        _("Look in %(registers)s. Trials that we found by %(day)s:"),
        registers=REGISTERS,
        day=lambda _language: day(guide.about.searched_on),
    )
    if not records:
        return paragraphs(writer.said(_("Look in %(registers)s."), registers=REGISTERS))
    return paragraphs(with_cites(seen, writer.cites(source.id for source in records)))
