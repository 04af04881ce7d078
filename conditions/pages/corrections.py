"""The public log of errors: what was wrong in an edition, and which edition mended it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from conditions import library
from conditions.guide.document import Text
from conditions.library import EditionNote
from conditions.reading import names
from conditions.reading.caching import public
from conditions.reading.guides import OpenAll
from conditions.reading.page import page, spoken_language
from conditions.reading.text import Reading


@dataclass(frozen=True)
class Correction:
    """One error that was mended: in which guide, by which edition. `opens`: readers can open that edition."""

    name: Text
    about: EditionNote
    opens: bool


@require_safe
@public
def corrections(request: HttpRequest, open_all: OpenAll = library.all_current) -> HttpResponse:
    """Errors found and mended, newest first."""
    spoken = spoken_language()
    opened = open_all(spoken)
    mended = []
    for note in library.corrections():
        guide = opened.get(note.slug)
        plain = str(names.CONDITIONS.get(note.slug, note.slug))
        name = guide.guide.name if guide else Text(en=plain, zh_hans=plain)
        whole = not (note.english_alone and spoken.is_chinese)
        mended.append(Correction(name, note, bool(guide and whole and note.number <= guide.about.number)))
    context = {"corrections": mended, "reading": Reading.over((), (spoken,))}
    return page(request, "pages/corrections.html", context, here=reverse("corrections"))
