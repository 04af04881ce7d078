"""Guides as files: what is read together, and what a broken file says."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from conditions.guide.document import Guide, Term, Text
from conditions.guide.files import ContentError, load, slugs, with_what_it_uses
from tests.guide.a_guide import SENTENCE, a_guide, a_source, changed

ABOUT = {"about": {"searched_on": "2026-11-21", "next_review": "2027-05-21"}}


def write(path: Path, data: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    words = data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True)
    path.write_text(words, encoding="utf-8")
    return path


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder with one guide, one file to a key, and its shared sources and terms."""
    stored = a_guide().model_dump(mode="json")
    for name in ("sources", "terms"):
        write(tmp_path / "shared" / f"{name}.yaml", {name: stored.pop(name)})
    slug = stored.pop("slug")
    for key, value in stored.items():
        write(tmp_path / slug / f"{key}.yaml", {key: value})
    return tmp_path


def test_a_guide_in_many_files_is_read_as_one(content: Path) -> None:
    assert load("sore-thumb", content) == a_guide()


def test_the_guides_that_ship_are_the_folders_beside_shared(content: Path) -> None:
    (content / "another-one").mkdir()
    write(content / "readme.txt", "no guide")
    assert slugs(content) == ["another-one", "sore-thumb"]


def test_one_key_in_two_files_is_an_error_that_names_both(content: Path) -> None:
    one, two = content / "sore-thumb/claims.yaml", write(content / "sore-thumb/more.yaml", {"claims": []})
    with pytest.raises(ContentError) as error:
        load("sore-thumb", content)
    assert all(part in str(error.value) for part in (str(one), str(two), "claims"))


def test_a_key_that_stands_twice_in_one_file_is_an_error_at_any_depth(content: Path) -> None:
    """Or the first text would be lost without a word."""
    write(content / "sore-thumb/name.yaml", "name:\n  en: one\n  zh_hans: 一\n  en: two\n")
    with pytest.raises(ContentError, match=r"name\.yaml.*'en' stands twice"):
        load("sore-thumb", content)


def test_the_slug_comes_from_the_folder_alone(content: Path) -> None:
    write(content / "sore-thumb/slug.yaml", {"slug": "other"})
    with pytest.raises(ContentError, match="slug"):
        load("sore-thumb", content)


@pytest.mark.parametrize(
    "broken",
    ["name: [", "name: {en: Ask, first, zh_hans: }}", "\tname: x", "- a list", "words", "", "name: '\x00'",
     "about:\n  searched_on: 2026-13-45"],
)  # fmt: skip
def test_a_file_that_is_no_mapping_in_yaml_is_an_error_that_names_it(content: Path, broken: str) -> None:
    path = write(content / "sore-thumb/broken.yaml", broken)
    with pytest.raises(ContentError, match=r"broken\.yaml"):
        load("sore-thumb", content)
    path.unlink()
    write(content / "shared/terms.yaml", broken)
    with pytest.raises(ContentError, match=r"terms\.yaml"):
        load("sore-thumb", content)


def test_a_file_that_is_no_utf_8_is_an_error_that_names_it(content: Path) -> None:
    (content / "sore-thumb/broken.yaml").write_bytes("name: 名称".encode("gb18030"))
    with pytest.raises(ContentError, match=r"broken\.yaml"):
        load("sore-thumb", content)


@pytest.mark.parametrize("slug", ["nothing", "shared", "", ".", "..", "sore-thumb/..", "../sore-thumb"])
def test_a_guide_that_is_not_there_is_an_error_that_says_so(content: Path, slug: str) -> None:
    with pytest.raises(ContentError, match="no such guide"):
        load(slug, content)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"surprise": 1}, "surprise"),
        ({"claims": [{"id": "one"}]}, "claims/0/verdict"),
        ({"name": {"de": "x"}}, "name/de"),
    ],
)
def test_what_the_document_refuses_is_an_error_that_names_the_place(
    tmp_path: Path, data: dict[str, Any], place: str
) -> None:
    write(tmp_path / "one/guide.yaml", {**ABOUT, **data})
    with pytest.raises(ContentError, match=place):
        load("one", tmp_path)


def test_a_folder_without_shared_files_is_read(tmp_path: Path) -> None:
    write(tmp_path / "one/guide.yaml", ABOUT)
    assert load("one", tmp_path) == Guide.model_validate({"slug": "one", **ABOUT})


def test_a_guide_holds_only_the_sources_and_terms_that_it_uses() -> None:
    guide = a_guide()
    spare = Term(id="spare", term=SENTENCE, plain=SENTENCE)
    full = a_guide(sources=(a_source("zzz"), *guide.sources[::-1]), terms=(spare, *guide.terms))
    assert with_what_it_uses(full) == guide


def test_what_a_used_term_uses_comes_along() -> None:
    """A term may link another, and that one may name a source."""
    chain = Text(en="It is a [[deep-term]].", zh_hans="它是一种[[deep-term]]。")
    cites = Text(en="It is small [@deep-source].", zh_hans="它很小[@deep-source]。")
    guide = changed(a_guide(), "terms/stem-cell", plain=chain)
    guide = guide.model_copy(
        update={
            "terms": (*guide.terms, Term(id="deep-term", term=SENTENCE, plain=cites)),
            "sources": (*guide.sources, a_source("deep-source")),
        }
    )
    used = with_what_it_uses(guide)
    assert used.term("deep-term")
    assert used.source("deep-source")


def test_terms_that_link_each_other_come_to_an_end() -> None:
    loop = Text(en="See [[stem-cell]].", zh_hans="见[[stem-cell]]。")
    guide = changed(a_guide(), "terms/stem-cell", plain=loop)
    assert with_what_it_uses(guide) == guide
