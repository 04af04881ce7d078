"""Carries a guide into the working copy and back, without loss. Driven by the document's own fields.

A field of the document maps to its row by kind: `id` to `key`; a `Text` to its two language columns, always written by
name; a part within a part to columns with its name in front; a list of parts to the rows related under that name; all
else to the column of the same name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

from django.db import models, transaction

from conditions.guide.document import Guide, Part, Source, Term, Text
from conditions.guide.files import with_what_it_uses
from conditions.guide.languages import LANGUAGES, Language
from conditions.models import Guide as GuideRow
from conditions.models import Source as SourceRow
from conditions.models import Term as TermRow

SHARED: dict[str, type[models.Model]] = {"sources": SourceRow, "terms": TermRow}


class NoSuchGuide(LookupError):
    """No working copy has this slug."""


def text_fields(model: Any) -> list[str]:
    """The names of the bilingual fields of a working-copy model, in the document's order."""
    return [column for column, field_type in _columns(model.document) if field_type is Text]


def columns(model: Any) -> list[tuple[str, str, Language | None]]:
    """(column, field of the document, language or None) of everything that a row of a working-copy model says."""
    found: list[tuple[str, str, Language | None]] = []
    for field, field_type in _columns(model.document):
        if field_type is Text:
            found += [(f"{field}_{language.suffix}", field, language) for language in LANGUAGES]
        elif field != "format":
            found.append(("key" if field == "id" else field, field, None))
    return found


def children(model: Any) -> list[tuple[Any, str]]:
    """(model of the rows, their link to the parent) of every list of parts that hangs on a working-copy model."""
    return [(child, link) for _name, child, link in _lists(model)]


def path_of_field(document: type[Part], field: str) -> str:
    """Where a column stands in the document: `about_search` is `about/search`."""
    if field in document.model_fields:
        return field
    outer, _, rest = field.partition("_")
    annotation: Any = document.model_fields[outer].annotation
    return f"{outer}/{path_of_field(annotation, rest)}"


def load(guide: Guide) -> None:
    """Writes a guide over its working copy, in one transaction; its sources and terms replace those of the same id."""
    with transaction.atomic():
        for field, model in SHARED.items():
            _write_shared(model, getattr(guide, field))
        row, _ = GuideRow.objects.select_for_update().get_or_create(
            slug=guide.slug,
            defaults={
                "about_searched_on": guide.about.searched_on,
                "about_next_review": guide.about.next_review,
            },
        )
        for column, value in _values(guide).items():
            setattr(row, column, value)
        row.save()
        for name, model, link in _lists(GuideRow):
            model._default_manager.filter(**{link: row}).delete()
            _write_rows([(row, part) for part in _get(guide, name)], model, link)


def read(slug: str) -> Guide:
    """The working copy as a guide, holding the sources and terms that it uses. Raises NoSuchGuide."""
    row = GuideRow.objects.filter(slug=slug).first()
    if row is None:
        raise NoSuchGuide(slug)
    whole = _parts([row], with_lists=_lists(GuideRow))[0]
    shared = {field: tuple(_parts(list(model._default_manager.all()))) for field, model in SHARED.items()}
    return with_what_it_uses(Guide.model_validate({**whole, **shared}))


def _write_shared(model: type[models.Model], parts: Iterable[Part]) -> None:
    known = set(model._default_manager.values_list("key", flat=True))
    for part in parts:
        assert isinstance(part, Source | Term)
        if part.id in known:
            model._default_manager.filter(key=part.id).delete()  # with the findings that hang on it
    _write_rows([(None, part) for part in parts], model, None)


def _write_rows(parts: list[tuple[Any, Part]], model: Any, link: str | None) -> None:
    if not parts:
        return
    places: dict[Any, int] = defaultdict(int)
    rows = []
    for parent, part in parts:
        row = model(**_values(part))
        if link:
            setattr(row, link, parent)
        row.position = places[parent and parent.pk]
        places[parent and parent.pk] += 1
        rows.append(row)
    model._default_manager.bulk_create(rows)
    for name, child, child_link in _lists(model):
        _write_rows(
            [(row, grandchild) for row, (_, part) in zip(rows, parts, strict=True) for grandchild in _get(part, name)],
            child,
            child_link,
        )


def _values(part: Part) -> dict[str, Any]:
    """The columns of one row, both languages by name."""
    values: dict[str, Any] = {}
    for column, field_type in _columns(type(part)):
        value = _get(part, column)
        if field_type is Text:
            values |= {f"{column}_{language.suffix}": value.in_language(language) for language in LANGUAGES}
        else:
            values["key" if column == "id" else column] = list(value) if isinstance(value, tuple) else value
    values.pop("format", None)
    return values


def _parts(rows: list[Any], with_lists: Any = None) -> list[dict[str, Any]]:
    """Rows as plain data for the document, children included: one query for each model, however many rows."""
    if not rows:
        return []
    model = type(rows[0])
    children: dict[str, dict[Any, list[dict[str, Any]]]] = {}
    for name, child, link in with_lists or _lists(model):
        found = list(child._default_manager.filter(**{f"{link}__in": [row.pk for row in rows]}))
        children[name] = defaultdict(list)
        for row, part in zip(found, _parts(found), strict=True):
            children[name][getattr(row, f"{link}_id")].append(part)
    parts = []
    for row in rows:
        data: dict[str, Any] = {}
        for column, field_type in _columns(model.document):
            if column == "format":
                continue
            if field_type is Text:
                value: Any = {
                    language.suffix: getattr(row, f"{column}_{language.suffix}") or "" for language in LANGUAGES
                }
            else:
                value = getattr(row, "key" if column == "id" else column)
            _put(data, model.document, column, value)
        for name, grouped in children.items():
            _put(data, model.document, name, grouped.get(row.pk, []))
        parts.append(data)
    return parts


def _columns(document: type[Part], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """(column, type) of every field that is no list of parts; parts within parts are spelled out."""
    for name, field in document.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Part) and field.annotation is not Text:
            yield from _columns(field.annotation, f"{prefix}{name}_")
        elif not _is_list_of_parts(field.annotation):
            yield prefix + name, field.annotation


def _is_list_of_parts(annotation: Any) -> bool:
    if get_origin(annotation) is not tuple:
        return False
    item = get_args(annotation)[0]
    return isinstance(item, type) and issubclass(item, Part)


def _lists(model: Any) -> list[tuple[str, Any, str]]:
    """(name of the list, model of its rows, their link to the parent) of every list of parts that hangs on a model."""
    return [
        (relation.get_accessor_name(), relation.related_model, relation.field.name)
        for relation in model._meta.related_objects
        if hasattr(relation.related_model, "document")
    ]


def _get(part: Part, column: str) -> Any:
    """The value at a column's name: `about_search` is `about.search`."""
    if column in type(part).model_fields:
        return getattr(part, column)
    outer, _, rest = column.partition("_")
    return _get(getattr(part, outer), rest)


def _put(data: dict[str, Any], document: type[Part], column: str, value: Any) -> None:
    if column in document.model_fields:
        data[column] = value
        return
    outer, _, rest = column.partition("_")
    annotation: Any = document.model_fields[outer].annotation
    _put(data.setdefault(outer, {}), annotation, rest, value)
