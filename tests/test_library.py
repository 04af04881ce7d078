"""The library opens editions, keeps them in memory, and serves the last one when the database is down."""

import pytest
from django.db import OperationalError

from conditions import library
from conditions.guide.languages import ENGLISH
from conditions.models import Edition

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
        for name in ("filter", "order_by"):
            monkeypatch.setattr(Edition.objects, name, down)

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
