"""What changed between two guides: word by word, part by part, and nothing left out."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.guide.differences import differences, pieces
from conditions.guide.document import Text
from conditions.guide.languages import CHINESE, ENGLISH
from conditions.guide.places import walk
from tests.guide.a_guide import SENTENCE, a_guide, a_question, an_outcome, changed

# words that stand close together in real texts, so that old and new texts share much
FRAGMENTS = st.lists(
    st.sampled_from(["pain ", "eased ", "in 1,234 ", "61 ", "people", ". ", "\n\n", "- ", "[[msc|cells]]", "[@a-2020]",
                     "每100人中", "有", "61人", "好转", "，", "。", "*", "’s ", "é", "😀"]),
    max_size=25,
).map("".join)  # fmt: skip
TEXTS = st.one_of(FRAGMENTS, st.text(max_size=40))


def rebuilt(found, *, without: str) -> str:
    return "".join(piece.words for piece in found if piece.kind != without)


@given(old=TEXTS, new=TEXTS)
def test_the_pieces_hold_the_old_text_and_the_new_one_whole(old: str, new: str) -> None:
    found = pieces(old, new)
    assert rebuilt(found, without="added") == old
    assert rebuilt(found, without="removed") == new
    assert all(piece.words for piece in found)


@given(text=TEXTS)
def test_a_text_that_stayed_has_no_change_in_it(text: str) -> None:
    assert {piece.kind for piece in pieces(text, text)} <= {"same"}


@pytest.mark.parametrize(
    ("old", "new", "went", "came"),
    [
        ("In 61 of 100 people.", "In 66 of 100 people.", ["61"], ["66"]),
        ("1,234 people", "1,235 people", ["1,234"], ["1,235"]),
        ("It is 0.74 points.", "It is 0.7 points.", ["0.74"], ["0.7"]),
        ("每100人中，有12人好转。", "每100人中，有13人好转。", ["12"], ["13"]),
        ("我们不知道。", "我们还不知道。", [], ["还"]),
        ("See [[msc|cells]].", "See [[msc|the cells]].", ["[[msc|cells]]"], ["[[msc|the cells]]"]),
        ("Known [@a-2020].", "Known [@b-2021].", ["[@a-2020]"], ["[@b-2021]"]),
        ("the patient’s doctor", "the patient's doctor", ["patient’s"], ["patient's"]),
    ],
)
def test_a_number_a_word_and_a_link_change_as_a_whole(old, new, went, came) -> None:
    found = pieces(old, new)
    assert [piece.words for piece in found if piece.kind == "removed"] == went
    assert [piece.words for piece in found if piece.kind == "added"] == came


def test_neighbouring_words_change_as_one_run() -> None:
    found = pieces("They take one small pill.", "They take two large doses.")
    assert [piece.words for piece in found if piece.kind != "same"] == ["one small pill", "two large doses"]


def test_a_guide_has_no_differences_from_itself() -> None:
    assert differences(a_guide(), a_guide()) == ()
    assert differences(a_guide(), a_guide(), as_read=True) == ()


def test_a_changed_text_is_found_at_its_place_in_the_language_that_changed() -> None:
    new = changed(a_guide(), "claims/root-cause", because=Text(en="We know this little.", zh_hans=SENTENCE.zh_hans))
    (change,) = differences(a_guide(), new)
    assert (change.path, change.part, change.kind) == ("claims/root-cause", "claims", "changed")
    (text,) = change.texts
    assert text.field == "because"
    assert list(text.pieces) == [ENGLISH]
    assert change.differs_in(ENGLISH)
    assert not change.differs_in(CHINESE)


def test_every_text_of_a_guide_is_compared() -> None:
    """Each text in turn is changed, and each time exactly that one is found."""
    guide = a_guide()
    for place, text in walk(guide):
        path, _, field = place.path.rpartition("/")
        if not path:
            path, field = "", place.path
        new_text = Text(en=f"{text.en} More.", zh_hans=f"{text.zh_hans}还有。")
        new = changed(guide, path, **{field: new_text}) if path else a_guide(**{field: new_text})
        found = differences(guide, new)
        assert [f"{change.path}/{inner.field}".rstrip("/") for change in found for inner in change.texts] == [
            place.path
        ]
        assert set(found[0].texts[0].pieces) == {ENGLISH, CHINESE}


def test_numbers_dates_and_fixed_words_are_compared() -> None:
    guide = a_guide()
    new = changed(guide, "options/tablet/outcomes/halved", treated=62, certainty="low", sources=("cohort-2015",))
    (change,) = differences(guide, new)
    assert change.path == "options/tablet/outcomes/halved"
    assert {(value.field, value.old, value.new) for value in change.values} == {
        ("treated", 61, 62), ("certainty", "moderate", "low"), ("sources", ("trial-2020",), ("cohort-2015",)),
    }  # fmt: skip
    later = guide.about.model_copy(update={"next_review": datetime.date(2028, 1, 1)})
    (change,) = differences(guide, a_guide(about=later))
    assert (change.path, change.part, change.values[0].field) == ("about", "about", "next_review")


def test_what_came_and_what_went_stands_with_all_its_words() -> None:
    guide = a_guide()
    fresh = a_question("brand-new", None)
    new = a_guide(questions=(*guide.questions[1:], fresh))
    gone, came = differences(guide, new)
    assert (gone.path, gone.kind) == ("questions/which-cells", "removed")
    assert (came.path, came.kind) == ("questions/brand-new", "added")
    assert {piece.kind for text in gone.texts for run in text.pieces.values() for piece in run} == {"removed"}
    assert {text.field for text in came.texts} == {"ask", "why", "clear_answer", "warning_answer"}
    assert ("topic", None, "risks") in {(value.field, value.old, value.new) for value in came.values}


def test_an_outcome_added_below_an_option_is_found_where_it_stands() -> None:
    guide = a_guide()
    option = guide.options[0]
    new = changed(guide, "options/tablet", outcomes=(*option.outcomes, an_outcome("more", "baseline")))
    (change,) = differences(guide, new)
    assert (change.path, change.kind) == ("options/tablet/outcomes/more", "added")


def test_the_first_of_a_list_and_the_last_of_it_are_found() -> None:
    guide = a_guide()
    assert {change.kind for change in differences(guide, a_guide(claims=()))} == {"removed"}
    assert {change.kind for change in differences(a_guide(claims=()), guide)} == {"added"}


def test_one_part_that_moves_past_others_is_the_only_one_said_to_move() -> None:
    guide = a_guide()
    first, *rest = guide.questions
    (change,) = differences(guide, a_guide(questions=(*rest, first)))
    assert (change.path, change.kind, change.moved) == (f"questions/{first.id}", "moved", (1, len(guide.questions)))


@given(st.permutations(range(8)))
def test_taking_the_moved_ones_away_leaves_the_order_as_it_was(order: list[int]) -> None:
    questions = [a_question(f"q-{number}") for number in range(8)]
    found = differences(a_guide(questions=tuple(questions)), a_guide(questions=tuple(questions[at] for at in order)))
    moved = {change.path.rpartition("/")[2] for change in found}
    stayed = [questions[at].id for at in order if questions[at].id not in moved]
    assert stayed == sorted(stayed)


def test_a_new_source_behind_a_sentence_is_no_change_of_what_is_read() -> None:
    guide = a_guide()
    new = a_guide(natural_course=Text(en="It often eases [@trial-2020].", zh_hans="它常常会缓解[@trial-2020]。"))
    assert differences(guide, new)
    assert differences(guide, new, as_read=True) == ()


def test_what_is_read_shows_terms_by_their_names() -> None:
    new = a_guide(what_it_is=Text(en="It is a pain. See the [[stem-cell]].", zh_hans="这是一种痛，也见[[stem-cell]]。"))
    (change,) = differences(a_guide(), new, as_read=True)
    assert "".join(piece.words for piece in change.texts[0].pieces[ENGLISH]).endswith("stem cell.")


def test_two_parts_with_one_id_are_compared_one_by_one() -> None:
    """A guide in the making may break this rule; nothing may be lost for it."""
    twice = (a_question("same"), a_question("same"))
    found = differences(a_guide(questions=twice), a_guide(questions=(*twice, a_question("same"))))
    assert [change.kind for change in found] == ["added"]


def test_what_a_source_found_is_compared_by_what_it_is_about() -> None:
    guide = a_guide()
    source = guide.sources[0]
    found = {"outcome": "pain", "result": "less"}
    with_one = source.model_validate({**source.model_dump(), "findings": [found]})
    more = source.model_validate({**source.model_dump(), "findings": [{**found, "result": "much less"}]})
    old, new = (a_guide(sources=(first, *guide.sources[1:])) for first in (with_one, more))
    (change,) = differences(old, new)
    assert change.path == f"sources/{source.id}/findings/pain"
    assert [(value.old, value.new) for value in change.values] == [("less", "much less")]
