"""Before what cannot be undone, the password is asked again, with the code; what was typed waits meanwhile."""

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
from django_otp.plugins.otp_static.models import StaticToken

from conditions.editing import second_factor
from conditions.editing.reauthentication import password_again
from tests.editing.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
done = []


@password_again
def something_final(request):
    if request.method == "POST":
        done.append(request.POST.dict())
    return HttpResponse("done" if request.method == "POST" else "a form")


urlpatterns = [
    path("admin/final/", admin.site.admin_view(something_final)),
    path("admin/", admin.site.urls),
]
HERE = "/admin/final/"


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()


@pytest.fixture
def editor(ada, client):
    client.force_login(ada)
    return client


def test_a_form_is_shown_without_a_password(editor):
    assert editor.get(HERE).text == "a form"


def test_the_password_is_asked_and_what_was_typed_waits(editor):
    page = editor.post(HERE, {"note": "<b>Two\nlines</b>", "guide": "chronic-pain"})
    assert "Please give your password again" in page.text
    assert "&lt;b&gt;Two\nlines&lt;/b&gt;" in page.text
    assert done == []
    assert page.context["carried"] == [("note", "<b>Two\nlines</b>"), ("guide", "chronic-pain")]


def test_the_right_password_does_it_with_all_that_was_typed(editor):
    assert editor.post(HERE, {"note": "n", "password-again": PASSWORD}).text == "done"
    assert done[0]["note"] == "n"


def test_a_wrong_password_does_nothing_and_keeps_what_was_typed(editor):
    page = editor.post(HERE, {"note": "n", "password-again": "wrong"})
    assert page.status_code == 400
    assert page.context["carried"] == [("note", "n")]
    assert "wrong" not in page.text.replace("wrongly", "")
    assert done == []


def test_who_guesses_is_locked_out_like_at_the_login(editor):
    for _ in range(5):
        last = editor.post(HERE, {"password-again": "wrong"})
    assert last.status_code == 429
    assert editor.post(HERE, {"password-again": PASSWORD}).status_code == 429
    assert done == []


def test_the_password_of_somebody_else_does_not_serve(editor, lin):
    lin.set_password("another long and silly phrase")
    lin.save()
    assert editor.post(HERE, {"password-again": "another long and silly phrase"}).status_code == 400


def test_who_has_a_second_factor_gives_a_code_too(pat, signed_in):
    client = signed_in(pat)
    _address, (paper,) = second_factor.set_up(pat)
    client = signed_in(pat)
    assert "code-again" in client.post(HERE, {"note": "n"}).text
    assert client.post(HERE, {"password-again": PASSWORD}).status_code == 400
    assert client.post(HERE, {"password-again": PASSWORD, "code-again": "zzzzzzzz"}).status_code == 400
    assert done == []
    StaticToken.objects.get(token=paper).device.throttle_reset()
    assert client.post(HERE, {"password-again": PASSWORD, "code-again": paper}).text == "done"


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.post(HERE, {"password-again": PASSWORD}).status_code == 302


@override_settings(DEBUG=False)
def test_password_and_code_are_kept_out_of_reports_of_errors(editor):
    request = editor.post(HERE, {"note": "n"}).wsgi_request
    assert set(request.sensitive_post_parameters) == {"password-again", "code-again"}
