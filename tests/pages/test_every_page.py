"""What holds for every readers' page in both languages: language, headers, queries, weight, valid HTML, sources."""

import gzip
import re
from itertools import pairwise

import pytest

from conditions import library
from conditions.guide.languages import LANGUAGES, is_han, other
from tests.pages.addresses import GUIDE, GUIDE_PAGES, PAGES, PARTS_OF_GUIDES, SLUG, WHOLE_GUIDES

KILOBYTE = 1000
# where a reader writes: these pages are theirs alone (tests/worksheets/test_who_may_act.py)
WRITTEN_ON = ("questions/", "values/", "check/")
PUBLIC = [page for page in PAGES if not page.endswith(WRITTEN_ON)]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_in_its_language(reader, language, page):
    response = reader.get(f"/{language.code}/{page}")
    assert response.status_code == 200
    assert f'<html lang="{language.html}">' in response.text
    assert response["Content-Language"] == language.code


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_valid_html(parsed, language, page):
    assert parsed(f"/{language.code}/{page}").find("body") is not None


@pytest.mark.parametrize("page", PAGES)
def test_ids_stand_once_on_a_page_and_inner_links_lead_somewhere(reader, language, page):
    text = reader.get(f"/{language.code}/{page}").text
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


@pytest.mark.parametrize("page", PAGES)
def test_headings_skip_no_level(reader, language, page):
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", reader.get(f"/{language.code}/{page}").text)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("page", PUBLIC)
def test_any_cache_may_keep_a_page_for_a_minute_and_no_reader_is_told_apart(reader, language, page):
    address = f"/{language.code}/{page}"
    first = reader.get(address, headers={"accept-encoding": "gzip"})
    again = reader.get(address, headers={"accept-encoding": "gzip"})
    assert first["Cache-Control"] == "public, max-age=60"
    assert "cookie" not in first.get("Vary", "").lower()
    assert not first.cookies
    assert "csrfmiddlewaretoken" not in gzip.decompress(first.content).decode()
    assert first.content == again.content
    assert first["ETag"] == again["ETag"]


@pytest.mark.parametrize("page", PUBLIC)
def test_a_page_that_has_not_changed_is_not_sent_again(reader, language, page):
    address = f"/{language.code}/{page}"
    etag = reader.get(address)["ETag"]
    response = reader.get(address, headers={"if-none-match": etag})
    assert response.status_code == 304
    assert response.content == b""


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_allowed_but_what_is_our_own(reader, language, page):
    response = reader.get(f"/{language.code}/{page}")
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == ("same-origin" if page in PUBLIC else "strict-origin")
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", response.text)
    assert not re.search(r"<script(?![^>]+src=)", response.text)
    assert not re.search(r"<style", response.text)


@pytest.mark.parametrize("page", [page for page in GUIDE_PAGES if page.startswith(GUIDE)])
def test_a_guide_page_takes_at_most_three_queries_without_cache(reader, language, page, django_assert_max_num_queries):
    library.forget()
    with django_assert_max_num_queries(3):
        reader.get(f"/{language.code}/{page}")


def _weight(reader, address: str) -> int:
    """Bytes over the wire for one page, gzipped (the browser tests add what comes with it)."""
    return len(reader.get(address, headers={"accept-encoding": "gzip"}).content)


@pytest.mark.parametrize("page", ["", *PARTS_OF_GUIDES])
def test_a_page_is_light(reader, language, page):
    assert _weight(reader, f"/{language.code}/{page}") < 45 * KILOBYTE  # of 60; the rest is for the style sheets


@pytest.mark.parametrize("page", WHOLE_GUIDES)
def test_the_whole_guide_is_light_enough_in_one_language_and_in_two(reader, language, page):
    whole = f"/{language.code}/{page}"
    assert _weight(reader, whole) < 135 * KILOBYTE
    assert _weight(reader, f"{whole}?with={other(language).code}") < 235 * KILOBYTE


@pytest.mark.parametrize("page", PAGES)
def test_a_chinese_page_speaks_chinese_and_an_english_page_english(parsed, page):
    """Words of the other language stand only where they are marked as such."""
    for language in LANGUAGES:
        tree = parsed(f"/{language.code}/{page}")
        foreign = other(language)
        for words in _words_in(tree, language.html, language.html):
            if foreign.is_chinese:
                assert not any(map(is_han, words)), words
            elif not words.startswith("doi:") and len(re.findall(r"[A-Za-z]{2,}", words)) > 4:
                assert any(map(is_han, words)), words


def _words_in(element, lang: str, wanted: str):
    lang = element.get("lang", lang) if hasattr(element, "get") else lang
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "title"):
        return
    if lang == wanted and element.text and element.text.strip():
        yield element.text.strip()
    for child in element:
        yield from _words_in(child, lang, wanted)
        if lang == wanted and child.tail and child.tail.strip():
            yield child.tail.strip()


@pytest.mark.parametrize("page", [*GUIDE_PAGES, "glossary/"])
def test_every_citation_leads_to_a_source_that_stands_there(reader, language, page):
    text = reader.get(f"/{language.code}/{page}").text
    for address, source in set(re.findall(r'class="cite" href="([^"#]*)#source-([^"]+)"', text)):
        assert f'id="source-{source}"' in (reader.get(address).text if address else text)


def test_sources_link_to_doi_pubmed_register_or_the_bodys_own_page(reader, language):
    text = reader.get(f"/{language.code}/{GUIDE}sources/").text
    links = re.findall(r'<a href="(https?://[^"]+)" rel="noreferrer"', text)
    assert len(links) > 60
    guide = library.edition(SLUG, 1).guide
    own = {source.url for source in guide.sources}
    known = (
        "https://doi.org/",
        "https://pubmed.ncbi.nlm.nih.gov/",
        "https://clinicaltrials.gov/",
        "https://www.isrctn.com/",
    )
    assert all(link.startswith(known) or link.replace("&amp;", "&") in own for link in links)
    assert len(re.findall(r'<li id="source-', text)) == len(guide.sources)


@pytest.mark.parametrize("page", [GUIDE, "glossary/"])
def test_what_one_reader_puts_into_the_address_is_never_shown_to_the_next(reader, language, page):
    address = f"/{language.code}/{page}"
    library.forget()
    first = reader.get(f"{address}?who=me&next=%22%3E%3Cscript%3E")
    assert "who=me" not in first.text
    assert first.content == reader.get(address).content
