"""Every figure that the site shows, beside what its sources found: the table that a reviewer checks line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from conditions.guide import wording
from conditions.guide.document import Guide, Outcome, Text
from conditions.guide.languages import CHINESE, ENGLISH, LANGUAGES, Language
from conditions.guide.markup import Citation, Inline, passages
from conditions.guide.places import walk
from conditions.guide.rules_of_words import has_figure, term_names, without_dates


@dataclass(frozen=True)
class Figures:
    """One passage with figures, or the sentences made from one outcome: both languages, sources, and their findings."""

    place: str
    english: str
    chinese: str
    sources: tuple[str, ...]
    findings: tuple[str, ...]

    def in_language(self, language: Language) -> str:
        return self.chinese if language is CHINESE else self.english


def figures(guide: Guide) -> list[Figures]:
    """The table of a guide, in the order of its parts."""
    rows = []
    names = term_names(guide)
    for place, text in walk(guide):
        if place.part == "sources":
            continue
        for english, chinese in zip_longest(*_passages(text, names)):
            if any(shown and has_figure(shown.words) for shown in (english, chinese)):
                cited = [id for shown in (english, chinese) if shown for id in shown.cited]
                rows.append(
                    _row(
                        guide,
                        place.path,
                        english.words if english else "",
                        chinese.words if chinese else "",
                        tuple(dict.fromkeys(cited)) or vouching(guide, place.path),
                    )
                )
    for rung in guide.ladder:
        people = guide.people_on(rung)
        if people:
            place_of_rung = f"ladder/{rung.id} (people of all its studies)"
            rows.append(_row(guide, place_of_rung, f"{people} people", f"{people}人", rung.studies))
    for option, outcome in guide.outcomes():
        english, chinese = (" ".join(made_from(outcome, language)) for language in LANGUAGES)
        if english:
            place_path = f"options/{option.id}/outcomes/{outcome.id} (worked out)"
            rows.append(_row(guide, place_path, english, chinese, outcome.sources))
    return rows


def made_from(outcome: Outcome, language: Language) -> Iterator[str]:
    """The sentences with numbers that the program makes from the counts of an outcome."""
    treated, control = wording.treated_frequency(outcome), wording.control_frequency(outcome)
    happened = outcome.happened.in_language(language)
    for frequency in (control, treated):
        if frequency is not None:
            yield wording.both_frames(frequency, happened, language)
    if treated is not None and control is not None:
        yield wording.in_people(treated, control, language)
    if outcome.kind == "uncompared" and outcome.events is not None and outcome.studied is not None:
        yield wording.counted_in_words(outcome.events, outcome.studied, happened, language)
        yield wording.zero_events(outcome.events, outcome.studied, language)


def vouching(guide: Guide, path: str) -> tuple[str, ...]:
    """The sources of the row that a text stands in, for texts that name none themselves."""
    steps = path.split("/")
    match steps:
        case ["options", option_id, ("outcomes" | "harms") as rows, row_id, *_]:
            for option in guide.options:
                for row in getattr(option, rows) if option.id == option_id else ():
                    if row.id == row_id:
                        return tuple(row.sources)
        case [("studies" | "trials"), id, *_]:
            return (id,)
        case [name, id, *_]:
            for item in getattr(guide, name, ()):
                if getattr(item, "id", None) == id:
                    return tuple(getattr(item, "sources", ()))
    return ()


def numbers(words: str) -> set[str]:
    """The figures in a text as they are written: `61`, `2,696`, `12.3`. Dates, editions and ids are none."""
    return set(re.findall(r"\d+(?:[.,]\d+)*", without_dates(words)))


@dataclass(frozen=True)
class _Shown:
    words: str
    cited: tuple[str, ...]


def _passages(text: Text, names: dict[Language, dict[str, str]]) -> tuple[list[_Shown], list[_Shown]]:
    english, chinese = (
        [_shown(passage, names[language]) for passage in passages(text.in_language(language))]
        for language in (ENGLISH, CHINESE)
    )
    return english, chinese


def _shown(passage: tuple[Inline, ...], names: dict[str, str]) -> _Shown:
    words = "".join(
        "" if isinstance(inline, Citation) else inline.words or names.get(getattr(inline, "id", ""), "")
        for inline in passage
    )
    return _Shown(words.strip(), tuple(inline.id for inline in passage if isinstance(inline, Citation)))


def _row(guide: Guide, place: str, english: str, chinese: str, sources: tuple[str, ...]) -> Figures:
    findings = []
    for id in sources:
        source = guide.source(id)
        if source is not None:
            said = " | ".join(finding.result for finding in source.findings)
            findings.append(f"{id} ({source.checked.how}): {said}")
    return Figures(place, english, chinese, sources, tuple(findings))
