"""What the rules say of a working copy, kept so that the desk need not ask anew, and what tells whether it holds."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Touch(models.Model):
    """How often a guide, a source or a term was written to, by whatever hand: triggers count (migration 0006).

    `what` is `guide:chronic-pain`, `source:beti-2021` or `term:placebo`.
    """

    what = models.CharField(max_length=180, primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        ordering = ["what"]

    def __str__(self) -> str:
        return f"{self.what}: {self.number}"


class Checkup(models.Model):
    """What the rules, the IPDAS meter and the measures of reading said of one guide.

    It rests on the guide and on what it names of the shared sources and terms; `stamp` is made from how often each of
    them had been written to, `program` from the code of the rules. editing/checkups.py says whether it still holds.
    """

    slug = models.SlugField(max_length=80, unique=True)
    rests_on = ArrayField(models.CharField(max_length=180))
    stamp = models.CharField(max_length=32)
    program = models.CharField(max_length=32)
    errors = models.PositiveIntegerField()
    notices = models.PositiveIntegerField()
    report = models.JSONField()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
