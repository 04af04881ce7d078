"""What matters, check yourself, being ready and the plan in a real browser: with JavaScript, without, by keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from conditions.guide.languages import Language, other
from tests.browser.conftest import DESK, PHONE, OpenContext
from tests.shipped import guide

SLUG = "chronic-migraine"
GUIDE = guide(SLUG)
FIRST, SECOND = GUIDE.values[:2]
CHECK = GUIDE.checks[0]
RIGHT = next(answer for answer in CHECK.answers if answer.right)
WRONG = next(answer for answer in CHECK.answers if not answer.right)
AXE = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
RUN = """async (options) => (await axe.run(document, options)).violations.map(
    (found) => `${found.id}: ${found.nodes[0].target.join(" ")} ${found.nodes[0].failureSummary}`)"""

with_and_without = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])


def path(language: Language, part: str) -> str:
    return f"/{language.code}/conditions/{SLUG}/{part}/"


def rate(page: Page, value: str, weight: str) -> None:
    """Chooses a word for a statement. With JavaScript waits until it is kept."""
    radio = page.locator(f"[name='value-{value}'][value='{weight}']")
    if page.evaluate("typeof htmx") == "object":
        with page.expect_response(lambda response: response.request.method == "POST"):
            radio.check()
    else:
        radio.check()


def fill_everything(page: Page, language: Language) -> None:
    """Rates, adds own words, answers and plans, as somebody who has been here for a while."""
    page.goto(path(language, "values"))
    for value in GUIDE.values:
        page.locator(f"[name='value-{value.id}'][value='much']").check()
    page.locator("#own-text").fill("https://an-address-that-is-as-long-as-it-can-be.example/and/has/no/place/to/break")
    page.locator("button[value='own']").click()
    page.goto(path(language, "check"))
    page.locator(f"#check-{CHECK.id} [value='{WRONG.id}']").check()
    page.locator(f"#check-{CHECK.id} button").click()
    page.locator("[name='ready-sure'][value='no']").check()
    page.locator(".readiness form button").click()


@with_and_without
def test_a_reader_rates_adds_own_words_and_sees_what_each_option_means(
    newcomer: OpenContext, language: Language, scripts: bool
) -> None:
    page = newcomer(java_script_enabled=scripts, viewport=PHONE).new_page()
    page.goto(path(language, "values"))
    expect(page.locator("#means-waiting")).to_have_count(0)
    page.locator(f"[name='value-{FIRST.id}'][value='much']").check()
    page.locator("#own-text").fill("To sleep <i>well</i> & long")
    page.locator("button[value='own']").click()
    expect(page.locator("fieldset.own legend")).to_have_text("To sleep <i>well</i> & long")
    for choice in GUIDE.choices:
        weighed = page.locator(f"#means-{choice.id}")
        expect(weighed.locator(".evidence")).to_be_visible()
        expect(weighed).to_contain_text(FIRST.statement.in_language(language))
        expect(weighed).to_contain_text("To sleep <i>well</i> & long")

    page.goto(path(language, "values"))  # another day
    expect(page.locator(f"[name='value-{FIRST.id}'][value='much']")).to_be_checked()
    page.locator("fieldset.own button").click()
    expect(page.locator("fieldset.own")).to_have_count(0)


def test_with_javascript_a_choice_is_kept_at_once_said_aloud_and_the_focus_stays(
    newcomer: OpenContext, language: Language
) -> None:
    page = newcomer(viewport=PHONE).new_page()
    page.goto(path(language, "values"))
    rate(page, FIRST.id, "some")
    expect(page.locator("#said")).not_to_be_empty()
    assert page.evaluate("document.activeElement.name") == f"value-{FIRST.id}"
    rate(page, SECOND.id, "much")
    page.locator("#meaning").scroll_into_view_if_needed()
    expect(page.locator("#means-waiting")).to_contain_text(SECOND.statement.in_language(language))
    page.reload()
    expect(page.locator(f"[name='value-{FIRST.id}'][value='some']")).to_be_checked()
    expect(page.locator(f"[name='value-{SECOND.id}'][value='much']")).to_be_checked()


def test_two_tabs_do_not_undo_each_other(newcomer: OpenContext, language: Language) -> None:
    context = newcomer(viewport=DESK)
    one, two = context.new_page(), context.new_page()
    one.goto(path(language, "values"))
    rate(one, FIRST.id, "much")
    one.reload()
    two.goto(path(language, "values"))
    rate(two, FIRST.id, "little")
    rate(one, SECOND.id, "some")
    one.reload()
    expect(one.locator(f"[name='value-{FIRST.id}'][value='little']")).to_be_checked()
    expect(one.locator(f"[name='value-{SECOND.id}'][value='some']")).to_be_checked()


@with_and_without
def test_a_reader_checks_what_they_understood_one_question_at_a_time(
    newcomer: OpenContext, language: Language, scripts: bool
) -> None:
    page = newcomer(java_script_enabled=scripts, viewport=PHONE).new_page()
    page.goto(path(language, "check"))
    asked = page.locator(f"#check-{CHECK.id}")
    asked.locator("button").click()  # no answer chosen yet
    expect(asked.locator(".error")).to_be_visible()
    asked.locator(f"[value='{WRONG.id}']").check()
    asked.locator("button").click()
    expect(asked.locator(".taught-chosen.wrong")).to_be_visible()
    expect(asked.locator(".taught-right")).to_be_visible()
    expect(asked.locator(".error")).to_have_count(0)
    asked.locator(f"[value='{RIGHT.id}']").check()
    asked.locator("button").click()
    expect(asked.locator(".taught-chosen.right")).to_be_visible()
    expect(asked.locator(".taught-right")).to_have_count(0)
    expect(page.locator("#progress")).to_contain_text("1")
    page.locator(".again button").click()
    expect(page.locator(".taught-chosen")).to_have_count(0)


@with_and_without
def test_a_no_leads_to_what_helps(newcomer: OpenContext, language: Language, scripts: bool) -> None:
    page = newcomer(java_script_enabled=scripts, viewport=PHONE).new_page()
    page.goto(path(language, "check"))
    page.locator("[name='ready-clear'][value='no']").check()
    if not scripts:
        page.locator(".readiness form button").click()
    expect(page.locator("#advice li")).to_have_count(1)
    page.locator("#advice a").first.click()
    page.wait_for_url(f"**{path(language, 'values')}")


@with_and_without
def test_a_reader_plans_the_next_step(newcomer: OpenContext, language: Language, scripts: bool) -> None:
    page = newcomer(java_script_enabled=scripts, viewport=PHONE).new_page()
    page.goto(f"/{language.code}/my-list/")
    form = page.locator("#next-step")
    form.locator("button").click()  # nothing written yet
    expect(page.locator("#next-step .error")).to_be_visible()
    form.locator("[name='what']").fill("Call the headache clinic")
    form.locator("[name='who']").fill("Me")
    form.locator("[name='by_when']").fill("Friday")
    form.locator("button").click()
    step = page.locator(".steps-list li")
    expect(step).to_contain_text("Call the headache clinic")
    expect(step).to_contain_text("Friday")
    step.locator("summary").click()
    step.locator("[name='what']").fill("Call my own doctor first")
    step.locator("details button").click()
    expect(step).to_contain_text("Call my own doctor first")
    step.locator("button.plain").click()
    expect(page.locator(".steps-list li")).to_have_count(0)


def test_everything_is_done_by_keyboard_alone(newcomer: OpenContext, language: Language) -> None:
    page = newcomer(viewport=PHONE).new_page()
    page.goto(path(language, "values"))
    page.locator("#main").focus()
    reach(page, f"value-{FIRST.id}")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.keyboard.press("Space")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("[document.activeElement.name, document.activeElement.value]") == [f"value-{FIRST.id}", "some"]
    reach(page, "statement")
    page.keyboard.type("To walk to the market")
    reach(page, "act")
    page.keyboard.press("Enter")
    expect(page.locator("fieldset.own")).to_have_count(1)

    page.goto(path(language, "check"))
    page.locator("#main").focus()
    reach(page, "answer")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # as on any form
    expect(page.locator(f"#taught-{CHECK.id} .taught-chosen")).to_be_visible()
    expect(page.locator("#said")).not_to_be_empty()
    assert page.evaluate("document.activeElement.name") == "answer"


def reach(page: Page, name: str) -> None:
    """Presses Tab until something with this name has the focus, and it shows."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_the_enter_key_removes_nothing(newcomer: OpenContext, language: Language) -> None:
    page = newcomer(viewport=PHONE).new_page()
    page.goto(path(language, "values"))
    page.locator("#own-text").fill("To sleep well")
    page.locator("button[value='own']").click()
    page.locator(f"[name='value-{FIRST.id}'][value='much']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/values/#meaning")
    expect(page.locator("fieldset.own")).to_have_count(1)


def test_axe_finds_nothing_and_nothing_sticks_out(newcomer: OpenContext, language: Language) -> None:
    context = newcomer(viewport=PHONE, color_scheme="dark")
    page = context.new_page()
    fill_everything(page, language)
    both = f"?with={other(language).code}"
    addresses = [path(language, "values"), path(language, "check"), f"/{language.code}/my-list/plan/"]
    for address in [*addresses, path(language, "values") + both, path(language, "check") + both]:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(RUN, AXE) == [], address


def test_nothing_of_it_is_blocked_by_the_policy_of_the_site(newcomer: OpenContext, language: Language) -> None:
    page = newcomer(viewport=DESK).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    fill_everything(page, language)
    assert said == []
