"""What of the IPDAS meter can be computed from a guide, item by item.

Most verdicts are a share: of the things that should stand in the guide, so many do.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from conditions.guide import readability, rules, rules_of_words
from conditions.guide.document import CHOICES, Guide, MeterState, Outcome, Text
from conditions.guide.languages import LANGUAGES
from conditions.guide.markup import cited
from conditions.guide.numbers import COLUMNS

ENOUGH_VALUES, ENOUGH_QUESTIONS = 6, 3
_ROWS_OF_A_CHOICE = ("name", "involves", "like", "better", "worse", "cost", "oversight", "rules_out")


class Verdict(NamedTuple):
    """A state, and why."""

    state: MeterState
    because: Text


def _share(stands: Iterable[bool], english: str, chinese: str) -> Verdict:
    found = list(stands)
    have, of = sum(found), len(found)
    state: MeterState = "not-met" if not have else "met" if have == of else "partly"
    if not of:
        return Verdict(state, Text(en=f"{english}: none.", zh_hans=f"{chinese}：还没有。"))
    return Verdict(state, Text(en=f"{english}: {have} of {of}.", zh_hans=f"{chinese}：{of}项中有{have}项。"))


def complete(*texts: Text) -> bool:
    """Whether every one of the texts stands in both languages."""
    return all(text.in_language(language).strip() for text in texts for language in LANGUAGES)


def _each_language(*texts: Text) -> Iterator[bool]:
    for language in LANGUAGES:
        yield all(text.in_language(language).strip() for text in texts)


def _choices(guide: Guide, *fields: str) -> Iterator[bool]:
    """For each of the five choices, whether these rows stand in both languages."""
    by_id = {choice.id: choice for choice in guide.choices}
    for id in CHOICES:
        yield id in by_id and complete(*(getattr(by_id[id], field) for field in fields))


def _outcomes(guide: Guide) -> list[Outcome]:
    return [outcome for _, outcome in guide.outcomes()]


def _known(guide: Guide, ids: Iterable[str]) -> bool:
    wanted, known = set(ids), {source.id for source in guide.sources}
    return bool(wanted) and wanted <= known


def _rate(events: int | None, people: int | None) -> bool:
    return events is not None and people is not None and 0 <= events <= people and people > 0


def _both_rates(outcome: Outcome) -> bool:
    return _rate(outcome.treated, outcome.denominator) and _rate(outcome.control, outcome.denominator)


def _out_of_hundred(guide: Guide) -> list[Outcome]:
    """The outcomes that are drawn as so many people out of a round number."""
    return [outcome for outcome in _outcomes(guide) if outcome.kind in ("counted", "baseline")]


def _says_a_chance(outcome: Outcome) -> bool:
    match outcome.kind:
        case "counted":
            return _both_rates(outcome)
        case "baseline":
            return _rate(outcome.treated, outcome.denominator)
        case "measured":
            return complete(outcome.result)
        case "uncompared":
            return _rate(outcome.events, outcome.studied)
        case "untested":
            return True


def _choices_with_options(guide: Guide) -> Verdict:
    taken = {option.choice for option in guide.options if complete(option.name)}
    stands = (named and id in taken for named, id in zip(_choices(guide, "name"), CHOICES, strict=True))
    return _share(stands, "Choices that stand with at least one option", "列出并有具体做法的选择")


def _equal_detail(guide: Guide) -> Verdict:
    uneven = {finding.place for finding in rules.equal_detail(guide)}
    told = zip(_choices(guide, "better", "worse"), CHOICES, strict=True)
    stands = (both and f"choices/{id}" not in uneven for both, id in told)
    return _share(stands, "Choices with both sides in equal detail", "好坏两面写得一样细的选择")


def _sourced(guide: Guide) -> Verdict:
    rows = [outcome.sources for outcome in _outcomes(guide) if outcome.kind != "untested"]
    rows += [harm.sources for option in guide.options for harm in option.harms]
    # of a mere idea no study may have been found: then there is nothing to cite
    rows += [row.sources for row in guide.mechanisms if row.sources or row.shown != "idea"]
    rows += [row.sources for row in guide.claims]
    rows += [row.sources for row in guide.warning_signs]
    stands = (_known(guide, ids) for ids in rows)
    return _share(stands, "Results, harms, ideas and claims with a source", "写明出处的结果、伤害、原理和说法")


def _dated(guide: Guide) -> Verdict:
    day = guide.about.searched_on
    if any(source.checked.on > day for source in guide.sources):
        return Verdict(
            "partly",
            Text(
                en=f"The search date, {_english(day)}, is older than some of the sources.",
                zh_hans=f"写了检索日期{_chinese(day)}，但有的出处是在那以后看的。",
            ),
        )
    return Verdict(
        "met",
        Text(
            en=f"The search was on {_english(day)}. Each edition carries its own date.",
            zh_hans=f"检索日期是{_chinese(day)}，每一版也都写有日期。",
        ),
    )


def _english(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _chinese(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _kept_up(guide: Guide) -> Verdict:
    about = guide.about
    stands = (complete(about.updates), about.next_review > about.searched_on)
    return _share(stands, "A way of updating, and a date for the next review", "更新办法和下次复核日期")


def _certain(guide: Guide) -> list[bool]:
    return [
        complete(outcome.certainty_reason) and (outcome.certainty != "none" or outcome.kind == "untested")
        for outcome in _outcomes(guide)
    ]


def _natural_course(guide: Guide) -> Verdict:
    told = guide.natural_course
    baselines = (outcome.sources for outcome in _outcomes(guide) if outcome.kind == "baseline")
    vouched = any(_known(guide, ids) for ids in (cited(told.en), *baselines))
    return _share((complete(told), vouched), "A text on it, and a source", "文字说明和出处")


def _rates_by_option(guide: Guide) -> Verdict:
    compared = [
        [outcome for outcome in option.outcomes if outcome.kind in ("counted", "measured")] for option in guide.options
    ]
    stands = (any(o.kind == "counted" and _both_rates(o) for o in outcomes) for outcomes in compared if outcomes)
    return _share(stands, "Compared options with people counted in both groups", "有对照、两组都数了人的做法")


def _same_time(guide: Guide) -> Verdict:
    spans = [outcome.span for outcome in _out_of_hundred(guide)]
    verdict = _share((complete(span) for span in spans), "Counts that name their time", "写明时间的人数")
    if verdict.state == "met" and len(set(spans)) > 1:
        return Verdict(
            "partly",
            Text(
                en="Each count names its time, but the studies did not all last equally long.",
                zh_hans="每个人数都写了时间，但各项研究的时间长短不一。",
            ),
        )
    return verdict


def _same_denominator(guide: Guide) -> Verdict:
    found = [outcome.denominator for outcome in _out_of_hundred(guide)]
    verdict = _share((bool(number) for number in found), "Counts out of a round number", "按整数人群来数的结果")
    if verdict.state == "met" and len(set(found)) > 1:
        numbers = [str(number) for number in sorted(number for number in set(found) if number)]
        return Verdict(
            "partly",
            Text(
                en=f"Counts are out of {' or '.join(numbers)} people, not all out of the same number.",
                zh_hans=f"有的按{'、'.join(numbers)}人来数，没有全部按同样的人数。",
            ),
        )
    return verdict


def _more_than_one_way(guide: Guide) -> Verdict:
    stands = (
        _both_rates(o)
        and o.denominator in COLUMNS
        and complete(o.changes, o.treatment, o.comparator, o.happened, o.gloss)
        for o in _outcomes(guide)
        if o.kind == "counted"
    )
    return _share(stands, "Counted results with words, numbers and a picture", "有文字、数字和图的人数结果")


def _enough(stands: Iterable[bool], enough: int, english: str, chinese: str) -> Verdict:
    have = sum(stands)
    return Verdict(
        "met" if have >= enough else "partly" if have else "not-met",
        Text(
            en=f"{english}: {have}. At least {enough} are needed.", zh_hans=f"{chinese}：{have}项，至少要{enough}项。"
        ),
    )


def _steps(guide: Guide) -> Verdict:
    stands = (
        bool(guide.known) and complete(guide.main_message),
        bool(guide.values),
        bool(guide.checks),
        bool(guide.questions),
        complete(guide.first_step),
    )
    return _share(stands, "Steps: learn, weigh, check, ask, plan", "了解、掂量、自测、提问、打算这几步")


def _reading_level(guide: Guide) -> Verdict:
    measured = rules_of_words.measures(guide).values()
    grades = [english.grade for english, _ in measured if english.words]
    means = [chinese.mean for _, chinese in measured if chinese.sentences]
    if not grades or not means:
        return _share((bool(grades), bool(means)), "Languages with text to measure", "有文字可以测量的语言")
    grade, mean = max(grades), max(means)
    within = grade <= readability.ENGLISH_LIMIT and mean <= readability.CHINESE_MEAN_LIMIT
    limits = f"{readability.ENGLISH_LIMIT:g}", f"{readability.CHINESE_MEAN_LIMIT:g}"
    return Verdict(
        "met" if within else "partly",
        Text(
            en=f"In English, the hardest part reads at grade {grade:g} (limit {limits[0]}). "
            f"In Chinese, it has {mean:g} characters to a sentence (limit {limits[1]}).",
            zh_hans=f"英文最难的部分相当于美国学校{grade:g}年级（上限{limits[0]}），中文最难的部分平均每句{mean:g}个汉字（上限{limits[1]}）。",
        ),
    )


def _bounded(stands: Iterable[bool], english: str, chinese: str) -> Verdict:
    """What the document alone can show of an item that needs a person's judgement: partly, at most."""
    verdict = _share(stands, english, chinese)
    return verdict._replace(state="partly" if verdict.state == "met" else "not-met")


COMPUTED: dict[str, Callable[[Guide], Verdict]] = {
    "Q1": lambda g: _share(
        map(complete, (g.name, g.title, g.what_it_is, g.natural_course)), "Texts that say so", "说明病情的文字"
    ),
    "Q2": lambda g: _share(_each_language(g.decision), "Languages that state it", "写明决定的语言"),
    "Q3": _choices_with_options,
    "Q4": lambda g: _share(_choices(g, "better"), "Choices with their good points", "写了好处的选择"),
    "Q5": lambda g: _share(_choices(g, "worse"), "Choices with their bad points", "写了坏处的选择"),
    "Q6": lambda g: _share(_choices(g, "like"), "Choices that say what they are like", "写了是什么经历的选择"),
    "C1": _equal_detail,
    "C2": _sourced,
    "C3": _dated,
    "C4": _kept_up,
    "C5": lambda g: _share(_certain(g), "Results with how sure we are, and why", "写明把握和理由的结果"),
    "C6": lambda g: _share(_each_language(g.about.funding), "Languages that say who paid", "写明谁出钱的语言"),
    "K1": _natural_course,
    "K2": lambda g: _share(_choices(g, *_ROWS_OF_A_CHOICE), "Choices with every row filled", "每一行都填了的选择"),
    "K3": lambda g: _share(
        (any(map(_says_a_chance, option.outcomes)) for option in g.options),
        "Options that give a count or say there is none",
        "写了人数或写明没有数字的做法",
    ),
    "K4": lambda g: _share(
        (complete(o.population) for o in _outcomes(g)), "Results that say who was studied", "写明研究了哪些人的结果"
    ),
    "K5": _rates_by_option,
    "K6": _same_time,
    "K7": _same_denominator,
    "K8": _more_than_one_way,
    "K9": lambda g: _enough(
        (complete(value.statement) for value in g.values), ENOUGH_VALUES, "Statements to rate", "可以打分的句子"
    ),
    "K10": _steps,
    "K11": lambda g: _enough(
        (q.rank is not None and complete(q.ask, q.why) for q in g.questions), ENOUGH_QUESTIONS,
        "Questions to ask first", "先问的问题",
    ),
    "K18": lambda g: _bounded(
        map(complete, (g.about.search, g.about.chosen)), "Texts on the search and the choice", "关于检索和挑选的文字"
    ),
    "K19": lambda g: _bounded(_certain(g), "Results with how sure we are, and why", "写明把握和理由的结果"),
    "K21": _reading_level,
}  # fmt: skip
LOWER_BOUND = frozenset({"K18", "K19"})  # the document shows a part, a person may judge the rest
