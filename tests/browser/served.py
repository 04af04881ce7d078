"""The site in a process of its own, on a database of its own: fresh, with the shipped guides published."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests import database

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN, ENDS_WITHIN = 120, 30  # seconds
NOT_HANDED_ON = ("ASKFIRST_DATA", "PRODUCTION", "DEBUG", "SITE_ADDRESS", "SECRET_KEY", "ALLOWED_HOSTS")


@contextmanager
def fresh_database(server: str, *, published: bool = False) -> Iterator[str]:
    """The address of a new database beside the one at `server`: empty, or with the shipped guides published.

    Dropped at the end, whoever still uses it.
    """
    template = database.published() if published else "template0"
    name = f"browser_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield database.at(server, name)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def served(address: str, data: Path) -> Iterator[str]:
    """Runs `manage.py up` and yields the site's address, without a slash at the end."""
    environment = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
    said = data / "up.log"
    with said.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(_free_port()), "--data", str(data)],
            cwd=ROOT,
            env=environment | {"DATABASE_URL": address},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield _ready(process, said)
    finally:
        _end(process)


def _ready(process: subprocess.Popen[bytes], said: Path) -> str:
    """The address that stands after `Ready at`. Raises RuntimeError with all that was said, if it does not come."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        ended = process.poll() is not None
        for line in said.read_text().splitlines():
            if line.startswith("Ready at "):
                return line.removeprefix("Ready at ").rstrip("/")
        if ended:
            break
        time.sleep(0.1)
    raise RuntimeError(f"The site did not start. `manage.py up` said:\n{said.read_text()}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the whole group, granian's workers with it."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
