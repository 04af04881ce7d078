"""Certainty x effect -> the one fixed phrase, in both languages (docs/rules.md, UN-01 to UN-04).

The phrases follow the GRADE working group's informative statements in English; the Chinese is our own and keeps 很可能
(moderate) apart from 可能 (low). Nobody types such a sentence: it comes from here, so that "not studied", "no clear
difference" and "harm" can never sound alike.
"""

from __future__ import annotations

from typing import Literal

from conditions.guide.document import Certainty, Direction, Outcome, Size
from conditions.guide.languages import CHINESE, ENGLISH, Language
from conditions.guide.numbers import Frequency, could_be_missed, difference
from conditions.guide.vocabulary import Reason

State = Literal[
    "not-studied", "not-compared", "natural-course", "unclear", "no-clear-difference", "benefit", "harm", "under-review"
]  # fmt: skip
EvidenceState = Literal["E0", "E1", "E2", "E3", "E4"]
Phrases = dict[Language, str]

NOT_TESTED: Phrases = {
    ENGLISH: "We found no study in people that tested this.",
    CHINESE: "我们没有找到在人身上检验过这一点的研究。",
}
NOT_COMPARED: Phrases = {
    ENGLISH: (
        "Some people were followed after {treatment}, but with no comparison group, so we cannot tell what it did."
    ),
    CHINESE: "有研究观察过接受{treatment}的人，但没有对照，无法判断变化是不是它引起的。",
}
NATURAL_COURSE: Phrases = {
    ENGLISH: "This is what happened to people over time. It is not the effect of any treatment.",
    CHINESE: "这是一段时间里自然发生的变化，不是哪种治疗的效果。",
}
NOT_KNOWN: Phrases = {
    ENGLISH: "We do not know whether {treatment} can change {changes}: the evidence is very uncertain.",
    CHINESE: "目前无法判断{treatment}对{changes}有没有作用：证据非常不确定。",
}

# the certainty decides the verb; the size and direction decide the words
_IS: dict[Certainty, str] = {"high": "is", "moderate": "is probably", "low": "may be"}
_THERE_IS: dict[Certainty, str] = {"high": "There is", "moderate": "There is probably", "low": "There may be"}
_MAYBE_ZH: dict[Certainty, str] = {"high": "", "moderate": "很可能", "low": "可能"}
_HOW_MUCH: dict[Size, str] = {"large": "a lot", "small": "slightly"}
_HOW_LARGE: dict[Size, str] = {"large": "large", "small": "small"}
_PEOPLE: dict[Direction, str] = {"more": "more likely", "fewer": "less likely"}
_AMOUNT: dict[Direction, str] = {"more": "rise", "fewer": "fall"}
_PEOPLE_ZH: dict[tuple[Direction, Size], str] = {
    ("more", "large"): "明显更多",
    ("more", "small"): "略多一些",
    ("fewer", "large"): "明显更少",
    ("fewer", "small"): "略少一些",
}
_AMOUNT_ZH: dict[tuple[Direction, Size], str] = {
    ("more", "large"): "明显上升",
    ("more", "small"): "略微上升",
    ("fewer", "large"): "明显下降",
    ("fewer", "small"): "略微下降",
}

CERTAINTY_NAME: dict[Certainty, Phrases] = {
    "high": {ENGLISH: "Sure", CHINESE: "有把握"},
    "moderate": {ENGLISH: "Fairly sure", CHINESE: "比较有把握"},
    "low": {ENGLISH: "Not very sure", CHINESE: "把握不大"},
    "very-low": {ENGLISH: "Very unsure", CHINESE: "很没有把握"},
    "none": {ENGLISH: "Not known", CHINESE: "不知道"},
}
CERTAINTY_GLOSS: dict[Certainty, Phrases] = {
    "high": {ENGLISH: "More studies would hardly change this.", CHINESE: "再做研究，结果也不太会变。"},
    "moderate": {ENGLISH: "More studies might change this.", CHINESE: "再做研究，结果也许会有变化。"},
    "low": {ENGLISH: "More studies may well change this.", CHINESE: "再做研究，结果很容易改变。"},
    "very-low": {ENGLISH: "The true result may be quite different.", CHINESE: "真实情况也许完全不同。"},
    "none": {ENGLISH: "There is nothing to judge.", CHINESE: "没有可以判断的依据。"},
}
STATE_NAME: dict[State, Phrases] = {
    "not-studied": {ENGLISH: "Not studied", CHINESE: "没有研究过"},
    "not-compared": {ENGLISH: "Not compared", CHINESE: "没有对照"},
    "natural-course": {ENGLISH: "Natural course", CHINESE: "自然变化"},
    "unclear": {ENGLISH: "Studied: not clear", CHINESE: "研究过：看不清楚"},
    "no-clear-difference": {ENGLISH: "Studied: no clear difference", CHINESE: "研究过：没有明显差别"},
    "benefit": {ENGLISH: "Studied: a benefit", CHINESE: "研究过：有好处"},
    "harm": {ENGLISH: "Studied: harm", CHINESE: "研究过：有害处"},
    "under-review": {ENGLISH: "Under review", CHINESE: "正在复核"},
}
# Instead of figures that are withheld: their review is a year late, or the other language has new ones
UNDER_REVIEW: dict[Reason, Phrases] = {
    "overdue": {
        ENGLISH: "The check of these numbers is more than a year late. Until it is done, they are left out.",
        CHINESE: "这些数字的复核已经推迟了一年以上。复核完成之前，这里不列出数字。",
    },
    "revision": {
        ENGLISH: "These numbers are being revised. The two languages do not have the same ones yet.",
        CHINESE: "这些数字正在修订，中文版和英文版暂时不一样，所以先不列出。",
    },
}


def state(outcome: Outcome) -> State:
    """Which of the states that must never look alike an outcome is in (UN-04)."""
    if outcome.gives_way():
        return "under-review"
    if outcome.kind == "untested":
        return "not-studied"
    if outcome.kind == "uncompared":
        return "not-compared"
    if outcome.kind == "baseline":
        return "natural-course"
    if outcome.certainty in ("very-low", "none") or "unclear" in (outcome.size, outcome.direction):
        return "unclear"
    if outcome.size == "little-or-none" or outcome.direction == "same":
        return "no-clear-difference"
    return "benefit" if outcome.good == wanted(outcome) else "harm"


def wanted(outcome: Outcome) -> bool:
    """Whether the treatment brings more of the outcome, so that a good outcome is a benefit. For measured outcomes
    `good` says whether more of it is good."""
    return outcome.direction == "more"


def evidence_state(outcome: Outcome) -> EvidenceState:
    """E0 no study in people, E1 nobody compared, E2 unclear, E3 little or no difference, E4 an effect (UN-03)."""
    by_state: dict[State, EvidenceState] = {
        "not-studied": "E0",
        "not-compared": "E1",
        "natural-course": "E1",
        "unclear": "E2",
        "no-clear-difference": "E3",
        "benefit": "E4",
        "harm": "E4",
        "under-review": "E2",
    }
    return by_state[state(outcome)]


def statement(outcome: Outcome, language: Language) -> str:
    """The one fixed phrase of an outcome. A text of the outcome that is empty leaves a gap; the rules refuse that."""
    if outcome.gives_way(language):
        return UNDER_REVIEW[outcome.withheld_for][language]
    fill = {
        "treatment": outcome.treatment.in_language(language),
        "comparator": outcome.comparator.in_language(language),
        "changes": outcome.changes.in_language(language),
    }
    sentence = _pattern(outcome, language).format(**fill)
    return sentence[:1].upper() + sentence[1:]


def pattern(kind: str, certainty: Certainty, direction: Direction, size: Size, language: Language) -> str:
    """The fixed phrase of a compared outcome, with its gaps still open: {treatment}, {comparator}, {changes}."""
    if certainty in ("very-low", "none") or "unclear" in (size, direction):
        return NOT_KNOWN[language]
    none = size == "little-or-none" or direction == "same"
    if language is CHINESE:
        maybe = _MAYBE_ZH[certainty]
        if none:
            return f"和{{comparator}}相比，{{treatment}}对{{changes}}{maybe}几乎没有影响。"
        if kind == "measured":
            return f"和{{comparator}}相比，接受{{treatment}}的人{{changes}}{maybe}{_AMOUNT_ZH[direction, size]}。"
        return f"和{{comparator}}相比，接受{{treatment}}的人里，{{changes}}的{maybe}{_PEOPLE_ZH[direction, size]}。"
    if none:
        return (
            f"{_THERE_IS[certainty]} little or no difference in {{changes}} with {{treatment}}, "
            "compared with {comparator}."
        )
    if kind == "measured":
        return (
            f"{_THERE_IS[certainty]} a {_HOW_LARGE[size]} {_AMOUNT[direction]} in {{changes}} with {{treatment}}, "
            "compared with {comparator}."
        )
    likely = f"{_IS[certainty]} {_HOW_MUCH[size]} {_PEOPLE[direction]}"
    return f"{{changes}} {likely} with {{treatment}} than with {{comparator}}."


def _pattern(outcome: Outcome, language: Language) -> str:
    match outcome.kind:
        case "untested":
            return NOT_TESTED[language]
        case "uncompared":
            return NOT_COMPARED[language]
        case "baseline":
            return NATURAL_COURSE[language]
        case _:
            return pattern(outcome.kind, outcome.certainty, outcome.direction, outcome.size, language)


def short_count(frequency: Frequency, language: Language) -> str:
    """`61 out of 100` as it stands in a table."""
    if language is CHINESE:
        return f"{frequency.denominator}人中{frequency.events}人"
    return f"{frequency.events} out of {frequency.denominator:,}"


def both_frames(frequency: Frequency, happened: str, language: Language) -> str:
    """How many it happened to and how many it did not, in one sentence (RC-01, RC-07, ZN-06)."""
    if language is CHINESE:
        return f"每{frequency.denominator}人中，有{frequency.events}人{happened}，{frequency.rest}人没有。"
    return f"{frequency.events} out of {frequency.denominator:,} people {happened}; {frequency.rest} did not."


def in_people(treated: Frequency, control: Frequency, language: Language) -> str:
    """The difference between two groups in people, worked out for the reader (RC-04, RC-16)."""
    more = difference(treated, control)
    if language is CHINESE:
        if more == 0:
            return f"两组人数一样：每{treated.denominator}人中相差0人。"
        return f"也就是每{treated.denominator}人中{'多' if more > 0 else '少'}{abs(more)}人。"
    if more == 0:
        return f"That is the same number of people out of {treated.denominator:,}."
    people = "person" if abs(more) == 1 else "people"
    return f"That is {abs(more)} {'more' if more > 0 else 'fewer'} {people} out of every {treated.denominator:,}."


def counted_in_words(events: int, studied: int, happened: str, language: Language) -> str:
    """`2 of 9 people …`: too few, or compared with nobody, so never turned into a number out of 100."""
    if language is CHINESE:
        return f"{studied}人中，有{events}人{happened}。"
    return f"{events} of {studied} people {happened}."


def zero_events(events: int, studied: int, language: Language) -> str:
    """What "none of them" cannot rule out (RC-14); empty unless there were no events and enough people."""
    missed = could_be_missed(studied) if events == 0 else None
    if missed is None:
        return ""
    if language is CHINESE:
        return f"研究的{studied}人里有0人出现。即使每100人中约有{missed}人会出现，这样的研究也许还是碰不上。"
    return f"0 out of {studied} people studied. A harm in up to about {missed} out of 100 could still have been missed."


def treated_frequency(outcome: Outcome) -> Frequency | None:
    """The treated group (for a baseline: everybody followed) as a frequency; None where the kind has none."""
    if outcome.gives_way():
        return None
    if outcome.kind in ("counted", "baseline") and outcome.denominator and outcome.treated is not None:
        return Frequency(outcome.treated, outcome.denominator)
    return None


def control_frequency(outcome: Outcome) -> Frequency | None:
    """The comparison group as a frequency; None unless two groups were counted."""
    if outcome.gives_way():
        return None
    if outcome.kind == "counted" and outcome.denominator and outcome.control is not None:
        return Frequency(outcome.control, outcome.denominator)
    return None
