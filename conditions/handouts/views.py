"""Views of paper: what can be printed, a sheet to print or as a PDF, a reader's list, and what a printed code opens."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from conditions import library, lists
from conditions.guide.languages import ENGLISH, LANGUAGES
from conditions.guide.worksheet import Worksheet
from conditions.handouts import choices, editions, forms, kinds, pdfs
from conditions.handouts.choices import Choice, Refused
from conditions.handouts.sheets import Sheet
from conditions.library import Opened
from conditions.reading import guides, names
from conditions.reading.caching import public
from conditions.reading.guides import OpenAll, OpenGuide
from conditions.reading.page import guide_frame, page, spoken_language
from conditions.reading.readers_token import token_of

private = cache_control(private=True, no_store=True)


@require_safe
@public
def handouts(request: HttpRequest, slug: str, open_guide: OpenGuide = library.current) -> HttpResponse:
    """What can be printed of a guide."""
    spoken = spoken_language()
    opened = guides.opened(slug, spoken, open_guide)
    choice, refused = choices.asked(request.GET, (spoken,))
    context = {
        **guide_frame(opened, (spoken,), "handouts"),
        "kinds": [(kind, kinds.KINDS[kind], kinds.PURPOSES[kind]) for kind in kinds.of_guide(opened.guide)],
        **_chosen(choice, refused, which=False),
    }
    here = reverse("handouts", args=[slug])
    return page(request, "handouts/handouts.html", context, here=here, status=400 if refused else 200)


@require_safe
@public
def handout(request: HttpRequest, slug: str, kind: str, open_guide: OpenGuide = library.current) -> HttpResponse:
    """One handout of a guide, as a page that prints well. A bad choice in the address: a message, and status 400."""
    choice, refused = choices.asked(request.GET, (spoken_language(),))
    opened, general = _opened(slug, kind, choice, open_guide)
    context = {
        "guide": opened.guide,
        "sheet": kinds.guide_sheet(kind, opened, general, choice),
        "kind": kind,
        "pdf": _with(reverse("handout-pdf", args=[slug, kind]), choice),
        "before_sheet": reverse("handouts", args=[slug]),
        **_chosen(choice, refused, which=kind == "questions"),
    }
    here = reverse("handout", args=[slug, kind])
    return page(request, "handouts/handout.html", context, here=here, status=400 if refused else 200)


@require_safe
@public
def handout_pdf(request: HttpRequest, slug: str, kind: str, open_guide: OpenGuide = library.current) -> HttpResponse:
    """The same handout as a PDF. A bad choice in the address: the page with its message."""
    choice, refused = choices.asked(request.GET, (spoken_language(),))
    if refused:
        return handout(request, slug, kind, open_guide)
    opened, general = _opened(slug, kind, choice, open_guide)
    return _pdf(pdfs.of_guide(kind, opened, general, choice), pdfs.name(kind, opened, choice))


@require_safe
@private
def my_list(request: HttpRequest, open_all: OpenAll = library.all_current) -> HttpResponse:
    """The reader's own list, as a page that prints well. Nothing of it is kept anywhere."""
    worksheet = _worksheet(request)
    choice, refused = choices.asked(request.GET, _languages_of(worksheet))
    return _list_page(request, worksheet, choice, refused, open_all)


@require_safe
@private
def my_list_pdf(request: HttpRequest, open_all: OpenAll = library.all_current) -> HttpResponse:
    """The reader's own list as a PDF, made afresh each time. Without a list: the page that says so."""
    worksheet = _worksheet(request)
    choice, refused = choices.asked(request.GET, _languages_of(worksheet))
    if refused or not worksheet:
        return _list_page(request, worksheet, choice, refused, open_all)
    sheet = kinds.list_sheet(worksheet, open_all(spoken_language()), choice)
    return _pdf(pdfs.of_list(sheet, choice), f"{sheet.name}-{choice.file_ending}.pdf")


@require_safe
@public
def edition_check(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What a printed code opens, in both languages: whether that edition is still the current one, and what changed."""
    found = editions.found(slug, number)
    context: dict[str, Any] = {"found": found, "languages": LANGUAGES, "names": names}
    with override(ENGLISH.code):
        response = render(request, "handouts/edition_check.html", context, status=200 if found else 404)
    response["Content-Language"] = ", ".join(each.html for each in LANGUAGES)
    return response


def _opened(slug: str, kind: str, choice: Choice, open_guide: OpenGuide) -> tuple[Opened, Opened | None]:
    """The guide in the languages of the sheet, and the general guide for what it lacks (None where there is none).

    Raises Http404 for a kind that the guide does not have.
    """
    opened = guides.opened(slug, choice.languages[0], open_guide).on_paper(choice.languages)
    if kind not in kinds.of_guide(opened.guide):
        raise Http404(f"This guide has no handout {kind!r}.")
    try:
        general = None if opened.guide.general else guides.opened(names.GENERAL, choice.languages[0], open_guide)
    except Http404:
        general = None
    return opened, general.on_paper(choice.languages) if general else None


def _worksheet(request: HttpRequest) -> Worksheet | None:
    token = token_of(request)
    return lists.open(token) if token else None


def _languages_of(worksheet: Worksheet | None) -> tuple[Any, ...]:
    """The page's language, or both with it first, as the list says."""
    spoken = spoken_language()
    both = worksheet is not None and worksheet.both_languages
    return (spoken, *(each for each in LANGUAGES if each is not spoken)) if both else (spoken,)


def _list_page(
    request: HttpRequest, worksheet: Worksheet | None, choice: Choice, refused: tuple[Refused, ...], open_all: OpenAll
) -> HttpResponse:
    sheet: Sheet | None = kinds.list_sheet(worksheet, open_all(spoken_language()), choice) if worksheet else None
    context = {
        "sheet": sheet,
        "pdf": _with(reverse("my-list-pdf"), choice),
        **_chosen(choice, refused, which=False),
    }
    status = 400 if refused else 200 if sheet else 404
    return page(request, "handouts/my_list.html", context, here=reverse("my-list-print"), status=status)


def _chosen(choice: Choice, refused: tuple[Refused, ...], *, which: bool) -> dict[str, Any]:
    """What the form of choices needs, and what could not be understood."""
    return {
        "choice": choice,
        "query": urlencode(choice.query),
        "fields": forms.fields(choice, spoken_language(), which=which),
        "refused": [(forms.LABELS[each.field], each.value[: forms.SHOWN]) for each in refused],
    }


def _with(path: str, choice: Choice) -> str:
    return f"{path}?{urlencode(choice.query)}"


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
