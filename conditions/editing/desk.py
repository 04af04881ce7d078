"""Which tables the desk shows, and how: the working copy to edit, editions, steps and changes to look at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from conditions import models
from conditions.editing import interests
from conditions.editing.carrying import text_fields
from conditions.editing.row_admin import PlainInline, RowAdmin
from conditions.editing.surroundings import InItsGuide
from conditions.guide.languages import LANGUAGES


class DeskRow(InItsGuide, RowAdmin):  # type: ignore[misc]  # one is a mixin and knows nothing of the other
    """The form of a row, standing in its guide. The rows below it have lists and forms of their own."""

    change_form_template = "editing/row_form.html"


def _part_admin(model: Any, **attributes: Any) -> type[admin.ModelAdmin]:
    """An admin for one model. Search reads both languages."""
    both = tuple(f"{name}_{language.suffix}" for name in text_fields(model) for language in LANGUAGES)
    return type(f"{model.__name__}Admin", (DeskRow,), {"search_fields": ("key", *both), **attributes})


class FindingInline(PlainInline):
    """What a source found."""

    model = models.Finding


class ReadOnlyAdmin(admin.ModelAdmin):
    """Editions, steps and changes are looked at, never changed: the database refuses it too."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class InterestAdmin(admin.ModelAdmin):
    """Declarations: each person adds to their own, a publisher to anybody's; none is changed or taken away."""

    list_display = ("person", "declared_on", "earns_from_cells", "declared_by")
    fields = ("person", "earns_from_cells", "what")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whose declaration it is: asked of publishers only."""
        names = super().get_fields(request, obj)
        if obj is None and not _publishes(request):
            names = [name for name in names if name != "person"]
        return [*names, "declared_on", "declared_by"] if obj else names

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        """One's own, until a publisher chooses somebody else."""
        return {"person": request.user.pk}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A yes or no that must be given: an empty box would declare something that nobody said."""
        if db_field.name == "earns_from_cells":
            return forms.TypedChoiceField(
                label=_("Do you, or somebody close to you, earn anything from cell products?"),
                choices=[("no", pgettext("earns", "No")), ("yes", pgettext("earns", "Yes"))],
                coerce=lambda said: said == "yes",
                widget=forms.RadioSelect,
            )
        if db_field.name == "what":
            kwargs["label"] = _("What it is, or anything else that others should know:")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What somebody earns is for them and for publishers to see."""
        rows = super().get_queryset(request)
        return rows if _publishes(request) else rows.filter(person=request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: a new one is added."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Adds the declaration."""
        said = form.cleaned_data
        made = interests.declare(
            by=request.user,
            person=said.get("person") or request.user,
            earns_from_cells=said["earns_from_cells"],
            what=said["what"],
        )
        obj.pk, obj.person = made.pk, made.person
        obj.declared_on, obj.declared_by = made.declared_on, made.declared_by

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Back to where the declaration was asked for."""
        back = request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
            return HttpResponseRedirect(back)
        return super().response_add(request, obj, post_url_continue)


def _publishes(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("conditions.publish_guide"))


def register() -> None:
    """Registers every model of the working copy, and what is only looked at."""
    admin.site.register(
        models.Guide,
        _part_admin(models.Guide, list_display=("slug", "name_en", "name_zh_hans", "about_next_review"),
                    list_filter=(), search_fields=("slug", "name_en", "name_zh_hans")),
    )  # fmt: skip
    for model in (
        models.Known, models.Unknown, models.Choice, models.Option, models.Rung, models.StudyNote, models.Trial,
        models.Mechanism, models.Claim, models.Risk, models.WarningSign, models.Country, models.Value, models.Check,
        models.Question, models.NotVerified, models.Signed,
    ):  # fmt: skip
        admin.site.register(model, _part_admin(model))
    for below, filters in ((models.Outcome, ("kind", "option")), (models.Harm, ("option",))):
        listed = ("key", "option", "kind", "certainty") if below is models.Outcome else ("key", "option", "position")
        admin.site.register(below, _part_admin(below, list_display=listed, list_filter=filters))
    admin.site.register(
        models.Answer,
        _part_admin(models.Answer, list_display=("key", "check_question", "right"), list_filter=("check_question",)),
    )
    admin.site.register(
        models.Source,
        _part_admin(models.Source, inlines=[FindingInline], list_display=("key", "design", "checked_how",
                    "checked_on"), list_filter=("design", "checked_how"), search_fields=("key", "citation", "doi")),
    )  # fmt: skip
    admin.site.register(
        models.Term,
        _part_admin(models.Term, list_display=("key", "term_en", "term_zh_hans"), list_filter=(),
                    search_fields=("key", "term_en", "term_zh_hans")),
    )  # fmt: skip
    _register_what_stays()


def _register_what_stays() -> None:
    admin.site.register(models.Edition, type("EditionAdmin", (ReadOnlyAdmin,), {
        "list_display": ("slug", "number", "published_at", "published_by", "significance"), "exclude": ("document",),
    }))  # fmt: skip
    admin.site.register(models.Step, type("StepAdmin", (ReadOnlyAdmin,), {
        "list_display": ("slug", "at", "by", "came_from", "to"),
    }))  # fmt: skip
    admin.site.register(models.Change, type("ChangeAdmin", (ReadOnlyAdmin,), {
        "list_display": ("place", "language", "by", "at"), "search_fields": ("place", "by"),
    }))  # fmt: skip
    admin.site.register(models.Interest, InterestAdmin)
    for device in (TOTPDevice, StaticDevice):  # made by `make_editor` alone: who sees its key has the second factor
        admin.site.unregister(device)
