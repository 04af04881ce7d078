"""On paper: the reading matter over several sheets, without what only a screen can use."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conditions.guide.languages import Language
from tests.browser.addresses import address, visit
from tests.browser.conftest import OpenTab

FOR_SCREENS_ONLY = [".contents", ".pager", ".skip", ".site-header nav", ".site-footer nav", "a.here"]
PRINTED = ["overview", "evidence"]


@pytest.mark.parametrize("name", PRINTED)
def test_navigation_stays_off_the_paper(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab()
    visit(page, address(name, language))
    page.emulate_media(media="print")
    try:
        for selector in FOR_SCREENS_ONLY:
            assert page.locator(selector).count() > 0
            assert not any(each.is_visible() for each in page.locator(selector).all()), f"{selector} is printed"
        assert page.locator("h1").is_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.site-header')).position") == "static"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    finally:
        page.emulate_media(media="null")


@pytest.mark.parametrize(("name", "paper"), [("overview", "Letter"), ("evidence", "A4")])
def test_a_part_prints_on_several_sheets(
    open_tab: OpenTab, language: Language, name: str, paper: str, tmp_path: Path
) -> None:
    page = open_tab()
    visit(page, address(name, language))
    title, navigation = page.locator("h1").inner_text(), page.locator(".contents-title").inner_text()
    pdf = tmp_path / "page.pdf"
    page.pdf(path=pdf, format=paper, print_background=False)

    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) > 1
    if shutil.which("pdftotext"):
        printed = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
        printed = re.sub(r"\s", "", printed)
        assert re.sub(r"\s", "", title) in printed
        assert re.sub(r"\s", "", navigation) not in printed
