"""How a form stands in its guide: the way up, the lists below, what is found beside it, where saving leads back to."""

from __future__ import annotations

import re
from typing import Any

from django.forms import Field
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from conditions.editing import beside, lists_of_rows, measured
from conditions.guide.languages import LANGUAGES
from conditions.reading import names


class InItsGuide:
    """For the admin of every row of the working copy that has a form of its own."""

    model: Any

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        """Names the language of a text in its label, and says below how long it is and how hard to read."""
        field: Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        for language in LANGUAGES:
            if field is not None and db_field.name.endswith(f"_{language.suffix}"):
                said = db_field.name.removesuffix(f"_{language.suffix}").replace("_", " ").capitalize()
                field.label = f"{said} · {language.own_name}"
                field.widget = measured.measured(field.widget, language, _names(request))
        widget = field.widget if field is not None else None
        for button in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            if hasattr(widget, button):
                setattr(widget, button, False)  # the way to the parent stands above the form
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The order of rows is changed in their list, not typed as a number."""
        found = super().get_fieldsets(request, obj)  # type: ignore[misc]
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name != "position"]})
            for title, options in found
        ]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Puts beside the form what is found of the row as it stands in the database."""
        row = kwargs.get("obj")
        stands = row if row is None else self.model._default_manager.filter(pk=row.pk).first()
        context |= {"names": names, "part_names": lists_of_rows.PART_NAMES, "crumbs": self._crumbs(request, stands)}
        if stands is not None:
            context |= {
                "beside": beside.beside(stands),
                "lists": beside.list_of_lists(stands),
                "called": lists_of_rows.called(stands),
            }
        if lists_of_rows.link_to_parent(self.model) is not None:
            context["show_save_and_add_another"] = False  # the list has a way to add, with the parent filled in
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new row comes last in its list."""
        if not change and hasattr(obj, "position") and lists_of_rows.link_to_parent(self.model):
            obj.position = lists_of_rows.next_position(obj)
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the list, at the row."""
        return _back(obj) or super().response_post_save_add(request, obj)  # type: ignore[misc]

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the list, at the row."""
        return _back(obj) or super().response_post_save_change(request, obj)  # type: ignore[misc]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Remembers the list, to come back to it."""
        listed = lists_of_rows.holding(obj)
        request._list_of_the_deleted = listed.address if listed else ""  # type: ignore[attr-defined]
        super().delete_model(request, obj)  # type: ignore[misc]

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        """Back to the list that the row stood in."""
        response: HttpResponse = super().response_delete(request, obj_display, obj_id)  # type: ignore[misc]
        address = getattr(request, "_list_of_the_deleted", "")
        return HttpResponseRedirect(address) if address else response

    def _crumbs(self, request: HttpRequest, row: Any) -> list[Any]:
        if row is not None:
            return lists_of_rows.way_up(row)
        link = lists_of_rows.link_to_parent(self.model)
        given = request.GET.get(link, "") if link else ""
        if link and re.fullmatch(r"\d{1,18}", given):
            fresh = self.model(**{f"{link}_id": int(given)})
            parent: Any = self.model._meta.get_field(link).related_model
            if parent._default_manager.filter(pk=int(given)).exists():
                return lists_of_rows.way_up(fresh)
        return lists_of_rows.way_up(self.model()) if link is None else []


def _names(request: HttpRequest) -> measured.Names:
    """The names of the terms, asked for once a page."""
    known = getattr(request, "_term_names", None)
    if known is None:
        known = measured.term_names()
        request._term_names = known  # type: ignore[attr-defined]
    return known


def _back(row: Any) -> HttpResponse | None:
    """To the list that a row stands in, at the row; to its own form for a guide."""
    listed = lists_of_rows.holding(row)
    if listed is not None:
        return HttpResponseRedirect(f"{listed.address}#row-{row.pk}")
    if row._meta.model_name == "guide":
        return HttpResponseRedirect(reverse("admin:conditions_guide_change", args=[row.pk]))
    return None
