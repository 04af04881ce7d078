"""How easy a text reads, and whether its signs are right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions.guide import readability
from conditions.guide.readability import chinese, chinese_signs, english, english_signs, english_words, han

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
clauses = st.text(HAN, min_size=1, max_size=12)


def what(found: list[tuple[str, str]]) -> list[str]:
    return [name for name, _ in found]


def test_a_known_english_text_has_its_known_grade() -> None:
    """9 words, 2 sentences, 9 syllables: 0.39 x 4.5 + 11.8 x 1 - 15.59."""
    assert english("The cat sat on the mat. The dog ran.") == readability.English(grade=-2.0, words=9)


def test_a_known_chinese_text_has_its_known_counts() -> None:
    """6 + 4 + 3 汉字 in three sentences of two, one and one clauses."""
    measured = chinese("先问清楚，再说。您想好了？好主意")
    assert measured == readability.Chinese(4.3, 3.2, 6, "先问清楚，再说", 3)


def test_an_empty_text_measures_nothing() -> None:
    assert english("") == readability.English(0.0, 0)
    assert chinese(" \n").sentences == 0
    assert chinese("only Latin. 123").sentences == 0


@pytest.mark.parametrize("term", ["onabotulinumtoxinA", "calcitonin gene-related peptide", "MOH (overuse)"])
def test_a_term_counts_as_one_word_of_two_syllables(term: str) -> None:
    assert english(f"People took {term} for a year.", [term]) == english("People took water for a year.")


def test_a_term_counts_once_in_the_plural_and_in_any_case() -> None:
    assert english("Some medications help us.", ["Medication"]) == english("Some water help us.")


def test_a_term_inside_another_word_is_left_alone() -> None:
    assert english("The category is clear to us.", ["cat"]) == english("The category is clear to us.")


def test_the_longest_of_two_terms_is_matched_first() -> None:
    terms = ["stem cell", "mesenchymal stem cell"]
    assert english("We saw a mesenchymal stem cell there.", terms) == english("We saw a water there.")


def test_a_proper_name_counts_as_one_word_of_two_syllables() -> None:
    assert english("We asked the University of California about it.") == english("We asked the water about it.")


@pytest.mark.parametrize("number", ["3.5", "1,000", "12.75"])
def test_the_point_in_a_number_ends_no_sentence(number: str) -> None:
    whole = number.replace(".", "").replace(",", "")
    assert english(f"It fell by {number} points in a year.") == english(f"It fell by {whole} points in a year.")


def test_a_line_without_a_stop_is_a_sentence_of_its_own() -> None:
    """Items of a list do not run together."""
    assert english("see your own doctor\nask for the count") == english("see your own doctor. ask for the count.")


@settings(deadline=None)
@given(st.text(), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_can_be_measured(text: str, terms: list[str]) -> None:
    assert english(text, terms).words >= 0
    assert chinese(text).longest <= han(text)


@given(st.lists(clauses, min_size=1, max_size=8), st.sampled_from("。！？；\n"))
def test_chinese_sentences_are_counted_by_汉字(sentences: list[str], end: str) -> None:
    measured = chinese(end.join(sentences))
    assert measured.sentences == len(sentences)
    assert measured.longest == max(map(len, sentences))
    assert measured.mean == pytest.approx(sum(map(len, sentences)) / len(sentences), abs=0.051)


@given(st.lists(clauses, min_size=1, max_size=8))
def test_a_comma_ends_a_clause_and_no_sentence(parts: list[str]) -> None:
    measured = chinese("，".join(parts) + "。")
    assert measured.sentences == 1
    assert measured.longest == sum(map(len, parts))
    assert measured.clause == pytest.approx(sum(map(len, parts)) / len(parts), abs=0.051)


@given(st.lists(clauses, min_size=1, max_size=4), st.text("abcXYZ0123456789 .%", max_size=20))
def test_latin_and_digits_are_no_汉字(parts: list[str], latin: str) -> None:
    assert han("".join(parts) + latin) == sum(map(len, parts))


def test_english_words_are_counted_as_written() -> None:
    assert english_words("You don’t need a follow-up, or 2 of them.") == 9


@given(st.lists(clauses, min_size=1, max_size=6), st.sampled_from("，；：、"), st.sampled_from("。？"))
def test_chinese_with_full_width_signs_is_clean(parts: list[str], between: str, end: str) -> None:
    """ZH-04."""
    text = between.join(parts) + end
    assert chinese_signs(text) == []
    assert chinese_signs(f"“{text}”（{text}）") == []


@pytest.mark.parametrize("sign", list(",;:?!"))
@given(before=clauses, after=clauses)
def test_every_half_width_sign_beside_汉字_is_found(sign: str, before: str, after: str) -> None:
    """ZH-04."""
    assert "half-width punctuation" in what(chinese_signs(f"{before}{sign}{after}"))
    assert "half-width punctuation" in what(chinese_signs(f"{before}12{sign}{after}"))
    assert "half-width punctuation" in what(chinese_signs(f"“{before}”{sign}CT"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("先问清楚.再决定。", "half-width full stop"),
        ("干细胞(还没有证实)", "half-width brackets"),
        ("干细胞 (MSC)", "half-width brackets"),
        ("每月 15天", "a typed space between 汉字 and Latin or digits"),
        ("每月15 天", "a typed space between 汉字 and Latin or digits"),
        ("用MRI 检查", "a typed space between 汉字 and Latin or digits"),
        ("下降50% 以上", "a typed space between 汉字 and Latin or digits"),
        ("先问 清楚", "a typed space between 汉字"),
        ("先问， 再决定", "a typed space between 汉字"),
        ("先问 ，再决定", "a typed space between 汉字"),
        ("一共， 12人", "a typed space between 汉字 and Latin or digits"),
        ("用了CT ，再看", "a typed space between 汉字 and Latin or digits"),
        ('他说"没事"', "straight or corner quotes"),
        ("他说「没事」", "straight or corner quotes"),
        ("他说'没事'", "straight or corner quotes"),
        ("先问—再决定", "a dash that is not ——"),
        ("先问--再决定", "a dash that is not ——"),
        ("先问–再决定", "a dash that is not ——"),
        ("比如CT...", "an ellipsis that is not ……"),
        ("还有…", "an ellipsis that is not ……"),
        ("还有。。。", "an ellipsis that is not ……"),
        ("太好了！", "an exclamation mark"),
    ],
)
def test_a_wrong_sign_in_chinese_is_found(text: str, wrong: str) -> None:
    """ZH-03 to ZH-08."""
    assert what(chinese_signs(text)) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "平均3.5天，一共1,000人。",
        "先问清楚——再决定……",
        "DOI是10.1000/xyz(1)，可以查。",
        "他说“没事”。",
        "在2015-11-21查看，Mauskop A, Rothaus KO. Stem Cells: a report.",
        "比例是2:1",
    ],
)
def test_right_signs_in_chinese_are_left_alone(text: str) -> None:
    assert chinese_signs(text) == []


@pytest.mark.parametrize("sign", list("，。；：？（）、"))
def test_every_full_width_sign_in_english_is_found(sign: str) -> None:
    assert what(english_signs(f"Ask first{sign} then decide.")) == ["full-width punctuation"]


def test_chinese_words_and_exclamation_marks_in_english_are_found() -> None:
    assert what(english_signs("Ask 先问 first.")) == ["Chinese words"]
    assert what(english_signs("Ask first!")) == ["an exclamation mark"]
    assert what(english_signs("先问！")) == ["full-width punctuation", "Chinese words"]


@given(st.text())
def test_a_finding_shows_a_passage_of_the_text(text: str) -> None:
    for _, passage in chinese_signs(text) + english_signs(text):
        assert passage in text.replace("\n", " ")
