"""Views of the readers' pages: each reads the request, calls one selector, renders one template."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from conditions import library
from conditions.guide import standards
from conditions.guide.languages import ENGLISH, LANGUAGES, Language, other
from conditions.library import Opened
from conditions.pages import gallery as examples
from conditions.pages import selectors
from conditions.reading import guides, names, presenters
from conditions.reading.caching import PUBLIC, public
from conditions.reading.guides import OpenAll, OpenGuide
from conditions.reading.page import asked_languages, guide_frame, page, spoken_language
from conditions.reading.text import Reading


def guide_page(
    request: HttpRequest, opened: Opened, template: str, here: str, *, depends_on: Hashable = None, **context: Any
) -> HttpResponse:
    """A page of one guide. What was rendered of an opened edition is kept with it: only the day can change it, and what
    else the page `depends_on`."""
    languages, refused = asked_languages(request)
    opened = opened.read_in(languages)
    key = (template, languages, localdate(), depends_on)
    if not refused and key in opened.pages:
        return HttpResponse(opened.pages[key])
    whole, part = context.pop("whole", False), context.pop("part")
    response = page(
        request,
        template,
        {
            **guide_frame(opened, languages, part, whole=whole),
            "refused_language": refused,
            "options_by_choice": presenters.options_by_choice(opened.guide),
            "first_questions": presenters.first_questions(opened.guide),
            "more_questions": presenters.more_questions(opened.guide),
            "shown_sources": presenters.sources(opened.guide) if part in ("sources", "all") else (),
            "judged": opened.judged if part in ("about", "all") else (),
            "reading_levels": presenters.reading_levels(opened.measures) if part in ("about", "all") else (),
            "bodies": {slug: f"pages/bodies/{slug}.html" for slug in guides.parts(opened.guide)},
            **context,
        },
        here=here,
        status=400 if refused else 200,
    )
    if not (refused or settings.DEBUG):
        opened.pages[key] = response.content
    return response


@require_safe
@public
def root(request: HttpRequest) -> HttpResponse:
    """`/`: both languages in both languages, the browser's preference first; never a redirect."""
    preferred = _preferred(request)
    response = render(request, "pages/root.html", {"ordered": [preferred, other(preferred)], "preferred": preferred})
    response["Vary"] = "Accept-Language"
    response["Content-Language"] = ", ".join(each.html for each in LANGUAGES)
    return response


def _preferred(request: HttpRequest) -> Language:
    """The first language the browser asks for that begins like one of ours; every kind of Chinese counts as Chinese."""
    asked = []
    for piece in request.headers.get("Accept-Language", "").split(",")[:20]:
        tag, _sep, quality = piece.strip().lower().partition(";q=")
        try:
            asked.append((-float(quality or 1), tag))
        except ValueError:
            continue
    for _quality, tag in sorted(asked, key=lambda pair: pair[0]):
        for each in LANGUAGES:
            if tag.split("-")[0] == each.html.split("-")[0].lower():
                return each
    return ENGLISH


@require_safe
@public
def home(request: HttpRequest, open_all: OpenAll = library.all_current) -> HttpResponse:
    """Choose a condition; what the site is and is not."""
    spoken = spoken_language()
    opened, withdrawn = open_all(spoken), library.all_withdrawn()
    context = {
        "cards": selectors.conditions(opened, withdrawn),
        "general": opened.get(names.GENERAL),
        "general_withdrawn": withdrawn.get(names.GENERAL),
        "reading": Reading.over((item.guide for item in opened.values()), (spoken,)),
    }
    return page(request, "pages/home.html", context, here=reverse("home"))


@require_safe
@public
def overview(request: HttpRequest, slug: str, open_guide: OpenGuide = library.current) -> HttpResponse:
    """A guide's first page: main message, the decision, known and not known, where to go next."""
    return _part(request, slug, "overview", reverse("overview", args=[slug]), open_guide)


@require_safe
@public
def part(request: HttpRequest, slug: str, part: str, open_guide: OpenGuide = library.current) -> HttpResponse:
    """One part of a guide."""
    elsewhere = ("overview", *names.WITH_A_LIST, *(names.SHORT_ADDRESSES if slug == names.GENERAL else ()))
    if part in elsewhere:
        raise Http404(f"{part!r} is shown by another view.")
    return _part(request, slug, part, reverse("part", args=[slug, part]), open_guide)


@require_safe
@public
def shared(request: HttpRequest, part: str, open_guide: OpenGuide = library.current) -> HttpResponse:
    """A part of the general guide that has a short address: safety, warning signs, law, report harm."""
    return _part(request, names.GENERAL, part, reverse(names.SHORT_ADDRESSES[part]), open_guide)


def _part(request: HttpRequest, slug: str, part: str, here: str, open_guide: OpenGuide) -> HttpResponse:
    opened = guides.opened(slug, spoken_language(), open_guide)
    if part not in guides.parts(opened.guide):
        raise Http404(f"This guide has no part {part!r}.")
    return guide_page(request, opened, f"pages/parts/{part}.html", here, part=part)


@require_safe
@public
def whole(request: HttpRequest, slug: str, open_guide: OpenGuide = library.current) -> HttpResponse:
    """The whole guide on one page."""
    opened = guides.opened(slug, spoken_language(), open_guide)
    return guide_page(request, opened, "pages/all.html", reverse("all", args=[slug]), part="all", whole=True)


@require_safe
@public
def glossary(request: HttpRequest, open_all: OpenAll = library.all_current) -> HttpResponse:
    """Every term of the published guides. Rendered once for the editions that it was made from, like a guide's page."""
    languages, refused = asked_languages(request)
    opened = {slug: each.read_in(LANGUAGES) for slug, each in open_all(languages[0]).items()}  # names are in both
    made_from = (
        (slug, each.about.number, each.revision and each.revision.newer.number) for slug, each in opened.items()
    )
    key = ("glossary", languages, *made_from)
    kept = next(iter(opened.values())).pages if opened and not (refused or settings.DEBUG) else {}
    if key in kept:
        return HttpResponse(kept[key])
    context = {
        "entries": selectors.glossary(languages[0], opened),
        "reading": Reading.over((item.guide for item in opened.values()), languages),
        "refused_language": refused,
    }
    status = 400 if refused else 200
    response = page(request, "pages/glossary.html", context, here=reverse("glossary"), status=status)
    kept[key] = response.content
    return response


@require_safe
@public
def about(request: HttpRequest) -> HttpResponse:
    """Who makes this site, and what for."""
    return page(request, "pages/about.html", {}, here=reverse("about"))


@require_safe
@public
def how_made(request: HttpRequest, open_all: OpenAll = library.all_current) -> HttpResponse:
    """How the guides are made, and the standards of every published guide in sum."""
    spoken = spoken_language()
    guides = [opened for opened in open_all(spoken).values() if not opened.guide.general]
    meters = [(opened, standards.totals(opened.judged)) for opened in guides]
    context = {"meters": meters, "reading": Reading.over([], (spoken,))}
    return page(request, "pages/how_made.html", context, here=reverse("how-made"))


@require_safe
@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps of its readers (nothing before they act, then a sealed list), and what at the desk."""
    return page(request, "pages/privacy.html", {}, here=reverse("privacy"))


@require_safe
@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can read, and what is not done yet."""
    return page(request, "pages/accessibility.html", {}, here=reverse("accessibility"))


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with its examples, for those who build the site. Only under DEBUG."""
    if not settings.DEBUG:
        raise Http404("The gallery opens under DEBUG only.")
    languages, _refused = asked_languages(request)
    guide = examples.guide()
    context = {
        "guide": guide,
        "reading": Reading.of(guide, languages),
        "level": 3,
        "parts": names.PARTS,
        "part": "overview",
        "presenters": presenters,
        "components": examples.COMPONENTS,
        "before": "overview",
        "after": "evidence",
    }
    return page(request, "pages/gallery.html", context, here=reverse("gallery"))


def healthz(request: HttpRequest) -> HttpResponse:
    """Alive. Says so without touching the database."""
    return HttpResponse("ask-first alive\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the reader's language, or in both where the address tells none, with ways on. A guide that was withdrawn:
    410, and why; any cache may keep that for a minute, as it kept the page."""
    first = request.path_info.split("/")[1] if "/" in request.path_info else ""
    spoken = next((each for each in LANGUAGES if each.code == first), None) or _preferred(request)
    with override(spoken.code):
        here = reverse("home")
        if isinstance(exception, guides.GuideWithdrawn):
            context = {"withdrawn": exception.withdrawn, "reading": Reading.over([], (spoken,)), "language": spoken}
            response = page(request, "pages/withdrawn.html", context, here=here, status=410)
            response["Cache-Control"] = PUBLIC
            return response
        return page(request, "pages/404.html", {"title": _("This page does not exist")}, here=here, status=404)
