"""axe-core, with every rule it has for WCAG 2.2 AA and good practice, finds nothing on any page."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from conditions.guide.languages import Language
from tests.browser.addresses import COMPOSED, PAGES, address, visit
from tests.browser.conftest import SCREENS, OpenTab

# the default rules, best practice among them, and the size of touch targets (WCAG 2.2), which axe leaves off
OPTIONS = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
# What these measure, box by box, takes minutes on a page of 15,000 elements. There they look at its head and foot and
# a section alone: the others are measured on their own pages, where they look the same.
SLOW = ["color-contrast", "target-size", "link-in-text-block"]
LOOKS = {**OPTIONS, "runOnly": SLOW}
STRUCTURE = {**OPTIONS, "rules": {rule: {"enabled": False} for rule in SLOW}}
# 15,000 elements twice take minutes: "all" and the parts in two languages hold everything that this page is made of
LOOKED_AT = [name for name in PAGES if name != "all, two languages"]
A_SECTION = {"include": [["header"], [".contents"], [".ladder, .choices"], [".entry:first-child"], ["footer"]]}
RUN = """async (runs) => {
    const words = (found) => {
        const first = found.nodes[0];
        return `${found.id}: ${found.help} (${found.nodes.length} times), first: ${first.target.join(" ")} `
            + `${first.html.slice(0, 200)} ${first.failureSummary}`;
    };
    const all = [];
    for (const [where, options] of runs) all.push(...(await axe.run(where ?? document, options)).violations);
    return all.map(words);
}"""


@pytest.mark.parametrize("name", LOOKED_AT)
def test_axe_finds_nothing_on_a_light_desk_and_a_dark_phone(open_tab: OpenTab, language: Language, name: str) -> None:
    page = open_tab(**SCREENS[language.code])
    visit(page, address(name, language))
    page.evaluate(AXE_SCRIPT)
    wanted = [[A_SECTION, LOOKS], [None, STRUCTURE]] if name in COMPOSED else [[None, OPTIONS]]
    assert page.evaluate(RUN, wanted) == []
