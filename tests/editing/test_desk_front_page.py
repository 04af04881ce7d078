"""The desk tells each person what to do next, and each of its lines leads to the very field."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from conditions.editing import changes, checkups, front_page, publishing, turns
from conditions.editing.checkups import Counts, Found, Report
from conditions.editing.places import Places
from conditions.editing.roles import Role
from conditions.editing.states import State
from conditions.guide.document import Text
from conditions.guide.findings import error, notice
from conditions.models import Claim, Guide, Source

pytestmark = pytest.mark.django_db
SLUG = "chronic-migraine"
FOUND = [
    error("claims/root-cause/because (简体中文)", "There is no text.", "Write it."),
    notice("about/next_review", "It lies far away.", "Look again."),
]


@pytest.fixture(autouse=True)
def the_rules_said_this_before(monkeypatch):
    """What the rules say is tested elsewhere; asking them of five guides takes seconds."""
    places = Places(SLUG)
    report = Report(SLUG, [Found(each, places.target(each.place)) for each in FOUND], [], {})
    monkeypatch.setattr(checkups, "counts", lambda slugs: {slug: Counts(*_counted(slug)) for slug in slugs})
    monkeypatch.setattr(checkups, "kept_reports", lambda slugs, hold: {SLUG: report} if SLUG in slugs else {})


def _counted(slug):
    return (1, 1) if slug == SLUG else (0, 0)


def desk(client):
    response = client.get(reverse("admin:index"))
    assert response.status_code == 200
    return response


def claim():
    return Claim.objects.get(key="root-cause", guide__slug=SLUG)


def rewrite(by, **words):
    with changes.recorded(by=by.get_username(), row=claim()) as row:
        for column, said in words.items():
            setattr(row, column, said)
        row.save()


def waiting(client):
    return {one.slug: one.state for one in desk(client).context["waiting"]["lines"]}


def test_a_draft_waits_for_the_editor_and_for_nobody_else(ada, lin, bo, pat, signed_in):
    assert waiting(signed_in(ada)) == {}
    rewrite(ada, because_en="Other words.")
    assert waiting(signed_in(ada)) == {SLUG: State.DRAFT}
    for other in (lin, bo, pat):
        assert waiting(signed_in(other)) == {}


def test_a_review_waits_for_a_reviewer_who_did_not_write(ada, bo, person, signed_in):
    both = person("cy", Role.EDITOR, Role.REVIEWER)
    rewrite(both, because_en="Other words.")
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
    assert waiting(signed_in(bo)) == {SLUG: State.IN_REVIEW}
    assert waiting(signed_in(both)) == {}
    assert waiting(signed_in(ada)) == {}


def test_going_back_to_an_older_edition_makes_nobodys_words_somebody_elses(ada, person, signed_in):
    """The page offers no review that the turns would refuse: what was written before is unpublished still."""
    both = person("cy", Role.EDITOR, Role.REVIEWER)
    rewrite(both, because_en="Other words.")
    note = Text(en="Back.", zh_hans="回到以前。")
    publishing.republish(by="pat", slug=SLUG, number=1, significance="minor", note=note)
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
    assert both.username in turns.stand(SLUG).writers
    assert waiting(signed_in(both)) == {}


def test_what_was_signed_waits_for_the_translator(ada, bo, lin, signed_in):
    rewrite(ada, because_en="Other words.")
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
    turns.move(by=bo, slug=SLUG, to=State.READY)
    assert waiting(signed_in(lin)) == {SLUG: State.READY}
    turns.move(by=lin, slug=SLUG, to=State.IN_TRANSLATION)
    page = desk(signed_in(lin))
    assert waiting(signed_in(lin)) == {SLUG: State.IN_TRANSLATION}
    assert reverse("admin:turns", args=[SLUG]) in page.text


def test_chinese_that_is_older_leads_to_its_own_field(ada, lin, signed_in):
    rewrite(ada, because_en="Other words.")
    (line,) = desk(signed_in(lin)).context["stale"]["lines"]
    assert line.words == f"{SLUG}: claims/root-cause/because"
    form, _, field = line.address.partition("#")
    assert field == "id_because_zh_hans"
    assert f'id="{field}"' in signed_in(lin).get(form).text
    rewrite(lin, because_zh_hans="换了一句话。")
    assert desk(signed_in(lin)).context["stale"]["count"] == 0


def test_each_finding_leads_to_the_very_field(ada, signed_in):
    page = desk(signed_in(ada))
    (guide,) = page.context["findings"]["lines"]
    assert (guide.slug, guide.counts) == (SLUG, Counts(1, 1))
    addresses = re.findall(r'<li class="is-[a-z]+">.*?<a href="([^"]+)"', page.text, re.DOTALL)
    assert [address.partition("#")[2] for address in addresses] == ["id_because_zh_hans", "id_about_next_review"]
    for address in addresses:
        form, _, field = address.partition("#")
        assert f'id="{field}"' in signed_in(ada).get(form).text


def test_reviews_are_named_sixty_days_before_and_when_they_are_overdue(ada, signed_in):
    today = timezone.localdate()
    for slug, days in ((SLUG, 60), ("chronic-pain", -1), ("cerebral-palsy", 61)):
        Guide.objects.filter(slug=slug).update(about_next_review=today + datetime.timedelta(days=days))
    due = desk(signed_in(ada)).context["due"]
    assert [(line.words, line.late) for line in due["lines"]] == [("chronic-pain", True), (SLUG, False)]
    assert all(line.address.endswith("#id_about_next_review") for line in due["lines"])


def test_sources_that_nobody_checked_for_a_year_are_named_the_oldest_first(ada, signed_in):
    Source.objects.update(checked_on=timezone.localdate())
    keys = list(Source.objects.values_list("key", flat=True)[:25])
    for at, key in enumerate(keys):
        Source.objects.filter(key=key).update(checked_on=datetime.date(2020, 1, 1) + datetime.timedelta(days=at))
    block = desk(signed_in(ada)).context["unchecked"]
    assert block["count"] == 25
    assert [line.words for line in block["lines"]] == keys[: front_page.SHOWN]
    source = Source.objects.get(key=keys[0])
    assert block["lines"][0].address == f"/admin/conditions/source/{source.pk}/change/#id_checked_on"


def test_my_latest_changes_are_mine_and_lead_back_to_what_i_wrote(ada, lin, signed_in):
    rewrite(ada, because_en="Other words.")
    rewrite(lin, because_zh_hans="换了一句话。")
    (line,) = desk(signed_in(lin)).context["latest"]
    assert line.address.endswith(f"/claim/{claim().pk}/change/#id_because_zh_hans")


def test_a_change_of_a_row_that_is_gone_leads_nowhere(ada, signed_in):
    rewrite(ada, because_en="Other words.")
    claim().delete()
    assert [line.address for line in desk(signed_in(ada)).context["latest"]] == [""]


def test_a_guide_that_changed_behind_the_desks_back_is_looked_at_or_named(ada, signed_in, monkeypatch):
    monkeypatch.setattr(checkups, "counts", lambda slugs: {})
    asked = []
    monkeypatch.setattr(checkups, "report", lambda slug: asked.append(slug) or Report(slug, [], [], {}))
    monkeypatch.setattr(front_page, "LOOKS_FOR", 0)
    page = desk(signed_in(ada))
    assert len(asked) <= 1
    assert page.context["unlooked"]["count"] == len(checkups.every_slug()) - len(asked)
    monkeypatch.setattr(front_page, "LOOKS_FOR", 60)
    assert desk(signed_in(ada)).context["unlooked"]["count"] == 0


def test_the_desk_takes_as_many_queries_for_many_guides_as_for_few(ada, signed_in, django_assert_max_num_queries):
    client = signed_in(ada)
    for number in range(40):
        Guide.objects.create(slug=f"guide-{number}", about_searched_on="2026-01-01", about_next_review="2026-02-01")
    with django_assert_max_num_queries(40):
        page = desk(client)
    assert page.context["due"]["count"] >= 40
    assert len(page.context["due"]["lines"]) == front_page.SHOWN


def test_a_person_without_a_role_sees_the_desk_and_nothing_waits(person, signed_in):
    assert waiting(signed_in(person("no-role"))) == {}


def test_a_stranger_sees_no_desk(client):
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_the_desk_speaks_the_language_of_the_browser(ada, signed_in, code):
    page = signed_in(ada).get(reverse("admin:index"), headers={"accept-language": code}).text
    assert {"en": "What waits for me", "zh-hans": "等我处理的"}[code] in page
