"""Inputs that say below themselves how long their text is and how hard it is to read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from conditions.guide import readability
from conditions.guide.languages import LANGUAGES, Language
from conditions.guide.rules_of_words import as_read
from conditions.models import Term

Names = dict[Language, dict[str, str]]  # the shown name of each term


class Measured(forms.Widget):
    """Adds a line with the length of the text in words or 汉字 and, of sentences, with their reading level.

    The line is worked out here; the small script of the desk keeps its count up while somebody types.
    """

    language: Language
    names: Names
    has_level: bool

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The input, and the line that describes it."""
        attrs = dict(attrs or {})
        line = f"{attrs.get('id') or name}_measure"
        attrs["aria-describedby"] = " ".join(filter(None, [attrs.get("aria-describedby"), line]))
        read = as_read(str(value or ""), self.names[self.language])
        measure = _chinese if self.language.is_chinese else _english
        return format_html(
            '{}<p class="measure" id="{}">{}</p>',
            super().render(name, value, attrs, renderer),
            line,
            measure(read, self.has_level, list(self.names[self.language].values())),
        )


class MeasuredArea(Measured, AdminTextareaWidget):
    """For sentences."""


class MeasuredLine(Measured, AdminTextInputWidget):
    """For names and headings."""


def measured(widget: forms.Widget, language: Language, names: Names) -> forms.Widget:
    """The same widget with its measure; one that is no text is left as it is."""
    if not isinstance(widget, forms.Textarea | forms.TextInput):
        return widget
    is_area = isinstance(widget, forms.Textarea)
    with_measure: Measured = (MeasuredArea if is_area else MeasuredLine)(attrs=widget.attrs)
    with_measure.language, with_measure.names, with_measure.has_level = language, names, is_area
    return with_measure


def term_names() -> Names:
    """The names of all terms: one query."""
    columns = [f"term_{language.suffix}" for language in LANGUAGES]
    rows = list(Term.objects.values_list("key", *columns))
    return {language: {row[0]: row[at] or "" for row in rows} for at, language in enumerate(LANGUAGES, 1)}


def _english(read: str, has_level: bool, names: list[str]) -> SafeString:
    count = format_html('<span data-count="words">{}</span>', readability.english_words(read))
    if not has_level or not read.strip():
        return format_html(_("{} words"), count)
    grade = readability.english(read, names).grade
    return format_html("{} {}", format_html(_("{} words"), count), _level(_("Reads at grade %s.") % grade))


def _chinese(read: str, has_level: bool, _names: list[str]) -> SafeString:
    count = format_html('<span data-count="han">{}</span>', readability.han(read))
    if not has_level or not read.strip():
        return format_html(_("{} Chinese characters"), count)
    level = readability.chinese(read)
    words = _("%(mean)s to a sentence, %(longest)s in the longest.") % {"mean": level.mean, "longest": level.longest}
    return format_html("{} {}", format_html(_("{} Chinese characters"), count), _level(words))


def _level(words: str) -> SafeString:
    """What a script cannot work out while somebody types: it puts the second phrase in place of the first."""
    return format_html(
        '<span class="level">· {}</span><span class="level-later" hidden>· {}</span>', words, _("Measured when saved.")
    )
