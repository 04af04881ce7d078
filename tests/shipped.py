"""The guides that ship, read once for all tests: reading one takes half a second, and it cannot change."""

from __future__ import annotations

from functools import cache

from conditions.guide import files
from conditions.guide.document import Guide

SLUGS = files.slugs()


@cache
def guide(slug: str) -> Guide:
    """A shipped guide by its slug."""
    return files.load(slug)
