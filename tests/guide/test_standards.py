"""The IPDAS meter: what is computed, what people sign, and that no signature lifts what is computed."""

from itertools import product
from typing import Any, get_args

import pytest

from conditions.guide.document import CHOICES, EMPTY, Guide, MeterState, Signed, Text
from conditions.guide.languages import CHINESE, LANGUAGES
from conditions.guide.places import PARTS
from conditions.guide.readability import chinese_signs, english_signs
from conditions.guide.standards import GROUPS, ITEMS, Judged, judge, totals
from conditions.guide.standards_items import GROUP_NAME
from tests.guide.a_guide import (
    SENTENCE,
    a_guide,
    a_question,
    a_value,
    an_option,
    an_outcome,
    an_unfinished_guide,
    at,
    changed,
    without,
)

PEOPLE = {"K12", "K13", "K14", "K15", "K16", "K17", "K20", "K22", "K23"}
BOUNDED = {"K18", "K19"}
COMPUTED = {item.id for item in ITEMS} - PEOPLE - BOUNDED
STATES: tuple[MeterState, ...] = get_args(MeterState)
RANK: dict[MeterState, int] = {"not-met": 0, "partly": 1, "met": 2}


def judged(guide: Guide, id: str) -> Judged:
    return next(row for row in judge(guide) if row.item.id == id)


def state(guide: Guide, id: str) -> MeterState:
    return judged(guide, id).state


def signed(guide: Guide, *signatures: tuple[str, MeterState], because: Text = SENTENCE) -> Guide:
    """The guide with these items signed."""
    rows = tuple(Signed(id=id, state=state, because=because) for id, state in signatures)
    return changed(guide, "about", signed=rows)


def test_the_35_items_for_treatments_stand_in_their_order() -> None:
    expected = [f"Q{n}" for n in range(1, 7)] + [f"C{n}" for n in range(1, 7)] + [f"K{n}" for n in range(1, 24)]
    assert [item.id for item in ITEMS] == expected
    assert [row.item for row in judge(a_guide())] == list(ITEMS)


def test_every_item_has_a_name_of_its_own_and_a_part_with_its_proof() -> None:
    for language in LANGUAGES:
        names = {item.name.in_language(language) for item in ITEMS}
        assert len(names) == len(ITEMS)
        assert "" not in names
    assert {item.part for item in ITEMS} <= set(PARTS)
    assert {item.group for item in ITEMS} == set(GROUPS) == set(GROUP_NAME)


def test_a_guide_that_holds_everything_meets_all_that_can_be_computed() -> None:
    states = {row.item.id: row.state for row in judge(a_guide())}
    assert {id for id, found in states.items() if found == "met"} == COMPUTED
    assert {id for id, found in states.items() if found == "partly"} == BOUNDED
    assert {id for id, found in states.items() if found == "not-met"} == PEOPLE


def test_an_unfinished_guide_meets_nothing_but_its_date() -> None:
    assert {row.item.id for row in judge(an_unfinished_guide()) if row.state != "not-met"} == {"C3"}


def test_no_item_applies_to_a_guide_without_a_decision() -> None:
    assert judge(a_guide(general=True)) == ()


def test_the_totals_count_what_is_met_in_each_group() -> None:
    assert list(totals(judge(a_guide())).items()) == [
        ("qualifying", (6, 6)), ("certifying", (6, 6)), ("quality", (12, 23)),
    ]  # fmt: skip
    assert totals(judge(an_unfinished_guide())) == {"qualifying": (0, 6), "certifying": (1, 6), "quality": (0, 23)}


BLANK = dict.fromkeys([language.suffix for language in LANGUAGES], "")
NO_CHINESE = {CHINESE.suffix: ""}
FIRST, LAST = CHOICES[0], CHOICES[-1]
HALVED = "options/tablet/outcomes/halved"


@pytest.mark.parametrize(
    ("id", "path", "fields", "expected"),
    [
        ("Q1", "what_it_is", NO_CHINESE, "partly"),
        ("Q1", "natural_course", BLANK, "partly"),
        ("Q2", "decision", NO_CHINESE, "partly"),
        ("Q2", "decision", BLANK, "not-met"),
        ("Q3", f"choices/{LAST}/name", NO_CHINESE, "partly"),
        ("Q3", "options/wait", {"choice": "trial"}, "partly"),
        ("Q4", f"choices/{FIRST}/better", NO_CHINESE, "partly"),
        ("Q5", f"choices/{FIRST}/worse", NO_CHINESE, "partly"),
        ("Q6", f"choices/{LAST}/like", NO_CHINESE, "partly"),
        ("C1", f"choices/{FIRST}/better", {"zh_hans": "好处。" * 40}, "partly"),
        ("C1", f"choices/{FIRST}/worse", {"en": "word. " * 80}, "partly"),
        ("C1", f"choices/{FIRST}/worse", BLANK, "partly"),
        ("C2", HALVED, {"sources": ()}, "partly"),
        ("C2", HALVED, {"sources": ("nowhere",)}, "partly"),
        ("C2", "claims/root-cause", {"sources": ()}, "partly"),
        ("C2", "options/tablet/harms/tired", {"sources": ()}, "partly"),
        ("C2", "warning_signs/one-cure-for-all", {"sources": ()}, "partly"),
        ("C3", "sources/lab-2010/checked", {"on": a_guide().about.next_review}, "partly"),
        ("C4", "about/updates", NO_CHINESE, "partly"),
        ("C4", "about", {"next_review": a_guide().about.searched_on}, "partly"),
        ("C5", f"{HALVED}/certainty_reason", NO_CHINESE, "partly"),
        ("C5", HALVED, {"certainty": "none"}, "partly"),
        ("C5", "options/own-trial/outcomes/trial-effect", {"certainty_reason": EMPTY}, "partly"),
        ("C6", "about/funding", NO_CHINESE, "partly"),
        ("C6", "about/funding", BLANK, "not-met"),
        ("K1", "natural_course", NO_CHINESE, "partly"),
        ("K2", f"choices/{FIRST}/rules_out", NO_CHINESE, "partly"),
        ("K3", "options/needle", {"outcomes": ()}, "partly"),
        ("K4", f"{HALVED}/population", NO_CHINESE, "partly"),
        ("K5", HALVED, {"control": None}, "partly"),
        ("K5", "options/needle", {"outcomes": (an_outcome("pain-days", "measured"),)}, "partly"),
        ("K6", f"{HALVED}/span", NO_CHINESE, "partly"),
        ("K6", f"{HALVED}/span", {"en": "a year", "zh_hans": "一年"}, "partly"),
        ("K7", HALVED, {"denominator": 1000}, "partly"),
        ("K7", HALVED, {"denominator": None}, "partly"),
        ("K8", f"{HALVED}/gloss", NO_CHINESE, "partly"),
        ("K8", HALVED, {"denominator": 200}, "partly"),
        ("K8", HALVED, {"treated": 101}, "partly"),
        ("K9", "values/value-0/statement", NO_CHINESE, "partly"),
        ("K10", "first_step", BLANK, "partly"),
        ("K10", "", {"checks": ()}, "partly"),
        ("K11", "questions/how-many", {"rank": None}, "partly"),
        ("K11", "questions/how-many/why", NO_CHINESE, "partly"),
        ("K18", "about/search", NO_CHINESE, "not-met"),
        ("K19", f"{HALVED}/certainty_reason", BLANK, "not-met"),
        ("K21", "risks/infection/text", {"zh_hans": "字" * 30 + "。"}, "partly"),
        ("K21", "risks/infection/text", {"en": "Methodological heterogeneity predominates. " * 4}, "partly"),
    ],
)
def test_an_item_falls_when_its_proof_does(id: str, path: str, fields: dict[str, Any], expected: MeterState) -> None:
    assert state(changed(a_guide(), path, **fields), id) == expected


@pytest.mark.parametrize(
    ("id", "fields"),
    [
        ("Q3", {"options": ()}),
        ("Q4", {"choices": ()}),
        ("C2", {"sources": ()}),
        ("K3", {"options": (an_option("one", "trial"),)}),
        ("K5", {"options": (an_option("one", "trial", outcomes=(an_outcome("it", "measured"),)),)}),
        ("K8", {"options": (an_option("one", "trial", outcomes=(an_outcome("it", "baseline"),)),)}),
        ("K9", {"values": ()}),
        ("K11", {"questions": ()}),
    ],
)
def test_an_item_without_any_proof_is_not_met(id: str, fields: dict[str, Any]) -> None:
    assert state(a_guide(**fields), id) == "not-met"


@pytest.mark.parametrize("kind", ["measured", "uncompared", "untested", "baseline", "counted"])
def test_every_kind_of_outcome_tells_a_chance_or_that_there_is_none(kind: str) -> None:
    """IPDAS K3: "no fair test yet" is an answer."""
    outcome = an_outcome("it", kind)
    assert state(changed(a_guide(), "options/needle", outcomes=(outcome,)), "K3") == "met"


def test_what_nobody_tested_needs_no_source() -> None:
    """IPDAS C2."""
    assert state(changed(a_guide(), "options/own-trial/outcomes/trial-effect", sources=()), "C2") == "met"


def test_a_baseline_vouches_for_the_natural_course_too() -> None:
    """IPDAS K1."""
    guide = a_guide(natural_course=SENTENCE)
    assert state(guide, "K1") == "met"
    assert state(changed(guide, "options/wait", outcomes=()), "K1") == "partly"


def test_more_than_enough_is_enough() -> None:
    """IPDAS K9, K11: an unfinished seventh statement takes nothing away."""
    unfinished = a_value("value-9", "pair-9").model_copy(update={"statement": EMPTY})
    guide = a_guide(
        values=(*a_guide().values, unfinished),
        questions=(*a_guide().questions, a_question("more", 4, ask=EMPTY)),
    )
    assert (state(guide, "K9"), state(guide, "K11")) == ("met", "met")


# What people sign


@pytest.mark.parametrize("id", sorted(PEOPLE))
def test_what_only_people_can_judge_is_not_met_until_they_sign(id: str) -> None:
    row = judged(a_guide(), id)
    assert (row.state, row.by) == ("not-met", "computed")
    assert all(row.because.in_language(language) for language in LANGUAGES)


@pytest.mark.parametrize(("id", "its"), list(product(sorted(PEOPLE), STATES)))
def test_what_people_sign_stands_with_their_reason(id: str, its: MeterState) -> None:
    row = judged(signed(a_guide(), (id, its)), id)
    assert (row.state, row.because, row.by) == (its, SENTENCE, "signed")


@pytest.mark.parametrize("because", [EMPTY, Text(en="Yes."), Text(zh_hans="是的。")])
def test_a_signature_without_a_reason_in_both_languages_counts_for_nothing(because: Text) -> None:
    row = judged(signed(a_guide(), ("K15", "met"), because=because), "K15")
    assert (row.state, row.by) == ("not-met", "computed")


@pytest.mark.parametrize("its", STATES)
@pytest.mark.parametrize("guide", [a_guide(), an_unfinished_guide()], ids=["finished", "unfinished"])
def test_no_signature_lifts_what_is_computed(guide: Guide, its: MeterState) -> None:
    before = {row.item.id: row for row in judge(signed(guide, ("K12", its)))}  # with as many words to read
    for row in judge(signed(guide, *((id, its) for id in COMPUTED))):
        if row.item.id in COMPUTED:
            computed = before[row.item.id].state
            assert row.state == min(its, computed, key=RANK.__getitem__)
            assert row.by == ("signed" if RANK[its] < RANK[computed] else "computed")


@pytest.mark.parametrize("id", sorted(BOUNDED))
def test_people_may_judge_search_and_certainty_beyond_what_the_document_shows(id: str) -> None:
    """IPDAS K18, K19."""
    for its in STATES:
        assert state(signed(a_guide(), (id, its)), id) == its


@pytest.mark.parametrize("id", sorted(BOUNDED))
def test_people_cannot_sign_what_the_document_does_not_show_at_all(id: str) -> None:
    """IPDAS K18, K19."""
    assert state(signed(an_unfinished_guide(), (id, "met")), id) == "not-met"


def test_of_two_signatures_the_lower_counts() -> None:
    assert state(signed(a_guide(), ("K15", "met"), ("K15", "partly")), "K15") == "partly"


@pytest.mark.parametrize("id", ["C7", "K24", "Q7", "nonsense"])
def test_a_signature_for_an_item_that_does_not_apply_changes_nothing(id: str) -> None:
    assert judge(signed(a_guide(), (id, "met"))) == judge(a_guide())


# Words


def guides_between() -> list[Guide]:
    """From everything to nothing: reasons for met, partly and not met."""
    half = without(changed(a_guide(), HALVED, denominator=1000), f"choices/{FIRST}")
    half = changed(half, "sources/lab-2010/checked", on=half.about.next_review)
    return [a_guide(), half, changed(a_guide(), f"{HALVED}/span", en="a year", zh_hans="一年"), an_unfinished_guide()]


@pytest.mark.parametrize("guide", guides_between(), ids=["all", "half", "spans", "nothing"])
def test_every_reason_is_a_clean_sentence_in_both_languages(guide: Guide) -> None:
    for row in judge(guide):
        assert row.because.en.endswith(".")
        assert row.because.zh_hans.endswith("。")
        for text in (row.because, row.item.name):
            assert english_signs(text.en) == []
            assert chinese_signs(text.zh_hans) == []


def test_the_meter_speaks_politely_and_keeps_可能_for_the_fixed_phrases() -> None:
    words = [
        text.zh_hans for guide in guides_between() for row in judge(guide) for text in (row.because, row.item.name)
    ]
    assert not any("你" in word or "可能" in word for word in words)


def test_a_proof_that_is_looked_up_stands_in_the_guide() -> None:
    """The paths in the table above are places of the guide."""
    assert at(a_guide(), HALVED).id == "halved"
