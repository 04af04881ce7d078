"""Who gets in: a name and a password, a second factor where it is needed, not too many tries, not for ever."""

import datetime
from urllib.parse import unquote

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from conditions.editing import logins, newcomers, second_factor
from conditions.editing.roles import Role
from tests.editing.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN, INDEX, CODE = "/admin/login/", "/admin/", "/admin/second-factor/"


def try_to_sign_in(client, name, password=PASSWORD, **headers):
    return client.post(LOGIN, {"username": name, "password": password}, **headers)


def code_of(person, steps=0):
    """What the phone shows now, or some half minutes later."""
    device = TOTPDevice.objects.get(user=person)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = timezone.now().timestamp() + steps * device.step
    return f"{totp.token():06}"


# lockout


def test_after_five_wrong_passwords_even_the_right_one_waits_an_hour(ada, client):
    for _ in range(4):
        assert try_to_sign_in(client, "ada", "wrong").status_code == 200
    assert try_to_sign_in(client, "ada", "wrong").status_code == 429
    locked = try_to_sign_in(client, "ada")
    assert locked.status_code == 429
    assert "For one hour" in locked.text
    assert client.get(INDEX).status_code == 302
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=61))
    assert try_to_sign_in(client, "ada").status_code == 302


def test_nobody_elsewhere_and_nobody_else_is_locked_out_with_them(ada, lin, client):
    for _ in range(6):
        try_to_sign_in(client, "ada", "wrong", REMOTE_ADDR="203.0.113.5")
    assert try_to_sign_in(Client(), "ada", REMOTE_ADDR="203.0.113.6").status_code == 302
    assert try_to_sign_in(Client(), "lin", REMOTE_ADDR="203.0.113.5").status_code == 302


def test_four_slips_are_forgiven_by_a_login(ada, client):
    for _ in range(2):
        for _ in range(4):
            try_to_sign_in(client, "ada", "wrong")
        assert try_to_sign_in(client, "ada").status_code == 302


@pytest.mark.parametrize(
    ("proxies", "nearest", "forwarded", "expected"),
    [
        ([], "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (["10.0.0.0/8"], "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (["10.0.0.0/8"], "10.1.2.3", "203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.1.2.3", "198.51.100.66, 203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.1.2.3", "203.0.113.9, 10.9.9.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.1.2.3", "anything", "10.1.2.3"),
        (["10.0.0.0/8"], "10.1.2.3", "", "10.1.2.3"),
        (["::1"], "::1", "2001:db8::7", "2001:db8::7"),
        (["10.0.0.0/8"], "", "203.0.113.9", None),
    ],
)
def test_a_forwarded_address_is_believed_from_named_proxies_alone(settings, proxies, nearest, forwarded, expected):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=nearest, headers={"x-forwarded-for": forwarded})
    assert logins.client_address(request) == expected


def test_nobody_escapes_the_lockout_by_inventing_addresses(ada, client):
    for number in range(5):
        last = try_to_sign_in(client, "ada", "wrong", headers={"x-forwarded-for": f"203.0.113.{number}"})
    assert last.status_code == 429


def test_what_is_known_of_attempts_is_forgotten_after_thirty_days(ada, client):
    try_to_sign_in(client, "ada", "wrong")
    try_to_sign_in(client, "lin", "wrong")
    assert AccessAttempt.objects.count() == 2
    AccessAttempt.objects.filter(username="ada").update(attempt_time=timezone.now() - datetime.timedelta(days=30))
    call_command("forget_logins", verbosity=0)
    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["lin"]


def test_they_are_forgotten_without_a_timer_too(ada, client):
    try_to_sign_in(client, "somebody", "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(days=31))
    try_to_sign_in(client, "ada")
    assert not AccessAttempt.objects.exists()


def test_who_signed_in_and_when_is_in_no_table_and_no_password_ever_is(ada, client):
    try_to_sign_in(client, "ada", "a wrong but telling password")
    try_to_sign_in(client, "ada")
    assert not AccessLog.objects.exists()
    assert not AccessFailureLog.objects.exists()
    assert "telling" not in str(list(AccessAttempt.objects.values()))


# the second factor


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PUBLISHER], ids=lambda role: role.name.lower())
def test_who_lets_words_through_to_readers_gives_a_code_first(person, client, role):
    bo = person("bo", role)
    second_factor.set_up(bo)
    assert try_to_sign_in(client, "bo").status_code == 302
    wanted = reverse("admin:conditions_claim_changelist")
    asked = client.get(wanted)
    assert unquote(asked["Location"]) == f"{CODE}?next={wanted}"
    assert "six digits" in client.get(asked["Location"]).text
    wrong = client.post(CODE, {"code": "000000", "next": wanted})
    assert wrong.status_code == 400
    assert client.get(wanted).status_code == 302
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    assert client.post(CODE, {"code": code_of(bo), "next": wanted})["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_nothing_is_done_before_the_code_is_given(pat, client):
    second_factor.set_up(pat)
    client.force_login(pat)
    assert client.post(reverse("admin:turns", args=["chronic-pain"]), {"to": "draft"})["Location"].startswith(CODE)
    assert client.post(reverse("admin:password_change"), {})["Location"].startswith(CODE)
    assert client.post(reverse("admin:logout")).status_code == 200


def test_a_code_opens_one_door_once_and_wrong_ones_make_it_wait(pat):
    second_factor.set_up(pat)
    code = code_of(pat)
    assert second_factor.accepted(pat, code) is not None
    assert second_factor.accepted(pat, code) is None
    assert second_factor.accepted(pat, "000000") is None
    assert second_factor.accepted(pat, code_of(pat, steps=1)) is None  # right, but too soon after a wrong one


def test_the_recovery_code_serves_once_when_the_phone_is_lost(pat, client):
    _address, (paper,) = second_factor.set_up(pat)
    client.force_login(pat)
    assert client.post(CODE, {"code": f" {paper.upper()} "}).status_code == 302
    assert client.get(INDEX).status_code == 200
    assert second_factor.accepted(pat, paper) is None


def test_a_wrong_code_from_the_phone_does_not_spoil_the_paper(pat):
    _address, (paper,) = second_factor.set_up(pat)
    assert second_factor.accepted(pat, "000000") is None
    assert second_factor.accepted(pat, paper) is not None


def test_who_needs_a_code_and_has_no_phone_is_told_what_to_do(bo, client):
    client.force_login(bo)
    page = client.get(client.get(INDEX)["Location"])
    assert "make_editor bo --renew-code" in page.text
    assert 'name="code"' not in page.text


def test_an_editor_may_do_without_but_not_once_they_have_one(ada, client):
    client.force_login(ada)
    assert client.get(INDEX).status_code == 200
    second_factor.set_up(ada)
    assert client.get(INDEX)["Location"].startswith(CODE)


def test_a_superuser_needs_one(keeper, client):
    client.force_login(keeper)
    assert client.get(INDEX)["Location"].startswith(CODE)


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example"])
def test_nobody_is_sent_elsewhere_after_their_code(pat, client, elsewhere):
    _address, (paper,) = second_factor.set_up(pat)
    client.force_login(pat)
    assert client.post(CODE, {"code": paper, "next": elsewhere})["Location"] == INDEX


def test_the_key_of_the_session_changes_with_the_code(pat, client):
    _address, (paper,) = second_factor.set_up(pat)
    client.force_login(pat)
    before = client.session.session_key
    client.post(CODE, {"code": paper})
    assert client.session.session_key != before


# sessions and passwords


def test_a_session_ends_after_eight_idle_hours_and_each_page_begins_them_anew(ada, signed_in):
    client = signed_in(ada)
    session = client.session
    session.save()
    assert session.get_expiry_age() == 8 * 60 * 60
    model = type(session).get_model_class()
    soon = timezone.now() + datetime.timedelta(minutes=5)
    model.objects.update(expire_date=soon)
    assert client.get(INDEX).status_code == 200
    assert model.objects.get().expire_date > soon + datetime.timedelta(hours=7)
    model.objects.update(expire_date=timezone.now())
    assert client.get(INDEX).status_code == 302


def test_a_password_that_somebody_else_has_seen_is_changed_first(ada, client):
    once = newcomers.give_password(ada)
    try_to_sign_in(client, "ada", once)
    assert client.get(INDEX)["Location"].startswith("/admin/password_change/")
    mine = {"old_password": once, "new_password1": PASSWORD + "!", "new_password2": PASSWORD + "!"}
    assert client.post("/admin/password_change/", {**mine, "new_password2": "other"}).status_code == 200
    assert client.get(INDEX).status_code == 302
    assert client.post("/admin/password_change/", mine).status_code == 302
    assert client.get(INDEX).status_code == 200


def test_a_one_time_password_is_dead_after_a_week(ada, client):
    once = newcomers.give_password(ada)
    ada.one_time_password.good_until = timezone.now()
    ada.one_time_password.save()
    assert "too old" in try_to_sign_in(client, "ada", once).text
    assert client.get(INDEX).status_code == 302


# readers


@pytest.mark.parametrize("path", ["/", "/en/", "/zh-hans/conditions/chronic-pain/", "/en/glossary/", "/healthz"])
def test_a_reader_meets_no_session_no_cookie_and_no_table_of_the_desk(path, client, django_assert_max_num_queries, ada):
    page = client.get(path)
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    client.force_login(ada)  # an editor who reads is a reader
    with django_assert_max_num_queries(2) as asked:
        again = client.get(path)
    assert not any(word in query["sql"] for query in asked for word in ("session", "auth_", "otp_", "axes_"))
    assert not again.cookies
    assert again.content == page.content
