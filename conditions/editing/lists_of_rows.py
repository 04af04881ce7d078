"""The lists that hang on a guide, an option or a check question: their names, their order, and the way back up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conditions.editing import carrying, changes, interests, roles
from conditions.editing.places import list_name
from conditions.editing.refusals import Refused
from conditions.guide.languages import LANGUAGES
from conditions.models import WORKING_COPY
from conditions.reading import names
from conditions.reading.field_names import FIELDS

NAMES: dict[str, str | Promise] = {
    "known": FIELDS["known"],
    "unknown": FIELDS["unknown"],
    "choices": _("The five choices"),
    "options": _("Options"),
    "outcomes": _("Outcomes"),
    "harms": _("Harms told in words"),
    "ladder": _("The ladder"),
    "studies": _("Studies"),
    "trials": _("Registered trials"),
    "mechanisms": names.PARTS["how-it-works"],
    "claims": names.PARTS["claims"],
    "risks": names.PARTS["risks"],
    "warning_signs": names.GENERAL_PARTS["warning-signs"],
    "countries": names.GENERAL_PARTS["law"],
    "values": names.PARTS["values"],
    "checks": names.PARTS["check"],
    "answers": _("Answers"),
    "questions": names.PARTS["questions"],
    "about_not_verified": FIELDS["not_verified"],
    "about_signed": _("IPDAS items that a person signed"),
    "sources": names.PARTS["sources"],
    "terms": _("Glossary"),
}
_ORDER = list(NAMES)  # of the parts of a guide
PART_NAMES: dict[str, str | Promise] = {**names.GENERAL_PARTS, **names.PARTS, "glossary": NAMES["terms"]}


@dataclass(frozen=True)
class Listed:
    """A list of rows below a row."""

    parent: Any
    name: str
    model: Any
    link: str

    @property
    def title(self) -> str | Promise:
        """What the desk calls it."""
        return NAMES[self.name]

    @property
    def address(self) -> str:
        """The page of the list."""
        return reverse("admin:rows", args=[self.parent._meta.model_name, self.parent.pk, self.name])

    @property
    def add_address(self) -> str:
        """The form of a new row, with its parent filled in."""
        return f"{reverse(f'admin:conditions_{self.model._meta.model_name}_add')}?{self.link}={self.parent.pk}"

    def rows(self) -> list[Any]:
        """The rows, in order."""
        return list(self.model._default_manager.filter(**{self.link: self.parent}))

    def count(self) -> int:
        """How many rows there are."""
        return int(self.model._default_manager.filter(**{self.link: self.parent}).count())


def below(row: Any) -> list[Listed]:
    """The lists that hang on a row, each on a page of its own, in the order of the guide's parts."""
    lists = [
        Listed(row, list_name(child, link), child, link)
        for child, link in carrying.children(type(row))
        if link_to_parent(child) is not None and hasattr(child, "key")
    ]
    return sorted(lists, key=lambda listed: _ORDER.index(listed.name))


def found(model: str, row: int, name: str) -> Listed:
    """The list of that name on a row. Raises LookupError."""
    known = {one._meta.model_name: one for one in WORKING_COPY}
    parent = known[model]._default_manager.filter(pk=row).first() if model in known else None
    if parent is None:
        raise LookupError(model)
    for listed in below(parent):
        if listed.name == name:
            return listed
    raise LookupError(name)


def holding(row: Any) -> Listed | None:
    """The list that a row stands in; None for a guide, a source, a term."""
    link = link_to_parent(type(row))
    if link is None:
        return None
    return Listed(getattr(row, link), list_name(type(row), link), type(row), link)


def link_to_parent(model: type[models.Model]) -> str | None:
    """The name of the link to the row above, or None."""
    return next((field.name for field in model._meta.concrete_fields if field.is_relation), None)


def way_up(row: Any) -> list[tuple[str, str | Promise]]:
    """(address, words) from the guide down to the list that a row stands in."""
    listed = holding(row)
    if listed is None:
        name = row._meta.model_name
        shared = {model._meta.model_name: field for field, model in carrying.SHARED.items()}
        return [(reverse(f"admin:conditions_{name}_changelist"), NAMES[shared[name]])] if name in shared else []
    above = listed.parent
    form = reverse(f"admin:conditions_{above._meta.model_name}_change", args=[above.pk])
    return [*way_up(above), (form, str(above)), (listed.address, listed.title)]


def called(row: Any, length: int = 90) -> list[tuple[str, str]]:
    """(lang, words) of the first text of a row in each language, as far as it is written; of a source, its citation."""
    if hasattr(row, "citation"):
        return [("", row.citation if len(row.citation) <= length else row.citation[:length] + "…")]
    for field in carrying.text_fields(type(row)):
        words = [(language.html, getattr(row, f"{field}_{language.suffix}") or "") for language in LANGUAGES]
        if any(text for _html, text in words):
            return [(html, text if len(text) <= length else text[:length] + "…") for html, text in words if text]
    return []


def next_position(row: Any) -> int:
    """The place at the end of the list that a new row comes into."""
    listed = holding(row)
    rows = listed.rows() if listed else []
    return max((one.position for one in rows), default=-1) + 1


def may_order(person: Any, model: Any) -> bool:
    """Whether somebody may change the order of rows: who may change their English."""
    return bool(
        roles.writes_both_languages(person)
        and person.has_perm(f"conditions.change_{model._meta.model_name}")
        and interests.standing(person) is not interests.Standing.EARNS
    )


def move(*, by: Any, model: str, row: int, way: Literal["up", "down"]) -> Any:
    """Moves a row past its neighbour, takes that down, and returns the row; at the end of its list it stays.

    Raises Refused, and LookupError for a row that is not there.
    """
    known: dict[str | None, Any] = {one._meta.model_name: one for one in WORKING_COPY}
    if model not in known or link_to_parent(known[model]) is None or not hasattr(known[model], "key"):
        raise LookupError(model)
    kind: Any = apps.get_model("conditions", model)
    if not (roles.writes_both_languages(by) and by.has_perm(f"conditions.change_{model}")):
        raise Refused(Refused.Why.NOT_YOUR_ROLE)
    interests.must_be_free(by)
    with changes.held():
        moved = kind._default_manager.filter(pk=row).first()
        listed = holding(moved) if moved else None
        if listed is None:
            raise LookupError(row)
        rows = listed.rows()
        at = [one.pk for one in rows].index(row)
        to = at + (-1 if way == "up" else 1)
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
        for position, one in enumerate(rows):
            if one.position != position:
                before = changes.state(one)
                one.position = position
                one.save(update_fields=["position"])
                changes.record(by=by.get_username(), row=one, before=before, after=changes.state(one))
        return moved
