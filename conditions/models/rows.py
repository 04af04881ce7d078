"""What every row of the working copy shares: its id in the document, its place in the list, and its kinds of field.

A row bears the names of its class in `guide/document.py`, field by field; `id` there is `key` here, and a part within a
part is spelled out with its name in front (`about.search` is `about_search`). editing/carrying.py relies on this, and a
test holds it.
"""

from __future__ import annotations

from typing import Any, ClassVar, get_args

from django.contrib.postgres.fields import ArrayField
from django.db import models

from conditions.guide.document import Part


class Row(models.Model):
    """One part of a document as a row. `document` is its class there."""

    document: ClassVar[type[Part]]

    key = models.SlugField("id", max_length=80, help_text="Stays the same for good: addresses and references use it.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.key


def label() -> Any:
    """A name, a heading, the words of a table's cell: one line. Translated."""
    return models.CharField(max_length=500, blank=True, default="")


def running() -> Any:
    """Sentences in the small syntax of guide/markup.py. Translated."""
    return models.TextField(blank=True, default="")


def one_of(literal: Any, **options: Any) -> Any:
    """One of the words of a Literal in the document."""
    return models.CharField(max_length=24, choices=[(word, word) for word in get_args(literal)], **options)


def ids(help_text: str) -> Any:
    """A list of ids, in order."""
    return ArrayField(models.SlugField(max_length=80), default=list, blank=True, help_text=help_text)


def source_ids() -> Any:
    """The sources that vouch for a row."""
    return ids("Ids of sources, separated by commas.")


def belongs_to(parent: str, name: str) -> Any:
    """The parent row; `name` is the list of the parent that this row stands in."""
    return models.ForeignKey(parent, on_delete=models.CASCADE, related_name=name)
