"""Who changes the language stays on the page and at the place, with JavaScript and without."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from conditions.guide.languages import Language, other
from tests.browser.addresses import address, visit
from tests.browser.conftest import DESK, PHONE, OpenTab

LONG = ["overview", "evidence", "questions", "all"]
IN_VIEW = """(id) => {
    const box = document.getElementById(id).getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight;
}"""
# a place in the second half of the page, at the top of the window
GO_TO_A_PLACE = """() => {
    const places = [...document.querySelectorAll("main [id]:not(svg *, nav *)")];
    const place = places[Math.floor(places.length * 0.6)];
    place.scrollIntoView();
    return place.id;
}"""


def press(page: Page, selector: str) -> None:
    """Clicks where a reader would have to: on what is in the window now, without scrolling to it."""
    box = page.locator(selector).bounding_box()
    window = page.viewport_size
    assert box is not None
    assert window is not None
    assert 0 <= box["y"] <= window["height"] - box["height"], f"{selector} is out of the window"
    with page.expect_navigation():
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", LONG)
def test_the_switch_keeps_the_place(open_tab: OpenTab, language: Language, name: str, window: dict) -> None:
    page = open_tab(viewport=window)
    visit(page, address(name, language))
    place = page.evaluate(GO_TO_A_PLACE)
    press(page, "a.switch")
    assert urlsplit(page.url).path == address(name, other(language))
    assert page.evaluate(IN_VIEW, place), f"{place} is out of the window after the switch; the address is {page.url}"


@pytest.mark.parametrize("name", ["options, two languages", "glossary, two languages"])
def test_the_switch_keeps_both_languages(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab()
    visit(page, address(name, language))
    press(page, "a.switch")
    assert page.url.endswith(f"?with={language.code}")
    assert page.locator(".twin").count() > 1


def test_the_first_page_leads_to_this_language(open_tab: OpenTab, language: Language) -> None:
    page = open_tab()
    visit(page, "/")
    first = page.locator("main a").first
    assert first.get_attribute("hreflang") == language.html, "the browser's own language does not come first"
    first.click()
    assert page.url.endswith(f"/{language.code}/")
