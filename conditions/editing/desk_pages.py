"""The desk's pages around the forms: the lists of a guide and their order, what is found, and what was changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from conditions import library
from conditions.editing import beside, carrying, checkups, lists_of_rows
from conditions.editing.refusals import Refused
from conditions.guide.languages import ENGLISH, LANGUAGES
from conditions.models import Guide
from conditions.reading import names
from conditions.reading.what_changed import what_changed


def rows(request: HttpRequest, model: str, row: int, name: str) -> HttpResponse:
    """The rows of a list in order, each leading to its form, with buttons that move it up and down."""
    try:
        listed = lists_of_rows.found(model, row, name)
    except LookupError as error:
        raise Http404 from error
    meta = listed.model._meta
    if not request.user.has_perm(f"conditions.view_{meta.model_name}"):
        raise Refused(Refused.Why.NOT_YOUR_ROLE)
    guide = beside.guide_of(listed.parent)
    found = checkups.report(guide.slug).found if guide else []
    lines = [
        {
            "row": one,
            "called": lists_of_rows.called(one),
            "address": reverse(f"admin:conditions_{meta.model_name}_change", args=[one.pk]),
            "found": [each for each in found if each.is_about(meta.model_name, one.pk)],
            "lists": beside.list_of_lists(one),
        }
        for one in listed.rows()
    ]
    parent = listed.parent
    context = {
        **admin.site.each_context(request),
        "title": listed.title,
        "subtitle": None,
        "listed": listed,
        "lines": lines,
        "model": meta.model_name,
        "may_order": lists_of_rows.may_order(request.user, listed.model),
        "may_add": request.user.has_perm(f"conditions.add_{meta.model_name}"),
        "crumbs": [
            *lists_of_rows.way_up(parent),
            (reverse(f"admin:conditions_{parent._meta.model_name}_change", args=[parent.pk]), str(parent)),
        ],
    }
    return TemplateResponse(request, "editing/rows.html", context)


@require_POST
def move(request: HttpRequest, model: str, row: int) -> HttpResponse:
    """Moves a row up or down, and comes back to it."""
    way = request.POST.get("way", "")
    if way not in ("up", "down"):
        raise Http404
    try:
        moved = lists_of_rows.move(by=request.user, model=model, row=row, way=way)  # type: ignore[arg-type]
    except LookupError as error:
        raise Http404 from error
    listed = lists_of_rows.holding(moved)
    assert listed is not None
    return HttpResponseRedirect(f"{listed.address}#row-{moved.pk}")


def findings(request: HttpRequest, slug: str) -> HttpResponse:
    """All that the rules, the meter and the measures say of the working copy as it stands now."""
    guide = _guide(request, slug)
    report = checkups.report(slug)
    context = {
        **_around(request, guide, _("What the rules say")),
        "report": report,
        "totals": beside.totals(report),
    }
    return TemplateResponse(request, "editing/findings.html", context)


def whole_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What the working copy says that the current edition does not, word by word, in both languages."""
    guide = _guide(request, slug)
    opened = library.current(slug, ENGLISH)
    now = carrying.read(slug)
    changed = [(language, what_changed(opened.guide, now, language)) for language in LANGUAGES] if opened else []
    context = {
        **_around(request, guide, _("What has changed since the current edition")),
        "edition": opened.about if opened else None,
        "changed": changed,
        "nothing": opened is not None and opened.guide == now,
    }
    return TemplateResponse(request, "editing/whole_changes.html", context)


def _guide(request: HttpRequest, slug: str) -> Guide:
    if not request.user.has_perm("conditions.view_guide"):
        raise Refused(Refused.Why.NOT_YOUR_ROLE)
    guide = Guide.objects.filter(slug=slug).first()
    if guide is None:
        raise Http404
    return guide


def _around(request: HttpRequest, guide: Guide, title: str) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": title,
        "slug": guide.slug,
        "names": names,
        "part_names": lists_of_rows.PART_NAMES,
        "crumbs": [(reverse("admin:conditions_guide_change", args=[guide.pk]), guide.slug)],
    }
