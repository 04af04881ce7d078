"""Examples of every component in both languages: the gallery and the tests of rendering use the same ones."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from conditions.guide.document import (
    CHOICES,
    RUNGS,
    About,
    Checked,
    Choice,
    Claim,
    Guide,
    Harm,
    LadderRung,
    Mechanism,
    Option,
    Outcome,
    Question,
    Source,
    Term,
    Text,
)

_A_DAY = datetime.date(2026, 11, 21)
_WORDS = Text(
    en="Some words about [[trial]], as an example [@example-2020].", zh_hans="举例用的话，讲[[trial]][@example-2020]。"
)
_NAME = Text(en="an example", zh_hans="一个例子")


def _outcome(kind: str, **fields: object) -> Outcome:
    return Outcome.model_validate(
        {
            "id": f"{kind}-{len(fields)}",
            "kind": kind,
            "good": True,
            "what": Text(en="Fewer bad days", zh_hans="难受的日子变少"),
            "happened": Text(en="had fewer bad days", zh_hans="难受的日子变少了"),
            "changes": Text(en="having fewer bad days", zh_hans="难受的日子变少"),
            "treatment": Text(en="the treatment", zh_hans="这种治疗"),
            "comparator": Text(en="a dummy treatment", zh_hans="假治疗"),
            "span": Text(en="12 weeks", zh_hans="12周"),
            "population": Text(en="200 adults, China", zh_hans="200名成人，中国"),
            "certainty_reason": Text(en="One trial.", zh_hans="只有一项试验。"),
            "size_reason": Text(en="We call this small.", zh_hans="我们把它算作小。"),
            "gloss": Text(en="A few more people had fewer bad days.", zh_hans="难受日子变少的人多了几个。"),
            "sources": ("example-2020",),
            **fields,
        }
    )


OUTCOMES = {
    "outcome, counted, a benefit": _outcome(
        "counted", id="benefit", denominator=100, treated=61, control=44, direction="more", size="large",
        certainty="high",
    ),
    "outcome, counted, no clear difference": _outcome(
        "counted", id="no-difference", denominator=100, treated=44, control=45, direction="same",
        size="little-or-none", certainty="moderate",
    ),
    "outcome, counted, a harm": _outcome(
        "counted", id="harm", good=False, denominator=100, treated=32, control=7, direction="more", size="large",
        certainty="moderate",
    ),
    "outcome, counted, not clear": _outcome(
        "counted", id="unclear", denominator=100, treated=20, control=10, certainty="very-low"
    ),
    "outcome, measured": _outcome(
        "measured", id="measured", result=_WORDS, good=False, direction="fewer", size="small", certainty="low"
    ),
    "outcome, baseline": _outcome("baseline", id="baseline", denominator=100, treated=26, certainty="low"),
    "outcome, uncompared": _outcome("uncompared", id="uncompared", events=2, studied=9, certainty="very-low"),
    "outcome, uncompared, no events": _outcome(
        "uncompared", id="no-events", good=False, events=0, studied=29, certainty="very-low"
    ),
    "outcome, untested": _outcome("untested", id="untested", sources=()),
}  # fmt: skip


def guide() -> Guide:
    """A guide that holds the examples. It breaks rules on purpose: it is never published."""
    return Guide(
        slug="example",
        name=_NAME,
        title=_NAME,
        about=About(searched_on=_A_DAY, next_review=_A_DAY),
        choices=tuple(
            Choice(
                id=id, name=_NAME, involves=_WORDS, like=_WORDS, better=_WORDS, worse=_WORDS, cost=_WORDS,
                oversight=_WORDS, rules_out=_WORDS,
            )
            for id in CHOICES
        ),
        options=(
            Option(
                id="example", choice="step-up", name=_NAME, who=_WORDS, involves=_WORDS, practical=_WORDS,
                outcomes=tuple(OUTCOMES.values()), sources=("example-2020",),
                harms=(Harm(id="example", what=_NAME, how_often=_WORDS, sources=("example-2020",)),),
            ),
        ),
        ladder=tuple(
            LadderRung(id=id, studies=("example-2020",) if id in ("idea", "uncompared") else (), note=_WORDS)
            for id in RUNGS
        ),
        mechanisms=(
            Mechanism(
                id="example", name=_NAME, said=_WORDS, about="cells", shown="animal", note=_WORDS,
                sources=("example-2020",), question="example",
            ),
        ),
        claims=(
            Claim(
                id="example", claim=_WORDS, verdict="misleading", because=_WORDS, sources=("example-2020",),
                question="example",
            ),
        ),
        questions=(
            Question(
                id="example", topic="evidence", whom="clinic", rank=1, ask=_NAME, why=_WORDS, clear_answer=_WORDS,
                warning_answer=_WORDS, sources=("example-2020",),
            ),
        ),
        sources=(
            Source(
                id="example-2020", citation="Example A. An example. J Example. 2020.", doi="10.1000/example",
                design="case-series", people=9, paid_by="clinic", checked=Checked(how="abstract", on=_A_DAY),
            ),
        ),
        terms=(
            Term(
                id="trial", term=Text(en="trial", zh_hans="试验"), pinyin="shi yan",
                plain=Text(en="A planned test.", zh_hans="有计划的检验。"),
            ),
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One component with what it is shown with."""

    name: str
    template: str
    outcome: Outcome | None = None
    mechanism: Mechanism | None = None
    claim: Claim | None = None
    question: Question | None = None
    option: Option | None = None


_GUIDE = guide()
COMPONENTS = (
    *(Example(name, "components/outcome.html", outcome=outcome) for name, outcome in OUTCOMES.items()),
    Example("ladder", "components/ladder.html"),
    Example("choices", "components/choices.html"),
    Example("option", "components/option.html", option=_GUIDE.options[0]),
    Example("mechanism", "components/mechanism.html", mechanism=_GUIDE.mechanisms[0]),
    Example("claim", "components/claim.html", claim=_GUIDE.claims[0]),
    Example("question", "components/question.html", question=_GUIDE.questions[0]),
    Example("contents", "components/contents.html"),
    Example("pager", "components/pager.html"),
)
