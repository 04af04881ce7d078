"""The sheet for people who were treated already: what to write down, what to watch for, whom to tell. No blame.

Signs come from the guides alone. Where a condition's guide does not say what to do after harm or how to report it, the
general guide's current edition does, and the sheet says so.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from conditions.guide.document import Guide
from conditions.handouts.foot import edition_line
from conditions.handouts.sheets import Block, Fields, Heading, Prose, Table
from conditions.handouts.writing import Writer, items, paragraphs, sections
from conditions.library import Opened

# what to write down, and how many lines it needs
RECORD = (
    (_("What was given (name of the product, kind of cells)"), 2),
    (_("Batch or lot number"), 1),
    (_("Dose"), 1),
    (_("How it was given (vein, muscle, joint, spine, other)"), 1),
    (_("Date"), 1),
    (_("Place, and who gave it"), 2),
    (_("Medicines given with it, and those taken every day"), 2),
)
CONTACTS = (
    (_("My own doctor"), 1),
    (_("The clinic, by day and by night"), 1),
    (_("What I felt, and from which day"), 3),
)


def blocks(guide: Guide, general: Opened | None, writer: Writer) -> list[Block]:
    """What stands on the sheet. `general` lends what this guide lacks; it is None where it is not published."""
    helping = guide if guide.after_harm or general is None else general.guide
    told = guide if guide.countries or general is None else general.guide
    parts = sections(writer.passages(helping.after_harm)) if helping.after_harm else []
    opening = [Prose(body, "main") for heading, body in parts if heading is None]
    rest = [block for heading, body in parts if heading is not None for block in (heading, Prose(body))]
    return [
        *opening,
        Heading(writer.said(_("Write down what was done"))),
        Fields(tuple((writer.said(name), lines) for name, lines in RECORD)),
        Heading(writer.said(_("What to watch for, and what to do"))),
        *rest,
        *_seen(guide, writer),
        Fields(tuple((writer.said(name), lines) for name, lines in CONTACTS)),
        *_reports(told, writer),
        *_taken_from(guide, general, writer),
    ]


def _seen(guide: Guide, writer: Writer) -> list[Block]:
    """What has gone wrong with cells: of a condition the harms told of what is sold, with what they were told of;
    else the risks."""
    if guide.general:
        risks = [risk for risk in guide.risks if risk.group in ("counted", "reported")]
        lines = tuple((writer.plain(risk.title), writer.cites(risk.sources)) for risk in risks)
        found = items(*({code: line + cites for code, line in words.items()} for words, cites in lines))
        return [Heading(writer.said(_("What has gone wrong after such treatments"))), Prose(found)]
    rows = []
    told: set[str] = set()
    for option in guide.options:
        for harm in option.harms if option.choice == "paid-offer" else ():
            if harm.what.en not in told:
                told.add(harm.what.en)
                how_often = writer.passages(harm.how_often)
                rows.append((paragraphs(writer.plain(harm.what), writer.plain(option.name)), how_often))
    if not rows:
        return []
    heading = writer.said(_("What has gone wrong after such treatments"))
    head = (writer.said(_("What")), writer.said(_("How often")))
    return [Heading(heading), Table(heading, head, tuple(rows), (2, 3))]


def _reports(guide: Guide, writer: Writer) -> list[Block]:
    if not guide.countries:
        return []
    heading = writer.said(_("Where to report it"))
    rows = tuple((paragraphs(writer.plain(each.name)), writer.passages(each.report)) for each in guide.countries)
    head = (writer.said(_("Country")), writer.said(_("What we know of reporting there")))
    return [Heading(heading), Table(heading, head, rows, (1, 3))]


def _taken_from(guide: Guide, general: Opened | None, writer: Writer) -> list[Block]:
    if general is None or (guide.after_harm and guide.countries):
        return []
    note = writer.said(
        _("What to do, and where to report it, come from the guide “%(guide)s”: %(edition)s."),
        guide=lambda language: writer.plain_in(general.guide.name, language),
        edition=lambda language: edition_line(general),
    )
    return [Prose(paragraphs(note), "small")]
