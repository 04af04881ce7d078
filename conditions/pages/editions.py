"""Every edition of a guide: the list of them, and each as it was, with what has changed since."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from conditions import library
from conditions.guide.languages import CHINESE
from conditions.library import Opened
from conditions.pages import selectors
from conditions.pages.views import guide_page
from conditions.reading import guides
from conditions.reading.caching import public
from conditions.reading.guides import OpenGuide
from conditions.reading.page import asked_languages, spoken_language

OpenEdition = Callable[[str, int], Opened | None]


@require_safe
@public
def editions(request: HttpRequest, slug: str, open_guide: OpenGuide = library.current) -> HttpResponse:
    """Every edition of a guide with its change note."""
    opened = guides.opened(slug, spoken_language(), open_guide)
    here = reverse("editions", args=[slug])
    notes = selectors.editions(slug)
    return guide_page(request, opened, "pages/editions.html", here, part="editions", notes=notes)


@require_safe
@public
def edition(
    request: HttpRequest,
    slug: str,
    number: int,
    open_guide: OpenGuide = library.current,
    open_edition: OpenEdition = library.edition,
) -> HttpResponse:
    """A guide as it was in one edition, marked as such, with what has changed since.

    An edition that readers of this language have not come to yet is not found; nor, in Chinese, one in English alone.
    """
    current = guides.opened(slug, spoken_language(), open_guide)
    shown = open_edition(slug, number) if number <= current.about.number else None
    if shown is None or (shown.about.english_alone and spoken_language() is CHINESE):
        raise Http404(f"There is no edition {number} of {slug!r}.")
    return guide_page(
        request,
        shown.as_of(localdate()),
        "pages/edition.html",
        reverse("edition", args=[slug, number]),
        part="all",
        whole=True,
        depends_on=current.about.number,
        current=current,
        since=selectors.Since(shown, current, asked_languages(request)[0]),
    )
