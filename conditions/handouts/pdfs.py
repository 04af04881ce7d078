"""PDFs of sheets: a guide's are made once and kept, a reader's list never."""

from __future__ import annotations

import hashlib

from django.conf import settings

from conditions.handouts import kept, kinds, typesetting
from conditions.handouts.choices import Choice
from conditions.handouts.sheets import Sheet
from conditions.library import Opened


def name(kind: str, opened: Opened, choice: Choice) -> str:
    """The name of the file: `chronic-migraine-1-leaflet-en-zh-hans-large.pdf`."""
    return f"{_stem(kind, opened, choice)}.pdf"


def of_guide(kind: str, opened: Opened, general: Opened | None, choice: Choice) -> bytes:
    """A handout of a guide. A draft's is never kept. KeyError for a kind that the guide does not have."""
    if kind not in kinds.of_guide(opened.guide):
        raise KeyError(kind)

    def made() -> bytes:
        return typesetting.pdf_of(kinds.guide_sheet(kind, opened, general, choice), choice)

    if opened.about.draft or (general is not None and general.about.draft):
        return made()
    return kept.kept(f"{_stem(kind, opened, choice)}-{state(opened, general)}", made)


def of_list(sheet: Sheet, choice: Choice) -> bytes:
    """A reader's list, set afresh."""
    return typesetting.pdf_of(sheet, choice)


def state(opened: Opened, general: Opened | None) -> str:
    """What else a guide's sheet depends on, in twelve letters: the general guide, how late a review is, which language
    is behind, the address of the site."""
    parts: list[object] = [settings.SITE_ADDRESS]
    for each in (opened, general):
        if each is not None:
            behind = each.revision and (each.revision.newer.number, each.revision.gives_way)
            twin = each.twin and each.twin.about.number
            parts += [each.about.slug, each.about.number, each.about.chinese_gives_way, each.late, behind, twin]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def _stem(kind: str, opened: Opened, choice: Choice) -> str:
    return f"{opened.guide.slug}-{opened.about.number}-{kind}-{choice.file_ending}"
