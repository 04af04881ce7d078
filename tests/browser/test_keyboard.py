"""By keyboard alone: skip to the page, reach everything, and see where you are."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from conditions.guide.languages import Language
from tests.browser.addresses import COMPOSED, FRAMED, PAGES, address, visit
from tests.browser.conftest import PHONE, OpenTab

# marks all that should be reachable, and notes at each stop what has the focus and how that shows
WATCH = """() => {
    const stops = [...document.querySelectorAll("a[href], summary, [tabindex='0'], button, input")]
        .filter((e) => e.checkVisibility());
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
UNSEEN = f"() => [...window.stops].filter(([, seen]) => seen === false).map({NAMED})"


@pytest.mark.parametrize("name", FRAMED)
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


@pytest.mark.parametrize("name", [name for name in PAGES if name not in COMPOSED])
def test_every_link_is_reached_and_shows_it(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab(viewport=PHONE)
    visit(page, address(name, language))
    for _ in range(page.evaluate(WATCH)):
        page.keyboard.press("Tab")
    assert page.evaluate(MISSED) == []
    assert page.evaluate(UNSEEN) == []


def test_the_focus_is_never_hidden_behind_the_head(open_tab: OpenTab, language: Language) -> None:
    page = open_tab(viewport=PHONE)
    visit(page, address("claims", language))
    page.evaluate("document.querySelector('.site-footer a:last-child').focus()")
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        assert _top_of_focus(page) >= _foot_of_head(page), page.evaluate("document.activeElement.textContent")


def _top_of_focus(page: Page) -> float:
    return page.evaluate("document.activeElement.getBoundingClientRect().top")


def _foot_of_head(page: Page) -> float:
    return page.evaluate("document.querySelector('.site-header').getBoundingClientRect().bottom")
