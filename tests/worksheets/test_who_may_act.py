"""Only our own pages may change a list, and a page of a list is nobody's but its reader's."""

import pytest
from django.test import Client

from conditions import lists
from tests.worksheets.acting import OURS, SLUG, at, ids_on, kept, notice_in, questions_of, send, token, with_questions

OURSELVES = "http://testserver"
TAKEN = {
    "the browser says same-origin": {"sec-fetch-site": "same-origin"},
    "same-origin, whatever else is said": {"sec-fetch-site": "same-origin", "origin": "https://elsewhere.example"},
    "no Sec-Fetch-Site, our Origin": {"origin": OURSELVES},
    "no Sec-Fetch-Site, no Origin, our Referer": {"referer": f"{OURSELVES}/en/my-list/"},
}
REFUSED = {
    "another site": {"sec-fetch-site": "cross-site"},
    "a sister site": {"sec-fetch-site": "same-site"},
    "typed into the address bar": {"sec-fetch-site": "none"},
    "a word that no browser says": {"sec-fetch-site": "SAME-ORIGIN"},
    "another site that forges our Origin": {"sec-fetch-site": "cross-site", "origin": OURSELVES},
    "another Origin": {"origin": "https://elsewhere.example"},
    "our Referer beside another Origin": {"origin": "https://elsewhere.example", "referer": f"{OURSELVES}/en/"},
    "our host under another scheme": {"origin": "https://testserver"},
    "our host on another port": {"origin": f"{OURSELVES}:8080"},
    "a host that begins like ours": {"origin": f"{OURSELVES}.elsewhere.example"},
    "our host as a user name": {"referer": f"{OURSELVES}@elsewhere.example/"},
    "Origin null": {"origin": "null"},
    "an Origin that is no address": {"origin": "http://[::1"},
    "another Referer": {"referer": "https://elsewhere.example/en/my-list/"},
    "nothing at all": {},
}
PLACES = [f"conditions/{SLUG}/questions/", "my-list/", "my-list/another-device/", "my-list/share/", "my-list/delete/"]


@pytest.mark.parametrize("headers", TAKEN.values(), ids=TAKEN)
def test_a_form_of_our_own_page_is_taken(reader, language, headers):
    response = send(reader, at(language, "my-list/"), headers, act="own", id="q1", question="Who pays?", whom="payer")
    assert response.status_code == 303
    assert [entry.ask.en for entry in kept(reader).entries] == ["Who pays?"]


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("htmx", [{}, {"hx-request": "true"}], ids=["plain", "htmx"])
def test_a_form_from_elsewhere_changes_nothing_and_keeps_what_was_typed(reader, language, headers, htmx):
    words = "Who <pays> & when?"
    response = send(
        reader, at(language, "my-list/"), {**headers, **htmx}, act="own", id="q1", question=words, whom="payer"
    )
    assert response.status_code == 403
    assert not response.cookies
    assert "Who &lt;pays&gt; &amp; when?" in response.text
    assert 'value="payer" selected' in response.text
    assert notice_in(response.text)


@pytest.mark.parametrize("place", PLACES)
def test_no_page_of_a_list_acts_for_another_site(reader, language, place):
    before = with_questions(reader, language, 2)
    response = send(
        reader, at(language, place), {"sec-fetch-site": "cross-site"}, act="share", pick="x", question="Mine?"
    )
    assert response.status_code == 403
    assert not response.cookies.get("my-list")
    assert kept(reader) == before


@pytest.mark.parametrize("place", [*PLACES, "my-list/copy/", "my-list.txt"])
def test_nobody_keeps_indexes_or_is_told_a_page_of_a_list(reader, language, place):
    with_questions(reader, language, 1)
    response = reader.get(at(language, place))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "strict-origin"
    assert "noindex" in response["X-Robots-Tag"]
    assert "Cookie" in response["Vary"]
    assert "csrftoken" not in response.cookies


@pytest.mark.parametrize("place", PLACES)
def test_only_to_look_and_to_act_is_allowed(reader, language, place):
    assert reader.put(at(language, place), headers=OURS).status_code == 405
    assert reader.delete(at(language, place), headers=OURS).status_code == 405


def test_looking_sets_no_cookie(reader, language):
    for place in (f"conditions/{SLUG}/questions/", "my-list/"):
        assert not reader.get(at(language, place)).cookies


def test_the_first_act_sets_one_cookie_and_the_next_one_keeps_it(reader, language):
    ids = ids_on(reader, language)
    first = send(reader, questions_of(language), act="add", pick=ids[0])
    cookie = first.cookies["my-list"]
    assert len(first.cookies) == 1
    assert lists.well_formed(cookie.value)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == 90 * 24 * 60 * 60
    assert not cookie["secure"]
    second = send(reader, questions_of(language), act="add", pick=ids[1])
    assert second.cookies["my-list"].value == cookie.value
    assert len(kept(reader).entries) == 2


def test_under_https_the_cookie_is_bound_to_this_host(reader, language):
    fields = {"act": "own", "id": "q1", "question": "Who pays?"}
    response = reader.post(at(language, "my-list/"), fields, secure=True, headers={"origin": "https://testserver"})
    assert response.status_code == 303
    assert list(response.cookies) == ["__Host-my-list"]
    assert response.cookies["__Host-my-list"]["secure"]
    assert response.cookies["__Host-my-list"]["path"] == "/"
    plain = Client()
    plain.cookies["my-list"] = response.cookies["__Host-my-list"].value
    assert "Who pays?" not in plain.get(at(language, "my-list/"), secure=True).text
    assert "Who pays?" in reader.get(at(language, "my-list/"), secure=True).text


@pytest.mark.parametrize("forged", ["x", "A" * 43, "A" * 5000, '"; DROP TABLE', "é" * 43])
def test_a_forged_cookie_opens_nothing_and_is_taken_away(reader, language, forged):
    reader.cookies["my-list"] = forged
    response = reader.get(at(language, "my-list/"))
    assert response.status_code == 200
    assert notice_in(response.text)
    assert response.cookies["my-list"].value == ""


@pytest.mark.parametrize("headers", [OURS, {**OURS, "hx-request": "true"}], ids=["plain", "htmx"])
def test_an_act_on_a_list_that_is_gone_is_done_on_a_new_one_and_says_so(reader, language, headers):
    sheet = with_questions(reader, language, 2)
    old = token(reader)
    lists.delete(old)
    response = send(reader, at(language, "my-list/"), headers, act="own", id="q1", question="Still here?")
    assert response.status_code == 200
    assert notice_in(response.text)
    assert token(reader) != old
    assert [entry.ask.en for entry in kept(reader).entries] == ["Still here?"]
    assert sheet.entries[0].ask.in_language(language) not in response.text


def test_an_act_that_puts_nothing_on_a_list_makes_none(reader, language):
    response = send(reader, at(language, "my-list/"), act="remove", id="nothing")
    assert response.status_code == 303
    assert not token(reader)
