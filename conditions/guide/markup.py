"""The small safe syntax of a guide's text: paragraphs, `- ` lists, `*emphasis*`, `[[term]]` and `[@source]`.

`[[term]]` shows the term's own name, `[[term|these words]]` shows other words. There is no HTML and no other link:
what is not of this syntax is shown as it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# a guide's texts are read again and again: by the rules, by each measure, by every page
REMEMBERED = 8192


@dataclass(frozen=True)
class Plain:
    """Words as they are."""

    words: str


@dataclass(frozen=True)
class Emphasis:
    """Words with stress."""

    words: str


@dataclass(frozen=True)
class TermLink:
    """A glossary term, shown as `words`, or by its own name when empty."""

    id: str
    words: str


@dataclass(frozen=True)
class Citation:
    """A pointer to a source."""

    id: str


Inline = Plain | Emphasis | TermLink | Citation


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Bullets:
    """A list: one tuple of inlines for each item."""

    items: tuple[tuple[Inline, ...], ...]


Block = Paragraph | Bullets

_INLINE = re.compile(
    r"\[\[(?P<term>[a-z0-9-]+)(?:\|(?P<words>[^\[\]]+))?\]\]"
    r"|\[@(?P<source>[a-z0-9-]+)\]"
    r"|\*(?P<stress>[^*\n]+)\*"
)


@lru_cache(maxsize=REMEMBERED)
def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text. Any string parses; a blank line parts paragraphs, lines that begin `- ` make a list."""
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        prose: list[str] = []
        items: list[str] = []

        def close(prose: list[str] = prose, items: list[str] = items) -> None:
            if prose:
                blocks.append(Paragraph(tuple(_inlines(" ".join(prose)))))
                prose.clear()
            if items:
                blocks.append(Bullets(tuple(tuple(_inlines(item)) for item in items)))
                items.clear()

        for line in chunk.splitlines():
            if line.startswith("- "):
                if prose:
                    close()
                items.append(line[2:].strip())
            elif items and line.startswith("  "):
                items[-1] += " " + line.strip()
            elif line.strip():
                if items:
                    close()
                prose.append(line.strip())
        close()
    return tuple(blocks)


def _inlines(line: str) -> Iterator[Inline]:
    at = 0
    for match in _INLINE.finditer(line):
        if match.start() > at:
            yield Plain(line[at : match.start()])
        if match["term"]:
            yield TermLink(match["term"], match["words"] or "")
        elif match["source"]:
            yield Citation(match["source"])
        else:
            yield Emphasis(match["stress"])
        at = match.end()
    if at < len(line):
        yield Plain(line[at:])


def passages(text: str) -> Iterator[tuple[Inline, ...]]:
    """Each paragraph and each list item as its inlines: what a citation in it vouches for."""
    for block in parse(text):
        if isinstance(block, Paragraph):
            yield block.inlines
        else:
            yield from block.items


def cited(text: str) -> list[str]:
    """The ids of the sources named in a text, in order, repeats included."""
    if "[@" not in text:
        return []
    return [inline.id for passage in passages(text) for inline in passage if isinstance(inline, Citation)]


def terms(text: str) -> list[str]:
    """The ids of the terms linked in a text, in order, repeats included."""
    if "[[" not in text:
        return []
    return [inline.id for passage in passages(text) for inline in passage if isinstance(inline, TermLink)]


def words(text: str, term_name: dict[str, str] | None = None) -> str:
    """The text as a reader sees it without links: citations left out, terms by their words, one line a passage.

    `term_name` gives the shown name of each term that is linked without words of its own.
    """
    names = term_name or {}
    lines = []
    for passage in passages(text):
        line = ""
        for inline in passage:
            match inline:
                case TermLink(id, shown):
                    line += shown or names.get(id, id)
                case Plain(plain) | Emphasis(plain):
                    line += plain
                case Citation():
                    line = line.rstrip(" ")
        lines.append(line.strip())
    return "\n".join(lines)
