"""What changed between two guides: part by part, word by word in both languages, and every number, date and id.

Parts of a list are matched by their ids. A changed part is one `Change`, with the texts and the other fields that
differ; a part that is new or gone brings all its texts, as added or removed words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Literal

from conditions.guide.document import Guide, Part, Text
from conditions.guide.languages import LANGUAGES, Language
from conditions.guide.markup import words
from conditions.guide.places import PARTS

PieceKind = Literal["same", "removed", "added"]
ChangeKind = Literal["changed", "added", "removed", "moved"]

# a link, a number with its points and commas, a word, a run of spaces; else one sign, so that each 汉字 stands alone
_TOKEN = re.compile(
    r"\[\[[^\[\]]*\]\]|\[@[a-z0-9-]+\]|\d+(?:[.,:/]\d+)*"
    r"|[^\W\d_\u3400-\u9fff]+(?:['’-][^\W\d_\u3400-\u9fff]+)*|\s+|.",
    re.DOTALL,
)
_UNSAID = frozenset({"format", "slug", "id"})  # of the document, not of what it says


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, went, or came."""

    kind: PieceKind
    words: str


@dataclass(frozen=True)
class TextChange:
    """A text that differs. `field` is its path below the changed part; `pieces` has the languages that differ."""

    field: str
    pieces: Mapping[Language, tuple[Piece, ...]]


@dataclass(frozen=True)
class ValueChange:
    """A number, date, id, word of a fixed list, or list of ids that differs. None where there was, or is, none."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """One part that differs.

    `path` is its place in the document (`claims/root-cause`, `main_message`), `part` the part of the guide that readers
    open. `moved` has the old and the new place in its list, counted from 1, where the order changed.
    """

    path: str
    part: str
    kind: ChangeKind
    texts: tuple[TextChange, ...] = ()
    values: tuple[ValueChange, ...] = ()
    moved: tuple[int, int] | None = None

    def differs_in(self, language: Language) -> bool:
        """Whether a reader of this language finds something changed here."""
        return bool(self.values or self.moved or any(language in text.pieces for text in self.texts))


def differences(old: Guide, new: Guide, *, as_read: bool = False) -> tuple[Change, ...]:
    """Every change from `old` to `new`, in the order of the parts.

    `as_read` compares the words as readers meet them: no citations, terms by their names. Else every sign counts.
    """
    if as_read:
        differing = [name for name in Guide.model_fields if getattr(old, name) != getattr(new, name)]
        old, new = _as_read(old, differing), _as_read(new, differing)
    return tuple(_differences(old, new))


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The way from one text to the other. What is not added makes up the old text, what is not removed the new one."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _shared_head(before, after)
    tail = _shared_head(before[head:][::-1], after[head:][::-1])  # most edits are small: only the middle is compared
    runs: list[tuple[PieceKind, str]] = [("same", "".join(before[:head]))]
    end = "".join(before[len(before) - tail :])
    before, after = before[head : len(before) - tail], after[head : len(after) - tail]
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            runs.append(("same", "".join(before[i1:i2])))
        else:
            runs += [("removed", "".join(before[i1:i2])), ("added", "".join(after[j1:j2]))]
    runs = [(kind, run) for kind, run in (*runs, ("same", end)) if run]
    return tuple(Piece(kind, run) for kind, run in _calmed(runs))


def _shared_head(one: Sequence[str], other: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _calmed(runs: list[tuple[PieceKind, str]]) -> Iterator[tuple[PieceKind, str]]:
    """Joins changes that only a space or one sign parts: six words struck one by one read worse than all six."""
    torn: list[tuple[PieceKind, str]] = []
    for at, (kind, run) in enumerate(runs):
        between = 0 < at < len(runs) - 1
        if kind == "same" and between and len(run.strip()) <= 1 and "\n" not in run:
            torn += [("removed", run), ("added", run)]
        else:
            torn.append((kind, run))
    kinds: tuple[PieceKind, ...]
    for is_same, group in groupby(torn, key=lambda item: item[0] == "same"):
        members = list(group)
        kinds = ("same",) if is_same else ("removed", "added")
        for kind in kinds:
            run = "".join(words for its, words in members if its == kind)
            if run:
                yield kind, run


def _differences(old: Guide, new: Guide) -> Iterator[Change]:
    part_of = {field: part for part, fields in PARTS.items() for field in fields}
    order = [*part_of, *(field for field in type(new).model_fields if field not in part_of)]
    for field in order:
        if field not in _UNSAID:
            before, after = getattr(old, field), getattr(new, field)
            if before != after:
                yield from _field(field, field, part_of.get(field, "overview"), before, after)


def _field(path: str, field: str, part: str, old: Any, new: Any) -> Iterator[Change]:
    """The changes at one field of the guide itself: a list of parts, a part, a text, or something else."""
    if _is_list_of_parts(old) or _is_list_of_parts(new):
        yield from _list(path, part, old, new)
        return
    texts, values, lists = _inside("", old, new)
    if texts or values:
        yield Change(path, part, "changed", texts, values)
    for name, before, after in lists:
        yield from _list(f"{path}/{name}", part, before, after)


def _list(path: str, part: str, old: Sequence[Part], new: Sequence[Part]) -> Iterator[Change]:
    before, after = _by_id(old), _by_id(new)
    places = {id: (list(before).index(id) + 1, at) for at, id in enumerate(after, 1) if id in before}
    stayed = _longest_in_order([places[id][0] for id in after if id in before])
    for id, item in before.items():
        if id not in after:
            yield _whole(f"{path}/{id}", part, "removed", item)
    for id, item in after.items():
        here = f"{path}/{id}"
        if id not in before:
            yield _whole(here, part, "added", item)
            continue
        texts, values, lists = _inside("", before[id], item)
        moved = None if places[id][0] in stayed else places[id]
        if texts or values or moved:
            yield Change(here, part, "changed" if texts or values else "moved", texts, values, moved)
        for name, inner_old, inner_new in lists:
            yield from _list(f"{here}/{name}", part, inner_old, inner_new)


def _whole(path: str, part: str, kind: Literal["added", "removed"], item: Part) -> Change:
    """A part that came or went, with all that stands in it."""
    texts: list[TextChange] = []
    values: list[ValueChange] = []
    for field, value in _leaves("", item):
        if isinstance(value, Text):
            shown = {
                language: (Piece(kind, value.in_language(language)),)
                for language in LANGUAGES
                if value.in_language(language)
            }
            if shown:
                texts.append(TextChange(field, shown))
        elif value not in (None, "", (), {}):
            values.append(ValueChange(field, *((None, value) if kind == "added" else (value, None))))
    return Change(path, part, kind, tuple(texts), tuple(values))


def _leaves(field: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Part) and not isinstance(value, Text):
        for name in type(value).model_fields:
            if name not in _UNSAID:
                yield from _leaves(f"{field}/{name}".lstrip("/"), getattr(value, name))
    elif _is_list_of_parts(value):
        for id, item in _by_id(value).items():
            yield from _leaves(f"{field}/{id}", item)
    else:
        yield field, value


_Inside = tuple[tuple[TextChange, ...], tuple[ValueChange, ...], list[tuple[str, Any, Any]]]


def _inside(field: str, old: Any, new: Any) -> _Inside:
    """The texts and values that differ within one part, and its lists of parts, which are walked on their own."""
    if old == new:
        return (), (), []
    if isinstance(new, Text):
        changed = {
            language: pieces(old.in_language(language), new.in_language(language))
            for language in LANGUAGES
            if old.in_language(language) != new.in_language(language)
        }
        return (TextChange(field, changed),), (), []
    if _is_list_of_parts(old) or _is_list_of_parts(new):
        return (), (), [(field, old, new)]
    if isinstance(new, Part):
        texts: list[TextChange] = []
        values: list[ValueChange] = []
        lists: list[tuple[str, Any, Any]] = []
        for name in type(new).model_fields:
            if name not in _UNSAID:
                found = _inside(f"{field}/{name}".lstrip("/"), getattr(old, name), getattr(new, name))
                texts += found[0]
                values += found[1]
                lists += found[2]
        return tuple(texts), tuple(values), lists
    return (), (ValueChange(field, old, new),), []


def _is_list_of_parts(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Part)


def _by_id(parts: Sequence[Part]) -> dict[str, Part]:
    """Parts by id; one without an id by what it is about; the second of a name as `name (2)`."""
    seen: Counter[str] = Counter()
    named = {}
    for item in parts:
        name = str(getattr(item, "id", None) or getattr(item, "outcome", ""))
        seen[name] += 1
        named[name if seen[name] == 1 else f"{name} ({seen[name]})"] = item
    return named


def _longest_in_order(places: list[int]) -> set[int]:
    """The longest run of places that still rise: these parts stayed, the others moved past them."""
    best: list[tuple[int, ...]] = []  # best[n]: the run of n + 1 places with the lowest end
    for place in places:
        at = next((n for n, run in enumerate(best) if run[-1] >= place), len(best))
        run = (*best[at - 1], place) if at else (place,)
        best[at : at + 1] = [run]
    return set(best[-1]) if best else set()


def _as_read(guide: Guide, fields: Sequence[str]) -> Guide:
    names = {language: {term.id: term.term.in_language(language) for term in guide.terms} for language in LANGUAGES}

    def read(value: Any) -> Any:
        if isinstance(value, Text):
            return Text(**{each.suffix: words(value.in_language(each), names[each]) for each in LANGUAGES})
        if isinstance(value, Part):
            changed = {name: read(getattr(value, name)) for name in type(value).model_fields}
            return value.model_copy(update=changed)
        if _is_list_of_parts(value):
            return tuple(read(item) for item in value)
        return value

    return guide.model_copy(update={name: read(getattr(guide, name)) for name in fields})
