"""A pytest plugin: gives the tests a PostgreSQL of their own, unless DATABASE_URL names one.

Loaded by `-p tests.database` (pyproject.toml), so that the address is known before pytest-django reads the settings.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from decisionaid import embedded_postgres

PREFIX = "ask-first-tests-"
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
    return (yield)


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
