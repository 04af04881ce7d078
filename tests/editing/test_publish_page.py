"""Publishing at the desk: who may, when, what readers then see; going back; withdrawing; English alone."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from conditions import library
from conditions.editing import carrying, changes, publishing, releases, turns
from conditions.editing.refusals import Refused
from conditions.editing.roles import Role
from conditions.editing.states import State
from conditions.guide.document import Text
from conditions.guide.languages import CHINESE, ENGLISH
from conditions.models import Claim, Edition, Guide, Outcome, Question, Step, Term, Withdrawal
from tests import shipped
from tests.editing.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SLUG = "chronic-migraine"
PAGE = f"/admin/publish/{SLUG}/"
NOTE = Text(en="One word is mended.", zh_hans="改了一个词。")
WRONG = Text(en="A figure was wrong.", zh_hans="有一个数字写错了。")
REASON = Text(en="A trial was retracted.", zh_hans="一项试验被撤稿。")
FORM = {"significance": "minor", "note_en": NOTE.en, "note_zh_hans": NOTE.zh_hans}


@pytest.fixture
def publisher(pat, signed_in) -> Client:
    """Pat at the desk."""
    return signed_in(pat)


@pytest.fixture
def no_code(monkeypatch):
    """The second factor that is asked with the password has tests of its own (test_reauthentication)."""
    monkeypatch.setattr("conditions.editing.reauthentication.user_has_device", lambda _person: False)


def a_claim():
    return Claim.objects.get(guide__slug=SLUG, key="root-cause")


def change_english(by="ada"):
    with changes.recorded(by=by, row=a_claim()) as row:
        row.because_en += " This is so, as far as anybody knows."
        row.save()


def change_chinese(by="lin"):
    with changes.recorded(by=by, row=a_claim()) as row:
        row.because_zh_hans += "就目前所知是这样。"
        row.save()


def sign(ada, bo):
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
    turns.move(by=bo, slug=SLUG, to=State.READY, remark="Read.")


@pytest.fixture
def publishable(ada, bo, lin):
    """A changed guide that a reviewer has signed and a translator has brought level."""
    change_english()
    change_chinese()
    sign(ada, bo)
    assert turns.state(SLUG) is State.PUBLISHABLE


@pytest.fixture
def chinese_behind(ada, bo):
    """Signed, but the Chinese of one claim is older than its English."""
    change_english()
    sign(ada, bo)
    assert turns.stand(SLUG).publishable_in_english_alone


def test_a_publisher_sees_what_has_changed_and_what_the_rules_say(publisher, publishable):
    page = publisher.get(PAGE)
    assert page.status_code == 200
    assert "What the rules say" in page.text
    assert "as far as anybody knows" in page.text
    assert "就目前所知" in page.text
    assert 'name="significance"' in page.text


def test_the_password_is_asked_before_anything_is_published(publisher, publishable, no_code):
    page = publisher.post(PAGE, FORM)
    assert "Please give your password again" in page.text
    assert Edition.objects.filter(slug=SLUG).count() == 1
    assert publisher.post(PAGE, {**FORM, "password-again": "wrong"}).status_code == 400
    assert Edition.objects.filter(slug=SLUG).count() == 1
    assert publisher.post(PAGE, {**FORM, "password-again": PASSWORD}).status_code == 302
    made = Edition.objects.get(slug=SLUG, number=2)
    assert (made.published_by, made.significance, made.note_zh_hans) == ("pat", "minor", NOTE.zh_hans)
    assert turns.state(SLUG) is State.PUBLISHED


@pytest.mark.parametrize("missing", ["significance", "note_en", "note_zh_hans"])
def test_significance_and_a_note_in_both_languages_are_required(publisher, publishable, missing):
    page = publisher.post(PAGE, {**FORM, missing: " "})
    assert page.status_code == 400
    assert "password-again" not in page.text
    assert Edition.objects.filter(slug=SLUG).count() == 1


@pytest.mark.parametrize("note", ["<script>alert(1)</script>", "See https://a-clinic.example", "See [[a-term"])
def test_a_note_holds_no_tag_no_address_and_no_link(publisher, publishable, note):
    assert publisher.post(PAGE, {**FORM, "note_en": note}).status_code == 400


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.REVIEWER])
@pytest.mark.parametrize("address", [PAGE, f"{PAGE}again/1/", f"/admin/withdraw/{SLUG}/"])
def test_nobody_else_may_publish_go_back_or_withdraw(person, signed_in, role, address):
    client = signed_in(person("sam", role))
    before = Edition.objects.count(), Step.objects.count(), Withdrawal.objects.count()
    for response in (client.get(address), client.post(address, {**FORM, "password-again": PASSWORD})):
        assert response.status_code == 403
    assert (Edition.objects.count(), Step.objects.count(), Withdrawal.objects.count()) == before


@pytest.mark.parametrize("standing", [{"earns": True}, {"declared": False}])
def test_a_publisher_who_earns_from_cells_or_has_not_said_is_refused(person, standing, publishable):
    sam = person("sam", Role.PUBLISHER, **standing)
    for act in (
        lambda: releases.publish(by=sam, slug=SLUG, significance="minor", note=NOTE),
        lambda: releases.republish(by=sam, slug=SLUG, number=1, significance="minor", note=NOTE),
        lambda: releases.withdraw(by=sam, slug=SLUG, reason=REASON),
    ):
        with pytest.raises(Refused):
            act()
    assert Edition.objects.filter(slug=SLUG).count() == 1


def test_a_guide_in_any_other_state_is_not_published(pat, publisher, no_code):
    change_english()
    assert turns.state(SLUG) is State.DRAFT
    with pytest.raises(Refused):
        releases.publish(by=pat, slug=SLUG, significance="minor", note=NOTE)
    assert "It cannot be published yet" in publisher.get(PAGE).text
    assert publisher.post(PAGE, {**FORM, "password-again": PASSWORD}).status_code in (400, 403)
    assert Edition.objects.filter(slug=SLUG).count() == 1


def test_an_error_stops_publishing_and_leads_to_its_field(publisher, ada):
    with changes.recorded(by="ada", row=a_claim()) as row:
        row.because_zh_hans = ""
        row.save()
    page = publisher.get(PAGE)
    assert "An error stops publishing." in page.text
    assert f"/admin/conditions/claim/{a_claim().pk}/change/" in page.text


def test_chinese_that_is_behind_stops_publishing_unless_english_alone_is_meant(pat, chinese_behind, publisher):
    with pytest.raises(Refused):
        releases.publish(by=pat, slug=SLUG, significance="minor", note=NOTE)
    page = publisher.post(PAGE, FORM)  # the box is not ticked
    assert page.status_code == 400
    assert "claims/root-cause/because" in page.text


def read(client, path):
    library.forget()
    return client.get(path)


def test_english_alone_leaves_readers_of_chinese_on_the_last_whole_edition(pat, chinese_behind, client):
    before = read(client, f"/zh-hans/conditions/{SLUG}/claims/").text
    releases.publish(by=pat, slug=SLUG, significance="minor", note=NOTE, english_alone=True)
    english = read(client, f"/en/conditions/{SLUG}/claims/").text
    chinese = client.get(f"/zh-hans/conditions/{SLUG}/claims/").text
    old_words = library.edition(SLUG, 1).guide.claims
    old = next(claim for claim in old_words if claim.id == "root-cause").because.zh_hans
    assert "as far as anybody knows" in english
    assert "Edition 2" in english
    assert "第1版" in chinese
    assert old[:12] in before
    assert old[:12] in chinese
    assert "正在修订的段落：1处" in chinese
    assert "英文指南有了更新的版本" not in english


def test_where_the_advice_changes_the_old_chinese_gives_way(pat, chinese_behind, client):
    releases.publish(by=pat, slug=SLUG, significance="changes-advice", note=NOTE, english_alone=True)
    chinese = read(client, f"/zh-hans/conditions/{SLUG}/claims/").text
    claim = next(claim for claim in library.edition(SLUG, 1).guide.claims if claim.id == "root-cause")
    assert claim.because.zh_hans[:12] not in chinese
    assert "这一段正在修订" in chinese
    assert "as far as anybody knows" in client.get(f"/en/conditions/{SLUG}/claims/").text


def test_a_figure_that_changed_with_the_advice_gives_way_in_chinese_everywhere(pat, ada, bo, client):
    outcome = Outcome.objects.filter(option__guide__slug=SLUG, kind="counted").order_by("pk")[0]
    before = outcome.treated
    with changes.recorded(by="ada", row=outcome) as row:
        row.treated = before - 1
        row.what_en += " (again)"
        row.save()
    sign(ada, bo)
    releases.publish(by=pat, slug=SLUG, significance="changes-advice", note=NOTE, english_alone=True)
    library.forget()
    shown = {id: o for o in library.current(SLUG, CHINESE).guide.outcomes() for id in [o[1].id]}
    assert shown[outcome.key][1].gives_way()
    assert shown[outcome.key][1].treated is None
    assert library.current(SLUG, ENGLISH).guide.outcomes()
    chinese = client.get(f"/zh-hans/conditions/{SLUG}/evidence/").text
    assert "这些数字正在修订" in chinese
    both = client.get(f"/en/conditions/{SLUG}/evidence/?with=zh-hans").text
    assert f"{before - 1} out of 100" in both
    assert f"100人中{before}人" not in both.split(f'id="outcome-{outcome.key}"')[1].split("</article>")[1]
    sheet = client.get(f"/en/conditions/{SLUG}/handouts/leaflet/?languages=zh-hans").text
    assert "新版改变了建议" in sheet


def test_the_glossary_follows_each_language_too(pat, ada, bo, client):
    term = next(term for term in library.edition(SLUG, 1).guide.terms if "headache" in term.plain.en)
    before = client.get("/zh-hans/glossary/").text
    with changes.recorded(by="ada", row=Term.objects.get(key=term.id)) as row:
        row.plain_en += " This is so, as far as anybody knows."
        row.save()
    for slug in ("chronic-migraine", "chronic-pain"):
        if turns.stand(slug).state is State.DRAFT:
            turns.move(by=ada, slug=slug, to=State.IN_REVIEW)
            turns.move(by=bo, slug=slug, to=State.READY, remark="Read.")
    releases.publish(by=pat, slug=SLUG, significance="changes-advice", note=NOTE, english_alone=True)
    chinese = client.get("/zh-hans/glossary/").text
    assert "正在修订" not in before
    assert term.plain.zh_hans[:10] in before
    assert "这一段正在修订" in chinese


def test_the_questions_side_by_side_are_read_from_their_own_editions(pat, ada, bo, client):
    with changes.recorded(by="ada", row=Question.objects.filter(guide__slug=SLUG)[0]) as row:
        row.ask_en += " As far as you know?"
        old = row.ask_zh_hans
        row.save()
    sign(ada, bo)
    releases.publish(by=pat, slug=SLUG, significance="minor", note=NOTE, english_alone=True)
    for address in (f"/en/conditions/{SLUG}/questions/?with=zh-hans", f"/zh-hans/conditions/{SLUG}/questions/?with=en"):
        page = read(client, address).text
        assert "As far as you know?" in page
        assert old[:3] in page


def test_the_next_whole_edition_brings_both_languages_together(pat, chinese_behind, ada, bo):
    releases.publish(by=pat, slug=SLUG, significance="changes-advice", note=NOTE, english_alone=True)
    change_chinese()
    assert turns.state(SLUG) is State.PUBLISHABLE
    releases.publish(by=pat, slug=SLUG, significance="wording", note=NOTE)
    for language in (ENGLISH, CHINESE):
        opened = library.current(SLUG, language)
        assert (opened.about.number, opened.revision) == (3, None)


def test_side_by_side_each_language_is_read_from_its_own_edition(pat, chinese_behind, client):
    releases.publish(by=pat, slug=SLUG, significance="minor", note=NOTE, english_alone=True)
    library.forget()
    old = next(claim for claim in library.edition(SLUG, 1).guide.claims if claim.id == "root-cause")
    for address in (f"/en/conditions/{SLUG}/claims/?with=zh-hans", f"/zh-hans/conditions/{SLUG}/claims/?with=en"):
        page = client.get(address).text
        assert "as far as anybody knows" in page
        assert old.because.zh_hans[:12] in page


def test_english_alone_needs_a_chinese_edition_to_stay_on():
    carrying.load(shipped.guide(SLUG).model_copy(update={"slug": "twin"}))
    with pytest.raises(publishing.NoWholeEdition):
        publishing.publish(by="pat", slug="twin", significance="first", note=NOTE, english_alone=True)
    assert not Edition.objects.filter(slug="twin").exists()


def test_a_correction_stands_in_the_public_list(pat, publishable, client, language):
    releases.publish(by=pat, slug=SLUG, significance="minor", note=NOTE, corrects=WRONG)
    log = read(client, f"/{language.code}/about/corrections/")
    assert log.status_code == 200
    assert WRONG.in_language(language) in log.text
    assert f"/{language.code}/conditions/{SLUG}/editions/2/" in log.text
    assert WRONG.in_language(language) in client.get(f"/{language.code}/conditions/{SLUG}/editions/").text


def test_what_was_wrong_is_asked_in_both_languages(publisher, publishable):
    page = publisher.post(PAGE, {**FORM, "is_correction": "on", "corrects_en": WRONG.en})
    assert page.status_code == 400
    assert "Please say what was wrong." in page.text


def test_going_back_makes_a_new_edition_that_says_what_the_old_one_said(pat, publishable, publisher, no_code):
    releases.publish(by=pat, slug=SLUG, significance="minor", note=NOTE)
    address = reverse("admin:republish", args=[SLUG, 1])
    assert "as far as anybody knows" in publisher.get(address).text
    assert publisher.post(address, {**FORM, "password-again": PASSWORD}).status_code == 302
    made = Edition.objects.get(slug=SLUG, number=3)
    assert made.document == Edition.objects.get(slug=SLUG, number=1).document
    assert "as far as anybody knows" in a_claim().because_en  # the working copy stays
    assert turns.state(SLUG) is State.DRAFT  # and the desk says that it differs
    assert library.current(SLUG, ENGLISH).about.number == 3


def test_nobody_goes_back_to_the_newest_or_to_none(publisher):
    assert publisher.get(reverse("admin:republish", args=[SLUG, 1])).status_code == 404
    assert publisher.get(reverse("admin:republish", args=[SLUG, 9])).status_code == 404


PUBLIC = (
    "", "options/", "claims/", "values/", "check/", "questions/", "all/", "editions/", "editions/1/", "handouts/",
    "handouts/leaflet/",
)  # fmt: skip


@pytest.mark.parametrize("end", PUBLIC)
def test_a_withdrawn_guide_says_why_on_every_address(pat, client, language, end):
    releases.withdraw(by=pat, slug=SLUG, reason=REASON)
    page = read(client, f"/{language.code}/conditions/{SLUG}/{end}")
    assert page.status_code == 410
    assert REASON.in_language(language) in page.text
    assert page["Cache-Control"] == "public, max-age=60"


def test_the_first_page_and_a_printed_code_say_why_too(pat, client, language):
    releases.withdraw(by=pat, slug=SLUG, reason=REASON)
    home = read(client, f"/{language.code}/")
    assert home.status_code == 200
    assert REASON.in_language(language) in home.text
    assert REASON.in_language(language) in client.get(f"/e/{SLUG}/1/").text
    assert client.get(f"/{language.code}/conditions/chronic-pain/").status_code == 200


def test_a_withdrawn_guide_comes_back_with_its_next_edition(pat, publisher, no_code, client):
    address = reverse("admin:withdraw", args=[SLUG])
    form = {"reason_en": REASON.en, "reason_zh_hans": REASON.zh_hans, "password-again": PASSWORD}
    assert publisher.post(address, {**form, "reason_zh_hans": ""}).status_code == 400
    assert publisher.post(address, form).status_code == 302
    assert Step.objects.filter(slug=SLUG, to="withdrawn", by="pat").exists()
    assert turns.state(SLUG) is State.WITHDRAWN
    with pytest.raises(publishing.AlreadyWithdrawn):
        releases.withdraw(by=pat, slug=SLUG, reason=REASON)
    releases.republish(by=pat, slug=SLUG, number=1, significance="minor", note=NOTE)
    assert read(client, f"/en/conditions/{SLUG}/").status_code == 200
    assert library.all_withdrawn() == {}


def test_the_day_of_a_guide_is_its_own(pat, publishable):
    """An edition keeps the date of its next review as it was when it came out."""
    releases.publish(by=pat, slug=SLUG, significance="minor", note=NOTE)
    Guide.objects.filter(slug=SLUG).update(about_next_review=datetime.date(2001, 1, 1))
    assert library.edition(SLUG, 2).guide.about.next_review > datetime.date(2001, 1, 1)
