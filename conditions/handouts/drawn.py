"""Outcomes as data for paper: drawn in full, or in short for a table. The same wording as on the screen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conditions.guide import wording
from conditions.guide.document import Outcome as Found
from conditions.guide.languages import CHINESE, Language
from conditions.handouts.sheets import Array, Outcome, Words
from conditions.handouts.writing import Writer
from conditions.reading import presenters

COLON = pgettext_lazy("between a name and what follows", ": ")


def drawn(outcome: Found, writer: Writer) -> Outcome:
    """An outcome with its arrays or its empty frame."""

    def each(part: str) -> Words:
        return writer.phrase(lambda language: str(getattr(presenters.shown(outcome, language), part)))

    groups = wording.control_frequency(outcome), wording.treated_frequency(outcome)
    frequencies = [frequency for frequency in groups if frequency is not None]
    arrays = tuple(
        Array(
            name=_group(outcome, place, "name", writer),
            count=_group(outcome, place, "count", writer),
            frames=_group(outcome, place, "frames", writer),
            events=frequency.events,
            denominator=frequency.denominator,
        )
        for place, frequency in enumerate(frequencies)
    )
    facts = [
        (_("Over"), writer.plain(outcome.span)),
        (_("Who was studied"), writer.plain(outcome.population)),
        (_("How sure we are"), {} if outcome.gives_way() else writer.phrase(lambda language: _sure(outcome, language))),
    ]
    counted = writer.phrase(lambda language: _counted(outcome, language))
    return Outcome(
        title=writer.plain(outcome.what),
        state=wording.state(outcome),
        state_name=writer.phrase(lambda language: wording.STATE_NAME[wording.state(outcome)][language]),
        statement=each("statement"),
        arrays=arrays,
        empty=each("empty_reason") if not arrays and outcome.kind != "measured" else {},
        counted=counted or writer.plain(outcome.result) if outcome.kind != "untested" else {},
        difference=each("difference"),
        gloss=writer.plain(outcome.gloss),
        facts=tuple((writer.said(name), words) for name, words in facts if words),
        certainty=outcome.certainty,
        cites=writer.cites(outcome.sources),
    )


def is_good_side(outcome: Found) -> bool:
    """Whether an outcome belongs to what may get better. Points and days measure the illness, unless they show harm."""
    return outcome.good or (outcome.kind == "measured" and wording.state(outcome) != "harm")


def state_in_short(outcome: Found, writer: Writer) -> Words:
    """`Studied: a benefit · Fairly sure`. It holds no figure, so it names no source."""

    def line(language: Language) -> str:
        state = wording.STATE_NAME[wording.state(outcome)][language]
        sure = "" if outcome.certainty == "none" else f" · {wording.CERTAINTY_NAME[outcome.certainty][language]}"
        return f"{state}{sure}"

    return writer.phrase(line)


def _group(outcome: Found, place: int, part: str, writer: Writer) -> Words:
    return writer.phrase(lambda language: str(getattr(presenters.shown(outcome, language).groups[place], part)))


def _counted(outcome: Found, language: Language) -> str:
    shown = presenters.shown(outcome, language)
    return ("" if language is CHINESE else " ").join(filter(None, (shown.words, shown.zero)))


def _sure(outcome: Found, language: Language) -> str:
    name, gloss = wording.CERTAINTY_NAME[outcome.certainty], wording.CERTAINTY_GLOSS[outcome.certainty]
    return f"{name[language]} · {gloss[language]}"
