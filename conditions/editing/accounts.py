"""Makes accounts for the desk: the name, the roles, a password, and a second factor where a role demands it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django_otp import user_has_device

from conditions.editing import newcomers, roles, second_factor
from conditions.editing.publishing import SHIPPED
from conditions.editing.roles import Role


class NoRole(ValueError):
    """An account without a role could open nothing."""


@dataclass(frozen=True)
class Made:
    """What was made. `password` and the codes stand here and nowhere else; empty where they stayed as they were."""

    name: str
    roles: tuple[str, ...]
    password: str
    code_address: str
    recovery_codes: tuple[str, ...]


def make(
    *,
    name: str,
    roles_to_give: Iterable[Role],
    email: str = "",
    password: str | None = None,
    new_password: bool = False,
    new_code: bool = False,
) -> Made:
    """Makes an account, or adds to an existing one; roles are added, none is taken away.

    Without a password, a new account gets a random one that must be changed at the first login. Raises ValidationError
    for a name, an address or a password that is not fit, NoRole when the account would have none.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().filter(username=name).first()
        is_new = person is None
        if person is None:
            UnicodeUsernameValidator()(name)
            if name == SHIPPED:
                raise ValidationError("This name belongs to the guides that ship.")
            person = User(username=name)
        if email:
            validate_email(email)
            person.email = email
        person.is_staff = True
        given = ""
        if password is not None:
            validate_password(password, person)
            person.set_password(password)
        person.save()
        if password is None and (is_new or new_password):
            given = newcomers.give_password(person)
        elif password is not None:
            newcomers.has_chosen(person)
        person.groups.add(*Group.objects.filter(name__in=[role.value for role in roles_to_give]))
        held = roles.of(person)
        if not held:
            raise NoRole("Name a role: --role editor, translator, reviewer or publisher.")
        address, codes = "", list[str]()
        if new_code or (held & roles.SECOND_FACTOR and not user_has_device(person)):
            address, codes = second_factor.set_up(person)
    return Made(name, tuple(sorted(held)), given, address, tuple(codes))
