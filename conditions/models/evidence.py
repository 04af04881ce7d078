"""The working copy of the evidence: options with their outcomes and harms, ladder, studies, mechanisms, claims."""

from __future__ import annotations

from django.db import models

from conditions.guide import document as doc
from conditions.models.rows import Row, belongs_to, label, one_of, running, source_ids


class Option(Row):
    """A treatment or course that a person can take."""

    document = doc.Option
    guide = belongs_to("Guide", "options")
    choice = one_of(doc.ChoiceId)
    name = label()
    who = running()
    involves = running()
    practical = running()
    sources = source_ids()


class Outcome(Row):
    """One good or bad thing that can happen with an option. The kind decides which fields must stand."""

    document = doc.Outcome
    option = belongs_to("Option", "outcomes")
    kind = one_of(doc.OutcomeKind)
    good = models.BooleanField(default=True, help_text="A thing that people want.")
    what = label()
    happened = label()
    changes = label()
    treatment = label()
    comparator = label()
    span = label()
    population = label()
    denominator = models.PositiveIntegerField(null=True, blank=True)
    treated = models.PositiveIntegerField(null=True, blank=True)
    control = models.PositiveIntegerField(null=True, blank=True)
    events = models.PositiveIntegerField(null=True, blank=True)
    studied = models.PositiveIntegerField(null=True, blank=True)
    result = running()
    direction = one_of(doc.Direction, default="unclear")
    size = one_of(doc.Size, default="unclear")
    size_reason = running()
    certainty = one_of(doc.Certainty, default="none")
    certainty_reason = running()
    gloss = running()
    sources = source_ids()


class Harm(Row):
    """A harm of an option told in words."""

    document = doc.Harm
    option = belongs_to("Option", "harms")
    what = label()
    how_often = running()
    sources = source_ids()


class Rung(Row):
    """One rung of the ladder of stem cells in this condition."""

    document = doc.LadderRung
    guide = belongs_to("Guide", "ladder")
    key = one_of(doc.Rung, verbose_name="id")
    studies = source_ids()
    note = running()


class StudyNote(Row):
    """A study that matters, in plain words."""

    document = doc.StudyNote
    guide = belongs_to("Guide", "studies")
    name = label()
    who = running()
    compared = running()
    how_long = running()
    found = running()
    cannot_tell = running()
    paid = running()


class Trial(Row):
    """A registered trial of stem cells in this condition."""

    document = doc.Trial
    guide = belongs_to("Guide", "trials")
    status = running()
    seen = models.DateField()


class Mechanism(Row):
    """Something that adverts say happens in the body."""

    document = doc.Mechanism
    guide = belongs_to("Guide", "mechanisms")
    name = label()
    said = running()
    about = one_of(doc.Mechanism.model_fields["about"].annotation)
    shown = one_of(doc.Shown)
    note = running()
    sources = source_ids()
    question = models.SlugField(max_length=80, blank=True, default="")


class Claim(Row):
    """What adverts say, held against what studies found."""

    document = doc.Claim
    guide = belongs_to("Guide", "claims")
    claim = running()
    verdict = one_of(doc.Verdict)
    because = running()
    sources = source_ids()
    question = models.SlugField(max_length=80, blank=True, default="")
