"""The door of the desk in a browser, and what stands behind it for publishers: password, code, and both again."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django_otp.oath import totp
from playwright.sync_api import Browser, Page

from conditions.guide.languages import LANGUAGES, Language
from tests.browser.conftest import DESK, PHONE, SCREENS
from tests.browser.served import ROOT, fresh_database, served
from tests.browser.test_axe import OPTIONS

PASSWORD = "a long and silly phrase"
# one for each language: each publishes a guide of their own, and the door locks names one by one
GUIDES = {"en": "chronic-migraine", "zh-hans": "chronic-pain"}
WITH_ERROR, WITH_TWO_EDITIONS = "cerebral-palsy", "spinal-degeneration"
# of each kind one, but for those that test_editors_desk.py looks at
ROWS = ("known", "unknown", "choice", "rung", "studynote", "trial", "mechanism", "risk", "warningsign", "country",
        "value", "check", "notverified", "signed", "harm", "answer", "term", "edition", "step", "change",
        "interest")  # fmt: skip
# Accounts as `make_editor` makes them; only who reviews and has no phone is made by hand.
PREPARE = f"""
from django.apps import apps
from django.contrib.auth.models import Group, User
from conditions.editing import changes, interests, publishing, turns
from conditions.editing.accounts import make
from conditions.editing.roles import Role
from conditions.editing.states import State
from conditions.guide.document import Text
from conditions.models import Claim
def made(name, role):
    print("KEY", name, make(name=name, roles_to_give=[role], password={PASSWORD!r}).code_address or "none")
    person = User.objects.get(username=name)
    interests.declare(by=person, person=person, earns_from_cells=False, what="")
    return person
for language in {list(GUIDES)!r}:
    for name in ("pat", "pam", "pia"):
        made(f"{{name}}-{{language}}", Role.PUBLISHER)
ada, bo = made("ada", Role.EDITOR), made("bo", Role.REVIEWER)
rex = User.objects.create_user("rex", password={PASSWORD!r}, is_staff=True)
rex.groups.set(Group.objects.filter(name=Role.REVIEWER.value))
for slug in [*{list(GUIDES.values())!r}, {WITH_ERROR!r}]:
    with changes.recorded(by="ada", row=Claim.objects.filter(guide__slug=slug).first()) as row:
        row.because_en += " This is so, as far as anybody knows."
        row.because_zh_hans = "" if slug == {WITH_ERROR!r} else row.because_zh_hans + "就目前所知是这样。"
        row.save()
    turns.move(by=ada, slug=slug, to=State.IN_REVIEW)
    turns.move(by=bo, slug=slug, to=State.READY, remark="Read.")
note = Text(en="Back.", zh_hans="回到以前。")
publishing.republish(by="pat-en", slug={WITH_TWO_EDITIONS!r}, number=1, significance="minor", note=note)
for name in {ROWS!r}:
    first = apps.get_model("conditions", name).objects.first()
    print("ROW", name, f"/admin/conditions/{{name}}/{{first.pk}}/")
"""
# what stands behind the door, beside what test_editors_desk.py looks at
PAGES = {
    "publish": "/admin/publish/chronic-migraine/",
    "publish, in vain": f"/admin/publish/{WITH_ERROR}/",
    "go back": f"/admin/publish/{WITH_TWO_EDITIONS}/again/1/",
    "withdraw": "/admin/withdraw/before-you-sign/",
    "a preview": "/admin/preview/{language}/conditions/chronic-migraine/claims/",
    "interests": "/admin/conditions/interest/",
    "declare": "/admin/conditions/interest/add/",
    "editions": "/admin/conditions/edition/",
    "steps": "/admin/conditions/step/",
    "changes": "/admin/conditions/change/",
    "all tables": "/admin/conditions/",
    "my password": "/admin/password_change/",
}
SAID = {
    "en": {
        "wrong password": "That name or password is not right.",
        "wrong code": "This code does not fit.",
        "no phone": "Your role needs a second factor, and you have none yet.",
        "locked": "For one hour, nobody can sign in with this name from here.",
        "wrong again": "That was not right. Please try again.",
        "published": "Edition 2 is published.",
    },
    "zh-hans": {
        "wrong password": "名字或密码不对。",
        "wrong code": "这个验证码不对。",
        "no phone": "您的角色需要第二重验证，而您还没有设置。",
        "locked": "一小时之内，不能从这里用这个名字登录。",
        "wrong again": "输入不对。请再试一次。",
        "published": "第2版已经发布。",
    },
}
TRIES = 5  # wrong passwords until a name is locked (AXES_FAILURE_LIMIT)
NEXT_CODE_AFTER = 1.2  # seconds until another code is looked at, after one wrong one


class Door:
    """The running site, the phones of those who sign in, and the tabs of publishers who have."""

    def __init__(self, browser: Browser, address: str, said: str) -> None:
        self.browser, self.address = browser, address
        lines = [line.split() for line in said.splitlines()]
        self._keys = {line[1]: line[2] for line in lines if line[:1] == ["KEY"]}
        self.rows = {line[1]: line[2] for line in lines if line[:1] == ["ROW"]}
        self._inside: dict[str, Page] = {}

    def tab(self, language: Language, **options: object) -> Page:
        """A tab of somebody who was never here."""
        options = {"base_url": self.address, "viewport": DESK, "locale": language.html, **options}
        return self.browser.new_context(**options).new_page()

    def code(self, name: str, *, later: int = 0) -> str:
        """What the phone of somebody shows now, or some half minutes later."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(self._keys[name]).query).items()}
        digits = int(asked["digits"])
        shown = totp(base64.b32decode(asked["secret"]), int(asked["period"]), digits=digits, drift=later)
        return f"{shown:0{digits}}"

    def wrong_code(self, name: str) -> str:
        """Six digits that the phone shows neither now nor soon."""
        shown = {self.code(name, later=later) for later in range(-2, 4)}
        return next(digits for digits in ("000000", "111111", *map(str, range(200000, 200009))) if digits not in shown)

    def inside(self, language: Language) -> Page:
        """The tab of a publisher, signed in."""
        if language.code not in self._inside:
            page, name = self.tab(language), f"pia-{language.code}"
            page.goto("/admin/login/")
            sign_in(page, name)
            send(page, "#code", self.code(name))
            page.wait_for_url("**/admin/")
            self._inside[language.code] = page
        return self._inside[language.code]


@pytest.fixture(scope="package")  # both languages use it, one after the other
def door(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A site on a database of its own, with the guides published and everybody's account made."""
    data: Path = tmp_path_factory.mktemp("door")
    with fresh_database(os.environ["DATABASE_URL"], published=True) as database, served(database, data) as address:
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-c", PREPARE],
            cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "DATABASE_URL": database, "ASKFIRST_DATA": str(data)},
        )  # fmt: skip
        yield Door(browser, address, done.stdout)


def send(page: Page, field: str, words: str) -> None:
    """Types into a field and sends its form."""
    page.fill(field, words)
    with page.expect_navigation():
        page.press(field, "Enter")


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.fill("#id_username", name)
    send(page, "#id_password", password)


def said(page: Page, what: str, language: Language) -> bool:
    return SAID[language.code][what] in page.inner_text("main")


def faults(page: Page, language: Language) -> list[str]:
    """What axe finds on the screen of a language, and whether the page is wider than a phone."""
    page.evaluate(AXE_SCRIPT)
    page.set_viewport_size(SCREENS[language.code]["viewport"])
    violations = page.evaluate("(options) => axe.run(document, options)", OPTIONS)["violations"]
    found = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in violations]
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*found, *([f"{wide} px wide"] if wide > PHONE["width"] else [])]


@pytest.mark.parametrize(("name", "script"), [("pat", True), ("pam", False)], ids=["script", "no script"])
def test_a_publisher_comes_in_by_name_password_and_code(
    door: Door, language: Language, name: str, script: bool
) -> None:
    """With a slip at each step: it is told, and what was right already is not asked again."""
    name, wanted = f"{name}-{language.code}", f"/admin/turns/{GUIDES[language.code]}/"
    page = door.tab(language, java_script_enabled=script)
    look = faults if script else lambda _page, _language: []
    page.goto(wanted)
    assert look(page, language) == []
    sign_in(page, name, "not my password")
    assert said(page, "wrong password", language)
    assert page.input_value("#id_username") == name
    assert look(page, language) == []
    send(page, "#id_password", PASSWORD)
    assert look(page, language) == []
    send(page, "#code", door.wrong_code(name))
    assert said(page, "wrong code", language)
    assert name in page.inner_text("main"), "they are told as whom they are here"
    assert look(page, language) == []
    time.sleep(NEXT_CODE_AFTER)
    send(page, "#code", door.code(name))
    assert urlsplit(page.url).path == wanted, "they come to where they wanted to go"
    assert page.get_attribute("html", "lang") == language.html.lower()
    page.context.close()


def test_a_reviewer_without_a_phone_is_told_how_to_get_a_code(door: Door, language: Language) -> None:
    page = door.tab(language)
    page.goto("/admin/login/")
    sign_in(page, "rex")
    assert said(page, "no phone", language)
    assert "make_editor rex --renew-code" in page.inner_text("main")
    assert page.locator("#code").count() == 0
    assert faults(page, language) == []
    page.context.close()


def test_who_guesses_passwords_is_told_to_wait(door: Door, language: Language) -> None:
    page, name = door.tab(language), f"somebody-{language.code}"
    page.goto("/admin/login/")
    for _ in range(TRIES):
        assert not said(page, "locked", language)
        sign_in(page, name, "a guess")
    assert said(page, "locked", language)
    assert "Django" not in page.inner_text("body")
    assert faults(page, language) == []
    page.context.close()


def test_the_password_and_a_new_code_are_asked_before_a_guide_is_published(door: Door, language: Language) -> None:
    page, name = door.inside(language), f"pia-{language.code}"
    page.set_viewport_size(DESK)
    page.goto(f"/admin/publish/{GUIDES[language.code]}/")
    page.check("input[name=significance][value=minor]")
    page.fill("#id_note_en", "A line\nand another.")
    page.fill("#id_note_zh_hans", "一行\n又一行。")
    with page.expect_navigation():
        page.click(".release-form [type=submit]")
    assert faults(page, language) == []
    page.fill("#code-again", door.wrong_code(name))
    send(page, "#password-again", "not my password")
    assert said(page, "wrong again", language)
    assert faults(page, language) == []
    page.fill("#code-again", door.code(name, later=1))  # the one shown now has opened the door
    send(page, "#password-again", PASSWORD)
    assert said(page, "published", language)
    page.goto(f"/admin/publish/{GUIDES[language.code]}/")
    notes = {"en": "A line", "zh-hans": "一行"}
    assert notes[language.code] in page.inner_text("main table"), "what was typed before the slip was not lost"


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_the_pages_of_a_publisher(door: Door, language: Language, name: str) -> None:
    page = door.inside(language)
    answer = page.goto(PAGES[name].format(language=language.code))
    assert answer is not None
    assert answer.status == 200
    assert faults(page, language) == []


@pytest.mark.parametrize("name", ROWS)
def test_axe_finds_nothing_on_a_form_of_each_kind_and_on_its_history(door: Door, name: str) -> None:
    """In one language each: they are built alike, and test_editors_desk.py looks at some in both."""
    at = ROWS.index(name)
    page = door.inside(LANGUAGES[at % 2])
    for end in ("change/", "history/") if at < 2 else ("change/",):
        answer = page.goto(door.rows[name] + end)
        assert answer is not None
        assert answer.status == 200
        assert faults(page, LANGUAGES[at % 2]) == []
