"""The editors' desk as an admin site: who passes its door, and the pages of it that belong to no table."""

from __future__ import annotations

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conditions.editing import interests, newcomers, refusals, second_factor
from conditions.editing.refusals import Refused

# What somebody may open who has given a password and no more
_AT_THE_DOOR = frozenset({"logout", "jsi18n", "second-factor", "password_change", "password_change_done"})


class LoginForm(AdminAuthenticationForm):
    """Django's, which also refuses a one-time password that outlived its week; it says what is wrong in few words."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _("That name or password is not right."),
    }

    def confirm_login_allowed(self, user: Any) -> None:
        """Raises ValidationError."""
        super().confirm_login_allowed(user)
        if newcomers.came_too_late(user):
            raise ValidationError(
                gettext("This one-time password is too old. Please ask for a new one."), code="too_late"
            )


class Desk(admin.AdminSite):
    """The admin, behind a password, behind a second factor where the role demands it or the person has one."""

    site_header = site_title = "Ask First · 先问清楚"
    login_form = LoginForm
    index_template = "editing/front_page.html"
    enable_nav_sidebar = False  # the way back stands above each form, and the lists beside it
    index_title = _("The editors’ desk")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Guards a page: password, then second factor, then a password of one's own. Each page begins the eight idle
        hours of the session anew. Pages of other rooms that belong to the desk are wrapped in it too."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.session.modified = True
            name = request.resolver_match.url_name if request.resolver_match else ""
            if name not in _AT_THE_DOOR:
                if not request.user.is_verified() and second_factor.is_asked_of(request.user):  # type: ignore[union-attr]
                    return _send(request, "admin:second-factor")
                if newcomers.must_choose_a_password(request.user):
                    return _send(request, "admin:password_change")
            try:
                response: HttpResponse = view(request, *args, **kwargs)
            except Refused as refused:
                return refusals.page(request, refused)
            except PermissionDenied:
                earns = interests.standing(request.user) is interests.Standing.EARNS
                return refusals.page(request, Refused(Refused.Why.EARNS if earns else Refused.Why.NOT_YOUR_ROLE))
            return response

        return super().admin_view(guarded, cacheable)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """The admin's addresses, and those of our own pages before them."""
        from conditions.editing import desk_pages, previews, release_pages, sheet_pages, views

        return [
            path("rows/<slug:model>/<int:row>/<slug:name>/", self.admin_view(desk_pages.rows), name="rows"),
            path("rows/<slug:model>/<int:row>/move", self.admin_view(desk_pages.move), name="move-row"),
            path("guides/<slug:slug>/findings/", self.admin_view(desk_pages.findings), name="findings"),
            path("guides/<slug:slug>/changes/", self.admin_view(desk_pages.whole_changes), name="changes"),
            path("second-factor/", self.admin_view(views.give_code), name="second-factor"),
            path("turns/<slug:slug>/", self.admin_view(views.turns_of_a_guide), name="turns"),
            path("turns/<slug:slug>/confirm/", self.admin_view(views.confirm_chinese), name="confirm-chinese"),
            *release_pages.urls(self),
            *sheet_pages.urls(self),
            *previews.urls(self),
            *super().get_urls(),
        ]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The desk: what waits for the person who looks."""
        from conditions.editing.front_page import front_page

        return super().index(request, {**front_page(request.user), **(extra_context or {})})

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Django's page; a password that somebody else had seen is one's own afterwards."""
        if second_factor.is_asked_of(request.user) and not request.user.is_verified():  # type: ignore[union-attr]
            return _send(request, "admin:second-factor")
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            newcomers.has_chosen(request.user)
        return response


def _send(request: HttpRequest, name: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")
