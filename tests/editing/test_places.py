"""Every place that a finding or a change may name leads to the form, and the field, where it is mended."""

import pytest
from django.apps import apps

from conditions.editing import carrying, changes, places_of_rows
from conditions.editing.places import Places, Target, column, list_name
from conditions.guide import files
from conditions.guide.languages import ENGLISH, LANGUAGES
from conditions.guide.places import PARTS, walk
from conditions.models import WORKING_COPY, Claim, Guide, Option, Outcome, Source, Term

pytestmark = pytest.mark.django_db


def row(target: Target):
    return apps.get_model("conditions", target.model).objects.get(pk=target.row)


@pytest.mark.parametrize("slug", files.slugs())
def test_every_text_of_every_guide_is_found_in_its_field_in_both_languages(slug):
    places = Places(slug)
    guide = carrying.read(slug)
    for place, text in walk(guide):
        for language in LANGUAGES:
            target = places.target(f"{place.path} ({language.own_name})")
            stands = getattr(row(target), target.column)
            assert (stands or "") == text.in_language(language), place.path
            assert target.column.endswith(language.suffix)


LINKS = ("guide", "option", "check_question")


def own_rows(model, slug):
    """A few rows of a table that belong to one guide alone."""
    link = next((f.name for f in model._meta.concrete_fields if f.name in LINKS), None)
    if link is None:
        return []
    return model.objects.filter(**{f"{link}__slug" if link == "guide" else f"{link}__guide__slug": slug})[:3]


@pytest.mark.parametrize("slug", files.slugs())
def test_rows_of_every_kind_are_found_by_their_own_place(slug):
    places = Places(slug)
    rows = [row for model in WORKING_COPY for row in own_rows(model, slug)]
    rows += [*Source.objects.all()[:3], *Term.objects.all()[:3]]
    assert len(rows) > 20
    for one in rows:
        target = places.target(places_of_rows.place_of(one))
        assert (target.model, target.row) == (one._meta.model_name, one.pk)


def test_a_date_or_a_number_is_found_too():
    places = Places("chronic-migraine")
    assert places.target("about/next_review").column == "about_next_review"
    outcome = Outcome.objects.filter(option__guide__slug="chronic-migraine").first()
    assert places.target(f"{places_of_rows.place_of(outcome)}/denominator") == Target(
        "outcome", outcome.pk, "denominator"
    )


def test_a_part_of_the_guide_leads_to_the_field_or_the_list_that_it_opens_with():
    places = Places("chronic-migraine")
    guide = Guide.objects.get(slug="chronic-migraine")
    for part in PARTS:
        target = places.target(part)
        assert target.address()
        if target.row is not None:
            assert (target.model, target.row) == ("guide", guide.pk)
            assert target.column or target.listed
    assert places.target("how-it-works").listed == "mechanisms"
    assert places.target("overview").column == "main_message_en"
    assert places.target("about").column == "about_search_en"


def test_an_outcome_that_is_named_by_its_own_id_is_found_in_its_option():
    outcome = Outcome.objects.filter(option__guide__slug="chronic-pain").first()
    assert Places("chronic-pain").target(f"outcomes/{outcome.key}").row == outcome.pk


def test_what_is_gone_leads_to_the_nearest_thing_above_it():
    places = Places("chronic-migraine")
    guide = Guide.objects.get(slug="chronic-migraine")
    option = Option.objects.filter(guide=guide).first()
    assert places.target("claims/never-was/because") == Target("guide", guide.pk, listed="claims")
    assert places.target(f"options/{option.key}/outcomes/never-was") == Target("option", option.pk, listed="outcomes")
    assert places.target("sources/never-was") == Target("source", None)
    assert places.target("").row == guide.pk


def test_a_finding_of_a_source_leads_to_the_source():
    source = Source.objects.filter(findings__isnull=False).first()
    assert Places("chronic-migraine").target(f"sources/{source.key}/findings/0").row == source.pk


def test_no_guide_no_places():
    with pytest.raises(carrying.NoSuchGuide):
        Places("never-was")


def test_the_place_that_a_change_notes_leads_to_the_field_that_was_changed():
    claim = Claim.objects.get(key="root-cause")
    with changes.recorded(by="lin", row=claim) as fresh:
        fresh.because_zh_hans = "换了一句话。"
        fresh.save()
    (change,) = changes.latest(by="lin")
    target = Places(change.guides[0]).target(change.place)
    assert (target.model, target.row, target.column) == ("claim", claim.pk, "because_en")
    assert column(Claim, "because", ENGLISH) == "because_en"
    assert list_name(Claim, "guide") == "claims"
