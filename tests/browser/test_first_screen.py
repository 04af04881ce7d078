"""The page that decides whether a frightened reader stays: what its first screen holds, and how its words stand."""

from __future__ import annotations

from playwright.sync_api import Page

from conditions.guide.languages import Language
from tests.browser.addresses import address, visit
from tests.browser.conftest import PHONE, OpenTab

EMPHASIS = """() => [...document.querySelectorAll("em")].map((e) => {
    const style = getComputedStyle(e);
    return [style.fontStyle, Number(style.fontWeight), e.closest("[lang]").lang];
})"""


def test_the_first_screen_of_a_phone_holds_the_main_message_and_the_decision(
    open_tab: OpenTab, language: Language
) -> None:
    page = open_tab(viewport=PHONE)
    visit(page, address("overview", language))
    for part in ("h1", ".lead", ".decision"):
        assert _whole_in_window(page, part), f"{part} is not whole in the first screen"


def test_emphasis_leans_in_english_and_is_heavier_in_chinese(open_tab: OpenTab, language: Language) -> None:
    """ZH-10: Chinese characters never lean, not even on an English page."""
    page = open_tab()
    visit(page, address("options, two languages", language))
    found = page.evaluate(EMPHASIS)
    assert {lang for *_, lang in found} == {"en", "zh-Hans"}
    for style, weight, lang in found:
        if lang == "en":
            assert style == "italic"
        else:
            assert style == "normal"
            assert weight >= 600


def _whole_in_window(page: Page, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]
