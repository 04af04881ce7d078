"""What one reader keeps ("my list"): what it holds, its limits, and how a reader's words are cleaned. No secrets here.

The changes of it are in `worksheet_changes.py`; `conditions/lists.py` seals it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
import unicodedata
from typing import Literal, cast, get_args

from pydantic import Field

from conditions.guide.vocabulary import EMPTY, Part, Text, Whom

Heard = Literal["", "clear", "vague", "refused"]
Weight = Literal["much", "some", "little", "unsure"]
Readiness = Literal["sure", "informed", "clear", "supported"]
HEARD: tuple[str, ...] = get_args(Heard)
WEIGHTS: tuple[str, ...] = get_args(Weight)
READINESS: tuple[str, ...] = get_args(Readiness)
WHOM: tuple[str, ...] = get_args(Whom)

FORMAT = 1

# Limits: characters after cleaning, or how many there may be
OWN_QUESTION = 300
ANSWER = 2_000
WHO = 100  # who gave an answer, who does a step
OWN_STATEMENT = 300
STEP = 300
BY_WHEN = 100
ENTRIES = 200
STARS = 3
ANSWERS = 5  # texts kept side by side where several devices answered at once
RATINGS = 200
CHECKED = 200
READY = 100
STEPS = 20
WHOLE = 2_000_000  # bytes of the whole list as JSON: a full list of long Chinese answers stays below

Code = Literal[
    "empty", "too-long", "control", "bidi", "surrogate",  # of a text
    "full", "three-stars",  # of a list
    "unknown-entry", "unknown-step", "unknown-statement", "unknown-value",  # of what a form names
]  # fmt: skip
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # letters by category, and yet nothing is seen


class Refused(Exception):
    """A change that is not made. The rooms turn `code` into a message in the reader's language, at `field`."""

    def __init__(self, code: Code, field: str = "", limit: int | None = None) -> None:
        super().__init__(code, field, limit)
        self.code: Code = code
        self.field = field
        self.limit = limit


class Written(Part):
    """An answer, and who gave it (may be empty)."""

    text: str
    by: str = ""


class Entry(Part):
    """A question on the list, worded as it was when it was added: plain words, both languages.

    `slug`, `question` and `edition` name where it comes from; they are empty (0) for the reader's own question, whose
    words are the same in both languages. More than one `answers`: two devices wrote at once, and both texts are kept.
    """

    id: str
    slug: str = ""
    question: str = ""
    edition: int = 0
    whom: Whom = "clinic"
    ask: Text = EMPTY
    ask_for_other: Text = EMPTY
    starred: bool = False
    asked: bool = False
    heard: Heard = ""
    answers: tuple[Written, ...] = ()

    @property
    def own(self) -> bool:
        """Whether the reader wrote this question."""
        return not self.question


class Rating(Part):
    """How much a statement of a guide (`value`) or one of the reader's own (`id`, `statement`) matters."""

    slug: str
    value: str = ""
    id: str = ""
    statement: Text = EMPTY
    weight: Weight


class Checked(Part):
    """The answer chosen for one of the questions of "Check yourself"; ids of the guide."""

    slug: str
    check: str
    answer: str


class Ready(Part):
    """Yes or no to one of the four readiness questions of a guide."""

    slug: str
    item: Readiness
    yes: bool


class Step(Part):
    """A next step, who does it, by when: three lines of free text, the last two may be empty."""

    id: str
    what: str
    who: str = ""
    by_when: str = ""


class SharedLink(Part):
    """The link that reads this list, kept in the sealed list so that its owner can see and revoke it."""

    token: str = Field(repr=False)
    made_at: datetime.datetime


class Worksheet(Part):
    """Everything one reader keeps. `entries` stand in the reader's order."""

    format: int = FORMAT
    entries: tuple[Entry, ...] = ()
    ratings: tuple[Rating, ...] = ()
    checked: tuple[Checked, ...] = ()
    ready: tuple[Ready, ...] = ()
    plan: tuple[Step, ...] = ()
    for_other: bool = False
    both_languages: bool = False
    shared: SharedLink | None = Field(default=None, repr=False)

    def entry(self, id: str) -> Entry | None:
        """The entry with this id, or None."""
        return next((entry for entry in self.entries if entry.id == id), None)

    def entry_of(self, slug: str, question: str) -> Entry | None:
        """The entry made from this question of a guide, or None."""
        return next(
            (each for each in self.entries if question and (each.slug, each.question) == (slug, question)), None
        )

    def step(self, id: str) -> Step | None:
        """The step of the plan with this id, or None."""
        return next((step for step in self.plan if step.id == id), None)

    def rating(self, slug: str, *, value: str = "", id: str = "") -> Rating | None:
        """The rating of a guide's statement (`value`) or of an own one (`id`), or None."""
        return next((each for each in self.ratings if (each.slug, each.value, each.id) == (slug, value, id)), None)

    def chosen(self, slug: str, check: str) -> str:
        """The id of the answer chosen for this question of "Check yourself", or nothing."""
        return next((each.answer for each in self.checked if (each.slug, each.check) == (slug, check)), "")

    def is_ready(self, slug: str, item: str) -> bool | None:
        """Yes, no, or None where nothing was said."""
        return next((each.yes for each in self.ready if (each.slug, each.item) == (slug, item)), None)

    @property
    def stars(self) -> tuple[Entry, ...]:
        """What to ask first, in the reader's order; at most three."""
        return tuple(entry for entry in self.entries if entry.starred)


def new_id() -> str:
    """An id for a form that makes something new: sent twice, it makes one thing."""
    return secrets.token_hex(8)


def own_question(id: str, text: str, whom: str = "clinic") -> Entry:
    """An entry for the reader's own words, as typed: `worksheet_changes.add` cleans and checks them."""
    return Entry.model_construct(None, id=id, whom=cast(Whom, whom), ask=Text.model_construct(en=text, zh_hans=text))


def base_of(thing: Entry | Step | Rating) -> str:
    """A short hash of what a form shows of an entry (its answers), a step or an own statement.

    The form carries it; when it comes back with another base than the stored one, somebody has written in between.
    """
    if isinstance(thing, Entry):
        shown = [[answer.text, answer.by] for answer in thing.answers]
    elif isinstance(thing, Step):
        shown = [[thing.what, thing.who, thing.by_when]]
    else:
        shown = [[thing.statement.en, thing.statement.zh_hans]]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:12]


def cleaned(text: str, limit: int, *, lines: bool, field: str = "") -> str:
    """A reader's words: NFC, ends trimmed, line ends as LF, a tab as a space. HTML is plain text and stays.

    Raises Refused: "surrogate", "bidi" (U+202A-202E, U+2066-2069), "control" (a line end too, unless `lines`),
    "empty" (nothing that can be seen), "too-long" (more than `limit` characters).
    """
    if any(unicodedata.category(sign) == "Cs" for sign in text):
        raise Refused("surrogate", field)
    if not _OVERRIDES.isdisjoint(text):
        raise Refused("bidi", field)
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").strip(" \n\u3000\xa0")
    if any(unicodedata.category(sign) == "Cc" and not (lines and sign == "\n") for sign in text):
        raise Refused("control", field)
    if not any(_seen(sign) for sign in text):
        raise Refused("empty", field)
    if len(text) > limit:
        raise Refused("too-long", field, limit)
    return text


def cleaned_or_empty(text: str, limit: int, *, lines: bool, field: str = "") -> str:
    """Like `cleaned`, for a field that may stay empty."""
    try:
        return cleaned(text, limit, lines=lines, field=field)
    except Refused as refused:
        if refused.code == "empty":
            return ""
        raise


def as_bytes(worksheet: Worksheet) -> bytes:
    """The whole list as JSON. Raises Refused ("full") past WHOLE."""
    written = worksheet.model_dump_json().encode("utf-8")
    if len(written) > WHOLE:
        raise Refused("full", "", WHOLE)
    return written


def read(written: bytes) -> Worksheet:
    """What `as_bytes` wrote, in this or an older format. Raises pydantic's ValidationError for anything else."""
    return Worksheet.model_validate_json(written)


def _seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "ZCM" and sign not in _UNSEEN
