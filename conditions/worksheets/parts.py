"""A part of a guide on which a reader writes: opened, and rendered whole or, under htmx, in part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from conditions.guide.document import Guide
from conditions.guide.worksheet import Refused
from conditions.guide.worksheet_changes import Change
from conditions.library import Opened
from conditions.reading import guides
from conditions.reading.caching import compressible
from conditions.reading.guides import OpenGuide
from conditions.reading.page import asked_languages, guide_frame, page, spoken_language
from conditions.reading.text import Reading
from conditions.worksheets import acts
from conditions.worksheets.acts import Seen

Select = Callable[[Guide, Seen], dict[str, Any]]


def opened(slug: str, part: str, open_guide: OpenGuide) -> Opened:
    """The current edition of a guide. Raises Http404 where there is none, or where it has no such part."""
    found = guides.opened(slug, spoken_language(), open_guide)
    if part not in guides.parts(found.guide):
        raise Http404(f"This guide has no part {part!r}.")
    return found


class Part:
    """A part of a guide that this room shows: where it stands, and how it is rendered, whole or in part.

    `select` gathers what the templates need beside the frame. Its template is `worksheets/<part>.html`.
    """

    def __init__(self, request: HttpRequest, opened: Opened, part: str, select: Select) -> None:
        self.languages, self.refused_language = asked_languages(request)
        self.request, self.opened, self.part, self.select = request, opened.read_in(self.languages), part, select
        self.here = reverse(part, args=[opened.guide.slug])
        self.action = f"{self.here}?with={self.languages[1].code}" if len(self.languages) > 1 else self.here

    def context(self, seen: Seen, frame: dict[str, Any], select: Select) -> dict[str, Any]:
        """What the templates are given, for the whole and for a piece."""
        return {**frame, **seen.context, "action": self.action, **select(self.opened.guide, seen)}

    def frame(self) -> dict[str, Any]:
        """What stands around every part of the guide."""
        return guide_frame(self.opened, self.languages, self.part)

    def whole(self, seen: Seen) -> HttpResponse:
        """The page."""
        status = 400 if self.refused_language and seen.status == 200 else seen.status
        context = {**self.context(seen, self.frame(), self.select), "refused_language": self.refused_language}
        response = page(self.request, f"worksheets/{self.part}.html", context, here=self.here, status=status)
        return response if self.refused_language or seen.typed else compressible(response)

    def piece(self, template: str, select: Select | None = None) -> acts.Show:
        """Under htmx the piece of the page that an act changes; else the page.

        `select` gathers what that piece needs, where this is less than the page needs: it shows no text of the guide.
        """

        def show(seen: Seen) -> HttpResponse:
            if not self.request.htmx:  # type: ignore[attr-defined]
                return self.whole(seen)
            if select is None:
                context = self.context(seen, self.frame(), self.select)
            else:
                context = self.context(seen, {"reading": Reading.over((), self.languages)}, select)
            return acts.fragment(self.request, template, context, seen)

        return show


def sent(request: HttpRequest) -> dict[str, str]:
    """What was sent; nothing for a form that cannot be read, which is then refused as no act of ours."""
    try:
        return acts.typed(request)
    except Refused:
        return {}


def no_such_act(_sent: Mapping[str, str]) -> Change:
    """For a form whose `act` is none of a page's."""
    raise Refused("unknown-value")
