"""Writes a guide as the files that ship, changing as few lines as it can: what did not change keeps its very bytes.

A file that stands already is mended in place, value by value, so that its comments, its order and its line breaks stay.
What was written is read again; where it would not say the same, the file is written afresh (and its comments are lost,
but for those at its head).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import yaml
from pydantic import TypeAdapter

from conditions.guide import yaml_style
from conditions.guide.document import Guide, Part, Source, Term
from conditions.guide.files import ContentError, parsed, under_one_name

# In which file a key of the guide stands where no file has it yet; all others stand in guide.yaml
_OWN_FILE = {
    "choices": "choices", "options": "options", "ladder": "ladder", "studies": "studies", "trials": "trials",
    "mechanisms": "mechanisms", "claims": "claims", "risks": "risks", "warning_signs": "warning-signs",
    "countries": "countries", "values": "values", "checks": "check", "questions": "questions", "about": "about",
}  # fmt: skip
_SHARED: dict[str, type[Source] | type[Term]] = {"sources": Source, "terms": Term}
_Edit = tuple[int, int, str]


class _CannotMend(Exception):
    """The file is not laid out in a way that can be mended in place."""


def guide_files(guide: Guide, before: Mapping[str, str], one_name: Mapping[str, str] | None = None) -> dict[str, str]:
    """The files of a guide's folder, name to content. `before` are the files as they stand, perhaps none.

    `one_name` has the other ids of sources that the files as they stand may still use. Raises ContentError where one
    of them cannot be read.
    """
    new = _plain(guide)
    for key in ("slug", "sources", "terms"):
        new.pop(key, None)
    stands_in = {key: name for name, words in before.items() for key in parsed(words, name)}
    by_file: dict[str, dict[str, Any]] = {name: {} for name in before}
    for key in stands_in.keys() - new.keys():  # emptied: the key stays and says so
        new[key] = [] if isinstance(getattr(guide, key), tuple) else {}
    for key in (key for key in Guide.model_fields if key in new):
        name = stands_in.get(key) or f"{_OWN_FILE.get(key, 'guide')}.yaml"
        by_file.setdefault(name, {})[key] = new[key]
    return {name: _file(before.get(name, ""), name, data, one_name or {}) for name, data in by_file.items() if data}


def shared_file(kind: str, parts: Sequence[Source | Term], before: str) -> str:
    """`sources.yaml` or `terms.yaml` with these parts in the place of those of the same id; the others stay.

    A new one is put where its id belongs in a file that is in the order of ids, else at the end.
    """
    name = f"{kind}.yaml"
    stands = [_plain(_SHARED[kind].model_validate(item)) for item in (parsed(before, name)[kind] if before else [])]
    fresh = {part.id: _plain(part) for part in parts}
    known = {item["id"]: item for item in stands}
    if before and all(known.get(id) == item for id, item in fresh.items()):
        return before
    data = [fresh.pop(item["id"], item) for item in stands]
    in_order = [item["id"] for item in stands] == sorted(item["id"] for item in stands)
    data += fresh.values()
    if in_order:
        data.sort(key=lambda item: str(item["id"]))
    return _file(before, name, {kind: data}, {})


def _plain(part: Part) -> dict[str, Any]:
    """A part as plain values, without what is as it would be anyway."""
    found: dict[str, Any] = _lists(part.model_dump(exclude_defaults=True))
    return found


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(inner) for key, inner in value.items()}
    return [_lists(inner) for inner in value] if isinstance(value, list | tuple) else value


def _file(before: str, name: str, data: dict[str, Any], one_name: Mapping[str, str]) -> str:
    if before:
        old = _said(before, name, one_name)
        if old == _said_by(data):
            return before
        try:
            mended = _mended(before, old, data)
            if _said(mended, name, one_name) == _said_by(data):
                return mended
        except (_CannotMend, yaml.YAMLError, ValueError):
            pass
    return _head(before) + "".join(_afresh(key, value) for key, value in data.items())


def _said(words: str, name: str, one_name: Mapping[str, str]) -> dict[str, Any]:
    """What a file says, as plain values in the document's own order."""
    return _said_by(under_one_name(parsed(words, name), dict(one_name)))


def _said_by(data: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for key, value in data.items():
        if key in _SHARED:
            said[key] = [_plain(_SHARED[key].model_validate(item)) for item in value]
            continue
        said[key] = _lists(_dumped(_field(key).validate_python(value)))  # a file holds some fields of a guide only
    return said


@cache
def _field(key: str) -> TypeAdapter[Any]:
    if key not in Guide.model_fields:
        raise ContentError(f"A guide has no key {key!r}.")
    annotation: Any = Guide.model_fields[key].annotation
    return TypeAdapter(annotation)


def _dumped(value: Any) -> Any:
    if isinstance(value, Part):
        return value.model_dump(exclude_defaults=True)
    return [_dumped(item) for item in value] if isinstance(value, tuple) else value


def _afresh(key: str, value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        parting = "" if key in _SHARED else "\n"
        return f"{key}:\n" + parting.join(yaml_style.item(item, 2) for item in value)
    return yaml_style.entry(key, value, 0)


def _head(words: str) -> str:
    lines = []
    for line in words.splitlines(keepends=True):
        if not line.startswith("#"):
            break
        lines.append(line)
    return "".join(lines)


def _mended(words: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    edits: list[_Edit] = []
    _mend_mapping(words, yaml.compose(words, Loader=loader), old, new, edits)
    return _edited(words, edits)


def _edited(words: str, edits: list[_Edit], start: int = 0, end: int | None = None) -> str:
    """The words from `start` to `end`, with the edits that lie there."""
    out, at = [], start
    for begin, stop, instead in sorted(edits):
        out += [words[at:begin], instead]
        at = stop
    return "".join([*out, words[at:end]])


def _mend_mapping(words: str, node: Any, old: dict[str, Any], new: dict[str, Any], edits: list[_Edit]) -> None:
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        raise _CannotMend
    column = node.start_mark.column
    pairs = {key.value: (key, value) for key, value in node.value}
    for name, (key, value) in pairs.items():
        if name not in new:
            if name in old:
                edits.append((*_whole_lines(words, key, value), ""))
        elif name not in old or old[name] != new[name]:
            _mend_value(words, key, value, old.get(name), new[name], column, edits)
    here: Any = node.value[0][1]
    for name, value in new.items():
        if name in pairs:
            here = pairs[name][1]
        else:
            at = _line_end(words, _end(words, here))
            edits.append((at, at, yaml_style.entry(name, value, column)))


def _mend_value(words: str, key: Any, node: Any, old: Any, new: Any, column: int, edits: list[_Edit]) -> None:
    if isinstance(old, dict) and isinstance(new, dict) and new and not _is_flow(node):
        _mend_mapping(words, node, old, new, edits)
    elif _have_ids(old) and _have_ids(new) and not _is_flow(node):
        _mend_list(words, node, old, new, edits)
    else:
        colon = words.index(":", key.end_mark.index) + 1
        edits.append((colon, _end(words, node), yaml_style.after_colon(new, column)))


def _mend_list(words: str, node: Any, old: list[Any], new: list[Any], edits: list[_Edit]) -> None:
    """Items keep their lines, with the comment above them, wherever in the list they come to stand."""
    if len(node.value) != len(old) or any(_is_flow(item) for item in node.value):
        raise _CannotMend
    known = {item["id"]: place for place, item in enumerate(old)}
    if len(known) != len(old):
        raise _CannotMend
    if [item["id"] for item in old] == [item["id"] for item in new]:
        for item, before, after in zip(node.value, old, new, strict=True):
            if before != after:
                _mend_mapping(words, item, before, after, edits)
        return
    ends = [_line_end(words, _end(words, item)) for item in node.value]
    starts = [words.rindex("\n", 0, node.start_mark.index) + 1, *ends[:-1]]
    dash = node.start_mark.column
    parting = "\n" if len(starts) > 1 and words[starts[1] :].startswith("\n") else ""
    chunks = []
    for item in new:
        place = known.get(item["id"])
        if place is None:
            chunks.append(parting + yaml_style.item(item, dash))
            continue
        inner: list[_Edit] = []
        if old[place] != item:
            _mend_mapping(words, node.value[place], old[place], item, inner)
        chunk = _edited(words, inner, starts[place], ends[place])
        chunks.append(parting + chunk if place == 0 else chunk)
    edits.append((starts[0], ends[-1], "".join(chunks).removeprefix(parting)))


def _have_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) and "id" in item for item in value)


def _is_flow(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) or bool(node.flow_style)


def _end(words: str, node: Any) -> int:
    """Where the last sign of a value stands: the parser counts the lines and comments behind a block with it."""
    if isinstance(node, yaml.ScalarNode):
        if node.style in ("|", ">"):
            return node.start_mark.index + len(words[node.start_mark.index : node.end_mark.index].rstrip())
        return int(node.end_mark.index)
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(words, last[1] if isinstance(last, tuple) else last)


def _line_end(words: str, at: int) -> int:
    """The start of the next line. A file without an end of its last line cannot be mended there."""
    found = words.find("\n", at)
    if found < 0:
        raise _CannotMend
    return found + 1


def _whole_lines(words: str, key: Any, value: Any) -> tuple[int, int]:
    start = words.rfind("\n", 0, key.start_mark.index) + 1
    if words[start : key.start_mark.index].strip():
        raise _CannotMend  # the first key of an item stands behind its dash
    return start, _line_end(words, _end(words, value))
