"""The desk's pages that belong to no table: the second factor, and the turns of one guide."""

from __future__ import annotations

from typing import Any

import django_otp
from django.apps import apps
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from conditions.editing import carrying, checkups, freshness, interests, places_of_rows, second_factor, turns
from conditions.editing.refusals import Refused
from conditions.editing.states import State, in_words
from conditions.models import Step

STEPS_SHOWN = 20


@sensitive_post_parameters("code")
def give_code(request: HttpRequest) -> HttpResponse:
    """Asks for the code of the second factor, and goes on to where somebody wanted to go."""
    person: Any = request.user
    if person.is_verified():
        return HttpResponseRedirect(_next(request))
    wrong = False
    if request.method == "POST":
        device = second_factor.accepted(person, request.POST.get("code", ""))
        if device is not None:
            request.session.cycle_key()
            django_otp.login(request, device)
            return HttpResponseRedirect(_next(request))
        wrong = True
    context = {
        **admin.site.each_context(request),
        "title": _("Your code"),
        "has_device": django_otp.user_has_device(person),
        "wrong": wrong,
        "next": _next(request),
        "is_nav_sidebar_enabled": False,
        "has_permission": False,
        "available_apps": [],
    }
    return TemplateResponse(request, "editing/second_factor.html", context, status=400 if wrong else 200)


def turns_of_a_guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a guide stands, how it came there, and the moves that this person may make with it."""
    if not request.user.has_perm("conditions.view_guide"):
        raise Refused(Refused.Why.NOT_YOUR_ROLE)
    remark, problem = "", ""
    if request.method == "POST":
        remark = request.POST.get("remark", "")
        try:
            to = State(request.POST.get("to", ""))
        except ValueError as error:
            raise Http404 from error
        try:
            step = _found(turns.move, by=request.user, slug=slug, to=to, remark=remark)
        except Refused as refused:
            if refused.why not in (Refused.Why.NEEDS_A_REMARK, Refused.Why.NO_SUCH_MOVE):
                raise
            problem = refused.sentence()
        else:
            words = _("The guide is now: %(state)s.") % {"state": State(step.to).in_words()}
            messages.success(request, words)
            return HttpResponseRedirect(reverse("admin:turns", args=[slug]))
    stand = _found(turns.stand, slug)
    context = {
        **admin.site.each_context(request),
        "title": slug,
        "stand": stand,
        "errors": checkups.report(slug).errors,
        "moves": turns.moves(request.user, stand),
        "steps": [
            {"step": step, "came_from": in_words(step.came_from), "to": in_words(step.to)}
            for step in Step.objects.filter(slug=slug).order_by("-at", "-pk")[:STEPS_SHOWN]
        ],
        "stale": [{"place": place, "address": _address(place.model, place.row)} for place in stand.stale],
        "may_confirm": _may_write(request),
        "undeclared": interests.standing(request.user) is interests.Standing.UNDECLARED,
        "wrote": request.user.get_username() in stand.writers,
        "remark": remark,
        "problem": problem,
    }
    return TemplateResponse(request, "editing/turns.html", context, status=400 if problem else 200)


@require_POST
def confirm_chinese(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes down that the Chinese of one place still says what its English says."""
    try:
        row = int(request.POST.get("row", ""))
    except ValueError as error:
        raise Http404 from error
    _found(
        freshness.confirm,
        by=request.user,
        slug=slug,
        model=request.POST.get("model", ""),
        row=row,
        field=request.POST.get("field", ""),
    )
    messages.success(request, _("Taken down: the Chinese still says the same."))
    return HttpResponseRedirect(reverse("admin:turns", args=[slug]))


def _found(act: Any, *args: Any, **kwargs: Any) -> Any:
    try:
        return act(*args, **kwargs)
    except carrying.NoSuchGuide as error:
        raise Http404 from error


def _may_write(request: HttpRequest) -> bool:
    may = request.user.has_perm("conditions.translate_guide") or request.user.has_perm("conditions.write_guide")
    return may and interests.standing(request.user) is interests.Standing.FREE


def _address(model: str, row: int) -> str:
    """The form of a row; for a row that is edited on its parent's page, that page."""
    kind = apps.get_model("conditions", model)
    if admin.site.is_registered(kind):
        return reverse(f"admin:conditions_{model}_change", args=[row])
    parent = places_of_rows.parent_of(kind._default_manager.get(pk=row))
    return _address(parent._meta.model_name, parent.pk)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("admin:index")
