"""The cookie that holds the token of a reader's list: read, given, taken away. No page without an act sets it."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from conditions import lists

MAX_AGE = lists.KEPT_DAYS * 24 * 60 * 60  # seconds; as long as an unused list is kept, and anew with each use
PLAIN = "my-list"
# `__Host-` under https: no other host may set it, and it holds for this host alone
SECURE = "__Host-my-list"


def name(request: HttpRequest) -> str:
    """What the cookie is called on this connection."""
    return SECURE if request.is_secure() else PLAIN


def token_of(request: HttpRequest) -> str | None:
    """The token that the browser sent, well formed or not; None where it sent none."""
    return request.COOKIES.get(name(request)) or None


def give(response: HttpResponseBase, request: HttpRequest, token: str) -> None:
    """Gives the reader the token, or gives it for another 90 days."""
    response.set_cookie(
        name(request), token, max_age=MAX_AGE, path="/", secure=request.is_secure(), httponly=True, samesite="Lax"
    )


def take_away(response: HttpResponseBase, request: HttpRequest) -> None:
    """Takes the token out of the browser."""
    response.set_cookie(
        name(request), "", max_age=0, path="/", secure=request.is_secure(), httponly=True, samesite="Lax"
    )
