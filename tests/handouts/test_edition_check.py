"""What a printed code opens, years later: whether the edition is still current, what changed, and the current one."""

import datetime

import pytest
from django.utils import timezone

from conditions import library
from conditions.models import Edition

SLUG = "chronic-migraine"


@pytest.fixture
def second_edition(reader):
    """The same guide, published once more with a note."""
    first = Edition.objects.get(slug=SLUG, number=1)
    Edition.objects.create(
        slug=SLUG,
        number=2,
        published_at=timezone.now() + datetime.timedelta(minutes=1),
        published_by="a test",
        significance="minor",
        note_en="A new trial is told.",
        note_zh_hans="写进了一项新试验。",
        format=first.format,
        document=first.document,
    )
    library.forget()
    yield reader
    library.forget()


def test_a_current_edition_is_said_to_be_current_in_both_languages(reader):
    response = reader.get(f"/e/{SLUG}/1/")
    assert response.status_code == 200
    assert "It is still the current edition." in response.text
    assert "这仍然是最新的一版。" in response.text
    assert f"/en/conditions/{SLUG}/" in response.text
    assert f"/zh-hans/conditions/{SLUG}/" in response.text


def test_an_old_edition_says_what_has_changed_and_leads_to_the_current_one(second_edition):
    response = second_edition.get(f"/e/{SLUG}/1/")
    assert response.status_code == 200
    for words in (
        "It is no longer the current edition.",
        "A new trial is told.",
        "写进了一项新试验。",
        "不是最新的一版",
    ):
        assert words in response.text
    assert "It is still the current edition." in second_edition.get(f"/e/{SLUG}/2/").text


@pytest.mark.parametrize("address", [f"{SLUG}/99/", f"{SLUG}/0/", "no-such-guide/1/", f"{SLUG}/99999999999999999999/"])
def test_an_edition_that_never_was_is_not_found_in_both_languages(reader, address):
    response = reader.get(f"/e/{address}")
    assert response.status_code == 404
    assert "There is no such edition" in response.text
    assert "没有这一版" in response.text


def test_the_page_is_the_same_for_everybody_and_any_cache_may_keep_it(reader):
    english = reader.get(f"/e/{SLUG}/1/", headers={"accept-language": "en"})
    chinese = reader.get(f"/e/{SLUG}/1/", headers={"accept-language": "zh-CN"})
    assert english.content == chinese.content
    assert english["Cache-Control"] == "public, max-age=60"
    assert not english.cookies


def test_an_edition_whose_review_is_overdue_says_so(reader, monkeypatch):
    from conditions.handouts import editions

    monkeypatch.setattr(editions, "localdate", lambda: datetime.date(2031, 1, 1))
    assert "That day has passed" in reader.get(f"/e/{SLUG}/1/").text
