"""What every side of a sheet carries: which edition, from when, when it is looked at again, and its short address."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conditions.handouts.sheets import Foot, Words
from conditions.handouts.writing import Writer, day, month
from conditions.library import Opened


def edition_line(opened: Opened) -> str:
    """`Edition 1 · 21 November 2026`, in the language that is activated. A draft says on every side that it is one."""
    if opened.about.draft:
        return gettext("DRAFT, not published · %(day)s") % {"day": day(opened.about.published_on)}
    return gettext("Edition %(number)s · %(day)s") % {
        "number": opened.about.number,
        "day": day(opened.about.published_on),
    }


def of_edition(opened: Opened, writer: Writer) -> Foot:
    """The foot of a guide's sheet."""
    return _foot(writer.phrase(lambda _language: _whole_line(opened)), [opened], writer)


def of_list(used: list[Opened], writer: Writer) -> Foot:
    """The foot of a reader's list: the editions that its questions came from. One guide alone has its address."""
    lines = writer.phrase(
        lambda language: "; ".join(
            f"{writer.plain_in(each.guide.name, language)}: {edition_line(each)}" for each in used
        )
    )
    return _foot(lines, used, writer)


def _whole_line(opened: Opened) -> str:
    review = gettext("next review %(day)s") % {"day": month(opened.guide.about.next_review)}
    return f"{edition_line(opened)} · {review} · {gettext('not yet reviewed by a clinician')}"


def _foot(edition: Words, used: list[Opened], writer: Writer) -> Foot:
    pages = writer.said(_("Page {page} of {pages}"))
    if not settings.SITE_ADDRESS:
        note = writer.said(_("No short address and no QR code: this site was set up without a public address."))
        return Foot(edition, pages, "", "", note)
    if any(each.about.draft for each in used):  # there is no such edition to look up
        return Foot(edition, pages, "", "", {})
    path = reverse("edition-check", args=[used[0].guide.slug, used[0].about.number]) if len(used) == 1 else "/"
    address = settings.SITE_ADDRESS.rstrip("/") + path
    return Foot(edition, pages, address, address.split("://", 1)[-1].rstrip("/") + "/", {})
