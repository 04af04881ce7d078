"""Check yourself: one question at a time, each answer explained, try again; then four about being ready. No score."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from conditions.guide.languages import Language
from conditions.guide.worksheet import READINESS, Refused, Worksheet
from conditions.worksheets import understanding
from tests.shipped import SLUGS, guide
from tests.worksheets.test_what_matters import CONDITIONS, HTMX, OURS, SLUG, text_of

CHECK = guide(SLUG).checks[0]
RIGHT = next(answer for answer in CHECK.answers if answer.right)
WRONG = next(answer for answer in CHECK.answers if not answer.right)


def page(language: Language, slug: str = SLUG) -> str:
    return f"/{language.code}/conditions/{slug}/check/"


def first_words(text: Any, language: Language) -> str:
    return re.split(r"[\[*@]", text.in_language(language))[0].strip()


def answer(reader: Client, language: Language, id: str, headers: Any = OURS) -> Any:
    return reader.post(page(language), {"act": "answer", "check": CHECK.id, "answer": id}, **headers)


@pytest.mark.parametrize("slug", CONDITIONS)
def test_a_reader_finds_five_questions_and_no_answer_given_away(reader: Client, language: Language, slug: str):
    response = reader.get(page(language, slug))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    content = response.content.decode()
    assert len(re.findall(r'<section class="check-question"', content)) == 5
    assert 'class="taught-' not in content
    assert len(re.findall(r'<fieldset class="ready"', content)) == len(READINESS)


def test_a_wrong_answer_is_explained_and_the_right_one_is_shown_after_it(reader, language):
    response = answer(reader, language, WRONG.id)
    assert response["Location"] == f"{page(language)}#check-{CHECK.id}"
    section = reader.get(page(language)).content.decode().split(f'id="taught-{CHECK.id}"')[1].split("</section>")[0]
    chosen, right = section.split('class="taught-right')
    assert first_words(WRONG.teaches, language) in text_of(chosen)
    assert first_words(RIGHT.teaches, language) in text_of(right)


def test_a_right_answer_is_explained_too(reader, language):
    answer(reader, language, RIGHT.id)
    section = reader.get(page(language)).content.decode().split(f'id="taught-{CHECK.id}"')[1].split("</section>")[0]
    assert first_words(RIGHT.teaches, language) in text_of(section)
    assert "taught-right" not in section


def test_an_answer_can_be_changed_and_all_be_tried_again(reader, language):
    answer(reader, language, WRONG.id)
    answer(reader, language, RIGHT.id)
    content = reader.get(page(language)).content.decode()
    assert re.search(rf'value="{RIGHT.id}" checked', content)
    assert reader.post(page(language), {"act": "again"}, **OURS).status_code == 303
    content = reader.get(page(language)).content.decode()
    assert " checked" not in content
    assert 'class="taught-' not in content


def test_progress_is_told_in_words_and_nothing_is_scored(reader, language):
    def progress() -> str:
        return text_of(reader.get(page(language)).content.decode().split('id="progress"')[1].split("</div>")[0])

    before = progress()
    answer(reader, language, WRONG.id)
    after = progress()
    assert before != after
    assert "1" in after
    assert "5" in after
    assert "%" not in text_of(reader.get(page(language)).content.decode().split('id="progress"')[1])


def test_with_javascript_only_what_was_learnt_comes_back(reader, language):
    content = answer(reader, language, WRONG.id, HTMX).content.decode()
    assert "<html" not in content
    assert content.index(f'id="taught-{CHECK.id}"') < content.index('id="progress"')
    assert 'role="status"' in content


@pytest.mark.parametrize("slug", CONDITIONS)
def test_each_no_gets_advice_with_the_parts_that_help(reader, language, slug):
    sent = {"act": "ready", "were": "", **{f"ready-{item}": "no" for item in READINESS}}
    assert reader.post(page(language, slug), sent, **OURS)["Location"] == f"{page(language, slug)}#advice"
    advice = reader.get(page(language, slug)).content.decode().split('id="advice"')[1].split("</div>")[0]
    assert advice.count("<li>") == len(READINESS)
    links = re.findall(r'href="([^"]+)"', advice)
    assert links
    for link in links:
        assert reader.get(link).status_code == 200, link


def test_four_times_yes_leads_to_the_own_doctor_and_not_to_a_score(reader, language):
    sent = {"act": "ready", "were": "", **{f"ready-{item}": "yes" for item in READINESS}}
    reader.post(page(language), sent, **OURS)
    advice = reader.get(page(language)).content.decode().split('id="advice"')[1].split("</div>")[0]
    assert "<li>" not in advice
    assert "<p>" in advice
    assert not re.search(r"\d", text_of(advice))


def test_a_no_of_another_tab_stays_when_an_old_form_is_sent(reader, language):
    reader.post(page(language), {"act": "ready", "were": "", "ready-sure": "no"}, **OURS)
    reader.post(page(language), {"act": "ready", "were": "", "ready-clear": "yes"}, **OURS)
    content = reader.get(page(language)).content.decode()
    assert re.search(r'name="ready-sure" value="no" checked', content)
    assert re.search(r'name="ready-clear" value="yes" checked', content)


@pytest.mark.parametrize("headers", [OURS, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    "sent",
    [
        {"act": "answer", "check": CHECK.id},
        {"act": "answer", "check": CHECK.id, "answer": "no-such-answer"},
        {"act": "answer", "check": "no-such-question", "answer": RIGHT.id},
        {"act": "answer"},
        {"act": "ready", "ready-sure": "maybe"},
        {"act": "ready", "ready-rich": "yes"},
        {"act": "\x00"},
        {},
    ],
    ids=str,
)
def test_what_cannot_be_kept_is_told_and_changes_nothing(reader, language, headers, sent):
    answer(reader, language, WRONG.id)
    response = reader.post(page(language), sent, **headers)
    assert response.status_code == 400
    assert re.search(r'class="(notice|error)"', response.content.decode())
    after = reader.get(page(language)).content.decode()
    assert re.search(rf'value="{WRONG.id}" checked', after)
    assert len(re.findall(" checked", after)) == 1


def test_every_question_about_being_ready_has_its_advice():
    for slug in SLUGS:
        items = understanding.readiness(guide(slug), Worksheet(), {}).items
        assert [item.id for item in items] == list(READINESS)
        assert all(item.ask and item.advice and item.parts for item in items)


@given(
    st.dictionaries(
        st.sampled_from(["act", "check", "answer", "were"]) | st.text(max_size=20).map("ready-".__add__),
        st.text(max_size=40),
    )
)
def test_whatever_is_sent_is_kept_or_refused(sent):
    sheet = Worksheet()
    for make in (understanding.answer_change, understanding.readiness_change):
        try:
            change = make(guide(SLUG), sent)
            sheet = change(sheet) if change else sheet
        except Refused:
            pass
    understanding.asked(guide(SLUG), sheet)
    understanding.readiness(guide(SLUG), sheet, sent)


def test_the_list_shows_what_was_said_so_far_and_where_to_change_it(reader, language):
    first, second = guide(SLUG).values[:2]
    values = page(language).replace("/check/", "/values/")
    reader.get(f"/{language.code}/my-list/")
    sent = {"act": "own", "statement": "To <b>sleep</b>", "id": "a1", "weight": "some", "were": ""}
    reader.post(values, {**sent, f"value-{first.id}": "much", f"value-{second.id}": "little"}, **OURS)
    reader.post(page(language), {"act": "ready", "were": "", "ready-sure": "no"}, **OURS)
    said = reader.get(f"/{language.code}/my-list/").content.decode().split('id="so-far"')[1].split("</section>")[0]
    assert first.statement.in_language(language) in text_of(said)
    assert second.statement.in_language(language) not in text_of(said)
    assert "To &lt;b&gt;sleep&lt;/b&gt;" in said
    assert f'href="{values}"' in said
    assert f'href="{page(language)}#readiness"' in said


def test_a_list_on_which_nothing_was_said_of_it_does_not_speak_of_it(reader, language):
    assert 'id="so-far"' not in reader.get(f"/{language.code}/my-list/").content.decode()


def test_a_plan_that_was_refused_stands_on_a_page_of_its_own(reader, language):
    address = f"/{language.code}/my-list/plan/"
    response = reader.post(address, {"act": "add", "id": "a1", "what": " ", "who": "Me <3"}, **OURS)
    assert response.status_code == 400
    assert 'value="Me &lt;3"' in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()
    response = reader.post(address, {"act": "add", "id": "a1", "what": "Call", "who": "Me <3"}, **OURS)
    assert response["Location"] == f"/{language.code}/my-list/#plan"
    assert "Me &lt;3" in reader.get(f"/{language.code}/my-list/").content.decode()
