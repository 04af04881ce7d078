"""Every figure on a page stands in the reviewer's table, beside what its sources found."""

import re

import pytest

from conditions.guide import figures, files
from conditions.guide.languages import ENGLISH, LANGUAGES
from tests import shipped
from tests.pages.addresses import GUIDES, parts_of

# What stands on a page and is no figure of the guide: citations, lists of sources, editions, reading levels, dates
ASIDE = {"cite", "facts", "citation", "source-links", "source-facts", "levels", "meter", "crumb", "contents", "pager"}
# Numbers in the words of the interface itself: "one of 100 people", "the 35 items", the limits of reading level,
# the characters that own words may have
OF_THE_INTERFACE = {"100", "35", "8", "25", "45", "300"}


def _words(element, classes=frozenset()):
    own = set((element.get("class") or "").split())
    if own & ASIDE or element.tag in ("script", "style", "nav", "header", "footer"):
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _words(child)
        yield child.tail or ""


@pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)
def test_every_figure_on_a_page_is_in_the_reviewers_table(parsed, language, guide):
    table = " ".join(row.in_language(language) for row in figures.figures(guide))
    known = figures.numbers(table) | OF_THE_INTERFACE
    for page in parts_of(guide):
        tree = parsed(f"/{language.code}/{page}")
        main = next(element for element in tree.iter("main"))
        shown = {number for words in _words(main) for number in figures.numbers(words)}
        assert shown <= known, page


@pytest.mark.parametrize("slug", files.slugs())
def test_every_row_of_the_table_names_a_source_with_its_finding(slug):
    guide = shipped.guide(slug)
    bare = [row.place for row in figures.figures(guide) if not row.findings]
    # names, spans and steps to take hold digits that no study found; the rest must be vouched for
    allowed = re.compile(
        r"^(?:options/[^/]+/name|terms/|about/|first_step|choices/|checks/|questions/|values/|mechanisms/[^/]+/(?:name|said))"
    )
    assert not [place for place in bare if not allowed.match(place)]


def test_the_table_shows_both_languages_of_a_passage_side_by_side():
    rows = figures.figures(shipped.guide("chronic-migraine"))
    for row in rows:
        if "outcomes" in row.place and "worked out" in row.place:
            english, chinese = (figures.numbers(row.in_language(language)) for language in LANGUAGES)
            assert english == chinese, row.place
    assert any("61 out of 100" in row.in_language(ENGLISH) for row in rows)
