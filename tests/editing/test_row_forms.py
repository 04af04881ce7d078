"""The form of a row: what is typed is text, what is no text is refused at the field, every change is taken down, and
the second of two to save loses nothing."""

import pytest
from django.db.models import Count
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.editing import changes, turns
from conditions.guide.languages import LANGUAGES
from conditions.guide.rules_of_words import broken_link, foreign
from conditions.models import Change, Check, Claim, Guide, Option, Outcome, Source
from tests.editing.test_roles import address, as_sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return Claim.objects.get(guide__slug="chronic-migraine", key="root-cause")


def opened(client, row):
    """The form of a row as a person has it before them."""
    return as_sent(client.get(address(type(row), "change", row.pk)))


def save(client, row, data):
    return client.post(address(type(row), "change", row.pk), data)


def errors_at(response, field):
    return " ".join(response.context["adminform"].form.errors.get(field, []))


# what is typed is text


@pytest.mark.parametrize("typed", [
    "<script>alert(1)</script>", "<ScRiPt\nsrc=x>", "<img src=x onerror=alert(1)>", "<style>p{}</style>", "<!-- x -->",
    "See https://elsewhere.example/.", "See www.elsewhere.example.", "javascript:alert(1)", "ftp://elsewhere.example",
    "data:text/html,x", "</p>",
])  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_markup_and_addresses_are_refused_at_their_field(typed, language, claim, ada, signed_in):
    client, column = signed_in(ada), f"because_{language.suffix}"
    data = opened(client, claim)
    response = save(client, claim, {**data, column: typed})
    assert response.status_code == 200
    assert "have no place here" in errors_at(response, column)
    assert "<script>alert" not in response.text  # and it is shown as it was typed, not run
    claim.refresh_from_db()
    assert getattr(claim, column) == data[column].replace("\r\n", "\n")


@pytest.mark.parametrize("typed", ["A [[term", "A [[Term]]", "Shown [@Somebody].", "x ]] y"])
def test_a_link_that_is_not_whole_is_refused_at_its_field(typed, claim, ada, signed_in):
    client = signed_in(ada)
    response = save(client, claim, {**opened(client, claim), "because_en": typed})
    assert "This link is not whole" in errors_at(response, "because_en")


@pytest.mark.parametrize(
    "typed", ["5 < 7 and 7 > 5", "Fish & chips", "a *b* [[placebo]] [@x]\n\n- one\n- two", "<3", "“x”"]
)
def test_plain_words_of_any_kind_are_kept_and_shown_as_typed(typed, claim, ada, signed_in):
    client = signed_in(ada)
    assert save(client, claim, {**opened(client, claim), "because_en": typed}).status_code == 302
    claim.refresh_from_db()
    assert claim.because_en == typed
    assert opened(client, claim)["because_en"] == typed


def test_a_form_that_is_refused_keeps_all_that_was_typed(claim, ada, signed_in):
    client = signed_in(ada)
    sent = {**opened(client, claim), "because_en": "<b>bold</b>", "because_zh_hans": "写了一半的话"}
    response = save(client, claim, sent)
    assert "&lt;b&gt;bold&lt;/b&gt;" in response.text
    assert "写了一半的话" in response.text


@given(st.text(max_size=60))
def test_the_small_syntax_is_told_from_what_is_none_for_any_words(words):
    assert foreign(words) in words
    if "<" not in words and ":" not in words and "www" not in words.lower():
        assert foreign(words) == ""
    if "[" not in words and "]" not in words:
        assert broken_link(words) == ""


# every change is taken down


def test_a_change_is_taken_down_with_who_where_before_and_after(claim, ada, signed_in):
    client, before = signed_in(ada), claim.because_en
    save(client, claim, {**opened(client, claim), "because_en": before + " More.", "verdict": "too-early"})
    kept = {(c.place, c.language, c.by, c.old, c.new) for c in Change.objects.all()}
    assert kept == {
        ("claims/root-cause/because", "en", "ada", before, before + " More."),
        ("claims/root-cause/verdict", "", "ada", claim.verdict, "too-early"),
    }
    assert Change.objects.first().guides == ["chronic-migraine"]
    assert {change.place for change in changes.latest(by="ada")} == {place for place, *_rest in kept}
    assert changes.latest(by="lin") == []


@pytest.fixture
def source():
    """A source with several findings, which stand on its page."""
    return Source.objects.annotate(found=Count("findings")).filter(found__gt=1).first()


def test_rows_on_the_page_of_their_parent_are_taken_down_too(source, ada, signed_in):
    client = signed_in(ada)
    assert save(client, source, {**opened(client, source), "findings-0-result": "Nobody knows."}).status_code == 302
    (kept,) = Change.objects.all()
    assert (kept.place, kept.new) == (f"sources/{source.key}/findings/0/result", "Nobody knows.")


def test_what_is_deleted_stays_in_the_changes_with_all_below_it(ada, signed_in):
    option = Option.objects.filter(guide__slug="chronic-migraine", outcomes__isnull=False).first()
    name, outcome = option.name_en, option.outcomes.first()
    what = outcome.what_zh_hans
    signed_in(ada).post(address(Option, "delete", option.pk), {"post": "yes"})
    assert not Outcome.objects.filter(pk=outcome.pk).exists()
    kept = {change.place: change.old for change in Change.objects.filter(language="en")}
    assert kept[f"options/{option.key}/name"] == name
    chinese = {change.place: change.old for change in Change.objects.filter(language="zh_hans")}
    assert chinese[f"options/{option.key}/outcomes/{outcome.key}/what"] == what
    assert turns.stale("chronic-migraine") == []


def test_several_rows_deleted_from_a_list_are_kept_too(ada, signed_in):
    rows = list(Claim.objects.filter(guide__slug="chronic-pain")[:2])
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}
    assert signed_in(ada).post(address(Claim, "changelist"), chosen).status_code == 302
    assert not Claim.objects.filter(pk__in=[row.pk for row in rows]).exists()
    assert Change.objects.filter(place=f"claims/{rows[1].key}/because", old=rows[1].because_en).exists()


def test_a_new_row_and_one_taken_off_its_parents_page_are_taken_down(source, ada, signed_in):
    client, gone = signed_in(ada), source.findings.first()
    data = opened(client, source)
    count = int(data["findings-TOTAL_FORMS"])
    sent = {
        **data,
        "findings-0-DELETE": "on",
        "findings-TOTAL_FORMS": count + 1,
        f"findings-{count}-outcome": "sore arm",
        f"findings-{count}-result": "2 of 40",
        f"findings-{count}-figures": "{}",
        f"findings-{count}-position": 9,
        f"findings-{count}-source": source.pk,
    }
    response = save(client, source, sent)
    assert response.status_code == 302, response.context["errors"]
    assert source.findings.filter(outcome="sore arm").exists()
    kept = {(change.place, change.old, change.new) for change in Change.objects.all()}
    assert (f"sources/{source.key}/findings/9/result", "", "2 of 40") in kept
    assert (f"sources/{source.key}/findings/0/outcome", changes.plain(gone.outcome), "") in kept


def test_a_field_of_the_guide_itself_is_named_as_the_rules_name_it(ada, signed_in):
    guide = Guide.objects.get(slug="before-you-sign")
    client = signed_in(ada)
    save(client, guide, {**opened(client, guide), "about_search_en": "We searched again."})
    assert [change.place for change in Change.objects.all()] == ["about/search"]


# two on one row


def test_the_second_to_save_is_shown_both_versions_and_loses_nothing(claim, ada, keeper, signed_in):
    first, second = signed_in(ada), signed_in(keeper)
    hers, theirs = opened(first, claim), opened(second, claim)
    assert save(first, claim, {**hers, "because_en": "Ada wrote this."}).status_code == 302
    response = save(second, claim, {**theirs, "because_en": "The keeper wrote this."})
    assert response.status_code == 200
    assert "Ada wrote this." in errors_at(response, "because_en")
    assert "The keeper wrote this." in response.text
    claim.refresh_from_db()
    assert claim.because_en == "Ada wrote this."
    again = as_sent(response)
    assert again["because_en"] == "The keeper wrote this."
    assert save(second, claim, again).status_code == 302
    claim.refresh_from_db()
    assert claim.because_en == "The keeper wrote this."
    assert Change.objects.filter(by="keeper", old="Ada wrote this.").exists()


def test_what_the_second_did_not_touch_keeps_what_the_first_wrote(claim, ada, keeper, signed_in):
    first, second = signed_in(ada), signed_in(keeper)
    hers, theirs = opened(first, claim), opened(second, claim)
    save(first, claim, {**hers, "because_en": "Ada wrote this.", "sources": "", "verdict": "misleading"})
    response = save(second, claim, {**theirs, "because_zh_hans": "别人写的。"})
    assert response.status_code == 200
    assert any("Ada wrote this." in note for note in response.context["adminform"].form.non_field_errors())
    assert save(second, claim, as_sent(response)).status_code == 302
    claim.refresh_from_db()
    assert (claim.because_en, claim.because_zh_hans, claim.verdict) == ("Ada wrote this.", "别人写的。", "misleading")
    assert claim.sources == []


def test_a_translator_hears_that_the_english_has_changed_under_their_hands(claim, ada, lin, signed_in):
    first, second = signed_in(ada), signed_in(lin)
    hers, his = opened(first, claim), opened(second, claim)
    save(first, claim, {**hers, "because_en": "Ada wrote this."})
    response = save(second, claim, {**his, "because_zh_hans": "旧英文的译文。"})
    assert response.status_code == 200
    assert any("Ada wrote this." in note for note in response.context["adminform"].form.non_field_errors())
    assert save(second, claim, as_sent(response)).status_code == 302


def test_two_on_different_rows_of_one_page_do_not_disturb_each_other(source, ada, keeper, signed_in):
    first, second = signed_in(ada), signed_in(keeper)
    hers, theirs = opened(first, source), opened(second, source)
    assert save(first, source, {**hers, "findings-0-result": "Ada wrote this."}).status_code == 302
    assert save(second, source, {**theirs, "findings-1-result": "The keeper wrote this."}).status_code == 302
    results = [finding.result for finding in source.findings.all()]
    assert results[:2] == ["Ada wrote this.", "The keeper wrote this."]


@pytest.mark.parametrize("version", ["", "nonsense", "[]", '{"because_en": 5}', "[" * 99_999, "\x00"])
def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(version, claim, ada, signed_in):
    client = signed_in(ada)
    response = save(client, claim, {**opened(client, claim), "version": version, "because_en": "Overwritten."})
    assert response.status_code == 200
    claim.refresh_from_db()
    assert claim.because_en != "Overwritten."


def test_a_row_that_is_gone_gets_a_clear_page(claim, ada, signed_in):
    client = signed_in(ada)
    data = opened(client, claim)
    Claim.objects.filter(pk=claim.pk).delete()
    assert save(client, claim, {**data, "because_en": "Too late."}).status_code in (302, 404)


FIELDS = ["because_en", "verdict", "sources", "position", "key", "guide", "version"]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=40)))
def test_whatever_somebody_sends_is_answered_and_no_error_of_ours(data, claim, ada, signed_in):
    assert save(signed_in(ada), claim, data).status_code in (200, 302)


def test_a_change_to_a_source_names_every_guide_that_uses_it(source, keeper, signed_in):
    client = signed_in(keeper)
    save(client, source, {**opened(client, source), "citation": source.citation + " Corrected."})
    change = Change.objects.get()
    users = {slug for slug in turns.every_state() if _uses(slug, source.key)}
    assert set(change.guides) == users
    assert change.place == f"sources/{source.key}/citation"


def _uses(slug, key):
    from conditions.editing import carrying

    return carrying.read(slug).source(key) is not None


def test_old_chinese_leads_to_a_form_where_it_can_be_written(ada, signed_in):
    check = Check.objects.filter(guide__slug="chronic-pain").first()
    with changes.recorded(by="ada", row=check.answers.first()) as answer:
        answer.text_en = "Nobody knows."
        answer.save()
    page = signed_in(ada).get(reverse("admin:turns", args=["chronic-pain"]))
    (old,) = page.context["stale"]
    assert old["address"] in page.text
    assert "Nobody knows." in signed_in(ada).get(old["address"]).text
