"""The editors' desk in a browser: axe finds nothing, keyboard and phone are enough, no word is lost."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from conditions.guide.languages import LANGUAGES, Language
from tests.browser.conftest import DESK, PHONE, SCREENS
from tests.browser.served import ROOT, fresh_database, served
from tests.browser.test_axe import OPTIONS

PASSWORD = "a long and silly phrase"
# an editor who has declared, and the addresses of some forms, as `name address` lines
PREPARE = f"""
from django.contrib.auth.models import Group, User
from conditions.editing import interests
from conditions.models import Claim, Guide, Outcome, Source
ada = User.objects.create_user("ada", password={PASSWORD!r}, is_staff=True)
ada.groups.set(Group.objects.filter(name="editor"))
interests.declare(by=ada, person=ada, earns_from_cells=False, what="")
guide = Guide.objects.get(slug="chronic-migraine")
claim = guide.claims.get(key="root-cause")
outcome = Outcome.objects.filter(option__guide=guide).first()
for name, row in dict(guide=guide, claim=claim, option=outcome.option, outcome=outcome,
                      question=guide.questions.first(), source=Source.objects.first()).items():
    print("AT", name, f"/admin/conditions/{{row._meta.model_name}}/{{row.pk}}/change/")
print("AT", "list", f"/admin/rows/guide/{{guide.pk}}/claims/")
print("AT", "new", f"/admin/conditions/claim/add/?guide={{guide.pk}}")
"""
FIXED = {
    "desk": "/admin/",
    "claims": "/admin/conditions/claim/",
    "sources": "/admin/conditions/source/",
    "findings": "/admin/guides/chronic-migraine/findings/",
    "changes": "/admin/guides/chronic-migraine/changes/",
    "turns": "/admin/turns/chronic-migraine/",
    "sheet": "/admin/guides/chronic-migraine/sheet/",
}
FORMS = ("guide", "claim", "option", "outcome", "question", "source", "list", "new")


class Desk:
    """The running site, the addresses on it, and tabs that are signed in."""

    def __init__(self, browser: Browser, address: str, addresses: dict[str, str]) -> None:
        self.browser, self.address, self.addresses = browser, address, addresses

    def tab(self, language: Language, **options: object) -> Page:
        context = self.browser.new_context(
            base_url=self.address, **{"viewport": DESK, "locale": language.html, **options}
        )
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("#id_username", "ada")
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/admin/")
        return page


@pytest.fixture(scope="package")  # both languages use it, one after the other
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A site on a database of its own, with the guides published, that these tests may write to."""
    data: Path = tmp_path_factory.mktemp("desk")
    with fresh_database(os.environ["DATABASE_URL"], published=True) as database, served(database, data) as address:
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-c", PREPARE],
            cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "DATABASE_URL": database, "ASKFIRST_DATA": str(data)},
        )  # fmt: skip
        lines = [line.split() for line in done.stdout.splitlines() if line.startswith("AT ")]
        yield Desk(browser, address, FIXED | {name: path for _at, name, path in lines})


@pytest.fixture(scope="module")
def tab(desk: Desk, language: Language) -> Iterator[Page]:
    """One signed-in tab in each language, for tests that only look."""
    page = desk.tab(language)
    yield page
    page.context.close()


def violations(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("(options) => axe.run(document, options)", OPTIONS)["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


@pytest.mark.parametrize("name", [*FIXED, *FORMS])
def test_axe_finds_nothing_at_the_desk_and_nothing_goes_sideways(
    desk: Desk, tab: Page, language: Language, name: str
) -> None:
    complaints: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    tab.set_viewport_size(SCREENS[language.code]["viewport"])
    assert tab.goto(desk.addresses[name]).status == 200
    assert violations(tab) == []
    tab.set_viewport_size(PHONE)
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert complaints == [], "nothing inline, nothing refused by the policy"


def test_with_the_keyboard_alone_a_sheet_is_sent_in_looked_at_and_taken(
    desk: Desk, tab: Page, language: Language
) -> None:
    nowhere = "chronic-migraine/claims/nobody/because", "", "", "一句新的话。", "", "h1", "h2"
    tab.set_viewport_size(PHONE)
    tab.goto(desk.addresses["sheet"])
    with tab.expect_download() as waiting:
        tab.locator("input[value=all]").press("Space")
        tab.locator("button[value=csv]").press("Enter")
    out = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
    line = next(line for line in out if line[0] == "chronic-migraine/claims/root-cause/because")
    line[3] = f"{line[3]}就我们所知。"
    back = io.StringIO(newline="")
    csv.writer(back).writerows([out[0], line, nowhere])
    file = {"name": "back.csv", "mimeType": "text/csv", "buffer": back.getvalue().encode("utf-8-sig")}
    for step in ("preview", "taken"):
        if step == "preview":
            tab.set_input_files("#sheet", file)
            tab.locator("#sheet").press("Tab")
            tab.keyboard.press("Enter")
            tab.wait_for_selector("#take")
        else:
            tab.locator("#take button").press("Enter")
            tab.wait_for_selector(".messagelist")
        assert tab.locator("ins").first.is_visible()
        tab.set_viewport_size(SCREENS[language.code]["viewport"])
        assert violations(tab) == []
        tab.set_viewport_size(PHONE)
        assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_axe_finds_nothing_at_the_door(desk: Desk) -> None:
    page = desk.browser.new_page(base_url=desk.address)
    page.goto("/admin/login/")
    assert violations(page) == []
    page.close()


def test_with_the_keyboard_alone_a_row_is_reached_changed_and_found_again(desk: Desk) -> None:
    page = desk.tab(LANGUAGES[0])
    page.goto(desk.addresses["list"])
    page.locator("ol.rows a", has_text="root-cause").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claim/**")
    page.locator("#id_because_en").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" A few more words.")
    page.keyboard.press("Enter")
    page.locator("input[name=_save]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/#row-*")
    assert page.evaluate("document.querySelector(':target').textContent").strip().startswith("root-cause")
    page.goto(desk.addresses["claim"])
    assert "A few more words." in page.locator(".differing ins").first.inner_text()
    page.goto("/admin/")
    page.get_by_role("link", name="chronic-migraine: claims/root-cause/because").first.press("Enter")
    page.wait_for_url("**#id_because_*")
    page.context.close()


def test_with_the_keyboard_alone_a_row_moves_up_and_down(desk: Desk) -> None:
    page = desk.tab(LANGUAGES[0])
    page.goto(desk.addresses["list"])
    order = "Array.from(document.querySelectorAll('ol.rows > li'), (row) => row.id)"
    before = page.evaluate(order)
    page.locator(f"#{before[1]} button[value=up]").press("Enter")
    page.wait_for_url(f"**#{before[1]}")
    assert page.evaluate(order) == [before[1], before[0], *before[2:]]
    page.keyboard.press("Tab")  # the place was not lost: the next stop is in the row that moved
    assert page.evaluate("document.activeElement.closest('li').id") == before[1]
    page.locator(f"#{before[1]} button[value=down]").press("Enter")
    page.wait_for_url(f"**#{before[1]}")
    assert page.evaluate(order) == before
    page.context.close()


def test_words_are_counted_while_somebody_types_and_the_level_waits(desk: Desk) -> None:
    page = desk.tab(LANGUAGES[0])
    page.goto(desk.addresses["claim"])
    page.fill("#id_because_en", "One two [[placebo|three]] four [@some-source].")
    assert page.inner_text("#id_because_en_measure").startswith("4 words")
    assert page.locator("#id_because_en_measure .level").is_hidden()
    assert page.locator("#id_because_en_measure .level-later").is_visible()
    page.fill("#id_because_zh_hans", "一二三，四。")
    assert page.inner_text("#id_because_zh_hans_measure").startswith("4 ")
    page.context.close()


def test_what_was_typed_is_not_lost_without_a_warning(desk: Desk) -> None:
    page = desk.tab(LANGUAGES[0])
    warnings: list[str] = []

    def stay(dialog: object) -> None:
        warnings.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", stay)
    page.goto(desk.addresses["claim"])
    page.click(".breadcrumbs a >> nth=0")
    page.wait_for_url("**/admin/")
    assert warnings == [], "nothing was typed, so nothing is asked"
    page.goto(desk.addresses["claim"])
    page.locator("#id_because_en").press_sequentially("Words ")
    page.click(".breadcrumbs a >> nth=0", no_wait_after=True)
    page.wait_for_timeout(300)
    assert warnings == ["beforeunload"]
    assert "/claim/" in page.url
    assert page.input_value("#id_because_en").startswith("Words ") or "Words " in page.input_value("#id_because_en")
    page.click("input[name=_save]")
    page.wait_for_url("**/claims/#row-*")
    assert warnings == ["beforeunload"], "saving is no leaving"
    page.context.close()


def test_without_javascript_the_desk_works_too(desk: Desk) -> None:
    page = desk.tab(LANGUAGES[1], java_script_enabled=False, viewport=PHONE)
    page.goto(desk.addresses["claim"])
    assert page.inner_text("#id_because_zh_hans_measure")[0].isdigit()
    page.fill("#id_because_zh_hans", "换了一句话。")
    page.click("input[name=_save]")
    assert "#row-" in page.url
    page.context.close()
