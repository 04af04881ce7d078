"""axe-core, with every rule it has for WCAG 2.2 AA and good practice, finds nothing on any page."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from conditions.guide.languages import Language
from tests.browser.addresses import PAGES, address, visit
from tests.browser.conftest import DESK, PHONE, OpenTab

# the default rules, best practice among them, and the size of touch targets (WCAG 2.2), which axe leaves off
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
RUN = """async (options) => (await axe.run(document, options)).violations.map(
    (found) => `${found.id}: ${found.help} (${found.nodes.length} times), first at ${found.nodes[0].target.join(" ")}: `
        + `${found.nodes[0].html.slice(0, 200)} ${found.nodes[0].failureSummary}`)"""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("scheme", "window"), [("light", DESK), ("dark", PHONE)], ids=["light-desk", "dark-phone"])
def test_axe_finds_nothing(open_tab: OpenTab, language: Language, name: str, scheme: str, window: dict) -> None:
    page = open_tab(color_scheme=scheme, viewport=window)
    visit(page, address(name, language))
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(RUN, OPTIONS) == []
