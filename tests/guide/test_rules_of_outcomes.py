"""What an outcome must hold, by its kind, to be published."""

from typing import Any, get_args

import pytest

from conditions.guide.document import EMPTY, Guide, Outcome, OutcomeKind, Text
from conditions.guide.languages import Language
from conditions.guide.rules import check
from tests.guide.a_guide import NAME, SENTENCE, a_guide, an_option, an_outcome, changed, errors, in_each_language

PLACE = "options/needle/outcomes/it"
# The five kinds, as the design has them
KINDS = get_args(OutcomeKind)
DEMANDS = {
    "counted": (
        "span", "happened", "changes", "treatment", "comparator", "denominator", "treated", "control", "sources",
    ),
    "measured": ("span", "result", "changes", "treatment", "comparator", "sources"),
    "baseline": ("span", "happened", "denominator", "treated", "sources"),
    "uncompared": ("span", "happened", "treatment", "events", "studied", "sources"),
    "untested": ("changes", "treatment"),
}  # fmt: skip
REFUSES = {
    "measured": ("denominator", "treated", "control"),
    "baseline": ("control", "comparator"),
    "uncompared": ("control", "comparator", "treated", "denominator"),
    "untested": ("control", "comparator", "treated", "denominator", "events", "studied", "result"),
}
EVERY_KIND = ("what", "population", "certainty_reason", "size_reason", "gloss")
FULL: dict[str, Any] = {
    "control": 1, "treated": 1, "denominator": 100, "events": 1, "studied": 9, "result": SENTENCE, "comparator": NAME,
}  # fmt: skip


def holding(outcome: Outcome) -> Guide:
    """A guide with this outcome in an option of its own."""
    guide = a_guide(shown_first=())
    return changed(guide, "options/needle", outcomes=(outcome,))


def found(kind: str, **changes: Any) -> list[str]:
    """The places of the errors of a guide whose outcome has these fields changed."""
    return errors(holding(an_outcome("it", kind, **changes)))


@pytest.mark.parametrize("kind", KINDS)
def test_an_outcome_with_all_that_its_kind_demands_is_fine(kind: str) -> None:
    assert found(kind) == []


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind, demands in DEMANDS.items() for field in (*EVERY_KIND, *demands)],
)
def test_an_outcome_without_what_its_kind_demands_is_stopped(kind: str, field: str) -> None:
    """RC-04 both groups; RC-08 the time; RC-09 who was studied; RC-12 certainty; RC-15 the gloss; UN-02 the effect."""
    value = getattr(an_outcome("it", kind), field)
    empty = EMPTY if isinstance(value, Text) else () if isinstance(value, tuple) else None
    assert found(kind, **{field: empty}) == [f"{PLACE}/{field}"]


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, refused in REFUSES.items() for field in refused])
def test_an_outcome_with_what_its_kind_refuses_is_stopped(kind: str, field: str) -> None:
    """UN-03: what nobody compared has no second group, and what nobody tested has no number."""
    assert found(kind, **{field: FULL[field]}) == [f"{PLACE}/{field}"]


@pytest.mark.parametrize(("kind", "field"), [("counted", "span"), ("baseline", "span"), ("uncompared", "span")])
def test_a_number_has_its_time(kind: str, field: str) -> None:
    """RC-08; what was never tested has no time."""
    assert found(kind, **{field: EMPTY}) == [f"{PLACE}/{field}"]
    assert found("untested", **{field: EMPTY}) == []


@pytest.mark.parametrize("kind", ["baseline", "uncompared", "untested"])
@pytest.mark.parametrize("effect", [{"direction": "more"}, {"size": "large"}, {"direction": "same", "size": "small"}])
def test_a_study_without_a_comparison_gives_no_effect(kind: str, effect: dict[str, str]) -> None:
    """UN-03."""
    assert found(kind, **effect) == [PLACE]


@pytest.mark.parametrize("kind", ["counted", "measured"])
@pytest.mark.parametrize("unclear", ["direction", "size"])
def test_a_compared_outcome_says_which_way_and_how_much(kind: str, unclear: str) -> None:
    """UN-02; very low certainty shares one phrase, so there it may stay unclear."""
    assert found(kind, **{unclear: "unclear"}) == [PLACE]
    assert found(kind, **{unclear: "unclear"}, certainty="very-low") == []


@pytest.mark.parametrize("kind", ["counted", "measured"])
def test_a_compared_outcome_has_a_certainty(kind: str) -> None:
    """RC-12."""
    assert found(kind, certainty="none") == [PLACE]


@pytest.mark.parametrize("certainty", ["high", "moderate", "low", "very-low"])
def test_what_nobody_tested_has_no_certainty(certainty: str) -> None:
    """UN-03."""
    assert found("untested", certainty=certainty) == [PLACE]


@pytest.mark.parametrize("kind", ["counted", "measured"])
@pytest.mark.parametrize("size", ["large", "small"])
def test_no_difference_is_neither_large_nor_small(kind: str, size: str) -> None:
    """UN-04: the phrase would say that there is none."""
    assert found(kind, direction="same", size=size) == [PLACE]
    assert found(kind, direction="same", size="little-or-none") == []


@pytest.mark.parametrize(
    ("direction", "treated", "control", "is_fine"),
    [("more", 61, 44, True), ("more", 44, 61, False), ("fewer", 44, 61, True), ("fewer", 61, 44, False),
     ("more", 44, 44, False), ("fewer", 44, 44, False)],
)  # fmt: skip
def test_the_direction_agrees_with_the_numbers(direction: str, treated: int, control: int, is_fine: bool) -> None:
    """RC-04."""
    changes = {"direction": direction, "treated": treated, "control": control}
    assert found("counted", **changes) == ([] if is_fine else [PLACE])


@pytest.mark.parametrize("direction", ["more", "fewer", "same"])
def test_little_or_no_difference_goes_with_any_small_gap(direction: str) -> None:
    assert found("counted", direction=direction, size="little-or-none", treated=44, control=47) == []


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("counted", {"treated": 101}),
        ("counted", {"treated": -1, "direction": "fewer"}),
        ("counted", {"control": 101, "direction": "fewer"}),
        ("counted", {"control": -1}),
        ("baseline", {"treated": 101}),
        ("baseline", {"treated": -1}),
        ("uncompared", {"events": 10, "studied": 9}),
        ("uncompared", {"events": -1}),
        ("uncompared", {"events": 0, "studied": 0}),
        ("baseline", {"events": 0, "studied": 0, "treated": 0}),
    ],
)
def test_what_is_no_count_of_people_is_stopped(kind: str, changes: dict[str, Any]) -> None:
    assert found(kind, **changes) == [PLACE]


@pytest.mark.parametrize("denominator", [50, 99, 200, 10_000])
@pytest.mark.parametrize("kind", ["counted", "baseline"])
def test_people_are_counted_out_of_a_hundred_or_a_thousand(kind: str, denominator: int) -> None:
    """RC-02, IA-01."""
    few = {"treated": 5} if kind == "baseline" else {"treated": 5, "control": 2}
    assert found(kind, denominator=denominator, **few) == [PLACE]
    assert found(kind, denominator=1000, **few) == []


def test_an_option_has_one_denominator() -> None:
    """RC-02, IPDAS K7."""
    rows = (an_outcome("it", "counted"), an_outcome("other", "counted", denominator=1000))
    guide = changed(a_guide(shown_first=()), "options/needle", outcomes=rows)
    assert errors(guide) == ["options/needle"]


@pytest.mark.parametrize(("treated", "is_fine"), [(67, True), (66, False), (68, False)])
def test_a_number_out_of_100_is_the_one_that_the_study_gives(treated: int, is_fine: bool) -> None:
    """IA-10: 2 of 3 people is 67 out of 100."""
    assert found("baseline", events=2, studied=3, treated=treated) == ([] if is_fine else [PLACE])


@pytest.mark.parametrize("how", ["unverified", "seed-only"])
def test_a_source_that_was_not_verified_shows_no_outcome(how: str) -> None:
    guide = changed(holding(an_outcome("it", "counted", sources=("lab-2010",))), "sources/lab-2010/checked", how=how)
    assert errors(guide) == [PLACE]


@in_each_language
@pytest.mark.parametrize("longer", [0, 1])
def test_the_gloss_is_one_short_sentence(language: Language, longer: int) -> None:
    """RC-15: at most 25 words, or 40 汉字."""
    gloss = {"en": "word, " * (24 + longer) + "end.", "zh_hans": "词" * (39 + longer) + "完。"}[language.suffix]
    text = SENTENCE.model_copy(update={language.suffix: gloss})
    findings = [
        finding for finding in check(holding(an_outcome("it", "counted", gloss=text))) if "RC-15" in str(finding)
    ]
    assert [finding.place for finding in findings] == [PLACE] * longer


def test_two_options_may_have_two_denominators() -> None:
    guide = a_guide(options=(*a_guide().options, an_option("more", "trial", outcomes=(
        an_outcome("seldom", "counted", denominator=1000),
    ))))  # fmt: skip
    assert errors(guide) == []
