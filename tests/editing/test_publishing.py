"""Publishing makes an edition from a working copy that meets the rules, and from no other."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from conditions import library
from conditions.editing import carrying, publishing
from conditions.guide import files
from conditions.guide.document import Text
from conditions.guide.languages import ENGLISH
from conditions.models import Claim, Edition, Step
from conditions.pages import gallery
from tests import shipped

pytestmark = pytest.mark.django_db
SLUG = "chronic-migraine"
NOTE = Text(en="Mended a word.", zh_hans="改了一个词。")


def test_every_shipped_guide_has_its_first_edition():
    assert set(Edition.objects.values_list("slug", flat=True)) == set(files.slugs())
    edition = Edition.objects.get(slug=SLUG, number=1)
    assert edition.published_by == "shipped content"
    assert Step.objects.filter(slug=SLUG, to="published").exists()


def test_an_edition_holds_the_guide_whole_in_both_languages():
    opened = library.edition(SLUG, 1)
    assert opened.guide == shipped.guide(SLUG)


def test_publishing_again_gives_the_next_number_and_keeps_the_old():
    first = Edition.objects.get(slug=SLUG, number=1).document
    edition = publishing.publish(by="Ada", slug=SLUG, significance="wording", note=NOTE)
    assert edition.number == 2
    assert Edition.objects.get(slug=SLUG, number=1).document == first
    assert library.current(SLUG, ENGLISH).about.number == 2


def test_a_guide_with_an_error_is_not_published():
    Claim.objects.filter(guide__slug=SLUG, key="root-cause").update(because_zh_hans="")
    with pytest.raises(publishing.NotPublishable) as refused:
        publishing.publish(by="Ada", slug=SLUG, significance="wording", note=NOTE)
    assert any("claims/root-cause/because" in finding.place for finding in refused.value.findings)
    assert Edition.objects.filter(slug=SLUG).count() == 1


def test_a_refused_publication_leaves_no_step():
    carrying.load(gallery.guide())
    before = Step.objects.count()
    with pytest.raises(publishing.NotPublishable):
        publishing.publish(by="Ada", slug="example", significance="first", note=NOTE)
    assert Step.objects.count() == before


def test_unchanged_files_make_no_new_edition():
    assert publishing.publish_changed(by="Ada", slug=SLUG, note=NOTE) is None


def test_files_are_not_written_over_what_editors_changed(monkeypatch):
    guide = shipped.guide(SLUG)
    changed = guide.model_copy(update={"first_step": Text(en="Another step.", zh_hans="另一步。")})
    monkeypatch.setattr(files, "load", lambda slug: changed)
    Claim.objects.filter(guide__slug=SLUG, key="root-cause").update(because_en="An editor wrote this.")
    with pytest.raises(publishing.ChangedByEditors):
        publishing.publish_changed(by="Ada", slug=SLUG, note=NOTE)
    assert Claim.objects.get(guide__slug=SLUG, key="root-cause").because_en == "An editor wrote this."


def test_changed_files_make_the_next_edition(monkeypatch):
    guide = shipped.guide(SLUG)
    changed = guide.model_copy(update={"first_step": Text(en="Keep a diary.", zh_hans="先记日记。")})
    monkeypatch.setattr(files, "load", lambda slug: changed)
    edition = publishing.publish_changed(by="Ada", slug=SLUG, note=NOTE)
    assert edition.number == 2
    assert library.current(SLUG, ENGLISH).guide.first_step.en == "Keep a diary."


@pytest.mark.parametrize("change", ["UPDATE conditions_{} SET slug = 'x'", "DELETE FROM conditions_{}"])
@pytest.mark.parametrize("table", ["edition", "step"])
def test_the_database_refuses_to_change_what_was_published_or_done(change, table):
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))


def test_one_number_is_given_once():
    document = Edition.objects.get(slug=SLUG, number=1)
    document.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        document.save(force_insert=True)


def test_two_who_publish_at_once_wait_for_each_other(monkeypatch):
    """The lock is held to the end of the transaction, so a second publisher cannot read the same last number."""
    publishing._one_at_a_time(SLUG)
    found = []

    def second() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"publish {SLUG}"])
            found.append(cursor.fetchone()[0])
        connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    thread.join()
    assert found == [False]
