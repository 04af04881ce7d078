"""What has changed between two editions, ready to be shown to a reader of one language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from conditions.guide import wording
from conditions.guide.differences import Change, Piece, TextChange, ValueChange, differences, pieces
from conditions.guide.document import Guide, Outcome, Part, Text
from conditions.guide.languages import CHINESE, ENGLISH, Language, is_han
from conditions.guide.markup import words
from conditions.reading import guides, names
from conditions.reading.field_names import FIELDS, VALUES

CONTEXT = 70  # signs of unchanged words that stand on either side of a change
LONGEST_TITLE = {ENGLISH: 90, CHINESE: 40}  # signs
MOST_BYTES = 60_000  # of words; beyond this the places are named and the words left out: the page must stay light
_GAP = {ENGLISH: " … ", CHINESE: "……"}
_LABELS = ("name", "title", "term", "claim", "sign", "ask", "what", "statement", "text")


@dataclass(frozen=True)
class ShownText:
    """A text or a value that differs: what it is called, and its words in pieces."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ShownChange:
    """A part that differs. `kind` is changed, added, removed or moved; `language` that of the title."""

    kind: str
    kind_name: str
    title: str
    language: Language
    texts: tuple[ShownText, ...]


@dataclass(frozen=True)
class WhatChanged:
    """All that differs for readers of one language, by part of the guide. `brief`: too much, so without the words."""

    parts: tuple[tuple[str, tuple[ShownChange, ...]], ...]
    brief: bool

    @property
    def count(self) -> int:
        return sum(len(changes) for _name, changes in self.parts)


def what_changed(old: Guide, new: Guide, language: Language) -> WhatChanged:
    """What a reader of `new` finds different from `old`, word by word; in the words of one language."""
    term_names = {term.id: term.term.in_language(language) for guide in (old, new) for term in guide.terms}
    with override(language.code):
        shown = []
        for change in differences(old, new, as_read=True):
            found = _shown(change, old, new, language, term_names)
            if found is not None:
                shown.append((change.part, found))
        told = (piece.words for _part, each in shown for text in each.texts for piece in text.pieces)
        brief = sum(len(run.encode()) for run in told) > MOST_BYTES
        if brief:
            shown = [(part, replace(each, texts=())) for part, each in shown]
        part_names = {**names.PARTS, **guides.parts(new), "glossary": _("Glossary")}
        parts = tuple(
            (str(part_names.get(part, part)), tuple(each for _part, each in those))
            for part, those in groupby(shown, key=lambda pair: pair[0])
        )
    return WhatChanged(parts, brief)


def _shown(
    change: Change, old: Guide, new: Guide, language: Language, term_names: dict[str, str]
) -> ShownChange | None:
    """None where a reader of this language sees nothing of the change."""
    texts = [
        *_statement(change.path, old, new, language),
        *_texts(change.texts, language),
        *_values(change.values, language),
    ]
    if not texts and not change.moved and change.kind not in ("added", "removed"):
        return None
    title, title_language = _title(change.path, old if change.kind == "removed" else new, language, term_names)
    if change.kind in ("added", "removed"):  # its name stands above already
        texts = [text for text in texts if "".join(piece.words for piece in text.pieces) != title]
    kind_name = {
        "changed": _("changed"),
        "added": pgettext("a part of the guide", "new"),
        "removed": _("taken out"),
        "moved": _("stands elsewhere in the list"),
    }[change.kind]
    return ShownChange(change.kind, kind_name, title, title_language, tuple(texts))


def _statement(path: str, old: Guide, new: Guide, language: Language) -> Iterable[ShownText]:
    """The fixed sentence on an outcome, where it is another one: nobody wrote it, so no field holds it."""
    before, after = _at(path, old), _at(path, new)
    if isinstance(before, Outcome) and isinstance(after, Outcome):
        sentences = wording.statement(before, language), wording.statement(after, language)
        if sentences[0] != sentences[1]:
            yield ShownText(_("What studies show"), _shortened(pieces(*sentences), language))


def _texts(found: Iterable[TextChange], language: Language) -> Iterable[ShownText]:
    for text in found:
        if language in text.pieces:
            yield ShownText(_field_name(text.field), _shortened(text.pieces[language], language))


def _values(found: Iterable[ValueChange], language: Language) -> Iterable[ShownText]:
    """Numbers, dates and fixed words that mean something to a reader. Ids, and what only reviewers read, do not."""
    for value in found:
        field = value.field.rpartition("/")[2]
        if field in ("sources", "studies") and "findings" not in value.field:
            yield from _ids(field, value)
        elif field in _FIXED_WORDS or (field in FIELDS and not isinstance(value.old or value.new, tuple | str)):
            before, after = (_value(field, each, language) for each in (value.old, value.new))
            went, came = Piece("removed", before), Piece("added", after)
            yield ShownText(_field_name(field), tuple(piece for piece in (went, came) if piece.words))


_FIXED_WORDS = {*VALUES, "certainty"}


def _ids(field: str, value: ValueChange) -> Iterable[ShownText]:
    """Lists of sources are numbered anew in each edition, so it is said how many came and went."""
    came, went = set(value.new or ()) - set(value.old or ()), set(value.old or ()) - set(value.new or ())
    counts = [Piece("removed", str(len(went)))] if went else []
    counts += [Piece("added", str(len(came)))] if came else []
    if counts:
        yield ShownText(str(FIELDS[field]), tuple(counts))


def _value(field: str, value: Any, language: Language) -> str:
    if value is None:
        return ""
    if field == "certainty":
        return wording.CERTAINTY_NAME[value][language]
    if isinstance(value, datetime.date):
        return date_format(value, _("j F Y"))
    if isinstance(value, int):
        return f"{value:,}"
    return str(VALUES.get(field, {}).get(value, value))


def _field_name(path: str) -> str:
    field = path.rpartition("/")[2]
    return str(FIELDS.get(field, ""))


def _shortened(found: tuple[Piece, ...], language: Language) -> tuple[Piece, ...]:
    """The pieces with long unchanged runs cut to what stands beside a change."""
    gap = _GAP[language]
    shown = []
    for at, piece in enumerate(found):
        before, after = at > 0, at < len(found) - 1
        run = piece.words
        if piece.kind == "same" and len(run) > (before + after) * CONTEXT + 20:
            start = _until_word(run[:CONTEXT], language) if before else ""
            end = _until_word(run[-CONTEXT:][::-1], language)[::-1] if after else ""
            run = f"{start}{gap}{end}"
        shown.append(Piece(piece.kind, run))
    return tuple(shown)


def _until_word(run: str, language: Language) -> str:
    """The run without the word that was cut at its end."""
    return run if language.is_chinese or " " not in run else run.rpartition(" ")[0]


def title_of(path: str, guide: Guide, language: Language) -> tuple[str, Language]:
    """What the part at a path is called in a guide, and in which language; nothing where it is not there."""
    return _title(path, guide, language, {term.id: term.term.in_language(language) for term in guide.terms})


def _title(path: str, guide: Guide, language: Language, term_names: dict[str, str]) -> tuple[str, Language]:
    """What the changed part is called: the label of it and of the part that it stands in."""
    if "/" not in path:
        return str(FIELDS.get(path, "")), language
    labels: list[str] = []
    for part in _on_the_way(path, guide):
        label, spoken = _label(part, language, term_names)
        if spoken is not language:
            return label, spoken
        labels.append(label)
    return " · ".join(filter(None, labels)), language


def _on_the_way(path: str, guide: Guide) -> Iterable[Any]:
    """The parts that a path passes, the last one being where it leads; none where it leads nowhere."""
    found: Any = guide
    for step in path.split("/"):
        if isinstance(found, tuple):
            found = next((row for row in found if getattr(row, "id", "") == step), None)
            yield found
        else:
            found = getattr(found, step, None)


def _at(path: str, guide: Guide) -> Any:
    return next(reversed(list(_on_the_way(path, guide))), None)


def _label(part: Any, language: Language, term_names: dict[str, str]) -> tuple[str, Language]:
    if not isinstance(part, Part):
        return "", language
    citation = getattr(part, "citation", "")
    if citation:
        spoken = CHINESE if any(map(is_han, citation)) else ENGLISH
        return _cut(citation, spoken), spoken
    for field in _LABELS:
        text = getattr(part, field, None)
        if isinstance(text, Text) and text:
            title = words(text.in_language(language), term_names).replace("\n", " ")
            return _cut(title, language), language
    id = getattr(part, "id", "")
    return str(names.RUNGS[id]) if id in names.RUNGS else id.upper(), language


def _cut(title: str, language: Language) -> str:
    if len(title) <= LONGEST_TITLE[language]:
        return title
    return f"{_until_word(title[: LONGEST_TITLE[language]], language)}{_GAP[language]}".rstrip()
