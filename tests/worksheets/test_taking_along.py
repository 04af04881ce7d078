"""A list on another device, shared to be read, deleted; and links that open nothing."""

import datetime
import re

import pytest
from django.test import Client

from conditions import lists
from conditions.guide.languages import other
from conditions.models import SealedList, Share
from tests.worksheets.acting import OURS, at, kept, send, token, with_questions

OPEN = "my-list/another-device/"
A_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def link_on(response) -> str:
    """The path of the link that a page shows."""
    return re.search(r'class="the-link"><a href="http://testserver([^"]+)"', response.text)[1]


@pytest.fixture
def elsewhere(db) -> Client:
    """Another device."""
    return Client()


@pytest.fixture
def opened(reader, elsewhere, language):
    """The other device, on the page to which the link led."""
    with_questions(reader, language, 2)
    link = link_on(send(reader, at(language, OPEN)))
    return elsewhere.get(link)


def test_the_link_is_shown_only_after_a_button(reader, language):
    with_questions(reader, language, 1)
    assert token(reader) not in reader.get(at(language, OPEN)).text
    shown = send(reader, at(language, OPEN))
    assert token(reader) in link_on(shown)
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in shown.text
    assert "style=" not in shown.text


def test_a_page_that_holds_a_token_is_never_compressed(reader, language):
    with_questions(reader, language, 1)
    for place, fields in ((OPEN, {}), ("my-list/share/", {"act": "share"})):
        send(reader, at(language, place), **fields)
        response = reader.post(at(language, place), fields, headers={**OURS, "accept-encoding": "gzip"}, follow=True)
        assert "Content-Encoding" not in response


def test_opening_the_link_changes_nothing_and_tells_nobody(opened, elsewhere, language):
    assert opened.status_code == 303
    assert opened["Location"] == at(language, "my-list/open/")
    assert opened["Referrer-Policy"] == "no-referrer"
    assert opened["Cache-Control"] == "private, no-store"
    assert "my-list" not in elsewhere.cookies
    for cookie in opened.cookies.values():
        assert cookie["httponly"]
        assert cookie["max-age"] == 600
        assert cookie["path"].endswith("/my-list/open/")


def test_the_link_is_no_use_of_the_list(reader, elsewhere, language):
    with_questions(reader, language, 1)
    link = link_on(send(reader, at(language, OPEN)))
    long_ago = datetime.date.today() - datetime.timedelta(days=50)
    SealedList.objects.update(used_on=long_ago)
    elsewhere.get(link)
    assert SealedList.objects.get().used_on == long_ago


def test_a_button_opens_the_list_on_the_other_device_in_either_language(opened, elsewhere, reader, language):
    address = at(other(language), "my-list/open/")
    page = elsewhere.get(address)
    assert page.status_code == 200
    assert not A_TOKEN.search(page.text)
    response = send(elsewhere, address, act="open")
    assert response.status_code == 303
    assert token(elsewhere) == token(reader)
    assert not [name for name, cookie in elsewhere.cookies.items() if name != "my-list" and cookie.value]
    assert kept(elsewhere) == kept(reader)


def test_a_device_with_a_list_is_asked_which_to_keep(opened, elsewhere, language):
    send(elsewhere, at(language, "my-list/"), act="own", id="mine", question="Mine?")
    mine = token(elsewhere)
    page = elsewhere.get(at(language, "my-list/open/"))
    assert 'value="keep"' in page.text
    assert 'value="open"' in page.text
    send(elsewhere, at(language, "my-list/open/"), act="keep")
    assert token(elsewhere) == mine
    assert elsewhere.get(at(language, "my-list/open/")).status_code == 404


def test_another_site_cannot_open_a_list_here(opened, elsewhere, language):
    response = send(elsewhere, at(language, "my-list/open/"), {"sec-fetch-site": "cross-site"}, act="open")
    assert response.status_code == 403
    assert "my-list" not in elsewhere.cookies


def test_a_shared_list_is_read_and_not_changed(reader, elsewhere, language):
    sheet = with_questions(reader, language, 4)
    send(reader, at(language, "my-list/"), act="keep", id=sheet.entries[0].id, answer="Forty.", by="Dr. Li", texts="0")
    assert send(reader, at(language, "my-list/share/"), act="share").status_code == 303
    page = reader.get(at(language, "my-list/share/"))
    link = link_on(page)
    shared = elsewhere.get(link)
    assert shared.status_code == 200
    assert shared["Referrer-Policy"] == "no-referrer"
    assert shared["Cache-Control"] == "private, no-store"
    assert "noindex" in shared["X-Robots-Tag"]
    assert not elsewhere.cookies
    assert "<form" not in shared.text
    assert "Forty." in shared.text
    for entry in sheet.entries:
        assert entry.ask.in_language(language) in shared.text
    assert token(reader) not in shared.text
    assert elsewhere.post(link, {"act": "own", "question": "x"}, headers=OURS).status_code == 405


def test_the_owner_sees_when_the_link_was_made_and_takes_it_back(reader, elsewhere, language):
    with_questions(reader, language, 1)
    send(reader, at(language, "my-list/share/"), act="share")
    link = link_on(reader.get(at(language, "my-list/share/")))
    assert str(datetime.date.today().year) in reader.get(at(language, "my-list/share/")).text
    assert str(datetime.date.today().year) in reader.get(at(language, "my-list/")).text.split('id="take-along"')[1]
    send(reader, at(language, "my-list/share/"), act="revoke")
    assert elsewhere.get(link).status_code == 404
    assert not Share.objects.exists()
    assert "the-link" not in reader.get(at(language, "my-list/share/")).text


@pytest.mark.parametrize("place", ["my-list/open", "shared"])
@pytest.mark.parametrize("kind", ["bad", "unknown", "of a deleted list", "expired"])
def test_a_link_that_opens_nothing_says_so_and_sets_no_cookie(reader, elsewhere, language, place, kind):
    with_questions(reader, language, 1)
    send(reader, at(language, "my-list/share/"), act="share")
    own = {"my-list/open": token(reader), "shared": kept(reader).shared.token}[place]
    given = {"bad": "nonsense", "unknown": lists.new_token()}.get(kind, own)
    if kind == "of a deleted list":
        lists.delete(token(reader))
    if kind == "expired":
        SealedList.objects.update(used_on=datetime.date.today() - datetime.timedelta(days=90))
    response = elsewhere.get(at(language, f"{place}/{given}/"))
    assert response.status_code == 404
    assert response["Referrer-Policy"] == "no-referrer"
    assert not [cookie for cookie in response.cookies.values() if cookie.value]
    assert given not in response.text


def test_everything_is_deleted_at_once_after_a_question(reader, elsewhere, language):
    with_questions(reader, language, 3)
    send(reader, at(language, "my-list/share/"), act="share")
    link = link_on(reader.get(at(language, "my-list/share/")))
    page = reader.get(at(language, "my-list/delete/"))
    assert page.status_code == 200
    assert SealedList.objects.count() == 1
    done = send(reader, at(language, "my-list/delete/"))
    assert done.status_code == 200
    assert done.cookies["my-list"].value == ""
    assert (SealedList.objects.count(), Share.objects.count()) == (0, 0)
    assert elsewhere.get(link).status_code == 404
    assert send(reader, at(language, "my-list/delete/")).status_code == 200


def test_no_token_reaches_a_log(reader, elsewhere, language, caplog, capfd):
    with_questions(reader, language, 1)
    send(reader, at(language, "my-list/share/"), act="share")
    good, link, unknown = token(reader), kept(reader).shared.token, lists.new_token()
    send(reader, at(language, "my-list/share/"), act="revoke")
    with caplog.at_level(0):
        for each in (good, link, unknown, unknown + "x"):
            for place in ("my-list/open", "shared"):
                elsewhere.get(at(language, f"{place}/{each}/"))
                elsewhere.post(at(language, f"{place}/{each}/"))
            elsewhere.cookies["my-list"] = each
            send(elsewhere, at(language, "my-list/"), {"sec-fetch-site": "cross-site"}, act="own")
    said = caplog.text + "".join(capfd.readouterr()) + "".join(str(vars(record)) for record in caplog.records)
    assert "my-list" in said
    for each in (good, link, unknown):
        assert each not in said
