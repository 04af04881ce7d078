"""Who changed which words of the working copy, and when: one row a field and language, never changed afterwards."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Change(models.Model):
    """One field of one row, before and after. A trigger refuses changes (migration 0005).

    `place` is the path of the document, such as `claims/root-cause/because`; `guides` are the slugs of the guides that
    it stands in (several for a source or a term); `language` is the suffix of a column, empty for what has no
    language. Where `old` equals `new` somebody has confirmed that the words still hold.
    """

    guides = ArrayField(models.SlugField(max_length=80), default=list)
    place = models.CharField(max_length=400)
    model = models.CharField(max_length=40)
    row = models.BigIntegerField()
    field = models.CharField(max_length=80)
    language = models.CharField(max_length=10, blank=True, default="")
    by = models.CharField(max_length=150, db_index=True)
    at = models.DateTimeField(db_index=True)
    old = models.TextField(blank=True, default="")
    new = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [GinIndex(fields=["guides"], name="change_guides")]

    def __str__(self) -> str:
        return f"{self.place} {self.language}".strip()
