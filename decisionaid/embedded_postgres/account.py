"""Which account the server runs as, and running its programs as that account."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from decisionaid.embedded_postgres.failure import PostgresError

PREFERRED = ("nobody", "postgres", "daemon")


@dataclass(frozen=True)
class Account:
    """An account of this machine. `switch` is true when we are root and must become it to run the server."""

    uid: int
    gid: int
    name: str
    switch: bool

    def subprocess_options(self) -> dict[str, Any]:
        """Arguments for `subprocess`: who to be, in a folder that everybody can enter, out of reach of Ctrl-C."""
        who = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}
        return {**who, "cwd": "/", "start_new_session": True, "stdin": subprocess.DEVNULL}


def account_for(cluster: Path) -> Account:
    """The account that serves this cluster folder, which need not exist yet.

    Our own, unless we are root: then whoever owns the cluster, else an existing account without rights.
    """
    try:
        owner = cluster.stat().st_uid
    except FileNotFoundError:
        owner = None
    except OSError as error:
        raise PostgresError(f"The database folder {cluster} cannot be opened: {error.strerror}.") from error
    me = os.geteuid()
    if me != 0:
        if owner is not None and owner != me:
            raise PostgresError(
                f"The database in {cluster} belongs to the account {_name(owner)}; "
                "start it as that account or as root, or choose another folder with --data."
            )
        return Account(me, os.getegid(), _name(me), switch=False)
    if owner:
        try:
            return Account(owner, pwd.getpwuid(owner).pw_gid, _name(owner), switch=True)
        except KeyError:
            return Account(owner, owner, _name(owner), switch=True)
    return _account_without_rights()


def run(
    command: Sequence[str | Path], account: Account, *, extra: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a program as the account to its end; its output (both kinds) is in `stdout`. Raises PostgresError."""
    try:
        return subprocess.run(
            [os.fspath(part) for part in command],
            env=environment(extra),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            **account.subprocess_options(),
        )
    except OSError as error:
        raise PostgresError(f"{command[0]} cannot be run as the account {account.name}: {error.strerror}.") from error


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the server's programs see: nothing of ours that could change them (PGDATA, PGPORT, LANG), only paths."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C", **(extra or {})}


def can_enter(folder: Path, account: Account) -> bool:
    """Whether the account gets into the folder. Asked of the kernel by trying, so ACLs and mounts count too."""
    return not account.switch or run(["/bin/sh", "-c", 'cd -- "$1"', "sh", folder], account).returncode == 0


def give(path: Path, account: Account) -> None:
    """Makes the account the owner of a folder of ours and all in it. Never follows a link."""
    if not account.switch:
        return
    os.lchown(path, account.uid, account.gid)
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            os.lchown(os.path.join(folder, name), account.uid, account.gid)


def _account_without_rights() -> Account:
    known = {entry.pw_name: entry for entry in reversed(pwd.getpwall()) if entry.pw_uid != 0}
    chosen = next((known[name] for name in PREFERRED if name in known), None)
    chosen = chosen or min(known.values(), key=lambda entry: entry.pw_uid, default=None)
    if chosen is None:
        raise PostgresError(
            "PostgreSQL refuses to run as root and this machine has no other account; "
            "make one and start Ask First as that account, or set DATABASE_URL."
        )
    return Account(chosen.pw_uid, chosen.pw_gid, chosen.pw_name, switch=True)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
