"""Publishing: the only place that makes an edition, and that takes a guide away from readers."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from conditions.editing import carrying, changes
from conditions.editing.findings import findings
from conditions.guide import document, files
from conditions.guide.document import EMPTY, Guide, Text
from conditions.guide.findings import Finding
from conditions.models import Edition, Step, Withdrawal

SHIPPED = "shipped content"  # the account that publishes what comes with the program
FIRST_NOTE = Text(en="First edition.", zh_hans="第一版。")


class NotPublishable(Exception):
    """The rules object. `findings` says where, why, and what to do."""

    def __init__(self, slug: str, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(f"{slug}: {len(findings)} findings stop it; the first: {findings[0]}")


class ChangedByEditors(Exception):
    """The working copy is no longer what was last published, so files must not be written over it."""


class NoWholeEdition(Exception):
    """English cannot be published alone where readers of Chinese have no edition to stay on."""


class AlreadyWithdrawn(Exception):
    """The guide is withdrawn, or was never published."""


def publish(
    *, by: str, slug: str, significance: str, note: Text, corrects: Text = EMPTY, english_alone: bool = False
) -> Edition:
    """Makes the next edition of a guide from its working copy, in one transaction. `corrects` says what was wrong.

    `english_alone`: its Chinese is older than its English, and readers of Chinese stay on the last whole edition.

    Raises NotPublishable while any finding is an error, NoSuchGuide when there is no such working copy, NoWholeEdition.
    """
    with transaction.atomic(), changes.held():  # what the rules see is what is published
        _one_at_a_time(slug)
        guide = carrying.read(slug)
        errors = [finding for finding in findings(guide) if finding.is_error]
        if errors:
            raise NotPublishable(slug, errors)
        edition = _next(slug, by, significance, note, corrects, english_alone)
        edition.format, edition.document = guide.format, guide.model_dump(mode="json")
        edition.save(force_insert=True)
        remark = f"edition {edition.number}{', English alone' if english_alone else ''}"
        Step.objects.create(slug=slug, by=by, came_from="publishable", to="published", remark=remark)
        return edition


def republish(*, by: str, slug: str, number: int, significance: str, note: Text, corrects: Text = EMPTY) -> Edition:
    """Makes an older edition the newest again, under a new number, in one transaction. It is not held against today's
    rules: going back must be possible at once. The working copy stays; where it differs, the guide is a draft.

    Raises Edition.DoesNotExist, NoWholeEdition.
    """
    with transaction.atomic(), changes.held():
        _one_at_a_time(slug)
        old = Edition.objects.get(slug=slug, number=number)
        edition = _next(slug, by, significance, note, corrects, old.english_alone)
        edition.format, edition.document, edition.again_of = old.format, old.document, number
        edition.save(force_insert=True)
        remark = f"edition {edition.number}, edition {number} again"
        Step.objects.create(slug=slug, by=by, came_from="published", to="published", remark=remark)
        if carrying.read(slug) != document.read(old.document):
            remark = f"the working copy is not what edition {edition.number} says"
            Step.objects.create(slug=slug, by=by, came_from="published", to="draft", remark=remark)
        return edition


def withdraw(*, by: str, slug: str, reason: Text) -> Withdrawal:
    """Takes a guide away from readers, who see the reason, until its next edition. One transaction.

    Raises AlreadyWithdrawn.
    """
    with transaction.atomic(), changes.held():
        _one_at_a_time(slug)
        newest = Edition.objects.filter(slug=slug).order_by("-number").values_list("number", flat=True).first()
        if newest is None or Withdrawal.objects.filter(slug=slug, number=newest).exists():
            raise AlreadyWithdrawn(slug)
        gone = Withdrawal.objects.create(
            slug=slug, number=newest, at=timezone.now(), by=by, reason_en=reason.en, reason_zh_hans=reason.zh_hans
        )
        Step.objects.create(slug=slug, by=by, came_from="published", to="withdrawn", remark=reason.en)
        return gone


def _next(slug: str, by: str, significance: str, note: Text, corrects: Text, english_alone: bool) -> Edition:
    """The next edition, without its document, not saved yet."""
    latest = Edition.objects.filter(slug=slug).order_by("-number").defer("document").first()
    if english_alone and not Edition.objects.filter(slug=slug, english_alone=False).exists():
        raise NoWholeEdition(slug)
    advice = significance == Edition.Significance.ADVICE
    waits = latest is not None and latest.english_alone and latest.chinese_gives_way
    return Edition(
        slug=slug,
        number=(latest.number if latest else 0) + 1,
        published_at=timezone.now(),
        published_by=by,
        significance=significance,
        note_en=note.en,
        note_zh_hans=note.zh_hans,
        english_alone=english_alone,
        chinese_gives_way=english_alone and (advice or waits),
        corrects_en=corrects.en,
        corrects_zh_hans=corrects.zh_hans,
    )


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
    return document.read(edition.document)


def _one_at_a_time(slug: str) -> None:
    """Two publishers of one guide wait for each other, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"publish {slug}"])
