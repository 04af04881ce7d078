"""Starting, adopting and stopping the embedded server."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from decisionaid.embedded_postgres import account as accounts
from decisionaid.embedded_postgres import binaries, cluster, places
from decisionaid.embedded_postgres.account import Account, account_for
from decisionaid.embedded_postgres.failure import PostgresError, reason
from decisionaid.embedded_postgres.interruptions import signals_end_the_block, undisturbed
from decisionaid.embedded_postgres.signs_of_life import (
    Answer,
    alive_file,
    knock,
    listener,
    lives,
    lock_now,
    noted_pid,
    users_file,
)

STARTED_WITHIN = 120  # seconds; recovery after a crash takes long on a slow disk
STOPPED_WITHIN = 60  # seconds
ANSWERS_WITHIN = 30  # seconds that a living but silent server is given before it is replaced
LONGEST_LOG = 5_000_000  # bytes, after which a start begins a new log
STAYS, LAST_ONE_STOPS = "stays", "the last one stops it"

_children: dict[Path, subprocess.Popen[bytes]] = {}  # by data folder; kept so that they can be reaped


def _silent(_: str) -> None:
    pass


def start(data: Path, *, settings: Mapping[str, str] | None = None, say: Callable[[str], None] = _silent) -> bool:
    """Makes sure that a server serves this data folder; makes folder, cluster and database where they are missing.

    True when this call started it, False when a running one was adopted. It runs until `stop`, whoever leaves.
    `settings` win over ours (the tests turn fsync off). `say` is given a sentence when something is kept or copied
    to another place. Raises PostgresError.
    """
    data = places.whole(data)
    with _alone(data):
        started = _start(data, settings or {}, say)
        if started:
            users_file(data).write_text(STAYS, encoding="ascii")
        return started


def stop(data: Path) -> None:
    """Stops the server of this data folder, if one runs, whoever uses it. Raises PostgresError if it does not stop."""
    data = places.whole(data)
    if data.is_dir():
        with _alone(data):
            _stop(data)


@contextmanager
def running(
    data: Path, *, settings: Mapping[str, str] | None = None, say: Callable[[str], None] = _silent
) -> Iterator[bool]:
    """A server for as long as the block runs; gives what `start` returns. Raises PostgresError.

    The last one who leaves stops the server: not the one who started it, while others still use it, and also one
    that was left behind by a kill. A server that `start` started stays. SIGTERM and SIGHUP end the block, too,
    as SystemExit, where nobody else handles them.
    """
    data = places.whole(data)
    with signals_end_the_block():
        with _alone(data):
            started = _start(data, settings or {}, say)
            users = os.open(users_file(data), os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(users, fcntl.LOCK_SH)
            if started:
                os.truncate(users, 0)
                os.pwrite(users, LAST_ONE_STOPS.encode(), 0)
        try:
            yield started
        finally:
            with undisturbed():
                _leave(data, users)


def _leave(data: Path, users: int) -> None:
    try:
        if os.fstat(users).st_nlink == 0:  # the folder was deleted under our feet; a new one is not ours to stop
            if data in _children:
                _children.pop(data).send_signal(signal.SIGQUIT)
            return
        with _alone(data):
            ours = os.pread(users, 100, 0).decode() == LAST_ONE_STOPS
            if ours and lock_now(users):
                _stop(data)
    finally:
        os.close(users)


def _start(data: Path, settings: Mapping[str, str], say: Callable[[str], None]) -> bool:
    folder = places.cluster(data)
    account = account_for(folder)
    there = cluster.exists(data)
    if account.switch and there and folder.stat().st_uid != account.uid:  # a copy that root made
        accounts.give(folder, account)
    if there and _adopt(data, account):
        _ensure_database(data)
        return False
    install = binaries.usable(account, say)
    if not there:
        cluster.make(data, install, account, say, sync=settings.get("fsync") != "off")
    if not accounts.can_enter(places.cluster(data), account):
        raise PostgresError(
            f"The account {account.name}, which PostgreSQL must run as, cannot enter {places.cluster(data)}, because "
            "a folder above it is private; open that folder to others, or choose a data folder with --data."
        )
    places.prepare_socket_folder(data, account)
    _dismiss_stranger(data)
    _launch(data, install, account, {**cluster.settings(data), **settings})
    _ensure_database(data)
    return True


def _adopt(data: Path, account: Account) -> bool:
    """Whether a living server of this cluster answers where we expect it. One that lives but is silent is stopped."""
    until = time.monotonic() + ANSWERS_WITHIN
    while lives(data):
        answer = knock(data) if listener(data) in (None, noted_pid(data)) else Answer.NOTHING
        if answer is Answer.READY:
            return True
        if answer is Answer.LATER:  # recovering: it says so, so it is worth waiting for
            until = max(until, time.monotonic() + 1)
        if time.monotonic() > until:
            # its folder was renamed, or its socket deleted
            with open(users_file(data), "a+b") as users:
                if not lock_now(users.fileno()):
                    raise PostgresError(
                        f"The database in {data} is in use by another Ask First that knows the folder by another "
                        "name; stop that one first."
                    )
            _shut_down(data, account)
        time.sleep(0.05)
    return False


def _launch(data: Path, install: Path, account: Account, settings: Mapping[str, str]) -> None:
    """Runs `postgres` itself, not `pg_ctl start`, which passes paths and settings through a shell."""
    folder = places.cluster(data)
    log = data / "postgres.log"
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(data / "postgres.log.old")
    noted = noted_pid(data)
    # PostgreSQL takes the process that a stale postmaster.pid names for itself if its number was given out again
    # (after a reboot, or in a container). We hold the proof that it is not, and this is how pg_ctl says so, too.
    extra = {"PG_GRANDPARENT_PID": str(noted)} if noted else {}
    alive = os.open(alive_file(data), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with log.open("ab") as output:
            begin = output.tell()
            child = subprocess.Popen(
                [install / "bin" / "postgres", "-D", folder, *cluster.as_options(settings)],
                env=accounts.environment(extra),
                stdout=output,
                stderr=output,
                pass_fds=[alive],  # the lock lives as long as the server, whatever becomes of us
                **account.subprocess_options(),
            )
    except OSError as error:
        raise PostgresError(f"PostgreSQL could not be started in {data}: {error.strerror}.") from error
    finally:
        os.close(alive)
    try:
        _await_answer(data, child, lambda: _tail(log, begin))
    except BaseException:  # Ctrl-C as well: nobody else knows of it yet
        child.send_signal(signal.SIGINT)
        child.wait(STOPPED_WITHIN)
        raise
    _children[data] = child


def _await_answer(data: Path, child: subprocess.Popen[bytes], told: Callable[[], str]) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while child.poll() is None:
        if knock(data) is Answer.READY:
            return
        if time.monotonic() > until:
            break
        time.sleep(0.02)
    raise PostgresError(f"PostgreSQL did not start in {data}: {reason(told())}")


def _stop(data: Path) -> None:
    if lives(data):
        _shut_down(data, account_for(places.cluster(data)))
    child = _children.pop(data, None)
    if child is not None:
        with suppress(subprocess.TimeoutExpired):
            child.wait(STOPPED_WITHIN)
    with suppress(OSError):  # somebody keeps something there, or there never was one
        places.socket_folder(data).rmdir()


def _shut_down(data: Path, account: Account) -> None:
    control = binaries.usable(account, _silent) / "bin" / "pg_ctl"
    command: list[str | Path] = [control, "stop", "-D", places.cluster(data), "-w", "-t", str(STOPPED_WITHIN), "-m"]
    for mode in ("fast", "immediate"):  # immediate is a crash that the next start recovers from
        told = accounts.run([*command, mode], account)
        until = time.monotonic() + 5
        while lives(data) and told.returncode == 0 and time.monotonic() < until:
            time.sleep(0.01)
        if not lives(data):
            return
    raise PostgresError(f"PostgreSQL in {data} does not stop: {reason(told.stdout)}")


def _dismiss_stranger(data: Path) -> None:
    """Ends a server that answers on our socket but serves a folder that was deleted: it blocks the way, for up to a

    minute, until it notices. Nothing can be lost: its files have no name any more.
    """
    pid = listener(data)
    if not pid:
        return
    os.kill(pid, signal.SIGQUIT)
    until = time.monotonic() + STOPPED_WITHIN
    while listener(data) == pid and time.monotonic() < until:
        time.sleep(0.02)


def _ensure_database(data: Path) -> None:
    try:
        with psycopg.connect(places.address(data, database="postgres"), autocommit=True) as connection:
            found = connection.execute("select from pg_database where datname = %s", [places.NAME]).fetchone()
            if found is None:
                connection.execute(f"create database {places.NAME}")
    except psycopg.Error as error:
        raise PostgresError(f"PostgreSQL in {data} refuses its own database: {reason(str(error))}") from error


def _tail(log: Path, begin: int) -> str:
    with log.open("rb") as lines:
        lines.seek(begin)
        return lines.read().decode("utf-8", "replace")


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Waits until nobody else starts or stops the server of this data folder, and keeps others waiting meanwhile."""
    places.prepare_data(data)
    try:
        handle = os.open(data / "postgres.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise PostgresError(f"The data folder {data} cannot be written: {error.strerror}.") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
