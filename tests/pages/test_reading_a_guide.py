"""What a reader of the guide to chronic migraine finds: claims, mechanisms, ladder, standards, editions, glossary."""

import re

import pytest
from pypinyin import lazy_pinyin

from conditions import library
from conditions.guide import files
from conditions.guide.languages import CHINESE
from conditions.guide.standards import judge
from conditions.pages import selectors
from conditions.reading import names
from tests import shipped
from tests.pages.addresses import CONDITIONS, GUIDE, GUIDES

GUIDE_AS_SHIPPED = shipped.guide("chronic-migraine")

# The ids under which the evidence holds what adverts claim and what they say happens in the body: none may fall out.
CLAIMS = """
    definition biology constant-state acute-medicines preventives treatments-fall-short medication-overuse
    promising-groundbreaking root-cause anti-inflammatory-immune neuroprotection regeneration pain-pathways
    angiogenesis cgrp-reduction immunoprivileged iv-crosses-barrier intrathecal younger-cord-cells other-cells
""".split()
MECHANISMS = """
    trigeminal neuroinflammation cgrp csd genes anti-inflammatory immune neuroprotection regeneration pain-pathways
    angiogenesis less-cgrp paracrine immune-privilege iv-bbb intrathecal self-renewal ipsc-model ipsc-transplant
    neural-stem-cells cgrp-blockers triptans medication-overuse placebo-response
""".split()


def _articles(text: str) -> list[str]:
    return text.split('<article class="claim">')[1:]


def test_every_claim_stands_with_verdict_reason_sources_and_a_question(reader, language):
    articles = _articles(reader.get(f"/{language.code}/{GUIDE}claims/").text)
    assert [re.search(r'id="claim-([^"]+)"', article)[1] for article in articles] == CLAIMS
    for article in articles:
        assert 'class="verdict' in article
        assert "#question-" in article
        assert "#source-" in article


def test_every_mechanism_stands_with_its_rung_what_it_is_about_reason_sources_and_a_question(reader, language):
    articles = _articles(reader.get(f"/{language.code}/{GUIDE}how-it-works/").text)
    assert [re.search(r'id="mechanism-([^"]+)"', article)[1] for article in articles] == MECHANISMS
    for article in articles:
        assert article.count('<i class="here">') == 1
        assert 'class="about-what"' in article
        assert "#question-" in article
        assert "#source-" in article


@pytest.mark.parametrize("page", [GUIDE, f"{GUIDE}evidence/"])
def test_the_ladder_is_lit_only_where_a_study_of_that_kind_was_found(reader, language, page):
    rungs = re.findall(r'<li class="rung rung-(\d)( lit)?">', reader.get(f"/{language.code}/{page}").text)
    assert [bool(lit) for _number, lit in rungs] == [bool(rung.studies) for rung in GUIDE_AS_SHIPPED.ladder]
    assert [bool(lit) for _number, lit in rungs] == [True, False, False, True, False]


@pytest.mark.parametrize("guide", CONDITIONS, ids=lambda guide: guide.slug)
def test_the_comparison_has_five_choices_in_fixed_order_and_no_empty_cell(reader, language, guide):
    text = reader.get(f"/{language.code}/conditions/{guide.slug}/options/").text
    table = text[text.index('<div class="choices') : text.index("</table>")]
    headings = re.findall(r'<th scope="col">([^<]+)</th>', table)
    assert headings == [choice.name.in_language(language) for choice in guide.choices]
    cells = re.findall(r"<td>(.*?)</td>", table, re.DOTALL)
    assert len([cell for cell in cells if "<p>" in cell or "<ul>" in cell]) == 5 * 7


def test_a_term_is_explained_where_it_first_stands_and_not_again(reader, language):
    text = reader.get(f"/{language.code}/{GUIDE}").text
    links = re.findall(r'<a class="term" href="[^"#]+#term-([^"]+)"', text)
    assert links
    assert len(links) == len(set(links))
    first = text.index('class="term"')
    assert text.index('<details class="gloss">', first) - first < 3000


def test_the_page_about_a_guide_is_honest(reader, language):
    text = reader.get(f"/{language.code}/{GUIDE}about/").text
    judged = judge(GUIDE_AS_SHIPPED)
    assert len(judged) == 35
    assert len(re.findall(r'<td class="meter-(?:met|partly|not-met)">', text)) == 35
    states = {judgement.item.id: judgement.state for judgement in judged}
    assert {states[item] for item in ("K12", "K14", "K15", "K16", "K17", "K22", "K23")} == {"not-met"}
    assert text.count('class="meter-not-met"') >= 7
    for day in ("2026", "2027"):
        assert day in text
    assert ("还没有临床医生审阅过" if language is CHINESE else "No clinician has reviewed this guide yet") in text


@pytest.mark.parametrize("guide", CONDITIONS, ids=lambda guide: guide.slug)
def test_qualifying_and_certifying_items_are_all_met(guide):
    met = [judgement.item.id for judgement in judge(guide) if judgement.state == "met"]
    assert {f"{group}{number}" for group in "QC" for number in range(1, 7)} <= set(met)


def test_how_we_made_this_sums_the_standards_up(reader, language):
    text = reader.get(f"/{language.code}/about/how-we-made-this/").text
    assert re.search("6项中达到6项" if language is CHINESE else "6 of 6", text)


def test_every_edition_is_listed_with_its_note(reader, language):
    text = reader.get(f"/{language.code}/{GUIDE}editions/").text
    assert ("第一版。" if language is CHINESE else "First edition.") in text


def test_the_home_page_says_which_guides_are_not_published_yet_and_that_nobody_reviewed_them(reader, language):
    text = reader.get(f"/{language.code}/").text
    assert text.count('<li class="card') == 4
    published = [slug for slug in library.all_current(language) if slug in names.CONDITIONS]
    assert text.count("card-waiting") == 4 - len(published)
    assert ("还没有临床医生审阅过" if language is CHINESE else "Not reviewed by a clinician yet") in text


def test_the_glossary_is_in_the_order_of_the_alphabet_or_of_pinyin_and_says_where_words_are_used(reader, language):
    entries = selectors.glossary(language, library.all_current(language))
    keys = [selectors.sort_key(entry.term, language) for entry in entries]
    assert keys == sorted(keys)
    linked = {term for guide in GUIDES.values() for term in files.linked_terms(guide)}
    assert all(entry.used_in for entry in entries if entry.term.id in linked)
    text = reader.get(f"/{language.code}/glossary/").text
    assert re.findall(r'class="entry" id="term-([^"]+)"', text) == [entry.term.id for entry in entries]


TERMS = {term.id: term for guide in GUIDES.values() for term in guide.terms}


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_the_pinyin_of_a_term_is_its_pinyin(term):
    name = re.sub("（.*?）", "", term.term.zh_hans)
    assert term.pinyin.replace(" ", "") == "".join(lazy_pinyin(name)).lower().replace(" ", "")
