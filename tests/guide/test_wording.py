"""The fixed phrases: one for each certainty and effect, in both languages."""

import re
from collections import defaultdict
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.guide import wording
from conditions.guide.document import Certainty, Direction, Outcome, OutcomeKind, Size, Text
from conditions.guide.languages import CHINESE, ENGLISH, LANGUAGES, Language
from conditions.guide.numbers import COLUMNS, SMALLEST_FOR_RULE_OF_THREE, Frequency
from conditions.guide.readability import chinese_signs, english_signs
from tests.guide.a_guide import an_outcome, in_each_language

CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
SIZES: tuple[Size, ...] = get_args(Size)
EFFECTS = list(product(("counted", "measured"), CERTAINTIES, DIRECTIONS, SIZES))
frequencies = st.sampled_from(sorted(COLUMNS)).flatmap(
    lambda number: st.builds(Frequency, st.integers(0, number), st.just(number))
)


def meaning(kind: str, certainty: Certainty, direction: Direction, size: Size) -> tuple[str, ...]:
    """What a phrase has to say: two effects that mean one thing share a phrase, any others do not."""
    if certainty in ("very-low", "none") or "unclear" in (direction, size):
        return ("not known",)
    if size == "little-or-none" or direction == "same":
        return ("little or no difference", certainty)
    return (kind, certainty, direction, size)


def phrases_by_meaning(language: Language) -> dict[tuple[str, ...], set[str]]:
    phrases = defaultdict(set)
    for effect in EFFECTS:
        phrases[meaning(*effect)].add(wording.pattern(*effect, language))
    return phrases


def clear_phrases(language: Language, certainty: Certainty) -> list[str]:
    """The phrases of one certainty for an effect, or for no difference."""
    return [
        wording.pattern(kind, its, direction, size, language)
        for kind, its, direction, size in EFFECTS
        if its == certainty and meaning(kind, its, direction, size) != ("not known",)
    ]


def outcomes() -> list[Outcome]:
    """One outcome for every kind, certainty, direction and size."""
    return [
        an_outcome("one", kind, certainty=certainty, direction=direction, size=size, good=good)
        for kind, certainty, direction, size, good in product(
            get_args(OutcomeKind), CERTAINTIES, DIRECTIONS, SIZES, (True, False)
        )
    ]


@in_each_language
def test_every_certainty_and_effect_has_its_own_phrase(language: Language) -> None:
    """UN-02: what means the same shares a phrase (all that is unclear shares one); nothing else does."""
    phrases = phrases_by_meaning(language)
    assert all(len(found) == 1 for found in phrases.values())
    assert len(set.union(*phrases.values())) == len(phrases)


def test_可能_stands_without_很_only_at_low_certainty() -> None:
    """UN-02."""
    for certainty in CERTAINTIES:
        for phrase in clear_phrases(CHINESE, certainty):
            assert bool(re.search("(?<!很)可能", phrase)) == (certainty == "low"), phrase


def test_很可能_stands_only_at_moderate_certainty() -> None:
    """UN-02."""
    for certainty in CERTAINTIES:
        for phrase in clear_phrases(CHINESE, certainty):
            assert ("很可能" in phrase) == (certainty == "moderate"), phrase


@pytest.mark.parametrize(("word", "only_at"), [("probably", "moderate"), ("may", "low")])
def test_the_english_verb_of_a_certainty_stands_at_no_other(word: str, only_at: Certainty) -> None:
    """UN-02."""
    for certainty in CERTAINTIES:
        for phrase in clear_phrases(ENGLISH, certainty):
            assert bool(re.search(rf"\b{word}\b", phrase)) == (certainty == only_at), phrase


def test_the_words_of_a_certainty_stand_in_no_other_sentence_that_the_code_writes() -> None:
    """UN-02: what is unclear, not compared, not studied or zero borrows neither 可能 nor probably."""
    others = [wording.NOT_TESTED, wording.NOT_COMPARED, wording.NATURAL_COURSE, wording.NOT_KNOWN]
    sentences = [phrases[language] for phrases in others for language in LANGUAGES]
    sentences += [wording.zero_events(0, 100, language) for language in LANGUAGES]
    sentences += [names[CHINESE] for names in (*wording.CERTAINTY_NAME.values(), *wording.CERTAINTY_GLOSS.values())]
    for sentence in sentences:
        assert not re.search(r"可能|\bprobabl|\bmay\b", sentence), sentence


# Words that say one state and no other. A phrase of another state must not hold them.
MARKS: dict[Language, dict[str, str]] = {
    ENGLISH: {
        "not-studied": r"found no study|no study in people",
        "not-compared": r"comparison group|cannot tell",
        "natural-course": r"over time",
        "unclear": r"do not know|very uncertain",
        "no-clear-difference": r"little or no difference",
        "effect": r"more likely|less likely|\brise\b|\bfall\b",
    },
    CHINESE: {
        "not-studied": r"没有找到|在人身上",
        "not-compared": r"没有对照",
        "natural-course": r"自然发生",
        "unclear": r"非常不确定|有没有作用",
        "no-clear-difference": r"几乎没有影响",
        "effect": r"明显|略",
    },
}


@in_each_language
def test_not_studied_no_clear_difference_and_an_effect_share_no_wording(language: Language) -> None:
    """UN-04: each state has words of its own, in every one of its phrases and in no phrase of another state."""
    for outcome in outcomes():
        state = wording.state(outcome)
        own = "effect" if state in ("benefit", "harm") else state
        found = {
            name
            for name, mark in MARKS[language].items()
            if re.search(mark, wording.statement(outcome, language), re.I)
        }
        assert found == {own}, wording.statement(outcome, language)


@in_each_language
def test_every_state_has_a_name_of_its_own(language: Language) -> None:
    """UN-04."""
    names = [phrases[language] for phrases in wording.STATE_NAME.values()]
    assert len(set(names)) == len(names)


@in_each_language
def test_every_certainty_has_a_name_and_a_gloss_of_its_own(language: Language) -> None:
    """UN-01."""
    for table in (wording.CERTAINTY_NAME, wording.CERTAINTY_GLOSS):
        assert set(table) == set(CERTAINTIES)
        assert len({phrases[language] for phrases in table.values()}) == len(CERTAINTIES)


@pytest.mark.parametrize(
    ("good", "direction", "state"),
    [(True, "more", "benefit"), (True, "fewer", "harm"), (False, "more", "harm"), (False, "fewer", "benefit")],
)
@pytest.mark.parametrize("kind", ["counted", "measured"])
def test_more_of_a_good_thing_is_a_benefit_and_more_of_a_bad_one_a_harm(
    kind: str, good: bool, direction: str, state: str
) -> None:
    assert wording.state(an_outcome("one", kind, good=good, direction=direction)) == state


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        ("untested", {}, "E0"),
        ("uncompared", {}, "E1"),
        ("baseline", {}, "E1"),
        ("counted", {"certainty": "very-low"}, "E2"),
        ("measured", {"size": "unclear"}, "E2"),
        ("counted", {"direction": "unclear"}, "E2"),
        ("counted", {"size": "little-or-none"}, "E3"),
        ("measured", {"direction": "same", "size": "little-or-none"}, "E3"),
        ("counted", {}, "E4"),
    ],
)
def test_the_state_of_the_evidence_is_told_apart_from_its_certainty(
    kind: str, changes: dict[str, str], expected: str
) -> None:
    """UN-03."""
    assert wording.evidence_state(an_outcome("one", kind, **changes)) == expected


@in_each_language
def test_what_nobody_compared_never_reads_as_an_effect(language: Language) -> None:
    """UN-03: whatever certainty, direction and size were typed."""
    for outcome in outcomes():
        if outcome.kind not in ("counted", "measured"):
            assert wording.state(outcome) in ("not-studied", "not-compared", "natural-course")
            assert not re.search(MARKS[language]["effect"], wording.statement(outcome, language))


@in_each_language
def test_a_statement_fills_every_gap_and_opens_with_a_capital(language: Language) -> None:
    for outcome in outcomes():
        sentence = wording.statement(outcome, language)
        assert "{" not in sentence
        assert sentence[0] == sentence[0].upper()
        assert sentence[-1] in ".。"


@in_each_language
def test_the_code_writes_clean_signs(language: Language) -> None:
    signs = chinese_signs if language is CHINESE else english_signs
    tables = (wording.STATE_NAME, wording.CERTAINTY_NAME, wording.CERTAINTY_GLOSS)
    sentences = [wording.statement(outcome, language) for outcome in outcomes()]
    sentences += [phrases[language] for table in tables for phrases in table.values()]
    happened = an_outcome("one", "counted").happened.in_language(language)
    one, other = Frequency(61, 100), Frequency(44, 100)
    sentences += [
        wording.both_frames(one, happened, language),
        wording.short_count(one, language),
        wording.in_people(one, other, language),
        wording.in_people(other, one, language),
        wording.in_people(one, one, language),
        wording.counted_in_words(2, 9, happened, language),
        wording.zero_events(0, 29, language),
    ]
    for sentence in sentences:
        assert signs(sentence) == [], sentence


def test_a_treatment_with_braces_in_its_name_is_shown_as_typed() -> None:
    odd = Text(en="{changes}", zh_hans="{changes}")
    for language in LANGUAGES:
        assert "{changes}" in wording.statement(an_outcome("one", "counted", treatment=odd), language)


def numbers_in(sentence: str) -> list[int]:
    """The whole numbers of a sentence, "1,000" read as one number: English parts the thousands, Chinese does not."""
    return [int(number.replace(",", "")) for number in re.findall(r"\d+(?:,\d{3})*", sentence)]


@in_each_language
@given(frequency=frequencies)
def test_both_frames_stand_in_one_sentence_and_sum_to_the_denominator(language: Language, frequency: Frequency) -> None:
    """RC-01, RC-07."""
    sentence = wording.both_frames(frequency, "…", language)
    assert sorted(numbers_in(sentence)) == sorted([frequency.events, frequency.rest, frequency.denominator])


def test_chinese_names_the_whole_before_the_part() -> None:
    """RC-01, ZN-06."""
    assert wording.both_frames(Frequency(12, 100), "好转了", CHINESE) == "每100人中，有12人好转了，88人没有。"
    assert wording.short_count(Frequency(12, 100), CHINESE) == "100人中12人"


@in_each_language
@given(data=st.data(), denominator=st.sampled_from(sorted(COLUMNS)))
def test_the_difference_is_worked_out_in_people(language: Language, denominator: int, data: st.DataObject) -> None:
    """RC-04, RC-16: the reader does no sum; RC-06: no number needed to treat."""
    treated, control = (Frequency(data.draw(st.integers(0, denominator)), denominator) for _ in range(2))
    sentence = wording.in_people(treated, control, language)
    gap = treated.events - control.events
    assert denominator in numbers_in(sentence)
    if gap:
        assert abs(gap) in numbers_in(sentence)
    is_more, is_fewer = (
        ("多" in sentence, "少" in sentence) if language is CHINESE else ("more" in sentence, "fewer" in sentence)
    )
    assert (is_more, is_fewer) == (gap > 0, gap < 0)


def test_a_difference_of_one_is_one_person() -> None:
    assert "1 more person out" in wording.in_people(Frequency(2, 100), Frequency(1, 100), ENGLISH)


@in_each_language
def test_few_people_are_counted_as_they_are(language: Language) -> None:
    """RC-01: 2 of 9 is never turned into a number out of 100."""
    numbers = set(re.findall(r"\d+", wording.counted_in_words(2, 9, "…", language)))
    assert numbers == {"2", "9"}


@in_each_language
@given(events=st.integers(0, 50), studied=st.integers(0, 5000))
def test_none_of_many_people_comes_with_what_could_have_been_missed(
    language: Language, events: int, studied: int
) -> None:
    """RC-14: only where nobody had it, and only where enough people were studied."""
    sentence = wording.zero_events(events, studied, language)
    assert bool(sentence) == (events == 0 and studied >= SMALLEST_FOR_RULE_OF_THREE)
    if sentence:
        assert {"0", str(studied), "100"} <= set(re.findall(r"\d+", sentence))


def test_nobody_of_100_people_leaves_room_for_3_in_100() -> None:
    """RC-14."""
    assert "up to about 3 out of 100" in wording.zero_events(0, 100, ENGLISH)
    assert "每100人中约有3人" in wording.zero_events(0, 100, CHINESE)


@pytest.mark.parametrize("kind", get_args(OutcomeKind))
def test_only_counted_people_become_frequencies(kind: str) -> None:
    """IA-07: two arrays stand only where two groups were counted."""
    outcome = an_outcome("one", kind)
    assert (wording.treated_frequency(outcome) is not None) == (kind in ("counted", "baseline"))
    assert (wording.control_frequency(outcome) is not None) == (kind == "counted")
