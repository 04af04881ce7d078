"""What the desk knows of the people who work at it: what they earn, and whose password somebody else has seen."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Interest(models.Model):
    """What one person declared on one day. The newest counts; a trigger refuses changes, so the older ones stay."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="interests")
    declared_on = models.DateField()
    declared_by = models.CharField(max_length=150)
    earns_from_cells = models.BooleanField("earns from cell products")
    what = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.declared_on}"


class OneTimePassword(models.Model):
    """Stands while a person's password is one that somebody else has seen. `good_until` ends it unused."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="one_time_password")
    good_until = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.person)
