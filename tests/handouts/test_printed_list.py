"""A reader's list to print: their own words, for them alone, kept by no cache."""

import pytest

from conditions import lists
from conditions.guide.vocabulary import Text
from conditions.guide.worksheet import Entry, own_question
from conditions.guide.worksheet_changes import add, in_turn, show_both
from conditions.reading import readers_token

OWN = 'Is <b>this</b> #import "x" $1 safe for my mother? 安全吗？'


@pytest.fixture
def owner(reader):
    """A reader with a list of two questions, one their own."""
    entry = Entry(
        id="0123456789abcdef",
        slug="chronic-migraine",
        question="which-cells",
        edition=1,
        ask=Text(en="Which?", zh_hans="哪种？"),
    )
    token, _sheet = lists.create(in_turn(add(entry), add(own_question("fedcba9876543210", OWN))))
    reader.cookies[readers_token.PLAIN] = token
    reader.token = token
    return reader


def test_a_readers_own_words_are_printed_as_they_were_typed(owner, language):
    response = owner.get(f"/{language.code}/my-list/print/")
    assert response.status_code == 200
    assert "&lt;b&gt;this&lt;/b&gt; #import &quot;x&quot; $1" in response.text
    assert {"en": "Which?", "zh-hans": "哪种？"}[language.code] in response.text


def test_no_cache_keeps_a_list_and_no_page_names_its_token(owner, language):
    response = owner.get(f"/{language.code}/my-list/print/")
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response
    assert owner.token not in response.text
    assert not response.cookies


def test_a_list_that_shows_both_languages_prints_in_both(owner, language):
    lists.change(owner.token, show_both(True))
    text = owner.get(f"/{language.code}/my-list/print/").text
    assert "Which?" in text
    assert "哪种？" in text


def test_a_list_opens_as_a_pdf_that_nothing_keeps(owner, language):
    response = owner.get(f"/{language.code}/my-list.pdf")
    assert response.status_code == 200
    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"] == f'inline; filename="my-list-{language.code}.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response


def test_a_bad_choice_is_told_with_the_list_still_there(owner, language):
    response = owner.get(f"/{language.code}/my-list/print/?size=huge")
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert "$1" in response.text


@pytest.mark.parametrize("token", ["", "x", "é", "A" * 43, "../../etc"])
def test_a_token_that_opens_nothing_is_no_list(reader, language, token):
    reader.cookies[readers_token.PLAIN] = token.encode("ascii", "ignore").decode()
    assert reader.get(f"/{language.code}/my-list/print/").status_code == 404
