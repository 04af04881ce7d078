"""Previews show the working copy to those who work on it, and to nobody else (test_no_draft_word.py)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from conditions import library
from conditions.editing import changes, releases, turns
from conditions.editing.roles import Role
from conditions.editing.states import State
from conditions.guide.document import Text
from conditions.models import Claim
from tests import shipped
from tests.editing.conftest import MARKER
from tests.handouts import printed

pytestmark = pytest.mark.django_db
SLUG = "chronic-migraine"
HERE = f"/admin/preview/en/conditions/{SLUG}/"
PREVIEWS = ("", "options/", "evidence/", "claims/", "questions/", "values/", "check/", "all/?with=zh-hans", "handouts/",
            "handouts/leaflet/", "editions/")  # fmt: skip


@pytest.fixture
def looking(ada, signed_in) -> Client:
    return signed_in(ada)


def test_a_preview_leaves_nothing_behind_on_public_pages(marked, looking, client):
    library.forget()
    for address in ("all/?with=zh-hans", "claims/", "editions/"):
        assert looking.get(f"{HERE}{address}").status_code == 200
    assert looking.get("/admin/preview/en/glossary/").status_code == 200
    for address in ("all/?with=zh-hans", "claims/", "editions/", "editions/1/"):
        page = client.get(f"/en/conditions/{SLUG}/{address}").text
        assert MARKER not in page
        assert "/admin/" not in page
    assert MARKER not in client.get("/en/glossary/").text


@pytest.mark.parametrize("address", PREVIEWS)
def test_a_preview_shows_the_working_copy_marked_as_a_draft(marked, looking, address):
    page = looking.get(f"{HERE}{address}")
    assert page.status_code == 200
    if address != "editions/":
        assert MARKER in page.text
    assert 'class="draft-mark"' in page.text
    assert "<title>Draft" in page.text
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))
    assert "public" not in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"


def test_links_between_pages_of_a_guide_stay_inside_the_preview(looking):
    page = looking.get(HERE).text
    links = set(re.findall(r'href="(/[^"#?]*)', page))
    inside = {link for link in links if "/conditions/" in link or link.endswith(("/glossary/", "/safety/"))}
    assert f"{HERE}evidence/" in inside
    assert "/admin/preview/zh-hans/conditions/chronic-migraine/" in inside
    assert {link for link in inside if not link.startswith("/admin/preview/")} == set()
    assert "/en/" in links  # the home page is no page of a guide


def test_each_language_has_its_preview(looking, language):
    page = looking.get(f"/admin/preview/{language.code}/conditions/{SLUG}/claims/")
    assert page.status_code == 200
    assert f'<html lang="{language.html}">' in page.text


def test_the_desk_leads_to_the_preview(looking):
    assert looking.get(f"/admin/preview/{SLUG}/").url == HERE
    assert looking.get("/admin/preview/no-such-guide/").status_code == 404


@pytest.mark.parametrize("address", [HERE, f"/admin/preview/{SLUG}/", f"{HERE}handouts/leaflet.pdf"])
def test_a_stranger_sees_no_preview(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert "/admin/login/" in response.url


def test_an_account_without_a_role_sees_no_preview(person, signed_in):
    assert signed_in(person("sam")).get(HERE).status_code == 403


@pytest.mark.parametrize("role", list(Role))
def test_everybody_at_the_desk_may_look(person, signed_in, role):
    assert signed_in(person("sam", role)).get(HERE).status_code == 200


@pytest.mark.parametrize("address", ["/admin/preview/en/my-list/", "/admin/preview/en/", "/admin/preview/xx/glossary/",
                                     "/admin/preview/en/privacy/", "/admin/preview/en/no/such/page/"])  # fmt: skip
def test_what_is_no_page_of_a_guide_has_no_preview(looking, address):
    assert looking.get(address).status_code == 404


def test_nothing_is_written_from_a_preview(looking):
    assert looking.post(f"{HERE}questions/", {"pick": "what-cells"}).status_code == 405
    response = looking.get(f"{HERE}questions/")
    assert "my-list" not in response.cookies


def test_a_pdf_says_on_every_side_that_it_is_a_draft(marked, looking):
    pdf = looking.get(f"{HERE}handouts/leaflet.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert "no-store" in pdf["Cache-Control"]
    sides = printed.every_word(pdf.content)
    assert len(sides) > 1
    assert all("DRAFT,notpublished" in side for side in sides)
    assert MARKER in "".join(sides)


def test_the_sheet_says_so_in_its_foot_which_stands_on_every_side(marked, looking):
    page = looking.get(f"{HERE}handouts/leaflet/").text
    foot = page.split('class="paper-foot"')[1]
    assert "DRAFT, not published" in foot
    assert "qr" not in foot.split("</footer>")[0]


def test_a_published_edition_shows_what_the_preview_showed(pat, ada, bo, looking, client):
    with changes.recorded(by="ada", row=Claim.objects.get(guide__slug=SLUG, key="root-cause")) as row:
        row.because_en, row.because_zh_hans = "Nobody has shown that [@x].".replace(" [@x]", ""), "没有人证明过。"
        row.save()
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
    turns.move(by=bo, slug=SLUG, to=State.READY)
    assert "Nobody has shown that." in looking.get(f"{HERE}claims/").text
    releases.publish(by=pat, slug=SLUG, significance="minor", note=Text(en="New.", zh_hans="新的。"))
    assert "Nobody has shown that." in client.get(f"/en/conditions/{SLUG}/claims/").text
    assert shipped.guide(SLUG).slug == SLUG
