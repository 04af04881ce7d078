"""What a browser shows of every page: in narrow windows, in large text, without JavaScript, in readable letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from conditions.guide.languages import Language, other
from tests.browser.addresses import PAGES, address, visit
from tests.browser.conftest import DESK, PHONE, OpenTab

# how much wider than the window the page is, and the first elements that stick out
SIDEWAYS = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1);
    const named = out.slice(0, 5).map((e) => `<${e.localName} class="${e.className}"> ${e.textContent.slice(0, 40)}`);
    return [`${document.documentElement.scrollWidth} px of page in ${width} px of window`, ...named];
}"""
LARGE_TEXT = "(size) => { document.documentElement.style.fontSize = size; }"
WINDOWS = {
    "a desk with text at 200 %": ({"width": 1280, "height": 1024}, "200%"),
    "a phone of 320 pixels": ({"width": 320, "height": 640}, ""),
    "a desk at 400 % zoom": ({"width": 320, "height": 256}, ""),
}
# Latin words of ordinary length that stand on two lines: their box is too narrow
TORN = """() => {
    const torn = [], range = document.createRange();
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && torn.length < 5; node = walker.nextNode()) {
        const e = node.parentElement;
        if (!e.checkVisibility() || e.closest(".unseen, .source-links") || e.clientWidth === 1) continue;
        for (const word of node.data.matchAll(/[A-Za-z]{4,12}/g)) {
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
            if (lines.size > 1) torn.push(`${word[0]} in <${e.localName}> ${node.data.slice(0, 50)}`);
        }
    }
    return torn;
}"""
SMALLEST_BODY, SMALLEST_OF_ALL = 18, 15  # px
CHINESE_LINE = 1.6
# plain paragraphs and lists of the running text; tables, captions, foldings and small print may be smaller
BODY = """() => [...document.querySelectorAll("main :is(p, li):not([class])")]
    .filter((e) => e.checkVisibility() && e.textContent.trim() && !e.closest(
        "table, figcaption, details, nav, .small-print, .source-list, .ladder, .contents"))
    .map((e) => [parseFloat(getComputedStyle(e).fontSize), e.textContent.trim().slice(0, 40)])"""
LETTERS = """() => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const e = node.parentElement;
        if (node.data.trim() && e.checkVisibility() && !e.closest(".unseen"))
            found.push([parseFloat(getComputedStyle(e).fontSize), `<${e.localName} class="${e.className}">`]);
    }
    return found;
}"""
LINES = """() => [...document.querySelectorAll(":is(p, li, dd, td, dt, figcaption):lang(zh)")]
    .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => {
        const style = getComputedStyle(e);
        const words = `<${e.localName} class="${e.className}"> ${e.textContent.trim().slice(0, 40)}`;
        return [Math.round(100 * parseFloat(style.lineHeight) / parseFloat(style.fontSize)) / 100, words];
    })"""
SMALL_LINKS = "() => [...document.querySelectorAll('a.here')].map((e) => e.href)"


@dataclass(frozen=True)
class Opened:
    """A page of PAGES in a tab."""

    name: str
    path: str
    tab: Page


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, open_tab: OpenTab, language: Language) -> Opened:
    """Every page in turn, opened once for all of the tests below."""
    name: str = request.param
    tab = open_tab()
    visit(tab, address(name, language))
    return Opened(name, address(name, language), tab)


def test_nothing_scrolls_sideways(opened: Opened) -> None:
    found = {}
    for window, (size, text) in WINDOWS.items():
        opened.tab.set_viewport_size(size)
        opened.tab.evaluate(LARGE_TEXT, text)
        found[window] = opened.tab.evaluate(SIDEWAYS)
    assert found == {window: [] for window in WINDOWS}


def test_no_word_is_torn_apart_and_all_can_be_read(opened: Opened) -> None:
    for window in (PHONE, DESK):
        opened.tab.set_viewport_size(window)
        assert opened.tab.evaluate(TORN) == []
        assert [found for found in opened.tab.evaluate(BODY) if found[0] < SMALLEST_BODY] == []
        assert [found for found in opened.tab.evaluate(LETTERS) if found[0] < SMALLEST_OF_ALL] == []
        assert [found for found in opened.tab.evaluate(LINES) if found[0] < CHINESE_LINE] == []


def test_the_page_says_the_same_without_javascript(opened: Opened, open_tab: OpenTab) -> None:
    plain = open_tab(java_script_enabled=False)
    opened.tab.set_viewport_size(DESK)
    visit(plain, opened.path)
    assert _words(plain) == _words(opened.tab) != ""


def test_the_switch_and_the_small_links_lead_to_the_same_place_in_the_other_language(
    opened: Opened, language: Language
) -> None:
    if opened.name == "root":  # in both languages
        links = [link.get_attribute("href") for link in opened.tab.locator("main a").all()]
        assert links == [f"/{each.code}/" for each in (language, other(language))]
        return
    twin = address("home" if opened.name == "no such page" else opened.name, other(language))
    assert opened.tab.locator("a.switch").get_attribute("href") == twin
    links = [urlsplit(link) for link in opened.tab.evaluate(SMALL_LINKS)]
    assert {link.path for link in links} <= {urlsplit(twin).path}
    there = set(re.findall(r'\sid="([^"]+)"', opened.tab.request.get(twin).text()))
    assert {link.fragment for link in links} <= there


def _words(page: Page) -> str:
    """All that can be seen on the page."""
    return page.locator("body").inner_text()
