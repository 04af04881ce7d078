"""Choosing a language, switching it, and reading two side by side."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.guide.languages import CHINESE, ENGLISH, LANGUAGES, other
from tests.pages.addresses import GUIDE, GUIDE_PAGES, PAGES


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("", ENGLISH),
        ("en-GB,en;q=0.9", ENGLISH),
        ("zh-CN,zh;q=0.9,en;q=0.8", CHINESE),
        ("zh-TW", CHINESE),
        ("fr,zh;q=0.4,en;q=0.8", ENGLISH),
        ("en;q=0.1,zh;q=0.9", CHINESE),
        ("nonsense;q=x,,;;", ENGLISH),
    ],
)
def test_the_door_offers_both_languages_the_browsers_preference_first(reader, asked, first):
    response = reader.get("/", headers={"accept-language": asked})
    assert response.status_code == 200
    assert "Accept-Language" in response["Vary"]
    assert "Cookie" not in response["Vary"]
    assert re.findall(r'<a class="button" href="([^"]+)"', response.text) == [
        f"/{first.code}/",
        f"/{other(first).code}/",
    ]
    assert "Read in English" in response.text
    assert "用中文阅读" in response.text


@given(header=st.text(alphabet=st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_browser_can_ask_so_strangely_that_the_door_fails(reader, header):
    assert reader.get("/", headers={"accept-language": header}).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_the_switch_leads_to_the_same_page_in_the_other_language(reader, language, page):
    twin = other(language)
    text = reader.get(f"/{language.code}/{page}").text
    switch = re.search(r'<a class="switch" href="([^"]+)" lang="([^"]+)"', text)
    assert switch.groups() == (f"/{twin.code}/{page}", twin.html)
    assert reader.get(switch[1]).status_code == 200


@pytest.mark.parametrize("page", GUIDE_PAGES)
def test_headings_lead_to_the_same_place_in_the_other_language(reader, language, page):
    here = reader.get(f"/{language.code}/{page}").text
    there = reader.get(f"/{other(language).code}/{page}").text
    for address, place in re.findall(r'class="here" href="([^"#]+)#([^"]+)"', here):
        assert address == f"/{other(language).code}/{page}"
        assert f'id="{place}"' in there


@pytest.mark.parametrize("page", [page for page in GUIDE_PAGES if "editions" not in page])
def test_two_languages_stand_side_by_side_block_by_block(reader, language, page):
    twin = other(language)
    text = reader.get(f"/{language.code}/{page}?with={twin.code}").text
    blocks = re.findall(r'<div class="twin"><div class="twin-side" lang="([^"]+)">', text)
    assert blocks
    assert set(blocks) == {language.html}
    assert text.count(f'<div class="twin-side" lang="{twin.html}">') == len(blocks)
    assert f'href="/{twin.code}/{page}?with={language.code}"' in text


def test_both_sides_of_a_block_say_the_same_number_of_people(reader):
    text = reader.get(f"/en/{GUIDE}evidence/?with=zh-hans").text
    english = re.findall(r'figure-count">(\d+) out of (\d+)<', text)
    chinese = re.findall(r'figure-count">(\d+)人中(\d+)人<', text)
    assert english == [(events, people) for people, events in chinese]
    assert len(english) > 40


def test_asking_for_the_language_of_the_page_itself_changes_nothing(reader, language):
    alone = reader.get(f"/{language.code}/{GUIDE}")
    same = reader.get(f"/{language.code}/{GUIDE}?with={language.code}")
    assert same.status_code == 200
    assert same.text.count('class="twin"') == alone.text.count('class="twin"') == 0


@given(asked=st.text(min_size=1, max_size=40))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_language_we_do_not_have_is_refused_in_words_and_the_page_is_still_there(reader, asked):
    if asked in {each.code for each in LANGUAGES}:
        return
    response = reader.get(f"/en/{GUIDE}values/", {"with": asked})
    assert response.status_code == 400
    assert "This site has no language called" in response.text
    assert "public" not in response.get("Cache-Control", "")
    assert "<h1>" in response.text
