"""Views that take a list along: to another device, to somebody who reads it only, or out of the world."""

from __future__ import annotations

from io import BytesIO

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from conditions import library, lists
from conditions.guide.languages import LANGUAGES
from conditions.reading import readers_token
from conditions.reading.guides import OpenAll
from conditions.reading.page import page, spoken_language
from conditions.reading.text import Reading
from conditions.worksheets import acts, my_list, parts
from conditions.worksheets.acts import Seen

BROUGHT = "brought-list"  # the cookie that carries a token from its link to the page with the button
BROUGHT_AGE = 10 * 60  # seconds


@acts.page_of_a_list
def another_device(request: HttpRequest) -> HttpResponse:
    """The link that opens this list on another device. It is shown only after a button was pressed."""
    here = reverse("my-list-another-device")

    def show(seen: Seen) -> HttpResponse:
        if not seen.kept:
            return HttpResponseRedirect(reverse("my-list"), status=303)
        link = ""
        if request.method == "POST" and seen.status == 200:
            link = _absolute(request, reverse("my-list-open", args=[readers_token.token_of(request)]))
        context = {
            **seen.context,
            "title": _("Open on another device"),
            "link": link,
            "code": _code(link) if link else "",
        }
        return page(request, "worksheets/another_device.html", context, here=here, status=seen.status)

    if request.method == "POST" and not acts.is_our_own(request):
        return acts.act(request, parts.no_such_act, show, then=here)
    return acts.look(request, show)


@acts.page_of_a_list
def share(request: HttpRequest) -> HttpResponse:
    """The link that lets others read this list: made, shown, taken away."""
    here = reverse("my-list-share")

    def show(seen: Seen) -> HttpResponse:
        if not seen.kept:
            return HttpResponseRedirect(reverse("my-list"), status=303)
        link = seen.sheet.shared
        address = _absolute(request, reverse("shared-list", args=[link.token])) if link else ""
        context = {**seen.context, "title": _("Let others read it"), "link": address, "made_at": link and link.made_at}
        return page(request, "worksheets/share.html", context, here=here, status=seen.status)

    token = readers_token.token_of(request)
    if request.method != "POST":
        return acts.look(request, show)
    sent = parts.sent(request)
    if not acts.is_our_own(request) or sent.get("act") not in ("share", "revoke"):
        return acts.act(request, parts.no_such_act, show, then=here)
    try:
        (lists.share if sent["act"] == "share" else lists.revoke)(token or "")
    except lists.NoSuchList:
        return acts.look(request, show)
    return HttpResponseRedirect(here, status=303)


@acts.page_of_a_list
def delete(request: HttpRequest) -> HttpResponse:
    """Deletes the list at once, after asking on a page of its own."""
    here = reverse("my-list-delete")

    def show(seen: Seen, deleted: bool = False) -> HttpResponse:
        if not seen.kept and not deleted and not seen.notice:
            return HttpResponseRedirect(reverse("my-list"), status=303)
        title = _("Your list is deleted") if deleted else _("Delete my list")
        context = {**seen.context, "title": title, "deleted": deleted}
        return page(request, "worksheets/delete.html", context, here=here, status=seen.status)

    if request.method != "POST":
        return acts.look(request, show)
    if not acts.is_our_own(request):
        return acts.act(request, parts.no_such_act, show, then=here)
    lists.delete(readers_token.token_of(request) or "")
    response = show(Seen(), deleted=True)
    readers_token.take_away(response, request)
    return response


@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the link for another device leads to. It changes nothing: chat programs open links too. The token goes into
    a cookie of ten minutes, so that the page with the button has an address that tells nothing."""
    if not lists.exists(token):
        return _no_such_link(request)
    response = HttpResponseRedirect(reverse("my-list-brought"), status=303)
    for language in LANGUAGES:  # the page can be read in either
        with override(language.code):
            path = reverse("my-list-brought")
        response.set_cookie(
            f"{BROUGHT}-{language.code}", token, max_age=BROUGHT_AGE, path=path,
            secure=request.is_secure(), httponly=True, samesite="Lax",
        )  # fmt: skip
    return _of_a_link(response)


@acts.page_of_a_list
def brought(request: HttpRequest) -> HttpResponse:
    """Asks whether the list that a link brought is to be opened here, and which to keep where there are two."""
    token = request.COOKIES.get(f"{BROUGHT}-{spoken_language().code}", "")
    own = readers_token.token_of(request)
    if not lists.exists(token):
        return _forget_link(_no_such_link(request))

    def show(seen: Seen) -> HttpResponse:
        context = {**seen.context, "title": _("Open a list on this device"), "same": own == token}
        return page(request, "worksheets/brought.html", context, here=reverse("my-list-brought"), status=seen.status)

    if request.method != "POST":
        return acts.look(request, show)
    act = parts.sent(request).get("act")
    if not acts.is_our_own(request) or act not in ("open", "keep"):
        return acts.act(request, parts.no_such_act, show, then="")
    response = HttpResponseRedirect(reverse("my-list"), status=303)
    if act == "open" and own != token:
        readers_token.give(response, request, token)
    return _forget_link(response)


@require_safe
def shared(request: HttpRequest, token: str, open_all: OpenAll = library.all_current) -> HttpResponse:
    """A list that somebody shares: read only."""
    sheet = lists.open_shared(token)
    if sheet is None:
        return _no_such_link(request)
    spoken = spoken_language()
    context = {
        "title": _("A list of questions"),
        "sheet": sheet,
        "heard_names": my_list.HEARD_NAMES,
        "list": my_list.shown_list(sheet, open_all(spoken), spoken, {}, {}),
        "reading": Reading.over((), (spoken,)),
    }
    here = reverse("shared-list", args=[token])
    return _of_a_link(page(request, "worksheets/shared.html", context, here=here))


def _of_a_link(response: HttpResponse) -> HttpResponse:
    """A page whose address holds a token tells nobody its address."""
    response["Referrer-Policy"] = "no-referrer"
    return acts.private(response)


def _no_such_link(request: HttpRequest) -> HttpResponse:
    """One page for links that are mistyped, expired or taken back: it does not say which."""
    context = {"title": _("This link opens no list")}
    return _of_a_link(page(request, "worksheets/no_such_link.html", context, here=reverse("my-list"), status=404))


def _forget_link(response: HttpResponse) -> HttpResponse:
    for language in LANGUAGES:
        with override(language.code):
            response.delete_cookie(f"{BROUGHT}-{language.code}", path=reverse("my-list-brought"), samesite="Lax")
    return response


def _absolute(request: HttpRequest, path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}" if settings.SITE_ADDRESS else request.build_absolute_uri(path)


def _code(link: str) -> SafeString:
    """A QR code as SVG, black on white whatever the colours of the page, because cameras want it so."""
    drawn = BytesIO()
    segno.make(link, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, border=4, dark="#000", light="#fff",
        svgclass="qr", lineclass=None, omitsize=True, title=_("The link as a code for a camera"),
    )  # fmt: skip
    return mark_safe(drawn.getvalue().decode("utf-8"))
