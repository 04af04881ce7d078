"""Whatever is sent to a list, with htmx and without: a clear page in the reader's language, nothing else changed."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions import lists
from conditions.guide.languages import LANGUAGES
from conditions.guide.worksheet import base_of, own_question
from conditions.guide.worksheet_changes import add, in_turn
from tests.worksheets.acting import (
    HTMX,
    OURS,
    SLUG,
    at,
    kept,
    notice_in,
    questions_of,
    said_in,
    send,
    token,
    with_questions,
)

BOTH_WAYS = pytest.mark.parametrize("headers", [OURS, HTMX], ids=["plain", "htmx"])
TEXTS = {
    "empty": "",
    "blank": " \u3000\n",
    "too long": "x" * 301,
    "too long, in Chinese": "问" * 301,
    "control characters": "Who\x00 pays?",
    "a line end in a question": "Who\npays?",
    "text turned around": "Who \u202epays?",
    "an isolate": "Who \u2066pays?",
}
ACTS = "add remove own keep star unstar up down only-0 only-x for-other both delete share revoke open".split()
FORM = st.fixed_dictionaries(
    {"act": st.one_of(st.sampled_from(ACTS), st.text(max_size=20))},
    optional={
        name: st.text(max_size=60)
        for name in "id pick question whom answer by heard was base texts above below asked".split()
    },
)
ROOM = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # the reader's browser is emptied each time


@BOTH_WAYS
@pytest.mark.parametrize("place", [f"conditions/{SLUG}/questions/", "my-list/"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_question_that_cannot_be_kept_is_refused_at_its_field_as_typed(reader, language, headers, place, text):
    before = with_questions(reader, language, 1)
    response = send(reader, at(language, place), headers, act="own", id="q1", question=text, whom="payer")
    assert response.status_code == 400
    assert re.search(r'<span class="error" id="own-error">[^<]+<', response.text)
    assert 'aria-invalid="true"' in response.text
    typed = re.search(r'<textarea id="own-text"[^>]*>\n(.*?)</textarea>', response.text, re.DOTALL)[1]
    assert typed == text.replace("\x00", "\x00")
    assert 'value="payer" selected' in response.text
    assert said_in(response.text) or headers is OURS
    assert kept(reader) == before


@BOTH_WAYS
def test_an_answer_that_is_too_long_stays_as_typed_with_the_reason_beside_it(reader, language, headers):
    entry = with_questions(reader, language, 1).entries[0]
    response = send(
        reader, at(language, "my-list/"), headers, act="keep", id=entry.id, base=base_of(entry), texts="0",
        was=" ", answer="y" * 2_001, by="Dr. Li", heard="clear",
    )  # fmt: skip
    assert response.status_code == 400
    assert "y" * 2_001 in response.text
    assert 'value="Dr. Li"' in response.text
    assert re.search(r'<option value="clear" selected>', response.text)
    assert f'id="answer-error-{entry.id}"' in response.text
    assert "<details open>" in response.text
    assert kept(reader).entries == (entry,)


def _own_questions(number):
    """A change that puts so many own questions on a list."""
    return in_turn(*(add(own_question(f"q{n}", f"Question {n}?")) for n in range(number)))


@BOTH_WAYS
def test_a_list_that_is_full_says_so(reader, language, headers):
    reader.cookies["my-list"], _sheet = lists.create(_own_questions(200))
    response = send(reader, at(language, "my-list/"), headers, act="own", id="q201", question="One more?")
    assert response.status_code == 400
    assert "200" in re.search(r'<span class="error" id="own-error">([^<]+)<', response.text)[1]
    assert len(kept(reader).entries) == 200


@BOTH_WAYS
@pytest.mark.parametrize("fields", [
    {"act": "add", "pick": "no-such-question"}, {"act": "add"}, {"act": "nonsense"}, {},
    {"act": "own", "id": "", "question": "Mine?"}, {"act": "own", "id": "q", "question": "Mine?", "whom": "the-king"},
])  # fmt: skip
def test_what_no_form_of_ours_offers_is_refused_with_a_notice(reader, language, headers, fields):
    before = with_questions(reader, language, 1)
    response = send(reader, questions_of(language), headers, **fields)
    assert response.status_code == 400
    assert notice_in(response.text)
    assert kept(reader) == before


def test_the_reason_is_told_in_the_language_of_the_page(reader):
    told = {
        language: re.search(
            r'id="own-error">([^<]+)<', send(reader, at(language, "my-list/"), act="own", id="q", question="").text
        )[1]
        for language in LANGUAGES
    }
    assert len(set(told.values())) == len(LANGUAGES)


@pytest.mark.parametrize("body", [
    b"act=own&question=%ED%A0%80&id=q", b"\xff\xfe\x00", b"act=own&act=star&id[]=1", b"=&=&=", b"%",
    b"a=" + b"&a=" * 2_000,
])  # fmt: skip
def test_a_body_that_is_no_form_is_refused_in_words(reader, language, body):
    response = reader.post(
        at(language, "my-list/"), body, content_type="application/x-www-form-urlencoded", headers=OURS
    )
    assert response.status_code in (303, 400)
    assert response.status_code == 303 or notice_in(response.text)


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", ""]
)
def test_a_body_of_another_kind_is_refused_in_words(reader, language, kind):
    response = reader.post(at(language, "my-list/"), b"act=own&question=Mine", content_type=kind, headers=OURS)
    assert response.status_code == 400
    assert notice_in(response.text)


@BOTH_WAYS
@ROOM
@given(form=FORM)
@pytest.mark.parametrize("place", [f"conditions/{SLUG}/questions/", "my-list/", "my-list/share/", "my-list/open/"])
def test_no_form_breaks_a_page(reader, headers, place, form):
    """Against a list of two: no error of the server, and nobody else's words are lost."""
    reader.cookies.clear()
    language = LANGUAGES[len(form) % 2]
    sheet = None
    if len(form) % 3:
        reader.cookies["my-list"], sheet = lists.create(_own_questions(2))
    body = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in form.items()})
    response = reader.post(at(language, place), body, content_type="application/x-www-form-urlencoded", headers=headers)
    assert response.status_code in (200, 303, 400, 404)
    if response.status_code >= 400 and sheet is not None:
        assert kept(reader) == sheet
    if response.status_code >= 400:
        assert response.text


@ROOM
@given(given_token=st.text(max_size=60))
@pytest.mark.parametrize("place", ["my-list/open/", "shared/"])
def test_no_link_breaks_a_page(db, place, given_token):
    stranger = Client()
    path = at(LANGUAGES[0], place)
    response = stranger.get(path + urlencode({"": given_token.encode("utf-8", "surrogatepass")})[1:] + "/")
    assert response.status_code in (301, 404)
    assert not token(stranger)
