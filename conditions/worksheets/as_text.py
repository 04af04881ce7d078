"""A list as plain text, for a chat message or a file: questions, answers, own words on what matters, and the plan."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conditions.guide.languages import Language
from conditions.guide.worksheet import Entry, Step, Worksheet
from conditions.library import Opened
from conditions.reading import names
from conditions.worksheets.my_list import HEARD_NAMES, ordered, wordings
from conditions.worksheets.so_far import so_far


def as_text(sheet: Worksheet, opened: Mapping[str, Opened], language: Language) -> str:
    """The whole list, in the language in use; the questions in both languages where the reader wants both.

    `opened` are the current guides by slug, for the statements that were rated.
    """
    minute, rest = ordered(sheet)
    blocks = [_("Questions to ask")]
    if minute:
        blocks += [_("If you only have one minute"), *_numbered(minute, 1, sheet, language)]
    if rest:
        blocks += [_("Then ask"), *_numbered(rest, len(minute) + 1, sheet, language)]
    for said in so_far(sheet, opened, language):
        if said.statements:
            heading = f"{names.PARTS['values']}{_colon()}{said.guide.name.in_language(language)}"
            lines = (f"- {words}{_bracketed(names.WEIGHTS[weight])}" for weight, words in said.statements)
            blocks += [heading, "\n".join(lines)]
    if sheet.plan:
        blocks += [_("My plan"), "\n".join(_step(step) for step in sheet.plan)]
    return "\n\n".join(blocks) + "\n"


def _numbered(entries: tuple[Entry, ...], first: int, sheet: Worksheet, language: Language) -> list[str]:
    return [_entry(entry, number, sheet, language) for number, entry in enumerate(entries, first)]


def _entry(entry: Entry, number: int, sheet: Worksheet, language: Language) -> str:
    words, *others = wordings(entry, sheet, language)
    lines = [f"{number}. {words.words}", *(f"   {other.words}" for other in others)]
    lines.append(f"   {_bracketed(names.WHOM[entry.whom]).lstrip()}")
    if entry.asked:
        asked = _("Asked")
        lines.append(f"   {asked}" + (_colon() + str(HEARD_NAMES[entry.heard]) if entry.heard else ""))
    for answer in entry.answers:
        given = _("Answer") + (_bracketed(answer.by) if answer.by else "")
        text = answer.text.replace("\n", "\n   ")
        lines.append(f"   {given}{_colon()}{text}")
    return "\n".join(lines)


def _step(step: Step) -> str:
    facts = [
        f"{name}{_colon()}{value}"
        for name, value in ((_("Who does it"), step.who), (_("By when"), step.by_when))
        if value
    ]
    return "\n".join([f"- {step.what}", *(f"  {fact}" for fact in facts)])


def _bracketed(words: object) -> str:
    return pgettext("after other words", " (%(words)s)") % {"words": words}


def _colon() -> str:
    return pgettext("between a name and what follows", ": ")
