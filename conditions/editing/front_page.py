"""The desk's front page: what waits for whom, worked out with few queries, however many guides there are."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conditions.editing import changes, checkups, freshness, lists_of_rows, roles, turns
from conditions.editing.checkups import Counts, Found
from conditions.editing.freshness import Seen
from conditions.editing.places import Target
from conditions.editing.roles import Role
from conditions.editing.states import State
from conditions.guide.languages import CHINESE
from conditions.models import Change, Edition, Guide, Source

SHOWN = 20  # lines of each block; how many more there are is said
FINDINGS_SHOWN = 3  # of one guide
DUE_WITHIN = datetime.timedelta(days=60)
CHECKED_WITHIN = datetime.timedelta(days=365)
LOOKS_FOR = 0.1  # seconds that the page asks the rules about guides that changed behind its back
# Who takes a guide further from each state, and what they do
WAITS_FOR: dict[State, tuple[frozenset[Role], str | Promise]] = {
    State.DRAFT: (frozenset({Role.EDITOR}), _("Finish it, then ask for the clinical review")),
    State.IN_REVIEW: (frozenset({Role.REVIEWER}), _("Review it, then sign or send it back")),
    State.READY: (frozenset({Role.TRANSLATOR}), _("Begin to translate")),
    State.IN_TRANSLATION: (frozenset({Role.TRANSLATOR}), _("Bring the Chinese level with the English")),
    State.PUBLISHABLE: (frozenset({Role.PUBLISHER}), _("Publish it")),
}


@dataclass(frozen=True)
class Waiting:
    """A guide that waits for the person who looks, and what they would do."""

    slug: str
    state: State
    task: str | Promise


@dataclass(frozen=True)
class WithFindings:
    """A guide that the rules object to, with the first findings."""

    slug: str
    counts: Counts
    first: list[Found]


@dataclass(frozen=True)
class Line:
    """One line that leads to a field."""

    words: str
    address: str
    on: datetime.date | datetime.datetime
    late: bool = False
    language: str = ""


def front_page(person: Any) -> dict[str, Any]:
    """What the front page shows to a person. Each block has at most SHOWN lines and says how many there are."""
    slugs = checkups.every_slug()
    seen = freshness.seen(slugs)
    counts = _counts(slugs)
    waiting = _waiting(person, turns.every_state(seen, counts))
    behind = _behind(seen)
    today = timezone.localdate()
    due = Guide.objects.filter(about_next_review__lte=today + DUE_WITHIN).order_by("about_next_review", "slug")
    unchecked = Source.objects.filter(checked_on__lt=today - CHECKED_WITHIN).order_by("checked_on", "key")
    with_findings = sorted(
        (slug for slug, found in counts.items() if found.errors or found.notices),
        key=lambda slug: (-counts[slug].errors, -counts[slug].notices, slug),
    )
    return {
        "waiting": _block(waiting),
        "unlooked": _block([slug for slug in slugs if slug not in counts]),
        "findings": _block(with_findings, _with_findings(with_findings[:SHOWN], counts)),
        "stale": _block(behind, _stale(behind[:SHOWN])),
        "due": _block(
            [
                Line(slug, f"{_form('guide', pk)}#id_about_next_review", on, on < today)
                for pk, slug, on in due.values_list("pk", "slug", "about_next_review")
            ]
        ),
        "unchecked": {
            "count": unchecked.count(),
            "lines": [
                Line(key, f"{_form('source', pk)}#id_checked_on", on)
                for pk, key, on in unchecked.values_list("pk", "key", "checked_on")[:SHOWN]
            ],
        },
        "latest": _latest(person),
        "shown": SHOWN,
    }


def _block(everything: list[Any], lines: list[Any] | None = None) -> dict[str, Any]:
    return {"count": len(everything), "lines": everything[:SHOWN] if lines is None else lines}


def _waiting(person: Any, states: dict[str, State]) -> list[Waiting]:
    held = roles.of(person)
    found = [
        Waiting(slug, state, WAITS_FOR[state][1])
        for slug, state in sorted(states.items())
        if state in WAITS_FOR and held & WAITS_FOR[state][0]
    ]
    mine = _wrote(person, [one.slug for one in found if one.state is State.IN_REVIEW])
    return [one for one in found if not (one.state is State.IN_REVIEW and one.slug in mine)]


def _wrote(person: Any, slugs: list[str]) -> set[str]:
    """The guides that a person changed since the working copy was last published: somebody else must review those."""
    if not slugs:
        return set()
    made = Edition.objects.filter(slug__in=slugs, again_of=None)  # a repeated one brought readers none of the changes
    published = dict(made.order_by("slug", "-number").distinct("slug").values_list("slug", "published_at"))
    own = Change.objects.filter(by=person.get_username(), guides__overlap=slugs).values_list(
        "guides", "at", "old", "new"
    )
    return {
        slug
        for guides, at, old, new in own
        for slug in guides
        if old != new and (slug not in published or at > published[slug])
    }


def _counts(slugs: list[str]) -> dict[str, Counts]:
    """How many findings each guide has. Of those that changed behind the desk's back (a source that many guides use) a
    few are looked at again at each visit, the others are named."""
    known = checkups.counts(slugs)
    begun = time.monotonic()
    for slug in slugs:
        if slug not in known and time.monotonic() - begun < LOOKS_FOR:
            report = checkups.report(slug)
            known[slug] = Counts(len(report.errors), len(report.notices))
    return known


def _with_findings(slugs: list[str], counts: dict[str, Counts]) -> list[WithFindings]:
    reports = checkups.kept_reports(slugs, hold=True)
    return [
        WithFindings(slug, counts[slug], [*reports[slug].errors, *reports[slug].notices][:FINDINGS_SHOWN])
        for slug in slugs
        if slug in reports
    ]


def _behind(seen: dict[str, list[Seen]]) -> list[Seen]:
    """The fields whose Chinese is behind, in any guide, each once, the oldest first."""
    found: dict[tuple[str, int, str], Seen] = {}
    for of_one_guide in seen.values():
        found |= freshness.behind(of_one_guide)
    return sorted(found.values(), key=lambda change: change.at)


def _stale(behind: list[Seen]) -> list[Line]:
    rows = Change.objects.filter(row__in=[change.row for change in behind]).order_by("at", "pk")
    words = {
        (model, row, field): f"{', '.join(guides)}: {place}"
        for model, row, field, guides, place in rows.values_list("model", "row", "field", "guides", "place")
    }
    return [
        Line(
            words[change.model, change.row, change.field],
            Target(change.model, change.row, f"{change.field}_{CHINESE.suffix}").address(),
            change.at,
        )
        for change in behind
    ]


def _latest(person: Any) -> list[Line]:
    """A person's last changes; of a row that is gone, without the way to it."""
    own = changes.latest(by=person.get_username(), count=10)
    there: set[tuple[str, int]] = set()
    for model in {change.model for change in own}:
        kind: Any = apps.get_model("conditions", model)
        wanted = [change.row for change in own if change.model == model]
        there |= {(model, pk) for pk in kind._default_manager.filter(pk__in=wanted).values_list("pk", flat=True)}
    return [
        Line(
            f"{', '.join(change.guides)}: {change.place}",
            Target(change.model, change.row, "_".join(filter(None, [change.field, change.language]))).address()
            if (change.model, change.row) in there and _has_a_form(change.model)
            else "",
            change.at,
            language=change.language,
        )
        for change in own
    ]


def _has_a_form(model: str) -> bool:
    return model == "guide" or model in {one._meta.model_name for one in _FORMS}


_FORMS = [model for model in lists_of_rows.WORKING_COPY if hasattr(model, "key")]


def _form(model: str, row: int) -> str:
    return reverse(f"admin:conditions_{model}_change", args=[row])
