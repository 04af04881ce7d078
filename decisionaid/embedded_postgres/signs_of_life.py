"""Whether a server lives, who it is, and whether it answers. Ask only while nobody else starts or stops it."""

from __future__ import annotations

import fcntl
import socket
import struct
from contextlib import suppress
from enum import Enum
from pathlib import Path

import psycopg

from decisionaid.embedded_postgres import places


class Answer(Enum):
    """What a server says to somebody who knocks."""

    READY = "ready"
    LATER = "starting, stopping or recovering"
    NOTHING = "nothing"


def knock(data: Path) -> Answer:
    """What the server at the address of this data folder says, whoever it is."""
    if not places.socket_file(data).exists():
        return Answer.NOTHING
    try:
        psycopg.connect(places.address(data, database="postgres"), connect_timeout=5).close()
    except psycopg.OperationalError as error:
        if "the database system is" in str(error):
            return Answer.LATER
        return Answer.READY if "FATAL:" in str(error) else Answer.NOTHING  # too many clients: it is there
    return Answer.READY


def listener(data: Path) -> int | None:
    """The process that listens on our socket, as the kernel knows it; None where there is none or it is not told."""
    if not hasattr(socket, "SO_PEERCRED"):
        return None
    with socket.socket(socket.AF_UNIX) as knocking, suppress(OSError):
        knocking.settimeout(5)
        knocking.connect(str(places.socket_file(data)))
        pid = struct.unpack("3i", knocking.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))[0]
        return pid or None
    return None


def noted_pid(data: Path) -> int | None:
    """The process that the cluster's postmaster.pid names, dead or alive."""
    try:
        return int((places.cluster(data) / "postmaster.pid").read_text(encoding="utf-8").split("\n")[0])
    except (OSError, ValueError):
        return None


def lives(data: Path) -> bool:
    """Whether a server of this cluster lives: the lock that it was born with is held. Sure, unlike a process number."""
    try:
        with open(alive_file(data), "rb+") as alive:
            return not lock_now(alive.fileno())
    except FileNotFoundError:
        return False


def alive_file(data: Path) -> Path:
    """The file that the server keeps locked while it lives."""
    return places.cluster(data).parent / "postgres.alive"


def users_file(data: Path) -> Path:
    """The file that all who use the server hold together; it says what becomes of the server after the last one."""
    return places.cluster(data).parent / "postgres.users"


def lock_now(handle: int) -> bool:
    """Takes the lock of an open file for us alone. False when somebody else holds it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
