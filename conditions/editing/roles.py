"""The four roles at the desk, as groups: what each may do, and which of them a person has."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from conditions.models import WORKING_COPY, Change, Edition, Finding, Guide, Interest, Step

APP = "conditions"


class Role(StrEnum):
    """A role; its value is the name of its group."""

    EDITOR = "editor"
    TRANSLATOR = "translator"
    REVIEWER = "clinical reviewer"
    PUBLISHER = "publisher"


# Whose word lets a guide through to readers: nobody else's password alone shall be enough
SECOND_FACTOR = frozenset({Role.REVIEWER, Role.PUBLISHER})
_LOOKED_AT: tuple[type[models.Model], ...] = (Edition, Step, Change, Interest)
# What a role may do beyond its rows of the working copy
_OWN = {
    Role.EDITOR: "write_guide",
    Role.TRANSLATOR: "translate_guide",
    Role.REVIEWER: "review_guide",
    Role.PUBLISHER: "publish_guide",
}


def permissions(role: Role) -> set[tuple[type[models.Model], str]]:
    """(model, codename) of everything that a role may do. Everybody at the desk looks at all and declares interests."""
    seen: tuple[type[models.Model], ...] = (*WORKING_COPY, *_LOOKED_AT)
    may = {(model, f"view_{model._meta.model_name}") for model in seen}
    may |= {(Interest, "add_interest"), (Guide, _OWN[role])}
    if role is Role.EDITOR:
        may |= {
            (model, f"{act}_{model._meta.model_name}") for model in WORKING_COPY for act in ("add", "change", "delete")
        }
        may.remove((Guide, "delete_guide"))  # a whole guide is withdrawn, never thrown away
    if role is Role.TRANSLATOR:
        # what has no Chinese column gives a translator nothing to change
        may |= {(model, f"change_{model._meta.model_name}") for model in WORKING_COPY if model is not Finding}
    return may


def ensure() -> None:
    """Makes the four groups and gives each exactly its permissions. Called by migration 0005 and after every migration,
    also before Django has made the permissions itself, so that it makes those that it needs."""
    with transaction.atomic():
        for role in Role:
            group, _ = Group.objects.get_or_create(name=role.value)
            group.permissions.set([_permission(model, codename) for model, codename in permissions(role)])


def _permission(model: type[models.Model], codename: str) -> Permission:
    meta = model._meta
    act = codename.partition("_")[0]
    name = dict(meta.permissions).get(codename) or f"Can {act} {meta.verbose_name_raw}"
    kind = ContentType.objects.get_for_model(model)
    return Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name})[0]


def of(person: Any) -> frozenset[Role]:
    """The roles of an account; a superuser has all of them, somebody inactive or unknown has none."""
    if not person.is_active:
        return frozenset()
    if person.is_superuser:
        return frozenset(Role)
    names = set(person.groups.values_list("name", flat=True))
    return frozenset(role for role in Role if role.value in names)


def writes_both_languages(person: Any) -> bool:
    """Whether an account may change English; a translator changes Chinese alone."""
    return bool(person.has_perm(f"{APP}.write_guide"))
