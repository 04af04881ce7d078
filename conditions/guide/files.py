"""Reads the guides as they ship (conditions/content/*.yaml) into documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from conditions.guide.document import Claim, Country, Guide, Mechanism, Option, Question, Risk, WarningSign
from conditions.guide.languages import LANGUAGES
from conditions.guide.markup import cited, terms
from conditions.guide.places import walk

_CITED = re.compile(r"\[@([a-z0-9-]+)\]")
CONTENT = Path(__file__).resolve().parent.parent / "content"


class ContentError(Exception):
    """A content file that cannot be read. The message names the file, the key and what is wrong."""


def slugs(folder: Path = CONTENT) -> list[str]:
    """The guides that ship, by name of folder."""
    not_guides = {"shared", "__pycache__"}
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name not in not_guides)


def load(slug: str, folder: Path = CONTENT) -> Guide:
    """The guide in `folder/slug`, with copies of the shared sources and terms that it uses. Raises ContentError."""
    if slug not in slugs(folder):
        raise ContentError(f"{folder / slug}: there is no such guide.")
    own: dict[str, Any] = {"slug": slug}
    stands_in: dict[str, Path] = {}
    for path in sorted((folder / slug).glob("*.yaml")):
        for key, value in _yaml(path).items():
            if key in own:
                raise ContentError(f"{path}: the key {key!r} stands in {stands_in.get(key, folder / slug)} too.")
            own[key], stands_in[key] = value, path
    sources = _shared(folder, "sources")
    one_name = {other: source.get("id", "") for source in sources for other in source.get("also_known_as") or ()}
    written = own | {"terms": _shared(folder, "terms")}
    try:
        return with_what_it_uses(Guide.model_validate(under_one_name(written, one_name) | {"sources": sources}))
    except ValidationError as error:
        lines = "; ".join(f"{'/'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:10])
        raise ContentError(f"{folder / slug}: {lines}") from error


def under_one_name(written: Any, one_name: dict[str, str]) -> Any:
    """What stands in a file, with every source under its one id, whichever of its ids the writer took."""
    if isinstance(written, dict):
        return {
            key: one_name.get(value, value) if key == "id" else under_one_name(value, one_name)
            for key, value in written.items()
        }
    if isinstance(written, list):
        named = (one_name.get(item, item) if isinstance(item, str) else item for item in written)
        return [under_one_name(item, one_name) for item in named]
    if isinstance(written, str):
        return _CITED.sub(lambda found: f"[@{one_name.get(found[1], found[1])}]", written)
    return written


def with_what_it_uses(guide: Guide) -> Guide:
    """The same guide, holding only those of its sources and terms that it uses, in the order of their ids.

    The explanation of a term may use more of both.
    """
    used = set(references(guide))
    linked = set(linked_terms(guide))
    by_id = {term.id: term for term in guide.terms}
    waiting = list(linked)
    while waiting:
        term = by_id.get(waiting.pop())
        for text in (term.plain.en, term.plain.zh_hans) if term else ():
            fresh = set(terms(text)) - linked
            linked |= fresh
            waiting += fresh
            used |= set(cited(text))
    return guide.model_copy(
        update={
            "sources": tuple(sorted((s for s in guide.sources if s.id in used), key=lambda source: source.id)),
            "terms": tuple(sorted((t for t in guide.terms if t.id in linked), key=lambda term: term.id)),
        }
    )


def references(guide: Guide) -> Iterator[str]:
    """The ids of every source that the guide points to, in lists and in texts, terms left aside."""
    for rung in guide.ladder:
        yield from rung.studies
    rows: tuple[Option | Mechanism | Claim | Risk | Question | WarningSign | Country, ...] = (
        *guide.options, *guide.mechanisms, *guide.claims, *guide.risks, *guide.questions, *guide.warning_signs,
        *guide.countries,
    )  # fmt: skip
    for item in rows:
        yield from item.sources
    for option in guide.options:
        for outcome in option.outcomes:
            yield from outcome.sources
        for harm in option.harms:
            yield from harm.sources
    yield from (note.id for note in guide.studies)
    yield from (trial.id for trial in guide.trials)
    for place, text in walk(guide):
        if place.part != "glossary":
            for language in LANGUAGES:
                yield from cited(text.in_language(language))


def linked_terms(guide: Guide) -> Iterator[str]:
    """The ids of every term linked in the guide's own texts."""
    for place, text in walk(guide):
        if place.part != "glossary":
            for language in LANGUAGES:
                yield from terms(text.in_language(language))


def _shared(folder: Path, name: str) -> list[Any]:
    path = folder / "shared" / f"{name}.yaml"
    if not path.exists():
        return []
    written = path.stat()
    return _shared_as_written(path, name, written.st_mtime_ns, written.st_size)


@lru_cache(maxsize=8)  # all guides read the same two files, which are long
def _shared_as_written(path: Path, name: str, _changed_ns: int, _size: int) -> list[Any]:
    return list(_yaml(path).get(name) or [])


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses a key that stands twice in one mapping: the first text would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for twice in {key for key in keys if keys.count(key) > 1}:
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice!r} stands twice", node.start_mark)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def _yaml(path: Path) -> dict[str, Any]:
    try:
        return parsed(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise ContentError(f"{path}: {error}") from error


def parsed(words: str, name: str) -> dict[str, Any]:
    """What stands in a file. Raises ContentError, with the `name` of the file, where it is no mapping in YAML."""
    try:
        data = yaml.load(words, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that no calendar has
        raise ContentError(f"{name}: {error}") from error
    if not isinstance(data, dict):
        raise ContentError(f"{name}: a mapping with the keys of a guide was expected.")
    return data
