"""What the rules, the IPDAS meter and the measures of reading say of a working copy: kept in a table, never stale.

It takes a second or two to work out, so it is worked out once: after a save, or when it is first asked for. It holds as
long as nobody wrote to the guide or to anything shared that the guide names, and the rules are the same code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

from conditions import guide as guide_package
from conditions.editing import carrying
from conditions.editing.places import Places, Target
from conditions.guide import files, markup, rules, rules_of_words, standards
from conditions.guide.document import Guide as GuideDocument
from conditions.guide.document import MeterState, Text
from conditions.guide.findings import Finding
from conditions.guide.languages import LANGUAGES
from conditions.guide.readability import Chinese, English
from conditions.models import Checkup, Touch
from conditions.models import Guide as GuideRow


@dataclass(frozen=True)
class Found:
    """A finding of the rules, and where it is mended."""

    finding: Finding
    target: Target

    @property
    def address(self) -> str:
        """The form, at the field."""
        return self.target.address()

    def is_about(self, model: str, row: int) -> bool:
        """Whether it is mended in this row's form."""
        return (self.target.model, self.target.row) == (model, row)


@dataclass(frozen=True)
class Item:
    """An item of the IPDAS meter, as the working copy stands."""

    id: str
    group: str
    name: Text
    state: MeterState
    because: Text


@dataclass(frozen=True)
class Report:
    """All that was found of one guide. `levels` is the reading level of each part, English and Chinese."""

    slug: str
    found: list[Found]
    meter: list[Item]
    levels: dict[str, tuple[English, Chinese]]

    @property
    def errors(self) -> list[Found]:
        """What stops publishing."""
        return [found for found in self.found if found.finding.is_error]

    @property
    def notices(self) -> list[Found]:
        """What people should know."""
        return [found for found in self.found if not found.finding.is_error]


@dataclass(frozen=True)
class Counts:
    """How many findings a guide has."""

    errors: int
    notices: int


def report(slug: str) -> Report:
    """What is found of the working copy as it stands now. Raises carrying.NoSuchGuide."""
    kept = Checkup.objects.filter(slug=slug).first()
    if kept is None or slug not in _holding([slug]):
        kept = _look(slug)
    return _report(slug, kept.report)


def counts(slugs: Iterable[str]) -> dict[str, Counts]:
    """How many findings each guide has, as far as that is known without asking the rules: two queries for all of them.
    A guide that was changed since the rules last looked is left out."""
    slugs = list(slugs)
    rows = Checkup.objects.filter(slug__in=_holding(slugs)).values_list("slug", "errors", "notices")
    return {slug: Counts(errors, notices) for slug, errors, notices in rows}


def kept_reports(slugs: Iterable[str], *, hold: bool = False) -> dict[str, Report]:
    """The reports that hold, without asking the rules. `hold`: somebody has just seen that they do."""
    wanted = list(slugs) if hold else _holding(list(slugs))
    return {row.slug: _report(row.slug, row.report) for row in Checkup.objects.filter(slug__in=wanted)}


def _look(slug: str) -> Checkup:
    """Asks the rules and keeps what they say.

    What was written is counted before the guide is read: whoever writes meanwhile makes this report one that does not
    hold, and it is worked out again.
    """
    touches = dict(Touch.objects.values_list("what", "number"))
    guide = carrying.read(slug)
    found = rules.check(guide)
    rests_on = sorted(_names(guide))
    values = {
        "rests_on": rests_on,
        "stamp": _stamp(f"{what}={touches.get(what, 0)}" for what in rests_on),
        "program": _program(),
        "errors": sum(finding.is_error for finding in found),
        "notices": sum(not finding.is_error for finding in found),
        "report": _as_data(slug, guide, found),
    }
    return Checkup.objects.update_or_create(slug=slug, defaults=values)[0]


def _names(guide: GuideDocument) -> set[str]:
    """What the report rests on: the guide, and every source and term that it names, there or missing."""
    named = {f"source:{id}" for id in files.references(guide)} | {f"term:{id}" for id in files.linked_terms(guide)}
    for term in guide.terms:
        named.add(f"term:{term.id}")
        for language in LANGUAGES:
            words = term.plain.in_language(language)
            named |= {f"source:{id}" for id in markup.cited(words)} | {f"term:{id}" for id in markup.terms(words)}
    return {f"guide:{guide.slug}", *named, *(f"source:{source.id}" for source in guide.sources)}


def _holding(slugs: list[str]) -> list[str]:
    """The guides among these whose kept report still holds."""
    kept = dict(Checkup.objects.filter(slug__in=slugs, program=_program()).values_list("slug", "stamp"))
    if not kept:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT kept.slug, md5(string_agg(named.what || '=' || coalesce(touch.number, 0), ','
                                             ORDER BY named.what COLLATE "C"))
            FROM conditions_checkup kept CROSS JOIN unnest(kept.rests_on) AS named (what)
            LEFT JOIN conditions_touch touch ON touch.what = named.what
            WHERE kept.slug = ANY (%s) GROUP BY kept.slug
            """,
            [list(kept)],
        )
        now = dict(cursor.fetchall())
    return [slug for slug, stamp in kept.items() if now.get(slug) == stamp]


def _stamp(counted: Iterable[str]) -> str:
    """As the database works it out."""
    return hashlib.md5(",".join(counted).encode(), usedforsecurity=False).hexdigest()


@cache
def _program() -> str:
    """Tells one version of the rules from another."""
    code = hashlib.md5(usedforsecurity=False)
    here = Path(__file__)
    for path in [*sorted(Path(guide_package.__path__[0]).glob("*.py")), here, here.with_name("places.py")]:
        code.update(path.read_bytes())
    return code.hexdigest()


def _as_data(slug: str, guide: GuideDocument, found: list[Finding]) -> dict[str, Any]:
    places = Places(slug)
    return {
        "found": [{"finding": vars(finding), "target": vars(places.target(finding.place))} for finding in found],
        "meter": [
            {
                "id": judged.item.id,
                "group": judged.item.group,
                "name": judged.item.name.model_dump(),
                "state": judged.state,
                "because": judged.because.model_dump(),
            }
            for judged in standards.judge(guide)
        ],
        "levels": [  # a list, which keeps its order in the database
            [part, vars(english), vars(chinese)] for part, (english, chinese) in rules_of_words.measures(guide).items()
        ],
    }


def _report(slug: str, data: dict[str, Any]) -> Report:
    return Report(
        slug=slug,
        found=[Found(Finding(**one["finding"]), Target(**one["target"])) for one in data["found"]],
        meter=[
            Item(one["id"], one["group"], Text(**one["name"]), one["state"], Text(**one["because"]))
            for one in data["meter"]
        ],
        levels={part: (English(**english), Chinese(**chinese)) for part, english, chinese in data["levels"]},
    )


def every_slug() -> list[str]:
    """The guides that have a working copy."""
    return list(GuideRow.objects.values_list("slug", flat=True))
