"""Letters that can be read: size, line height, and emphasis in each language."""

from __future__ import annotations

import pytest

from conditions.guide.languages import Language
from tests.browser.addresses import PAGES, address, visit
from tests.browser.conftest import DESK, PHONE, OpenTab

SMALLEST_BODY, SMALLEST_OF_ALL = 18, 15  # px
CHINESE_LINE = 1.6
# plain paragraphs and lists of the running text; tables, captions, foldings and small print may be smaller
BODY = """() => [...document.querySelectorAll("main :is(p, li):not([class])")]
    .filter((e) => e.checkVisibility() && e.textContent.trim() && !e.closest(
        "table, figcaption, details, nav, .small-print, .source-list, .ladder, .contents"))
    .map((e) => [parseFloat(getComputedStyle(e).fontSize), e.textContent.trim().slice(0, 40)])"""
ALL = """() => {
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
        return [parseFloat(style.lineHeight) / parseFloat(style.fontSize), words];
    })"""
EMPHASIS = """() => [...document.querySelectorAll("em")].map((e) => {
    const style = getComputedStyle(e);
    return [style.fontStyle, Number(style.fontWeight), e.closest("[lang]").lang];
})"""


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", PAGES)
def test_the_text_is_large_enough(open_tab: OpenTab, language: Language, name: str, window: dict) -> None:
    page = open_tab(viewport=window)
    visit(page, address(name, language))
    assert [found for found in page.evaluate(BODY) if found[0] < SMALLEST_BODY] == []
    assert [found for found in page.evaluate(ALL) if found[0] < SMALLEST_OF_ALL] == []
    assert [found for found in page.evaluate(LINES) if found[0] < CHINESE_LINE] == []


def test_emphasis_leans_in_english_and_is_heavier_in_chinese(open_tab: OpenTab, language: Language) -> None:
    """ZH-10: Chinese characters never lean."""
    page = open_tab()
    visit(page, address("all, two languages", language))
    found = page.evaluate(EMPHASIS)
    assert {lang for *_, lang in found} == {"en", "zh-Hans"}
    for style, weight, lang in found:
        if lang == "en":
            assert style == "italic"
        else:
            assert style == "normal"
            assert weight >= 600
