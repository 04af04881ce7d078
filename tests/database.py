"""A pytest plugin: gives the tests a PostgreSQL of their own, unless DATABASE_URL names one.

Loaded by `-p tests.database` (pyproject.toml), so that the address is known before pytest-django reads the settings.
Publishing the shipped guides takes many seconds, so it is done once in a run, in a database that the others are copies
of (`published`): the test database of each worker, and those of the sites that the browser tests start.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from decisionaid import embedded_postgres

PREFIX = "ask-first-tests-"
TEMPLATE = "ASKFIRST_TESTS_TEMPLATE"  # in the environment: the name of the database to copy
# a crash costs a test run nothing, so nothing waits for the disk
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Starts the server before any other plugin looks at the settings; the end of the run, however it ends, stops it.

    Workers of pytest-xdist inherit DATABASE_URL from the first process, and start none.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # pytest ends in good order on Ctrl-C, and on that alone
            signal.signal(number, signal.default_int_handler)
    if not os.environ.get("DATABASE_URL"):
        _remove_leftovers()
        stack = ExitStack()
        early_config.add_cleanup(stack.close)  # runs with pytest_unconfigure, and also when it does not come to that
        data = _fresh_folder()
        stack.callback(shutil.rmtree, data, ignore_errors=True)
        stack.callback(os.environ.pop, "DATABASE_URL", None)
        try:
            stack.enter_context(embedded_postgres.running(data, settings=FAST))
        except embedded_postgres.PostgresError as error:
            raise pytest.UsageError(str(error)) from error
        os.environ["DATABASE_URL"] = embedded_postgres.address(data)
    if TEMPLATE not in os.environ:  # workers inherit it
        os.environ[TEMPLATE] = f"published_{os.getpid()}"
        early_config.add_cleanup(_drop_template)
    return (yield)


def published() -> str:
    """The name of the database to copy: migrated, with the shipped guides published. The first who asks makes it."""
    server, name = os.environ["DATABASE_URL"], os.environ[TEMPLATE]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])  # to the end of this connection
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            made = sql.Identifier(f"{name}_half_made")
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(made))
            subprocess.run(
                [sys.executable, "-m", "tests.publish"],
                cwd=Path(__file__).resolve().parents[1],
                env=os.environ | {"DATABASE_URL": at(server, f"{name}_half_made")},
                check=True,
            )
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(made, sql.Identifier(name)))
    return name


def at(server: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _drop_template() -> None:
    name = os.environ.pop(TEMPLATE)
    if "DATABASE_URL" in os.environ:  # a server of somebody's, which outlives this run
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            for made in (name, f"{name}_half_made"):
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(made)))


def pytest_configure(config: pytest.Config) -> None:
    """The marks that our tests use."""
    config.addinivalue_line("markers", "slow: starts the whole site in a process of its own; takes seconds")


def _fresh_folder() -> Path:
    """A new folder that tells whose it is by the process number in its name."""
    data = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    data.chmod(0o755)  # it is ours and new: where root runs the tests, the server's account must get through
    return data


def _remove_leftovers() -> None:
    """Ends the servers of test runs that were killed, and removes their folders."""
    for data in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = data.name.removeprefix(PREFIX).split("-")[0]
        if data.stat().st_uid == os.geteuid() and pid.isdigit() and not _lives(int(pid)):
            embedded_postgres.stop(data)
            shutil.rmtree(data, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
