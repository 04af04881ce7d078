"""The plain admin of the working copy: both languages under one another, each input marked with its language."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import Field
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from conditions import models
from conditions.editing.carrying import text_fields
from conditions.guide.languages import LANGUAGES


class MarkedLanguages:
    """Gives each input of a bilingual field the `lang` of what is typed in it."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        field: Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        for language in LANGUAGES:
            if field is not None and db_field.name.endswith(f"_{language.suffix}"):
                field.widget.attrs["lang"] = language.html
                if db_field.get_internal_type() == "TextField":
                    field.widget.attrs["rows"] = 4
        return field


class PartAdmin(MarkedLanguages, TranslationAdmin):
    """A part of a guide. Search reads both languages."""

    list_display = ("key", "guide", "position")
    list_filter = ("guide",)


def _part_admin(model: Any, children: tuple[Any, ...] = (), **attributes: Any) -> type[admin.ModelAdmin]:
    """An admin for one model, with its children on the same page."""
    inlines = [
        type(
            f"{child.__name__}Inline",
            (MarkedLanguages, TranslationStackedInline),
            {"model": child, "extra": 0, "show_change_link": True},
        )
        for child in children
    ]
    both = tuple(f"{name}_{language.suffix}" for name in text_fields(model) for language in LANGUAGES)
    return type(
        f"{model.__name__}Admin", (PartAdmin,), {"inlines": inlines, "search_fields": ("key", *both), **attributes}
    )


class FindingInline(admin.StackedInline):
    """What a source found."""

    model = models.Finding
    extra = 0


class ReadOnlyAdmin(admin.ModelAdmin):
    """Editions and steps are looked at, never changed: the database refuses it too."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def register() -> None:
    """Registers every model of the working copy, and the editions and steps to look at."""
    admin.site.site_header = admin.site.site_title = "Ask First · 先问清楚"
    guide_parts = (models.Known, models.Unknown, models.Choice, models.NotVerified, models.Signed)
    admin.site.register(
        models.Guide,
        _part_admin(models.Guide, guide_parts, list_display=("slug", "name_en", "name_zh_hans", "about_next_review"),
                    list_filter=(), search_fields=("slug", "name_en", "name_zh_hans")),
    )  # fmt: skip
    admin.site.register(models.Option, _part_admin(models.Option, (models.Harm,)))
    admin.site.register(
        models.Outcome,
        _part_admin(
            models.Outcome, list_display=("key", "option", "kind", "certainty"), list_filter=("kind", "option")
        ),
    )
    admin.site.register(models.Check, _part_admin(models.Check, (models.Answer,)))
    for model in (
        models.Rung, models.StudyNote, models.Trial, models.Mechanism, models.Claim, models.Risk, models.Value,
        models.Question, models.WarningSign, models.Country,
    ):  # fmt: skip
        admin.site.register(model, _part_admin(model))
    admin.site.register(
        models.Source,
        _part_admin(models.Source, (), inlines=[FindingInline], list_display=("key", "design", "checked_how",
                    "checked_on"), list_filter=("design", "checked_how"), search_fields=("key", "citation", "doi")),
    )  # fmt: skip
    admin.site.register(
        models.Term,
        _part_admin(models.Term, list_display=("key", "term_en", "term_zh_hans"), list_filter=(),
                    search_fields=("key", "term_en", "term_zh_hans")),
    )  # fmt: skip
    admin.site.register(models.Edition, type("EditionAdmin", (ReadOnlyAdmin,), {
        "list_display": ("slug", "number", "published_at", "published_by", "significance"), "exclude": ("document",),
    }))  # fmt: skip
    admin.site.register(models.Step, type("StepAdmin", (ReadOnlyAdmin,), {
        "list_display": ("slug", "at", "by", "came_from", "to"),
    }))  # fmt: skip
