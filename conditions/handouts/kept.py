"""Keeps the PDFs of guides in the data folder: made once for an edition, a choice and a version of the code."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import tempfile
import threading
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

FOLDER = "handouts"  # within the data folder
HERE = Path(__file__).resolve().parent
# what decides how a sheet looks: this room, what it says things with, and the words of the interface
SOURCES = (HERE, HERE.parent / "guide", HERE.parent / "reading", HERE.parent.parent / "locale")
ENDINGS = frozenset({".py", ".typ", ".otf", ".ttf", ".po"})
_SAFE = re.compile(r"[a-z0-9-]+")
_making = threading.Lock()
log = logging.getLogger(__name__)


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """The file of this name (without an ending), made where it is not there yet.

    A file is written whole or not at all. Where the folder cannot be written, the file is made afresh each time.
    Raises ValueError for a name that is not of small letters, digits and hyphens.
    """
    if not _SAFE.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a handout")
    folder = settings.DATA / FOLDER / code_version()
    path = folder / f"{name}.pdf"
    found = _read(path)
    if found is not None:
        return found
    with _making:
        found = _read(path)  # somebody who stood before us in the line may have made it
        if found is not None:
            return found
        made = make()
        _keep(folder, path, made)
        return made


def _keep(folder: Path, path: Path, made: bytes) -> None:
    try:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            forget_older()
        _write(path, made)
    except OSError as error:
        log.warning("A handout could not be kept in %s: %s", folder, error)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


@cache
def code_version() -> str:
    """A short name for the code, the fonts, the templates and the words of this program: changes with each of them."""
    digest = hashlib.sha256()
    for folder in SOURCES:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    digest.update(version("typst").encode())
    return digest.hexdigest()[:16]


def forget_older() -> int:
    """Removes what other versions of the code kept. Returns how many files that were."""
    removed = 0
    for folder in (settings.DATA / FOLDER).glob("*/"):
        if folder.name != code_version():
            for path in folder.glob("*.pdf"):
                path.unlink(missing_ok=True)
                removed += 1
            try:
                folder.rmdir()
            except OSError:  # another program is just writing there; the next time will do
                continue
    return removed


def _write(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
