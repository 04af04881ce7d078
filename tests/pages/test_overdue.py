"""A review that is overdue is said on every page and handout; after a year the figures give way. The day decides."""

from __future__ import annotations

import datetime

import pytest

from conditions import library
from conditions.guide import wording
from conditions.guide.languages import ENGLISH
from conditions.guide.review_dates import lateness, later

SLUG = "chronic-migraine"
DAY = datetime.date


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (DAY(2026, 1, 31), ""), (DAY(2026, 7, 30), ""), (DAY(2026, 7, 31), "half-a-year"),
        (DAY(2027, 1, 30), "half-a-year"), (DAY(2027, 1, 31), "a-year"), (DAY(2031, 1, 1), "a-year"),
    ],
)  # fmt: skip
def test_six_and_twelve_months_after_the_day_count(today, expected):
    assert lateness(DAY(2026, 1, 31), today) == expected


def test_a_month_without_that_day_ends_with_its_last():
    assert later(DAY(2025, 8, 31), 6) == DAY(2026, 2, 28)
    assert later(DAY(2023, 8, 31), 6) == DAY(2024, 2, 29)


@pytest.fixture
def months_late(monkeypatch, db):
    """Moves today so many months past the day of the next review."""
    library.forget()
    review = library.edition(SLUG, 1).guide.about.next_review

    def move(months):
        today = later(review, months)
        for place in ("conditions.reading.guides", "conditions.pages.views", "conditions.pages.editions"):
            monkeypatch.setattr(f"{place}.localdate", lambda: today)

    yield move
    library.forget()


PAGES = (
    "",
    "evidence/",
    "options/",
    "all/",
    "questions/",
    "values/",
    "check/",
    "handouts/",
    "handouts/leaflet/",
    "editions/1/",
)
LATE = {"en": "That has not been done.", "zh-hans": "至今没有做。"}


@pytest.mark.parametrize("page", PAGES)
def test_half_a_year_late_every_page_says_so_and_keeps_its_figures(reader, months_late, language, page):
    months_late(6)
    text = reader.get(f"/{language.code}/conditions/{SLUG}/{page}").text
    assert LATE[language.code] in text
    assert wording.UNDER_REVIEW["overdue"][language] not in text


@pytest.mark.parametrize("page", ["", "evidence/", "all/", "editions/1/", "handouts/leaflet/", "handouts/clinician/"])
def test_a_year_late_the_figures_of_outcomes_are_nowhere(reader, months_late, language, page):
    months_late(12)
    text = reader.get(f"/{language.code}/conditions/{SLUG}/{page}").text
    assert LATE[language.code] in text
    assert wording.UNDER_REVIEW["overdue"][language] in text
    assert "#person" not in text.split("<main")[1]  # nobody is drawn
    assert 'class="counts"' not in text


def test_the_sources_stay_within_reach(reader, months_late):
    months_late(12)
    text = reader.get(f"/en/conditions/{SLUG}/evidence/").text
    assert f'href="/en/conditions/{SLUG}/sources/">Read the sources' in text
    assert f"/en/conditions/{SLUG}/sources/#source-" in text


def test_in_time_nothing_is_said(reader, months_late, language):
    months_late(0)
    text = reader.get(f"/{language.code}/conditions/{SLUG}/").text
    assert 'class="standing"' not in text


def test_pages_rendered_yesterday_do_not_outlive_the_day(reader, months_late):
    months_late(5)
    address = f"/en/conditions/{SLUG}/evidence/"
    assert "#person" in reader.get(address).text.split("<main")[1]
    months_late(12)
    assert "#person" not in reader.get(address).text.split("<main")[1]
    months_late(5)
    assert "#person" in reader.get(address).text.split("<main")[1]


def test_an_outcome_that_gives_way_has_no_figure_to_leak(months_late):
    months_late(12)
    late = library.current(SLUG, ENGLISH).as_of(later(library.edition(SLUG, 1).guide.about.next_review, 12))
    for _option, outcome in late.guide.outcomes():
        assert (outcome.treated, outcome.control, outcome.events, bool(outcome.result)) == (None, None, None, False)
        assert wording.state(outcome) == "under-review"
    assert late.judged == library.edition(SLUG, 1).judged  # what the edition is worth does not change


def test_readers_are_told_where_to_report_an_error(reader, settings, language):
    library.forget()
    settings.CONTACT_EMAIL = ""
    address = f"/{language.code}/conditions/{SLUG}/claims/"
    assert "mailto:" not in reader.get(address).text
    library.forget()
    settings.CONTACT_EMAIL = "errors@ask-first.example"
    assert 'href="mailto:errors@ask-first.example?subject=' in reader.get(address).text
    library.forget()
