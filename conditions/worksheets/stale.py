"""A form that was made a while ago: only what was changed in it counts, and what another tab has changed since stays.

A form of radio buttons is sent whole. It carries what was chosen when it was made, so that what its reader has not
touched is told from what was chosen anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from conditions.guide.worksheet import Refused


def were(chosen: Mapping[str, str]) -> str:
    """What stood in the form, for its hidden field: `field=word` with spaces between."""
    return " ".join(f"{field}={word}" for field, word in chosen.items() if word)


def chosen(typed: Mapping[str, str], prefixes: tuple[str, ...], words: Collection[str]) -> dict[str, str]:
    """The fields that begin with one of `prefixes` and were chosen anew: field to word.

    Raises Refused ("unknown-value", at the field) for a word that is none of `words`.
    """
    before = dict(pair.split("=", 1) for pair in typed.get("were", "").split(" ") if "=" in pair)
    found = {}
    for field, word in typed.items():
        if not field.startswith(prefixes) or before.get(field, "") == word:
            continue
        if word not in words:
            raise Refused("unknown-value", field)
        found[field] = word
    return found
