"""WHAT IS KNOWN, in Postgres: the working copy, the editors' steps, the editions readers see, readers' sealed lists."""

from conditions.models.changes import Change
from conditions.models.checkups import Checkup, Touch
from conditions.models.editions import Edition, Step, Withdrawal
from conditions.models.evidence import Claim, Harm, Mechanism, Option, Outcome, Rung, StudyNote, Trial
from conditions.models.guides import (
    Answer,
    Check,
    Choice,
    Country,
    Guide,
    Known,
    NotVerified,
    Question,
    Risk,
    Signed,
    Unknown,
    Value,
    WarningSign,
)
from conditions.models.lists import SealedList, Share
from conditions.models.people import Interest, OneTimePassword
from conditions.models.shared import Finding, Source, Term

# Every model of the working copy whose words stand in two languages
WORKING_COPY = (
    Guide, Known, Unknown, Choice, Option, Outcome, Harm, Rung, StudyNote, Trial, Mechanism, Claim, Risk, WarningSign,
    Country, Value, Check, Answer, Question, NotVerified, Signed, Source, Finding, Term,
)  # fmt: skip

__all__ = [
    "WORKING_COPY", "Answer", "Change", "Check", "Checkup", "Choice", "Claim", "Country", "Edition", "Finding",
    "Guide", "Harm", "Interest", "Known", "Mechanism", "NotVerified", "OneTimePassword", "Option", "Outcome",
    "Question", "Risk", "Rung", "SealedList", "Share", "Signed", "Source", "Step", "StudyNote", "Term", "Touch",
    "Trial", "Unknown", "Value", "WarningSign", "Withdrawal",
]  # fmt: skip
