"""The states of a guide at the desk, and who may take it from which to which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext, pgettext

from conditions.editing.roles import Role


class State(StrEnum):
    """Where a guide stands; the value is what a step says."""

    DRAFT = "draft"
    IN_REVIEW = "in clinical review"
    READY = "ready for translation"
    IN_TRANSLATION = "in translation"
    PUBLISHABLE = "publishable"  # worked out, never set
    PUBLISHED = "published"  # set by publishing alone
    WITHDRAWN = "withdrawn"  # set by withdrawing alone

    def in_words(self) -> str:
        """The state in the language of the page."""
        return {
            State.DRAFT: pgettext("state of a guide", "draft"),
            State.IN_REVIEW: pgettext("state of a guide", "in clinical review"),
            State.READY: pgettext("state of a guide", "ready for translation"),
            State.IN_TRANSLATION: pgettext("state of a guide", "in translation"),
            State.PUBLISHABLE: pgettext("state of a guide", "publishable"),
            State.PUBLISHED: pgettext("state of a guide", "published"),
            State.WITHDRAWN: pgettext("state of a guide", "withdrawn"),
        }[self]


def in_words(kept: str) -> str:
    """What a step says of a state, in the language of the page."""
    return State(kept).in_words() if kept in State._value2member_map_ else kept


@dataclass(frozen=True)
class Move:
    """One step that a role may take. `signs` is the reviewer's word; `says_why` asks for a remark."""

    out_of: frozenset[State]
    to: State
    roles: frozenset[Role]
    signs: bool = False
    says_why: bool = False

    def in_words(self) -> str:
        """What the button says."""
        if self.signs:
            return gettext("Sign the review")
        return {
            State.IN_REVIEW: gettext("Ask for the clinical review"),
            State.DRAFT: gettext("Send back to draft"),
            State.READY: gettext("Hand back for translation"),
            State.IN_TRANSLATION: gettext("Begin to translate"),
        }[self.to]


def _move(out_of: tuple[State, ...], to: State, *who: Role, signs: bool = False, says_why: bool = False) -> Move:
    return Move(frozenset(out_of), to, frozenset(who), signs, says_why)


MOVES = (
    # what stands published may be reviewed as it stands: the guides that ship have had no clinician yet
    _move((State.DRAFT, State.PUBLISHED, State.WITHDRAWN), State.IN_REVIEW, Role.EDITOR),
    _move((State.IN_REVIEW,), State.READY, Role.REVIEWER, signs=True),
    _move((State.IN_REVIEW,), State.DRAFT, Role.EDITOR, Role.REVIEWER, says_why=True),
    _move((State.READY,), State.IN_TRANSLATION, Role.TRANSLATOR, Role.EDITOR),
    _move((State.IN_TRANSLATION,), State.READY, Role.TRANSLATOR, Role.EDITOR),
    _move(
        (State.READY, State.IN_TRANSLATION, State.PUBLISHABLE), State.DRAFT,
        Role.EDITOR, Role.REVIEWER, Role.PUBLISHER, says_why=True,
    ),
)  # fmt: skip
