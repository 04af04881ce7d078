"""Measures acts on a reader's list, sealed and over HTTP, on a fresh data folder: `uv run bench/my_list.py`."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENTRIES = (1, 100, 190)  # of 200; a tick needs room for one more
TIMES = 200
SLUG = "chronic-migraine"


def a_list(entries: int) -> str:
    """The token of a new list with so many questions, worded as in the guides that ship, each with a long answer."""
    from conditions import lists
    from conditions.guide import files
    from conditions.guide.worksheet import Entry, base_of
    from conditions.guide.worksheet_changes import Change, add, answer, in_turn

    asked = [(slug, question) for slug in files.slugs() for question in files.load(slug).questions]
    changes: list[Change] = []
    for number in range(entries):
        slug, question = asked[number % len(asked)]
        entry = Entry(id=f"n{number}", slug=slug, question=f"n{number}", ask=question.ask)
        said = question.clear_answer.en + question.warning_answer.zh_hans
        changes += [add(entry), answer(entry.id, f"{number}: {said}", "Dr Lin", base_of(entry))]
    return lists.create(in_turn(*changes))[0]


def median(act: Callable[[int], object]) -> float:
    """Milliseconds of an act that is told its number, the connection given back after each as after a request."""
    from django.db import connection

    took = []
    for number in range(TIMES):
        begun = time.perf_counter()
        act(number)
        connection.close()
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


def queries(act: Callable[[int], object]) -> int:
    """How many queries an act takes, BEGIN and COMMIT among them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as counted:
        act(TIMES)
    return len(counted)


def over_http(token: str) -> Callable[[int], object]:
    """A tick as the server answers it: a question put on the list and taken off again by turns, as htmx sends it."""
    from django.test import Client

    from conditions.guide import files

    client = Client()
    client.cookies["my-list"] = token
    page = f"/en/conditions/{SLUG}/questions/"
    question = files.load(SLUG).questions[0].id

    def tick(number: int) -> object:
        act = "remove" if number % 2 else "add"
        sent = {"act": act, "pick": question}
        answer = client.post(page, sent, headers={"HX-Request": "true", "Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 200, answer.status_code
        return answer

    return tick


def main() -> None:
    """Runs everything once and prints a table."""
    sys.path.insert(0, str(ROOT))
    from decisionaid import embedded_postgres

    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        data.chmod(0o755)  # our own new folder; the database's user must reach it
        os.environ["ASKFIRST_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "decisionaid.settings"
        os.environ.pop("DATABASE_URL", None)
        with embedded_postgres.running(data):
            measure()


def measure() -> None:
    """The table, with the database that runs."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from conditions import lists
    from conditions.editing.publishing import publish_shipped
    from conditions.guide.worksheet_changes import mark

    call_command("migrate", verbosity=0)
    publish_shipped(lambda _line: None)
    for entries in ENTRIES:
        token = a_list(entries)
        size = len(bytes(lists.SealedList.objects.latest("pk").content))

        def tick(number: int, token: str = token) -> object:
            return lists.change(token, mark("n0", number % 2 == 0))

        def look(_number: int, token: str = token) -> object:
            return lists.open(token)

        print(
            f"{entries:3} entries, {size / 1024:5.0f} KiB: a tick {median(tick):4.1f} ms in {queries(tick)} queries, "
            f"a look {median(look):4.1f} ms in {queries(look)}"
        )
        answered = over_http(token)
        print(f"             the same over HTTP: {median(answered):4.1f} ms in {queries(answered)} queries")
    connection.close()
    connection.close_pool()


if __name__ == "__main__":
    main()
