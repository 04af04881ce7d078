"""Making a cluster, and checking one that is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from decisionaid.embedded_postgres import account as accounts
from decisionaid.embedded_postgres import binaries, places
from decisionaid.embedded_postgres.account import Account
from decisionaid.embedded_postgres.failure import PostgresError, reason

# The same for everybody, and good on any machine: the built-in C.UTF-8 knows upper and lower case in every script,
# and sorts by code point, without the system's locales or ICU.
SHAPE = (
    f"--username={places.NAME}",
    "--auth=trust",  # the socket's folder is what keeps others out
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)


def settings(data: Path) -> dict[str, str]:
    """The server's settings. Small, quiet, closed to the network; what it acknowledged survives a power cut."""
    folder = str(places.socket_folder(data)).replace('"', '""')
    return {
        "listen_addresses": "",
        "port": str(places.PORT),
        "unix_socket_directories": f'"{folder}"',
        "unix_socket_permissions": "0700",
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "shared_buffers": "64MB",
        "max_wal_size": "256MB",
        "io_method": "sync",  # no helper processes for a database that fits in memory
        "max_wal_senders": "0",
        "wal_level": "minimal",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "default_text_search_config": "pg_catalog.simple",
    }


def as_options(chosen: Mapping[str, str]) -> list[str]:
    """Settings as arguments of `postgres` and `initdb`."""
    return [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]


def exists(data: Path) -> bool:
    """Whether the data folder holds a cluster that this program can serve. Raises PostgresError for any other content.

    An unfinished cluster never has this name: it is made beside it and renamed.
    """
    link, folder = data / "postgres", places.cluster(data)
    if not os.path.lexists(link):
        return False
    try:
        major = (folder / "PG_VERSION").read_text(encoding="ascii").strip()
    except OSError as error:
        if link.is_symlink() and not folder.exists():
            raise PostgresError(
                f"The database of {data} was kept in {folder}, which is gone; remove the link {link} to begin anew."
            ) from error
        raise PostgresError(f"{folder} holds no database that can be read ({error.strerror}).") from error
    if major != binaries.MAJOR:
        raise PostgresError(
            f"The data folder {data} belongs to PostgreSQL {major}, and this is PostgreSQL {binaries.MAJOR}; choose "
            f"another folder with --data, or carry the data over with the pg_dump of PostgreSQL {major}."
        )
    return True


def make(data: Path, install: Path, account: Account, say: Callable[[str], None], *, sync: bool) -> None:
    """Makes the cluster of a data folder. It is whole or absent, whenever this is interrupted.

    `sync=False` leaves it to the system when the files reach the disk: for tests.
    """
    home = data
    if not accounts.can_enter(data, account):
        home = _home_elsewhere(data, account)
        say(f"{data} is closed to the account {account.name}, so its database is kept in {home}.")
    new = home / "postgres.new"
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        accounts.give(new, account)
        command: list[str | Path] = [install / "bin" / "initdb", "-D", new, *SHAPE, *as_options(settings(data))]
        if not sync:
            command.append("--no-sync")
        done = accounts.run(command, account)
        if done.returncode != 0:
            shutil.rmtree(new, ignore_errors=True)
            raise PostgresError(f"The database could not be made in {home}: {reason(done.stdout)}")
        new.rename(home / "postgres")
        if home != data:
            (data / "postgres").symlink_to(home / "postgres", target_is_directory=True)
        _sync_names(home)
        _sync_names(data)
    except OSError as error:
        raise PostgresError(f"The database could not be made in {home}: {error.strerror}.") from error


def _home_elsewhere(data: Path, account: Account) -> Path:
    for home in places.new_home(data):
        if accounts.can_enter(home, account):
            return home
        home.rmdir()
    raise PostgresError(
        f"The account {account.name}, which PostgreSQL must run as, can enter neither {data} nor {places.SHARED}; "
        "choose a data folder with --data whose parent folders are open to others."
    )


def _sync_names(folder: Path) -> None:
    """Brings a folder's list of names to the disk: a rename is kept only then."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
