"""Editions, which readers see and nobody can change, and the append-only steps that led to them."""

from __future__ import annotations

from django.db import models


class Edition(models.Model):
    """A published guide, both languages in one document. A trigger refuses UPDATE and DELETE (migration 0002)."""

    class Significance(models.TextChoices):
        """What a new edition changes for a reader."""

        FIRST = "first", "first edition"
        WORDING = "wording", "wording"
        MINOR = "minor", "minor"
        ADVICE = "changes-advice", "changes the advice"

    slug = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=150)
    significance = models.CharField(max_length=20, choices=Significance.choices)
    note_en = models.TextField()
    note_zh_hans = models.TextField()
    format = models.PositiveSmallIntegerField()
    document = models.JSONField()

    class Meta:
        ordering = ["slug", "-number"]
        constraints = [models.UniqueConstraint(fields=["slug", "number"], name="edition_number_once_per_guide")]

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"


class Step(models.Model):
    """One move of a guide through the editors' hands: who, when, from, to. A trigger refuses changes."""

    slug = models.SlugField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=150)
    came_from = models.CharField("from", max_length=40, blank=True)
    to = models.CharField(max_length=40)
    remark = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["slug", "-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.slug}: {self.came_from or '—'} → {self.to}"
