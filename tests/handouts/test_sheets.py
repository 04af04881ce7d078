"""What stands on each sheet: the guide's own words, in every asked language, sourced, within its limits."""

import json
import re

import pytest

from conditions.guide.languages import CHINESE, ENGLISH, is_han
from conditions.guide.markup import words as words_of
from conditions.handouts import clinician, kinds
from conditions.handouts.choices import Choice
from conditions.handouts.drawn import is_good_side
from conditions.handouts.sheets import ANSWER_SPACE, as_data
from conditions.reading import presenters
from tests import shipped
from tests.handouts.papers import GENERAL, ONE_OR_BOTH, SHEETS, blocks, opened, sheet, text_of

CONDITIONS = [slug for slug in shipped.SLUGS if not shipped.guide(slug).general]
ENDORSEMENT = {
    ENGLISH: "This list was prepared for you. Please go through the ticked questions.",
    CHINESE: "这份清单是为您准备的，请逐条回答打了勾的问题。",
}
MOST_WORDS, MOST_HAN = 350, 600


def plain(guide, text, language):
    names = {term.id: term.term.in_language(language) for term in guide.terms}
    return words_of(text.in_language(language), names)


@pytest.mark.parametrize(("slug", "kind"), SHEETS)
@pytest.mark.parametrize("languages", ONE_OR_BOTH, ids=lambda each: "+".join(one.code for one in each))
def test_a_sheet_is_whole_in_each_asked_language(slug, kind, languages):
    paper = sheet(slug, kind, *languages)
    codes = {each.code for each in languages}

    def walk(part):
        if isinstance(part, dict):
            if set(part) & {"en", "zh-hans"}:
                assert set(part) == codes, part
                assert all(part.values())
            for each in part.values():
                walk(each)
        elif isinstance(part, (list, tuple)):
            for each in part:
                walk(each)

    walk(as_data(paper))
    assert json.loads(json.dumps(as_data(paper)))["languages"] == [each.code for each in languages]


@pytest.mark.parametrize(("slug", "kind"), SHEETS)
def test_two_languages_say_what_each_says_alone(slug, kind, language):
    def lines(paper):
        found = []

        def walk(part):
            if isinstance(part, dict):
                if language.code in part:
                    found.append("".join(text for text in pieces(part[language.code])))
                else:
                    for each in part.values():
                        walk(each)
            elif isinstance(part, (list, tuple)):
                for each in part:
                    walk(each)

        def pieces(part):
            if isinstance(part, dict):
                if part["kind"] in ("plain", "emphasis"):
                    yield part["words"]
                elif "pieces" in part:
                    yield from pieces(part["pieces"])
            else:
                for each in part:
                    yield from pieces(each)

        walk(as_data(paper))
        return found

    assert lines(sheet(slug, kind, language)) == lines(sheet(slug, kind, ENGLISH, CHINESE))


@pytest.mark.parametrize(("slug", "kind"), SHEETS)
def test_every_number_of_a_source_is_in_the_list_and_every_source_is_named(slug, kind):
    for languages in ONE_OR_BOTH:
        data = as_data(sheet(slug, kind, *languages))
        written = json.dumps(data["blocks"])
        cited = {int(number) for number in re.findall(r'"kind": "cite", "words": "(\d+)"', written)}
        listed = [
            entry["number"] for block in data["blocks"] if block["kind"] == "sources" for entry in block["entries"]
        ]
        assert listed == list(range(1, len(listed) + 1))
        assert cited == set(listed)


@pytest.mark.parametrize(("slug", "kind"), SHEETS)
def test_no_markup_of_the_guide_is_printed(slug, kind, language):
    printed = text_of(sheet(slug, kind, language))
    assert "[[" not in printed
    assert "[@" not in printed
    assert "%(" not in printed


@pytest.mark.parametrize("slug", CONDITIONS)
def test_the_leaflet_tells_the_guide_in_short(slug, language):
    guide = shipped.guide(slug)
    printed = text_of(sheet(slug, "leaflet", language))
    for text in (guide.main_message, *(point.text for point in (*guide.known, *guide.unknown))):
        for passage in plain(guide, text, language).splitlines():
            assert re.sub(r"\s", "", passage) in re.sub(r"\s", "", printed)
    for choice in guide.choices:
        assert choice.name.in_language(language) in printed
    for risk in guide.risks:
        assert plain(guide, risk.title, language) in printed


@pytest.mark.parametrize("slug", CONDITIONS)
def test_the_leaflet_draws_what_the_overview_draws(slug):
    guide = shipped.guide(slug)
    drawn = blocks(sheet(slug, "leaflet", ENGLISH), "outcome")
    assert len(drawn) == len(guide.shown_first)
    for id, block in zip(guide.shown_first, drawn, strict=True):
        outcome = next(each for _option, each in guide.outcomes() if each.id == id)
        if outcome.kind == "counted":
            assert [(each.events, each.denominator) for each in block.arrays] == [
                (outcome.control, outcome.denominator),
                (outcome.treated, outcome.denominator),
            ]
        if outcome.kind in ("untested", "uncompared"):
            assert not block.arrays
            assert (
                block.empty["en"][0].words == {"untested": "Not studied", "uncompared": "No comparison"}[outcome.kind]
            )


@pytest.mark.parametrize("slug", CONDITIONS)
def test_every_option_of_the_leaflet_has_its_good_and_its_bad_side(slug):
    guide = shipped.guide(slug)
    (table,) = blocks(sheet(slug, "leaflet", ENGLISH), "table")
    assert len(table.rows) == len(guide.options)
    assert all(all(cells) for cells in table.rows)


@pytest.mark.parametrize("slug", CONDITIONS)
def test_the_clinicians_page_stays_short(slug):
    english = text_of(sheet(slug, "clinician", ENGLISH), "table", "sources")
    chinese = text_of(sheet(slug, "clinician", CHINESE), "table", "sources")
    assert len(english.split()) <= MOST_WORDS
    assert sum(map(is_han, chinese)) <= MOST_HAN


@pytest.mark.parametrize("slug", CONDITIONS)
def test_the_clinicians_page_sums_up_good_and_bad_with_certainty(slug, language):
    guide = shipped.guide(slug)
    chosen = clinician.chosen(guide)
    (table,) = blocks(sheet(slug, "clinician", language), "table")
    assert len(table.rows) == len(chosen) <= 7
    assert set(guide.shown_first) <= {outcome.id for _option, outcome in chosen}
    assert any(not is_good_side(outcome) for _option, outcome in chosen)
    assert all(row[0] and row[1] and row[3] for row in table.rows)


@pytest.mark.parametrize("slug", shipped.SLUGS)
@pytest.mark.parametrize("kind", ["clinician", "questions"])
def test_the_line_that_asks_to_go_through_the_list_stands_on_top(slug, kind, language):
    if kind not in kinds.of_guide(shipped.guide(slug)):
        pytest.skip("the general guide has no page for clinicians")
    first = sheet(slug, kind, language).blocks[0]
    assert first.role == "endorsement"
    assert first.passages[language.code][0].pieces[0].words == ENDORSEMENT[language]


@pytest.mark.parametrize("slug", shipped.SLUGS)
@pytest.mark.parametrize("which", ["all", "core"])
def test_questions_are_numbered_through_with_the_first_three_on_top(slug, which, language):
    guide = shipped.guide(slug)
    asked = blocks(sheet(slug, "questions", language, which=which), "question")
    first = presenters.first_questions(guide)
    assert [each.number for each in asked] == list(range(1, len(asked) + 1))
    assert len(asked) == (len(first) if which == "core" else len(guide.questions))
    for question, block in zip(first, asked, strict=False):
        assert block.ask[language.code][0].words == plain(guide, question.ask, language).replace("\n", " ")
    assert all(each.space >= ANSWER_SPACE for each in asked)


@pytest.mark.parametrize("slug", shipped.SLUGS)
def test_aftercare_blames_nobody_and_says_how_to_report_in_every_country(slug, language):
    general = shipped.guide(GENERAL)
    paper = sheet(slug, "aftercare", language)
    printed = text_of(paper)
    assert {"en": "not your fault", "zh-hans": "不是您的错"}[language.code] in printed
    for country in general.countries:
        assert country.name.in_language(language) in printed
        assert re.sub(r"\s", "", plain(general, country.report, language)) in re.sub(r"\s", "", printed)


@pytest.mark.parametrize("slug", CONDITIONS)
def test_what_to_watch_for_comes_from_the_harms_that_the_guide_tells_of_what_is_sold(slug, language):
    guide = shipped.guide(slug)
    printed = text_of(sheet(slug, "aftercare", language))
    for option in guide.options:
        for harm in option.harms:
            if option.choice == "paid-offer":
                assert plain(guide, harm.what, language) in printed


@pytest.mark.parametrize("slug", CONDITIONS)
def test_a_sheet_says_which_edition_of_the_general_guide_it_borrows_from(slug, language):
    paper = sheet(slug, "aftercare", language)
    name = opened(GENERAL).guide.name.in_language(language)
    assert any(name in line for line in text_of(paper).splitlines() if "1" in line)


def test_without_the_general_guide_aftercare_has_what_the_guide_itself_knows(language):
    paper = kinds.guide_sheet("aftercare", opened("chronic-migraine"), None, Choice((language,)))
    assert blocks(paper, "fields")
    assert not [line for line in text_of(paper).splitlines() if "Before you sign" in line]


@pytest.mark.parametrize("kind", ["leaflet", "clinician"])
def test_the_general_guide_has_no_decision_and_so_no_such_sheet(kind):
    with pytest.raises(KeyError):
        sheet(GENERAL, kind, ENGLISH)


def test_every_side_carries_edition_date_and_next_review(language, settings):
    settings.SITE_ADDRESS = "https://ask-first.example"
    foot = sheet("chronic-migraine", "leaflet", language).foot
    line = foot.edition[language.code][0].words
    expected = {
        "en": "Edition 1 · 21 November 2026 · next review May 2027 · not yet reviewed by a clinician",
        "zh-hans": "第1版",
    }[language.code]
    assert expected in line
    assert foot.address == "https://ask-first.example/e/chronic-migraine/1/"
    assert foot.short == "ask-first.example/e/chronic-migraine/1/"
    assert foot.note == {}


def test_without_a_public_address_the_foot_says_why_there_is_no_code(language, settings):
    settings.SITE_ADDRESS = ""
    foot = sheet("chronic-migraine", "leaflet", language).foot
    assert foot.address == foot.short == ""
    assert foot.note[language.code]
