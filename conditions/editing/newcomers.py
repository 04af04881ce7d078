"""A password that somebody else has seen: it opens the door once, to choose one's own, and is dead after a week."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from conditions.models import OneTimePassword

GOOD_FOR = datetime.timedelta(days=7)
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


def give_password(person: User) -> str:
    """Sets a random password that must be changed at the first login, and returns it: four blocks of five signs."""
    password = "-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(4))
    with transaction.atomic():
        person.set_password(password)
        person.save()
        OneTimePassword.objects.update_or_create(person=person, defaults={"good_until": timezone.now() + GOOD_FOR})
    return password


def must_choose_a_password(person: Any) -> bool:
    """Whether the password of an account was made by somebody else."""
    return OneTimePassword.objects.filter(person_id=person.pk).exists()


def came_too_late(person: Any) -> bool:
    """Whether a one-time password has outlived its week."""
    return OneTimePassword.objects.filter(person_id=person.pk, good_until__lte=timezone.now()).exists()


def has_chosen(person: Any) -> None:
    """The password is the person's own now."""
    OneTimePassword.objects.filter(person_id=person.pk).delete()
