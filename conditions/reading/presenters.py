"""What the evidence says, ready to be drawn: outcomes, ladders, sources. Templates hold no logic of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from conditions.guide import wording
from conditions.guide.document import TOPICS, Choice, Guide, LadderRung, Option, Outcome, Question, Source
from conditions.guide.giving_way import UNDER_REVISION_SHORT
from conditions.guide.languages import CHINESE, ENGLISH, Language, is_han
from conditions.guide.numbers import Frequency
from conditions.guide.readability import Chinese, English
from conditions.reading import drawings, names


@dataclass(frozen=True)
class Group:
    """One group of people in a drawing: who they are, how many, both frames, and their array."""

    name: str
    count: str
    frames: str
    drawing: SafeString
    view_box: str
    label: str


@dataclass(frozen=True)
class ShownOutcome:
    """An outcome as its kind is drawn, in one language. `groups` has the comparison group first (RC-10)."""

    outcome: Outcome
    state: str
    state_name: str
    statement: str
    certainty: str
    certainty_gloss: str
    groups: tuple[Group, ...]
    difference: str
    words: str
    zero: str
    empty_reason: str
    withheld: bool = False  # the statement says why; nothing else of it is shown


def shown(outcome: Outcome, language: Language) -> ShownOutcome:
    """What the component draws. Call it with the language activated, for the few interface words in it."""
    if outcome.gives_way(language):
        return _withheld(outcome, language)
    treated, control = wording.treated_frequency(outcome), wording.control_frequency(outcome)
    state = wording.state(outcome)
    groups = []
    if control is not None:
        groups.append(_group(outcome, outcome.comparator.in_language(language), control, language))
    if treated is not None:
        everybody = outcome.treatment if outcome.kind == "counted" else outcome.population
        groups.append(_group(outcome, everybody.in_language(language), treated, language))
    words = zero = ""
    if outcome.kind == "uncompared" and outcome.events is not None and outcome.studied is not None:
        words = wording.counted_in_words(
            outcome.events, outcome.studied, outcome.happened.in_language(language), language
        )
        zero = wording.zero_events(outcome.events, outcome.studied, language)
    return ShownOutcome(
        outcome=outcome,
        state=state,
        state_name=wording.STATE_NAME[state][language],
        statement=wording.statement(outcome, language),
        certainty=wording.CERTAINTY_NAME[outcome.certainty][language],
        certainty_gloss=wording.CERTAINTY_GLOSS[outcome.certainty][language],
        groups=tuple(groups),
        difference=wording.in_people(treated, control, language) if treated and control else "",
        words=words,
        zero=zero,
        empty_reason=_("No comparison") if outcome.kind == "uncompared" else _("Not studied"),
    )


def _withheld(outcome: Outcome, language: Language) -> ShownOutcome:
    name = wording.STATE_NAME["under-review"][language]
    return ShownOutcome(
        outcome=outcome,
        state="under-review",
        state_name=name,
        statement=wording.statement(outcome, language),
        certainty="",
        certainty_gloss="",
        groups=(),
        difference="",
        words="",
        zero="",
        empty_reason=name,
        withheld=True,
    )


def _group(outcome: Outcome, name: str, frequency: Frequency, language: Language) -> Group:
    frames = wording.both_frames(frequency, outcome.happened.in_language(language), language)
    certainty = wording.CERTAINTY_NAME[outcome.certainty][language]
    label = _("%(group)s: %(frames)s %(span)s. How sure we are: %(certainty)s.") % {
        "group": _capital(name),
        "frames": frames,
        "span": _capital(outcome.span.in_language(language)),
        "certainty": certainty,
    }
    return Group(
        name=_capital(name),
        count=wording.short_count(frequency, language),
        frames=frames,
        drawing=drawings.people(frequency),
        view_box=drawings.view_box(frequency.denominator),
        label=label,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class ShownRung:
    """A rung of the ladder: its name, whether it is lit, and what lights it."""

    rung: LadderRung
    number: int
    name: str
    lit: bool
    studies: str


def ladder(guide: Guide, language: Language) -> list[ShownRung]:
    """The five rungs. Only a study lights one; a rung that was skipped stays empty and says so."""
    return [
        ShownRung(
            rung=rung,
            number=number,
            name=str(names.RUNGS[rung.id]),
            lit=bool(rung.studies) and not rung.gives_way(language),
            studies=UNDER_REVISION_SHORT[language] if rung.gives_way(language) else _studies(guide, rung),
        )
        for number, rung in enumerate(guide.ladder, 1)
    ]


def _studies(guide: Guide, rung: LadderRung) -> str:
    if not rung.studies:
        return _("none found")
    if rung.id in ("uncompared", "compared"):
        people = guide.people_on(rung)
        if people:
            return _("%(people)s people") % {"people": people}
    return ""


@dataclass(frozen=True)
class ShownSource:
    """A source in the list: where it can be opened, what kind it is, how it was checked, who paid."""

    source: Source
    number: int
    language: Language
    links: tuple[tuple[str, str], ...]
    design: str
    checked: str
    paid_by: str
    warns: bool


def sources(guide: Guide) -> list[ShownSource]:
    """Every source of a guide, numbered as its texts number them."""
    return [
        ShownSource(
            source=source,
            number=number,
            language=CHINESE if any(map(is_han, source.citation)) else ENGLISH,
            links=tuple(_links(source)),
            design=str(names.DESIGNS[source.design]),
            checked=str(names.CHECKED[source.checked.how]),
            paid_by=str(names.PAID_BY[source.paid_by]),
            warns=source.paid_by in ("industry", "clinic"),
        )
        for number, source in enumerate(guide.sources, 1)
    ]


def _links(source: Source) -> Iterable[tuple[str, str]]:
    if source.doi:
        yield f"doi:{source.doi}", f"https://doi.org/{source.doi}"
    if source.pmid:
        yield f"PubMed {source.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
    if source.registry:
        yield source.registry, _register(source.registry) or source.url
    if (
        source.url
        and not re.match(r"https?://(?:dx\.)?doi\.org/(?!10\.1186/ISRCTN)", source.url)
        and not (source.registry and not _register(source.registry))
    ):
        yield _("Page"), source.url


def _register(registry: str) -> str:
    """The address of a record in the two registers whose addresses follow from the number; else empty."""
    if registry.startswith("NCT"):
        return f"https://clinicaltrials.gov/study/{registry}"
    if registry.startswith("ISRCTN"):
        return f"https://www.isrctn.com/{registry}"
    return ""


def options_by_choice(guide: Guide) -> list[tuple[Choice, list[Option]]]:
    """The options under their choices, in the fixed order of the choices (OR-01)."""
    return [(choice, [option for option in guide.options if option.choice == choice.id]) for choice in guide.choices]


def reading_levels(measures: dict[str, tuple[English, Chinese]]) -> list[tuple[object, English, Chinese]]:
    """The name and the reading level of each part."""
    return [
        (names.PARTS[part], english, chinese) for part, (english, chinese) in measures.items() if part in names.PARTS
    ]


def first_questions(guide: Guide) -> list[Question]:
    """At most ten to ask first, by rank."""
    ranked = [question for question in guide.questions if question.rank is not None]
    return sorted(ranked, key=lambda question: question.rank or 0)


def more_questions(guide: Guide) -> list[tuple[str, list[Question]]]:
    """The rest by topic, topics without any left out."""
    rest = [question for question in guide.questions if question.rank is None]
    grouped = [(topic, [question for question in rest if question.topic == topic]) for topic in TOPICS]
    return [(topic, questions) for topic, questions in grouped if questions]
