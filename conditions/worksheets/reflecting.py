"""Views of the parts of a guide on which a reader thinks: what matters, check yourself; and of the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from conditions import library
from conditions.guide.document import Guide
from conditions.guide.worksheet import OWN_STATEMENT, Worksheet
from conditions.guide.worksheet_changes import Change
from conditions.reading import names
from conditions.reading.guides import OpenGuide
from conditions.reading.page import page
from conditions.worksheets import acts, parts, planning, understanding, what_matters
from conditions.worksheets.acts import Seen
from conditions.worksheets.parts import Part, Select


@acts.page_of_a_list
def values(request: HttpRequest, slug: str, open_guide: OpenGuide = library.current) -> HttpResponse:
    """What matters: rate the statements of a guide, add own ones, and see what each choice means for what was said."""
    opened = parts.opened(slug, "values", open_guide)
    guide, shown = opened.guide, Part(request, opened, "values", _what_matters)
    if request.method != "POST":
        return acts.look(request, shown.whole)
    sent, keep = parts.sent(request), _of(guide, what_matters.kept)
    if sent.get("away") or sent.get("act") == "own":
        return acts.act(request, keep, shown.whole, then=_to_own(shown, guide))
    said = _("Kept. What each option means for it stands below the statements.")
    return acts.act(request, keep, shown.piece("worksheets/rated.html"), then=f"{shown.action}#meaning", said=said)


def _what_matters(guide: Guide, seen: Seen) -> dict[str, Any]:
    return {
        "names": names,
        "rated": what_matters.rated(guide, seen.sheet, seen.typed),
        "meaning": what_matters.meaning(guide, seen.sheet),
        "own_limit": OWN_STATEMENT,
    }


def _to_own(shown: Part, guide: Guide) -> Callable[[Worksheet], str]:
    """The place of the statement that was added last."""

    def place(sheet: Worksheet) -> str:
        own = [rating.id for rating in sheet.ratings if rating.slug == guide.slug and rating.id]
        return f"{shown.action}#{f'own-{own[-1]}' if own else 'own-statement'}"

    return place


@acts.page_of_a_list
def check(request: HttpRequest, slug: str, open_guide: OpenGuide = library.current) -> HttpResponse:
    """Check yourself: five questions, one at a time, each answer explained; then four about being ready to decide."""
    opened = parts.opened(slug, "check", open_guide)
    guide, sent = opened.guide, parts.sent(request)
    one = next((each.id for each in guide.checks if each.id == sent.get("check")), "")
    shown = Part(request, opened, "check", _understanding(one))
    if request.method != "POST":
        return acts.look(request, shown.whole)
    match sent.get("act"):
        case "answer":
            show = shown.piece("worksheets/answered.html") if one else shown.whole
            change = _of(guide, understanding.answer_change)
            return acts.act(request, change, show, then=f"{shown.action}#check-{one}", said=_verdict(guide, one))
        case "again":
            again = understanding.again_change(guide)
            return acts.act(request, lambda _sent: again, shown.whole, then=f"{shown.action}#progress")
        case "ready":
            show = shown.piece("worksheets/readied.html")
            change = _of(guide, understanding.readiness_change)
            return acts.act(request, change, show, then=f"{shown.action}#advice", said=_("Kept."))
    return acts.act(request, parts.no_such_act, shown.whole, then=shown.action)


def _understanding(one: str) -> Select:
    """What the page shows; `one` is the id of the question whose form was sent."""

    def select(guide: Guide, seen: Seen) -> dict[str, Any]:
        asked = understanding.asked(guide, seen.sheet, refused=one if "answer" in seen.errors else "")
        return {
            "names": names,
            "asked": asked,
            "item": asked.one(one),
            "readiness": understanding.readiness(guide, seen.sheet, seen.typed),
        }

    return select


def _verdict(guide: Guide, check: str) -> Callable[[Worksheet], str]:
    """What is said of an answer: no score, and where the explanation stands."""

    def words(sheet: Worksheet) -> str:
        item = understanding.asked(guide, sheet).one(check)
        if item is None or item.chosen is None:
            return ""
        if item.chosen.right:
            return _("Yes. Why stands below the answers.")
        return _("Not quite. The right answer and why stand below.")

    return words


@acts.page_of_a_list
def plan(request: HttpRequest) -> HttpResponse:
    """The plan alone. It stands on the list too; from there its forms are sent to this address."""
    here = reverse("my-list-plan")

    def show(seen: Seen) -> HttpResponse:
        context = {
            **seen.context,
            "title": _("My plan"),
            "plan": planning.plan(seen.sheet, seen.typed, seen.errors),
        }
        return page(request, "worksheets/plan_page.html", context, here=here, status=seen.status)

    if request.method != "POST":
        return acts.look(request, show)
    return acts.act(request, planning.plan_change, show, then=f"{reverse('my-list')}#plan")


def _of(guide: Guide, make: Callable[[Guide, Mapping[str, str]], Change | None]) -> acts.Make:
    return lambda sent: make(guide, sent)
