"""Handouts in a browser: no violation, no sideways scrolling, and what comes out of the printer."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from conditions.guide.languages import Language
from conditions.reading.names import GENERAL
from tests import shipped
from tests.browser.conftest import PHONE, SCREENS, OpenTab
from tests.browser.test_axe import OPTIONS

GUIDE = "/{language}/conditions/chronic-migraine/handouts/"
PAGES = {
    "what can be printed": GUIDE,
    "leaflet": GUIDE + "leaflet/",
    "clinician": GUIDE + "clinician/",
    "questions, two languages": GUIDE + "questions/?languages=en,zh-hans&which=core",
    "aftercare": GUIDE + "aftercare/",
    "large print": GUIDE + "leaflet/?size=large",
    "no list": "/{language}/my-list/print/",
    "what a code opens": "/e/chronic-migraine/1/",
    "no such edition": "/e/chronic-migraine/99/",
}
MOST_SIDES = {"leaflet": 4, "clinician": 1, "aftercare": 5}
A4, LETTER = (595, 842), (612, 792)  # points


def _open(page, name: str, language: Language) -> None:
    page.goto(PAGES[name].format(language=language.code))


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_paper_pages(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab(**SCREENS[language.code])
    _open(page, name, language)
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("(options) => axe.run(document, options)", OPTIONS)["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_never_scrolls_sideways(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab(viewport=PHONE)
    _open(page, name, language)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_choice_works_without_javascript(open_tab: OpenTab, language: Language) -> None:
    page = open_tab(java_script_enabled=False)
    _open(page, "leaflet", language)
    page.select_option("#choose-size", "large")
    page.select_option("#choose-languages", "en,zh-hans" if language.code == "en" else "zh-hans,en")
    page.locator(".paper-choices button").click()
    assert "size=large" in page.url
    assert page.locator(".paper-large.paper-in-two").count() == 1
    assert page.locator("#choose-size").input_value() == "large"


def _sides(page: Page, where: str, pdf: Path) -> list[tuple[int, int]]:
    """The size of each side that comes out of the printer, in points."""
    page.goto(where)
    page.pdf(path=pdf, prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", pdf.read_bytes())
    return [(round(float(wide)), round(float(high))) for wide, high in boxes]


@pytest.mark.parametrize("slug", shipped.SLUGS)
def test_the_sheets_of_every_guide_fit_their_sides(
    open_tab: OpenTab, language: Language, slug: str, tmp_path: Path
) -> None:
    of_its_own = {kind: most for kind, most in MOST_SIDES.items() if slug != GENERAL or kind == "aftercare"}
    for kind, most in of_its_own.items():
        where = f"/{language.code}/conditions/{slug}/handouts/{kind}/"
        sides = _sides(open_tab(), where, tmp_path / f"{kind}.pdf")
        assert sides == [A4] * len(sides), kind
        assert 1 <= len(sides) <= most, kind


def test_letter_is_another_size_of_paper(open_tab: OpenTab, language: Language, tmp_path: Path) -> None:
    where = f"{PAGES['clinician']}?paper=letter".format(language=language.code)
    assert _sides(open_tab(), where, tmp_path / "sheet.pdf") == [LETTER]


def test_every_side_of_paper_says_which_edition_it_is(open_tab: OpenTab, language: Language, tmp_path: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    page = open_tab()
    _open(page, "aftercare", language)
    title = page.locator("h1").inner_text()
    form = page.locator(".paper-choices label").first.inner_text()
    edition = page.locator(".paper-foot p").first.inner_text()
    pdf = tmp_path / "sheet.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    printed = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
    sides = [re.sub(r"\s", "", side) for side in printed.split("\f") if side.strip()]
    assert len(sides) > 1
    assert all(re.sub(r"\s", "", edition) in side for side in sides)
    assert re.sub(r"\s", "", title) in sides[0]
    assert all(f"{number}/{len(sides)}" in side for number, side in enumerate(sides, 1))
    assert re.sub(r"\s", "", form) not in "".join(sides[0][:40])


@pytest.mark.parametrize("query", ["languages=en", "languages=en,zh-hans", "languages=zh-hans&size=large"])
def test_there_is_room_to_write_each_answer(open_tab: OpenTab, language: Language, query: str) -> None:
    page = open_tab()
    page.goto(f"{GUIDE}questions/?{query}".format(language=language.code))
    page.emulate_media(media="print")
    try:
        heights = page.locator(".paper-space").evaluate_all(
            "all => all.map(each => each.getBoundingClientRect().height)"
        )
    finally:
        page.emulate_media(media="null")
    assert heights
    assert min(heights) >= 27 / 25.4 * 96 - 0.5
