"""A guide written as files is read as the same guide, and what did not change keeps its very lines."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions.guide import files, yaml_style
from conditions.guide.document import Guide, Text
from conditions.guide.written_files import guide_files, shared_file
from tests.guide.a_guide import NAME, SENTENCE, a_guide, a_question, a_source, an_unfinished_guide, changed

# what YAML takes for something else, what it drops, what it folds
ODD = [
    "", " ", " leads", "trails ", "a: b", "a # b", "# no comment", "- item", "* star", "&anchor", "!tag", "%", "@s",
    "`tick", "yes", "no", "on", "null", "~", "1", "1.0", "0x10", "2026-11-21", "12:30", "{a}", "[a]", "a, b", "'", '"',
    "'quoted'", '"quoted"', "back\\slash", "tab\there", "line\nline", "line\n\nline", "line\n", "\nline", "cr\r\nline",
    " x\n y", "- one\n- two", "trail \nmore", "nel\u0085x", "ls\u2028x", "\ufeffbom", "zw\u200bx", "nb\u00a0sp", "😀",
    "每100人中，有12人：好转。", "“引号”", "？问", "\x01", "\x7f", "---", "...", "a" * 300, "word " * 80, "词" * 200,
    "two  spaces " * 20, "k: v\nz: 1", "? complex", "=", "<<", "|", ">-", "ends:", ":starts",
]  # fmt: skip
ODD_TEXTS = st.one_of(
    st.sampled_from(ODD),
    st.lists(st.sampled_from(ODD), max_size=4).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)


ABOUT = "about: {searched_on: 2026-11-21, next_review: 2026-11-21}\n"


def shipped(slug: str) -> dict[str, str]:
    folder = files.CONTENT / slug
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}


def read_again(guide: Guide, written: dict[str, str], folder: Path) -> Guide:
    """What the files say, read beside the guide's sources and terms."""
    for name in ("sources", "terms"):
        put(folder / f"shared/{name}.yaml", shared_file(name, getattr(guide, name), ""))
    for name, words in written.items():
        put(folder / guide.slug / name, words)
    return files.load(guide.slug, folder)


def put(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def lines_that_differ(old: str, new: str) -> list[str]:
    return [line for line in ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


@given(value=ODD_TEXTS, column=st.integers(0, 12))
def test_every_text_comes_back_exactly(value: str, column: int) -> None:
    written = yaml_style.entry("key", value, column)
    assert yaml.safe_load(written + " " * column + "z: 1") == {"key": value, "z": 1}


@given(
    data=st.recursive(
        st.one_of(ODD_TEXTS, st.booleans(), st.none(), st.integers(), st.dates(), st.floats(allow_nan=False)),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(ODD_TEXTS, inner, max_size=3)),
        max_leaves=8,
    )
)
def test_every_value_comes_back_exactly(data: Any) -> None:
    assert yaml.safe_load(yaml_style.entry("key", data, 0)) == {"key": data}


def test_a_guide_without_files_is_written_one_kind_to_a_file(tmp_path: Path) -> None:
    written = guide_files(a_guide(), {})
    assert {"guide.yaml", "options.yaml", "check.yaml", "warning-signs.yaml", "about.yaml"} <= set(written)
    assert read_again(a_guide(), written, tmp_path) == a_guide()


def test_a_guide_that_is_barely_begun_is_written_too(tmp_path: Path) -> None:
    guide = an_unfinished_guide()
    assert read_again(guide, guide_files(guide, {}), tmp_path) == guide


@pytest.mark.parametrize("slug", files.slugs())
def test_a_shipped_guide_that_did_not_change_keeps_every_byte(slug: str) -> None:
    sources = files.load(slug).sources
    one_name = {other: source.id for source in sources for other in source.also_known_as}
    assert guide_files(files.load(slug), shipped(slug), one_name) == shipped(slug)


@pytest.mark.parametrize("slug", files.slugs())
def test_a_shipped_guide_written_afresh_says_the_same(slug: str, tmp_path: Path) -> None:
    guide = files.load(slug)
    assert read_again(guide, guide_files(guide, {}), tmp_path) == guide


@pytest.mark.parametrize("odd", ["We know: this # much.", " leading", "line\n\n- one\n- two", "a 😀 “b”: c", "x" * 200])
def test_a_changed_sentence_changes_its_own_lines_and_no_comment(odd: str, tmp_path: Path) -> None:
    slug = "chronic-pain"
    guide = files.load(slug)
    new = changed(guide, f"claims/{guide.claims[0].id}", because=Text(en=odd, zh_hans=guide.claims[0].because.zh_hans))
    before, after = shipped(slug), guide_files(new, shipped(slug))
    assert [name for name in before if before[name] != after[name]] == ["claims.yaml"]
    assert len(lines_that_differ(before["claims.yaml"], after["claims.yaml"])) < 12
    read = read_again(new, after, tmp_path)
    assert read.claims[0].because.en == odd
    assert read.claims == new.claims


def test_what_came_what_went_and_what_moved_leave_the_rest_as_it_was(tmp_path: Path) -> None:
    slug = "chronic-pain"
    guide = files.load(slug)
    first, second, third, *rest = guide.questions
    fresh = a_question("brand-new", None, sources=(guide.sources[0].id,))
    new = guide.model_copy(update={"questions": (third, first, fresh, *rest)})  # the second is gone
    before, after = shipped(slug)["questions.yaml"], guide_files(new, shipped(slug))["questions.yaml"]
    assert after.startswith(before.splitlines()[0])
    assert second.ask.en not in after
    unchanged = before[before.index(f"- id: {rest[0].id}") :]
    assert after.endswith(unchanged)
    assert yaml.safe_load(after)["questions"][2]["id"] == "brand-new"
    assert read_again(new, guide_files(new, shipped(slug)), tmp_path).questions == new.questions


def test_a_comment_goes_with_the_part_below_it(tmp_path: Path) -> None:
    before = {
        "guide.yaml": "# head\nabout: {searched_on: 2026-11-21, next_review: 2027-05-21}\n",
        "risks.yaml": (
            "# head of risks\nrisks:\n  - id: one\n    group: money\n    title: {en: A, zh_hans: 一}\n\n"
            "  # about the second\n  - id: two  # here\n    group: money\n    title: {en: B, zh_hans: 二}\n"
        ),
    }
    for name, words in before.items():
        put(tmp_path / "one" / name, words)
    guide = files.load("one", tmp_path)
    turned = guide.model_copy(update={"risks": guide.risks[::-1]})
    after = guide_files(turned, before)["risks.yaml"]
    assert after.index("# about the second") < after.index("id: two") < after.index("id: one")
    assert after.startswith("# head of risks\n")
    renamed = changed(guide, "risks/two", title=Text(en="Bee: new", zh_hans="二"))
    assert "- id: two  # here" in guide_files(renamed, before)["risks.yaml"]
    assert guide_files(renamed, before)["guide.yaml"] == before["guide.yaml"]


def test_fields_that_come_and_go_are_written_and_taken_out(tmp_path: Path) -> None:
    guide = a_guide()
    before = guide_files(guide, {})
    option = guide.options[0].model_copy(update={"sources": ("trial-2020",), "practical": Text()})
    question = guide.questions[0].model_copy(update={"rank": None, "ask_for_other": NAME})
    new = a_guide(
        options=(option, *guide.options[1:]), questions=(question, *guide.questions[1:]), claims=(), not_for=Text()
    )
    assert read_again(new, guide_files(new, before), tmp_path) == files.with_what_it_uses(new)


def test_a_layout_that_cannot_be_mended_in_place_is_written_afresh(tmp_path: Path) -> None:
    before = {"all.yaml": "# head\n{about: {searched_on: 2026-11-21, next_review: 2027-05-21}, first_step: {en: A}}"}
    put(tmp_path / "one/all.yaml", before["all.yaml"])
    guide = files.load("one", tmp_path)
    new = guide.model_copy(update={"first_step": SENTENCE})
    after = guide_files(new, before)
    assert after["all.yaml"].startswith("# head\n")
    assert read_again(new, after, tmp_path / "again") == new


def test_an_older_id_of_a_source_may_stay_in_the_file() -> None:
    before = {"guide.yaml": "first_step: {en: 'It is so [@old].', zh_hans: '是这样[@old]。'}\n", "about.yaml": ABOUT}
    text = Text(en="It is so [@one].", zh_hans="是这样[@one]。")
    guide = an_unfinished_guide().model_copy(update={"first_step": text})
    assert guide_files(guide, before, {"old": "one"}) == before


def test_shared_sources_keep_their_order_and_those_of_other_guides() -> None:
    before = shared_file("sources", [a_source("a-1"), a_source("c-3")], "")
    after = shared_file("sources", [a_source("c-3", citation="Another: study."), a_source("b-2")], before)
    stands = yaml.safe_load(after)["sources"]
    assert [source["id"] for source in stands] == ["a-1", "b-2", "c-3"]
    assert stands[2]["citation"] == "Another: study."


@given(value=ODD_TEXTS, chinese=ODD_TEXTS)
@settings(max_examples=30)
def test_odd_texts_come_back_from_a_mended_file(value: str, chinese: str) -> None:
    guide = a_guide()
    new = changed(guide, "claims/root-cause", because=Text(en=value, zh_hans=chinese))
    after = guide_files(new, guide_files(guide, {}))
    assert Text(**(yaml.safe_load(after["claims.yaml"])["claims"][0].get("because") or {})) == new.claims[0].because
