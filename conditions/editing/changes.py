"""What was changed, by whom, field by field: taken down with every write at the desk, never altered afterwards.

Whoever writes to the working copy holds it (`held()`), takes down each row as it was, writes, and records the
difference, all in one transaction.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from conditions.editing import carrying, places_of_rows
from conditions.guide.languages import CHINESE
from conditions.models import Change

State = dict[str, str]  # column -> what stands in it, as one string


@contextmanager
def held() -> Iterator[None]:
    """A transaction in which nobody else at the desk writes to the working copy or moves a guide. Short, so one for all
    guides: sources and terms are shared, and what a reviewer signs must be what stands there."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('the working copy'))")
        yield


def state(row: Any) -> State:
    """Everything that a row says, its place and its parent included, column by column."""
    names = [column for column, _field, _language in carrying.columns(type(row))]
    names += [field.attname for field in row._meta.concrete_fields if field.is_relation]
    if hasattr(row, "position"):
        names.append("position")
    return {name: plain(getattr(row, name)) for name in names}


def plain(value: Any) -> str:
    """A column's value as one string that does not depend on who sent it: line ends of one kind, no spaces around."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def version(row: Any) -> str:
    """What a form remembers of a row: for each column a short hash, as JSON."""
    return json.dumps({name: short_hash(words) for name, words in state(row).items()}, separators=(",", ":"))


def short_hash(words: str) -> str:
    """Eight signs that tell one text from another."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def record(*, by: str, row: Any, before: State | None, after: State | None) -> list[Change]:
    """Takes down each column that differs; before is None for a new row, after for one that goes.

    Call it while the row has its primary key, and of a row that goes before its parents are gone.
    """
    old, new = before or {}, after or {}
    differing = [name for name in old | new if old.get(name, "") != new.get(name, "")]
    if not differing:
        return []
    fields = {column: (field, language) for column, field, language in carrying.columns(type(row))}
    guides, place = places_of_rows.guides_of(row), places_of_rows.place_of(row)
    now = timezone.now()
    changes = []
    for name in differing:
        field, language = fields.get(name, (name, None))
        inner = carrying.path_of_field(row.document, field) if name in fields else field
        changes.append(
            Change(
                guides=guides,
                place=f"{place}/{inner}".strip("/"),
                model=row._meta.model_name,
                row=row.pk,
                field=field,
                language=language.suffix if language else "",
                by=by,
                at=now,
                old=old.get(name, ""),
                new=new.get(name, ""),
            )
        )
    return Change.objects.bulk_create(changes)


def record_deletion(*, by: str, row: Any) -> None:
    """Takes down all that a row says, and all that the rows below it say, before they are deleted."""
    for child, link in carrying.children(type(row)):
        for below in child._default_manager.filter(**{link: row}):
            record_deletion(by=by, row=below)
    record(by=by, row=row, before=state(row), after=None)


@contextmanager
def recorded(*, by: str, row: Any) -> Iterator[Any]:
    """For writes outside a form: holds the working copy, yields the row as it is now, and records what was saved.

    with recorded(by="lin", row=claim) as fresh:
        fresh.because_zh_hans = "……"
        fresh.save()
    """
    with held():
        fresh = type(row)._default_manager.get(pk=row.pk)
        before = state(fresh)
        yield fresh
        record(by=by, row=fresh, before=before, after=state(fresh))


def latest(*, by: str, count: int = 20) -> list[Change]:
    """What one person changed last, newest first."""
    return list(Change.objects.filter(by=by).order_by("-at", "-pk")[:count])


def since(slug: str, moment: datetime.datetime | None) -> list[Change]:
    """Every change to a guide and to the sources and terms that it uses after a moment (None: ever), oldest first."""
    changes = Change.objects.filter(guides__contains=[slug])
    if moment is not None:
        changes = changes.filter(at__gt=moment)
    return list(changes.order_by("at", "pk"))


def confirm(*, by: str, model: str, row: int, field: str) -> Change:
    """Takes down that the Chinese of a field still holds: a change from its words to the same words."""
    found = apps.get_model("conditions", model)._default_manager.get(pk=row)
    words = plain(getattr(found, f"{field}_{CHINESE.suffix}"))
    inner = carrying.path_of_field(found.document, field)
    return Change.objects.create(
        guides=places_of_rows.guides_of(found),
        place=f"{places_of_rows.place_of(found)}/{inner}".strip("/"),
        model=model,
        row=row,
        field=field,
        language=CHINESE.suffix,
        by=by,
        at=timezone.now(),
        old=words,
        new=words,
    )
