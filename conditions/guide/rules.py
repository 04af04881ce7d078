"""What a guide must meet to be published: findings, each with a place, a reason and a remedy (docs/rules.md).

An error stops publishing; a notice does not. The rules on words are in `rules_of_words.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from conditions.guide import files, rules_of_words
from conditions.guide.document import (
    CHOICE_ROWS,
    CHOICES,
    RUNGS,
    Guide,
    LadderRung,
    Outcome,
    OutcomeKind,
    Source,
    Text,
)
from conditions.guide.findings import Finding, error, notice
from conditions.guide.languages import LANGUAGES, Language
from conditions.guide.markup import cited, terms
from conditions.guide.numbers import Frequency
from conditions.guide.places import walk
from conditions.guide.readability import english_words, han

# Which designs of source may light a rung of the ladder. Anybody may have an idea.
RUNG_DESIGNS: dict[str, frozenset[str]] = {
    "lab": frozenset({"lab"}),
    "animal": frozenset({"animal"}),
    "uncompared": frozenset({"case-report", "case-series", "single-arm-trial", "cohort"}),
    "compared": frozenset({"randomised-trial"}),
}
NEVER_FOUND = frozenset({"unverified", "seed-only"})  # how a source was checked: its figures are claims, not findings

_LISTS_WITH_IDS = (
    "options", "studies", "mechanisms", "claims", "risks", "values", "checks", "questions", "trials", "warning_signs",
    "countries",
)  # fmt: skip
_EVERY_OUTCOME = ("what", "population", "certainty_reason", "size_reason", "gloss")
# What each kind of outcome demands beyond that, and what it must not hold (design: five kinds of outcome)
DEMANDS: dict[OutcomeKind, tuple[str, ...]] = {
    "counted": (
        "span", "happened", "changes", "treatment", "comparator", "denominator", "treated", "control", "sources",
    ),
    "measured": ("span", "result", "changes", "treatment", "comparator", "sources"),
    "baseline": ("span", "happened", "denominator", "treated", "sources"),
    "uncompared": ("span", "happened", "treatment", "events", "studied", "sources"),
    "untested": ("treatment", "changes"),
}  # fmt: skip
REFUSES: dict[OutcomeKind, tuple[str, ...]] = {
    "counted": (),
    "measured": ("denominator", "treated", "control"),
    "baseline": ("control", "comparator"),
    "uncompared": ("control", "comparator", "treated", "denominator"),
    "untested": ("control", "comparator", "treated", "denominator", "events", "studied", "result"),
}
_OPTIONAL = {"sources": {"comparator", "followup", "country", "funding"}, "questions": {"ask_for_other"}}
EQUAL_DETAIL = 1.5  # the longer side has at most so many times the words of the shorter (C1)
SHORT_CELL = 40  # and a pair with no side this long passes
GLOSS_LIMITS = {"en": 25, "zh_hans": 40}


def check(guide: Guide) -> list[Finding]:
    """Everything that is wrong with a guide, in the order of its parts, notices among the errors."""
    rules = (
        _languages, _decision, _structure, _ladder, _outcomes, equal_detail, _references, _dates,
        rules_of_words.check, _people,
    )  # fmt: skip
    return [finding for rule in rules for finding in rule(guide)]


def _languages(guide: Guide) -> Iterator[Finding]:
    for place, text in walk(guide):
        *above, field = place.path.split("/")
        if text:
            for language in LANGUAGES:
                if not text.in_language(language).strip():
                    yield error(place.path, f"There is no {language.own_name} text.", "Write it.")
            here, there = (set(cited(text.in_language(language))) for language in LANGUAGES)
            if here != there:
                yield error(place.path, "The two languages name different sources.", "Name the same ones in both.")
        elif "outcomes" not in above and field not in _OPTIONAL.get(above[0] if above else "", ()):
            if field == "after_harm" and not guide.general:
                continue
            yield error(place.path, "It is empty.", "Write it in both languages.")


def _decision(guide: Guide) -> Iterator[Finding]:
    """What only a guide with a decision must hold; the general one has none."""
    if guide.general:
        return
    yield from _in_order("choices", [choice.id for choice in guide.choices], CHOICES)
    yield from _in_order("ladder", [rung.id for rung in guide.ladder], RUNGS)
    yield from _between("values", len(guide.values), 6, 8)
    yield from _between("checks", len(guide.checks), 5, 5)
    for pair, count in Counter(value.pair for value in guide.values).items():
        if count != 2:
            yield error("values", f"The pair {pair!r} has {count} statements.", "Give it two that pull apart.")
    for value in guide.values:
        if not value.rows:
            yield error(
                f"values/{value.id}", "No row of the comparison answers it.", f"Name one: {', '.join(CHOICE_ROWS)}."
            )
    for item in guide.checks:
        if sum(answer.right for answer in item.answers) != 1 or len(item.answers) < 2:
            yield error(f"checks/{item.id}", "It needs two answers or more, one of them right.", "Mend its answers.")
    for choice in guide.choices:
        if not any(option.choice == choice.id for option in guide.options):
            yield error(f"choices/{choice.id}", "No option belongs to it.", "Add one, if only to say none is open.")


def _structure(guide: Guide) -> Iterator[Finding]:
    yield from _between("known", len(guide.known), 3, 5)
    yield from _between("unknown", len(guide.unknown), 3, 5)
    ranks = [question.rank for question in guide.questions if question.rank is not None]
    if sorted(ranks) != list(range(1, len(ranks) + 1)) or not 3 <= len(ranks) <= 10:
        yield error("questions", f"The first questions are ranked {sorted(ranks)}.", "Rank 3 to 10 of them from 1 up.")
    topics = Counter(question.topic for question in guide.questions if question.rank is None)
    for topic, count in topics.items():
        if count > 7:
            yield error("questions", f"{count} questions stand under {topic}.", "Keep a block to seven (QP-08).")
    for name in _LISTS_WITH_IDS:
        yield from _once(name, (item.id for item in getattr(guide, name)))
    yield from _once("outcomes", (outcome.id for _, outcome in guide.outcomes()))


def _in_order(place: str, found: list[str], wanted: tuple[str, ...]) -> Iterator[Finding]:
    if tuple(found) != wanted:
        yield error(place, f"They are {', '.join(found) or 'missing'}.", f"Have {', '.join(wanted)}, in this order.")


def _between(place: str, count: int, least: int, most: int) -> Iterator[Finding]:
    if not least <= count <= most:
        amount = str(least) if least == most else f"{least} to {most}"
        yield error(place, f"There are {count}.", f"Have {amount}.")


def _once(place: str, ids: Iterable[str]) -> Iterator[Finding]:
    for id, count in Counter(ids).items():
        if count > 1:
            yield error(f"{place}/{id}", f"This id stands {count} times.", "Give each its own.")


def _ladder(guide: Guide) -> Iterator[Finding]:
    for rung in guide.ladder:
        for id in rung.studies:
            source = guide.source(id)
            if source is not None:
                yield from _may_light(rung, source)


def _may_light(rung: LadderRung, source: Source) -> Iterator[Finding]:
    place = f"ladder/{rung.id}"
    if source.design not in RUNG_DESIGNS.get(rung.id, {source.design}):
        yield error(place, f"{source.id} is a {source.design}, no study of this kind.", "Take it off this rung.")
    if source.checked.how in NEVER_FOUND and rung.id != "idea":
        yield error(place, f"{source.id} was not verified ({source.checked.how}).", "Take it off this rung.")


def _outcomes(guide: Guide) -> Iterator[Finding]:
    for option, outcome in guide.outcomes():
        place = f"options/{option.id}/outcomes/{outcome.id}"
        for field in (*_EVERY_OUTCOME, *DEMANDS[outcome.kind]):
            if not _stands(outcome, field):
                yield error(
                    f"{place}/{field}", f"A {outcome.kind} outcome needs “{field}”.", "Fill it in, in both languages."
                )
        for field in REFUSES[outcome.kind]:
            if _stands(outcome, field):
                yield error(
                    f"{place}/{field}", f"A {outcome.kind} outcome has no “{field}”.", "Empty it, or change the kind."
                )
        yield from _effect(place, outcome)
        yield from _counts(place, outcome)
        for id in outcome.sources:
            source = guide.source(id)
            if source and source.checked.how in NEVER_FOUND:
                yield error(place, f"{id} was not verified, so it shows no outcome.", "Take the figure out.")
        limit_en, limit_zh = GLOSS_LIMITS["en"], GLOSS_LIMITS["zh_hans"]
        if english_words(outcome.gloss.en) > limit_en or han(outcome.gloss.zh_hans) > limit_zh:
            yield error(place, "The gloss is too long.", f"At most {limit_en} words or {limit_zh} 汉字 (RC-15).")
    for option in guide.options:
        denominators = {outcome.denominator for outcome in option.outcomes if outcome.denominator}
        if len(denominators) > 1:
            yield error(f"options/{option.id}", "Its outcomes have different denominators.", "Keep one (RC-02).")


def _stands(outcome: Outcome, field: str) -> bool:
    value = getattr(outcome, field)
    return bool(value) if isinstance(value, Text | tuple) else value is not None


def _effect(place: str, outcome: Outcome) -> Iterator[Finding]:
    """A study without a comparison never gives an effect, and a compared one says how large (UN-03)."""
    unclear = {outcome.direction, outcome.size} == {"unclear"}
    if outcome.kind not in ("counted", "measured"):
        if not unclear:
            yield error(place, f"A {outcome.kind} outcome can have no effect.", "Set direction and size to unclear.")
    elif outcome.certainty == "none":
        yield error(place, "A compared outcome has a certainty.", "Set it, with its reason.")
    elif outcome.certainty != "very-low" and "unclear" in (outcome.direction, outcome.size):
        yield error(place, "Direction or size is unclear.", "Set both, or set the certainty to very low.")
    elif outcome.direction == "same" and outcome.size in ("large", "small"):
        yield error(place, f"The direction is the same, but the size is {outcome.size}.", "Set it to little or none.")
    if outcome.kind == "untested" and outcome.certainty != "none":
        yield error(place, "What nobody tested has no certainty.", "Set it to none.")


def _counts(place: str, outcome: Outcome) -> Iterator[Finding]:
    for events, total in (
        (outcome.treated, outcome.denominator),
        (outcome.control, outcome.denominator),
        (outcome.events, outcome.studied),
    ):
        if events is not None and total is not None and (total < 1 or not 0 <= events <= total):
            yield error(place, f"{events} of {total} is no count of people.", "Correct the numbers.")
            return
    if outcome.denominator not in (None, 100, 1000):
        yield error(place, f"The denominator is {outcome.denominator}.", "Use 100, or 1,000 for less than 1 in 100.")
    if outcome.kind == "counted" and outcome.treated is not None and outcome.control is not None:
        more = outcome.treated - outcome.control
        agrees = {"more": more > 0, "fewer": more < 0, "same": True, "unclear": True}[outcome.direction]
        if not agrees and outcome.size != "little-or-none":
            yield error(place, f"It says {outcome.direction}, but the numbers differ by {more}.", "Correct one.")
    events, studied = outcome.events, outcome.studied
    if outcome.kind == "baseline" and events is not None and studied is not None and outcome.treated is not None:
        whole = Frequency.of(events, studied, outcome.denominator or 100).events
        if whole != outcome.treated:
            yield error(place, f"{events} of {studied} is {whole}, not {outcome.treated}.", "Correct it.")


def equal_detail(guide: Guide) -> Iterator[Finding]:
    """One finding for each choice and language whose good and bad sides are not told in equal detail (C1)."""
    names = rules_of_words.term_names(guide)
    for choice in guide.choices:
        for language in LANGUAGES:
            good, bad = (_length(side, language, names[language]) for side in (choice.better, choice.worse))
            longer, shorter = max(good, bad), min(good, bad)
            if longer >= SHORT_CELL and longer > EQUAL_DETAIL * shorter:
                yield error(
                    f"choices/{choice.id}",
                    f"{language.own_name}: {good} against {bad} words for what may get better and what may go wrong.",
                    f"Bring the longer to at most {EQUAL_DETAIL} times the shorter (C1).",
                )


def _length(side: Text, language: Language, names: dict[str, str]) -> int:
    words = rules_of_words.as_read(side.in_language(language), names)
    return han(words) if language.is_chinese else english_words(words)


def _references(guide: Guide) -> Iterator[Finding]:
    known_sources = {source.id for source in guide.sources}
    known_terms = {term.id for term in guide.terms}
    known_questions = {question.id for question in guide.questions}
    for id in sorted(set(files.references(guide)) - known_sources):
        yield error("sources", f"There is no source {id!r}, which the guide names.", "Add it, or correct the id.")
    for place, text in walk(guide):
        for language in LANGUAGES:
            for id in terms(text.in_language(language)):
                if id not in known_terms:
                    yield error(place.path, f"There is no term {id!r}.", "Add it, or correct the id.")
            for id in cited(text.in_language(language)) if place.part == "glossary" else ():
                if id not in known_sources:
                    yield error(place.path, f"There is no source {id!r}.", "Add it, or correct the id.")
    for name in ("claims", "mechanisms", "warning_signs"):
        for item in getattr(guide, name):
            if item.question not in known_questions:
                yield error(f"{name}/{item.id}", f"There is no question {item.question!r}.", "Name one of the guide's.")
            if not item.sources and getattr(item, "shown", "") != "idea":  # of a mere idea, none may be found
                yield error(f"{name}/{item.id}", "It names no source.", "Name what vouches for the verdict.")
    drawn = {outcome.id for _, outcome in guide.outcomes()}
    for id in guide.shown_first:
        if id not in drawn:
            yield error("shown_first", f"There is no outcome {id!r}.", "Name one of the guide's.")
    for option in guide.options:
        for harm in option.harms:
            if not harm.sources:
                yield error(f"options/{option.id}/harms/{harm.id}", "It names no source.", "Name it.")


def _dates(guide: Guide) -> Iterator[Finding]:
    if guide.about.next_review <= guide.about.searched_on:
        yield error("about/next_review", "The next review lies before the last search.", "Set a later date.")
    for source in guide.sources:
        if source.checked.on > guide.about.searched_on:
            yield notice(f"sources/{source.id}", "It was checked after the search date.", "Correct the search date.")


def _people(guide: Guide) -> Iterator[Finding]:
    if not any(item.id == "K15" and item.state == "met" for item in guide.about.signed):
        yield notice("about/review", "No clinician has reviewed this guide.", "Ask one; the page says so meanwhile.")
