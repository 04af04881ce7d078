"""What stops a guide from being published: one thing is broken at a time, and found at its place.

The rules on outcomes and on words have files of their own beside this one.
"""

import datetime

import pytest

from conditions.guide.document import CHOICES, EMPTY, RUNGS, Guide, Signed, Term, Text
from conditions.guide.languages import Language
from conditions.guide.places import walk
from conditions.guide.rules import RUNG_DESIGNS, check
from tests.guide.a_guide import (
    SENTENCE,
    a_check,
    a_guide,
    a_question,
    a_source,
    a_value,
    an_option,
    an_outcome,
    changed,
    errors,
    in_each_language,
    notices,
    points,
    without,
)


def one_of_each() -> list[str]:
    """One place of every sort where a text stands in the guide: one choice's name, one outcome's gloss, and so on."""
    sorts = {}
    for place, text in walk(a_guide()):
        steps = place.path.split("/")
        if text:
            sorts.setdefault((steps[0], *steps[2:-1:2], steps[-1]), place.path)
    return list(sorts.values())


PLACES = [path for path in one_of_each() if path != "natural_course"]
NEVER_EMPTY = [path for path in PLACES if "/outcomes/" not in path and path != "after_harm"]
OF_A_SOURCE = [place.path for place, _ in walk(a_guide()) if place.path.startswith("sources/trial-2020/")]


def test_a_guide_that_breaks_no_rule_has_no_error() -> None:
    assert errors(a_guide()) == []


def test_a_guide_without_anything_is_checked_without_falling_over() -> None:
    assert {"choices", "ladder", "known", "unknown", "values", "checks", "questions"} <= set(
        errors(a_guide(**dict.fromkeys(["choices", "ladder", "known", "unknown", "values", "checks", "questions"], ())))
    )


def test_every_finding_has_a_reason_and_a_remedy() -> None:
    for finding in check(a_guide(choices=(), options=(), sources=(), terms=())):
        assert finding.reason.endswith(".")
        assert finding.remedy.endswith(".")
        assert finding.place in str(finding)


# Both languages


@in_each_language
@pytest.mark.parametrize("path", PLACES)
def test_every_text_stands_in_both_languages(path: str, language: Language) -> None:
    assert errors(changed(a_guide(), path, **{language.suffix: ""})) == [path]


@in_each_language
def test_blanks_are_no_text(language: Language) -> None:
    assert errors(changed(a_guide(), "first_step", **{language.suffix: " \n "})) == ["first_step"]


@pytest.mark.parametrize("path", NEVER_EMPTY)
def test_no_text_may_be_empty_in_both_languages(path: str) -> None:
    assert errors(changed(a_guide(), path, en="", zh_hans="")) == [path]


@pytest.mark.parametrize("path", OF_A_SOURCE)
def test_what_a_source_did_not_say_may_be_empty(path: str) -> None:
    assert errors(changed(a_guide(), path, en="", zh_hans="")) == []


def test_both_languages_name_the_same_sources() -> None:
    guide = a_guide(first_step=Text(en="Ask first [@trial-2020].", zh_hans="先问清楚。"))
    assert errors(guide) == ["first_step"]


# Structure


def test_the_five_choices_stand_in_their_order() -> None:
    """OR-01, IPDAS Q3."""
    guide = a_guide()
    assert errors(a_guide(choices=guide.choices[::-1])) == ["choices"]
    assert errors(without(guide, f"choices/{CHOICES[-1]}")) == ["choices"]


def test_the_five_rungs_of_the_ladder_stand_in_their_order() -> None:
    guide = a_guide()
    assert errors(a_guide(ladder=guide.ladder[::-1])) == ["ladder"]
    assert errors(without(guide, f"ladder/{RUNGS[0]}")) == ["ladder"]


@pytest.mark.parametrize("name", ["known", "unknown"])
@pytest.mark.parametrize(("count", "is_fine"), [(2, False), (3, True), (5, True), (6, False)])
def test_three_to_five_things_are_known_and_as_many_not(name: str, count: int, is_fine: bool) -> None:
    assert errors(a_guide(**{name: points(count)})) == ([] if is_fine else [name])


@pytest.mark.parametrize(("count", "is_fine"), [(4, False), (6, True), (8, True), (10, False)])
def test_six_to_eight_statements_are_rated(count: int, is_fine: bool) -> None:
    """IPDAS K9."""
    values = tuple(a_value(f"value-{number}", f"pair-{number // 2}") for number in range(count))
    assert errors(a_guide(values=values)) == ([] if is_fine else ["values"])


def test_statements_to_rate_come_in_pairs_that_pull_apart() -> None:
    guide = changed(a_guide(), "values/value-0", pair="pair-2")
    assert errors(guide) == ["values"]


@pytest.mark.parametrize("count", [4, 6])
def test_there_are_five_questions_to_check_oneself(count: int) -> None:
    assert errors(a_guide(checks=tuple(a_check(f"check-{number}") for number in range(count)))) == ["checks"]


@pytest.mark.parametrize(("answer", "right"), [("yes", False), ("no", True)])
def test_one_answer_of_a_check_is_right(answer: str, right: bool) -> None:
    guide = changed(a_guide(), f"checks/check-0/answers/{answer}", right=right)
    assert errors(guide) == ["checks/check-0"]


def test_a_check_has_two_answers_or_more() -> None:
    assert errors(without(a_guide(), "checks/check-0/answers/no")) == ["checks/check-0"]


@pytest.mark.parametrize(
    ("ranks", "is_fine"),
    [((1, 2, 3), True), (tuple(range(1, 11)), True), ((1, 2), False), ((1, 2, 4), False), ((1, 1, 2), False),
     ((0, 1, 2), False), (tuple(range(1, 12)), False)],
)  # fmt: skip
def test_three_to_ten_questions_come_first_in_order(ranks: tuple[int, ...], is_fine: bool) -> None:
    rest = tuple(a_question(f"question-{number}", rank) for number, rank in enumerate(ranks))
    guide = a_guide(questions=(a_question("which-cells"), *rest))
    assert errors(guide) == ([] if is_fine else ["questions"])


@pytest.mark.parametrize(("count", "is_fine"), [(7, True), (8, False)])
def test_a_block_of_questions_has_at_most_seven(count: int, is_fine: bool) -> None:
    """QP-08: those that come first are not in a block."""
    first = tuple(a_question(f"first-{rank}", rank) for rank in (1, 2, 3))
    block = (a_question("which-cells"), *(a_question(f"question-{number}") for number in range(1, count)))
    assert errors(a_guide(questions=(*first, *block))) == ([] if is_fine else ["questions"])


@pytest.mark.parametrize(
    "name", ["options", "mechanisms", "claims", "risks", "studies", "trials", "warning_signs", "countries"]
)
def test_an_id_stands_once_among_its_kind(name: str) -> None:
    row = getattr(a_guide(), name)[0]
    if name == "options":
        row = row.model_copy(update={"outcomes": ()})
    assert errors(a_guide(**{name: (*getattr(a_guide(), name), row)})) == [f"{name}/{row.id}"]


def test_an_id_of_an_outcome_stands_once_in_the_whole_guide() -> None:
    twice = (an_outcome("halved", "untested"),)
    assert errors(changed(a_guide(), "options/own-trial", outcomes=twice)) == ["outcomes/halved"]


@pytest.mark.parametrize(
    ("name", "row"),
    [("values", a_value("value-0", "pair-9")), ("checks", a_check("check-0")), ("questions", a_question("how-many"))],
)
def test_an_id_of_something_to_answer_stands_once(name: str, row: object) -> None:
    assert f"{name}/{row.id}" in errors(a_guide(**{name: (*getattr(a_guide(), name), row)}))  # type: ignore[attr-defined]


@pytest.mark.parametrize("option", a_guide().options, ids=lambda option: option.id)
def test_every_choice_has_an_option(option: object) -> None:
    """IPDAS Q3."""
    guide = without(a_guide(shown_first=()), f"options/{option.id}")  # type: ignore[attr-defined]
    assert errors(guide) == [f"choices/{option.choice}"]  # type: ignore[attr-defined]


# Good and bad sides in equal detail


def told(good: int, bad: int, language: Language) -> Guide:
    """A guide where one choice has so many words for and against it, in one language."""
    word = {"en": "word. ", "zh_hans": "词。"}[language.suffix]
    guide = a_guide()
    for side, count in (("better", good), ("worse", bad)):
        guide = changed(guide, f"choices/waiting/{side}", **{language.suffix: word * count})
    return guide


@in_each_language
@pytest.mark.parametrize(
    ("good", "bad", "is_even"),
    [(60, 40, True), (61, 40, False), (40, 61, False), (100, 100, True), (39, 1, True), (40, 1, False)],
)
def test_good_and_bad_sides_are_told_in_equal_detail(good: int, bad: int, is_even: bool, language: Language) -> None:
    """OR-02, IPDAS C1: at most one and a half times as long, unless both are short."""
    assert errors(told(good, bad, language)) == ([] if is_even else ["choices/waiting"])


def test_a_linked_term_counts_by_the_words_that_readers_see() -> None:
    """OR-02: 40 汉字 against a link whose term has 30."""
    guide = a_guide(terms=(*a_guide().terms, Term(id="long", term=Text(en="long", zh_hans="长" * 30), plain=SENTENCE)))
    guide = changed(guide, "choices/waiting", worse=Text(en="A [[long]] word.", zh_hans="[[long]]。"))
    guide = changed(guide, "choices/waiting/better", zh_hans="词。" * 40)
    assert errors(guide) == []


# What points to something


def test_every_source_that_is_named_stands_in_the_guide() -> None:
    """Wherever it is named: by a text, an outcome, a harm, a rung, a study, a trial, a claim, a risk."""
    for id in ("cohort-2015", "nct-1", "series-2017", "trial-2020"):
        assert errors(without(a_guide(), f"sources/{id}")) == ["sources"]


def test_a_source_named_by_the_glossary_stands_in_the_guide() -> None:
    plain = Text(en="A cell [@nowhere].", zh_hans="一种细胞[@nowhere]。")
    assert errors(changed(a_guide(), "terms/stem-cell", plain=plain)) == ["terms/stem-cell/plain"]


@in_each_language
def test_every_linked_term_stands_in_the_guide(language: Language) -> None:
    words = {"en": "Ask about [[nothing]].", "zh_hans": "问问[[nothing]]。"}[language.suffix]
    assert errors(changed(a_guide(), "first_step", **{language.suffix: words})) == ["first_step"]


@pytest.mark.parametrize("path", ["claims/root-cause", "mechanisms/repair", "warning_signs/one-cure-for-all"])
def test_claims_ideas_and_warning_signs_lead_to_a_question_and_a_source(path: str) -> None:
    assert errors(changed(a_guide(), path, question="nothing")) == [path]
    assert errors(changed(a_guide(), path, sources=())) == [path]


def test_a_harm_names_its_source() -> None:
    path = "options/tablet/harms/tired"
    assert errors(changed(a_guide(), path, sources=())) == [path]


def test_the_overview_draws_outcomes_of_the_guide() -> None:
    assert errors(a_guide(shown_first=("halved", "nothing"))) == ["shown_first"]


# The ladder


@pytest.mark.parametrize("rung", [rung for rung in RUNGS if rung in RUNG_DESIGNS])
def test_only_a_study_of_the_right_kind_lights_a_rung(rung: str) -> None:
    """UN-03: a guideline lights no rung, and people without a comparison do not light the rung of comparisons."""
    designs = {"lab", "animal", "case-series", "single-arm-trial", "randomised-trial", "guideline", "clinic-page"}
    for design in designs:
        guide = changed(a_guide(), "sources/lab-2010", design=design)
        guide = changed(changed(guide, "ladder/uncompared", studies=()), f"ladder/{rung}", studies=("lab-2010",))
        assert errors(guide) == ([] if design in RUNG_DESIGNS[rung] else [f"ladder/{rung}"])


@pytest.mark.parametrize("design", ["lab", "guideline", "clinic-page"])
def test_anybody_may_have_an_idea(design: str) -> None:
    """Even one that was only claimed."""
    guide = changed(a_guide(), "sources/lab-2010", design=design)
    guide = changed(guide, "ladder/idea", studies=("lab-2010",))
    assert errors(guide) == []
    assert errors(changed(guide, "sources/lab-2010/checked", how="seed-only")) == []


@pytest.mark.parametrize("how", ["unverified", "seed-only"])
def test_a_study_that_was_not_verified_lights_no_rung(how: str) -> None:
    guide = changed(a_guide(), "sources/lab-2010/checked", how=how)
    assert errors(changed(guide, "ladder/lab", studies=("lab-2010",))) == ["ladder/lab"]


def test_what_is_known_of_other_diseases_never_lights_the_ladder() -> None:
    """A mechanism shown in people leaves the ladder as it stands."""
    guide = changed(a_guide(), "mechanisms/repair", about="other-treatment", shown="controlled-human")
    assert guide.ladder == a_guide().ladder
    assert errors(guide) == []


# What all conditions share


def test_only_the_general_guide_has_to_say_what_to_do_after_harm() -> None:
    assert errors(a_guide(after_harm=EMPTY)) == []
    assert errors(a_guide(after_harm=EMPTY, general=True)) == ["after_harm"]


def test_the_general_guide_has_no_decision() -> None:
    """It needs no choices, no ladder, no statements to rate and no check."""
    no_decision = {"general": True, "choices": (), "ladder": (), "values": (), "checks": ()}
    assert errors(a_guide(**no_decision)) == []
    assert errors(a_guide(**{**no_decision, "general": False})) == ["choices", "ladder", "values", "checks"]


# Dates and people


@pytest.mark.parametrize("days", [0, -1])
def test_the_next_review_lies_after_the_last_search(days: int) -> None:
    """UN-05, IPDAS C4."""
    guide = a_guide()
    day = guide.about.searched_on + datetime.timedelta(days=days)
    assert errors(changed(guide, "about", next_review=day)) == ["about/next_review"]


def test_a_source_seen_after_the_search_is_a_notice() -> None:
    """UN-05."""
    late = a_guide().about.searched_on + datetime.timedelta(days=1)
    guide = changed(a_guide(), "sources/lab-2010/checked", on=late)
    assert errors(guide) == []
    assert "sources/lab-2010" in notices(guide)


def test_a_guide_that_no_clinician_reviewed_is_told_and_not_stopped() -> None:
    """IPDAS K15."""
    assert notices(a_guide()) == ["about/review"]
    signed = (Signed(id="K15", state="met", because=SENTENCE),)
    assert notices(changed(a_guide(), "about", signed=signed)) == []


def test_an_option_may_stand_without_outcomes() -> None:
    """What nobody could tell in numbers is told in words."""
    assert errors(a_guide(options=(*a_guide().options, an_option("more", "waiting")))) == []


def test_a_source_that_nobody_names_does_no_harm() -> None:
    assert errors(a_guide(sources=(*a_guide().sources, a_source("spare")))) == []
