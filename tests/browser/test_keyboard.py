"""By keyboard alone: skip to the page, reach everything, and see where you are."""

from __future__ import annotations

import pytest

from conditions.guide.languages import LANGUAGES, Language
from tests.browser.addresses import address, visit
from tests.browser.conftest import PHONE, OpenTab

# marks all that should be reachable, and notes at each stop what has the focus and how that shows
WATCH = """() => {
    // of radio buttons with one name, Tab reaches the chosen one or the first; the arrow keys reach the others
    const group = (e) => [...document.querySelectorAll(`input[type=radio][name="${e.name}"]`)]
        .filter((each) => each.form === e.form);
    const stop = (e) => e.type !== "radio" || (group(e).find((each) => each.checked) ?? group(e)[0]) === e;
    const reached = "a[href], summary, [tabindex='0'], button, input:not([type=hidden]), textarea, select";
    const stops = [...document.querySelectorAll(reached)].filter((e) => e.checkVisibility() && stop(e));
    window.stops = new Map(stops.map((e) => [e, null]));
    document.addEventListener("focusin", (event) => {
        const style = getComputedStyle(event.target), box = event.target.getBoundingClientRect();
        const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        window.stops.set(event.target, shown && inside);
    });
    return stops.length;
}"""
NAMED = "([e]) => `<${e.localName} class='${e.className}'> ${e.textContent.trim().slice(0, 50)}`"
MISSED = f"() => [...window.stops].filter(([, seen]) => seen === null).map({NAMED})"
TOP_OF_FOCUS = "document.activeElement.getBoundingClientRect().top"
FOOT_OF_HEAD = "document.querySelector('.site-header').getBoundingClientRect().bottom"
FOCUSED = "document.activeElement.textContent"
UNSEEN = f"() => [...window.stops].filter(([, seen]) => seen === false).map({NAMED})"


# the pages that hold every component between them; the others have the same ones, and many more stops
WALKED = [
    "root",
    "home",
    "overview",
    "options",
    "evidence",
    "claims",
    "check",
    "about",
    "warning-signs",
    "law",
    "glossary",
]


@pytest.mark.parametrize("name", ["home", "overview", "sources", "glossary", "no such page"])
def test_the_first_stop_skips_to_the_page(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab(viewport=PHONE)
    visit(page, address(name, language))
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("e => e === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('header') === null")


# each in one of the languages, by turns: a walk takes half a minute
@pytest.mark.parametrize(
    ("language", "name"), [(LANGUAGES[at % 2], name) for at, name in enumerate(WALKED)], indirect=["language"]
)
def test_every_link_is_reached_and_shows_it(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab(viewport=PHONE)
    visit(page, address(name, language))
    for _ in range(page.evaluate(WATCH)):
        page.keyboard.down("Tab")  # held down: half the messages
    page.keyboard.up("Tab")
    assert page.evaluate(MISSED) == []
    assert page.evaluate(UNSEEN) == []


def test_the_focus_is_never_hidden_behind_the_head(open_tab: OpenTab, language: Language) -> None:
    """Backwards through the page, which scrolls it up under the head of the page, that stays in its place."""
    page = open_tab(viewport=PHONE)
    visit(page, address("claims", language))
    page.locator(".site-footer a").last.focus()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(TOP_OF_FOCUS) >= page.evaluate(FOOT_OF_HEAD), page.evaluate(FOCUSED)
