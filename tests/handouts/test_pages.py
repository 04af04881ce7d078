"""The print pages: every kind of every guide opens, a bad choice is told, and nothing is left behind."""

import re

import html5lib
import pytest

from conditions.guide.languages import CHINESE, ENGLISH
from conditions.handouts import kinds
from tests import shipped
from tests.handouts.papers import GENERAL, SHEETS, sheet, text_of

CHOICES = ["", "?languages=en,zh-hans", "?languages=zh-hans,en&size=large&paper=letter", "?which=core"]
SLUG = "chronic-migraine"


def path(language, slug, kind, end="/"):
    return f"/{language.code}/conditions/{slug}/handouts/{kind}{end}"


@pytest.mark.parametrize(("slug", "kind"), SHEETS)
def test_a_handout_opens_with_what_stands_on_its_sheet(reader, language, slug, kind):
    response = reader.get(path(language, slug, kind))
    assert response.status_code == 200
    tree = html5lib.parse(response.content, namespaceHTMLElements=False)
    shown = re.sub(r"\s", "", "".join(tree.itertext()))
    lines = text_of(sheet(slug, kind, language), "sources").splitlines()
    for line in lines[:-1] if kind == "aftercare" else lines:  # its last line tells the day of publishing
        assert re.sub(r"\s", "", line) in shown


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("kind", kinds.KINDS)
def test_a_handout_is_valid_html_without_styles_or_scripts_of_its_own(reader, language, kind, choice):
    response = reader.get(path(language, SLUG, kind) + choice)
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.content)
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", response.text)
    assert "<style" not in response.text
    ids = re.findall(r'\sid="([^"]+)"', response.text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', response.text)) <= set(ids)


@pytest.mark.parametrize("slug", shipped.SLUGS)
def test_a_reader_finds_every_handout_of_a_guide_and_its_pdf(reader, language, slug):
    text = reader.get(f"/{language.code}/conditions/{slug}/handouts/").text
    for kind in kinds.of_guide(shipped.guide(slug)):
        assert f'href="{path(language, slug, kind)}?languages={language.code}"' in text
        assert f'href="{path(language, slug, kind, ".pdf")}?languages={language.code}"' in text


@pytest.mark.parametrize("end", ["/", ".pdf"])
@pytest.mark.parametrize("kind", ["leaflet", "clinician"])
def test_the_general_guide_has_no_sheet_that_needs_a_decision(reader, language, kind, end):
    assert reader.get(path(language, GENERAL, kind, end)).status_code == 404


@pytest.mark.parametrize("address", [f"{SLUG}/handouts/poster/", f"{SLUG}/handouts/poster.pdf", "no-such/handouts/"])
def test_what_does_not_exist_is_not_found(reader, language, address):
    assert reader.get(f"/{language.code}/conditions/{address}").status_code == 404


@pytest.mark.parametrize("query", ["languages=xx", "size=huge", "paper=a3", "which=none", "languages=en,en&size=7"])
@pytest.mark.parametrize("end", ["/", ".pdf"])
def test_a_bad_choice_gives_the_page_with_a_message(reader, language, query, end):
    response = reader.get(f"{path(language, SLUG, 'questions', end)}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/html")
    assert 'role="alert"' in response.text
    assert "Cache-Control" not in response or "public" not in response["Cache-Control"]


def test_what_stood_in_the_address_is_shown_as_words(reader, language):
    response = reader.get(path(language, SLUG, "questions"), {"size": "<script>alert(1)</script>"})
    assert response.status_code == 400
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_any_cache_may_keep_a_handout_and_an_unchanged_one_is_not_sent_again(reader, language, kind):
    address = path(language, SLUG, kind)
    first = reader.get(address)
    assert first["Cache-Control"] == "public, max-age=60"
    assert not first.cookies
    assert reader.get(address).content == first.content
    assert reader.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_a_handout_opens_as_a_pdf_with_a_name_that_says_what_it_is(reader, language, kind):
    address = path(language, SLUG, kind, ".pdf")
    response = reader.get(address, {"size": "large"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{SLUG}-1-{kind}-{language.code}-large.pdf"'
    assert response["Cache-Control"] == "public, max-age=60"
    assert response.content.startswith(b"%PDF")
    again = reader.get(address, {"size": "large"}, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_two_languages_stand_side_by_side_each_marked(reader, language):
    text = reader.get(path(language, SLUG, "questions"), {"languages": "en,zh-hans"}).text
    asked = re.findall(r'<p class="paper-ask"><span lang="(\S+)">.+?</span> <span lang="(\S+)">', text)
    assert set(asked) == {("en", "zh-Hans")}
    assert len(asked) == len(shipped.guide(SLUG).questions)


def test_with_a_public_address_every_sheet_bears_the_code_of_its_edition(reader, language, settings):
    settings.SITE_ADDRESS = "https://ask-first.example"
    text = reader.get(path(language, SLUG, "leaflet")).text
    assert '<svg viewBox="0 0' in text
    assert "ask-first.example/e/chronic-migraine/1/" in text


@pytest.mark.parametrize("address", ["my-list/print/", "my-list.pdf"])
def test_without_a_list_the_page_says_so_and_nothing_is_kept(reader, language, address):
    response = reader.get(f"/{language.code}/{address}")
    assert response.status_code == 404
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_reading_a_handout_takes_few_queries(reader, language, django_assert_max_num_queries):
    reader.get(path(language, SLUG, "aftercare"))
    with django_assert_max_num_queries(3):
        reader.get(path(language, SLUG, "aftercare"))


def test_both_languages_of_a_sheet_are_the_same_under_both_addresses(reader):
    sheets = [
        re.search(
            r'<div class="paper .*?</footer>',
            reader.get(path(each, SLUG, "questions"), {"languages": "en,zh-hans"}).text,
            re.S,
        )[0]
        for each in (ENGLISH, CHINESE)
    ]
    assert re.sub(r"\s", "", sheets[0]) == re.sub(r"\s", "", sheets[1])
