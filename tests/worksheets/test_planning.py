"""The plan of a list: the next steps, who does each, by when; what was typed stands there when it is refused."""

import pytest

from conditions.guide.worksheet import STEPS, Refused, Worksheet
from conditions.worksheets.planning import plan, plan_change

A_STEP = {"act": "add", "id": "a1", "what": "Call the headache clinic", "who": "Me", "by_when": "Friday"}


def written(*forms: dict[str, str]) -> Worksheet:
    sheet = Worksheet()
    for form in forms:
        sheet = plan_change(form)(sheet)
    return sheet


def test_a_step_is_added_once_however_often_its_form_is_sent():
    shown = plan(written(A_STEP, A_STEP)).steps
    assert [(step.what, step.who, step.by_when) for step in shown] == [("Call the headache clinic", "Me", "Friday")]


def test_a_step_is_changed_and_removed():
    first = written(A_STEP)
    base = plan(first).steps[0].base
    changed = plan_change({**A_STEP, "act": "change", "what": "Call my own doctor", "base": base})(first)
    assert [step.what for step in plan(changed).steps] == ["Call my own doctor"]
    assert plan(plan_change({"act": "remove", "id": "a1"})(changed)).steps == ()


def test_a_step_changed_in_two_tabs_keeps_the_words_of_both():
    first = written(A_STEP)
    base = plan(first).steps[0].base
    once = plan_change({**A_STEP, "act": "change", "what": "Ask about the cost", "base": base})(first)
    twice = plan_change({**A_STEP, "act": "change", "what": "Ask about the risks", "base": base})(once)
    assert {step.what for step in plan(twice).steps} == {"Ask about the cost", "Ask about the risks"}


def test_what_was_refused_stands_in_the_form_it_was_typed_in():
    first = written(A_STEP)
    typed = {**A_STEP, "act": "change", "what": ""}
    with pytest.raises(Refused) as refused:
        plan_change(typed)(first)
    shown = plan(first, typed, {refused.value.field: "Please write something."})
    [step] = shown.steps
    assert step.open
    assert [(line.text, line.error) for line in step.lines] == [
        ("", "Please write something."), ("Me", ""), ("Friday", ""),
    ]  # fmt: skip
    assert all(line.text == line.error == "" for line in shown.new.lines)


def test_words_for_a_step_that_another_tab_removed_are_not_lost():
    typed = {**A_STEP, "act": "change", "base": "0" * 12}
    with pytest.raises(Refused):
        plan_change(typed)(Worksheet())
    assert [line.text for line in plan(Worksheet(), typed, {"what": "gone"}).new.lines] == [
        "Call the headache clinic", "Me", "Friday",
    ]  # fmt: skip


def test_a_full_plan_says_so():
    sheet = written(*({**A_STEP, "id": f"a{number}"} for number in range(STEPS)))
    assert plan(sheet).full
    with pytest.raises(Refused) as refused:
        plan_change({**A_STEP, "id": "one-more"})(sheet)
    assert refused.value.code == "full"


@pytest.mark.parametrize("act", ["", "burn", "add\0"])
def test_an_act_that_nobody_offered_is_refused(act):
    with pytest.raises(Refused):
        plan_change({**A_STEP, "act": act})
