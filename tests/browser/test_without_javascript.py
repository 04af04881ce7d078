"""With JavaScript switched off a reader loses nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from conditions.guide.languages import Language
from tests.browser.addresses import FRAMED, PAGES, address, visit
from tests.browser.conftest import OpenTab


def words(page: Page) -> str:
    """All that can be seen on the page."""
    return page.locator("body").inner_text()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_the_same_without_javascript(open_tab: OpenTab, language: Language, name: str) -> None:
    plain = open_tab(java_script_enabled=False)
    visit(plain, address(name, language))
    scripted = open_tab()
    visit(scripted, address(name, language))
    assert words(plain) == words(scripted) != ""


@pytest.mark.parametrize("name", ["overview", "check"])
def test_what_is_folded_up_opens_by_click_and_by_key(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab(java_script_enabled=False)
    visit(page, address(name, language))
    folded = page.locator("main details").first
    summary, inside = folded.locator("summary"), folded.locator("dl, p").first

    assert not inside.is_visible()
    summary.click()
    assert inside.is_visible()
    for key in ("Enter", "Space"):
        summary.press(key)
        assert not inside.is_visible(), f"{key} does not fold it up"
        summary.press(key)
        assert inside.is_visible(), f"{key} does not open it"


def test_nothing_is_folded_up_on_the_page_that_is_printed_and_searched(open_tab: OpenTab, language: Language) -> None:
    page = open_tab(java_script_enabled=False)
    visit(page, address("all", language))
    assert page.locator("main details").count() > 20
    assert page.locator("main details:not([open])").count() == 0


@pytest.mark.parametrize("name", FRAMED)
def test_the_switch_is_a_link_to_the_same_page(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab(java_script_enabled=False)
    visit(page, address(name, language))
    assert page.locator("a.switch").get_attribute("href")
