"""A small guide that breaks no rule, and ways to change one thing in it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from conditions.guide.document import (
    CHOICES,
    RUNGS,
    About,
    Answer,
    Check,
    Checked,
    Choice,
    Claim,
    Country,
    Guide,
    Harm,
    LadderRung,
    Mechanism,
    Option,
    Outcome,
    Part,
    Point,
    Question,
    Risk,
    Source,
    StudyNote,
    Term,
    Text,
    Trial,
    Value,
    WarningSign,
)
from conditions.guide.languages import LANGUAGES
from conditions.guide.rules import check

in_each_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
SEARCHED = datetime.date(2026, 11, 21)
SENTENCE = Text(en="We know this much.", zh_hans="我们知道这些。")
NAME = Text(en="a name", zh_hans="名称")


def a_guide(**changes: Any) -> Guide:
    """A guide without errors, with these fields instead of its own."""
    return Guide(**{**_fields(), **changes})


def an_unfinished_guide() -> Guide:
    """A guide that holds nothing but what the type demands."""
    return Guide(slug="nothing-yet", about=About(searched_on=SEARCHED, next_review=SEARCHED))


def errors(guide: Guide) -> list[str]:
    """The places of everything that stops the guide from being published, each place once."""
    return list(dict.fromkeys(finding.place for finding in check(guide) if finding.is_error))


def notices(guide: Guide) -> list[str]:
    """The places of everything else that people should know, each place once."""
    return list(dict.fromkeys(finding.place for finding in check(guide) if not finding.is_error))


def changed(guide: Guide, path: str, **fields: Any) -> Guide:
    """The same guide with other fields at one place: `changed(guide, "claims/root-cause/because", zh_hans="")`."""
    return _changed(guide, path.split("/") if path else [], fields)


def without(guide: Guide, path: str) -> Guide:
    """The same guide without one row: `without(guide, "claims/root-cause")`."""
    *above, name, id = path.split("/")
    rows = at(guide, "/".join((*above, name)))
    return changed(guide, "/".join(above), **{name: tuple(row for row in rows if row.id != id)})


def at(guide: Guide, path: str) -> Any:
    """What stands at a place of the guide."""
    found: Any = guide
    for step in path.split("/"):
        found = next(row for row in found if row.id == step) if isinstance(found, tuple) else getattr(found, step)
    return found


def _changed(part: Any, steps: list[str], fields: dict[str, Any]) -> Any:
    if not steps:
        assert isinstance(part, Part)
        assert set(fields) <= set(type(part).model_fields), f"{type(part).__name__} has no such field: {fields}"
        return part.model_copy(update=fields)
    name, *rest = steps
    value = getattr(part, name)
    if isinstance(value, tuple):
        id, *rest = rest
        assert id in [row.id for row in value], f"no {id!r} among {name}"
        value = tuple(_changed(row, rest, fields) if row.id == id else row for row in value)
    else:
        value = _changed(value, rest, fields)
    return part.model_copy(update={name: value})


def a_source(id: str, **changes: Any) -> Source:
    """A source that was read, with an id and whatever else is asked for."""
    checked = Checked(how="abstract", where="https://example.org", on=SEARCHED)
    return Source(**{"id": id, "citation": "A study.", "design": "randomised-trial", "checked": checked, **changes})


def an_outcome(id: str, kind: str, **changes: Any) -> Outcome:
    """An outcome of a kind, with all that the kind demands and nothing that it refuses."""
    every = {
        "what": NAME,
        "population": Text(en="adults in one country", zh_hans="一个国家的成年人"),
        "size_reason": SENTENCE,
        "certainty_reason": SENTENCE,
        "gloss": Text(en="More people felt better.", zh_hans="好转的人更多。"),
        "treatment": Text(en="the tablet", zh_hans="这种药片"),
        "sources": ("trial-2020",),
    }
    happened = Text(en="felt better", zh_hans="好转了")
    changes_text = Text(en="feeling better", zh_hans="好转")
    comparator = Text(en="a dummy tablet", zh_hans="没有药的药片")
    span = Text(en="12 weeks", zh_hans="12周")
    effect = {"direction": "more", "size": "large", "certainty": "moderate"}
    own: dict[str, dict[str, Any]] = {
        "counted": {
            "happened": happened, "changes": changes_text, "comparator": comparator, "span": span,
            "denominator": 100, "treated": 61, "control": 44, **effect,
        },
        "measured": {
            "result": SENTENCE, "changes": changes_text, "comparator": comparator, "span": span, **effect,
        },
        "baseline": {"happened": happened, "span": span, "denominator": 100, "treated": 26, "certainty": "low"},
        "uncompared": {"happened": happened, "span": span, "events": 2, "studied": 9, "certainty": "very-low"},
        "untested": {"changes": changes_text, "sources": ()},
    }  # fmt: skip
    return Outcome(**{"id": id, "kind": kind, "good": True, **every, **own[kind], **changes})


def an_option(id: str, choice: str, **changes: Any) -> Option:
    """An option of a choice, without outcomes or harms."""
    texts = {"name": NAME, "who": SENTENCE, "involves": SENTENCE, "practical": SENTENCE}
    return Option(**{"id": id, "choice": choice, **texts, **changes})


def a_question(id: str, rank: int | None = None, **changes: Any) -> Question:
    """A question about risks to ask the clinic."""
    texts = {"ask": SENTENCE, "why": SENTENCE, "clear_answer": SENTENCE, "warning_answer": SENTENCE}
    return Question(**{"id": id, "topic": "risks", "whom": "clinic", "rank": rank, **texts, **changes})


def a_value(id: str, pair: str) -> Value:
    """A statement to rate."""
    return Value(id=id, pair=pair, rows=("involves",), statement=SENTENCE)


def a_check(id: str) -> Check:
    """A question with one right answer of two."""
    right, wrong = (Answer(id=id, right=id == "yes", text=SENTENCE, teaches=SENTENCE) for id in ("yes", "no"))
    return Check(id=id, ask=SENTENCE, answers=(right, wrong))


def points(count: int) -> tuple[Point, ...]:
    """So many things known or not known."""
    return tuple(Point(id=f"point-{number}", text=SENTENCE) for number in range(count))


def a_choice(id: str) -> Choice:
    """A choice with every row filled."""
    rows = ("involves", "like", "better", "worse", "cost", "oversight", "rules_out")
    return Choice(id=id, name=NAME, **dict.fromkeys(rows, SENTENCE))  # type: ignore[arg-type]


def _fields() -> dict[str, Any]:
    singles = (
        "main_message", "decision", "who_for", "not_for", "what_it_is", "natural_course", "first_step",
        "ladder_summary",
    )  # fmt: skip
    harm = Harm(id="tired", what=NAME, how_often=SENTENCE, sources=("trial-2020",))
    studies = {"uncompared": ("series-2017",)}
    told = ("who", "compared", "how_long", "found", "cannot_tell", "paid")
    about = ("search", "chosen", "written_by", "drafting", "review", "funding", "updates")
    return {
        "slug": "sore-thumb",
        "name": NAME,
        "title": NAME,
        **dict.fromkeys(singles, SENTENCE),
        "what_it_is": Text(en="It is a pain. See [[stem-cell]].", zh_hans="这是一种痛，另见[[stem-cell]]。"),
        "natural_course": Text(en="It often eases [@cohort-2015].", zh_hans="它常常会缓解[@cohort-2015]。"),
        "known": points(3),
        "unknown": points(3),
        "shown_first": ("halved",),
        "choices": tuple(a_choice(id) for id in CHOICES),
        "options": (
            an_option("tablet", "usual-care", outcomes=(an_outcome("halved", "counted"),), harms=(harm,)),
            an_option("needle", "step-up", outcomes=(
                an_outcome("pain-days", "measured", good=False, direction="fewer"),
                an_outcome("pain-free", "counted"),
            )),
            an_option("own-trial", "trial", outcomes=(an_outcome("trial-effect", "untested"),)),
            an_option("fat-cells", "paid-offer", outcomes=(
                an_outcome("gain", "uncompared", sources=("series-2017",)),
            )),
            an_option("wait", "waiting", outcomes=(an_outcome("eased", "baseline", sources=("cohort-2015",)),)),
        ),
        "ladder": tuple(LadderRung(id=id, studies=studies.get(id, ()), note=SENTENCE) for id in RUNGS),
        "studies": (StudyNote(id="series-2017", name=NAME, **dict.fromkeys(told, SENTENCE)),),
        "trials": (Trial(id="nct-1", status=SENTENCE, seen=SEARCHED),),
        "mechanisms": (
            Mechanism(id="repair", name=NAME, said=SENTENCE, about="cells", shown="lab", note=SENTENCE,
                      sources=("lab-2010",), question="which-cells"),
        ),
        "claims": (
            Claim(id="root-cause", claim=SENTENCE, verdict="not-shown", because=SENTENCE, sources=("series-2017",),
                  question="which-cells"),
        ),
        "risks": (Risk(id="infection", group="reported", title=NAME, text=SENTENCE),),
        "warning_signs": (
            WarningSign(id="one-cure-for-all", sign=SENTENCE, because=SENTENCE, sources=("lab-2010",),
                        question="which-cells"),
        ),
        "countries": (
            Country(id="china", name=NAME, rule=SENTENCE, how_to_check=SENTENCE, report=SENTENCE, checked_on=SEARCHED,
                    sources=("lab-2010",)),
        ),
        "after_harm": SENTENCE,
        "values": tuple(a_value(f"value-{number}", f"pair-{number // 2}") for number in range(6)),
        "checks": tuple(a_check(f"check-{number}") for number in range(5)),
        "questions": (a_question("which-cells", 1), a_question("how-many", 2), a_question("who-pays", 3),
                      a_question("what-else")),
        "about": About(searched_on=SEARCHED, next_review=datetime.date(2027, 5, 21), not_verified=points(1),
                       **dict.fromkeys(about, SENTENCE)),
        "sources": (
            a_source("cohort-2015", design="cohort"),
            a_source("lab-2010", design="lab"),
            a_source("nct-1", design="registry-record"),
            a_source("series-2017", design="case-series"),
            a_source("trial-2020"),
        ),
        "terms": (
            Term(id="stem-cell", term=Text(en="stem cell", zh_hans="干细胞"), plain=SENTENCE, pinyin="gan xi bao"),
        ),
    }  # fmt: skip
