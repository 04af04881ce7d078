"""Where every text of a guide stands: its path, its part, and which kind of text it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from conditions.guide.document import Guide, Part, Text

# Which top-level fields make up each part that readers open, in reading order.
PARTS: dict[str, tuple[str, ...]] = {
    "overview": (
        "name", "title", "main_message", "decision", "who_for", "not_for", "known", "unknown", "what_it_is",
        "natural_course", "first_step", "ladder_summary",
    ),
    "options": ("choices", "options"),
    "evidence": ("ladder", "studies", "trials"),
    "how-it-works": ("mechanisms",),
    "claims": ("claims",),
    "risks": ("risks",),
    "warning-signs": ("warning_signs",),
    "law": ("countries",),
    "report-harm": ("after_harm",),
    "values": ("values",),
    "check": ("checks",),
    "questions": ("questions",),
    "sources": ("sources",),
    "about": ("about",),
    "glossary": ("terms",),
}  # fmt: skip


class Place(NamedTuple):
    """Where a text stands: `options/wait/practical`, in which part, and which kind of text it is."""

    path: str
    part: str
    kind: str


def walk(guide: Guide) -> Iterator[tuple[Place, Text]]:
    """Every bilingual text of the guide with its place, in the order of the parts."""
    for part, fields in PARTS.items():
        for field in fields:
            yield from _walk(getattr(guide, field), field, part, _kind(type(guide), field))


@cache
def _kind(model: type[Part], field: str) -> str:
    return next((note for note in model.model_fields[field].metadata if isinstance(note, str)), "")


@cache
def _fields(model: type[Part]) -> tuple[tuple[str, str], ...]:
    """The fields of a kind of part, each with the kind of its text."""
    return tuple((field, _kind(model, field)) for field in model.model_fields)


def _walk(value: Any, path: str, part: str, kind: str) -> Iterator[tuple[Place, Text]]:
    if isinstance(value, Text):
        yield Place(path=path, part=part, kind=kind), value
    elif isinstance(value, tuple):
        for child in value:
            if isinstance(child, Part):
                yield from _walk(child, f"{path}/{getattr(child, 'id', '')}", part, "")
    elif isinstance(value, Part):
        for field, inner in _fields(type(value)):
            child = getattr(value, field)
            if isinstance(child, Part | tuple):
                yield from _walk(child, f"{path}/{field}", part, inner)


def with_texts(guide: Guide, texts: Mapping[str, Text]) -> Guide:
    """The same guide with other texts at these paths. A path that leads nowhere is passed over."""
    changed: Guide = _with_texts(guide, "", texts)
    return changed


def _with_texts(value: Any, path: str, texts: Mapping[str, Text]) -> Any:
    if isinstance(value, Text):
        return texts.get(path, value)
    if isinstance(value, tuple):
        return tuple(
            _with_texts(child, f"{path}/{getattr(child, 'id', '')}", texts) if isinstance(child, Part) else child
            for child in value
        )
    if isinstance(value, Part):
        inner = {name: _with_texts(getattr(value, name), f"{path}/{name}".lstrip("/"), texts) for name in _parts(value)}
        return value.model_copy(update=inner)
    return value


def _parts(value: Part) -> list[str]:
    return [name for name in type(value).model_fields if isinstance(getattr(value, name), Part | tuple)]
