"""What stands on a sheet of paper, as plain data: the print pages and the PDFs are both made from this tree.

`kinds.guide_sheet()` makes a `Sheet` from an edition and `kinds.list_sheet()` from a reader's list; `as_data()` turns
one into what JSON can hold. How to read it:

- `Words` are the same words in each asked language, by its code: `{"en": (Piece, …), "zh-hans": (Piece, …)}`. A sheet
  in one language has one key everywhere, a sheet in two has both, in the order of `Sheet.languages`. Words that are
  empty are `{}`.
- A `Piece` is plain words, emphasis, or a citation, whose words are a number in the list of sources at the sheet's end.
- `Passages` are paragraphs and items of a list, by language; the two languages need not have equally many.
- Nothing in it is markup. Texts that readers wrote (`Question.own`, `Answer`, `Table` of a plan) may hold anything:
  any script, emoji, quotes, backslashes, line ends.
- Each block names its `kind`. Its fields are language-free where they can be: counts, states, ids.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

ANSWER_SPACE = 27  # millimetres of empty paper below a question, at least


@dataclass(frozen=True)
class Piece:
    """A run of words within a line. `cite`: `words` is the number of a source in the sheet's `Sources`."""

    kind: Literal["plain", "emphasis", "cite"]
    words: str


What = Literal["leaflet", "clinician", "questions", "aftercare", "list"]
Line = tuple[Piece, ...]
Words = dict[str, Line]  # by language code


@dataclass(frozen=True)
class Passage:
    """A paragraph, or an item of a list."""

    kind: Literal["paragraph", "item"]
    pieces: Line


Passages = dict[str, tuple[Passage, ...]]  # by language code


@dataclass(frozen=True)
class Heading:
    """A heading within the sheet: level 2, or 3 for what stands under a 2. Never alone at the foot of a side."""

    words: Words
    level: Literal[2, 3] = 2
    kind: str = "heading"


@dataclass(frozen=True)
class Prose:
    """Running text. `role` says how loud: the main message stands out, a notice is framed, small is a side remark, and
    `endorsement` is the framed line that asks a clinician to go through the questions."""

    passages: Passages
    role: Literal["", "main", "notice", "small", "endorsement"] = ""
    kind: str = "prose"


@dataclass(frozen=True)
class Table:
    """Rows that are never cut in two. The first cell of a row names it. `widths` are shares, one for each column.

    In two languages each cell has both, one above the other. `head` may be empty.
    """

    caption: Words
    head: tuple[Words, ...]
    rows: tuple[tuple[Passages, ...], ...]
    widths: tuple[int, ...]
    kind: str = "table"


@dataclass(frozen=True)
class Array:
    """One group of people, drawn: `events` filled figures of `denominator` (100, or 1,000 in 40 columns; the geometry
    is numbers.IconArray). `count` reads "61 out of 100", `frames` says both how many and how many not."""

    name: Words
    count: Words
    frames: Words
    events: int
    denominator: int


@dataclass(frozen=True)
class Outcome:
    """One outcome as its kind is drawn. `arrays` (comparison group first), or an empty frame of the same size where
    `empty` has words ("Not studied", "No comparison"), or neither. Words that a kind does not have are {}.

    `state` is one of wording.State and decides the mark before `state_name`; `certainty` one of document.Certainty.
    """

    title: Words
    state: str
    state_name: Words
    statement: Words
    arrays: tuple[Array, ...]
    empty: Words
    counted: Words  # "2 of 9 people …", never drawn
    difference: Words
    gloss: Words  # the number interpreted in one sentence
    facts: tuple[tuple[Words, Words], ...]  # name and words: how sure we are and why, who was studied, over which time
    certainty: str
    cites: Line
    kind: str = "outcome"


@dataclass(frozen=True)
class Answer:
    """What was answered, as the reader wrote it, and who gave it (may be empty)."""

    text: str
    by: str = ""


@dataclass(frozen=True)
class Question:
    """A numbered question with `space` millimetres to write in (none where it is 0: the leaflet only names questions).

    `own`: the reader's own words, the same in both languages; show them once, in `own_language` ("en" or "zh-hans").
    `boxes` are what to tick; `ticked` says which are ticked already, by place. `answers` are printed above the space.
    """

    number: int
    ask: Words
    whom: Words
    why: Words
    boxes: tuple[Words, ...]
    ticked: tuple[int, ...] = ()
    starred: bool = False
    own: bool = False
    own_language: str = ""
    answers: tuple[Answer, ...] = ()
    answer_label: Words = field(default_factory=dict)
    space: int = ANSWER_SPACE
    kind: str = "question"


@dataclass(frozen=True)
class Fields:
    """Places to fill in by hand: a label, and how many lines to write on."""

    fields: tuple[tuple[Words, int], ...]
    kind: str = "fields"


@dataclass(frozen=True)
class Ticks:
    """Things to tick off, each with an empty box."""

    items: tuple[Words, ...]
    kind: str = "ticks"


@dataclass(frozen=True)
class SourceLine:
    """A source in the list at the end: who and when, or the whole citation where no number finds it.

    `language` is the code of the citation's own language. `where` is a doi, a register's number or an address without
    its scheme; printed, never hidden behind a link; empty where the citation says it already. Of an entry in a
    register `citation` is empty: its number says all.
    """

    number: int
    citation: str
    language: str
    where: str
    link: str  # the whole address, may be empty


@dataclass(frozen=True)
class Sources:
    """The sources that the numbers on this sheet mean. Smaller type is fine here (8.5 pt and more)."""

    heading: Words
    entries: tuple[SourceLine, ...]
    kind: str = "sources"


Block = Heading | Prose | Table | Outcome | Question | Fields | Ticks | Sources


@dataclass(frozen=True)
class Foot:
    """What every side carries. `pages` has the gaps {page} and {pages} in its words. `address` is the whole address for
    the QR code and `short` what is printed beside it; both are empty without SITE_ADDRESS, and then `note` says why."""

    edition: Words
    pages: Words
    address: str
    short: str
    note: Words


@dataclass(frozen=True)
class Sheet:
    """One handout in one language or in two. `name` is a safe name for its file, without an ending.

    `box_note` is printed once at the end, by whoever sets the sheet, where it had to show a character as a marked box.
    """

    what: What
    languages: tuple[str, ...]  # codes: "en", "zh-hans"
    title: Words
    subtitle: Words
    blocks: tuple[Block, ...]
    foot: Foot
    box_note: Words
    name: str


def as_data(sheet: Sheet) -> dict[str, Any]:
    """The sheet as dicts, lists, strings and numbers: what JSON and Typst can hold."""
    return asdict(sheet)
