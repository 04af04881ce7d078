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
    english_alone = models.BooleanField(default=False)  # its Chinese was older than its English, and it was known
    # of an edition in English alone: what differs from the last whole edition gives way for readers of Chinese
    chinese_gives_way = models.BooleanField(default=False)
    again_of = models.PositiveIntegerField(null=True, blank=True)  # the older edition that this one repeats
    corrects_en = models.TextField(blank=True, default="")  # what was wrong before; empty where nothing was
    corrects_zh_hans = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["slug", "-number"]
        constraints = [models.UniqueConstraint(fields=["slug", "number"], name="edition_number_once_per_guide")]

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"


class Withdrawal(models.Model):
    """A guide taken away from readers, who see the reason. The next edition brings it back: `number` is the newest one
    when it was withdrawn. A trigger refuses changes."""

    slug = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    reason_en = models.TextField()
    reason_zh_hans = models.TextField()

    class Meta:
        ordering = ["slug", "-number"]
        constraints = [models.UniqueConstraint(fields=["slug", "number"], name="withdrawn_once_per_edition")]

    def __str__(self) -> str:
        return f"{self.slug} {self.number} withdrawn"


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
