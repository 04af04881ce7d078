"""The frame of a page: the language in use, its twin, and the address of this page in the other language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from conditions.guide.languages import ENGLISH, LANGUAGES, Language, language, other
from conditions.library import Opened
from conditions.reading import guides, names
from conditions.reading.text import Reading


def page(request: HttpRequest, template: str, context: dict[str, Any], *, here: str, status: int = 200) -> HttpResponse:
    """Renders a page. `here` is its address in the language in use; the other language's is worked out from it."""
    spoken = spoken_language()
    twin = other(spoken)
    side_by_side = request.GET.get("with") == twin.code
    switch = here.replace(f"/{spoken.code}/", f"/{twin.code}/", 1)
    return render(
        request,
        template,
        {
            "spoken": spoken,
            "twin": twin,
            "here": here,
            "switch_path": switch,
            "switch": f"{switch}?with={spoken.code}" if side_by_side else switch,
            "names": names,
            "site": settings.SITE_ADDRESS,
            "contact": settings.CONTACT_EMAIL,
            "languages": LANGUAGES,
            **context,
        },
        status=status,
    )


def spoken_language() -> Language:
    """The language of the page, from its address."""
    return language(get_language() or ENGLISH.code)


def asked_languages(request: HttpRequest) -> tuple[tuple[Language, ...], str]:
    """The languages to show, and what was asked for in vain: `?with=` sets the other language beside this one."""
    spoken = spoken_language()
    asked = request.GET.get("with", "")
    if asked in ("", spoken.code):
        return (spoken,), ""
    try:
        return (spoken, language(asked)), ""
    except KeyError:
        return (spoken,), asked


def guide_frame(opened: Opened, languages: tuple[Language, ...], part: str, *, whole: bool = False) -> dict[str, Any]:
    """What every page of one guide shows around its body: the guide, how it is read, its parts, the way on and back."""
    parts = guides.parts(opened.guide)
    order = list(parts)
    place = order.index(part) if part in order else None
    return {
        "opened": opened,
        "guide": opened.guide,
        "reading": Reading.of(opened.guide, languages, whole=whole),
        "whole": whole,
        "level": 3 if whole else 2,
        "parts": parts,
        "part": part,
        "part_name": parts.get(part, ""),
        "before": order[place - 1] if place else "",
        "after": order[place + 1] if place is not None and place + 1 < len(order) else "",
    }
