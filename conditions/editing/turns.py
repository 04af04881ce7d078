"""Whose turn it is with a guide: the states, worked out from steps and changes, and the moves between them.

Nobody sets a state. A guide stands where its last step put it, unless what was changed since says otherwise: a change
to English or to a figure sends it back to draft, and once a review is signed, no Chinese is older than its English and
the rules find no error, it is publishable.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conditions.editing import carrying, changes, checkups, freshness, interests, roles
from conditions.editing.checkups import Counts
from conditions.editing.freshness import Seen, Stale
from conditions.editing.refusals import Refused
from conditions.editing.roles import Role
from conditions.editing.states import MOVES, Move, State
from conditions.guide.findings import Finding
from conditions.models import Edition, Guide, Step

_NOTHING: Mapping[str, Counts] = {}


@dataclass(frozen=True)
class Stand:
    """Where a guide stands. `writers` changed it since its last edition; `signed` is the review that still holds."""

    slug: str
    state: State
    last: Step | None
    signed: Step | None
    stale: list[Stale]
    writers: frozenset[str]

    @cached_property
    def findings(self) -> list[Finding]:
        """What the rules say of the working copy; asked for when needed, because it may take a second."""
        return [found.finding for found in checkups.report(self.slug).found]

    @property
    def errors(self) -> list[Finding]:
        """What the rules object to."""
        return [finding for finding in self.findings if finding.is_error]

    @property
    def publishable_in_english_alone(self) -> bool:
        """Whether Chinese that is older than its English is all that keeps the guide from being publishable."""
        waits = self.state in (State.READY, State.IN_TRANSLATION)
        return waits and bool(self.stale) and not self.errors


def stand(slug: str) -> Stand:
    """Where one guide stands. Raises carrying.NoSuchGuide."""
    if not Guide.objects.filter(slug=slug).exists():
        raise carrying.NoSuchGuide(slug)
    seen = freshness.seen([slug])[slug]
    steps = list(Step.objects.filter(slug=slug).order_by("at", "pk"))
    return Stand(
        slug=slug,
        state=_state(slug, steps, seen),
        last=steps[-1] if steps else None,
        signed=_signed(steps, seen),
        stale=freshness.stale(slug),
        writers=_writers(seen, _last_edition(slug)),
    )


def every_state(
    seen: Mapping[str, list[Seen]] | None = None, known: Mapping[str, Counts] | None = None
) -> dict[str, State]:
    """The state of every guide that has a working copy, by slug: few queries, and the rules are asked only about guides
    that wait for nothing else. Who has asked for the changes and the findings of all guides hands them in."""
    slugs = list(Guide.objects.values_list("slug", flat=True)) if seen is None else list(seen)
    seen = freshness.seen(slugs) if seen is None else seen
    steps: dict[str, list[Step]] = {slug: [] for slug in slugs}
    for step in Step.objects.filter(slug__in=slugs).order_by("at", "pk"):
        steps[step.slug].append(step)
    known = checkups.counts(slugs) if known is None else known
    return {slug: _state(slug, steps[slug], seen[slug], known) for slug in slugs}


def state(slug: str) -> State:
    """The state of one guide. Raises carrying.NoSuchGuide."""
    return stand(slug).state


def stale(slug: str) -> list[Stale]:
    """The places of a guide whose Chinese is older than its English, in the order in which the English changed."""
    return freshness.stale(slug)


def moves(person: Any, where: Stand) -> list[Move]:
    """The moves that somebody may make with a guide as it stands."""
    held = roles.of(person)
    if interests.standing(person) is not interests.Standing.FREE:
        return []
    return [
        move
        for move in MOVES
        if where.state in move.out_of
        and held & move.roles
        and not (move.signs and person.get_username() in where.writers)
    ]


def move(*, by: Any, slug: str, to: State, remark: str = "") -> Step:
    """Takes a guide a step further, or back. Raises Refused, and carrying.NoSuchGuide.

    A state that is worked out cannot be moved to, and nobody signs what they wrote.
    """
    held = roles.of(by)
    if not any(move.to is to and move.roles & held for move in MOVES):
        raise Refused(Refused.Why.NOT_YOUR_ROLE)
    interests.must_be_free(by)
    with changes.held():
        where = stand(slug)
        wanted = [move for move in MOVES if move.to is to and where.state in move.out_of]
        if not wanted:
            raise Refused(Refused.Why.NO_SUCH_MOVE)
        mine = [move for move in wanted if move.roles & held]
        if not mine:
            raise Refused(Refused.Why.NOT_YOUR_ROLE)
        if all(move.signs for move in mine) and by.get_username() in where.writers:
            raise Refused(Refused.Why.OWN_WORDS)
        if all(move.says_why for move in mine) and not remark.strip():
            raise Refused(Refused.Why.NEEDS_A_REMARK)
        return Step.objects.create(
            slug=slug, by=by.get_username(), came_from=where.state.value, to=to.value, remark=remark.strip()
        )


def may_publish(person: Any) -> None:
    """Raises Refused unless somebody is a publisher who earns nothing from cell products."""
    if Role.PUBLISHER not in roles.of(person):
        raise Refused(Refused.Why.NOT_YOUR_ROLE)
    interests.must_be_free(person)


def _state(slug: str, steps: list[Step], seen: list[Seen], known: Mapping[str, Counts] = _NOTHING) -> State:
    """`known` is what was found of guides, where somebody has asked already; of others it is asked for."""
    last = State(steps[-1].to) if steps else State.DRAFT
    if last is State.DRAFT:
        return State.DRAFT
    old_chinese = bool(freshness.behind(seen))
    if last in (State.PUBLISHED, State.WITHDRAWN):
        after = _after(seen, steps[-1].at)
        if any(change.asks_for_review for change in after):
            return State.DRAFT
        if not after and (last is State.WITHDRAWN or not old_chinese):
            return last
        if old_chinese:
            return State.IN_TRANSLATION if after else State.READY
        return _if_no_error(slug, State.IN_TRANSLATION, known)
    if last is State.IN_REVIEW:
        changed = any(change.asks_for_review for change in _after(seen, steps[-1].at))
        return State.DRAFT if changed else State.IN_REVIEW
    if _settled(steps, seen) is None:
        return State.DRAFT
    return last if old_chinese else _if_no_error(slug, last, known)


def _if_no_error(slug: str, otherwise: State, known: Mapping[str, Counts]) -> State:
    errors = known[slug].errors if slug in known else len(checkups.report(slug).errors)
    return otherwise if errors else State.PUBLISHABLE


def _settled(steps: list[Step], seen: list[Seen]) -> Step | None:
    """The step with which the English was last settled, by a review or an edition, if it was not touched since."""
    for step in reversed(steps):
        if step.to in (State.DRAFT, State.IN_REVIEW):
            return None
        if step.to == State.PUBLISHED or step.came_from == State.IN_REVIEW:
            return None if any(change.asks_for_review for change in _after(seen, step.at)) else step
    return None


def _signed(steps: list[Step], seen: list[Seen]) -> Step | None:
    settled = _settled(steps, seen)
    return settled if settled and settled.to == State.READY else None


def _after(seen: list[Seen], moment: datetime.datetime) -> list[Seen]:
    return [change for change in seen if change.at > moment]


def _last_edition(slug: str) -> datetime.datetime | None:
    """When the working copy was last published: an older edition that was repeated brought none of it to readers."""
    made = Edition.objects.filter(slug=slug, again_of=None)
    return made.order_by("-number").values_list("published_at", flat=True).first()


def _writers(seen: list[Seen], published: datetime.datetime | None) -> frozenset[str]:
    return frozenset(
        change.by for change in seen if change.says_something and (published is None or change.at > published)
    )
