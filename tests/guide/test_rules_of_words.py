"""What the words of a guide must not be, and what a figure needs beside it."""

import pytest

from conditions.guide.document import Text
from conditions.guide.languages import CHINESE, ENGLISH, LANGUAGES, Language
from conditions.guide.rules_of_words import has_figure, measures, relative_alone, running_text
from tests.guide.a_guide import SENTENCE, a_guide, changed, errors, in_each_language, notices

FIGURES_NEED_A_SOURCE = (
    "first_step", "known/point-0/text", "choices/trial/like", "risks/infection/text", "ladder/lab/note",
    "terms/stem-cell/plain", "checks/check-0/answers/yes/teaches",
)  # fmt: skip


def found(words: str, path: str = "first_step") -> list[str]:
    """The places of the errors of a guide with these words in the language that they are in."""
    language = CHINESE if any("\u4e00" <= sign <= "\u9fff" for sign in words) else ENGLISH
    cited = {ENGLISH: "See there [@trial-2020].", CHINESE: "请看那里[@trial-2020]。"}
    own = words if "[@" in words else f"{words} {cited[language]}".replace("。 ", "。")
    other = next(it for it in LANGUAGES if it is not language)
    text = Text(**{language.suffix: own, other.suffix: cited[other]})
    return errors(changed(a_guide(), path, **dict(text)))


def in_(language: Language, path: str = "first_step") -> list[str]:
    return [f"{path} ({language.own_name})"]


@pytest.mark.parametrize(
    "words",
    ["1 in 10 people felt better.", "One in five people felt better.", "It helped 1 in a thousand people."],
)
def test_english_never_says_1_in_x(words: str) -> None:
    """RC-03."""
    assert found(words) == in_(ENGLISH)


@pytest.mark.parametrize(
    "words",
    ["十分之一的人好转了。", "有三分之一的人好转。", "每10人中有1人好转。", "每20人里约1人好转。"],
)
def test_chinese_never_says_1_in_x(words: str) -> None:
    """RC-03."""
    assert found(words) == in_(CHINESE)


@pytest.mark.parametrize(
    "words",
    [
        "12 out of 100 people felt better.",
        "每100人中，有12人好转，88人没有。",
        "每100人中有1人好转。",
        "每1000人中有1人好转。",
        "Put one in each arm.",
    ],
)
def test_people_out_of_100_are_our_own_form(words: str) -> None:
    """RC-01."""
    assert found(words) == []


@pytest.mark.parametrize("words", ["12% felt better.", "12 % felt better.", "Some 12 percent felt better."])
def test_english_has_no_percentage(words: str) -> None:
    """RC-01."""
    assert found(words) == in_(ENGLISH)


@pytest.mark.parametrize("words", ["12%的人好转。", "百分之十二的人好转。", "好转的人有12％。"])
def test_chinese_has_no_percentage(words: str) -> None:
    """RC-01."""
    assert found(words) == in_(CHINESE)


@pytest.mark.parametrize("words", ["The NNT was 8.", "The number needed to treat was 8."])
def test_no_number_needed_to_treat_is_given(words: str) -> None:
    """RC-06."""
    assert found(words) == in_(ENGLISH)


@pytest.mark.parametrize(
    "words", ["Take 61 minus 44.", "It is 61 divided by 44.", "把61和44相减。", "再乘以2。", "再除以2。"]
)
def test_no_sum_is_left_to_the_reader(words: str) -> None:
    """RC-16."""
    assert found(words) in (in_(ENGLISH), in_(CHINESE))


@pytest.mark.parametrize(
    "words",
    [
        "It is a breakthrough.", "It is a miracle.", "It is a wonder cure.", "It is revolutionary.",
        "It is cutting-edge.", "There are no side effects.", "可以根治。", "创造奇迹。", "效果显著。", "疗效确切。",
        "这是突破性进展。", "国际领先。", "有望康复。", "无副作用。", "没有副作用。", "先进疗法。", "减少了3倍。",
    ],
)  # fmt: skip
def test_words_that_sell_are_never_ours(words: str) -> None:
    assert found(words) in (in_(ENGLISH), in_(CHINESE))


@pytest.mark.parametrize("words", ["They may say “no side effects” to you.", "对方会说“没有副作用”。"])
def test_words_that_sell_stand_in_quotation_marks_or_in_adverts(words: str) -> None:
    assert found(words) == []
    assert found(words.replace("“", "").replace("”", ""), "claims/root-cause/claim") == []


@pytest.mark.parametrize("word", ["rare", "rarely", "common", "commonly", "likely", "unlikely", "seldom"])
def test_an_english_word_for_a_chance_has_its_number_in_the_sentence(word: str) -> None:
    """RC-11."""
    assert found(f"This is {word}. It came to 2 out of 100.") == in_(ENGLISH)
    assert found(f"This is {word}: 2 out of 100.") == []


@pytest.mark.parametrize("word", ["罕见", "常见", "偶见", "大概率", "极少"])
def test_a_chinese_word_for_a_chance_has_its_number_in_the_sentence(word: str) -> None:
    """RC-11."""
    assert found(f"这{word}出现。每100人中有2人。") == in_(CHINESE)
    assert found(f"这{word}出现，每100人中有2人。") == []


@pytest.mark.parametrize(
    ("passage", "language", "alone"),
    [
        ("They were twice as likely to feel better.", ENGLISH, True),
        ("Fever came 2.5 times as often.", ENGLISH, True),
        ("Fever came two and a half times as often.", ENGLISH, True),
        ("It doubled the risk.", ENGLISH, True),
        ("It was twice as likely: 4 out of 100, not 2 out of 100.", ENGLISH, False),
        ("Take it twice a day, 3 times a week.", ENGLISH, False),
        ("They had half as many days.", ENGLISH, False),
        ("A double-blind trial.", ENGLISH, False),
        ("发热约为对照组的2.5倍。", CHINESE, True),
        ("每100人中有61人，是对照组的两倍。", CHINESE, True),
        ("从2人升到4人，是两倍，都按100人来数。", CHINESE, False),
        ("每100人中有4人，对照组是2人，是两倍。", CHINESE, False),
        ("用药的人更多。", CHINESE, False),
    ],
)
def test_a_relative_figure_alone_is_told_from_one_with_its_numbers(
    passage: str, language: Language, alone: bool
) -> None:
    """RC-05."""
    assert relative_alone(passage, language) == alone


def test_a_relative_figure_alone_is_a_notice() -> None:
    """RC-05: some sources give no other, and then the guide says so; people should look."""
    text = Text(en="It was twice as likely [@trial-2020].", zh_hans="这是对照组的两倍[@trial-2020]。")
    guide = a_guide(unknown=(*a_guide().unknown[1:], a_guide().unknown[0].model_copy(update={"text": text})))
    expected = [f"unknown/point-0/text ({language.own_name})" for language in LANGUAGES]
    assert [place for place in notices(guide) if place != "about/review"] == expected


# A figure names its source


@pytest.mark.parametrize(
    ("plain", "is_figure"),
    [
        ("12 people", True),
        ("有12人好转", True),
        ("3.5 points", True),
        ("on 21 November 2026", False),
        ("2026年11月21日", False),
        ("since 2014", False),
        ("in the register as NCT04064879", False),
        ("Edition 3", False),
        ("第3版", False),
        ("COVID-19 and IL-6", False),
        ("nobody knows", False),
        ("in 2014, 12 people", True),
    ],
)
def test_dates_editions_and_ids_are_no_figures(plain: str, is_figure: bool) -> None:
    assert has_figure(plain) == is_figure


@in_each_language
@pytest.mark.parametrize("path", FIGURES_NEED_A_SOURCE)
def test_a_figure_names_its_source_in_its_paragraph(path: str, language: Language) -> None:
    words = {"en": "It was tried in 12 people.", "zh_hans": "有12人试过。"}[language.suffix]
    assert errors(changed(a_guide(), path, **{language.suffix: words})) == in_(language, path)


def test_a_citation_vouches_for_its_own_paragraph_only() -> None:
    assert found("12 people tried it [@trial-2020].\n\nNobody else did.") == []
    assert found("Some tried it [@trial-2020].\n\nThey were 12 people.") == in_(ENGLISH)
    assert found("- 12 people [@trial-2020]\n- 13 others") == in_(ENGLISH)


@pytest.mark.parametrize(
    "path",
    ["options/tablet/outcomes/halved/certainty_reason", "options/tablet/harms/tired/how_often",
     "studies/series-2017/found", "trials/nct-1/status", "about/search", "questions/how-many/clear_answer"],
)  # fmt: skip
def test_a_row_that_shows_its_source_beside_it_vouches_for_its_figures(path: str) -> None:
    assert errors(changed(a_guide(), path, en="It was 12 people.", zh_hans="一共12人。")) == []


@pytest.mark.parametrize(
    "path", ["options/tablet/name", "options/tablet/outcomes/halved/what", "risks/infection/title"]
)
def test_names_and_headings_need_no_source_and_no_number(path: str) -> None:
    assert errors(changed(a_guide(), path, en="Common in 12 people", zh_hans="12人，常见")) == []


# Signs and links


@in_each_language
@pytest.mark.parametrize("path", ["first_step", "claims/root-cause/claim", "name", "sources/trial-2020/country"])
def test_the_signs_of_every_text_are_right(path: str, language: Language) -> None:
    """ZH-04; adverts that we quote and names of countries are no exception."""
    guide = changed(a_guide(), path, en="Ask first", zh_hans="先问清楚")
    words = {"en": "Ask first！", "zh_hans": "先问,清楚"}[language.suffix]
    assert errors(changed(guide, path, **{language.suffix: words})) == in_(language, path)


@pytest.mark.parametrize(
    "words",
    ["See <b>this</b>.", "See https://example.org now.", "See <script>this</script>.", "Type javascript:this here."],
)
def test_a_text_holds_neither_markup_nor_an_address(words: str) -> None:
    assert found(words) == in_(ENGLISH)


@pytest.mark.parametrize(
    "words",
    ["Ask about [[Stem Cell]].", "Ask about [[stem-cell|]].", "It was small [@Trial 2020].", "See [[stem-cell].",
     "See *the [[stem-cell]] here*."],
)  # fmt: skip
def test_a_link_that_would_be_shown_as_typed_is_stopped(words: str) -> None:
    assert found(f"{words} See there [@trial-2020].") == in_(ENGLISH)


# Reading level


HARD = (
    "Notwithstanding considerable methodological heterogeneity, investigators subsequently demonstrated "
    "statistically indistinguishable symptomatology. "
)


def test_english_over_the_limit_stops_its_part_alone() -> None:
    """IPDAS K21."""
    assert errors(changed(a_guide(), "risks/infection/text", en=HARD * 3)) == ["risks"]


def test_chinese_over_the_limit_on_average_stops_its_part_alone() -> None:
    """ZR-1: a mean of 25 汉字 to a sentence."""
    assert errors(changed(a_guide(), "risks/infection/text", zh_hans="字" * 26 + "。")) == ["risks"]
    assert errors(changed(a_guide(), "risks/infection/text", zh_hans="字" * 25 + "。")) == []


def test_one_chinese_sentence_over_the_limit_stops_its_text() -> None:
    """ZR-1: none over 45 汉字."""
    short = "短句。" * 10
    path = "risks/infection/text"
    assert errors(changed(a_guide(), path, zh_hans="字" * 46 + "。" + short)) == in_(CHINESE, path)
    assert errors(changed(a_guide(), path, zh_hans="字" * 45 + "。" + short)) == []


def test_only_running_sentences_are_measured() -> None:
    """Headings, names, cells and quoted adverts are left out; so are the glossary's names."""
    guide = a_guide(title=Text(en=HARD, zh_hans="字" * 60))
    guide = changed(guide, "claims/root-cause", claim=Text(en=HARD, zh_hans="字" * 60))
    assert measures(guide) == measures(a_guide())


@in_each_language
def test_citations_are_left_out_and_terms_stand_by_their_names(language: Language) -> None:
    text = Text(en="See [[stem-cell]] now [@trial-2020].", zh_hans="请看[[stem-cell]]一词[@trial-2020]。")
    read = running_text(a_guide(risks=(a_guide().risks[0].model_copy(update={"text": text}),)), language)["risks"]
    assert read == {"en": "See stem cell now.", "zh_hans": "请看干细胞一词。"}[language.suffix]


@in_each_language
def test_every_part_with_sentences_is_measured(language: Language) -> None:
    parts = {"overview", "options", "evidence", "how-it-works", "claims", "risks", "warning-signs", "law",
             "report-harm", "values", "check", "questions", "about", "glossary"}  # fmt: skip
    assert set(running_text(a_guide(), language)) == set(measures(a_guide())) == parts


def test_a_part_in_one_language_is_measured_in_that_language() -> None:
    guide = a_guide(risks=(a_guide().risks[0].model_copy(update={"text": Text(zh_hans=SENTENCE.zh_hans)}),))
    english, chinese = measures(guide)["risks"]
    assert (english.words, chinese.sentences) == (0, 1)
