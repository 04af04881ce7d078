"""What publishers do at the desk: publish, publish an older edition again, withdraw. Each checks who and when."""

from __future__ import annotations

from typing import Any

from conditions.editing import changes, publishing, turns
from conditions.editing.refusals import Refused
from conditions.editing.states import State
from conditions.editing.turns import Stand
from conditions.guide.document import EMPTY, Text
from conditions.models import Edition, Withdrawal


def ready(where: Stand, *, english_alone: bool) -> bool:
    """Whether a guide may be published as it stands: whole, or in English alone where only its Chinese is behind."""
    return where.publishable_in_english_alone if english_alone else where.state is State.PUBLISHABLE


def publish(
    *, by: Any, slug: str, significance: str, note: Text, corrects: Text = EMPTY, english_alone: bool = False
) -> Edition:
    """Publishes the working copy. Raises Refused for who may not, in any other state, and without a note in both
    languages; carrying.NoSuchGuide, publishing.NotPublishable, publishing.NoWholeEdition."""
    turns.may_publish(by)
    _in_both(note)
    with changes.held():  # nobody writes between the look and the edition
        if not ready(turns.stand(slug), english_alone=english_alone):
            raise Refused(Refused.Why.NO_SUCH_MOVE)
        return publishing.publish(
            by=by.get_username(),
            slug=slug,
            significance=significance if Edition.objects.filter(slug=slug).exists() else Edition.Significance.FIRST,
            note=note,
            corrects=corrects,
            english_alone=english_alone,
        )


def republish(*, by: Any, slug: str, number: int, significance: str, note: Text, corrects: Text = EMPTY) -> Edition:
    """Makes an older edition the newest again. Raises Refused, Edition.DoesNotExist, publishing.NoWholeEdition."""
    turns.may_publish(by)
    _in_both(note)
    return publishing.republish(
        by=by.get_username(), slug=slug, number=number, significance=significance, note=note, corrects=corrects
    )


def withdraw(*, by: Any, slug: str, reason: Text) -> Withdrawal:
    """Takes a guide away from readers, with the reason. Raises Refused, publishing.AlreadyWithdrawn."""
    turns.may_publish(by)
    _in_both(reason)
    return publishing.withdraw(by=by.get_username(), slug=slug, reason=reason)


def _in_both(said: Text) -> None:
    if not (said.en.strip() and said.zh_hans.strip()):
        raise Refused(Refused.Why.NEEDS_A_REMARK)
