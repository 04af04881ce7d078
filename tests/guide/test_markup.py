"""The small syntax of a guide's text: what is of it, and what is shown as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.guide.markup import (
    Bullets,
    Citation,
    Emphasis,
    Inline,
    Paragraph,
    Plain,
    TermLink,
    cited,
    parse,
    passages,
    terms,
    words,
)

ids = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)
# anything, and much that looks like the syntax
snippets = st.sampled_from(
    ["[[", "]]", "|", "[@", "]", "*", "- ", "\n", "\n\n", "  ", "term-1", "source-1", "词", "<b>"]
)
anything = st.text() | st.lists(snippets | st.text(max_size=4), max_size=20).map("".join)


def as_typed(inline: Inline) -> str:
    """An inline in the syntax that it came from."""
    match inline:
        case TermLink(id, ""):
            return f"[[{id}]]"
        case TermLink(id, shown):
            return f"[[{id}|{shown}]]"
        case Citation(id):
            return f"[@{id}]"
        case Emphasis(shown):
            return f"*{shown}*"
        case Plain(shown):
            return shown


def typed_again(text: str) -> str:
    """The text as its blocks would be typed, without white space."""
    lines = []
    for block in parse(text):
        if isinstance(block, Paragraph):
            lines.append("".join(map(as_typed, block.inlines)))
        else:
            lines.extend("- " + "".join(map(as_typed, item)) for item in block.items)
    return squeezed("".join(lines))


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(anything)
def test_any_string_parses_and_nothing_is_lost(text: str) -> None:
    assert typed_again(text) == squeezed(text)


@given(st.text(alphabet=st.characters(exclude_characters="[]*-\n", exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_a_line_without_syntax_is_shown_as_typed(text: str) -> None:
    assert words(text) == text.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "[a link](https://example.org)",
        "# no heading",
        "[[Not An Id]]",
        "[[term|with [brackets] in it]]",
        "[[term|]]",
        "[[]]",
        "[@]",
        "[@Two Words]",
        "[@one; @two]",
        "**",
        "5 * 3",
        "-no list",
        "_under_",
        "{{ x }}",
        "{% x %}",
    ],
)
def test_what_is_not_of_the_syntax_is_shown_as_typed(typed: str) -> None:
    assert parse(typed) == (Paragraph((Plain(typed),)),)


def test_a_blank_line_parts_paragraphs_and_a_line_break_does_not() -> None:
    assert parse("one\ntwo\n \nthree") == (Paragraph((Plain("one two"),)), Paragraph((Plain("three"),)))


def test_lines_that_begin_with_a_dash_make_a_list_right_after_a_paragraph_too() -> None:
    assert parse("First:\n- one\n  and more\n- two\nAfter.") == (
        Paragraph((Plain("First:"),)),
        Bullets(((Plain("one and more"),), (Plain("two"),))),
        Paragraph((Plain("After."),)),
    )


def test_the_four_kinds_of_inline_stand_in_one_line() -> None:
    assert parse("a *b* [[c]] [[d|e f]] [@g].")[0] == Paragraph(
        (
            Plain("a "), Emphasis("b"), Plain(" "), TermLink("c", ""), Plain(" "), TermLink("d", "e f"), Plain(" "),
            Citation("g"), Plain("."),
        )
    )  # fmt: skip


@given(st.lists(ids, max_size=6), st.lists(ids, max_size=6))
def test_every_source_and_every_term_is_found_in_order(sources: list[str], linked: list[str]) -> None:
    text = "\n\n".join([*(f"A figure [@{id}]." for id in sources), *(f"- A [[{id}|word]] here." for id in linked)])
    assert cited(text) == sources
    assert terms(text) == linked


def test_each_list_item_is_a_passage_of_its_own() -> None:
    """A citation vouches for its own item, not for the next one."""
    assert [len(passage) for passage in passages("- 12 people [@a]\n- 13 people\n\nmore")] == [2, 1, 1]


def test_a_reader_sees_terms_by_their_names_and_no_citations() -> None:
    text = "The [[stem-cell]] and [[other|these words]] *matter* [@source-1]."
    assert words(text, {"stem-cell": "stem cell"}) == "The stem cell and these words matter."


def test_a_term_without_a_name_is_shown_by_its_id() -> None:
    assert words("[[stem-cell]]") == "stem-cell"


def test_an_empty_text_has_no_blocks() -> None:
    assert parse("") == parse(" \n\n ") == ()
