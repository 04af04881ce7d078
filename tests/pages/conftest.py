"""Pages are parsed once for all tests that look into them: the parser is slow, and strict enough to be a test."""

from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from django.test import Client


@pytest.fixture(scope="session")
def trees() -> dict[str, Any]:
    """Parsed pages by address."""
    return {}


@pytest.fixture
def parsed(reader: Client, trees: dict[str, Any]) -> Callable[[str], Any]:
    """The tree of a page, by its address. Raises ParseError where the page is no valid HTML."""

    def parse(address: str) -> Any:
        if address not in trees:
            parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
            trees[address] = parser.parse(reader.get(address).content)
        return trees[address]

    return parse
