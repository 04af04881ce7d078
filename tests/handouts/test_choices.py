"""The choices in an address: what is understood, what is refused, and that nothing a stranger sends breaks anything."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as some

from conditions.guide.languages import CHINESE, ENGLISH
from conditions.handouts.choices import PAPERS, SIZES, WHICH, Choice, Refused, asked
from conditions.handouts.forms import fields


@pytest.mark.parametrize(
    ("query", "choice"),
    [
        ("", Choice((ENGLISH,))),
        ("languages=zh-hans", Choice((CHINESE,))),
        ("languages=en,zh-hans&size=large&paper=letter", Choice((ENGLISH, CHINESE), "large", "letter")),
        ("languages=zh-hans%2Cen&which=core", Choice((CHINESE, ENGLISH), which="core")),
        ("size=&paper=&languages=", Choice((ENGLISH,))),
        ("unknown=1", Choice((ENGLISH,))),
    ],
)
def test_a_choice_is_read_from_the_address(query, choice):
    assert asked(QueryDict(query), (ENGLISH,)) == (choice, ())


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("languages=xx", "languages", "xx"),
        ("languages=en,en", "languages", "en,en"),
        ("languages=en,zh-hans,en", "languages", "en,zh-hans,en"),
        ("languages=EN", "languages", "EN"),
        ("size=huge", "size", "huge"),
        ("paper=a3", "paper", "a3"),
        ("which=none", "which", "none"),
    ],
)
def test_a_bad_value_is_named_and_the_usual_one_stands_in_its_place(query, field, value):
    choice, refused = asked(QueryDict(query), (ENGLISH,))
    assert refused == (Refused(field, value),)
    assert choice == Choice((ENGLISH,))


@given(some.dictionaries(some.sampled_from(["languages", "size", "paper", "which"]), some.text(max_size=60)))
def test_whatever_is_asked_a_choice_that_can_be_printed_comes_out(query):
    choice, refused = asked(query, (CHINESE,))
    assert choice.size in SIZES
    assert choice.paper in PAPERS
    assert choice.which in WHICH
    assert set(choice.languages) <= {ENGLISH, CHINESE}
    assert asked(choice.query, (ENGLISH,)) == (choice, ())
    assert all(query[each.field] == each.value for each in refused)


def test_the_form_shows_the_present_choice_as_chosen():
    choice = Choice((CHINESE, ENGLISH), "large", "letter", "core")
    chosen = {
        each.name: [option.value for option in each.options if option.chosen]
        for each in fields(choice, ENGLISH, which=True)
    }
    assert chosen == {"languages": ["zh-hans,en"], "size": ["large"], "paper": ["letter"], "which": ["core"]}


def test_only_sheets_of_questions_ask_which_questions():
    assert [each.name for each in fields(Choice((ENGLISH,)), ENGLISH, which=False)] == ["languages", "size", "paper"]
