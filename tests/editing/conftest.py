"""Tests of editing publish editions that are rolled back, and have people at the desk: Ada writes, Lin translates,
Bo reviews, Pat publishes, Mei earns from cell products."""

from __future__ import annotations

from collections.abc import Callable

import django_otp
import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice

from conditions import library
from conditions.editing import carrying, interests
from conditions.editing.roles import Role
from conditions.guide.languages import LANGUAGES, Language
from conditions.models import WORKING_COPY, Claim

PASSWORD = "a long and silly phrase"
MARKER = "ZZDRAFTZZ"  # what no reader may ever see
Person = Callable[..., User]
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def nothing_remembered():
    yield
    library.forget()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def person(db: None) -> Person:
    """Makes an account with roles; it has declared to earn nothing from cells, unless `declared` says otherwise."""

    def make(name: str, *roles: Role, declared: bool = True, earns: bool = False) -> User:
        made = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        made.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
        if declared:
            interests.declare(by=made, person=made, earns_from_cells=earns, what="")
        return User.objects.get(pk=made.pk)

    return make


@pytest.fixture
def ada(person: Person) -> User:
    return person("ada", Role.EDITOR)


@pytest.fixture
def lin(person: Person) -> User:
    return person("lin", Role.TRANSLATOR)


@pytest.fixture
def bo(person: Person) -> User:
    return person("bo", Role.REVIEWER)


@pytest.fixture
def pat(person: Person) -> User:
    return person("pat", Role.PUBLISHER)


@pytest.fixture
def mei(person: Person) -> User:
    return person("mei", Role.EDITOR, earns=True)


def sign_in(who: User) -> Client:
    """A browser of their own, with the password given, and the second factor too."""
    client = Client()
    client.force_login(who)
    device, _ = StaticDevice.objects.get_or_create(user=who, name="paper", confirmed=True)
    session = client.session
    session[django_otp.DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


@pytest.fixture
def signed_in() -> SignIn:
    return sign_in


@pytest.fixture
def keeper(db: None) -> User:
    """A superuser who has declared: all roles at once."""
    made = User.objects.create_superuser("keeper", password=PASSWORD)
    interests.declare(by=made, person=made, earns_from_cells=False, what="")
    return made


@pytest.fixture
def marked(db: None) -> None:
    """The marker at the end of every text of every working copy, in both languages."""
    mark(*LANGUAGES)
    assert MARKER in Claim.objects.filter(guide__slug="chronic-migraine")[0].because_zh_hans


def mark(*languages: Language) -> None:
    """Plants the marker at the end of every text of every working copy, behind the desk's back."""
    for model in WORKING_COPY:
        for field in carrying.text_fields(model):
            for language in languages:
                column = f"{field}_{language.suffix}"
                with connection.cursor() as cursor:
                    cursor.execute(
                        f'UPDATE "{model._meta.db_table}" SET "{column}" = "{column}" || %s WHERE "{column}" <> %s',
                        [f" {MARKER}", ""],
                    )
