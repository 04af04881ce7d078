"""What makes a public page safe to keep in any cache: the same bytes for everybody, and a minute to live."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PUBLIC = "public, max-age=60"


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a reader's page: any cache may keep it for a minute. Its ETag is made from its bytes, so that it covers
    everything the page was made from: editions, language, query, program and date."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response["Cache-Control"] = PUBLIC
        return response

    return marked


def compressible(response: HttpResponse) -> HttpResponse:
    """Marks a private page that holds no token and no text that was sent along with the request for it. Where a reader
    writes, the cookie is `SameSite=Lax`, so that no other site can have such a page made again and again to guess at
    what stands in it; random bytes hide the length on top."""
    response.compressible = True  # type: ignore[attr-defined]
    return response


class PublicGZipMiddleware(GZipMiddleware):
    """Compresses public pages, and private ones that were marked for it (`compressible`).

    Public pages hold no secret, so no random bytes are added, and two answers are equal byte for byte. Pages with a
    token or with a form of the admin are left as they are, which leaves nothing to guess at.
    """

    max_random_bytes = 0

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self._private = GZipMiddleware(get_response)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "public" in response.get("Cache-Control", ""):
            return super().process_response(request, response)
        if getattr(response, "compressible", False):
            return self._private.process_response(request, response)
        return response
