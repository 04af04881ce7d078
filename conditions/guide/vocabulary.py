"""What a document is made of: parts that cannot change, texts in both languages, and the words each field may hold."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from conditions.guide.languages import LANGUAGES, Language

Reason = Literal["", "overdue", "revision"]  # why figures give way to a notice


class Part(BaseModel):
    """Base of everything in a document: cannot change, knows no other keys than its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # Never stored: `giving_way` makes parts whose figures are not shown in these languages, and says why
    withheld_in: ClassVar[frozenset[Language]] = frozenset()
    withheld_for: ClassVar[Reason] = ""

    def gives_way(self, language: Language | None = None) -> bool:
        """Whether a notice stands in place of its figures, in one language, or (None) in both."""
        return language in self.withheld_in if language else set(LANGUAGES) <= self.withheld_in


class Text(Part):
    """The same words in both languages, in the small syntax of `markup.py`."""

    en: str = ""
    zh_hans: str = ""

    def in_language(self, language: Language) -> str:
        return str(getattr(self, language.suffix))

    def __bool__(self) -> bool:
        return any(self.in_language(language).strip() for language in LANGUAGES)


EMPTY = Text()
Running = Annotated[Text, "running"]
Label = Annotated[Text, "label"]
Quoted = Annotated[Text, "quoted"]

ChoiceId = Literal["usual-care", "step-up", "trial", "paid-offer", "waiting"]
OutcomeKind = Literal["counted", "measured", "baseline", "uncompared", "untested"]
Certainty = Literal["high", "moderate", "low", "very-low", "none"]
Direction = Literal["more", "fewer", "same", "unclear"]
Size = Literal["large", "small", "little-or-none", "unclear"]
Rung = Literal["idea", "lab", "animal", "uncompared", "compared"]
Shown = Literal["idea", "lab", "animal", "early-human", "controlled-human"]
Verdict = Literal["supported", "partly-supported", "too-early", "lab-only", "not-shown", "misleading"]
Topic = Literal[
    "cells", "evidence", "benefits", "risks", "regulation", "cost", "procedure", "aftercare", "alternatives",
    "my-situation",
]  # fmt: skip
Whom = Literal["clinic", "own-doctor", "payer", "ourselves"]
ChoiceRow = Literal["involves", "like", "better", "worse", "cost", "oversight", "rules_out"]
RiskGroup = Literal["counted", "reported", "lost-chance", "money"]
Design = Literal[
    "lab", "animal", "case-report", "case-series", "single-arm-trial", "randomised-trial", "cohort",
    "systematic-review", "guideline", "regulator", "registry-record", "press-release", "clinic-page", "review",
]  # fmt: skip
How = Literal["full-text", "abstract", "registry", "official-page", "secondary", "seed-only", "unverified"]
PaidBy = Literal["industry", "clinic", "public", "none", "not-stated"]
MeterState = Literal["met", "partly", "not-met"]
