"""The desk's pages for publishers: publish a guide, publish an older edition again, withdraw a guide."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from conditions import library
from conditions.editing import carrying, checkups, interests, publishing, releases, turns
from conditions.editing.reauthentication import password_again
from conditions.editing.refusals import Refused
from conditions.editing.release_forms import ForReaders, PublishForm, ReleaseForm, WithdrawForm
from conditions.editing.states import State
from conditions.guide import document
from conditions.guide.document import Guide
from conditions.guide.languages import LANGUAGES
from conditions.models import Edition
from conditions.reading.what_changed import what_changed


def urls(site: Any) -> list[URLPattern]:
    """The addresses of these pages, after admin/."""
    return [
        path("publish/<slug:slug>/", site.admin_view(publish), name="publish"),
        path("publish/<slug:slug>/again/<int:number>/", site.admin_view(republish), name="republish"),
        path("withdraw/<slug:slug>/", site.admin_view(withdraw), name="withdraw"),
    ]


def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands in the way, what has changed, and the form that makes the next edition."""
    turns.may_publish(request.user)
    stand = _stand(slug)
    alone = stand.publishable_in_english_alone
    form = PublishForm(request.POST or None, chinese_is_behind=alone)
    problem = ""
    if request.method == "POST" and form.is_valid():
        return _publish(request, slug)
    if request.method == "POST" and not (stand.state is State.PUBLISHABLE or alone):
        problem = Refused(Refused.Why.NO_SUCH_MOVE).sentence()
    notes = library.history(slug)
    context = {
        **_around(request, slug, _("Publish")),
        "form": form,
        "problem": problem,
        "stand": stand,
        "report": checkups.report(slug),
        "ready": stand.state is State.PUBLISHABLE or alone,
        "alone": alone,
        "notes": notes,
        "withdrawn": library.withdrawn(slug),
        **_changes(_document(slug, notes[0].number) if notes else None, carrying.read(slug)),
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "editing/publish.html", context, status=status)


@password_again
def _publish(request: HttpRequest, slug: str) -> HttpResponse:
    form = PublishForm(request.POST, chinese_is_behind=_stand(slug).publishable_in_english_alone)
    if not form.is_valid():  # what the page was made from has changed while the password was typed
        return HttpResponseRedirect(reverse("admin:publish", args=[slug]))
    made = releases.publish(
        by=request.user,
        slug=slug,
        significance=form.cleaned_data["significance"],
        note=form.text("note"),
        corrects=form.text("corrects"),
        english_alone=form.cleaned_data.get("english_alone", False),
    )
    messages.success(request, _("Edition %(number)s is published.") % {"number": made.number})
    return HttpResponseRedirect(reverse("admin:turns", args=[slug]))


def republish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What going back to an older edition would change for readers, and the form."""
    turns.may_publish(request.user)
    notes = library.history(slug)
    old = next((note for note in notes if note.number == number), None)
    if old is None or (number == notes[0].number and library.withdrawn(slug) is None):
        raise Http404
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _republish(request, slug, number)
    context = {
        **_around(request, slug, _("Publish edition %(number)s again") % {"number": number}),
        "form": form,
        "old": old,
        "newest": notes[0],
        **_changes(_document(slug, notes[0].number), _document(slug, number)),
    }
    return TemplateResponse(request, "editing/republish.html", context, status=400 if form.errors else 200)


@password_again
def _republish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("admin:republish", args=[slug, number]))
    try:
        made = releases.republish(
            by=request.user,
            slug=slug,
            number=number,
            significance=form.cleaned_data["significance"],
            note=form.text("note"),
            corrects=form.text("corrects"),
        )
    except Edition.DoesNotExist as error:
        raise Http404 from error
    words = _("Edition %(number)s is published. It says what edition %(old)s said.")
    messages.success(request, words % {"number": made.number, "old": number})
    return HttpResponseRedirect(reverse("admin:turns", args=[slug]))


def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes a guide away from readers, with a reason that they see."""
    turns.may_publish(request.user)
    notes = library.history(slug)
    if not notes:
        raise Http404
    form = WithdrawForm(request.POST or None)
    withdrawn = library.withdrawn(slug)
    if request.method == "POST" and form.is_valid() and withdrawn is None:
        return _withdraw(request, slug)
    context = {**_around(request, slug, _("Withdraw")), "form": form, "newest": notes[0], "withdrawn": withdrawn}
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "editing/withdraw.html", context, status=status)


@password_again
def _withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    form: ForReaders = WithdrawForm(request.POST)
    here = HttpResponseRedirect(reverse("admin:withdraw", args=[slug]))
    if not form.is_valid():
        return here
    try:
        releases.withdraw(by=request.user, slug=slug, reason=form.text("reason"))
    except publishing.AlreadyWithdrawn:
        return here
    messages.success(request, _("The guide is withdrawn. Readers see the reason."))
    return HttpResponseRedirect(reverse("admin:turns", args=[slug]))


def _stand(slug: str) -> turns.Stand:
    try:
        return turns.stand(slug)
    except carrying.NoSuchGuide as error:
        raise Http404 from error


def _document(slug: str, number: int) -> Guide:
    return document.read(Edition.objects.values_list("document", flat=True).get(slug=slug, number=number))


def _changes(old: Guide | None, new: Guide) -> dict[str, Any]:
    """Word by word, in both languages."""
    return {
        "changed": [(each, what_changed(old, new, each)) for each in LANGUAGES] if old else [],
        "nothing": old == new,
    }


def _around(request: HttpRequest, slug: str, title: str) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": title,
        "slug": slug,
        "undeclared": interests.standing(request.user) is interests.Standing.UNDECLARED,
        "crumbs": [(reverse("admin:turns", args=[slug]), slug)],
    }
