"""Who changes the language stays on the page and at the place, with JavaScript and without."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from conditions.guide.languages import Language, other
from tests.browser.addresses import FRAMED, OF_TWO_LANGUAGES, PAGES, address, visit
from tests.browser.conftest import DESK, PHONE, OpenTab

LONG = ["overview", "options", "evidence", "claims", "questions", "sources", "about", "all", "glossary"]
IN_VIEW = """(id) => {
    const box = document.getElementById(id).getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight;
}"""
# a place in the second half of the page, at the top of the window
GO_TO_A_PLACE = """() => {
    const places = [...document.querySelectorAll("main [id]:not(svg *)")];
    const place = places[Math.floor(places.length * 0.6)];
    place.scrollIntoView();
    return place.id;
}"""
PLACES = "() => [...document.querySelectorAll('[id]')].map((e) => e.id)"
SMALL_LINKS = "() => [...document.querySelectorAll('a.here')].map((e) => e.href)"


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


@pytest.mark.parametrize("name", FRAMED)
def test_the_switch_keeps_the_page(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab(java_script_enabled=False)
    visit(page, address(name, language))
    press(page, "a.switch")
    wanted = address("home" if name == "no such page" else name, other(language))
    assert page.url.endswith(wanted)


@pytest.mark.parametrize("name", OF_TWO_LANGUAGES)
def test_the_switch_keeps_both_languages(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab()
    visit(page, address(name, language))
    press(page, "a.switch")
    assert page.url.endswith(f"?with={language.code}")
    assert page.locator(".twin").count() > 1


def test_a_small_link_at_a_heading_leads_to_the_same_heading(open_tab: OpenTab, language: Language) -> None:
    page = open_tab(java_script_enabled=False)
    visit(page, address("evidence", language))
    with page.expect_navigation():
        page.locator("#studies a.here").click()
    assert page.url.endswith(address("evidence", other(language)) + "#studies")
    box = page.locator("#studies").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < DESK["height"] / 2


@pytest.mark.parametrize("name", PAGES)
def test_every_small_link_leads_to_a_place_that_is_there(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab()
    visit(page, address(name, language))
    links = [urlsplit(link) for link in page.evaluate(SMALL_LINKS)]
    visit(page, address(name, other(language)))
    assert {link.path for link in links} <= {urlsplit(page.url).path}
    assert {link.fragment for link in links} <= set(page.evaluate(PLACES))


def test_the_first_page_leads_to_this_language(open_tab: OpenTab, language: Language) -> None:
    page = open_tab()
    visit(page, "/")
    first = page.locator("main a").first
    assert first.get_attribute("hreflang") == language.html, "the browser's own language does not come first"
    first.click()
    assert page.url.endswith(f"/{language.code}/")
