"""`make_editor`: an account with a role, a password to be changed, and a code on the phone."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django_otp.plugins.otp_totp.models import TOTPDevice

from conditions.editing import newcomers, roles, second_factor
from conditions.editing.roles import Role

pytestmark = pytest.mark.django_db


def make(*words):
    said = io.StringIO()
    call_command("make_editor", *words, stdout=said)
    return said.getvalue()


def password_in(said):
    return said.partition("first login: ")[2].splitlines()[0]


@pytest.mark.parametrize(("word", "role"), [("editor", Role.EDITOR), ("translator", Role.TRANSLATOR),
                                            ("reviewer", Role.REVIEWER), ("publisher", Role.PUBLISHER)])  # fmt: skip
def test_each_role_can_be_given(word, role):
    said = make("ada", "--role", word)
    ada = User.objects.get(username="ada")
    assert roles.of(ada) == {role}
    assert ada.is_staff
    assert not ada.is_superuser
    assert newcomers.must_choose_a_password(ada)
    assert ada.check_password(password_in(said))
    assert TOTPDevice.objects.filter(user=ada).exists() == (role in roles.SECOND_FACTOR)


def test_the_code_is_shown_as_a_picture_that_a_phone_can_read():
    said = make("pat", "--role", "publisher")
    assert "otpauth://totp/" in said
    rows = [line for line in said.splitlines() if "█" in line or "▀" in line or "▄" in line]
    assert len(rows) > 15
    paper = said.partition("keep on paper: ")[2].strip()
    assert second_factor.accepted(User.objects.get(username="pat"), paper) is not None


def test_a_role_is_added_to_an_account_and_its_password_stays():
    said = make("ada", "--role", "editor")
    assert make("ada", "--role", "translator", "--email", "ada@example.org").count("password") == 0
    ada = User.objects.get(username="ada")
    assert roles.of(ada) == {Role.EDITOR, Role.TRANSLATOR}
    assert ada.check_password(password_in(said))
    assert ada.email == "ada@example.org"


def test_a_lost_phone_and_a_lost_password_are_made_good():
    first = make("pat", "--role", "publisher")
    pat = User.objects.get(username="pat")
    old = TOTPDevice.objects.get(user=pat).key
    said = make("pat", "--renew-code", "--renew-password")
    assert TOTPDevice.objects.get(user=pat).key != old
    pat.refresh_from_db()
    assert pat.check_password(password_in(said))
    assert password_in(said) != password_in(first)


def test_a_superuser_is_given_the_code_that_the_desk_asks_for():
    User.objects.create_superuser("keeper", password="a long and silly phrase")
    assert "otpauth://" in make("keeper", "--renew-code")


def test_a_password_can_be_read_and_is_held_to_the_rules(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("12345678\n"))
    with pytest.raises(CommandError, match="too common"):
        make("ada", "--role", "editor", "--ask-password")
    assert not User.objects.filter(username="ada").exists()
    monkeypatch.setattr("sys.stdin", io.StringIO("a long and silly phrase\n"))
    make("ada", "--role", "editor", "--ask-password")
    ada = User.objects.get(username="ada")
    assert ada.check_password("a long and silly phrase")
    assert not newcomers.must_choose_a_password(ada)


@pytest.mark.parametrize("words", [
    ["ada"], ["a b", "--role", "editor"], ["shipped content", "--role", "publisher"],
    ["ada", "--role", "king"], ["ada", "--role", "editor", "--email", "nowhere"],
])  # fmt: skip
def test_what_cannot_be_is_one_sentence_and_makes_nothing(words):
    with pytest.raises(CommandError):
        make(*words)
    assert not User.objects.exists()
