"""The guides that ship: each one can be read, and could be published."""

import pytest

from conditions.guide import files
from conditions.guide.languages import LANGUAGES
from conditions.guide.places import walk
from conditions.guide.rules import check
from conditions.guide.standards import GROUPS, judge, totals
from tests import shipped
from tests.guide.a_guide import in_each_language

pytestmark = pytest.mark.parametrize("slug", files.slugs())


def test_a_shipped_guide_can_be_read(slug: str) -> None:
    assert shipped.guide(slug).slug == slug


def test_a_shipped_guide_breaks_no_rule(slug: str) -> None:
    assert [str(finding) for finding in check(shipped.guide(slug)) if finding.is_error] == []


@in_each_language
def test_a_shipped_guide_is_complete_in_both_languages(slug: str, language: object) -> None:
    assert language in LANGUAGES
    empty = [place.path for place, text in walk(shipped.guide(slug)) if text and not text.in_language(language).strip()]
    assert empty == []


def test_a_shipped_guide_uses_every_source_and_term_that_it_holds(slug: str) -> None:
    assert files.with_what_it_uses(shipped.guide(slug)) == shipped.guide(slug)


def test_a_shipped_guide_is_a_decision_aid(slug: str) -> None:
    """IPDAS: all six qualifying items are met, and it says what is not met. The general guide has no decision."""
    if shipped.guide(slug).general:
        return
    judged = judge(shipped.guide(slug))
    found = totals(judged)
    assert list(found) == list(GROUPS)
    assert found["qualifying"] == (6, 6)
    assert all(row.because.in_language(language) for row in judged for language in LANGUAGES)
