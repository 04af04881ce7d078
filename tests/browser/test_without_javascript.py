"""With JavaScript switched off, what is folded up opens, and nothing is folded up where people print and search.

That every page says the same without JavaScript stands in test_every_page.py.
"""

from __future__ import annotations

import pytest

from conditions.guide.languages import Language, other
from tests.browser.addresses import address, visit
from tests.browser.conftest import DESK, OpenTab


@pytest.mark.parametrize("name", ["overview", "options"])
def test_what_is_folded_up_opens_by_click_and_by_key(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab(java_script_enabled=False)
    visit(page, address(name, language))
    folded = page.locator("main details").first
    summary, inside = folded.locator("> summary"), folded.locator("> :not(summary)").first

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


def test_a_small_link_at_a_heading_leads_to_the_same_heading(open_tab: OpenTab, language: Language) -> None:
    page = open_tab(java_script_enabled=False)
    visit(page, address("evidence", language))
    with page.expect_navigation():
        page.locator("#studies a.here > [aria-hidden]").click()
    assert page.url.endswith(address("evidence", other(language)) + "#studies")
    box = page.locator("#studies").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < DESK["height"] / 2
