"""Where things stand: the folders of a database, its socket, and the address that clients use."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from decisionaid.embedded_postgres.account import Account
from decisionaid.embedded_postgres.failure import PostgresError

NAME = "askfirst"  # of the database and of its user
PORT = 5432  # only a part of the socket's name: nothing listens on the network
SHARED = Path("/var/lib/ask-first")
SHARED_OTHERWISE = Path("/var/tmp")
LONGEST_SOCKET = 100  # bytes; Linux allows 107, macOS 103


def whole(data: Path) -> Path:
    """The one absolute name of a data folder, whichever way it was written."""
    return Path(os.path.realpath(data))


def address(data: Path, *, database: str = NAME) -> str:
    """The address of the database of a data folder, as DATABASE_URL would give it. Starts nothing, touches nothing."""
    return f"postgresql://{NAME}@/{database}?host={quote(str(socket_folder(data)))}&port={PORT}"


def socket_folder(data: Path) -> Path:
    """The private folder of the server's socket. Its name follows from the data folder and our account alone.

    Not from TMPDIR, which differs between a person's terminals, unless there is no /tmp to use.
    """
    name = f"ask-first-{os.geteuid()}-{_hash(data)}"
    folder = Path("/tmp") if os.access("/tmp", os.W_OK | os.X_OK) else Path(tempfile.gettempdir())
    if len(os.fsencode(folder / name / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET:
        raise PostgresError(f"The path {folder} is too long for the database's socket; set TMPDIR to a shorter one.")
    return folder / name


def socket_file(data: Path) -> Path:
    """The socket itself, where the server answers."""
    return socket_folder(data) / f".s.PGSQL.{PORT}"


def cluster(data: Path) -> Path:
    """The cluster's folder; it may not exist yet. Follows the link of a cluster that had to be kept elsewhere."""
    return Path(os.path.realpath(data / "postgres"))


def prepare_data(data: Path) -> None:
    """Makes the data folder. The mode of one that exists stays as it is."""
    try:
        data.parent.mkdir(parents=True, exist_ok=True)
        data.mkdir()
        if os.geteuid() == 0:
            data.chmod(0o755)  # whatever the umask: the server's account must get through
    except FileExistsError:
        pass
    except OSError as error:
        raise PostgresError(f"The data folder {data} cannot be made: {error.strerror}.") from error


def prepare_socket_folder(data: Path, account: Account) -> None:
    """Makes the socket's folder, private to the account. Refuses one that somebody else made first."""
    folder = socket_folder(data)
    _own_folder(folder, 0o700, owners={os.geteuid(), account.uid})
    if account.switch:
        os.lchown(folder, account.uid, account.gid)


def shared_folders() -> Iterator[Path]:
    """Folders of ours, one by one, that every account can enter: for what cannot stay where it belongs."""
    me = os.geteuid()
    otherwise = SHARED_OTHERWISE / f"ask-first-{me}"
    for folder in (SHARED, otherwise) if me == 0 else (otherwise,):
        try:
            _own_folder(folder, 0o755, owners={me})
        except OSError:  # no right to make it, or a disk that cannot be written
            continue
        yield folder


def new_home(data: Path) -> Iterator[Path]:
    """New empty folders under the shared ones, for a cluster that the server's account cannot reach in `data`.

    Never an old one again: who deletes the data folder wants to begin anew.
    """
    for folder in shared_folders():
        home = Path(tempfile.mkdtemp(prefix=f"{_hash(data)}-", dir=folder))
        home.chmod(0o755)
        yield home


def _own_folder(folder: Path, mode: int, *, owners: set[int]) -> None:
    """Makes a folder with this mode, or checks that the one there is ours: no link, no other owner, no wider mode."""
    try:
        folder.mkdir(mode=0o700)
        folder.chmod(mode)
    except FileExistsError:
        found = os.lstat(folder)
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or found.st_mode & 0o777 & ~mode:
            raise PostgresError(
                f"{folder} was made by somebody else or is open to others, so it is not safe to use; remove it."
            ) from None


def _hash(data: Path) -> str:
    return hashlib.sha256(os.fsencode(whole(data))).hexdigest()[:12]
