"""The desk's pages of translators' sheets: hand one out, look at what a sheet would change, take exactly that.

What somebody looked at is kept nowhere: it travels sealed in the form, and taking it asks for nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conditions.editing import freshness, sheets
from conditions.editing.places import Places
from conditions.editing.sheet_files import MOST_BYTES, SheetError
from conditions.editing.sheets import Preview
from conditions.guide.differences import pieces
from conditions.guide.languages import CHINESE
from conditions.models import Guide

MIME = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
CONTENTS = ("waiting", "all")  # what a sheet may hold
MOST_SEALED = 2_000_000  # signs that a form can carry: Django takes 2.5 MB


def urls(site: Any) -> list[URLPattern]:
    """The addresses of these pages, after admin/."""
    return [
        path("guides/<slug:slug>/sheet/", site.admin_view(sheet), name="sheet"),
        path("guides/<slug:slug>/sheet/file/", site.admin_view(hand_out), name="sheet-file"),
        path("guides/<slug:slug>/sheet/take/", site.admin_view(take), name="take-sheet"),
        path("guides/<slug:slug>/sheet/refused/", site.admin_view(refused), name="refused-rows"),
    ]


def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Where sheets go out and come back. A file that is sent in is looked at; nothing is written."""
    guide = _guide(request, slug)
    if request.method != "POST":
        return _page(request, guide)
    try:
        found = sheets.preview(slug, _sent(request))
        if len(found.sealed()) > MOST_SEALED:
            raise SheetError(_("This sheet would change too much at once. Send it in two parts."))
    except SheetError as error:
        return _page(request, guide, str(error))
    return _rows(request, guide, found, taken=False)


def hand_out(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet as a file."""
    guide = _guide(request, slug)
    kind, contents = request.GET.get("kind", ""), request.GET.get("contents", "")
    if kind not in sheets.KINDS or contents not in CONTENTS:
        raise Http404
    try:
        return _file(slug, "sheet", kind, sheets.hand_out(slug, kind, everything=contents == "all"))
    except SheetError as error:
        return _page(request, guide, str(error))


def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes what somebody has looked at, and shows what was taken after all."""
    guide = _guide(request, slug)
    if request.method != "POST":  # after a new login, say
        return HttpResponseRedirect(reverse("admin:sheet", args=[slug]))
    try:
        done = sheets.apply(by=request.user, preview=_looked_at(request, slug))
    except SheetError as error:
        return _page(request, guide, str(error))
    count = len(done.changes)
    words = ngettext("%(count)s text was taken.", "%(count)s texts were taken.", count) % {"count": count}
    messages.add_message(request, messages.SUCCESS if count else messages.WARNING, words)
    return _rows(request, guide, done, taken=True)


def refused(request: HttpRequest, slug: str) -> HttpResponse:
    """What was refused, as a file with the reasons."""
    guide = _guide(request, slug)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:sheet", args=[slug]))
    kind = request.POST.get("kind", "")
    if kind not in sheets.KINDS:
        raise Http404
    try:
        return _file(slug, "refused", kind, sheets.refused_sheet(_looked_at(request, slug), kind))
    except SheetError as error:
        return _page(request, guide, str(error))


def _guide(request: HttpRequest, slug: str) -> Guide:
    freshness.may_write_chinese(request.user)
    guide = Guide.objects.filter(slug=slug).first()
    if guide is None:
        raise Http404
    return guide


def _sent(request: HttpRequest) -> bytes:
    sent = request.FILES.get("sheet")
    if sent is None:
        raise SheetError(_("Please choose a file."))
    return sent.read(MOST_BYTES + 1)  # one byte too many says that it is too large, whatever else there is


def _looked_at(request: HttpRequest, slug: str) -> Preview:
    found = Preview.opened(request.POST.get("sealed", ""))
    if found.slug != slug:
        raise Http404
    return found


def _file(slug: str, name: str, kind: str, data: bytes) -> HttpResponse:
    disposition = f'attachment; filename="{slug}-{name}.{kind}"'
    return HttpResponse(data, content_type=MIME[kind], headers={"Content-Disposition": disposition})


def _page(request: HttpRequest, guide: Guide, problem: str = "") -> HttpResponse:
    waiting, everything = sheets.counts(guide.slug)
    context = {
        **_around(request, guide, _("Translators’ sheet")),
        "waiting": waiting,
        "everything": everything,
        "problem": problem,
    }
    return TemplateResponse(request, "editing/sheet.html", context, status=400 if problem else 200)


def _rows(request: HttpRequest, guide: Guide, found: Preview, *, taken: bool) -> HttpResponse:
    places = Places(guide.slug)

    def address(row: sheets.Taken | sheets.Refused) -> str:
        return places.target(f"{row.path} ({CHINESE.own_name})").address()

    context = {
        **_around(request, guide, _("What was taken") if taken else _("What the sheet would change")),
        "taken": taken,
        "found": found,
        "changes": [
            {
                "row": row,
                "key": f"{guide.slug}/{row.path}",
                "address": address(row),
                "pieces": pieces(row.old, row.new),
            }
            for row in found.changes
        ],
        "refused": [
            {
                "row": row,
                "key": row.key(guide.slug),
                "address": address(row) if row.english_now or row.chinese_now else "",  # else it leads nowhere
            }
            for row in found.refused
        ],
        # what was taken needs no way back in
        "sealed": (replace(found, changes=()) if taken else found).sealed(),
    }
    context["crumbs"].append((reverse("admin:sheet", args=[guide.slug]), _("Translators’ sheet")))
    return TemplateResponse(request, "editing/sheet_rows.html", context)


def _around(request: HttpRequest, guide: Guide, title: str) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": title,
        "slug": guide.slug,
        "crumbs": [(reverse("admin:conditions_guide_change", args=[guide.pk]), guide.slug)],
    }
