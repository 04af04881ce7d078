"""axe-core, with every rule it has for WCAG 2.2 AA and good practice, finds nothing on any page."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from conditions.guide.languages import Language
from tests.browser.addresses import COMPOSED, PAGES, address, visit
from tests.browser.conftest import DESK, PHONE, OpenTab

# the default rules, best practice among them, and the size of touch targets (WCAG 2.2), which axe leaves off
OPTIONS = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
# What these measure, box by box, takes minutes on a page of 15,000 elements. There they look at its head and foot and
# one section alone: the others are measured on their own pages, where they look the same.
SLOW = ["color-contrast", "target-size", "link-in-text-block"]
STRUCTURE = {**OPTIONS, "rules": {rule: {"enabled": False} for rule in SLOW}}
A_SECTION = [["header"], [".contents"], [".ladder, .choices"], ["footer"]]
LOOKS = {**OPTIONS, "runOnly": SLOW}
# begins, and does not wait: two tabs are looked at together
BEGIN = """(runs) => {
    const words = (found) => {
        const first = found.nodes[0];
        return `${found.id}: ${found.help} (${found.nodes.length} times), first: ${first.target.join(" ")} `
            + `${first.html.slice(0, 200)} ${first.failureSummary}`;
    };
    window.found = (async () => {
        const all = [];
        for (const [where, options] of runs) all.push(...(await axe.run(where ?? document, options)).violations);
        return all.map(words);
    })();
}"""


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_light_and_dark_on_desk_and_phone(
    open_tab: OpenTab, language: Language, name: str
) -> None:
    tabs = {
        "light, on a desk": open_tab(color_scheme="light", viewport=DESK),
        "dark, on a phone": open_tab(color_scheme="dark", viewport=PHONE),
    }
    runs = [[{"include": A_SECTION}, LOOKS], [None, STRUCTURE]] if name in COMPOSED else [[None, OPTIONS]]
    for page in tabs.values():
        visit(page, address(name, language))
        page.evaluate(AXE_SCRIPT)
        page.evaluate(BEGIN, runs)
    found = {tab: page.evaluate("window.found") for tab, page in tabs.items()}
    assert found == {tab: [] for tab in tabs}
