"""Documents of every format so far can be read: one stored example of each is kept for good."""

import json
from pathlib import Path

import pytest

from conditions.guide.document import FORMAT, read

EXAMPLES = sorted((Path(__file__).parent / "formats").glob("format-*.json"))


def test_there_is_an_example_of_every_format() -> None:
    assert [path.stem for path in EXAMPLES] == [f"format-{number}" for number in range(1, FORMAT + 1)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_stored_document_can_still_be_read_and_says_the_same(path: Path) -> None:
    stored = json.loads(path.read_text(encoding="utf-8"))
    guide = read(stored)
    assert guide.claims[0].claim.zh_hans == stored["claims"][0]["claim"]["zh_hans"]
    assert len(guide.options[0].outcomes) == len(stored["options"][0]["outcomes"])


@pytest.mark.parametrize("number", [FORMAT + 1, "1", None, 1.5])
def test_a_format_that_nobody_knows_is_refused_in_words(number: object) -> None:
    with pytest.raises(ValueError, match="reads up to"):
        read({"format": number})
