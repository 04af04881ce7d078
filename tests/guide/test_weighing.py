"""What was said, held against the choices: every outcome has its place, once, and no cell is read twice."""

import pytest

from conditions.guide import weighing
from conditions.guide.document import CHOICE_ROWS, CHOICES, Choice, Option, Outcome, Value
from conditions.guide.wording import STATE_NAME, state
from tests.guide.a_guide import a_guide
from tests.shipped import SLUGS, guide

CONDITIONS = [slug for slug in SLUGS if not guide(slug).general]


def test_every_state_of_the_evidence_has_its_place():
    assert set(weighing.BASIS) == set(STATE_NAME)


@pytest.mark.parametrize("slug", CONDITIONS)
def test_every_outcome_stands_beside_its_choice_once(slug):
    shipped = guide(slug)
    for choice in shipped.choices:
        found = weighing.evidence(shipped, choice)
        placed = [
            outcome.id
            for part in (found.shown, found.hoped, found.unknown)
            for _option, held in part
            for outcome in held
        ]
        assert sorted(placed) == sorted(
            outcome.id for option, outcome in shipped.outcomes() if option.choice == choice.id
        )


@pytest.mark.parametrize("slug", CONDITIONS)
def test_nothing_uncompared_or_untested_is_told_as_shown(slug):
    shipped = guide(slug)
    for choice in shipped.choices:
        found = weighing.evidence(shipped, choice)
        assert {outcome.kind for _option, held in found.shown for outcome in held} <= {
            "counted",
            "measured",
            "baseline",
        }
        assert {state(outcome) for _option, held in found.hoped for outcome in held} <= {"not-compared"}
        assert {state(outcome) for _option, held in found.unknown for outcome in held} <= {"unclear", "not-studied"}


def test_an_option_without_any_result_is_not_known():
    bare = a_guide().model_copy(update={"options": (Option(id="tea", choice="waiting"),)})
    found = weighing.evidence(bare, Choice(id="waiting"))
    assert [(option.id, held) for option, held in found.unknown] == [("tea", ())]
    assert found.shown == found.hoped == ()


def test_what_was_only_seen_stands_apart_from_what_was_shown():
    seen = Outcome(id="seen", kind="uncompared", good=True)
    shown = Outcome(
        id="shown", kind="counted", good=True, direction="more", size="large", certainty="high",
    )  # fmt: skip
    both = a_guide().model_copy(update={"options": (Option(id="tea", choice="waiting", outcomes=(seen, shown)),)})
    found = weighing.evidence(both, Choice(id="waiting"))
    assert [held for _option, held in found.shown] == [(shown,)]
    assert [held for _option, held in found.hoped] == [(seen,)]
    assert found.unknown == ()


@pytest.mark.parametrize("slug", CONDITIONS)
def test_every_cell_that_answers_is_told_once(slug):
    values = guide(slug).values
    found = weighing.concerns(values)
    fresh = [row for concern in found for row in concern.fresh]
    assert len(fresh) == len(set(fresh))
    assert set(fresh) == {row for value in values for row in value.rows}
    assert sorted(value.id for concern in found for value in concern.values) == sorted(value.id for value in values)
    for concern in found:
        for value in concern.values:
            assert set(value.rows) == {*concern.fresh, *concern.told}


def test_rows_stand_in_the_order_of_the_comparison():
    [concern] = weighing.concerns([Value(id="a", pair="p", rows=("cost", "better"))])
    assert concern.fresh == ("better", "cost")
    assert CHOICE_ROWS.index("better") < CHOICE_ROWS.index("cost")
    assert len(CHOICES) == 5
