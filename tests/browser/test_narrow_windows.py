"""Small windows and large text: nothing scrolls sideways, and the first screen of a phone says what matters."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from conditions.guide.languages import Language
from tests.browser.addresses import PAGES, address, visit
from tests.browser.conftest import DESK, PHONE, OpenTab

# the page's own width, and the elements that stick out of it
SIDEWAYS = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1);
    const named = out.slice(0, 5).map((e) => `<${e.localName} class="${e.className}"> ${e.textContent.slice(0, 40)}`);
    return [`${document.documentElement.scrollWidth} px of page in ${width} px of window`, ...named];
}"""
# a word of up to 12 Latin letters that is torn apart has a box too narrow for it; drawings have no words
TORN = """() => {
    const torn = [], range = document.createRange();
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && torn.length < 5; node = walker.nextNode()) {
        if (!node.parentElement.checkVisibility() || node.parentElement.closest(".unseen, .source-links")) continue;
        for (const word of node.data.matchAll(/[A-Za-z]{4,12}/g)) {
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
            if (lines.size > 1) torn.push(`${word[0]} in <${node.parentElement.localName}> ${node.data.slice(0, 50)}`);
        }
    }
    return torn;
}"""
LARGE_TEXT = "(size) => { document.documentElement.style.fontSize = size; }"
WINDOWS = {
    "a phone of 320 pixels": ({"width": 320, "height": 640}, ""),
    "a desk at 400 % zoom": ({"width": 320, "height": 256}, ""),
    "a desk with text at 200 %": ({"width": 1280, "height": 1024}, "200%"),
}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab()
    visit(page, address(name, language))
    found = {}
    for window, (size, text) in WINDOWS.items():
        page.set_viewport_size(size)
        page.evaluate(LARGE_TEXT, text)
        found[window] = page.evaluate(SIDEWAYS)
    assert found == {window: [] for window in WINDOWS}


@pytest.mark.parametrize("name", PAGES)
def test_no_word_is_torn_apart_on_a_phone_or_a_desk(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab()
    visit(page, address(name, language))
    found = {}
    for window in (PHONE, DESK):
        page.set_viewport_size(window)
        found[window["width"]] = page.evaluate(TORN)
    assert found == {PHONE["width"]: [], DESK["width"]: []}


def test_the_first_screen_of_a_phone_holds_the_main_message_and_the_decision(
    open_tab: OpenTab, language: Language
) -> None:
    page = open_tab(viewport=PHONE)
    visit(page, address("overview", language))
    for part in ("h1", ".lead", ".decision"):
        assert _whole_in_window(page, part), f"{part} is not whole in the first screen"


def _whole_in_window(page: Page, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]
