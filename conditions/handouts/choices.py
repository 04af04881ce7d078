"""What a reader may choose for paper, by the address: languages, size, paper, which questions. Bad values are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from conditions.guide.languages import Language

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
        asked = {"languages": ",".join(each.code for each in self.languages)}
        usual = {"size": "normal", "paper": "a4", "which": "all"}
        return asked | {name: value for name, normal in usual.items() if (value := getattr(self, name)) != normal}


class BadChoice(Exception):
    """A value of the address that no sheet can be printed with. `field` is the name in the address."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(field, value)
        self.field = field
        self.value = value
