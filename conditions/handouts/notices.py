"""What stands first on a sheet when all is not well: a draft, a review that is overdue, passages under revision."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conditions.guide.languages import CHINESE, Language
from conditions.handouts.sheets import Block, Prose
from conditions.handouts.writing import Writer, month, paragraphs
from conditions.library import Opened


def blocks(opened: Opened, writer: Writer) -> list[Block]:
    """The notices of an edition, each framed; none as a rule."""
    said = []
    if opened.about.draft:
        said.append(writer.said(_("Draft: a preview for editors. Readers do not see this.")))
    if opened.late:
        said.append(writer.phrase(lambda language: _overdue(opened, language)))
    if opened.revision is not None:
        said.append(writer.phrase(lambda language: _behind(opened, language)))
    return [Prose(paragraphs(words), "notice") for words in said if words]


def _overdue(opened: Opened, language: Language) -> str:
    first = gettext("This guide was to be checked again in %(month)s. That has not been done.") % {
        "month": month(opened.guide.about.next_review)
    }
    if opened.late == "a-year":
        second = gettext("It is more than a year late, so the numbers are left out until it is done.")
    else:
        second = gettext("It is more than half a year late, so some of it may be out of date.")
    return f"{first}{'' if language is CHINESE else ' '}{second}"


def _behind(opened: Opened, language: Language) -> str:
    """Told in Chinese alone: English has its newest edition."""
    if language is not CHINESE or opened.revision is None:
        return ""
    if opened.revision.gives_way:
        return gettext("The new edition changes the advice, so the old passages and numbers are left out here.")
    return gettext("The English guide has a newer edition. This is the last one that is whole in Chinese.")
