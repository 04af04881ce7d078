"""What a reader may choose for paper, by the address: languages, size, paper, which questions. Bad values are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from conditions.guide.languages import LANGUAGES, Language, language

SIZES = ("normal", "large")
PAPERS = ("a4", "letter")
WHICH = ("all", "core")


@dataclass(frozen=True)
class Choice:
    """How a sheet is printed. `languages` has one, or both in the order that was asked for: the first leads."""

    languages: tuple[Language, ...]
    size: Literal["normal", "large"] = "normal"
    paper: Literal["a4", "letter"] = "a4"
    which: Literal["all", "core"] = "all"

    @property
    def query(self) -> dict[str, str]:
        """The choice as an address holds it; what is usual is left out, but never the languages."""
        asked = {"languages": codes(self.languages)}
        usual = {"size": "normal", "paper": "a4", "which": "all"}
        return asked | {name: value for name, normal in usual.items() if (value := getattr(self, name)) != normal}

    @property
    def file_ending(self) -> str:
        """What tells this choice from others in the name of a file: `en-zh-hans-large`."""
        return "-".join([*(each.code for each in self.languages), *list(self.query.values())[1:]])


@dataclass(frozen=True)
class Refused:
    """A value of the address that no sheet can be printed with. `field` is its name in the address."""

    field: str
    value: str


def codes(languages: tuple[Language, ...]) -> str:
    """`en,zh-hans`: languages as an address holds them."""
    return ",".join(each.code for each in languages)


def asked(query: Mapping[str, Any], usual: tuple[Language, ...]) -> tuple[Choice, tuple[Refused, ...]]:
    """The choice in an address, and what was asked for in vain. In place of a bad value stands the usual one."""
    refused: list[Refused] = []
    values: dict[str, Any] = {}
    for field, known in (("size", SIZES), ("paper", PAPERS), ("which", WHICH)):
        given = str(query.get(field, "")) or known[0]
        if given not in known:
            refused.append(Refused(field, given))
        values[field] = given if given in known else known[0]
    given = str(query.get("languages", ""))
    languages = _languages(given) if given else usual
    if languages is None:
        refused.insert(0, Refused("languages", given))
    return Choice(languages or usual, **values), tuple(refused)


def _languages(given: str) -> tuple[Language, ...] | None:
    """One language or both, or None. No language twice."""
    pieces = given.split(",")
    if not 1 <= len(pieces) <= len(LANGUAGES) or len(set(pieces)) < len(pieces):
        return None
    try:
        return tuple(language(piece) for piece in pieces)
    except KeyError:
        return None
