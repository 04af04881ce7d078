"""The password, and the code where there is a second factor, asked again before something that cannot be undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import user_has_device

from conditions.editing import second_factor

PASSWORD, CODE = "password-again", "code-again"
_NOT_CARRIED = {PASSWORD, CODE, "csrfmiddlewaretoken"}


def password_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guards what a view does on POST. The first POST is answered by a page that asks for the password and carries all
    that was typed with it; the view is called with it once the password is right. Other methods pass.

    Wrap it inside the site's `admin_view`. Wrong passwords count towards the lockout like those of a login.
    """

    @wraps(view)
    @sensitive_post_parameters(PASSWORD, CODE)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        given = request.POST.get(PASSWORD)
        if given is None:
            return _ask(request, "")
        if not _is_them(request, given, request.POST.get(CODE, "")):
            return _ask(request, _("That was not right. Please try again."))
        return view(request, *args, **kwargs)

    return guarded


def _is_them(request: HttpRequest, password: str, code: str) -> bool:
    person = authenticate(request, username=request.user.get_username(), password=password)
    if person is None or person.pk != request.user.pk:
        return False
    return not user_has_device(request.user) or second_factor.accepted(request.user, code) is not None


def _ask(request: HttpRequest, wrong: str) -> HttpResponse:
    carried = [(name, value) for name, values in request.POST.lists() if name not in _NOT_CARRIED for value in values]
    context = {
        **admin.site.each_context(request),
        "title": _("Please give your password again"),
        "carried": carried,
        "wrong": wrong,
        "asks_for_code": user_has_device(request.user),
        "password_name": PASSWORD,
        "code_name": CODE,
    }
    return TemplateResponse(request, "editing/again.html", context, status=400 if wrong else 200)
