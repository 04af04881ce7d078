"""From a guide, or from a reader's list, to the sheet: which kinds there are, and one function for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django.utils.translation import gettext_lazy as _

from conditions.guide.document import Guide
from conditions.guide.worksheet import Worksheet
from conditions.handouts import aftercare, clinician, foot, leaflet, notices, own_list, questions
from conditions.handouts.choices import Choice
from conditions.handouts.sheets import Block, Sheet, Sources, What
from conditions.handouts.writing import Writer
from conditions.library import Opened
from conditions.reading import names

KINDS = {
    "leaflet": _("The guide in short"),
    "clinician": _("For your doctor"),
    "questions": _("Questions to ask"),
    "aftercare": _("After a stem cell treatment"),
}
PURPOSES = {
    "leaflet": _("What is known and not known, the choices, the numbers drawn, the risks, the first questions."),
    "clinician": _("One page for a doctor or nurse: what you have read, what to confirm, what studies found."),
    "questions": _("Numbered questions with space for each answer. In two languages: the same numbers side by side."),
    "aftercare": _("For people who were treated already: what to write down, what to watch for, whom to tell."),
}
GENERAL_KINDS = ("questions", "aftercare")
BOX_NOTE = _("A framed box stands for a sign that our type does not have.")


def of_guide(guide: Guide) -> tuple[str, ...]:
    """The kinds of handout that a guide has: the general guide has no decision, so no leaflet and no summary."""
    return GENERAL_KINDS if guide.general else tuple(KINDS)


def guide_sheet(kind: str, opened: Opened, general: Opened | None, choice: Choice) -> Sheet:
    """A handout of a guide. `general` is the current edition of the general guide, for what this one lacks.

    Raises KeyError for a kind that the guide does not have.
    """
    guide = opened.guide
    if kind not in of_guide(guide):
        raise KeyError(kind)
    lent = None if guide.general else general
    writer = Writer([guide, *([lent.guide] if lent else [])], choice.languages)
    blocks = _blocks(kind, guide, lent, writer, choice)
    return Sheet(
        what=cast(What, kind),
        languages=_codes(choice),
        title=writer.said(KINDS[kind]),
        subtitle=writer.plain(guide.title),
        blocks=(*notices.blocks(opened, writer), *blocks, *_sources(writer)),
        foot=foot.of_edition(opened, writer),
        box_note=writer.said(BOX_NOTE),
        name=f"{guide.slug}-{opened.about.number}-{kind}",
    )


def list_sheet(worksheet: Worksheet, opened: Mapping[str, Opened], choice: Choice) -> Sheet:
    """A reader's list. `opened` are the current guides by slug."""
    used = [opened[slug] for slug in dict.fromkeys(entry.slug for entry in worksheet.entries) if slug in opened]
    writer = Writer([], choice.languages)
    return Sheet(
        what="list",
        languages=_codes(choice),
        title=writer.said(_("My list of questions")),
        subtitle=writer.phrase(lambda language: ", ".join(writer.plain_in(each.guide.name, language) for each in used)),
        blocks=tuple(own_list.blocks(worksheet, opened, writer)),
        foot=foot.of_list(used, writer),
        box_note=writer.said(BOX_NOTE),
        name="my-list",
    )


def _blocks(kind: str, guide: Guide, general: Opened | None, writer: Writer, choice: Choice) -> list[Block]:
    match kind:
        case "leaflet":
            return leaflet.blocks(guide, writer)
        case "clinician":
            return clinician.blocks(guide, writer)
        case "questions":
            return questions.blocks(guide, writer, choice)
        case _:
            return aftercare.blocks(guide, general, writer)


def _sources(writer: Writer) -> list[Block]:
    entries = writer.sources()
    return [Sources(writer.said(names.PARTS["sources"]), entries)] if entries else []


def _codes(choice: Choice) -> tuple[str, ...]:
    return tuple(language.code for language in choice.languages)
