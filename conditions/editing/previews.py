"""Preview: the readers' own pages and PDFs, made from the working copy, behind login, marked as a draft.

A preview has the address of the page after `admin/preview/`. The page's own view is called with an opener that reads
the working copy, under addresses that stay inside the preview. Nothing rendered here is kept anywhere.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import (
    URLPattern,
    URLResolver,
    get_resolver,
    get_urlconf,
    path,
    resolve,
    reverse,
    set_urlconf,
)
from django.urls.resolvers import LocalePrefixPattern, RoutePattern
from django.utils.cache import patch_cache_control
from django.utils.timezone import localdate
from django.utils.translation import override

from conditions import library
from conditions.editing import carrying
from conditions.editing.refusals import Refused
from conditions.guide.document import EMPTY
from conditions.guide.languages import ENGLISH, Language, language
from conditions.library import EditionNote, Opened
from conditions.models import Guide

# The pages that are made from guides; all other links of a preview lead out of it
PREVIEWED = frozenset({
    "overview", "part", "all", "editions", "safety", "warning-signs", "law", "report-harm", "glossary", "values",
    "check", "questions", "handouts", "handout", "handout-pdf",
})  # fmt: skip


def urls(site: Any) -> list[URLPattern]:
    """The addresses of previews, after admin/."""
    return [
        path("preview/<slug:slug>/", site.admin_view(begin), name="preview"),
        path("preview/<slug:code>/<path:rest>", site.admin_view(page), name="preview-page"),
    ]


def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """To the first page of a guide as it would be, in the language of the desk."""
    _must_look(request)
    if not Guide.objects.filter(slug=slug).exists():
        raise Http404
    spoken = language(getattr(request, "LANGUAGE_CODE", ENGLISH.code))
    with override(spoken.code), _inside():
        return HttpResponseRedirect(reverse("overview", args=[slug]))


def page(request: HttpRequest, code: str, rest: str) -> HttpResponse:
    """One page or PDF of a guide as it would be."""
    _must_look(request)
    try:
        spoken = language(code)
    except KeyError as error:
        raise Http404 from error
    with override(spoken.code):
        match = resolve(f"/{code}/{rest}")
        if match.url_name not in PREVIEWED:
            raise Http404(f"{match.url_name!r} is no page of a guide.")
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])  # there is no list to write on here
        slug = match.kwargs.get("slug")
        back = reverse("admin:turns", args=[slug]) if slug else reverse("admin:index")
        drafts = _Drafts()
        openers = {"open_guide": drafts.one, "open_all": drafts.every}
        wanted = inspect.signature(match.func).parameters
        given = {name: opener for name, opener in openers.items() if name in wanted}
        with _inside(), _as_somebody_new(request, back):
            response: HttpResponse = match.func(request, *match.args, **match.kwargs, **given)
    del response["Cache-Control"]
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


class _Drafts:
    """Opens working copies in place of editions, each once for a page. What is rendered of them goes with them, because
    it holds the addresses of the preview."""

    def __init__(self) -> None:
        self._opened: dict[str, Opened | None] = {}

    def one(self, slug: str, language: Language) -> Opened | None:
        """A working copy as the edition that it would be, or None."""
        if slug not in self._opened:
            self._opened[slug] = _draft(slug)
        return self._opened[slug]

    def every(self, language: Language) -> dict[str, Opened]:
        """All of them."""
        found = {slug: self.one(slug, language) for slug in Guide.objects.values_list("slug", flat=True)}
        return {slug: opened for slug, opened in found.items() if opened is not None}


def _draft(slug: str) -> Opened | None:
    try:
        guide = carrying.read(slug)
    except carrying.NoSuchGuide:
        return None
    notes = library.history(slug)
    number = notes[0].number + 1 if notes else 1
    return Opened(EditionNote(slug, number, localdate(), EMPTY, draft=True), guide)


def _must_look(request: HttpRequest) -> None:
    if not request.user.has_perm("conditions.view_guide"):
        raise Refused(Refused.Why.NOT_YOUR_ROLE)


@contextmanager
def _inside() -> Iterator[None]:
    """Addresses of a guide's pages lead to the preview."""
    before = get_urlconf()
    set_urlconf(_addresses())
    try:
        yield
    finally:
        set_urlconf(before)


@contextmanager
def _as_somebody_new(request: HttpRequest, back: str) -> Iterator[None]:
    """A reader without a list: the editor's own, if this browser has one, is none of the preview's business."""
    cookies = request.COOKIES
    request.COOKIES = {}
    request.previewed = back  # type: ignore[attr-defined]
    try:
        yield
    finally:
        request.COOKIES = cookies


@cache
def _addresses() -> Any:
    """All addresses of the site, and those of the previewed pages once more: the last ones are written into links."""
    everything = tuple(get_resolver(None).url_patterns)
    resolvers = (each for each in everything if isinstance(each, URLResolver))
    after_language = next(each for each in resolvers if isinstance(each.pattern, LocalePrefixPattern))
    shown = [each for each in _leaves(after_language) if each.name in PREVIEWED]
    inside = URLResolver(LocalePrefixPattern(prefix_default_language=True), shown)
    return (*everything, URLResolver(RoutePattern("admin/preview/"), [inside]))


def _leaves(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _leaves(each)
        else:
            yield each
