"""axe-core, with every rule it has for WCAG 2.2 AA and good practice, finds nothing on any page."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from conditions.guide.languages import Language
from tests.browser.addresses import COMPOSED, PAGES, address, visit
from tests.browser.conftest import DESK, PHONE, OpenTab

# the default rules, best practice among them, and the size of touch targets (WCAG 2.2), which axe leaves off
OPTIONS = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
# What these two measure, box by box, takes minutes on a page of 15,000 elements. There they look at the first part
# alone: all others are measured on their own pages, and two columns on the pages of two languages.
SLOW = ["color-contrast", "target-size"]
ON_THE_WHOLE = {**OPTIONS, "rules": {rule: {"enabled": False} for rule in SLOW}}
ON_THE_FIRST_PART = {**OPTIONS, "runOnly": SLOW}
RUN = """async ([where, options]) => (await axe.run(where ?? document, options)).violations.map(
    (found) => `${found.id}: ${found.help} (${found.nodes.length} times), first at ${found.nodes[0].target.join(" ")}: `
        + `${found.nodes[0].html.slice(0, 200)} ${found.nodes[0].failureSummary}`)"""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("scheme", "window"), [("light", DESK), ("dark", PHONE)], ids=["light-desk", "dark-phone"])
def test_axe_finds_nothing(open_tab: OpenTab, language: Language, name: str, scheme: str, window: dict) -> None:
    page = open_tab(color_scheme=scheme, viewport=window)
    visit(page, address(name, language))
    page.evaluate(AXE_SCRIPT)
    if name in COMPOSED:
        assert page.evaluate(RUN, ["#part-overview", ON_THE_FIRST_PART]) == []
        assert page.evaluate(RUN, [None, ON_THE_WHOLE]) == []
    else:
        assert page.evaluate(RUN, [None, OPTIONS]) == []
