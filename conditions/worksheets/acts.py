"""Every page of a reader's list: who may act, how a change is made and answered, and the headers of such pages.

A POST is taken only from our own pages: `Sec-Fetch-Site`, or where a browser sends none, `Origin`, else `Referer`.
So no form needs a token, and no page sets a cookie before the first act.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from conditions import lists
from conditions.guide.worksheet import Refused, Worksheet
from conditions.guide.worksheet_changes import Change
from conditions.reading import names, readers_token
from conditions.reading.page import spoken_language
from conditions.worksheets.forms import message

REFUSED = 400  # the status of everything that was sent and not taken, but for a form from elsewhere
FROM_ELSEWHERE = 403


@dataclass(frozen=True)
class Seen:
    """What a page shows of a list, after an act or without one.

    `kept`: whether this device has a list. After an act that was refused, `typed` is what was sent, by field, and
    `errors` say why, by field. `notice` is a sentence for the head of the page, `said` one for the live region.
    """

    sheet: Worksheet = field(default_factory=Worksheet)
    kept: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    said: str = ""
    status: int = 200

    @property
    def context(self) -> dict[str, Any]:
        """The same, for a template."""
        return {
            "sheet": self.sheet,
            "kept": self.kept,
            "typed": self.typed,
            "errors": self.errors,
            "notice": self.notice,
            "said": self.said,
        }


Show = Callable[[Seen], HttpResponse]
Make = Callable[[Mapping[str, str]], Change | None]


def page_of_a_list(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view that shows or changes a list: GET shows, POST acts; nobody keeps, indexes or is told the page."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return private(view(request, *args, **kwargs))

    return marked


def private(response: HttpResponse) -> HttpResponse:
    """The headers of a page of a list. A stricter `Referrer-Policy` that stands already is left."""
    response["Cache-Control"] = "private, no-store"
    response.setdefault("Referrer-Policy", "strict-origin")  # on a stricter page a form would send `Origin: null`
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_vary_headers(response, ["Cookie"])
    return response


def is_our_own(request: HttpRequest) -> bool:
    """Whether a POST comes from a page of this site."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    told = request.headers.get("Origin")
    if told is None:
        told = request.headers.get("Referer", "")
    try:
        origin = urlsplit(told)
    except ValueError:
        return False
    return (origin.scheme, origin.netloc.lower()) == (request.scheme, request.get_host().lower())


def typed(request: HttpRequest) -> dict[str, str]:
    """What was sent, by field. Raises Refused ("unknown-value") for a form that cannot be read."""
    try:
        return {name: str(value) for name, value in request.POST.items()}
    except (MultiPartParserError, RequestDataTooBig, SuspiciousOperation, BadRequest, UnreadablePostError) as error:
        raise Refused("unknown-value") from error


def look(request: HttpRequest, show: Show) -> HttpResponse:
    """Shows the list of this device, if it has one, and keeps its cookie for another 90 days."""
    token = readers_token.token_of(request)
    if token is None:
        return show(Seen())
    sheet = lists.open(token)
    if sheet is None:
        response = show(Seen(notice=gone()))
        readers_token.take_away(response, request)
        return response
    response = show(Seen(sheet, kept=True))
    readers_token.give(response, request, token)
    return response


def act(
    request: HttpRequest,
    make: Make,
    show: Show,
    *,
    then: str | Callable[[Worksheet], str],
    said: str | Callable[[Worksheet], str] = "",
) -> HttpResponse:
    """Makes the change that a form asks for, and answers.

    `make` reads the form (field to text) and gives the change, or None for nothing; it may raise Refused. `show`
    renders the page, or under htmx the part of it that changed. `then` is where a reader without JavaScript goes
    afterwards, with a #place; `said` is the sentence for the live region.
    """
    try:
        sent = typed(request)
    except Refused as refused:
        return show(_refused(request, {}, refused))
    if not is_our_own(request):
        notice = _(
            "This form came from another site, so nothing was changed. What you typed is still here. Send it again."
        )
        return show(_unchanged(request, sent, status=FROM_ELSEWHERE, notice=notice, said=notice))
    token = readers_token.token_of(request)
    notice, fresh = "", token is None
    try:
        change = make(sent) or _nothing
        try:
            if token is None:
                raise lists.NoSuchList
            sheet = lists.change(token, change)
        except lists.NoSuchList:
            notice = "" if fresh else gone()
            token, sheet = _begun(change)
    except Refused as refused:
        return show(_refused(request, sent, refused))
    where = then(sheet) if callable(then) else then
    words = said(sheet) if callable(said) else said
    if request.htmx or notice:  # type: ignore[attr-defined]
        # a notice cannot travel with a redirect; the page that shows it may be sent again without harm
        response = show(
            Seen(sheet, kept=token is not None, notice=notice, said=" ".join(filter(None, (notice, words))))
        )
    else:
        response = HttpResponseRedirect(where, status=303)
    if token is not None:
        readers_token.give(response, request, token)
    else:
        readers_token.take_away(response, request)
    return response


def fragment(request: HttpRequest, template: str, context: Mapping[str, Any], seen: Seen) -> HttpResponse:
    """The part of a page that htmx puts in, with the live region and the notice beside it, out of band."""
    frame = {"names": names, "spoken": spoken_language()}
    everything = {**frame, **seen.context, **context, "fragment": template}
    return render(request, "worksheets/fragment.html", everything, status=seen.status)


def gone() -> str:
    """What a reader is told whose list is not there any more."""
    return _(
        "The list that this device had is gone: it was deleted, or not used for 90 days. Here you begin a new one."
    )


def _begun(change: Change) -> tuple[str | None, Worksheet]:
    """A new list; none is made for a change that puts nothing on it."""
    empty = Worksheet()
    if change(empty) == empty:
        return None, empty
    return lists.create(change)


def _nothing(sheet: Worksheet) -> Worksheet:
    return sheet


def _refused(request: HttpRequest, sent: Mapping[str, str], refused: Refused) -> Seen:
    told = message(refused)
    head = told if refused.code.startswith("unknown") or not refused.field else ""
    return _unchanged(request, sent, status=REFUSED, errors={refused.field: told}, notice=head, said=told)


def _unchanged(request: HttpRequest, sent: Mapping[str, str], **told: Any) -> Seen:
    """The list as it stands, beside what was sent and not taken."""
    token = readers_token.token_of(request)
    sheet = lists.open(token) if token else None
    if token and sheet is None:
        told["notice"] = " ".join(filter(None, (gone(), told.get("notice", ""))))
    return Seen(sheet or Worksheet(), kept=sheet is not None, typed=sent, **told)
