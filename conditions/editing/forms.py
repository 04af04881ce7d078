"""The form of one row: text stays text, line ends keep their kind, and nobody overwrites what they have not seen."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from conditions.editing import carrying, changes
from conditions.guide.languages import CHINESE
from conditions.guide.rules_of_words import broken_link, foreign


class RowForm(forms.ModelForm):
    """A row of the working copy.

    `version` remembers what stood in each column when the form was opened. When somebody else has saved since, the
    second one is shown the other's words beside each field, keeps what they typed, and saves with a second press.
    """

    data: Any
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "version" in self.fields:
            self.fields["version"].initial = changes.version(self.instance)
            self.initial["version"] = self.fields["version"].initial

    def has_changed(self) -> bool:
        """Whether somebody typed something; the hidden version is nothing that is typed."""
        return bool(set(self.changed_data) - {"version"})

    def clean(self) -> dict[str, Any]:
        """Keeps one kind of line end; refuses markup, addresses, broken links, and what would overwrite others."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = changes.plain(value)
        for column, _field, language in carrying.columns(self._meta.model):
            if language is not None and cleaned.get(column):
                self._only_our_syntax(column, cleaned[column])
        if self.instance.pk:
            self._not_over_others(cleaned)
        return cleaned

    def _only_our_syntax(self, column: str, written: str) -> None:
        if passage := foreign(written):
            self.add_error(
                column,
                _("Tags and web addresses have no place here: “%(passage)s”. Use *stress*, [[term]] and [@source].")
                % {"passage": passage},
            )
        elif passage := broken_link(written):
            self.add_error(
                column,
                _("This link is not whole: “%(passage)s”. Write [[term]], [[term|words]] or [@source].")
                % {"passage": passage},
            )

    def _not_over_others(self, cleaned: dict[str, Any]) -> None:
        seen = _version(cleaned.get("version", ""))
        now = changes.state(self.instance)  # as the database has it: nothing typed has been put in yet
        moved = [name for name, words in now.items() if name in seen and seen[name] != changes.short_hash(words)]
        if seen and not moved:
            return
        if not seen:  # a form that remembers nothing must not overwrite anything
            moved = [name for name in now if name in cleaned and changes.plain(cleaned[name]) != now[name]]
        self._show_both(moved, seen, now, cleaned)

    def _show_both(self, moved: list[str], seen: dict[str, str], now: changes.State, cleaned: dict[str, Any]) -> None:
        if not moved:
            return
        if seen and not self._touched(seen, cleaned):
            self._leave_as_it_is(cleaned)
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = changes.version(self.instance)
        notes = [
            _(
                "Somebody else saved this while you had it open. What you typed is still here. Beside each field you"
                " see what stands there now. Save again to keep what you see in the fields."
            )
        ]
        for name in moved:
            field = _form_field(name)
            stands = now[name] or _("(empty)")
            if field not in self.fields:
                notes.append(_("“%(field)s” now says: %(words)s") % {"field": field, "words": stands})
            elif field in cleaned and changes.short_hash(changes.plain(cleaned[field])) != seen.get(name):
                self.add_error(field, _("The other person wrote: %(words)s") % {"words": stands})
            else:  # this person did not touch it: the other's words are taken over
                self._take_over(field)
                notes.append(
                    _("“%(field)s” now holds what the other person wrote: %(words)s")
                    % {"field": field, "words": stands}
                )
        for note in notes:
            self.add_error(None, note)

    def _touched(self, seen: dict[str, str], cleaned: dict[str, Any]) -> bool:
        """Whether this person typed anything into this row: one that they left alone is not theirs to save."""
        return any(
            changes.short_hash(changes.plain(cleaned[_form_field(name)])) != words
            for name, words in seen.items()
            if _form_field(name) in cleaned
        )

    def _leave_as_it_is(self, cleaned: dict[str, Any]) -> None:
        for name in set(cleaned) & {field.name for field in self.instance._meta.concrete_fields}:
            cleaned[name] = getattr(self.instance, name)

    def _take_over(self, name: str) -> None:
        field, key = self.fields[name], self.add_prefix(name)
        value = field.prepare_value(self.instance._meta.get_field(name).value_from_object(self.instance))
        if isinstance(field, forms.BooleanField):
            self.data.pop(key, None)
            if value:
                self.data[key] = "on"
        else:
            self.data[key] = "" if value is None else str(value)


def _form_field(column: str) -> str:
    return column.removesuffix("_id") if column.endswith("_id") else column


def _version(text: str) -> dict[str, str]:
    """What a form remembers; nothing, when somebody tampered with it."""
    try:
        seen = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(seen, dict):
        return {}
    return {str(name): str(words) for name, words in seen.items()}


def english_columns(model: Any) -> list[str]:
    """All that a translator only looks at: every column but the Chinese ones."""
    chinese = {column for column, _field, language in carrying.columns(model) if language is CHINESE}
    bare = {field for _column, field, language in carrying.columns(model) if language is not None}
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.editable and not isinstance(field, models.AutoField) and field.name not in chinese | bare
    ]
