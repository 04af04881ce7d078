"""The document: what it refuses, and that every text in it is found."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from conditions.guide.document import FORMAT, Guide, Part, Text, read
from conditions.guide.languages import LANGUAGES, language, other
from conditions.guide.places import PARTS, walk
from tests.guide.a_guide import SEARCHED, a_guide, an_unfinished_guide, at

MINIMAL: dict[str, Any] = {"slug": "one", "about": {"searched_on": "2026-11-21", "next_review": "2027-05-21"}}
LISTS = [name for name, value in a_guide() if isinstance(value, tuple)]


def texts(value: Any) -> list[Text]:
    """Every text anywhere in a value, by looking everywhere."""
    if isinstance(value, Text):
        return [value]
    if isinstance(value, Part):
        return [text for _, child in value for text in texts(child)]
    if isinstance(value, (list, tuple)):
        return [text for child in value for text in texts(child)]
    if isinstance(value, dict):
        return [text for child in value.values() for text in texts(child)]
    return []


def with_an_extra_key(value: Any, at_dict: int) -> Any:
    """The same data with a key that nobody knows in its nth mapping, counted from the outside."""
    count = iter(range(10_000))

    def copy(value: Any) -> Any:
        if isinstance(value, dict):
            extra = {"surprise": 1} if next(count) == at_dict else {}
            return {**{key: copy(child) for key, child in value.items()}, **extra}
        return [copy(child) for child in value] if isinstance(value, list) else value

    return copy(value)


def count_of_mappings(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(count_of_mappings, value.values()))
    return sum(map(count_of_mappings, value)) if isinstance(value, list) else 0


STORED = a_guide().model_dump(mode="json")


@pytest.mark.parametrize("number", range(0, count_of_mappings(STORED), 7))
def test_a_key_that_nobody_knows_is_refused_at_every_depth(number: int) -> None:
    with pytest.raises(ValidationError, match="surprise"):
        Guide.model_validate(with_an_extra_key(STORED, number))


@pytest.mark.parametrize("path", ["name", "claims/root-cause", "options/tablet/outcomes/halved", "about"])
def test_nothing_in_a_document_can_be_changed(path: str) -> None:
    part = at(a_guide(), path)
    field = next(iter(type(part).model_fields))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(part, field, getattr(part, field))


def test_a_guide_may_be_unfinished() -> None:
    assert Guide.model_validate(MINIMAL).name == Text()


@pytest.mark.parametrize("missing", ["slug", "about"])
def test_a_guide_has_a_slug_and_dates(missing: str) -> None:
    """UN-05."""
    with pytest.raises(ValidationError, match=missing):
        Guide.model_validate({key: value for key, value in MINIMAL.items() if key != missing})


def test_a_stored_guide_reads_back_the_same() -> None:
    assert read(json.loads(a_guide().model_dump_json())) == a_guide()


@given(st.integers(FORMAT + 1, 10**6))
def test_a_format_from_the_future_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"format {number}"):
        read({**MINIMAL, "format": number})


def test_a_document_without_a_format_has_the_present_one() -> None:
    assert read(MINIMAL).format == FORMAT


@settings(deadline=None)
@given(st.fixed_dictionaries({name: st.integers(0, 3) for name in LISTS}))
def test_walking_finds_every_text(times: dict[str, int]) -> None:
    """However many rows each list has."""
    guide = a_guide(**{name: getattr(a_guide(), name) * count for name, count in times.items()})
    walked = [id(text) for _, text in walk(guide)]
    assert sorted(walked) == sorted(map(id, texts(guide)))


def test_walking_an_unfinished_guide_finds_its_empty_texts() -> None:
    assert len(list(walk(an_unfinished_guide()))) == len(texts(an_unfinished_guide()))


def test_every_field_with_words_belongs_to_one_part() -> None:
    in_parts = [field for fields in PARTS.values() for field in fields]
    assert sorted(in_parts) == sorted(set(Guide.model_fields) - {"format", "slug", "general", "shown_first"})


def test_the_place_of_a_text_leads_back_to_it() -> None:
    guide = a_guide()
    for place, text in walk(guide):
        assert at(guide, place.path) is text


def test_every_text_is_of_a_known_kind_in_a_known_part() -> None:
    for place, _ in walk(a_guide()):
        assert place.kind in {"running", "label", "quoted"}, place.path
        assert place.path.split("/")[0] in PARTS[place.part]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("claims/root-cause/claim", "quoted"),
        ("mechanisms/repair/said", "quoted"),
        ("title", "label"),
        ("options/tablet/outcomes/halved/happened", "label"),
        ("options/tablet/outcomes/halved/gloss", "running"),
        ("known/point-0/text", "running"),
    ],
)
def test_adverts_names_and_sentences_are_told_apart(path: str, kind: str) -> None:
    assert [place.kind for place, _ in walk(a_guide()) if place.path == path] == [kind]


@pytest.mark.parametrize("code", ["", "zh", "zh-Hans", "fr", "EN"])
def test_a_language_that_the_site_does_not_have_is_unknown(code: str) -> None:
    with pytest.raises(KeyError):
        language(code)


def test_each_language_is_found_by_its_code_and_the_other_by_it() -> None:
    for one in LANGUAGES:
        assert language(one.code) is one
        assert other(one) is not one
        assert other(other(one)) is one


def test_a_text_is_there_when_one_language_has_words() -> None:
    assert not Text()
    assert not Text(en=" ", zh_hans="\n")
    for one in LANGUAGES:
        assert Text(**{one.suffix: "x"})
        assert Text(**{one.suffix: "x"}).in_language(one) == "x"


def test_a_row_is_found_by_its_id_or_not_at_all() -> None:
    guide = a_guide()
    for find, id in ((guide.source, "trial-2020"), (guide.term, "stem-cell"), (guide.question, "how-many")):
        found = find(id)
        assert found is not None
        assert found.id == id
        assert find("nothing") is None


def test_every_outcome_comes_with_its_option() -> None:
    pairs = [(option.id, outcome.id) for option, outcome in a_guide().outcomes()]
    assert ("tablet", "halved") in pairs
    assert len(pairs) == sum(len(option.outcomes) for option in a_guide().options)
    assert a_guide().about.searched_on == SEARCHED
