"""PDFs of sheets: a guide's are made once and kept, a reader's list never."""

from __future__ import annotations

from conditions.handouts import kinds, typesetting
from conditions.handouts.choices import Choice
from conditions.handouts.sheets import Sheet
from conditions.library import Opened


def name(kind: str, opened: Opened, choice: Choice) -> str:
    """The name of the file: `chronic-migraine-1-leaflet-en-zh-hans-large.pdf`."""
    return f"{opened.guide.slug}-{opened.about.number}-{kind}-{choice.file_ending}.pdf"


def of_guide(kind: str, opened: Opened, general: Opened | None, choice: Choice) -> bytes:
    """A handout of a guide. KeyError for a kind that the guide does not have."""
    return typesetting.pdf_of(kinds.guide_sheet(kind, opened, general, choice), choice)


def of_list(sheet: Sheet, choice: Choice) -> bytes:
    """A reader's list, set afresh."""
    return typesetting.pdf_of(sheet, choice)
