"""The choices of a sheet as a small form: it sends them in the address, so that a choice can be kept and sent on."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conditions.guide.languages import Language, other
from conditions.handouts.choices import Choice, codes

LABELS = {
    "languages": _("Language"),
    "size": _("Size of the letters"),
    "paper": _("Paper"),
    "which": _("Questions"),
}
VALUES = {
    "normal": pgettext_lazy("size of letters", "Normal"),
    "large": pgettext_lazy("size of letters", "Large"),
    "a4": "A4",
    "letter": _("Letter (US)"),
    "all": _("All questions"),
    "core": _("The ten to ask first"),
}
SHOWN = 40  # characters of a bad value that its message shows
CHOICES = {"size": ("normal", "large"), "paper": ("a4", "letter"), "which": ("all", "core")}


@dataclass(frozen=True)
class Option:
    """One value that may be chosen."""

    value: str
    label: object
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One choice: its name in the address, its label, its values."""

    name: str
    label: object
    options: tuple[Option, ...]


def fields(choice: Choice, spoken: Language, *, which: bool) -> tuple[Field, ...]:
    """The fields of the form, with the present choice chosen. `which` is for sheets of questions alone."""
    twin = other(spoken)
    orders = [(spoken,), (twin,), (spoken, twin)]
    if choice.languages not in orders:
        orders.append(choice.languages)
    languages = tuple(
        Option(codes(order), " · ".join(each.own_name for each in order), order == choice.languages) for order in orders
    )
    rest = [
        Field(name, LABELS[name], tuple(Option(each, VALUES[each], each == getattr(choice, name)) for each in values))
        for name, values in CHOICES.items()
        if which or name != "which"
    ]
    return (Field("languages", LABELS["languages"], languages), *rest)
