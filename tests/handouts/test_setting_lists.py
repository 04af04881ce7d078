"""A reader's own words on paper: whatever they wrote is set as words, never read as markup, never lost in silence."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions.guide.languages import CHINESE, ENGLISH
from conditions.guide.vocabulary import Text
from conditions.guide.worksheet import Entry, Step, Worksheet, Written
from conditions.handouts import kinds, typesetting
from conditions.handouts.choices import Choice
from tests.handouts.papers import opened
from tests.handouts.printed import MM, Printed, squeezed

SLUG = "chronic-migraine"
BOTH = (ENGLISH, CHINESE)
LONG = "We were told that it is safe. 医生说很安全。"
WILD = [
    '#import "setting.typ": *',
    '#eval("1 + 1") #sys.inputs #{ panic("no") } #read("/etc/passwd")',
    "$ x^2 $ \\ \\u{1F600} \\# *bold* _it_ `raw` <label> @ref = heading - item + item / term: x // not a comment",
    '"double" \'single\' “curly” ‘curly’ {"json": [1, 2]} \\" \\n %s {page}',
    "/* a comment that never ends",
    "第一行\nsecond line\n\n第四行",
    "安全吗？Is it safe? 每100人中有几人？12 of 100?",
    "囉·〇 ①②③ ½ ≥ µ № é ŭ ž Ж λ Nguyễn",
    "x" * 300,
    "https://example.org/" + "path/" * 40,
]
BOXED = [
    ("😀 hello", "1F600"),
    ("𠮷野家", "20BB7"),
    ("هل هذا آمن؟", "0647"),
    ("האם זה בטוח?", "05D4"),
    ("หมอ", "0E2B"),
]


def a_list(*own, answers=(), plan=()):
    entries = [
        Entry(id=f"{number:016x}", ask=Text(en=words, zh_hans=words), starred=number == 0)
        for number, words in enumerate(own)
    ]
    question = opened(SLUG).guide.questions[0]
    entries.append(
        Entry(
            id="f" * 16, slug=SLUG, question=question.id, edition=1, ask=Text(en="First?", zh_hans="第一问？"),
            asked=True, heard="vague", answers=tuple(Written(text=text, by=by) for text, by in answers),
        )
    )  # fmt: skip
    steps = tuple(Step(id=f"{number:016x}", what=what, who=what[:100]) for number, what in enumerate(plan))
    return Worksheet(entries=tuple(entries), plan=steps)


def printed(worksheet, languages=BOTH, **choice):
    chosen = Choice(languages, **choice)
    sheet = kinds.list_sheet(worksheet, {SLUG: opened(SLUG)}, chosen)
    return Printed.of(typesetting.pdf_of(sheet, chosen))


def within_its_paper(paper):
    width = float(paper.pdf.pages[0].mediabox[2])
    return all(run.left >= 10 * MM and run.right <= width - 10 * MM for run in paper.runs)


@pytest.mark.parametrize("wild", WILD, ids=range(len(WILD)))
def test_what_a_reader_wrote_is_words_and_never_markup(wild):
    paper = printed(a_list(wild, answers=[(wild, wild[:100])], plan=[wild[:300]]))
    assert squeezed(wild) in paper.text
    assert paper.text.count(squeezed(wild)) >= 2
    assert within_its_paper(paper)
    assert "Aframedbox" not in paper.text


@pytest.mark.parametrize(("wild", "code"), BOXED, ids=[code for _wild, code in BOXED])
def test_a_character_that_our_type_lacks_is_boxed_and_the_sheet_says_so(wild, code):
    paper = printed(a_list(wild, answers=[(wild, "")]))
    assert code in paper.text
    assert paper.text.count(squeezed("A framed box stands for a sign that our type does not have.")) == 1
    assert within_its_paper(paper)


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("languages", [(ENGLISH,), (CHINESE,), BOTH], ids=["en", "zh-hans", "both"])
def test_answers_of_two_thousand_characters_are_printed_to_the_last_one(languages, size):
    answers = [((LONG * 60)[:1990] + "THE END 完", "Dr Li"), ("字" * 1990 + "结束", ""), ("w" * 1990 + "STOP", "")]
    paper = printed(a_list(answers=answers, plan=["step " * 60] * 3), languages, size=size)
    for text, _by in answers:
        assert squeezed(text) in paper.text
    assert within_its_paper(paper)
    foot = {run.page: run.base for run in reversed(paper.runs) if run.foot}
    assert all(run.base < foot[run.page] for run in paper.runs if not run.foot)


def test_own_words_stand_once_and_the_guides_words_in_both_languages():
    paper = printed(a_list("Is my own question here?"))
    assert paper.text.count(squeezed("Is my own question here?")) == 1
    assert "First?" in paper.text
    assert "第一问？" in paper.text


def test_ticks_and_stars_are_printed():
    paper = printed(a_list("Mine?"), (ENGLISH,))
    assert paper.text.count("★") == 1
    assert paper.text.count("✓") == 2  # asked, and a vague answer


def test_each_question_has_room_for_its_answer():
    paper = printed(a_list(*(f"Question {number}?" for number in range(12))), (ENGLISH,))
    asked = [run for run in paper.runs if run.words.startswith("Question")]
    assert len(asked) == 12
    for one, next_one in pairwise(asked):
        if one.page == next_one.page:
            assert next_one.base - one.base >= 27 * MM


def test_a_list_of_two_hundred_questions_is_printed_whole():
    paper = printed(a_list(*(f"Question number {number}?" for number in range(199))), (ENGLISH,))
    assert paper.text.count("Questionnumber") == 199


@pytest.mark.parametrize("site", ["", "https://ask-first.example"])
def test_without_an_address_there_is_no_code_and_a_note(site, settings):
    settings.SITE_ADDRESS = site
    paper = printed(a_list("Mine?"), (ENGLISH,))
    note = squeezed("No short address and no QR code")
    assert all((note in paper.foot(page)) is not bool(site) for page in range(paper.sides))


MARKS = st.text(st.sampled_from("xé汉ž\u0300\u0302\u0304\u0308\u030c\u3099ガ👩\u200d\ufe0fا "), max_size=12)


@settings(max_examples=25)
@given(MARKS)
def test_letters_with_any_marks_are_set(own):
    worksheet = a_list(f"{own}?")
    assert printed(worksheet, (ENGLISH,)).sides == 1


@settings(max_examples=25)
@given(st.text(max_size=120), st.text(st.characters(exclude_categories=[]), max_size=120))
def test_no_words_at_all_can_fail_a_sheet(own, answer):
    worksheet = a_list().model_copy()
    entry = worksheet.entries[0].model_copy(
        update={"answers": (Written.model_construct(text=answer, by=own[:50]),), "own": True}
    )
    sheet = kinds.list_sheet(worksheet.model_copy(update={"entries": (entry,)}), {}, Choice((ENGLISH,)))
    assert typesetting.pdf_of(sheet, Choice((ENGLISH,))).startswith(b"%PDF")
