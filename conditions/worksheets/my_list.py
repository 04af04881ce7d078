"""The list itself as it is shown: every entry in the reader's words and order, and what each of its forms changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from conditions.guide.document import Question, Text
from conditions.guide.languages import LANGUAGES, Language
from conditions.guide.worksheet import (
    ANSWER,
    ANSWERS,
    HEARD,
    WHO,
    Entry,
    Refused,
    Worksheet,
    Written,
    base_of,
    cleaned_or_empty,
)
from conditions.guide.worksheet_changes import Change, answer, ask_for, in_turn, mark, move, remove, show_both, star
from conditions.library import Opened
from conditions.reading import guides
from conditions.worksheets.questions import MINUTE, OwnForm, add_own, own_form, plain

HEARD_NAMES = {
    "": _("Not said yet"),
    "clear": _("Clear"),
    "vague": _("Vague"),
    "refused": _("They did not answer"),
}
# What to do next: never a score of a clinic, a doctor or the reader
ADVICE = {
    "clear": _("Write the answer down as it was said, with the day. Ask to have it on paper, or by e-mail."),
    "vague": _("Ask again, for a number, a name or a paper. If it stays vague, wait before you pay or sign."),
    "refused": _("You may ask. While this is open, sign nothing and pay nothing. Ask your own doctor too."),
}  # fmt: skip


@dataclass(frozen=True)
class Worded:
    """The words of a question in one language. `language` is None for the reader's own words."""

    language: Language | None
    words: str


@dataclass(frozen=True)
class ShownEntry:
    """An entry with its form. `above` and `below` are the ids of its neighbours as they are seen, or empty.

    `now` has the words of the guide where they have changed since the question was added; `missing` says that the guide
    does not ask it any more. `text`, `by`, `asked` and `heard` stand in the form. `was` is what they were made from.
    """

    entry: Entry
    number: int
    wordings: tuple[Worded, ...]
    now: tuple[Worded, ...]
    missing: bool
    guide: str
    address: str
    above: str
    below: str
    text: str
    by: str
    asked: bool
    heard: str
    open: bool
    errors: Mapping[str, str]

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def base(self) -> str:
        return base_of(self.entry)

    @property
    def was(self) -> str:
        return _was(self.entry)

    @property
    def advice(self) -> Any:
        """What to do after such an answer, or nothing."""
        return ADVICE.get(self.entry.heard, "")

    @property
    def words(self) -> str:
        """The question in the language of the page, for labels."""
        return self.wordings[0].words


@dataclass(frozen=True)
class ShownList:
    """`minute`: the stars, or else the first three; `rest`: all others, in the reader's order.

    `homeless` is an answer that was sent for a question that is not on the list any more.
    """

    minute: tuple[ShownEntry, ...]
    rest: tuple[ShownEntry, ...]
    own: OwnForm
    asked: int
    homeless: Written | None

    @property
    def total(self) -> int:
        return len(self.minute) + len(self.rest)


def ordered(sheet: Worksheet) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """What to ask if there is only one minute, and the rest."""
    if sheet.stars:
        return sheet.stars, tuple(entry for entry in sheet.entries if not entry.starred)
    return sheet.entries[:MINUTE], sheet.entries[MINUTE:]


def shown_list(
    sheet: Worksheet,
    opened: Mapping[str, Opened],
    language: Language,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> ShownList:
    """The list for the page. `opened` are the current guides by slug; `typed` and `errors` are of a refused form."""
    minute, _rest = ordered(sheet)
    shown = [
        _shown(entry, number, sheet, opened, language, beside, *_of(entry, typed, errors))
        for entry, number, beside in _places(sheet)
    ]
    return ShownList(
        tuple(shown[: len(minute)]),
        tuple(shown[len(minute) :]),
        own_form(typed, errors),
        sum(1 for entry in sheet.entries if entry.asked),
        _homeless(sheet, typed),
    )


def shown_one(
    id: str,
    sheet: Worksheet,
    opened: Mapping[str, Opened],
    language: Language,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> ShownEntry | None:
    """One entry of `shown_list` by its id, without the work for all others; None where the list has none."""
    for entry, number, beside in _places(sheet):
        if entry.id == id:
            return _shown(entry, number, sheet, opened, language, beside, *_of(entry, typed, errors))
    return None


def _places(sheet: Worksheet) -> Iterator[tuple[Entry, int, tuple[str, str]]]:
    """Every entry as the page orders them, with its number and the ids of its neighbours."""
    minute, rest = ordered(sheet)
    # past the last star the order of the page would not change, so a star's neighbours are stars
    groups = [minute, rest] if sheet.stars else [(*minute, *rest)]
    number = 0
    for group in groups:
        ids = ("", *(entry.id for entry in group), "")
        for place, entry in enumerate(group):
            number += 1
            yield entry, number, (ids[place], ids[place + 2])


def wordings(entry: Entry, sheet: Worksheet, language: Language) -> tuple[Worded, ...]:
    """A question as it was worded when it was added: in the language of the page first, in both where wanted."""
    return _worded(entry, entry.ask, entry.ask_for_other, sheet, language)


def _worded(entry: Entry, ask: Text, other: Text, sheet: Worksheet, language: Language) -> tuple[Worded, ...]:
    if entry.own:
        return (Worded(None, ask.in_language(language)),)
    wanted = [language, *(each for each in LANGUAGES if each is not language and sheet.both_languages)]
    return tuple(
        Worded(each, (sheet.for_other and other.in_language(each)) or ask.in_language(each)) for each in wanted
    )


def _of(
    entry: Entry, typed: Mapping[str, str], errors: Mapping[str, str]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    return (typed, errors) if typed.get("id") == entry.id and typed.get("act") != "own" else ({}, {})


def _shown(
    entry: Entry,
    number: int,
    sheet: Worksheet,
    opened: Mapping[str, Opened],
    language: Language,
    neighbours: tuple[str, str],
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> ShownEntry:
    home = opened.get(entry.slug)
    question = _question(entry, home)
    settled = entry.answers[0] if len(entry.answers) == 1 else Written(text="")
    heard = typed.get("heard", entry.heard)
    return ShownEntry(
        entry=entry,
        number=number,
        wordings=wordings(entry, sheet, language),
        now=_now(entry, sheet, home, question, language),
        missing=not entry.own and home is not None and question is None,
        guide=home.guide.name.in_language(language) if home else "",
        address=f"{guides.address(home.guide, 'questions')}#question-{entry.question}" if home and question else "",
        above=neighbours[0],
        below=neighbours[1],
        text=typed.get("answer", settled.text),
        by=typed.get("by", settled.by),
        asked="asked" in typed if typed else entry.asked,
        heard=heard if heard in HEARD else "",
        open=bool(typed),
        errors=errors,
    )


def _question(entry: Entry, home: Opened | None) -> Question | None:
    if home is None or entry.own:
        return None
    return next((question for question in home.guide.questions if question.id == entry.question), None)


def _now(
    entry: Entry, sheet: Worksheet, home: Opened | None, question: Question | None, language: Language
) -> tuple[Worded, ...]:
    """The words that the guide has now, where they differ from those on the list as they are shown."""
    if home is None or question is None or home.about.number == entry.edition:
        return ()
    now = _worded(entry, plain(home.guide, question.ask), plain(home.guide, question.ask_for_other), sheet, language)
    return now if now != wordings(entry, sheet, language) else ()


def _homeless(sheet: Worksheet, typed: Mapping[str, str]) -> Written | None:
    text = typed.get("answer", "").strip()
    if not text or sheet.entry(typed.get("id", "")) is not None:
        return None
    return Written(text=text, by=typed.get("by", ""))


def list_change(typed: Mapping[str, str]) -> Change:
    """What a form of the list asks for. Whatever button of an entry was pressed, what was written in it is kept too.

    Raises Refused ("unknown-value") for an act that no form has; all else is refused when it is applied.
    """
    id, act = typed.get("id", ""), typed.get("act", "")
    match act:
        case "own":
            return add_own(typed)
        case "for-other" | "for-me":
            return ask_for(act == "for-other")
        case "both" | "one":
            return show_both(act == "both")
        case "keep":
            return _written(id, typed)
        case "star" | "unstar":
            return in_turn(_written(id, typed), star(id, act == "star"))
        case "up":
            return in_turn(_written(id, typed), _moved(id, -1, typed.get("above", "")))
        case "down":
            return in_turn(_written(id, typed), _moved(id, +1, typed.get("below", "")))
        case "remove":
            return remove(id)
    if act.startswith("only-"):
        return _only(id, act.removeprefix("only-"), typed.get("base", ""))
    raise Refused("unknown-value")


def _moved(id: str, by: int, past: str) -> Change:
    """No neighbour on that side, and it stays where it is."""
    return move(id, by, past) if past else lambda sheet: sheet


def _was(entry: Entry) -> str:
    return f"{'asked' if entry.asked else ''} {entry.heard}"


def _written(id: str, typed: Mapping[str, str]) -> Change:
    """The answer and the marks, as far as they were touched in the form."""

    def made(sheet: Worksheet) -> Worksheet:
        given = typed.get("answer"), typed.get("by", "")
        if given[0] is not None and not _untouched(given[0], given[1], typed):
            sheet = answer(id, given[0], given[1], typed.get("base", ""))(sheet)
        asked, heard = "asked" in typed, typed.get("heard", "")
        if "was" in typed and typed["was"] != f"{'asked' if asked else ''} {heard}":
            sheet = mark(id, asked, heard)(sheet)
        elif sheet.entry(id) is None:
            raise Refused("unknown-entry", "id")
        return sheet

    return made


def _untouched(text: str, by: str, typed: Mapping[str, str]) -> bool:
    """Whether the form comes back as it was made: then an answer that was written elsewhere meanwhile stays."""
    new = Written(
        text=cleaned_or_empty(text, ANSWER, lines=True, field="answer"),
        by=cleaned_or_empty(by, WHO, lines=False, field="by"),
    )
    made_from = int(typed["texts"]) if typed.get("texts", "") in map(str, range(ANSWERS + 1)) else 1
    if not new.text and not made_from and new.by:
        raise Refused("empty", "by")
    if not new.text and made_from != 1:  # nothing stood in it: no answer yet, or several to choose from
        return True
    return base_of(Entry(id="form", answers=(new,))) == typed.get("base", "")


def _only(id: str, place: str, base: str) -> Change:
    """Of several answers, keeps one. Where somebody has written since, all stay."""

    def made(sheet: Worksheet) -> Worksheet:
        entry = sheet.entry(id)
        if entry is None:
            raise Refused("unknown-entry", "id")
        if place not in map(str, range(len(entry.answers))) or base_of(entry) != base:
            return sheet
        kept = entry.answers[int(place)]
        return answer(id, kept.text, kept.by, base)(sheet)

    return made
