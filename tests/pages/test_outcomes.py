"""How each kind of outcome is drawn: the gallery's examples and every outcome of the shipped guides.

Holds RC-01, RC-04, RC-07 to RC-10, RC-13, RC-14 and IA-01 to IA-03, IA-05 to IA-08, IA-11, IA-12 (docs/rules.md).
"""

import re

import pytest
from django.test import override_settings

from conditions.guide import wording
from conditions.guide.languages import CHINESE, ENGLISH, other
from conditions.pages.gallery import COMPONENTS, OUTCOMES
from tests.pages.addresses import CONDITIONS

COUNTED = [name for name, outcome in OUTCOMES.items() if outcome.kind == "counted"]


@pytest.fixture
def gallery(reader):
    def open_gallery(language, together: bool = False) -> dict[str, str]:
        with override_settings(DEBUG=True):
            query = f"?with={other(language).code}" if together else ""
            text = reader.get(f"/{language.code}/gallery/{query}").text
        sections = text.split('<section class="gallery-item"')[1:]
        return {re.search(r'id="([^"]+)"', section)[1]: section for section in sections}

    return open_gallery


def test_the_gallery_shows_every_component_in_both_languages(gallery, language):
    assert list(gallery(language)) == [component.name for component in COMPONENTS]
    both = gallery(language, together=True)
    assert all(section.count("twin-side") >= 2 for section in both.values())


def test_the_gallery_is_closed_without_debug(reader, language):
    assert reader.get(f"/{language.code}/gallery/").status_code == 404


@pytest.mark.parametrize("name", COUNTED)
def test_counted_the_table_stands_first_then_both_groups_the_comparison_before(gallery, language, name):
    section, outcome = gallery(language)[name], OUTCOMES[name]
    assert section.index("<table") < section.index("<svg")
    assert section.count('class="array"') == 2
    headings = re.findall(r'<th scope="col">([^<]+)</th>', section)
    comparator, treatment = outcome.comparator.in_language(language), outcome.treatment.in_language(language)
    assert [heading.lower() for heading in headings] == [comparator, treatment]


@pytest.mark.parametrize("name", COUNTED)
def test_counted_each_array_has_a_person_for_each_of_the_denominator_and_says_it_in_a_sentence(gallery, language, name):
    section, outcome = gallery(language)[name], OUTCOMES[name]
    arrays = re.findall(r'<svg class="array"[^>]*role="img" aria-label="([^"]+)">(.*?)</svg>', section, re.DOTALL)
    for (label, drawing), count in zip(arrays, (outcome.control, outcome.treated), strict=True):
        events, rest = drawing.split('<g class="rest">')
        assert events.count("<use") == count
        assert rest.count("<use") == outcome.denominator - count
        assert set(re.findall(r'<use href="([^"]+)"', drawing)) == {"#person"}
        certainty = wording.CERTAINTY_NAME[outcome.certainty][language]
        for part in (str(count), str(outcome.denominator - count), outcome.span.in_language(language), certainty):
            assert part in label


@pytest.mark.parametrize("name", COUNTED)
def test_counted_both_frames_and_the_difference_in_people_are_in_words(gallery, language, name):
    section, outcome = gallery(language)[name], OUTCOMES[name]
    happened = outcome.happened.in_language(language)
    for frequency in (wording.control_frequency(outcome), wording.treated_frequency(outcome)):
        assert wording.both_frames(frequency, happened, language) in section
    assert wording.in_people(
        wording.treated_frequency(outcome), wording.control_frequency(outcome), language
    ) in section  # fmt: skip


def test_the_same_picture_stands_in_both_languages(gallery):
    drawings = [
        re.findall(r"<(?:use|circle|rect) [^>]+>", "".join(gallery(language).values()))
        for language in (ENGLISH, CHINESE)
    ]
    assert drawings[0] == drawings[1]


def test_not_studied_and_not_compared_are_empty_frames_of_the_same_size_that_say_why(gallery, language):
    sections = gallery(language)
    size = re.search(r'class="array" viewBox="([^"]+)"', sections[COUNTED[0]])[1]
    for name, words in (
        ("outcome, untested", wording.NOT_TESTED[language]),
        ("outcome, uncompared", wording.statement(OUTCOMES["outcome, uncompared"], language)),
    ):
        section = sections[name]
        assert f'viewBox="{size}"' in section
        assert 'class="frame"' in section
        assert "<use" not in section
        assert words in section


def test_a_few_people_are_counted_in_words_and_never_out_of_a_hundred(gallery, language):
    section = gallery(language)["outcome, uncompared"]
    assert ("9人中，有2人" if language is CHINESE else "2 of 9 people") in section
    assert not re.search(r"100", section.split("</article>")[0].split("<figure")[0])


def test_no_event_among_enough_people_says_what_could_have_been_missed(gallery, language):
    assert "11" in gallery(language)["outcome, uncompared, no events"]


def test_measured_has_a_sentence_and_no_drawing(gallery, language):
    section = gallery(language)["outcome, measured"]
    assert "<svg" not in section
    assert wording.statement(OUTCOMES["outcome, measured"], language) in section


def test_natural_course_is_one_array_and_never_an_effect(gallery, language):
    section = gallery(language)["outcome, baseline"]
    assert section.count('class="array"') == 1
    assert wording.NATURAL_COURSE[language] in section


@pytest.mark.parametrize("guide", CONDITIONS, ids=lambda guide: guide.slug)
def test_every_shipped_outcome_is_drawn_with_span_population_certainty_reason_and_source(reader, language, guide):
    text = reader.get(f"/{language.code}/conditions/{guide.slug}/evidence/").text
    articles = {re.search(r'id="outcome-([^"]+)"', article)[1]: article for article in text.split("<article")[1:]
                if 'id="outcome-' in article}  # fmt: skip
    outcomes = [outcome for _option, outcome in guide.outcomes()]
    assert set(articles) == {outcome.id for outcome in outcomes}
    for outcome in outcomes:
        article = articles[outcome.id]
        assert article.count("<dt>") >= 5
        assert wording.CERTAINTY_NAME[outcome.certainty][language] in article
        assert len(re.findall(r'<td class="number">', article)) == {"counted": 2, "baseline": 1}.get(outcome.kind, 0)
        for source in outcome.sources:
            assert f"#source-{source}" in article
