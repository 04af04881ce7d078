"""The forms: both languages in view and measured, the way up and down, rows in order, and what stands beside a form."""

import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from conditions.editing import beside, carrying, checkups, lists_of_rows
from conditions.editing.checkups import Found, Item, Report
from conditions.editing.measured import measured, term_names
from conditions.editing.places import Places
from conditions.guide.document import Text
from conditions.guide.findings import error
from conditions.guide.languages import CHINESE, ENGLISH
from conditions.guide.readability import Chinese, English
from conditions.models import WORKING_COPY, Change, Check, Claim, Guide, Option, Source

pytestmark = pytest.mark.django_db
SLUG = "chronic-migraine"


@pytest.fixture(autouse=True)
def the_rules_said_this_before(monkeypatch):
    """What the rules say is tested elsewhere; asking them takes seconds."""

    def report(slug):
        found = error("claims/root-cause/because (English)", "It is too long.", "Cut it.")
        meter = [Item("Q1", "qualifying", Text(en="One", zh_hans="一"), "met", Text(en="So.", zh_hans="好。"))]
        levels = {"claims": (English(6.5, 100), Chinese(20.0, 9.0, 30, "", 5))}
        return Report(slug, [Found(found, Places(SLUG).target(found.place))], meter, levels)

    monkeypatch.setattr(checkups, "report", report)


def claim():
    return Claim.objects.get(key="root-cause", guide__slug=SLUG)


def form_of(row):
    return reverse(f"admin:conditions_{row._meta.model_name}_change", args=[row.pk])


def list_of(row, name):
    return reverse("admin:rows", args=[row._meta.model_name, row.pk, name])


def as_sent(response):
    data = {}
    for bound in response.context["adminform"].form:
        value = bound.value()
        if value is not None and value is not False:
            data[bound.html_name] = ",".join(value) if isinstance(value, list) else value
    return data


def order(guide):
    return list(guide.claims.values_list("key", flat=True))


def test_every_list_of_a_guide_has_a_name_and_a_page_that_leads_to_its_rows(ada, signed_in):
    client = signed_in(ada)
    guide = Guide.objects.get(slug=SLUG)
    page = client.get(form_of(guide)).text
    lists = lists_of_rows.below(guide)
    assert len(lists) == 17
    for listed in lists:
        assert f'href="{listed.address}"' in page
        rows = client.get(listed.address)
        assert rows.status_code == 200
        for row in listed.rows():
            assert f'href="{form_of(row)}"' in rows.text


def test_nothing_of_the_working_copy_is_out_of_reach_from_its_guide():
    reached, waiting = {Guide}, [Guide]
    while waiting:
        above = waiting.pop()
        for listed in lists_of_rows.below(above()):
            if listed.model not in reached:
                reached.add(listed.model)
                waiting.append(listed.model)
    shared = set(carrying.SHARED.values())
    assert {model for model in WORKING_COPY if hasattr(model, "key") or model is Guide} == reached | shared


def test_an_editor_finds_the_way_up_from_an_outcome(ada, signed_in):
    option = Option.objects.filter(guide__slug=SLUG, outcomes__isnull=False).first()
    outcome = option.outcomes.first()
    page = signed_in(ada).get(form_of(outcome)).text
    crumbs = re.search(r'<div class="breadcrumbs">(.*?)</div>', page, re.DOTALL)[1]
    assert re.findall(r'href="([^"]+)"', crumbs) == [
        reverse("admin:index"), form_of(option.guide), list_of(option.guide, "options"), form_of(option),
        list_of(option, "outcomes"),
    ]  # fmt: skip


def test_saving_leads_back_to_the_list_at_the_row(ada, signed_in):
    client, row = signed_in(ada), claim()
    data = as_sent(client.get(form_of(row))) | {"because_en": "Other words."}
    response = client.post(form_of(row), data)
    assert response["Location"] == f"{list_of(row.guide, 'claims')}#row-{row.pk}"
    assert f'id="row-{row.pk}"' in client.get(response["Location"].partition("#")[0]).text


def test_a_new_row_belongs_to_the_guide_it_was_added_from_and_comes_last(ada, signed_in):
    client, guide = signed_in(ada), Guide.objects.get(slug=SLUG)
    (listed,) = [each for each in lists_of_rows.below(guide) if each.name == "claims"]
    page = client.get(listed.address).text
    assert listed.add_address in page
    form = client.get(listed.add_address)
    assert list_of(guide, "claims") in form.text
    data = as_sent(form)
    assert str(data["guide"]) == str(guide.pk)
    response = client.post(listed.add_address, data | {"key": "brand-new", "verdict": "not-shown"})
    made = Claim.objects.get(key="brand-new")
    assert response["Location"] == f"{listed.address}#row-{made.pk}"
    assert order(guide)[-1] == "brand-new"


def test_deleting_a_row_leads_back_to_its_list(ada, signed_in):
    row = claim()
    response = signed_in(ada).post(reverse("admin:conditions_claim_delete", args=[row.pk]), {"post": "yes"})
    assert response["Location"] == list_of(row.guide, "claims")


def test_rows_move_up_and_down_and_it_is_taken_down(ada, signed_in):
    client, row = signed_in(ada), claim()
    before = order(row.guide)
    at = before.index("root-cause")
    move = reverse("admin:move-row", args=["claim", row.pk])
    way, back = ("down", "up") if at == 0 else ("up", "down")
    response = client.post(move, {"way": way})
    assert response["Location"] == f"{list_of(row.guide, 'claims')}#row-{row.pk}"
    after = order(row.guide)
    assert after.index("root-cause") == at + (1 if way == "down" else -1)
    assert sorted(after) == sorted(before)
    assert {change.field for change in Change.objects.filter(by="ada")} == {"position"}
    client.post(move, {"way": back})
    assert order(row.guide) == before


def test_at_the_end_of_its_list_a_row_stays(ada, signed_in):
    guide = Guide.objects.get(slug=SLUG)
    before = order(guide)
    first, last = guide.claims.first(), guide.claims.last()
    client = signed_in(ada)
    client.post(reverse("admin:move-row", args=["claim", first.pk]), {"way": "up"})
    client.post(reverse("admin:move-row", args=["claim", last.pk]), {"way": "down"})
    assert order(guide) == before


def test_rows_that_were_given_one_place_are_ordered_nevertheless(ada, signed_in):
    row = claim()
    row.guide.claims.update(position=0)
    before = order(row.guide)
    last = row.guide.claims.last()
    signed_in(ada).post(reverse("admin:move-row", args=["claim", last.pk]), {"way": "up"})
    assert order(row.guide) == [*before[:-2], before[-1], before[-2]]


@pytest.mark.parametrize("who", ["lin", "bo", "pat", "mei"])
def test_who_may_not_write_english_neither_sees_the_buttons_nor_moves_anything(who, request, signed_in):
    client, row = signed_in(request.getfixturevalue(who)), claim()
    before = order(row.guide)
    page = client.get(list_of(row.guide, "claims"))
    assert page.status_code == 200
    assert 'name="way"' not in page.text
    for way in ("up", "down"):
        assert client.post(reverse("admin:move-row", args=["claim", row.pk]), {"way": way}).status_code == 403
    assert order(row.guide) == before


def test_who_has_not_declared_moves_nothing(person, signed_in):
    from conditions.editing.roles import Role

    client, row = signed_in(person("new", Role.EDITOR, declared=False)), claim()
    before = order(row.guide)
    assert client.post(reverse("admin:move-row", args=["claim", row.pk]), {"way": "up"}).status_code == 403
    assert order(row.guide) == before


@pytest.mark.parametrize(
    "address",
    [
        "rows/guide/0/claims/", "rows/claim/1/claims/", "rows/nothing/1/claims/", "rows/guide/1/format/",
        f"rows/guide/{10**30}/claims/", f"rows/source/{10**19}/findings/", "guides/never-was/findings/",
        "guides/never-was/changes/",
    ],
)  # fmt: skip
def test_a_list_that_is_not_there_is_not_found(keeper, signed_in, address):
    assert signed_in(keeper).get(f"/admin/{address}").status_code == 404


@pytest.mark.parametrize("model", ["guide", "source", "finding", "nothing", "edition"])
def test_what_stands_in_no_list_is_not_moved(keeper, signed_in, model):
    response = signed_in(keeper).post(reverse("admin:move-row", args=[model, 1]), {"way": "up"})
    assert response.status_code == 404


def test_only_up_and_down_are_ways(keeper, signed_in):
    address = reverse("admin:move-row", args=["claim", claim().pk])
    client = signed_in(keeper)
    assert client.get(address).status_code == 405
    assert client.post(address, {"way": "sideways"}).status_code == 404
    assert client.post(reverse("admin:move-row", args=["claim", 10**25]), {"way": "up"}).status_code == 404


def test_each_text_says_its_language_its_length_and_its_level(ada, signed_in):
    page = signed_in(ada).get(form_of(claim())).text
    for column, lang in (("because_en", "en"), ("because_zh_hans", "zh-Hans")):
        field = re.search(rf'<textarea[^>]*name="{column}"[^>]*>', page)[0]
        assert f'lang="{lang}"' in field
        assert f'aria-describedby="id_{column}_measure"' in field
        assert f'id="id_{column}_measure"' in page
    assert page.index('name="because_en"') < page.index('name="because_zh_hans"')
    assert "Because · English" in page
    assert "Because · 简体中文" in page


def test_the_measures_are_those_of_the_rules():
    from django import forms

    names = term_names()
    area = forms.Textarea()
    english = measured(area, ENGLISH, names).render("a", "One two three. Four five [@some-source].", {"id": "id_a"})
    assert '<span data-count="words">5</span> words' in english
    assert "grade" in english
    chinese = measured(area, CHINESE, names).render("a", "一二三。四五六七八。", {"id": "id_a"})
    assert '<span data-count="han">8</span>' in chinese
    assert "4.0 to a sentence, 5 in the longest" in chinese
    label = measured(forms.TextInput(), ENGLISH, names).render("a", "One two", {"id": "id_a"})
    assert '<span data-count="words">2</span>' in label
    assert "grade" not in label


@given(typed=st.text())
def test_whatever_was_typed_is_measured_and_shown_as_text(typed):
    from django import forms

    names = {ENGLISH: {"placebo": "placebo"}, CHINESE: {"placebo": "安慰剂"}}
    for language in (ENGLISH, CHINESE):
        shown = str(measured(forms.Textarea(), language, names).render("a", typed, {"id": "id_a"}))
        assert shown.count("<") == shown.count("</") * 2


def test_a_translator_reads_the_english_in_its_language(lin, signed_in):
    page = signed_in(lin).get(form_of(claim())).text
    assert re.search(r'<div class="readonly" id="id_because_en"[^>]* lang="en"', page)
    assert 'name="because_en"' not in page
    assert 'name="because_zh_hans"' in page


def test_beside_the_form_stand_the_findings_the_meter_and_the_levels(ada, signed_in):
    page = signed_in(ada).get(form_of(claim())).text
    beside_form = page[page.index('<aside class="beside"') :]
    assert f'href="{form_of(claim())}#id_because_en"' in beside_form
    assert "It is too long. Cut it." in beside_form
    assert "1 of 1 item is met." in beside_form
    assert "<td>6.5</td><td>20.0</td>" in beside_form
    other = Claim.objects.filter(guide__slug=SLUG).exclude(key="root-cause").first()
    assert "It is too long" not in signed_in(ada).get(form_of(other)).text


def test_what_differs_from_the_edition_is_said_word_by_word_in_both_languages():
    row = claim()
    assert beside.beside(row).differing == []
    row.because_en = f"Quite {row.because_en}"
    row.because_zh_hans = f"{row.because_zh_hans}好。"
    row.verdict = "supported"
    row.save()
    found = {one.column: one for one in beside.beside(row).differing}
    assert set(found) == {"because_en", "because_zh_hans", "verdict"}
    came = {column: [p.words for p in one.pieces if p.kind == "added"] for column, one in found.items()}
    assert came["because_en"] == ["Quite "]
    assert came["because_zh_hans"] == ["好。"]
    assert came["verdict"] == ["supported"]


@pytest.mark.parametrize(
    "model", [m for m in WORKING_COPY if hasattr(m, "key") or m is Guide], ids=lambda m: m.__name__
)
def test_a_row_as_it_was_published_differs_in_nothing(model):
    for row in model.objects.all()[:2]:
        around = beside.beside(row)
        if around is not None:
            assert (around.is_new, around.differing) == (False, [])


def test_a_row_that_the_edition_has_not_is_said_to_be_new(ada, signed_in):
    row = claim()
    row.pk, row.key = None, "brand-new"
    row.save()
    assert beside.beside(row).is_new
    assert "The current edition does not have this." in signed_in(ada).get(form_of(row)).text


def test_a_source_that_no_guide_uses_has_nothing_beside_it(ada, signed_in):
    source = Source.objects.first()
    source.pk, source.key = None, "nobody-uses-this"
    source.save()
    assert beside.beside(source) is None
    assert signed_in(ada).get(form_of(source)).status_code == 200


def test_what_changed_in_the_whole_guide_has_a_page_in_both_languages(lin, ada, signed_in):
    page = reverse("admin:changes", args=[SLUG])
    assert "Nothing has changed since then." in signed_in(lin).get(page).text
    Claim.objects.filter(pk=claim().pk).update(because_en="<b>Other</b> words.", because_zh_hans="别的话。")
    text = signed_in(lin).get(page).text
    assert "<b>Other</b>" not in text
    for html, words in (("en", "words."), ("zh-Hans", "别的话。")):
        section = re.search(rf'<section lang="{html}">(.*?)</section>', text, re.DOTALL)[1]
        assert "<del>" in section
        said = re.sub(
            r"<span.*?</span>|<del>.*?</del>|<[^>]+>", "", re.sub(r'<span class="unseen">[^<]*</span>', "", section)
        )
        assert words in said


def test_all_that_is_found_of_a_guide_has_a_page(bo, signed_in):
    text = signed_in(bo).get(reverse("admin:findings", args=[SLUG])).text
    assert f'href="{form_of(claim())}#id_because_en"' in text
    assert "Q1" in text


def test_answers_are_reached_from_their_question(ada, signed_in):
    check = Check.objects.filter(guide__slug=SLUG).first()
    page = signed_in(ada).get(list_of(check.guide, "checks")).text
    assert f'href="{list_of(check, "answers")}"' in page
