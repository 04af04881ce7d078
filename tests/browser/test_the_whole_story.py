"""The whole story in Chromium: a fact changes, and its way to readers, through every pair of hands at the desk."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conditions.editing import sheet_files
from tests.browser.conftest import DESK
from tests.browser.served import ROOT, fresh_database, served

SLUG = "chronic-migraine"
PASSWORD = "a long and silly phrase"
CODES = {"bo": ["bocodeone", "bocodetwo"], "pat": ["patcodeone", "patcodetwo"]}
# four people who have declared; the two whose word lets a guide through have codes on paper
PREPARE = f"""
from django.contrib.auth.models import Group, User
from django_otp.plugins.otp_static.models import StaticDevice
from conditions.editing import interests
from conditions.models import Claim, Outcome
roles = dict(ada="editor", lin="translator", bo="clinical reviewer", pat="publisher")
for name, role in roles.items():
    person = User.objects.create_user(name, password={PASSWORD!r}, is_staff=True)
    person.groups.set(Group.objects.filter(name=role))
    interests.declare(by=person, person=person, earns_from_cells=False, what="")
    for code in {CODES!r}.get(name, []):
        StaticDevice.objects.get_or_create(user=person, name="paper", confirmed=True)[0].token_set.create(token=code)
outcome = Outcome.objects.get(option__guide__slug={SLUG!r}, key="overuse-headache-gone")
claim = Claim.objects.get(guide__slug={SLUG!r}, key="root-cause")
print("AT", "outcome", f"/admin/conditions/outcome/{{outcome.pk}}/change/")
print("AT", "claim", f"/admin/conditions/claim/{{claim.pk}}/change/")
"""
GLOSS = "About 22 more people in 100 got rid of this headache than with a preventive alone."
GLOSS_ZH = "和只用预防药相比，每100人中约多22人摆脱了这种头痛。"
TURNS, PUBLISH = f"/admin/turns/{SLUG}/", f"/admin/publish/{SLUG}/"


class House:
    """The running site, its command line, and the tabs of those who work on it."""

    def __init__(self, browser: Browser, address: str, database: str, data: Path) -> None:
        self.browser, self.address, self.data = browser, address, data
        self._environment = {**os.environ, "DATABASE_URL": database, "ASKFIRST_DATA": str(data)}
        self.forms: dict[str, str] = {}

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, env=self._environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    def tab(self) -> Page:
        return self.browser.new_context(base_url=self.address, viewport=DESK, locale="en").new_page()

    def sign_in(self, name: str) -> Page:
        page = self.tab()
        page.goto("/admin/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        if name in CODES:
            page.wait_for_url("**/second-factor/**")
            page.fill("#code", CODES[name][0])
            page.press("#code", "Enter")
        page.wait_for_url("**/admin/")
        return page


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A site on a database of its own, with the guides published and four people at the desk."""
    data: Path = tmp_path_factory.mktemp("story")
    with fresh_database(os.environ["DATABASE_URL"], published=True) as database, served(database, data) as address:
        made = House(browser, address, database, data)
        lines = [line.split() for line in made.manage("shell", "-c", PREPARE).splitlines() if line.startswith("AT ")]
        made.forms = {name: path for _at, name, path in lines}
        yield made


def save(page: Page) -> None:
    page.click("input[name=_save], button[name=_save]")
    page.wait_for_load_state()


def move(page: Page, button: str) -> None:
    page.goto(TURNS)
    page.fill("#remark", "Please go on.")
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state()


def downloaded(page: Page, button: str) -> list[list[str]]:
    """The rows of the sheet behind a button."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    words = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(words)))


def test_from_a_changed_figure_to_a_reader(house):
    reader = house.tab()
    reader.goto(f"/en/conditions/{SLUG}/evidence/")
    assert "97 out of 100" in reader.content()

    # an editor mistypes a figure, and the rules object, with a link to the very field
    ada = house.sign_in("ada")
    ada.goto(house.forms["outcome"])
    ada.fill("#id_treated", "150")
    save(ada)
    ada.goto(f"/admin/guides/{SLUG}/findings/")
    assert "150 of 100 is no count of people" in ada.content()
    link = ada.locator("li.is-error a").first
    assert house.forms["outcome"] in (link.get_attribute("href") or "")

    # she mends it, and changes the words beside it, and those of a claim
    ada.goto(house.forms["outcome"])
    ada.fill("#id_treated", "96")
    ada.fill("#id_gloss_en", GLOSS)
    save(ada)
    ada.goto(house.forms["claim"])
    because = ada.input_value("#id_because_en")
    ada.fill("#id_because_en", f"{because} This is so, as far as anybody knows.")
    save(ada)
    move(ada, "Ask for the clinical review")

    # nobody reads a word of it yet; the reviewer sees it as it would be, and signs
    assert reader.reload() is not None
    assert "96 out of 100" not in reader.content()
    bo = house.sign_in("bo")
    bo.goto(f"/admin/preview/en/conditions/{SLUG}/evidence/")
    assert "96 out of 100" in bo.content()
    assert bo.locator(".draft-mark").is_visible()
    move(bo, "Sign the review")

    # the sheet goes out with two rows; meanwhile the English of one of them changes once more
    lin = house.sign_in("lin")
    lin.goto(TURNS)
    lin.get_by_role("link", name="Translators’ sheet").click()
    rows = downloaded(lin, "Download as CSV")
    assert len(rows) == 3
    ada.goto(house.forms["claim"])
    ada.fill("#id_because_en", f"{because} This is so, as far as we know.")
    save(ada)
    chinese = rows[0].index(sheet_files.CHINESE)
    old_claim = next(row for row in rows[1:] if "root-cause" in row[0])[chinese]
    for row in rows[1:]:
        row[chinese] = GLOSS_ZH if "gloss" in row[0] else f"{row[chinese]}就目前所知是这样。"
    back = io.StringIO(newline="")
    csv.writer(back).writerows(rows)
    lin.set_input_files(
        "#sheet", {"name": "back.csv", "mimeType": "text/csv", "buffer": back.getvalue().encode("utf-8-sig")}
    )
    lin.get_by_role("button", name="Show what it would change").click()
    assert "The English has changed since the sheet went out." in lin.content()
    lin.get_by_role("button", name="Take this change").first.click()
    assert "1 text was taken." in lin.content()
    head, refused = downloaded(lin, "Refused rows as CSV")
    assert "root-cause" in refused[0]
    assert "就目前所知是这样" in refused[head.index(sheet_files.REFUSED)]

    # the English is read and signed again, and the translator brings the stale row level at the desk
    move(ada, "Ask for the clinical review")
    move(bo, "Sign the review")
    lin.goto(TURNS)
    assert "claims/root-cause/because" in lin.content()
    lin.goto(house.forms["claim"])
    assert lin.locator("textarea#id_because_en").count() == 0  # English is there to read
    lin.fill("#id_because_zh_hans", f"{old_claim}就我们所知是这样。")
    save(lin)

    # a publisher sees what has changed, word by word, and publishes: the password and a fresh code are asked
    pat = house.sign_in("pat")
    pat.goto(PUBLISH)
    assert "as far as we know" in pat.content()
    assert "就我们所知是这样" in pat.content()
    pat.check("input[name=significance][value=minor]")
    pat.fill("#id_note_en", "A figure was mended.")
    pat.fill("#id_note_zh_hans", "改了一个数字。")
    pat.check("#id_is_correction")
    pat.fill("#id_corrects_en", "It said 97 of 100. It was 96.")
    pat.fill("#id_corrects_zh_hans", "原来写100人中97人，应为96人。")
    pat.get_by_role("button", name="Publish").click()
    pat.fill("#password-again", PASSWORD)
    pat.fill("#code-again", CODES["pat"][1])
    pat.get_by_role("button", name="Go on").click()
    pat.wait_for_url(f"**{TURNS}")
    assert "Edition 2 is published" in pat.content()

    # a reader who asks anew sees it at once (a page may be kept for its stated minute), in both languages
    reader.goto(f"/en/conditions/{SLUG}/evidence/")
    reader.reload()
    assert "96 out of 100" in reader.content()
    assert "Edition 2" in reader.content()
    reader.goto(f"/zh-hans/conditions/{SLUG}/evidence/")
    reader.reload()
    assert GLOSS_ZH in reader.content()
    reader.goto("/en/about/corrections/")
    reader.reload()
    assert "It said 97 of 100. It was 96." in reader.content()

    # the code on an old sheet of paper says that it is superseded
    reader.goto(f"/e/{SLUG}/1/")
    reader.reload()
    assert "It is no longer the current edition." in reader.content()
    assert "A figure was mended." in reader.content()
