"""Views of the questions of a guide, and of the list that is made of them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from conditions import library
from conditions.guide.document import Guide
from conditions.guide.worksheet import Worksheet
from conditions.library import Opened
from conditions.reading.guides import OpenAll, OpenGuide
from conditions.reading.page import page, spoken_language
from conditions.reading.text import Reading
from conditions.worksheets import acts, as_text, my_list, parts, planning, so_far
from conditions.worksheets import questions as asking
from conditions.worksheets.acts import Seen

WHOLE = "#entries"  # what htmx puts in after most acts on the list


@acts.page_of_a_list
def questions(request: HttpRequest, slug: str, open_guide: OpenGuide = library.current) -> HttpResponse:
    """The questions of a guide: read them, put them on the list, add own ones."""
    opened = parts.opened(slug, "questions", open_guide)
    sent = parts.sent(request) if request.method == "POST" else {}

    def changed(guide: Guide, seen: Seen) -> dict[str, object]:
        return {
            "own": asking.own_form(seen.typed, seen.errors),
            "pick": asking.pick(guide, sent.get("pick", ""), seen.sheet),
        }

    def select(guide: Guide, seen: Seen) -> dict[str, object]:
        return {"questions": asking.questions(guide, seen.sheet, seen.typed, seen.errors), **changed(guide, seen)}

    shown = parts.Part(request, opened, "questions", select)
    if request.method != "POST":
        return acts.look(request, shown.whole)
    if sent.get("act") == "own":
        show, then = shown.piece("worksheets/own_added.html", changed), f"{shown.action}#own-question"
    elif asking.pick(opened.guide, sent.get("pick", ""), Worksheet()) is not None:
        show, then = shown.piece("worksheets/picked.html", changed), f"{shown.action}#question-{sent['pick']}"
    else:
        show, then = shown.whole, shown.action
    return acts.act(
        request, lambda typed: asking.question_change(opened, typed), show, then=then, said=_picked(opened, sent)
    )


def _picked(opened: Opened, sent: dict[str, str]) -> Callable[[Worksheet], str]:
    """What is said after a tick: whether the question is on the list now, and how many there are."""

    def words(sheet: Worksheet) -> str:
        on = sent.get("act") == "own" or sheet.entry_of(opened.guide.slug, sent.get("pick", "")) is not None
        first = _("Now on your list.") if on else _("Taken off your list.")
        return f"{first} {_number(sheet)}"

    return words


def _number(sheet: Worksheet) -> str:
    return _("Questions on your list: %(number)s.") % {"number": len(sheet.entries)}


@acts.page_of_a_list
def the_list(request: HttpRequest, open_all: OpenAll = library.all_current) -> HttpResponse:
    """The list: ask, order, write down what was said, plan, take it along."""
    here = reverse("my-list")
    sent = parts.sent(request) if request.method == "POST" else {}
    alone = sent.get("act", "") == "keep" or sent.get("act", "").startswith("only-")

    def show(seen: Seen) -> HttpResponse:
        spoken, htmx = spoken_language(), bool(request.htmx)  # type: ignore[attr-defined]
        opened = open_all(spoken) if seen.sheet.entries or not htmx else {}
        asked = seen.sheet, opened, spoken, seen.typed, seen.errors
        context = {
            **seen.context,
            "action": here,
            "opened": opened,
            "reading": Reading.over((), (spoken,)),
            "heard_names": my_list.HEARD_NAMES,
            "next_focus": _next_focus(sent, seen),
            "written": sent.get("id", "") if alone and not seen.errors else "",
        }
        item = my_list.shown_one(sent.get("id", ""), *asked) if htmx and (alone or seen.errors) else None
        if item is not None:
            response = acts.fragment(request, "worksheets/entry.html", {**context, "item": item}, seen)
            response["HX-Retarget"] = f"#entry-{item.id}"
            return response
        context["list"] = my_list.shown_list(*asked)
        if htmx:
            response = acts.fragment(request, "worksheets/entries.html", context, seen)
            response["HX-Retarget"] = WHOLE
            return response
        context |= {
            "title": _("My list"),
            "plan": planning.plan(seen.sheet),
            "so_far": so_far.so_far(seen.sheet, opened, spoken),
        }
        return page(request, "worksheets/my_list.html", context, here=here, status=seen.status)

    if request.method != "POST":
        return acts.look(request, show)
    return acts.act(request, my_list.list_change, show, then=_place(here, sent), said=_done(sent))


def _place(here: str, sent: dict[str, str]) -> Callable[[Worksheet], str]:
    """The entry that was acted on, or the place where the next act is."""

    def place(sheet: Worksheet) -> str:
        if sent.get("act") == "own" and sheet.entries:
            return f"{here}#entry-{sheet.entries[-1].id}"
        if sheet.entry(sent.get("id", "")) is not None:
            return f"{here}#entry-{sent['id']}"
        return f"{here}#entries"

    return place


def _next_focus(sent: dict[str, str], seen: Seen) -> str:
    """Where the keyboard goes when the question that it stood in is gone: to the one that took its place."""
    if sent.get("act") != "remove" or seen.errors or not seen.sheet.entries:
        return ""
    return next((id for id in (sent.get("below", ""), sent.get("above", "")) if seen.sheet.entry(id)), "first")


def _done(sent: dict[str, str]) -> Callable[[Worksheet], str]:
    """What is said after an act on the list."""

    def words(sheet: Worksheet) -> str:
        id, act = sent.get("id", ""), sent.get("act", "")
        match act:
            case "own":
                return f"{_('Now on your list.')} {_number(sheet)}"
            case "remove":
                return f"{_('Taken off your list.')} {_number(sheet)}"
            case "star":
                return _("This one is to be asked first.")
            case "unstar":
                return _("The star is taken away.")
            case "up" | "down":
                if not sent.get("above" if act == "up" else "below"):
                    return _("It cannot go further.")
                minute, rest = my_list.ordered(sheet)
                number = next((n for n, entry in enumerate((*minute, *rest), 1) if entry.id == id), 0)
                return _("Moved. Now it is number %(number)s.") % {"number": number}
        return _("Kept.")

    return words


@acts.page_of_a_list
def text(request: HttpRequest, open_all: OpenAll = library.all_current) -> HttpResponse:
    """The list as plain text on a page, to be copied: by a button, or by hand."""
    here = reverse("my-list-copy")

    def show(seen: Seen) -> HttpResponse:
        spoken = spoken_language()
        words = as_text.as_text(seen.sheet, open_all(spoken), spoken)
        context = {**seen.context, "title": _("My list as text"), "text": words, "lines": words.count("\n") + 2}
        return page(request, "worksheets/as_text.html", context, here=here, status=seen.status)

    return acts.look(request, _if_kept(show))


@acts.page_of_a_list
def text_file(request: HttpRequest, open_all: OpenAll = library.all_current) -> HttpResponse:
    """The list as a text file."""

    def show(seen: Seen) -> HttpResponse:
        spoken = spoken_language()
        words = as_text.as_text(seen.sheet, open_all(spoken), spoken)
        response = HttpResponse(words, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="my-list.txt"'
        return response

    return acts.look(request, _if_kept(show))


def _if_kept(show: acts.Show) -> acts.Show:
    """Where there is no list, the page of the list says what to do."""
    return lambda seen: show(seen) if seen.kept else HttpResponseRedirect(reverse("my-list"), status=303)
