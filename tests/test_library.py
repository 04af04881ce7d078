"""The library opens editions, keeps them in memory, and serves the last one when the database is down."""

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from conditions import library
from conditions.guide.languages import CHINESE, ENGLISH, LANGUAGES
from conditions.models import Edition, Withdrawal

pytestmark = pytest.mark.django_db
SLUG = "chronic-migraine"


@pytest.fixture(autouse=True)
def empty_memory():
    library.forget()
    yield
    library.forget()


def test_an_edition_is_read_once_and_then_kept(django_assert_num_queries):
    with django_assert_num_queries(2):
        library.current(SLUG, ENGLISH)
    with django_assert_num_queries(1):
        library.current(SLUG, ENGLISH)


def test_all_current_editions_take_one_query_once_they_are_kept(django_assert_num_queries):
    library.all_current(ENGLISH)
    with django_assert_num_queries(1):
        library.all_current(ENGLISH)


def test_a_guide_without_edition_is_none():
    assert library.current("no-such-guide", ENGLISH) is None
    assert library.edition(SLUG, 99) is None


@pytest.fixture
def database_down(monkeypatch):
    def down(*args, **kwargs):
        raise OperationalError("the database is down")

    def go_down() -> None:
        monkeypatch.setattr(connections["default"], "cursor", down)

    return go_down


def test_the_last_edition_is_served_while_the_database_is_down(database_down):
    before = library.current(SLUG, ENGLISH)
    everything = library.all_current(ENGLISH)
    database_down()
    assert library.current(SLUG, ENGLISH) is before
    assert library.all_current(ENGLISH) == everything


def test_what_was_never_opened_cannot_be_served_without_a_database(database_down):
    database_down()
    with pytest.raises(OperationalError):
        library.current(SLUG, ENGLISH)


def test_the_memory_has_an_end(monkeypatch):
    monkeypatch.setattr(library, "KEPT", 1)
    library.edition(SLUG, 1)
    row = Edition.objects.get(slug=SLUG, number=1)
    row.pk, row.number = None, 2
    row.save(force_insert=True)
    library.edition(SLUG, 2)
    assert list(library._kept) == [(SLUG, 2)]


def another(number, *, english_alone=False, gives_way=False, changed=None):
    """One more edition of the guide: the first one with other English words."""
    row = Edition.objects.get(slug=SLUG, number=1)
    row.pk, row.number, row.english_alone, row.chinese_gives_way = None, number, english_alone, gives_way
    if changed:
        row.document["first_step"]["en"] = changed
    row.save(force_insert=True)


def withdrawn_at(number):
    Withdrawal.objects.create(
        slug=SLUG, number=number, at=timezone.now(), by="pat", reason_en="Why.", reason_zh_hans="原因。"
    )


def test_each_language_has_its_own_current_edition():
    another(2, english_alone=True, changed="Keep a diary.")
    assert library.current(SLUG, ENGLISH).about.number == 2
    chinese = library.current(SLUG, CHINESE)
    assert chinese.about.number == 1
    assert [change.path for change in chinese.revision.changes] == ["first_step"]
    assert {language.code: library.all_current(language)[SLUG].about.number for language in LANGUAGES} == {
        "en": 2,
        "zh-hans": 1,
    }


def test_a_later_whole_edition_brings_both_languages_level():
    another(2, english_alone=True, changed="Keep a diary.")
    library.current(SLUG, CHINESE)
    another(3, changed="Keep a diary.")
    assert {library.current(SLUG, language).about.number for language in LANGUAGES} == {3}
    assert library.current(SLUG, CHINESE).revision is None


def test_pages_rendered_before_the_english_edition_came_are_not_shown_after_it():
    before = library.current(SLUG, CHINESE)
    before.pages["a page"] = b"rendered"
    another(2, english_alone=True, gives_way=True, changed="Keep a diary.")
    after = library.current(SLUG, CHINESE)
    assert after.pages == {}
    assert library.current(SLUG, CHINESE) is after
    assert "正在修订" in after.guide.first_step.zh_hans
    assert "正在修订" not in before.guide.first_step.zh_hans


@pytest.mark.parametrize(("first", "other"), [(ENGLISH, CHINESE), (CHINESE, ENGLISH)])
def test_side_by_side_each_language_comes_from_its_own_edition(first, other):
    another(2, english_alone=True, changed="Keep a diary.")
    both = library.current(SLUG, first).read_in((first, other))
    assert both.guide.first_step.en == "Keep a diary."
    assert both.guide.first_step.zh_hans == library.edition(SLUG, 1).guide.first_step.zh_hans
    assert library.current(SLUG, first).read_in((first, other)) is both


def test_a_withdrawn_guide_is_none_until_its_next_edition():
    withdrawn_at(1)
    for language in LANGUAGES:
        assert library.current(SLUG, language) is None
        assert SLUG not in library.all_current(language)
    assert library.withdrawn(SLUG).reason.en == "Why."
    assert list(library.all_withdrawn()) == [SLUG]
    another(2)
    assert library.current(SLUG, ENGLISH).about.number == 2
    assert library.withdrawn(SLUG) is None
    assert library.all_withdrawn() == {}


def test_a_withdrawn_guide_is_not_served_because_the_database_is_down(database_down):
    library.current(SLUG, ENGLISH)
    withdrawn_at(1)
    assert library.current(SLUG, ENGLISH) is None
    database_down()
    with pytest.raises(OperationalError):
        library.current(SLUG, ENGLISH)
