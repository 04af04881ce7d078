"""An older edition can be read as it was, marked as such, with what has changed since."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from django.http import Http404
from django.utils.translation import override

from conditions import library
from conditions.editing import publishing
from conditions.guide.document import Text
from conditions.guide.languages import CHINESE, ENGLISH, LANGUAGES, other
from conditions.models import Edition, Guide
from conditions.pages import gallery
from conditions.pages.editions import edition
from conditions.reading.what_changed import MOST_BYTES, what_changed
from tests.guide.a_guide import SENTENCE, a_guide, a_question, a_source, changed

SLUG = "chronic-pain"
EDITIONS = f"conditions/{SLUG}/editions/"
NOTE = Text(en="A figure was mended.", zh_hans="改正了一个数字。")
OLD = {ENGLISH: "We found no study that shows a cure", CHINESE: "我们没有找到研究能证明它治好了"}
NEW = {ENGLISH: "We found no study of people that shows a cure", CHINESE: "我们没有找到在人身上的研究能证明它治好了"}
OUT_OF_DATE = {ENGLISH: "It is out of date.", CHINESE: "已经过时"}


@pytest.fixture(autouse=True)
def nothing_remembered():
    library.forget()
    yield
    library.forget()


@pytest.fixture
def second_edition(db) -> Edition:
    """A second edition, in which one claim says something else in both languages, and one risk is gone."""
    return edition_after(_changed)


def _changed(document: dict[str, Any]) -> None:
    for claim in document["claims"]:
        for each in LANGUAGES if claim["id"] == "radical-cure" else ():
            claim["because"][each.suffix] = claim["because"][each.suffix].replace(OLD[each], NEW[each])
    document["risks"] = [risk for risk in document["risks"] if risk["id"] != "more-nerve-pain"]


def edition_after(change: Callable[[dict[str, Any]], None]) -> Edition:
    """The next edition, with a document that was changed: publishing asks all the rules, and takes a second."""
    newest = Edition.objects.filter(slug=SLUG).first()
    change(newest.document)
    return Edition.objects.create(
        slug=SLUG, number=newest.number + 1, published_at=newest.published_at, published_by="Ada", significance="minor",
        note_en=NOTE.en, note_zh_hans=NOTE.zh_hans, format=newest.format, document=newest.document,
    )  # fmt: skip


def visible(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_an_older_edition_says_what_it_said_then_and_that_it_is_out_of_date(reader, second_edition, language):
    text = reader.get(f"/{language.code}/{EDITIONS}1/").text
    claims = text[text.index('id="part-claims"') : text.index('id="part-risks"')]
    assert OLD[language] in visible(claims)
    assert NEW[language] not in visible(claims)
    mark = text[text.index('class="edition-mark"') : text.index("<h1")]
    assert OUT_OF_DATE[language] in mark
    assert f'href="/{language.code}/conditions/{SLUG}/"' in mark
    assert "1" in visible(mark)
    assert "2" in visible(mark)


def test_what_has_changed_since_stands_there_word_by_word_folded(reader, second_edition, language):
    text = reader.get(f"/{language.code}/{EDITIONS}1/").text
    since = text[text.index('<details class="since">') : text.index('class="sheet')]
    assert "<details open" not in since
    assert NOTE.in_language(language) in since
    came = re.search(r"<ins>.*?</span>(.*?)<span", since)
    assert came is not None
    assert came[1].strip() == ("of people" if language is ENGLISH else "在人身上的")
    assert '<li class="change change-removed">' in since


def test_the_current_edition_is_marked_as_current(reader, second_edition, language):
    text = reader.get(f"/{language.code}/{EDITIONS}2/").text
    assert OUT_OF_DATE[language] not in text
    assert '<details class="since">' not in text
    assert NEW[language] in visible(text)


def test_the_list_of_editions_links_to_each(reader, second_edition, language):
    text = reader.get(f"/{language.code}/{EDITIONS}").text
    for number in (1, 2):
        assert f'href="/{language.code}/{EDITIONS}{number}/"' in text


def test_two_languages_stand_side_by_side_in_an_older_edition_too(reader, second_edition, language):
    text = reader.get(f"/{language.code}/{EDITIONS}1/?with={other(language).code}").text
    assert all(OUT_OF_DATE[each] in text for each in LANGUAGES)
    assert all(OLD[each] in visible(text) for each in LANGUAGES)
    assert text.count("<ins>") >= 2


def test_an_older_edition_is_valid_html_with_each_id_once(reader, second_edition, language):
    for query in ("", f"?with={other(language).code}"):
        content = reader.get(f"/{language.code}/{EDITIONS}1/{query}").content
        html5lib.HTMLParser(strict=True).parse(content)
        ids = re.findall(r'\sid="([^"]+)"', content.decode())
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', content.decode())) <= set(ids)


def test_no_search_engine_keeps_it_and_any_cache_may_for_a_minute(reader, second_edition, language):
    address = f"/{language.code}/{EDITIONS}1/"
    first, again = (reader.get(address, headers={"accept-encoding": "gzip"}) for _ in range(2))
    assert first["Cache-Control"] == "public, max-age=60"
    assert first["ETag"] == again["ETag"]
    assert not first.cookies
    assert '<meta name="robots" content="noindex">' in gzip.decompress(first.content).decode()


def test_it_is_light(reader, second_edition, language):
    address = f"/{language.code}/{EDITIONS}1/"
    weight = len(reader.get(address, headers={"accept-encoding": "gzip"}).content)
    both = len(reader.get(f"{address}?with={other(language).code}", headers={"accept-encoding": "gzip"}).content)
    assert weight < 135_000
    assert both < 235_000


def test_it_stays_light_when_everything_has_changed(reader, db, language):
    def everything(document: dict[str, Any]) -> None:
        for name, field in (("claims", "because"), ("choices", "cost"), ("choices", "worse"), ("choices", "better")):
            for row in document[name]:
                row[field] = {suffix: f"{words} " * 20 for suffix, words in row[field].items()}

    edition_after(everything)
    response = reader.get(f"/{language.code}/{EDITIONS}1/", headers={"accept-encoding": "gzip"})
    assert len(response.content) < 135_000
    text = gzip.decompress(response.content).decode()
    assert "<ins>" not in text
    assert '<li class="change change-changed">' in text


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999", "1x", "-1", "one"])
def test_an_edition_that_is_not_there_is_not_found(reader, second_edition, language, number):
    assert reader.get(f"/{language.code}/{EDITIONS}{number}/").status_code == 404
    assert reader.get(f"/{language.code}/conditions/no-such-guide/editions/1/").status_code == 404


def test_an_edition_that_one_language_has_not_come_to_is_not_found_in_it(rf, second_edition, language):
    with override(language.code), pytest.raises(Http404):
        edition(rf.get("/"), SLUG, 2, open_guide=lambda slug, _language: library.edition(slug, 1))


def test_a_third_edition_is_compared_with_at_once(reader, second_edition, language):
    address = f"/{language.code}/{EDITIONS}1/"
    assert "2027" in reader.get(address).text
    Guide.objects.filter(slug=SLUG).update(about_next_review="2031-08-21")
    publishing.publish(by="Ada", slug=SLUG, significance="wording", note=NOTE)
    text = reader.get(address).text
    assert "2031" in text[text.index('<details class="since">') : text.index('class="sheet')]


# What a reader is told of a change


def shown(old, new, language):
    found = what_changed(old, new, language)
    return [change for _part, changes in found.parts for change in changes]


def test_a_change_in_the_other_language_alone_is_not_told():
    new = changed(a_guide(), "claims/root-cause", because=Text(en="We know this little.", zh_hans=SENTENCE.zh_hans))
    assert len(shown(a_guide(), new, ENGLISH)) == 1
    assert shown(a_guide(), new, CHINESE) == []


def test_a_number_that_changed_is_told_with_its_name_and_the_sentence_that_follows_from_it(language):
    new = changed(a_guide(), "options/tablet/outcomes/halved", treated=46, size="little-or-none", direction="same")
    (change,) = shown(a_guide(), new, language)
    assert len(change.texts) == 2
    numbers = [piece.words for piece in change.texts[1].pieces]
    assert numbers == ["61", "46"]
    assert change.title == " · ".join([new.options[0].name.in_language(language)] * 2)


def test_what_only_reviewers_read_is_not_told_to_readers(language):
    source = a_guide().sources[0]
    other_words = a_source(source.id, design=source.design, limits=("small",), also_known_as=("x",))
    assert shown(a_guide(), a_guide(sources=(other_words, *a_guide().sources[1:])), language) == []


def test_a_new_part_is_told_with_its_words_and_its_name(language):
    fresh = a_question("fresh", ask=Text(en="How many?", zh_hans="几个人？"))
    (change,) = shown(a_guide(), a_guide(questions=(*a_guide().questions, fresh)), language)
    assert (change.kind, change.title) == ("added", fresh.ask.in_language(language))
    assert {piece.kind for text in change.texts for piece in text.pieces} == {"added"}


def test_a_long_text_is_cut_to_what_stands_beside_the_change(language):
    long = Text(en="word " * 200 + "old" + " word" * 200, zh_hans="词" * 400 + "旧" + "词" * 400)
    new = Text(en=long.en.replace("old", "new"), zh_hans=long.zh_hans.replace("旧", "新"))
    (change,) = shown(a_guide(first_step=long), a_guide(first_step=new), language)
    assert sum(len(piece.words) for piece in change.texts[0].pieces) < 200
    assert [piece.words for piece in change.texts[0].pieces if piece.kind != "same"] == (
        ["old", "new"] if language is ENGLISH else ["旧", "新"]
    )


def test_when_very_much_has_changed_the_places_alone_are_told(language):
    fresh = tuple(
        a_question(f"q-{n}", ask=Text(en="ask " * 500, zh_hans="问" * 700)) for n in range(MOST_BYTES // 1500)
    )
    found = what_changed(a_guide(), a_guide(questions=fresh), language)
    assert found.brief
    assert found.count >= len(fresh)
    assert not any(change.texts for _part, changes in found.parts for change in changes)


def test_every_kind_of_change_in_every_kind_of_part_can_be_told(language):
    """The gallery has one of everything; each of its parts goes, comes, and turns round."""
    lists = ("choices", "options", "ladder", "mechanisms", "claims", "questions", "sources", "terms")
    whole = gallery.guide()
    empty = whole.model_copy(update=dict.fromkeys(lists, ()))
    for old, new in ((whole, empty), (empty, whole)):
        assert all(change.title or change.texts for change in shown(old, new, language))
    turned = whole.model_copy(update={"choices": whole.choices[::-1]})
    assert {change.kind for change in shown(whole, turned, language)} == {"moved"}
