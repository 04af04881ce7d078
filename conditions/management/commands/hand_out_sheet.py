"""Door: writes a translators' sheet."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conditions.editing import sheets
from conditions.editing.carrying import NoSuchGuide


class Command(BaseCommand):
    """`manage.py hand_out_sheet SLUG --to FILE.xlsx [--all]`; the ending of FILE, .xlsx or .csv, says which kind."""

    help = "Writes a translators' sheet of a guide: what is to be translated, or everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--to", required=True, type=Path, metavar="FILE", help="a name that ends in .xlsx or .csv")
        parser.add_argument("--all", action="store_true", help="every text, not only what is to be translated")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = options["to"].suffix.removeprefix(".").lower()
        if kind not in sheets.KINDS:
            raise CommandError(f"{options['to']}: take a name that ends in .xlsx or .csv.")
        try:
            options["to"].write_bytes(sheets.hand_out(options["slug"], kind, everything=options["all"]))
        except NoSuchGuide as error:
            raise CommandError(f"There is no working copy of {error}.") from error
        except (sheets.SheetError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"wrote {options['to']}")
