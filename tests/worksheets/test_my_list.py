"""The list: order and stars, answers and what was heard, both languages, changed words; with htmx and without."""

import re
from html import unescape

import pytest

from conditions import library, lists
from conditions.guide.document import Text
from conditions.guide.languages import LANGUAGES, other
from conditions.guide.worksheet import Entry, Worksheet, base_of
from conditions.guide.worksheet_changes import add, answer, star
from conditions.worksheets import my_list
from conditions.worksheets.questions import plain
from tests import shipped
from tests.worksheets.acting import HTMX, OURS, SLUG, at, kept, notice_in, said_in, send, token, with_questions

BOTH_WAYS = pytest.mark.parametrize("headers", [OURS, HTMX], ids=["plain", "htmx"])


def on_the_list(reader, language):
    """The ids of the entries, in the order in which they are seen."""
    return re.findall(r'<li class="entry-item[^"]*" id="entry-([^"]+)"', reader.get(at(language, "my-list/")).text)


def act(reader, language, name, entry, headers=OURS, **fields):
    """Presses a button of an entry, with all that its form holds."""
    form = {"id": entry.id, "base": base_of(entry), "texts": str(len(entry.answers)), "was": my_list._was(entry)}
    given = entry.answers[0] if len(entry.answers) == 1 else None
    form |= {"answer": given.text if given else "", "by": given.by if given else "", "heard": entry.heard}
    form |= {"asked": "on"} if entry.asked else {}
    return send(reader, at(language, "my-list/"), headers, **form | {"act": name} | fields)


def test_an_empty_list_says_what_to_do_and_leads_to_every_guide(reader, language):
    text = reader.get(at(language, "my-list/")).text
    for slug in shipped.SLUGS:
        assert at(language, f"conditions/{slug}/questions/") in text
    assert 'name="question"' in text
    assert at(language, "my-list/delete/") not in text


def test_what_fits_a_minute_is_on_top_the_first_three_or_else_the_stars(reader, language):
    ids = [entry.id for entry in with_questions(reader, language, 6).entries]
    assert on_the_list(reader, language) == ids
    minute = reader.get(at(language, "my-list/")).text.split('id="minute"')[1].split('id="rest"')[0]
    assert all(f"entry-{id}" in minute for id in ids[:3])
    for entry in (kept(reader).entry(ids[4]), kept(reader).entry(ids[2])):
        act(reader, language, "star", entry)
    assert on_the_list(reader, language) == [ids[2], ids[4], ids[0], ids[1], ids[3], ids[5]]


@BOTH_WAYS
def test_a_fourth_star_is_refused_with_a_reason_at_the_question(reader, language, headers):
    entries = with_questions(reader, language, 4).entries
    for entry in entries[:3]:
        act(reader, language, "star", entry)
    response = act(reader, language, "star", entries[3], headers)
    assert response.status_code == 400
    assert re.search(r'<p class="error">[^<]+</p>', response.text)
    assert len(kept(reader).stars) == 3


@BOTH_WAYS
def test_moving_passes_the_neighbour_that_is_seen_and_stops_at_the_ends(reader, language, headers):
    entries = with_questions(reader, language, 5).entries
    act(reader, language, "star", entries[3])
    seen = on_the_list(reader, language)
    act(reader, language, "down", kept(reader).entry(seen[1]), headers, above="", below=seen[2])
    assert on_the_list(reader, language) == [seen[0], seen[2], seen[1], seen[3], seen[4]]
    now = on_the_list(reader, language)
    for name, place in (("up", 0), ("up", 1), ("down", 4)):
        response = act(reader, language, name, kept(reader).entry(now[place]), headers, above="", below="")
        assert response.status_code == (200 if headers is HTMX else 303)
        assert on_the_list(reader, language) == now


def test_a_move_sent_twice_moves_once(reader, language):
    ids = [entry.id for entry in with_questions(reader, language, 5).entries]
    for _time in range(2):
        act(reader, language, "up", kept(reader).entry(ids[3]), above=ids[2], below=ids[4])
    assert on_the_list(reader, language) == [ids[0], ids[1], ids[3], ids[2], ids[4]]


def test_after_htmx_moves_a_question_its_buttons_are_there_again_and_it_is_said_where_it_is(reader, language):
    ids = [entry.id for entry in with_questions(reader, language, 5).entries]
    response = act(reader, language, "up", kept(reader).entry(ids[3]), HTMX, above=ids[2], below=ids[4])
    assert response["HX-Retarget"] == "#entries"
    assert f'id="up-{ids[3]}"' in response.text
    assert "3" in said_in(response.text)


@BOTH_WAYS
def test_an_answer_is_kept_with_who_gave_it_and_when_heard_vague_leads_to_advice(reader, language, headers):
    entry = with_questions(reader, language, 1).entries[0]
    words = "Forty people.\r\nTwelve <got> better."
    response = act(reader, language, "keep", entry, headers, answer=words, by="Dr. Li", heard="vague")
    assert response.status_code == (200 if headers is HTMX else 303)
    now = kept(reader).entry(entry.id)
    assert [(each.text, each.by) for each in now.answers] == [("Forty people.\nTwelve <got> better.", "Dr. Li")]
    assert (now.asked, now.heard) == (True, "vague")
    text = response.text if headers is HTMX else reader.get(response["Location"].split("#")[0]).text
    assert "Twelve &lt;got&gt; better." in text
    assert '<p class="advice">' in text


def test_htmx_puts_in_the_one_question_that_was_written(reader, language):
    entries = with_questions(reader, language, 3).entries
    response = act(reader, language, "keep", entries[1], HTMX, answer="Yes.")
    assert response["HX-Retarget"] == f"#entry-{entries[1].id}"
    assert response.text.count('class="entry-item') == 1
    assert said_in(response.text)


@pytest.mark.parametrize("button", ["star", "up", "down"])
def test_whatever_button_is_pressed_what_was_typed_is_kept(reader, language, button):
    entry = with_questions(reader, language, 3).entries[1]
    act(reader, language, button, entry, answer="Half a sentence", by="the nurse")
    assert kept(reader).entry(entry.id).answers[0].text == "Half a sentence"


def test_two_devices_that_answer_at_once_lose_nothing(reader, language):
    entry = with_questions(reader, language, 1).entries[0]
    act(reader, language, "keep", entry, answer="From the phone.")
    act(reader, language, "keep", entry, answer="From the desk.")
    assert [each.text for each in kept(reader).entry(entry.id).answers] == ["From the phone.", "From the desk."]
    text = reader.get(at(language, "my-list/")).text
    assert "From the phone." in text
    assert "From the desk." in text
    act(reader, language, "only-1", kept(reader).entry(entry.id))
    assert [each.text for each in kept(reader).entry(entry.id).answers] == ["From the desk."]


def test_a_form_of_an_hour_ago_in_which_nothing_was_written_takes_nothing_back(reader, language):
    entry = with_questions(reader, language, 1).entries[0]
    act(reader, language, "keep", entry, answer="Written since.", asked="on", heard="clear")
    act(reader, language, "star", entry)
    now = kept(reader).entry(entry.id)
    assert (now.answers[0].text, now.heard, now.starred) == ("Written since.", "clear", True)


def test_an_answer_to_a_question_that_was_removed_elsewhere_is_still_there_to_copy(reader, language):
    entry = with_questions(reader, language, 1).entries[0]
    act(reader, language, "remove", entry)
    for headers in (OURS, HTMX):
        response = act(reader, language, "keep", entry, headers, answer="A long answer.")
        assert response.status_code == 400
        assert notice_in(response.text)
        assert "A long answer." in response.text


def test_an_answered_question_says_what_goes_with_it_before_it_is_removed(reader, language):
    entry = with_questions(reader, language, 1).entries[0]
    assert '<details class="take-off">' not in reader.get(at(language, "my-list/")).text
    act(reader, language, "keep", entry, answer="Yes.")
    assert '<details class="take-off">' in reader.get(at(language, "my-list/")).text
    act(reader, language, "remove", kept(reader).entry(entry.id))
    assert kept(reader).entries == ()


def test_a_list_shows_each_question_in_both_languages_where_that_is_wanted(reader, language):
    entry = with_questions(reader, language, 1).entries[0]
    foreign = other(language)
    assert entry.ask.in_language(foreign) not in reader.get(at(language, "my-list/")).text
    send(reader, at(language, "my-list/"), act="both")
    text = reader.get(at(language, "my-list/")).text
    assert f'lang="{foreign.html}">{entry.ask.in_language(foreign)}' in text.replace("&#x27;", "'")
    send(reader, at(language, "my-list/"), act="one")
    assert entry.ask.in_language(foreign) not in reader.get(at(language, "my-list/")).text


def test_who_asks_for_someone_else_finds_the_second_wording(reader, language):
    guide = shipped.guide(SLUG)
    question = next(each for each in guide.questions if each.ask_for_other)
    send(reader, at(language, f"conditions/{SLUG}/questions/"), act="add", pick=question.id)
    entry = kept(reader).entries[0]
    send(reader, at(language, "my-list/"), act="for-other")
    text = reader.get(at(language, "my-list/")).text
    assert entry.ask_for_other.in_language(language) in text
    assert entry.ask.in_language(language) not in text
    send(reader, at(language, "my-list/"), act="for-me")
    assert entry.ask.in_language(language) in reader.get(at(language, "my-list/")).text


def test_words_that_the_guide_has_changed_since_are_shown_beside_those_on_the_list(reader, language):
    question = shipped.guide(SLUG).questions[0]
    old = Text(en="As it was once?", zh_hans="以前这样问？")
    entry = Entry(id="old", slug=SLUG, question=question.id, edition=0, ask=old)
    gone = Entry(id="gone", slug=SLUG, question="no-such-question", edition=0, ask=old)
    token, _sheet = lists.create(lambda sheet: add(gone)(add(entry)(sheet)))
    reader.cookies["my-list"] = token
    text = reader.get(at(language, "my-list/")).text
    now = plain(shipped.guide(SLUG), question.ask)
    assert text.count(old.in_language(language)) >= 2
    assert now.in_language(language) in text
    assert text.count('class="changed"') == 2
    send(reader, at(language, "my-list/"), act="both")
    text = reader.get(at(language, "my-list/")).text
    assert all(now.in_language(each) in text for each in LANGUAGES)


def test_words_that_have_not_changed_are_not_called_changed(reader, language):
    with_questions(reader, language, 3)
    number = library.current(SLUG, language).about.number
    assert all(entry.edition == number for entry in kept(reader).entries)
    assert 'class="changed"' not in reader.get(at(language, "my-list/")).text


def test_the_list_lives_through_the_switch_of_the_language(reader):
    ids = [entry.id for entry in with_questions(reader, LANGUAGES[0], 3).entries]
    for language in LANGUAGES:
        assert on_the_list(reader, language) == ids


def test_a_list_of_a_hundred_takes_no_more_queries_than_one_of_ten(reader, language, django_assert_num_queries):
    def queries(number):
        def many(sheet: Worksheet) -> Worksheet:
            for n in range(number):
                sheet = add(Entry(id=f"e{n}", ask=Text(en=f"Question {n}?", zh_hans=f"Question {n}?")))(sheet)
            return answer("e1", "Yes.", "", base_of(sheet.entry("e1")))(star("e1", True)(sheet))

        reader.cookies["my-list"], _sheet = lists.create(many)
        with django_assert_num_queries(2):
            assert reader.get(at(language, "my-list/")).text.count('class="entry-item') == number

    queries(10)
    queries(100)


@pytest.mark.parametrize("place", ["my-list.txt", "my-list/copy/"])
def test_the_list_as_text_holds_questions_answers_what_matters_and_the_plan(reader, language, place):
    entry = with_questions(reader, language, 4).entries[0]
    act(reader, language, "keep", entry, answer="Line one\nline two", by="Dr. Li", heard="clear")
    send(
        reader, at(language, "my-list/plan/"), act="add", id="s1", what="Call the hospital", who="Mei", by_when="Monday"
    )
    send(reader, at(language, "my-list/"), act="both")
    values = at(language, f"conditions/{SLUG}/values/")
    guide = library.edition(SLUG, 1).guide
    send(reader, values, act="own", id="o1", statement="Seeing my sister's wedding", weight="much")
    value = guide.values[0]
    send(reader, values, act="keep", **{f"value-{value.id}": "some", "were": ""})
    response = reader.get(at(language, place))
    text = unescape(response.text)
    assert plain(guide, value.statement).in_language(language) in text
    assert "Seeing my sister's wedding" in text
    sheet = kept(reader)
    for each in sheet.entries:
        for spoken in LANGUAGES:
            assert each.ask.in_language(spoken) in text
    for words in ("Line one", "line two", "Dr. Li", "Call the hospital", "Mei", "Monday"):
        assert words in text
    if place.endswith(".txt"):
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert "attachment" in response["Content-Disposition"]


@pytest.mark.parametrize("place", ["my-list.txt", "my-list/copy/", "my-list/share/", "my-list/delete/"])
def test_who_has_no_list_is_led_to_where_one_begins(reader, language, place):
    response = reader.get(at(language, place))
    assert response.status_code == 303
    assert response["Location"] == at(language, "my-list/")
    assert not token(reader)
