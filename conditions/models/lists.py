"""Readers' lists, sealed: what stands here can be opened by nobody who holds the table alone."""

from __future__ import annotations

from django.db import models


class SealedList(models.Model):
    """One reader's list. The token that opens it is in the reader's cookie; here is its hash, no more.

    `token_hash` 32 bytes, SHA-256 of the token. `wrapped_key` is the list's own key, sealed under a key derived
    from the token. `content` is the sealed list. The dates are days, without a time.
    """

    token_hash = models.BinaryField(unique=True)
    wrapped_key = models.BinaryField()
    content = models.BinaryField()
    made_on = models.DateField()
    used_on = models.DateField(db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"sealed list {self.pk}"


class Share(models.Model):
    """A link that reads a list and cannot change it: the list's key, sealed under a key from the link's own token."""

    sealed_list = models.ForeignKey(SealedList, on_delete=models.CASCADE, related_name="shares")
    token_hash = models.BinaryField(unique=True)
    wrapped_key = models.BinaryField()
    made_on = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"share {self.pk}"
