"""Passages and numbers that give way to a notice: those long overdue for review, and those whose Chinese is behind.

The document itself is not changed. A guide is made from it in which texts say the notice, and parts know in which
languages their figures are not to be shown (`Part.gives_way`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from conditions.guide.differences import Change
from conditions.guide.document import EMPTY, Claim, Guide, LadderRung, Mechanism, Outcome, Part, Text
from conditions.guide.languages import CHINESE, ENGLISH, LANGUAGES, Language
from conditions.guide.places import walk, with_texts
from conditions.guide.vocabulary import Reason

Languages = frozenset[Language]
BOTH: Languages = frozenset(LANGUAGES)

UNDER_REVISION: dict[Language, str] = {
    ENGLISH: "This passage is being revised. The two languages do not say the same yet, so it is left out here.",
    CHINESE: "这一段正在修订。英文版已经改了，中文版还没有跟上，所以先不显示。",
}
UNDER_REVISION_SHORT: dict[Language, str] = {ENGLISH: "Being revised", CHINESE: "正在修订"}

# What an outcome loses that is shown in no language, so that nobody can draw it by mistake
_FIGURES = {
    **dict.fromkeys(("denominator", "treated", "control", "events", "studied")),
    **dict.fromkeys(("result", "gloss", "certainty_reason", "size_reason"), EMPTY),
    "certainty": "none",
}
# Beside texts, these show a word or a figure of their own
_SAYS_MORE = (Outcome, Claim, Mechanism, LadderRung)


def numbers_give_way(guide: Guide) -> Guide:
    """The guide with the figures of every outcome withheld, in both languages: its review is a year late."""
    return _marked(guide, {path: BOTH for path, _outcome in outcomes(guide)}, "overdue")


def alike(guide: Guide) -> Guide:
    """For paper, where both languages share one drawing: figures withheld in one language are withheld in both."""
    partly = {path: BOTH for path, outcome in outcomes(guide) if outcome.withheld_in}
    return _marked(guide, partly, "revision")


def outcomes(guide: Guide) -> Iterator[tuple[str, Outcome]]:
    """Every outcome with its path."""
    for option in guide.options:
        for outcome in option.outcomes:
            yield f"options/{option.id}/outcomes/{outcome.id}", outcome


def under_revision(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Of the changes between two editions those that readers of Chinese have to be told of: all but Chinese words."""
    return tuple(change for change in changes if change.path != "about" and change.differs_in(ENGLISH))


def passages_give_way(guide: Guide, changes: Iterable[Change]) -> Guide:
    """The last whole edition for readers of Chinese: in place of what has changed since, and of its figures, stands the
    notice."""
    changes = tuple(changes)
    texts = _noticed(guide, changes, CHINESE)
    return _marked(with_texts(guide, texts), dict.fromkeys(_touched(guide, changes), BOTH), "revision")


def side_by_side(guide: Guide, twin: Guide, language: Language, changes: Iterable[Change], *, gives_way: bool) -> Guide:
    """`guide` with its texts in `language` taken from `twin`, another edition; each language from its own.

    What `twin` does not have says the notice. Figures that differ are withheld in `language`, whose edition has others.
    Where passages give way, the Chinese ones do, on whichever side they stand.
    """
    changes = tuple(changes)
    own = {place.path: text for place, text in walk(twin)}
    merged: dict[str, Text] = {}
    for place, text in walk(guide):
        if place.path in own:
            words = own[place.path].in_language(language)
        else:
            words = _notice(place.kind, language) if text else ""
        merged[place.path] = text.model_copy(update={language.suffix: words})
    joined = with_texts(guide, merged)
    withheld: Languages = frozenset({language})
    if gives_way:
        joined = with_texts(joined, _noticed(joined, changes, CHINESE))
        withheld |= {CHINESE}
    return _marked(joined, dict.fromkeys(_touched(guide, changes), withheld), "revision")


def _touched(guide: Guide, changes: tuple[Change, ...]) -> Iterator[str]:
    """The paths of parts whose own words or figures differ: outcomes at any change, others where a value differs."""
    outcome_paths = [path for path, _outcome in outcomes(guide)]
    for change in changes:
        if change.kind == "moved":
            continue
        whole = change.kind in ("added", "removed")
        yield from (path for path in outcome_paths if path == change.path or (whole and _under(path, change.path)))
        if change.values or whole:
            yield change.path


def _noticed(guide: Guide, changes: tuple[Change, ...], language: Language) -> dict[str, Text]:
    """The texts of what has changed, with the notice in one language."""
    exact = {f"{change.path}/{text.field}".strip("/") for change in changes for text in change.texts}
    whole = [change.path for change in changes if change.kind in ("added", "removed") or change.values]
    found = {}
    for place, text in walk(guide):
        of_whole = place.kind == "running" and any(_under(place.path, path) for path in whole)  # names stay readable
        if text and (place.path in exact or of_whole):
            found[place.path] = text.model_copy(update={language.suffix: _notice(place.kind, language)})
    return found


def _notice(kind: str, language: Language) -> str:
    return (UNDER_REVISION_SHORT if kind == "label" else UNDER_REVISION)[language]


def _under(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")


def _marked(guide: Guide, paths: dict[str, Languages], reason: Reason) -> Guide:
    """The guide with the parts at these paths marked as giving way."""
    marked: Guide = _mark(guide, "", paths, reason) if paths else guide
    return marked


def _mark(value: Any, path: str, paths: dict[str, Languages], reason: Reason) -> Any:
    if isinstance(value, tuple):
        return tuple(
            _mark(each, f"{path}/{getattr(each, 'id', '')}", paths, reason) if isinstance(each, Part) else each
            for each in value
        )
    if not isinstance(value, Part) or isinstance(value, Text):
        return value
    if not any(path == "" or _under(wanted, path) for wanted in paths):
        return value
    inner = {
        name: _mark(getattr(value, name), f"{path}/{name}".lstrip("/"), paths, reason)
        for name in type(value).model_fields
        if isinstance(getattr(value, name), Part | tuple)
    }
    value = value.model_copy(update=inner)
    if path in paths and isinstance(value, _SAYS_MORE):
        kind = _giving_way(type(value), paths[path], reason)
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        gone = _FIGURES if isinstance(value, Outcome) and paths[path] == BOTH else {}
        return kind.model_construct(**{**fields, **gone})
    return value


@cache
def _giving_way(kind: type[Part], languages: Languages, reason: Reason) -> type[Part]:
    """The same kind of part, which knows that its figures are not to be shown in these languages."""
    return type(
        kind.__name__, (kind,), {"__module__": kind.__module__, "withheld_in": languages, "withheld_for": reason}
    )
