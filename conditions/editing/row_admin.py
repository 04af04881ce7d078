"""How every row of the working copy is edited: both languages in one form, by whom may, with each change taken down."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet, URLField
from django.forms import Field
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from modeltranslation.admin import TranslationAdmin

from conditions.editing import carrying, changes, interests, roles
from conditions.editing.forms import RowForm, english_columns
from conditions.editing.interests import Standing
from conditions.guide.languages import LANGUAGES


class Guarded:
    """Who may do what with a row, beyond the permissions of the role; who earns from cell products only looks."""

    model: Any

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors."""
        arguments = (request, obj) if isinstance(self, admin.options.InlineModelAdmin) else (request,)
        return super().has_add_permission(*arguments) and not _earns(request)  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors, and translators for the Chinese."""
        return super().has_change_permission(request, obj) and not _earns(request)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors."""
        return super().has_delete_permission(request, obj) and not _earns(request)  # type: ignore[misc]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A translator sees the English and the figures, and writes Chinese."""
        names = list(super().get_readonly_fields(request, obj))  # type: ignore[misc]
        if not roles.writes_both_languages(request.user):
            names += english_columns(self.model)
        return names

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The document's order, English above Chinese, whether a column can be written or only read."""
        links = [field.name for field in self.model._meta.concrete_fields if field.is_relation]
        if isinstance(self, admin.options.InlineModelAdmin):
            links = []
        names = links + [column for column, _field, _language in carrying.columns(self.model)]
        if any(field.name == "position" for field in self.model._meta.concrete_fields):
            names.append("position")
        if self.has_change_permission(request, obj) or obj is None:
            names.append("version")
        return [(None, {"fields": names})]


class MarkedLanguages:
    """Gives each input of a bilingual field the `lang` of what is typed in it."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        """Django's field, with its language."""
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        field: Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        for language in LANGUAGES:
            if field is not None and db_field.name.endswith(f"_{language.suffix}"):
                field.widget.attrs["lang"] = language.html
                if db_field.get_internal_type() == "TextField":
                    field.widget.attrs["rows"] = 4
        return field


class PlainInline(Guarded, admin.StackedInline):
    """Rows on the page of their parent, which have no words in two languages."""

    form = RowForm
    extra = 0


class RowAdmin(Guarded, MarkedLanguages, TranslationAdmin):
    """A part of a guide. Search reads both languages."""

    form = RowForm
    list_display = ("key", "guide", "position")
    list_filter = ("guide",)
    actions_on_top = True

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Django's form. Whoever may write and has not declared their interests is asked to, before they type."""
        may_write = super().has_change_permission(request) or super().has_add_permission(request)
        if request.method != "POST":
            if may_write and interests.standing(request.user) is Standing.UNDECLARED:
                return ask_to_declare(request)
            return super().changeform_view(request, object_id, form_url, extra_context)
        if may_write:
            interests.must_be_free(request.user)
        with changes.held():
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Django's page, for who has declared."""
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        interests.must_be_free(request.user)
        with changes.held():
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's list; its actions write."""
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        interests.must_be_free(request.user)
        with changes.held():
            return super().changelist_view(request, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saves, and takes down what differs."""
        _save(request, obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The same for the rows on the parent's page."""
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            changes.record_deletion(by=_name(request), row=row)
            row.delete()
        for row in rows:
            _save(request, row)
        formset.save_m2m()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Deletes, and keeps every word in the changes."""
        changes.record_deletion(by=_name(request), row=obj)
        obj.delete()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """The same for several rows."""
        for row in queryset:
            self.delete_model(request, row)


def ask_to_declare(request: HttpRequest) -> HttpResponseRedirect:
    """To the declaration, and back from there."""
    address = reverse("admin:conditions_interest_add")
    return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")


def _save(request: HttpRequest, row: Any) -> None:
    stood = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
    before = changes.state(stood) if stood else None
    if before == changes.state(row):
        return  # nothing to write: what the rules last said still holds
    row.save()
    changes.record(by=_name(request), row=row, before=before, after=changes.state(row))


def _earns(request: HttpRequest) -> bool:
    """Asked many times for one page, answered by one query."""
    known = getattr(request, "_earns_from_cells", None)
    if known is None:
        known = interests.standing(request.user) is Standing.EARNS
        request._earns_from_cells = known  # type: ignore[attr-defined]
    return known


def _name(request: HttpRequest) -> str:
    return request.user.get_username()
