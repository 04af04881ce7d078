"""From a place in the document to the row of the working copy that it stands in, and to the field of its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from conditions.editing import carrying
from conditions.guide.document import Part, Text
from conditions.guide.languages import ENGLISH, LANGUAGES, Language
from conditions.guide.places import PARTS
from conditions.models import Guide, Outcome

_OPENS_WITH = {"overview": ["main_message"], "about": ["about", "search"]}


@dataclass(frozen=True)
class Target:
    """Where a place is edited: a row and a column of its form; or, with `listed`, a list of rows below the row.

    `row` is None for what all guides share.
    """

    model: str
    row: int | None
    column: str = ""
    listed: str = ""

    def address(self) -> str:
        """The address of the form, at the field; or of the list."""
        if self.row is None:
            return reverse(f"admin:conditions_{self.model}_changelist")
        if self.listed:
            return reverse("admin:rows", args=[self.model, self.row, self.listed])
        form = reverse(f"admin:conditions_{self.model}_change", args=[self.row])
        return f"{form}#id_{self.column}" if self.column else form


class Places:
    """The places of one guide. Raises carrying.NoSuchGuide. Rows are looked up once for each list."""

    def __init__(self, slug: str) -> None:
        guide = Guide.objects.filter(slug=slug).first()
        if guide is None:
            raise carrying.NoSuchGuide(slug)
        self._guide: Any = guide
        self._known: dict[tuple[str, Any], dict[str, int]] = {}

    def target(self, place: str) -> Target:
        """Where a place is edited: `claims/root-cause/because (简体中文)`, `options/wait`, `questions`, `evidence`.

        What is not there (any more) leads to the nearest thing above it.
        """
        path, language = _without_language(place)
        steps = path.split("/") if path else []
        if len(steps) == 1 and steps[0] in PARTS and steps[0] not in self._lists(Guide):
            steps = _OPENS_WITH.get(path, [PARTS[path][0]])  # a part of the guide: the field that it opens with
        if not steps:
            return Target("guide", self._guide.pk)
        if steps[0] == "outcomes":  # named by their own ids, whichever option they belong to
            found = Outcome.objects.filter(option__guide=self._guide, key="/".join(steps[1:2])).first()
            return Target("outcome", found.pk) if found else Target("guide", self._guide.pk, listed="options")
        if steps[0] in carrying.SHARED:
            return self._shared(steps, language)
        return self._below(Guide, self._guide.pk, steps, language)

    def _shared(self, steps: list[str], language: Language) -> Target:
        model: Any = carrying.SHARED[steps[0]]
        name = model._meta.model_name
        if len(steps) == 1:
            return Target(name, None)
        row = self._rows(model, None, None).get(steps[1])
        return Target(name, None) if row is None else self._below(model, row, steps[2:], language)

    def _below(self, model: Any, row: int, steps: list[str], language: Language) -> Target:
        name = model._meta.model_name
        field, rest = _field(model.document, steps)
        lists = self._lists(model)
        if field in lists:
            child, link = lists[field]
            found = self._rows(child, link, row).get(rest[0]) if rest else None
            if found is None:
                return Target(name, row, listed=field) if _has_words(child) else Target(name, row)
            return self._below(child, found, rest[1:], language)
        return Target(name, row, column(model, field, language))

    def _lists(self, model: Any) -> dict[str, tuple[Any, str]]:
        return {list_name(child, link): (child, link) for child, link in carrying.children(model)}

    def _rows(self, model: Any, link: str | None, parent: int | None) -> dict[str, int]:
        """The rows of a list by id; where an id stands twice, the first."""
        at = (model._meta.model_name, parent)
        if at not in self._known:
            rows = model._default_manager.filter(**{link: parent} if link else {})
            named = "key" if _has_words(model) else "position"
            found: dict[str, int] = {}
            for key, pk in rows.values_list(named, "pk"):
                found.setdefault(str(key), pk)
            self._known[at] = found
        return self._known[at]


def column(model: Any, field: str, language: Language = ENGLISH) -> str:
    """The column of a field of the document, in a language where it has two; without a field, the first one."""
    columns = carrying.columns(model)
    if not field:
        worded = [name for name, _field, its in columns if its is language]
        return worded[0] if worded else columns[0][0]
    for name, its_field, its in columns:
        if its_field == field and its in (None, language):
            return name
    return ""


def list_name(child: type[models.Model], link: str) -> str:
    """What the parent calls a list of its rows: `options`, `about_not_verified`."""
    field: Any = child._meta.get_field(link)
    return str(field.remote_field.related_name)


def _has_words(model: Any) -> bool:
    return any(field.name == "key" for field in model._meta.concrete_fields)


def _without_language(place: str) -> tuple[str, Language]:
    for language in LANGUAGES:
        if place.endswith(f" ({language.own_name})"):
            return place.removesuffix(f" ({language.own_name})"), language
    return place, ENGLISH


def _field(document: type[Part], steps: list[str]) -> tuple[str, list[str]]:
    """The name of a column or list, and the steps left: `about/not_verified/x` is (`about_not_verified`, [x])."""
    if not steps:
        return "", []
    name, *rest = steps
    info = document.model_fields.get(name)
    inner: Any = info.annotation if info else None
    if isinstance(inner, type) and issubclass(inner, Part) and inner is not Text:
        below, left = _field(inner, rest)
        return (f"{name}_{below}" if below else ""), left
    return name, rest
