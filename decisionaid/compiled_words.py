"""Compiles the interface's words (.po) into what Django reads (.mo), without gettext on the machine."""

from __future__ import annotations

from pathlib import Path

import polib
from django.conf import settings


def up_to_date() -> bool:
    """Whether every catalogue was compiled since it was last changed."""
    return all(
        catalogue.with_suffix(".mo").exists()
        and catalogue.with_suffix(".mo").stat().st_mtime >= catalogue.stat().st_mtime
        for catalogue in _catalogues()
    )


def compile_all() -> None:
    """Compiles every catalogue of the site. The compiled file takes the place of the old one in one move."""
    for catalogue in _catalogues():
        fresh = catalogue.with_suffix(".mo.new")
        polib.pofile(str(catalogue)).save_as_mofile(str(fresh))
        fresh.replace(catalogue.with_suffix(".mo"))


def _catalogues() -> list[Path]:
    return [po for place in settings.LOCALE_PATHS for po in sorted(Path(place).glob("*/LC_MESSAGES/*.po"))]
