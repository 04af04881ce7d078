"""A server that is killed while sixteen write on one list: what it acknowledged is there when it starts again."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import urlencode, urlsplit

import pytest

from tests.browser.served import fresh_database, served

WRITERS, BEFORE = 16, 40  # acts acknowledged before the server is killed


@pytest.mark.slow
def test_a_server_killed_in_the_middle_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    killed = Event()
    with fresh_database(os.environ["DATABASE_URL"], published=True) as database:
        with served(database, tmp_path) as address:
            cookie = _first_act(address)

            def write(writer: int) -> None:
                while not killed.is_set():
                    words = f"Question {writer} {secrets.token_hex(4)}"
                    try:
                        status, _headers = _add(address, words, cookie)
                    except (OSError, http.client.HTTPException):
                        return  # it was killed before it answered: nothing was acknowledged
                    assert status == 303
                    acknowledged.append(words)
                    if len(acknowledged) == BEFORE:
                        killed.set()
                        _kill(address)

            with ThreadPoolExecutor(WRITERS) as writers:
                list(writers.map(write, range(WRITERS)))
        with served(database, tmp_path) as address:
            kept = _get(address, "/en/my-list.txt", cookie)
    assert len(acknowledged) >= BEFORE
    assert [words for words in acknowledged if kept.count(words) != 1] == []


def _first_act(address: str) -> str:
    _status, headers = _add(address, "The first question", "")
    return headers.get("Set-Cookie", "").partition(";")[0]


def _add(address: str, words: str, cookie: str) -> tuple[int, http.client.HTTPMessage]:
    """Adds an own question as a form does."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    form = urlencode({"act": "own", "id": secrets.token_hex(8), "question": words, "whom": "clinic"})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/en/my-list/", form, {**kind, "Origin": address, "Cookie": cookie})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.headers


def _get(address: str, path: str, cookie: str) -> str:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie})
    return connection.getresponse().read().decode()


def _kill(address: str) -> None:
    """SIGKILL to the site and all its workers: whoever has its port in the words that it was started with."""
    port = f"--port\0{urlsplit(address).port}\0".encode()
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if port in words.read_bytes():
                os.kill(int(words.parent.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            continue
