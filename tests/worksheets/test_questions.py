"""The questions of a guide: at most ten first, the rest in small blocks; a tick puts each on the list."""

import re

import pytest

from conditions.guide.languages import LANGUAGES, other
from tests import shipped
from tests.worksheets.acting import (
    HTMX,
    SLUG,
    at,
    ids_on,
    kept,
    questions_of,
    said_in,
    send,
    token,
    with_questions,
)


@pytest.mark.parametrize("slug", shipped.SLUGS)
def test_a_reader_finds_every_question_once_three_for_a_minute_and_at_most_ten_first(reader, language, slug):
    text = reader.get(questions_of(language, slug)).text
    guide = shipped.guide(slug)
    assert sorted(ids_on(reader, language, slug)) == sorted(question.id for question in guide.questions)
    minute, rest = text.split('id="minute"')[1].split('id="first"')
    first = re.split(r"<h2", rest)[0]
    assert minute.count('name="pick"') == 3
    assert minute.count('name="pick"') + first.count('name="pick"') <= 10


@pytest.mark.parametrize("slug", shipped.SLUGS)
def test_no_block_has_more_than_seven_questions(reader, language, slug):
    text = reader.get(questions_of(language, slug)).text
    blocks = re.split(r"<h2", text)[1:]
    assert max(block.count('name="pick"') for block in blocks) <= 7


@pytest.mark.parametrize("slug", shipped.SLUGS)
def test_each_question_says_whom_why_what_is_clear_and_when_to_be_careful(reader, language, slug):
    text = reader.get(questions_of(language, slug)).text
    number = len(shipped.guide(slug).questions)
    assert text.count('<p class="whom">') == number
    assert text.count('<div class="clear">') == text.count('<div class="careful">') == number


def test_the_page_reads_in_two_languages_and_its_forms_lead_back_to_both(reader, language):
    address = f"{questions_of(language)}?with={other(language).code}"
    text = reader.get(address).text
    question = shipped.guide(SLUG).questions[0]
    assert text.count('<div class="clear">') == 2 * len(shipped.guide(SLUG).questions)
    assert text.count('name="pick"') == len(shipped.guide(SLUG).questions)
    assert f'action="{address}"' in text
    response = send(reader, address, act="add", pick=question.id)
    assert response["Location"] == f"{address}#question-{question.id}"


def test_a_tick_puts_a_question_on_the_list_and_leads_back_to_it(reader, language):
    id = ids_on(reader, language)[0]
    response = send(reader, questions_of(language), act="add", pick=id)
    assert response.status_code == 303
    assert response["Location"] == f"{questions_of(language)}#question-{id}"
    entry = kept(reader).entry_of(SLUG, id)
    question = next(each for each in shipped.guide(SLUG).questions if each.id == id)
    assert (entry.whom, entry.edition) == (question.whom, 1)
    for each in LANGUAGES:
        assert entry.ask.in_language(each)
        assert not re.search(r"\[\[|\[@|\*", entry.ask.in_language(each))


def test_a_tick_by_htmx_brings_the_button_the_count_and_a_word_for_the_live_region(reader, language):
    id = ids_on(reader, language)[0]
    response = send(reader, questions_of(language), HTMX, act="add", pick=id)
    assert response.status_code == 200
    assert token(reader)
    assert "<html" not in response.text
    assert f'id="tick-{id}" name="act" value="remove"' in response.text
    assert 'id="count" hx-swap-oob="true"' in response.text
    assert "1" in said_in(response.text)
    assert len(response.content) < 2_000


def test_taking_the_tick_away_takes_the_question_off(reader, language):
    with_questions(reader, language, 2)
    ids = ids_on(reader, language)
    send(reader, questions_of(language), act="remove", pick=ids[0])
    assert [entry.question for entry in kept(reader).entries] == [ids[1]]


def test_ticking_twice_is_ticking_once(reader, language):
    id = ids_on(reader, language)[0]
    for act in ("add", "add"):
        send(reader, questions_of(language), act=act, pick=id)
    assert len(kept(reader).entries) == 1
    for act in ("remove", "remove"):
        assert send(reader, questions_of(language), act=act, pick=id).status_code == 303
    assert kept(reader).entries == ()


def test_a_question_with_an_answer_is_not_lost_by_a_tick(reader, language):
    entry = with_questions(reader, language, 1).entries[0]
    send(reader, at(language, "my-list/"), act="keep", id=entry.id, answer="Forty people.", texts="0")
    page = reader.get(questions_of(language)).text
    assert f"my-list/#entry-{entry.id}" in page
    send(reader, questions_of(language), act="remove", pick=entry.question)
    assert kept(reader).entry(entry.id).answers[0].text == "Forty people."


def test_a_list_holds_questions_of_several_guides(reader, language):
    for slug in shipped.SLUGS:
        with_questions(reader, language, 1, slug)
    assert {entry.slug for entry in kept(reader).entries} == set(shipped.SLUGS)


@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_a_reader_adds_a_question_of_their_own(reader, language, headers):
    fields = {"act": "own", "id": "own-1", "question": "  Can I <b>keep</b> my job? ", "whom": "own-doctor"}
    response = send(reader, questions_of(language), headers or {"sec-fetch-site": "same-origin"}, **fields)
    assert response.status_code == (200 if headers else 303)
    (entry,) = kept(reader).entries
    assert entry.own
    assert entry.ask.en == entry.ask.zh_hans == "Can I <b>keep</b> my job?"
    assert entry.whom == "own-doctor"
    if headers:
        assert "keep" not in response.text.split("<textarea")[1].split("</textarea>")[0]


def test_what_stands_on_the_list_shows_in_the_other_language_too(reader, language):
    id = with_questions(reader, language, 1).entries[0].question
    assert f'id="tick-{id}" name="act" value="remove"' in reader.get(questions_of(other(language))).text


def test_the_page_takes_few_queries_however_long_the_list_is(reader, language, django_assert_max_num_queries):
    with_questions(reader, language, 20)
    id = kept(reader).entries[0].question
    with django_assert_max_num_queries(3):
        reader.get(questions_of(language))
    with django_assert_max_num_queries(6):
        send(reader, questions_of(language), HTMX, act="remove", pick=id)


def test_the_page_is_compressed_and_every_time_of_another_length(reader, language):
    address = questions_of(language)
    lengths = {len(reader.get(address, headers={"accept-encoding": "gzip"}).content) for _time in range(12)}
    assert max(lengths) < 30_000
    assert len(lengths) > 1
