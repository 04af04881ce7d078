"""Opening a guide for a reader, and the addresses of its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate

from conditions import library
from conditions.guide.document import Guide
from conditions.guide.languages import Language
from conditions.library import Opened
from conditions.reading import names

OpenGuide = Callable[[str, Language], Opened | None]
OpenAll = Callable[[Language], Mapping[str, Opened]]


class GuideWithdrawn(Http404):
    """A guide that was taken away. `withdrawn` says when and why; the page of this error tells readers."""

    def __init__(self, withdrawn: library.Withdrawn) -> None:
        self.withdrawn = withdrawn
        super().__init__(f"The guide {withdrawn.slug!r} is withdrawn.")


def opened(slug: str, language: Language, open_guide: OpenGuide) -> Opened:
    """The current edition of a guide as it stands today. Raises Http404 where there is none, GuideWithdrawn (also an
    Http404) where it was taken away."""
    opened = open_guide(slug, language)
    if opened is not None:
        return opened.as_of(localdate())
    withdrawn = library.withdrawn(slug)
    if withdrawn is not None:
        raise GuideWithdrawn(withdrawn)
    raise Http404(f"No edition of {slug!r} is published.")


def parts(guide: Guide) -> Mapping[str, object]:
    """The parts of a guide in reading order, slug to name: the general guide has others."""
    return names.GENERAL_PARTS if guide.general else names.PARTS


def address(guide: Guide, part: str) -> str:
    """The one address of a part, in the language in use."""
    if part == "overview":
        return reverse("overview", args=[guide.slug])
    if guide.general and part in names.SHORT_ADDRESSES:
        return reverse(names.SHORT_ADDRESSES[part])
    return reverse("part", args=[guide.slug, part])
