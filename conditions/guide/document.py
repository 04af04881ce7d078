"""THE DOCUMENT: a guide in both languages, as it stands in the files, in an edition and in the open data.

Every reader's sentence is a `Text` with both languages. Three kinds of text are told apart, because the measures of
reading level count running sentences only: `Running` (sentences), `Label` (names, headings, cells of a table) and
`Quoted` (what adverts say). A document may be incomplete: the rules (`rules.py`) say what is missing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, Literal, get_args

from pydantic import Field

from conditions.guide.vocabulary import (  # noqa: F401 - all else takes Text from here
    EMPTY,
    Certainty,
    ChoiceId,
    ChoiceRow,
    Design,
    Direction,
    How,
    Label,
    MeterState,
    OutcomeKind,
    PaidBy,
    Part,
    Quoted,
    RiskGroup,
    Rung,
    Running,
    Shown,
    Size,
    Text,
    Topic,
    Verdict,
    Whom,
)

FORMAT = 1  # raised when an older stored document needs a step in `read()` to be understood


CHOICE_ROWS: tuple[ChoiceRow, ...] = get_args(ChoiceRow)
CHOICES: tuple[ChoiceId, ...] = get_args(ChoiceId)
RUNGS: tuple[Rung, ...] = get_args(Rung)
TOPICS: tuple[Topic, ...] = get_args(Topic)
WHOM: tuple[Whom, ...] = get_args(Whom)
RISK_GROUPS: tuple[RiskGroup, ...] = get_args(RiskGroup)


class Point(Part):
    """One thing known, not known, or not verified."""

    id: str
    text: Running = EMPTY


class Choice(Part):
    """One of the five columns of the comparison. Every row is filled in every column (IPDAS Q3 to Q6, C1)."""

    id: ChoiceId
    name: Label = EMPTY
    involves: Running = EMPTY
    like: Running = EMPTY
    better: Running = EMPTY
    worse: Running = EMPTY
    cost: Running = EMPTY
    oversight: Running = EMPTY
    rules_out: Running = EMPTY


class Outcome(Part):
    """One good or bad thing that can happen with an option. `kind` decides which fields must stand and how it is drawn.

    counted     two groups, people counted: `treated` and `control` out of `denominator`
    measured    two groups, points or days: `result` says it in a sentence
    baseline    natural course, one group: `treated` out of `denominator` is how many it happened to
    uncompared  people treated, nobody compared: `events` of `studied`, never an effect
    untested    nothing found: no number at all
    """

    id: str
    kind: OutcomeKind
    good: bool  # a thing that people want
    what: Label = EMPTY  # heading: "Migraine days at least halved"
    happened: Label = EMPTY  # ends "61 out of 100 people …": "had their migraine days at least halved"
    changes: Label = EMPTY  # the thing in the fixed wording: "having migraine days at least halved"
    treatment: Label = EMPTY  # as it stands in a sentence: "eptinezumab"
    comparator: Label = EMPTY  # likewise: "a drip with nothing in it"
    span: Label = EMPTY  # "weeks 13 to 24"
    population: Label = EMPTY  # who was studied: diagnosis, people, country
    denominator: int | None = None
    treated: int | None = None
    control: int | None = None
    events: int | None = None
    studied: int | None = None
    result: Running = EMPTY
    direction: Direction = "unclear"
    size: Size = "unclear"
    size_reason: Running = EMPTY  # why the writer set this direction and size
    certainty: Certainty = "none"
    certainty_reason: Running = EMPTY
    gloss: Running = EMPTY  # the number interpreted in one sentence (RC-15)
    sources: tuple[str, ...] = ()


class Harm(Part):
    """A harm of an option told in words: how often, with its denominator, or that no rate is known."""

    id: str
    what: Label = EMPTY
    how_often: Running = EMPTY
    sources: tuple[str, ...] = ()


class Option(Part):
    """A treatment or course that a person can take. It belongs to one choice and has a block of its own."""

    id: str
    choice: ChoiceId
    name: Label = EMPTY
    who: Running = EMPTY
    involves: Running = EMPTY
    outcomes: tuple[Outcome, ...] = ()
    harms: tuple[Harm, ...] = ()
    practical: Running = EMPTY
    sources: tuple[str, ...] = ()


class LadderRung(Part):
    """One rung: how far stem cells were tested in this condition. No studies means "none found"."""

    id: Rung
    studies: tuple[str, ...] = ()
    note: Running = EMPTY


class StudyNote(Part):
    """A study that matters, told in plain words. `id` is the id of its source."""

    id: str
    name: Label = EMPTY
    who: Running = EMPTY
    compared: Running = EMPTY
    how_long: Running = EMPTY
    found: Running = EMPTY
    cannot_tell: Running = EMPTY
    paid: Running = EMPTY


class Trial(Part):
    """A registered trial of stem cells in this condition. `id` is the id of its registry record among the sources."""

    id: str
    status: Running = EMPTY
    seen: datetime.date


class Mechanism(Part):
    """Something that adverts say happens in the body, and how far that was shown (never the ladder's business)."""

    id: str
    name: Label = EMPTY
    said: Quoted = EMPTY
    about: Literal["cells", "disease", "other-treatment"]
    shown: Shown
    note: Running = EMPTY
    sources: tuple[str, ...] = ()
    question: str = ""


class Claim(Part):
    """What adverts say, held against what studies found."""

    id: str
    claim: Quoted = EMPTY
    verdict: Verdict
    because: Running = EMPTY
    sources: tuple[str, ...] = ()
    question: str = ""


class Risk(Part):
    """A harm with numbers, a harm as reported cases, a lost chance, or money."""

    id: str
    group: RiskGroup
    title: Label = EMPTY
    text: Running = EMPTY
    sources: tuple[str, ...] = ()


class WarningSign(Part):
    """Something in an advert or an offer that should make a reader stop, why, and the question it leads to."""

    id: str
    sign: Quoted = EMPTY
    because: Running = EMPTY
    sources: tuple[str, ...] = ()
    question: str = ""


class Country(Part):
    """The law of one country or region: what is allowed, how to check an offer, how to report harm."""

    id: str
    name: Label = EMPTY
    rule: Running = EMPTY
    how_to_check: Running = EMPTY
    report: Running = EMPTY
    checked_on: datetime.date
    sources: tuple[str, ...] = ()


class Value(Part):
    """A statement to rate. Two statements with one `pair` pull apart. `rows` are the rows of the comparison that answer
    it: what each choice means for someone who wants this."""

    id: str
    pair: str
    rows: tuple[ChoiceRow, ...] = ()
    statement: Running = EMPTY


class Answer(Part):
    """One answer to a check question, and what it teaches."""

    id: str
    text: Running = EMPTY
    right: bool
    teaches: Running = EMPTY


class Check(Part):
    """A question to check one's understanding."""

    id: str
    ask: Running = EMPTY
    answers: tuple[Answer, ...] = ()


class Question(Part):
    """Something to ask. `rank` 1 to 10 puts it among the first ones; 1 to 3 are "if you only have one minute".

    `ask_for_other` is the same question from someone who asks for a child or a parent; empty where `ask` serves both.
    """

    id: str
    topic: Topic
    whom: Whom
    rank: int | None = None
    ask: Running = EMPTY
    ask_for_other: Running = EMPTY
    why: Running = EMPTY
    clear_answer: Running = EMPTY
    warning_answer: Running = EMPTY
    sources: tuple[str, ...] = ()


class Signed(Part):
    """An IPDAS item that a person must judge: the state, and why."""

    id: str
    state: MeterState
    because: Running = EMPTY


class About(Part):
    """How this guide was made: search, choice, writing, review, money, dates."""

    searched_on: datetime.date
    next_review: datetime.date
    search: Running = EMPTY
    chosen: Running = EMPTY
    written_by: Running = EMPTY
    drafting: Running = EMPTY
    review: Running = EMPTY
    funding: Running = EMPTY
    updates: Running = EMPTY
    not_verified: tuple[Point, ...] = ()
    signed: tuple[Signed, ...] = ()


class Finding(Part):
    """What a source found, as reviewers need it: English, with the figures as published."""

    outcome: str
    result: str
    figures: dict[str, Any] = Field(default_factory=dict)


class Checked(Part):
    """How the facts of a source were seen, where, and when. `where` may be a mirror and is never linked."""

    how: How
    where: str = ""
    on: datetime.date


class Source(Part):
    """A study, guideline or regulator's page. Lives once, shared by all guides; an edition holds a copy."""

    id: str
    citation: str
    doi: str = ""
    pmid: str = ""
    registry: str = ""
    url: str = ""
    design: Design
    people: int | None = None
    comparator: Label = EMPTY
    followup: Label = EMPTY
    country: Label = EMPTY
    funding: Label = EMPTY
    paid_by: PaidBy = "not-stated"
    findings: tuple[Finding, ...] = ()
    limits: tuple[str, ...] = ()
    checked: Checked
    also_known_as: tuple[str, ...] = ()


class Term(Part):
    """A word explained once for the whole site. `pinyin` sorts the Chinese glossary."""

    id: str
    term: Label = EMPTY
    plain: Running = EMPTY
    pinyin: str = ""


class Guide(Part):
    """Everything the site says about one condition; or, when `general`, what all conditions share, with no decision."""

    format: int = FORMAT
    slug: str
    general: bool = False
    name: Label = EMPTY
    title: Label = EMPTY
    main_message: Running = EMPTY
    decision: Running = EMPTY
    who_for: Running = EMPTY
    not_for: Running = EMPTY
    known: tuple[Point, ...] = ()
    unknown: tuple[Point, ...] = ()
    what_it_is: Running = EMPTY
    natural_course: Running = EMPTY
    first_step: Running = EMPTY
    shown_first: tuple[str, ...] = ()  # ids of the outcomes that the overview draws
    choices: tuple[Choice, ...] = ()
    options: tuple[Option, ...] = ()
    ladder: tuple[LadderRung, ...] = ()
    ladder_summary: Running = EMPTY
    studies: tuple[StudyNote, ...] = ()
    trials: tuple[Trial, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    claims: tuple[Claim, ...] = ()
    risks: tuple[Risk, ...] = ()
    warning_signs: tuple[WarningSign, ...] = ()
    countries: tuple[Country, ...] = ()
    after_harm: Running = EMPTY  # what to do after a treatment went wrong
    values: tuple[Value, ...] = ()
    checks: tuple[Check, ...] = ()
    questions: tuple[Question, ...] = ()
    about: About
    sources: tuple[Source, ...] = ()
    terms: tuple[Term, ...] = ()

    def source(self, id: str) -> Source | None:
        return next((source for source in self.sources if source.id == id), None)

    def term(self, id: str) -> Term | None:
        return next((term for term in self.terms if term.id == id), None)

    def question(self, id: str) -> Question | None:
        return next((question for question in self.questions if question.id == id), None)

    def people_on(self, rung: LadderRung) -> int:
        """How many people the studies on a rung of the ladder had, as far as they say."""
        return sum((source.people or 0) for id in rung.studies if (source := self.source(id)))

    def outcomes(self) -> Iterator[tuple[Option, Outcome]]:
        """Every outcome with the option that it belongs to."""
        for option in self.options:
            for outcome in option.outcomes:
                yield option, outcome


def read(stored: dict[str, Any]) -> Guide:
    """A guide from a stored document of any format so far. Raises ValueError for a format from the future."""
    number = stored.get("format", FORMAT)
    if not isinstance(number, int) or number > FORMAT:
        raise ValueError(f"This document has format {number!r}; this program reads up to {FORMAT}.")
    return Guide.model_validate(stored)
