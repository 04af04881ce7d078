"""Publishing: the only place that makes an edition."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from conditions.editing import carrying, changes
from conditions.guide import files
from conditions.guide.document import Guide, Text
from conditions.guide.rules import Finding, check
from conditions.models import Edition, Step

SHIPPED = "shipped content"  # the account that publishes what comes with the program
FIRST_NOTE = Text(en="First edition.", zh_hans="第一版。")


class NotPublishable(Exception):
    """The rules object. `findings` says where, why, and what to do."""

    def __init__(self, slug: str, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(f"{slug}: {len(findings)} findings stop it; the first: {findings[0]}")


class ChangedByEditors(Exception):
    """The working copy is no longer what was last published, so files must not be written over it."""


def publish(*, by: str, slug: str, significance: str, note: Text) -> Edition:
    """Makes the next edition of a guide from its working copy, in one transaction.

    Raises NotPublishable while any finding is an error, NoSuchGuide when there is no such working copy.
    """
    with transaction.atomic(), changes.held():  # what the rules see is what is published
        _one_at_a_time(slug)
        guide = carrying.read(slug)
        errors = [finding for finding in check(guide) if finding.is_error]
        if errors:
            raise NotPublishable(slug, errors)
        number = (Edition.objects.filter(slug=slug).values_list("number", flat=True).first() or 0) + 1
        edition = Edition.objects.create(
            slug=slug,
            number=number,
            published_at=timezone.now(),
            published_by=by,
            significance=significance,
            note_en=note.en,
            note_zh_hans=note.zh_hans,
            format=guide.format,
            document=guide.model_dump(mode="json"),
        )
        Step.objects.create(slug=slug, by=by, came_from="publishable", to="published", remark=f"edition {number}")
        return edition


def publish_shipped(say: Callable[[str], None]) -> None:
    """Loads and publishes each shipped guide that has no edition yet. Raises ContentError or NotPublishable."""
    for slug in files.slugs():
        with transaction.atomic():
            _one_at_a_time(slug)
            if Edition.objects.filter(slug=slug).exists():
                continue
            carrying.load(files.load(slug))
            edition = publish(by=SHIPPED, slug=slug, significance=Edition.Significance.FIRST, note=FIRST_NOTE)
        say(f"Published {slug}, edition {edition.number}")


def publish_changed(*, by: str, slug: str, note: Text) -> Edition | None:
    """Publishes a shipped guide again when its files have changed; None when they say what the last edition says.

    Raises ChangedByEditors when the working copy differs from the last edition: somebody's work is in it.
    """
    with transaction.atomic():
        _one_at_a_time(slug)
        shipped = files.load(slug)
        latest = Edition.objects.filter(slug=slug).first()
        if latest is not None:
            if shipped == _document(latest):
                return None
            if carrying.read(slug) != _document(latest):
                raise ChangedByEditors(
                    f"{slug}: editors have changed the working copy since edition {latest.number}. "
                    "Export their changes first, or publish from the admin."
                )
        carrying.load(shipped)
        significance = Edition.Significance.FIRST if latest is None else Edition.Significance.MINOR
        return publish(by=by, slug=slug, significance=significance, note=note)


def _document(edition: Edition) -> Guide:
    return Guide.model_validate(edition.document)


def _one_at_a_time(slug: str) -> None:
    """Two publishers of one guide wait for each other, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"publish {slug}"])
