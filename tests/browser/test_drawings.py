"""The evidence drawings, as a browser lays them out: 100 people, in one block, the same in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from conditions.guide.languages import CHINESE, LANGUAGES, Language
from tests.browser.addresses import address, visit
from tests.browser.conftest import DESK, PHONE, OpenTab

ENOUGH = 3  # contrast of a drawing against what is beside it
# every outcome of the evidence page, with its arrays
OUTCOMES = """() => [...document.querySelectorAll("article.outcome")].map((outcome) => {
    const people = (array, group) => [...array.querySelectorAll(`.${group} use`)]
        .map((e) => [e.x.baseVal.value, e.parentElement.transform.baseVal.consolidate().matrix.f]);
    const table = outcome.querySelector("table.counts");
    return {
        id: outcome.querySelector("[id]").id,
        span: outcome.querySelector(".small-print dd").textContent.trim(),
        certainty: outcome.querySelector(".sure").textContent.trim(),
        arrays: [...outcome.querySelectorAll("figure:not(.empty) .array")].map((array) => ({
            events: people(array, "event"),
            rest: people(array, "rest"),
            view: array.getAttribute("viewBox"),
            role: array.getAttribute("role"),
            label: array.getAttribute("aria-label"),
            count: array.closest("figure").querySelector(".figure-count").textContent.trim(),
            afterTable: Boolean(table && table.compareDocumentPosition(array) & Node.DOCUMENT_POSITION_FOLLOWING),
        })),
    };
})"""
BOXES = """(selector) => [...document.querySelectorAll(selector)].map((e) => {
    const box = e.getBoundingClientRect();
    return `${Math.round(box.width)} x ${Math.round(box.height)}`;
})"""
PAINT = """() => {
    const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const event = getComputedStyle(document.querySelector(".array .event use"));
    const rest = getComputedStyle(document.querySelector(".array .rest use"));
    return {
        paper: channels(getComputedStyle(document.body).backgroundColor),
        event: channels(event.fill),
        rest: channels(rest.stroke),
        hollow: rest.fill,
        frame: channels(getComputedStyle(document.querySelector(".array .frame")).stroke),
    };
}"""


def outcomes(page: Page, language: Language) -> list[dict[str, Any]]:
    """The outcomes of the evidence page, as they are drawn."""
    visit(page, address("evidence", language))
    return page.evaluate(OUTCOMES)


@pytest.fixture(scope="module")
def arrays(open_tab: OpenTab, language: Language) -> list[dict[str, Any]]:
    """Every array of the evidence page, with the certainty and the span of its outcome."""
    drawn = [{**outcome, **array} for outcome in outcomes(open_tab(), language) for array in outcome["arrays"]]
    assert len(drawn) > 10
    return drawn


def counted(array: dict[str, Any], language: Language) -> tuple[int, int]:
    """n and N as the caption gives them: `61 out of 100`, 100人中61人."""
    first, second = map(int, re.findall(r"\d+", array["count"]))
    return (second, first) if language is CHINESE else (first, second)


def test_an_array_shows_100_people_and_as_many_events_as_its_caption_says(
    arrays: list[dict[str, Any]], language: Language
) -> None:
    """IA-01, IA-10."""
    for array in arrays:
        n, of = counted(array, language)
        assert of == 100
        assert len(array["events"]) == n, array["id"]
        assert len(array["events"]) + len(array["rest"]) == 100, array["id"]


def test_events_stand_in_one_block_from_the_bottom_row_up(arrays: list[dict[str, Any]]) -> None:
    """IA-02."""
    for array in arrays:
        places = [(x, y) for x, y, *_ in array["events"] + array["rest"]]
        assert places == sorted(places, key=lambda place: (-place[1], place[0])), array["id"]
        assert len(set(places)) == 100
        assert len({y for _, y in places}) == len({x for x, _ in places}) == 10


def test_the_table_stands_before_the_arrays(arrays: list[dict[str, Any]]) -> None:
    """IA-11."""
    assert all(array["afterTable"] for array in arrays)


def test_an_array_is_one_picture_with_a_whole_sentence(arrays: list[dict[str, Any]], language: Language) -> None:
    """IA-08: n, N, span and certainty."""
    for array in arrays:
        n, of = counted(array, language)
        assert array["role"] == "img"
        assert {str(n), str(of), str(of - n)} <= set(re.findall(r"\d+", array["label"])), array["label"]
        assert array["span"].casefold() in array["label"].casefold(), array["id"]
        assert array["certainty"] in array["label"], array["id"]


def test_the_drawings_are_the_same_in_both_languages(open_tab: OpenTab, language: Language) -> None:
    """IA-05, IA-12: only the words change."""
    geometry = [
        [
            (outcome["id"], [(array["events"], array["rest"], array["view"]) for array in outcome["arrays"]])
            for outcome in outcomes(open_tab(), each)
        ]
        for each in LANGUAGES
    ]
    assert geometry[0] == geometry[1]


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
def test_an_empty_frame_is_as_large_as_an_array(open_tab: OpenTab, language: Language, window: dict) -> None:
    """RC-13."""
    page = open_tab(viewport=window)
    visit(page, address("evidence", language))
    drawn, empty = page.evaluate(BOXES, "figure:not(.empty) > .array"), page.evaluate(BOXES, "figure.empty > .array")
    assert drawn
    assert empty
    assert len(set(drawn) | set(empty)) == 1, f"arrays {set(drawn)}, empty frames {set(empty)}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_people_stand_out_from_the_paper(open_tab: OpenTab, language: Language, scheme: str) -> None:
    """IA-04: events are filled, the others hollow, so that it holds in black and white too."""
    page = open_tab(color_scheme=scheme)
    visit(page, address("evidence", language))
    paint = page.evaluate(PAINT)
    assert paint["hollow"] == "none"
    for part in ("event", "rest", "frame"):
        assert contrast(paint[part], paint["paper"]) >= ENOUGH, part


def contrast(one: list[float], two: list[float]) -> float:
    """The contrast ratio of WCAG."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: list[float]) -> float:
    parts = [c / 255 for c in colour[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
