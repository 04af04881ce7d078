"""A process of its own that writes lists through real connections: `python -m tests.list_writer ACT …` (test_lists.py).

Each act prints one JSON value a line, at once. What was printed is acknowledged.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import django


def say(value: object) -> None:
    print(json.dumps(value), flush=True)


def make_tables() -> None:
    """The tables of lists alone, in an empty database."""
    from django.db import connection

    from conditions.models import SealedList, Share

    with connection.schema_editor() as tables:
        tables.create_model(SealedList)
        tables.create_model(Share)


def make() -> None:
    """A list with one question: says its token."""
    from conditions import lists
    from conditions.guide.worksheet import own_question
    from conditions.guide.worksheet_changes import add

    say(lists.create(add(own_question("first", "Is it safe?")))[0])


def write_at_once(token: str, name: str, writers: str, times: str) -> None:
    """So many threads, each with so many acts, from when a line comes in. Says each id that was acknowledged."""
    from django.db import connection

    from conditions import lists
    from conditions.guide.worksheet import own_question
    from conditions.guide.worksheet_changes import add

    def write(writer: int) -> list[str]:
        written = []
        for number in range(int(times)):
            id = f"{name}-{writer}-{number}"
            lists.change(token, add(own_question(id, f"Question {id}")))
            connection.close()  # as at the end of a request: back into the pool
            written.append(id)
        return written

    say("ready")
    sys.stdin.readline()
    with ThreadPoolExecutor(int(writers)) as threads:
        for ids in threads.map(write, range(int(writers))):
            say(ids)


def write_on(token: str) -> None:
    """Adds one question after the other, until somebody kills it. Says each number."""
    from conditions import lists
    from conditions.guide.worksheet import own_question
    from conditions.guide.worksheet_changes import add

    for number in range(199):
        lists.change(token, add(own_question(f"n{number}", f"Question {number}")))
        say(number)


def answer(token: str, text: str, base: str) -> None:
    """Answers the first question, from a form that showed `base`, when a line comes in."""
    from conditions import lists
    from conditions.guide.worksheet_changes import answer

    say("ready")
    sys.stdin.readline()
    lists.change(token, answer("first", text, "", base))
    say("kept")


def show(token: str) -> None:
    """Says the ids of the entries, and all answers to the first question."""
    from conditions import lists

    sheet = lists.open(token)
    assert sheet is not None
    say([entry.id for entry in sheet.entries])
    say([written.text for written in sheet.entries[0].answers])


ACTS: dict[str, Callable[..., None]] = {
    act.__name__: act for act in (make_tables, make, write_at_once, write_on, answer, show)
}

if __name__ == "__main__":
    django.setup()
    ACTS[sys.argv[1]](*sys.argv[2:])
