"""Measures acts on a reader's list, sealed and over HTTP, on a fresh data folder: `uv run bench/my_list.py`."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
ENTRIES = (1, 100, 190)  # of 200; a tick needs room for one more
PROMISED, MOST = 100, 15  # entries, milliseconds (the issue "My list")
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


def over_http(token: str) -> dict[str, Callable[[int], object]]:
    """Acts as the server answers them, each done and undone by turns, as htmx sends them: a question put on the list
    and taken off it; one marked as asked; one moved, for which the whole list is shown anew."""
    from django.test import Client

    from conditions.guide import files

    client = Client(headers={"HX-Request": "true", "Sec-Fetch-Site": "same-origin"})
    client.cookies["my-list"] = token
    question = files.load(SLUG).questions[0].id

    def post(page: str, **sent: str) -> None:
        answer = client.post(f"/en/{page}/", urlencode(sent), content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200, answer.status_code

    def tick(number: int) -> None:
        post(f"conditions/{SLUG}/questions", act="remove" if number % 2 else "add", pick=question)

    def mark(number: int) -> None:
        asked = {"was": "asked "} if number % 2 else {"was": " ", "asked": "on"}
        post("my-list", act="keep", id="n0", **asked)

    def move(number: int) -> None:
        post("my-list", act="up" if number % 2 else "down", id="n0", above="n1", below="n1")

    return {"a tick": tick, "marked as asked": mark, "moved": move}


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
        for name, answered in over_http(token).items():
            promised = f" (promised: under {MOST} ms)" if name == "a tick" and entries == PROMISED else ""
            took, asked = median(answered), queries(answered)
            print(f"             over HTTP, {name}: {took:4.1f} ms in {asked} queries{promised}")
    connection.close()
    connection.close_pool()


if __name__ == "__main__":
    main()
