"""Journeys with a list in a real browser: pick, order, answer, take along; with JavaScript, without, by keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from conditions.guide.languages import Language, other
from tests.browser.conftest import SCREENS, OpenContext

AXE = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
RUN = """async (options) => (await axe.run(document, options)).violations.map(
    (found) => `${found.id}: ${found.nodes[0].target.join(" ")} ${found.nodes[0].failureSummary}`)"""
FOCUS = "document.activeElement.id"
NOTE_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));"""

with_and_without = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])


def at(language: Language, place: str) -> str:
    return f"/{language.code}/{place}"


def questions(language: Language) -> str:
    return at(language, "conditions/chronic-migraine/questions/")


def press(page: Page, selector: str) -> None:
    """Presses a button, and waits until the form that it sends is answered."""
    with page.expect_response(lambda response: response.request.method == "POST" and response.status != 303):
        page.locator(selector).first.click()


def send(page: Page, selector: str) -> None:
    """Presses a button and waits for what it leads to: a piece of the page, or the page."""
    if page.evaluate("typeof htmx") == "object":
        press(page, selector)
    else:
        with page.expect_navigation():
            page.locator(selector).first.click()


def pick(page: Page, language: Language, number: int) -> None:
    """Puts the first few questions of the guide on the list."""
    page.goto(questions(language))
    for done in range(number):
        send(page, ".pick button[value='add']")
        expect(page.locator(".picked")).to_have_count(done + 1)


@with_and_without
def test_a_reader_picks_orders_answers_and_finds_it_again(
    newcomer: OpenContext, language: Language, scripts: bool
) -> None:
    context = newcomer(java_script_enabled=scripts)
    context.add_init_script(NOTE_VIOLATIONS)
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    page = context.new_page()
    page.goto(questions(language))
    assert context.cookies() == []
    pick(page, language, 4)
    page.locator("#own-text").fill("Can I <b>keep</b> my job?")
    send(page, "#own-question button")
    page.locator("#count a, .on-list a").first.click()
    page.wait_for_url(f"**{at(language, 'my-list/')}")

    entries = page.locator(".entry-item")
    expect(entries).to_have_count(5)
    expect(entries.last).to_contain_text("Can I <b>keep</b> my job?")
    own = entries.last.get_attribute("id") or ""
    send(page, f"#{own} .star")
    expect(page.locator("section[aria-labelledby='minute'] .entry-item")).to_have_count(1)
    expect(entries.first).to_have_id(own)
    moved = entries.nth(2).get_attribute("id") or ""
    send(page, f"#{moved} button[value='up']")
    expect(entries.nth(1)).to_have_id(moved)

    page.locator(f"#{own} details summary").first.click()
    page.locator(f"#{own} textarea").fill("You can.\nAfter two weeks.")
    page.locator(f"#{own} select[name='heard']").select_option("vague")
    send(page, f"#{own} button[value='keep']")
    expect(page.locator(f"#{own} .written")).to_contain_text("After two weeks.")
    expect(page.locator(f"#{own} .advice")).to_be_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    page.locator("a.switch").click()
    page.wait_for_url(f"**{at(other(language), 'my-list/')}*")
    expect(page.locator(".entry-item")).to_have_count(5)
    assert [line for line in said if "400" not in line] == []


def test_by_keyboard_alone_the_focus_stays_where_the_reader_left_it(newcomer: OpenContext, language: Language) -> None:
    page = newcomer().new_page()
    pick(page, language, 5)
    page.goto(questions(language))
    tick = page.locator(".pick button[value='add']").first
    tick.focus()
    before = page.evaluate(FOCUS)
    page.keyboard.press("Enter")
    expect(page.locator(".picked")).to_have_count(6)
    assert page.evaluate(FOCUS) == before
    assert page.locator("#said").inner_text()

    page.goto(at(language, "my-list/"))
    entry = page.locator(".entry-item").nth(3).get_attribute("id") or ""
    id = entry.removeprefix("entry-")
    page.locator(f"#up-{id}").focus()
    page.evaluate("document.addEventListener('htmx:afterSettle', () => { window.settled = true; })")
    for place in (2, 1, 0, 0):
        page.evaluate("window.settled = false")
        page.keyboard.press("Enter")
        page.wait_for_function("() => window.settled")  # or the next key meets a button that is about to be replaced
        expect(page.locator(".entry-item").nth(place)).to_have_id(entry)
        page.wait_for_function("(id) => document.activeElement.id === id", arg=f"up-{id}")
    expect(page.locator("#said")).not_to_be_empty()
    page.locator(f"#star-{id}").focus()
    page.keyboard.press("Space")
    expect(page.locator(f"#star-{id}")).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("(id) => document.activeElement.id === id", arg=f"star-{id}")
    page.locator(f"#remove-{id}").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{entry}")).to_have_count(0)
    page.wait_for_function("() => document.activeElement !== document.body")


def test_ticks_faster_than_the_network_all_arrive(newcomer: OpenContext, language: Language) -> None:
    page = newcomer().new_page()
    page.goto(questions(language))
    page.evaluate("document.querySelectorAll(\".pick button[value='add']\").forEach((button) => button.click())")
    everything = page.locator(".pick").count()
    expect(page.locator(".picked")).to_have_count(everything, timeout=30_000)
    page.goto(at(language, "my-list/"))
    expect(page.locator(".entry-item")).to_have_count(everything)


def test_where_the_site_does_not_answer_it_is_said_and_what_was_typed_stays(
    newcomer: OpenContext, language: Language
) -> None:
    page = newcomer().new_page()
    page.goto(questions(language))
    page.route("**/questions/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.locator("#own-text").fill("Will it hurt?")
    page.locator("#own-question button").click()
    expect(page.locator("#told .notice")).to_be_visible()
    expect(page.locator("#said")).not_to_be_empty()
    expect(page.locator("#own-text")).to_have_value("Will it hurt?")


@with_and_without
def test_what_is_too_long_is_told_at_the_field(newcomer: OpenContext, language: Language, scripts: bool) -> None:
    page = newcomer(java_script_enabled=scripts).new_page()
    page.goto(at(language, "my-list/"))
    page.locator("#own-text").fill("x" * 301)
    page.locator("#own-question button").click()
    expect(page.locator("#own-error")).to_be_visible()
    expect(page.locator("#own-text")).to_have_value("x" * 301)


@with_and_without
def test_a_list_goes_along_is_shared_and_deleted(newcomer: OpenContext, language: Language, scripts: bool) -> None:
    page = newcomer(java_script_enabled=scripts).new_page()
    pick(page, language, 2)
    page.goto(at(language, "my-list/another-device/"))
    page.locator("main form button").click()
    link = page.locator(".the-link a").inner_text()
    page.goto(at(language, "my-list/share/"))
    page.locator("main form button").click()
    shared = page.locator(".the-link a").inner_text()

    device = newcomer(java_script_enabled=scripts).new_page()
    device.goto(shared)
    expect(device.locator(".entry-item")).to_have_count(2)
    expect(device.locator("main form")).to_have_count(0)
    assert device.context.cookies() == []
    device.goto(link)
    assert device.url.endswith(at(language, "my-list/open/"))
    device.locator("main form button").click()
    device.wait_for_url(f"**{at(language, 'my-list/')}")
    expect(device.locator(".entry-item")).to_have_count(2)

    page.goto(at(language, "my-list/delete/"))
    page.locator("main form button").click()
    expect(page.locator("main .lead")).to_be_visible()
    assert page.context.cookies() == []
    device.reload()
    expect(device.locator(".entry-item")).to_have_count(0)
    response = device.goto(shared)
    assert response is not None
    assert response.status == 404


def test_the_text_is_copied_by_a_button_that_only_javascript_shows(newcomer: OpenContext, language: Language) -> None:
    context = newcomer(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    pick(page, language, 2)
    page.goto(at(language, "my-list/copy/"))
    page.locator("button[data-copies]").click()
    expect(page.locator("#said")).not_to_be_empty()
    text = page.locator("#list-text").input_value()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == text
    plain = newcomer(java_script_enabled=False)
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(at(language, "my-list/copy/"))
    expect(page.locator("#list-text")).to_have_value(text)
    expect(page.locator("button[data-copies]")).to_be_hidden()


def test_axe_finds_nothing_on_any_page_of_a_list_and_nothing_goes_sideways(
    newcomer: OpenContext, language: Language
) -> None:
    page = newcomer(**SCREENS[language.code]).new_page()
    width: int = SCREENS[language.code]["viewport"]["width"]

    def look(at_what: str) -> None:
        page.evaluate("scrollTo(0, 0)")  # or the head of the page lies on a button by chance
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(RUN, AXE) == [], at_what
        assert page.evaluate("document.documentElement.scrollWidth") <= width, at_what

    page.goto(at(language, "my-list/"))
    look("an empty list")
    pick(page, language, 4)
    look("questions")
    page.goto(at(language, "my-list/"))
    press(page, "#both")
    press(page, ".star")
    page.locator(".entry-item details summary").first.click()
    page.locator(".entry-item textarea").first.fill("https://a-word-as-long-as-it-can-be.example/" + "x" * 80)
    press(page, ".entry-item button[value='keep']")
    page.locator(".entry-item details summary").nth(1).click()
    look("a list with an answer")
    page.locator("#own-text").fill("")
    press(page, "#own-question button")
    look("a list with an error")
    for place in ("my-list/copy/", "my-list/share/", "my-list/delete/", "my-list/another-device/"):
        page.goto(at(language, place))
        look(place)
    page.locator("main form button").click()
    look("the link for another device")
    page.goto(at(language, "shared/nonsense/"))
    look("a link that opens nothing")
