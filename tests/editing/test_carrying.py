"""A guide goes into the working copy and comes back without loss."""

import pytest
from django.utils.translation import override

from conditions.editing import carrying
from conditions.guide import files
from conditions.guide.languages import LANGUAGES
from conditions.models import WORKING_COPY, Claim, Outcome, Source
from conditions.pages import gallery
from tests import shipped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", files.slugs())
def test_a_shipped_guide_comes_back_as_it_went_in(slug):
    guide = shipped.guide(slug)
    carrying.load(guide)
    assert carrying.read(slug) == guide


def test_loading_twice_changes_nothing_and_doubles_nothing():
    guide = gallery.guide()
    carrying.load(guide)
    carrying.load(guide)
    assert carrying.read("example") == guide
    assert Source.objects.filter(key="example-2020").count() == 1


@pytest.mark.parametrize("active", [language.code for language in LANGUAGES])
def test_the_language_that_is_active_makes_no_difference(active):
    guide = gallery.guide()
    with override(active):
        carrying.load(guide)
        assert carrying.read("example") == guide
    row = Claim.objects.get(guide__slug="example")
    assert row.claim_en == guide.claims[0].claim.en
    assert row.claim_zh_hans == guide.claims[0].claim.zh_hans


def test_an_empty_chinese_text_stays_empty_and_never_shows_english():
    guide = gallery.guide()
    carrying.load(guide)
    Claim.objects.filter(guide__slug="example").update(claim_zh_hans=None)
    assert carrying.read("example").claims[0].claim.zh_hans == ""
    with override("zh-hans"):
        assert not Claim.objects.get(guide__slug="example").claim


def test_a_number_that_is_not_known_is_no_zero():
    carrying.load(gallery.guide())
    assert Outcome.objects.get(option__guide__slug="example", key="untested").treated is None
    assert Outcome.objects.get(option__guide__slug="example", key="no-events").events == 0


def test_reading_takes_the_same_number_of_queries_however_large_the_guide(django_assert_num_queries):
    tables = len(WORKING_COPY)
    with django_assert_num_queries(tables):
        carrying.read("chronic-migraine")
    guide = shipped.guide("chronic-migraine")
    more = tuple(claim.model_copy(update={"id": f"{claim.id}-again"}) for claim in guide.claims)
    carrying.load(guide.model_copy(update={"claims": guide.claims + more}))
    with django_assert_num_queries(tables):
        assert len(carrying.read("chronic-migraine").claims) == 2 * len(guide.claims)


def test_a_guide_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(carrying.NoSuchGuide):
        carrying.read("no-such-guide")


@pytest.mark.parametrize("model", WORKING_COPY, ids=lambda model: model.__name__)
def test_every_field_of_the_document_has_its_column(model):
    columns = {field.name for field in model._meta.get_fields()}
    for column, _type in carrying._columns(model.document):
        if column not in ("id", "format"):
            assert column in columns
