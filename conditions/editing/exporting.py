"""Writes the working copy as content files, to be looked through in git; loading them again gives the same guide."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from conditions.editing import carrying
from conditions.guide import files, written_files
from conditions.guide.document import Guide, Source, Term


class DoesNotComeBack(Exception):
    """What was written would not be read as the guide that it was written from. The folder is as it was."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"{slug}: the files would not say what the working copy says. Nothing was written.")


def export(*, slugs: Iterable[str], folder: Path) -> list[Path]:
    """Writes the guides into `folder` and returns the files that changed.

    Files that stand there are mended in place; where there are none, the files that ship are the pattern, so that git
    shows what editors changed and no more. Sources and terms of other guides stay. All is read again before the first
    file is put in its place. Raises NoSuchGuide, ContentError, DoesNotComeBack.
    """
    guides = [carrying.read(slug) for slug in slugs]
    wanted: dict[Path, str] = {}
    for kind in ("sources", "terms"):
        path = Path("shared") / f"{kind}.yaml"
        parts: dict[str, Source | Term] = {part.id: part for guide in guides for part in getattr(guide, kind)}
        wanted[path] = written_files.shared_file(kind, list(parts.values()), _before(folder, path))
    for guide in guides:
        for name, words in written_files.guide_files(guide, _own_files(folder, guide), _one_name(folder)).items():
            wanted[Path(guide.slug) / name] = words
    _reads_the_same(guides, wanted)
    changed = [path for path, words in wanted.items() if _as_it_stands(folder / path) != words]
    for path in changed:
        _put(folder / path, wanted[path])
    return [folder / path for path in changed]


def _before(folder: Path, path: Path) -> str:
    """A file as it stands in the folder; or, where the folder has none, as it ships; or nothing."""
    standing = _as_it_stands(folder / path)
    return standing if standing is not None else _as_it_stands(files.CONTENT / path) or ""


def _own_files(folder: Path, guide: Guide) -> dict[str, str]:
    own = folder / guide.slug
    pattern = own if any(own.glob("*.yaml")) else files.CONTENT / guide.slug
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(pattern.glob("*.yaml"))}


def _one_name(folder: Path) -> dict[str, str]:
    """The one id of each source that has others: files may still use those."""
    before = _before(folder, Path("shared/sources.yaml"))
    sources = files.parsed(before, "sources.yaml").get("sources") or [] if before else []
    return {other: source["id"] for source in sources for other in source.get("also_known_as") or ()}


def _reads_the_same(guides: Iterable[Guide], wanted: dict[Path, str]) -> None:
    """Reads what would be written, from a folder of its own."""
    with TemporaryDirectory() as trial:
        for path, words in wanted.items():
            _put(Path(trial) / path, words)
        for guide in guides:
            if files.load(guide.slug, Path(trial)) != guide:
                raise DoesNotComeBack(guide.slug)


def _as_it_stands(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _put(path: Path, words: str) -> None:
    """Whole or not at all: a reader never finds half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(words, encoding="utf-8", newline="\n")
    os.replace(fresh, path)
