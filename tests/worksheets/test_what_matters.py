"""What matters: rate, add, change, take away; then what each choice means for it, beside the state of its evidence."""

from __future__ import annotations

import re
from typing import Any

import html5lib
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from conditions.guide import markup
from conditions.guide.languages import Language, other
from conditions.guide.wording import STATE_NAME, state
from conditions.guide.worksheet import OWN_STATEMENT, WEIGHTS, Refused, Worksheet
from conditions.worksheets import what_matters
from tests.shipped import SLUGS, guide

SLUG = "chronic-migraine"
CONDITIONS = [slug for slug in SLUGS if not guide(slug).general]
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
HTMX = {**OURS, "HTTP_HX_REQUEST": "true"}


def page(language: Language, slug: str = SLUG) -> str:
    return f"/{language.code}/conditions/{slug}/values/"


def hidden(content: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', content)
    assert found, name
    return found.group(1)


def text_of(content: str) -> str:
    """The words of a page, as they are read."""
    tree: Any = html5lib.parse(content, namespaceHTMLElements=False)
    return " ".join("".join(tree.itertext()).split())


def terms(slug: str, language: Language) -> dict[str, str]:
    return {term.id: term.term.in_language(language) for term in guide(slug).terms}


@pytest.fixture
def rater(reader: Client) -> Any:
    """Sends the form of the page as a browser does: with what it was made from, and what was chosen in it."""

    def send(language: Language, slug: str = SLUG, *, act: str = "keep", headers: Any = OURS, **chosen: str) -> Any:
        shown = reader.get(page(language, slug)).content.decode()
        form = {"were": hidden(shown, "were"), "id": hidden(shown, "id"), "weight": "much", "act": act}
        for value in guide(slug).values:
            kept = re.search(rf'name="value-{value.id}" value="(\w+)" checked', shown)
            if kept:
                form[f"value-{value.id}"] = kept.group(1)
        form |= {name.replace("_", "-") if name.startswith("value") else name: word for name, word in chosen.items()}
        return reader.post(page(language, slug), form, **headers)

    return send


@pytest.mark.parametrize("slug", CONDITIONS)
def test_a_reader_finds_every_statement_with_four_words_to_rate_it(reader: Client, language: Language, slug: str):
    response = reader.get(page(language, slug))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    content = response.content.decode()
    for value in guide(slug).values:
        assert re.findall(rf'name="value-{value.id}" value="(\w+)"', content) == list(WEIGHTS)
    assert "checked" not in content.split('class="own-form"')[0]


@pytest.mark.parametrize("slug", CONDITIONS)
def test_what_was_said_is_held_against_each_choice_beside_its_evidence(rater, reader, language, slug):
    values = guide(slug).values
    rated = {f"value-{value.id}": "much" for value in values}
    assert rater(language, slug, **rated).status_code == 303
    content = reader.get(page(language, slug)).content.decode()
    for choice in guide(slug).choices:
        section = content.split(f'id="means-{choice.id}"')[1].split("</section>")[0]
        words = text_of(section)
        assert section.count('class="evidence"') == 1
        for option, outcome in guide(slug).outcomes():
            if option.choice == choice.id:
                assert f"#outcome-{outcome.id}" in section
                assert STATE_NAME[state(outcome)][language] in words
        for row in {row for value in values for row in value.rows}:
            cell = markup.words(getattr(choice, row).in_language(language), terms(slug, language))
            assert cell.split("\n")[0][:10].strip() in words, (choice.id, row)


def test_a_statement_that_was_not_rated_or_does_not_matter_is_not_spoken_of(rater, reader, language):
    first, second, third = guide(SLUG).values[:3]
    rater(language, **{f"value-{first.id}": "some", f"value-{second.id}": "little", f"value-{third.id}": "unsure"})
    meaning = text_of(reader.get(page(language)).content.decode().split('id="meaning"')[1])
    assert first.statement.in_language(language) in meaning
    assert second.statement.in_language(language) not in meaning
    assert third.statement.in_language(language) not in meaning


def test_nothing_is_counted_up_and_no_choice_is_put_before_another(rater, reader, language):
    rater(language, **{f"value-{value.id}": "much" for value in guide(SLUG).values})
    meaning = reader.get(page(language)).content.decode().split('id="meaning"')[1]
    order = re.findall(r'id="means-([a-z-]+)"', meaning)
    assert order == [choice.id for choice in guide(SLUG).choices]
    assert "%" not in text_of(meaning)


def test_a_reader_adds_own_words_changes_their_weight_and_takes_them_away(rater, reader, language):
    own = "Being there when my daughter <b>comes home</b> & rests"
    assert rater(language, act="own", statement=own, weight="some").status_code == 303
    content = reader.get(page(language)).content.decode()
    assert content.count("Being there when my daughter &lt;b&gt;comes home&lt;/b&gt; &amp; rests") > 5
    id = re.findall(r'id="own-([0-9a-f]{16})"', content)[0]
    assert rater(language, **{f"own-{id}": "little"}).status_code == 303
    content = reader.get(page(language)).content.decode()
    assert re.search(rf'name="own-{id}" value="little" checked', content)
    assert "means-waiting" not in content
    assert rater(language, away=id).status_code == 303
    assert "Being there when" not in reader.get(page(language)).content.decode()


def test_what_was_half_written_is_kept_with_the_rest_by_either_button(rater, reader, language):
    rater(language, act="keep", statement="To sleep through the night")
    assert "To sleep through the night" in reader.get(page(language)).content.decode()


def test_with_javascript_a_choice_is_kept_at_once_and_what_is_half_written_waits(rater, reader, language):
    first = guide(SLUG).values[0]
    chosen = {f"value-{first.id}": "much"}
    response = rater(language, act="rate", headers=HTMX, statement="half a word of mine", **chosen)
    content = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in content
    assert content.index('id="meaning"') < content.index('id="were"')
    assert f"value-{first.id}=much" in content
    assert 'role="status"' in content
    assert len(content) < 3_000
    assert "half a word of mine" not in reader.get(page(language)).content.decode()


def test_a_form_of_an_hour_ago_does_not_undo_what_another_tab_said(reader, language):
    first, second = guide(SLUG).values[:2]
    old = {"act": "keep", "were": "", "id": "a1", "weight": "much"}
    reader.post(page(language), {**old, f"value-{first.id}": "much"}, **OURS)
    reader.post(page(language), {**old, f"value-{second.id}": "some"}, **OURS)
    reader.post(page(language), {**old, "were": f"value-{first.id}=much", f"value-{first.id}": "much"}, **OURS)
    content = reader.get(page(language)).content.decode()
    assert re.search(rf'name="value-{first.id}" value="much" checked', content)
    assert re.search(rf'name="value-{second.id}" value="some" checked', content)


def test_an_empty_form_makes_no_list_and_sets_no_cookie(rater, reader, language):
    assert rater(language).status_code == 303
    assert not any(cookie.value for cookie in reader.cookies.values())


@pytest.mark.parametrize("headers", [OURS, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    "sent",
    [
        {"act": "own", "statement": ""},
        {"act": "own", "statement": "x" * (OWN_STATEMENT + 1)},
        {"act": "own", "statement": "bell\x07"},
        {"act": "own", "statement": "turned \u202e round"},
        {"act": "own", "statement": "mine", "weight": "enormously"},
        {"act": "own", "statement": "mine", "id": "no id"},
        {"act": "keep", "value-something-new-now": "enormously"},
        {"act": "keep", "value-no-such-statement": "much"},
        {"act": "keep", "own-no-such-statement": "much"},
        {"act": "burn"},
        {},
    ],
    ids=lambda sent: " ".join(f"{name}={word[:20]}" for name, word in sent.items()).encode("unicode_escape").decode(),
)
def test_what_cannot_be_kept_is_told_and_changes_nothing(reader, language, headers, sent):
    reader.post(page(language), {"act": "keep", "value-something-new-now": "some"}, **OURS)
    before = reader.get(page(language)).content.decode()
    form = {"id": "a1", "weight": "much", "were": "value-something-new-now=some", **sent}
    response = reader.post(page(language), form, **headers)
    assert response.status_code == 400
    assert re.search(r'class="(notice|error)"', response.content.decode())
    if "statement" in sent and headers is OURS and sent["statement"].isprintable():
        assert sent["statement"] in response.content.decode()
    after = reader.get(page(language)).content.decode()
    assert hidden(after, "were") == hidden(before, "were") == "value-something-new-now=some"


def test_a_form_from_elsewhere_changes_nothing_and_what_was_typed_is_still_there(reader, language):
    response = reader.post(
        page(language), {"act": "own", "statement": "Mine alone", "weight": "some"}, HTTP_SEC_FETCH_SITE="cross-site"
    )
    assert response.status_code == 403
    assert "Mine alone</textarea>" in response.content.decode()
    assert not any(cookie.value for cookie in reader.cookies.values())


def test_two_languages_stand_side_by_side_and_stay_so(reader, language):
    address = f"{page(language)}?with={other(language).code}"
    first = guide(SLUG).values[0]
    response = reader.post(address, {"act": "keep", f"value-{first.id}": "much"}, **OURS)
    assert response["Location"] == f"{address}#meaning"
    words = text_of(reader.get(address).content.decode())
    assert first.statement.en in words
    assert first.statement.zh_hans in words


def test_the_general_guide_has_no_such_page(reader, language):
    for part in ("values", "check"):
        address = f"/{language.code}/conditions/before-you-sign/{part}/"
        assert reader.get(address).status_code == 404
        assert reader.post(address, {"act": "keep"}, **OURS).status_code == 404


@given(
    st.dictionaries(
        st.text(max_size=20) | st.sampled_from(["act", "away", "statement", "weight", "id", "were"]),
        st.text(max_size=40),
    )
)
def test_whatever_is_sent_is_kept_or_refused(sent):
    sheet = Worksheet()
    try:
        change = what_matters.kept(guide(SLUG), sent)
        after = change(sheet) if change else sheet
    except Refused:
        after = sheet
    what_matters.rated(guide(SLUG), after, sent)
    what_matters.meaning(guide(SLUG), after)
