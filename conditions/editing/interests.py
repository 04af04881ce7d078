"""Declared interests: whoever earns from cell products neither writes nor approves, whoever has not said must say."""

from __future__ import annotations

from enum import Enum
from typing import Any

from django.db import transaction
from django.utils import timezone

from conditions.editing.refusals import Refused
from conditions.models import Interest


class Standing(Enum):
    """What somebody's newest declaration lets them do."""

    UNDECLARED = "has not declared"
    FREE = "may write and approve"
    EARNS = "earns from cell products"


def standing(person: Any) -> Standing:
    """Where a person stands. A superuser is a person."""
    newest = Interest.objects.filter(person_id=person.pk).order_by("-pk").first()
    if newest is None:
        return Standing.UNDECLARED
    return Standing.EARNS if newest.earns_from_cells else Standing.FREE


def declare(*, by: Any, person: Any, earns_from_cells: bool, what: str) -> Interest:
    """Adds a declaration to those of a person: by that person, or by a publisher. Raises Refused for anybody else."""
    if by.pk != person.pk and not by.has_perm("conditions.publish_guide"):
        raise Refused(Refused.Why.NOT_YOUR_ROLE)
    with transaction.atomic():
        return Interest.objects.create(
            person=person,
            declared_on=timezone.localdate(),
            declared_by=by.get_username(),
            earns_from_cells=earns_from_cells,
            what=what,
        )


def must_be_free(person: Any) -> None:
    """Raises Refused for somebody who earns from cell products, or has not said."""
    where = standing(person)
    if where is Standing.EARNS:
        raise Refused(Refused.Why.EARNS)
    if where is Standing.UNDECLARED:
        raise Refused(Refused.Why.UNDECLARED)
