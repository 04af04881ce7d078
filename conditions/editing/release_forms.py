"""What publishers fill in: how much an edition changes, notes for readers, what was wrong, why a guide is withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conditions.guide.document import Text
from conditions.guide.languages import LANGUAGES
from conditions.guide.rules_of_words import broken_link, foreign
from conditions.models import Edition

SIGNIFICANCE = (
    (Edition.Significance.WORDING, _("Wording: it says the same in other words")),
    (Edition.Significance.MINOR, _("Minor: something is new, the advice stays")),
    (Edition.Significance.ADVICE, _("It changes the advice")),
)
ROWS = 3


def said(label: Any, language: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A text for readers in one language."""
    area = forms.Textarea(attrs={"lang": language.html, "rows": ROWS, "class": "vLargeTextField"})
    return forms.CharField(label=label, widget=area, required=required, help_text=help_text, max_length=2000)


class ForReaders(forms.Form):
    """Texts for readers, in the small syntax of the guides: no tags, no addresses; both languages or neither."""

    def text(self, name: str) -> Text:
        """What was written under a name, in both languages."""
        return Text(**{each.suffix: self.cleaned_data.get(f"{name}_{each.suffix}", "") for each in LANGUAGES})

    def clean(self) -> dict[str, Any]:
        """Refuses what the guides refuse."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, words in list(cleaned.items()):  # an error takes its field out
            if isinstance(self.fields[name], forms.CharField) and not isinstance(self.fields[name], forms.ChoiceField):
                cleaned[name] = words.replace("\r\n", "\n").strip()
                if foreign(cleaned[name]) or broken_link(cleaned[name]):
                    self.add_error(name, gettext("Tags, web addresses and links have no place in a note."))
        return cleaned


class ReleaseForm(ForReaders):
    """A new edition: how much it changes, a note for readers, and what was wrong where it mends an error."""

    significance = forms.ChoiceField(
        label=_("What it changes for readers"), choices=SIGNIFICANCE, widget=forms.RadioSelect
    )
    note_en = said(_("Note for readers, in English: what is new"), LANGUAGES[0])
    note_zh_hans = said(_("Note for readers, in Chinese"), LANGUAGES[1])
    is_correction = forms.BooleanField(label=_("It mends an error"), required=False)
    corrects_en = said(
        _("What was wrong, in English"), LANGUAGES[0], required=False,
        help_text=_("It stands in the public list of corrections."),
    )  # fmt: skip
    corrects_zh_hans = said(_("What was wrong, in Chinese"), LANGUAGES[1], required=False)

    def clean(self) -> dict[str, Any]:
        """What was wrong is said in both languages, if the edition mends an error, and only then."""
        cleaned = super().clean()
        for each in LANGUAGES:
            name = f"corrects_{each.suffix}"
            if cleaned.get("is_correction") and not cleaned.get(name):
                self.add_error(name, gettext("Please say what was wrong."))
            elif cleaned.get(name) and not cleaned.get("is_correction"):
                self.add_error("is_correction", gettext("You wrote what was wrong, so please tick the box above."))
        return cleaned


class PublishForm(ReleaseForm):
    """The working copy as the next edition."""

    english_alone = forms.BooleanField(
        label=_("Publish the English alone"), required=False,
        help_text=_("Readers of Chinese stay on the last whole edition, and see which passages are under revision."),
    )  # fmt: skip

    def __init__(self, *args: Any, chinese_is_behind: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if chinese_is_behind:
            self.fields["english_alone"].required = True
        else:
            del self.fields["english_alone"]


class WithdrawForm(ForReaders):
    """Why a guide is taken away."""

    reason_en = said(_("The reason that readers see, in English"), LANGUAGES[0])
    reason_zh_hans = said(_("The reason that readers see, in Chinese"), LANGUAGES[1])
