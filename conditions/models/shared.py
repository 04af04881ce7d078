"""Sources and terms: they live once, and all guides use them."""

from __future__ import annotations

from django.db import models

from conditions.guide import document as doc
from conditions.models.rows import Row, belongs_to, ids, label, one_of, running


class Source(Row):
    """A study, guideline or regulator's page."""

    document = doc.Source
    key = models.SlugField("id", max_length=80, unique=True)
    citation = models.TextField()
    doi = models.CharField(max_length=200, blank=True, default="")
    pmid = models.CharField(max_length=20, blank=True, default="")
    registry = models.CharField(max_length=80, blank=True, default="")
    url = models.URLField(max_length=500, blank=True, default="")
    design = one_of(doc.Design)
    people = models.PositiveIntegerField(null=True, blank=True)
    comparator = label()
    followup = label()
    country = label()
    funding = label()
    paid_by = one_of(doc.PaidBy, default="not-stated")
    limits = models.JSONField(default=list, blank=True, help_text="For reviewers, in English.")
    checked_how = one_of(doc.How)
    checked_where = models.TextField(blank=True, default="", help_text="May be a mirror; never linked.")
    checked_on = models.DateField()
    also_known_as = ids("Other ids of the same source.")


class Finding(models.Model):
    """What a source found, with the figures as published. For reviewers, in English."""

    document = doc.Finding
    source = belongs_to("Source", "findings")
    position = models.PositiveSmallIntegerField(default=0)
    outcome = models.TextField()
    result = models.TextField()
    figures = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.outcome[:60]


class Term(Row):
    """A word explained once for the whole site."""

    document = doc.Term
    key = models.SlugField("id", max_length=80, unique=True)
    term = label()
    plain = running()
    pinyin = models.CharField(max_length=200, blank=True, default="", help_text="Sorts the Chinese glossary.")
