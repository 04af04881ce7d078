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
# a section alone: the others are measured on their own pages, where they look the same. And how such a page is built
# is looked at in one tab.
SLOW = ["color-contrast", "target-size", "link-in-text-block"]
LOOKS = {**OPTIONS, "runOnly": SLOW}
STRUCTURE = {**OPTIONS, "rules": {rule: {"enabled": False} for rule in SLOW}}
# 15,000 elements twice take minutes: "all" and the parts in two languages hold everything that this page is made of
LOOKED_AT = [name for name in PAGES if name != "all, two languages"]
A_SECTION = {"include": [["header"], [".contents"], [".ladder, .choices"], [".entry:first-child"], ["footer"]]}
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


@pytest.mark.parametrize("name", LOOKED_AT)
def test_axe_finds_nothing_in_light_and_dark_on_desk_and_phone(
    open_tab: OpenTab, language: Language, name: str
) -> None:
    desk = open_tab(color_scheme="light", viewport=DESK)
    phone = open_tab(color_scheme="dark", viewport=PHONE)
    if name in COMPOSED:
        runs = {desk: [[A_SECTION, LOOKS], [None, STRUCTURE]], phone: [[A_SECTION, LOOKS]]}
    else:
        runs = {desk: [[None, OPTIONS]], phone: [[None, OPTIONS]]}
    for page, wanted in runs.items():
        visit(page, address(name, language))
        page.evaluate(AXE_SCRIPT)
        page.evaluate(BEGIN, wanted)
    assert desk.evaluate("window.found") == []
    assert phone.evaluate("window.found") == []
