"""A reader's own list on paper: stars on top, own words as they were typed, answers, what matters, the plan."""

import pytest
from django.utils.safestring import SafeString

from conditions.guide.languages import CHINESE, ENGLISH
from conditions.guide.vocabulary import Text
from conditions.guide.worksheet import Entry, Rating, Step, Worksheet, Written
from conditions.handouts import kinds, showing
from conditions.handouts.choices import Choice
from conditions.handouts.sheets import ANSWER_SPACE
from tests.handouts.papers import blocks, opened, text_of

SLUG = "chronic-migraine"
WILD = [
    '#import "x": *',
    "$ \\alpha $ \\ \" ' ` <script>alert(1)</script> {{ x }} {% url %} [[term]] [@source] *stars*",
    "第一行\nsecond line\n第三行",
    "هل هذا آمن؟ 安全吗？ Is it safe?",
    "😀 𠮷野家 é",
]


def a_list(**fields):
    question = opened(SLUG).guide.questions[0]
    entries = (
        Entry(
            id="a", slug=SLUG, question=question.id, edition=1, whom="clinic", ask=Text(en="First?", zh_hans="第一问？")
        ),
        Entry(id="b", ask=Text(en="My own?", zh_hans="My own?"), starred=True, asked=True, heard="vague"),
        Entry(
            id="c",
            ask=Text(en="我自己的？", zh_hans="我自己的？"),
            answers=(Written(text="Yes", by="Dr L"), Written(text="No")),
        ),
    )
    return Worksheet(entries=entries, **fields)


def paper(worksheet, *languages):
    return kinds.list_sheet(worksheet, {SLUG: opened(SLUG)}, Choice(languages or (ENGLISH,)))


def test_stars_come_first_and_the_numbers_run_through():
    asked = blocks(paper(a_list()), "question")
    assert [(each.number, each.starred) for each in asked] == [(1, True), (2, False), (3, False)]
    assert asked[0].ask["en"][0].words == "My own?"
    assert all(each.space >= ANSWER_SPACE for each in asked)


def test_what_was_ticked_is_ticked_on_paper():
    asked = blocks(paper(a_list()), "question")
    assert asked[0].ticked == (0, 2)
    assert asked[0].boxes[2]["en"][0].words == "Vague answer"
    assert asked[1].ticked == ()


def test_own_words_stand_once_in_the_language_they_are_in():
    asked = blocks(paper(a_list(), ENGLISH, CHINESE), "question")
    assert [(each.own, each.own_language) for each in asked] == [(True, "en"), (False, ""), (True, "zh-hans")]
    assert len(asked[0].ask) == len(asked[2].ask) == 1
    assert set(asked[1].ask) == {"en", "zh-hans"}


def test_two_answers_to_one_question_are_both_printed():
    assert [(each.text, each.by) for each in blocks(paper(a_list()), "question")[2].answers] == [
        ("Yes", "Dr L"),
        ("No", ""),
    ]


def test_somebody_who_asks_for_another_finds_the_second_wording():
    entry = Entry(
        id="a",
        ask=Text(en="Can I?", zh_hans="我能吗？"),
        ask_for_other=Text(en="Can she?", zh_hans="她能吗？"),
        question="q",
    )
    for other, words in ((False, "Can I?"), (True, "Can she?")):
        (asked,) = blocks(paper(Worksheet(entries=(entry,), for_other=other)), "question")
        assert asked.ask["en"][0].words == words


def test_what_matters_and_the_plan_are_printed(language):
    value = opened(SLUG).guide.values[0]
    ratings = (
        Rating(slug=SLUG, value=value.id, weight="much"),
        Rating(slug=SLUG, id="x", statement=Text(en="My dog", zh_hans="My dog"), weight="some"),
        Rating(slug="gone", value="gone", weight="little"),
    )
    printed = text_of(
        paper(a_list(ratings=ratings, plan=(Step(id="s", what="Call", who="Li", by_when="May"),)), language)
    )
    assert value.statement.in_language(language)[:10] in printed
    for words in ("My dog", "Call", "Li", "May"):
        assert words in printed


@pytest.mark.parametrize("words", WILD)
def test_a_readers_words_are_data_whatever_they_look_like(words):
    entry = Entry(id="a", ask=Text(en=words, zh_hans=words), answers=(Written(text=words * 20),))
    (asked,) = blocks(paper(Worksheet(entries=(entry,))), "question")
    assert [piece.words for piece in asked.ask["en"]] == [words]
    assert asked.answers[0].text == words * 20
    shown = showing.words(asked.ask)
    assert isinstance(shown, SafeString)
    assert "<script>" not in shown


def test_an_empty_list_makes_a_sheet_too(language):
    assert paper(Worksheet(), language).blocks


def test_a_list_from_one_guide_has_its_address_and_one_from_several_the_sites(settings):
    settings.SITE_ADDRESS = "https://ask-first.example"
    assert paper(a_list()).foot.address.endswith(f"/e/{SLUG}/1/")
    entries = tuple(
        Entry(id=slug, slug=slug, question="q", ask=Text(en="?", zh_hans="？")) for slug in (SLUG, "chronic-pain")
    )
    both = kinds.list_sheet(
        Worksheet(entries=entries), {slug: opened(slug) for slug in (SLUG, "chronic-pain")}, Choice((ENGLISH,))
    )
    assert both.foot.address == "https://ask-first.example/"
