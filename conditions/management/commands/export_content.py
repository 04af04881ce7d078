"""Door: writes the working copy as content files, for review in git."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conditions.editing import exporting
from conditions.editing.carrying import NoSuchGuide
from conditions.guide import files


class Command(BaseCommand):
    """`manage.py export_content [SLUG …] --to DIR`."""

    help = "Writes the working copy as content files: those that stand in DIR are mended in place, value by value."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="*", help="the guides to write; all that ship when none is named")
        parser.add_argument("--to", required=True, type=Path, metavar="DIR", help="the folder, with one folder a guide")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = exporting.export(slugs=options["slug"] or files.slugs(), folder=options["to"])
        except NoSuchGuide as error:
            raise CommandError(f"There is no working copy of {error}.") from error
        except (files.ContentError, exporting.DoesNotComeBack, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        for path in changed:
            self.stdout.write(f"wrote {path}")
        if not changed:
            self.stdout.write("The files say what the working copy says. Nothing was written.")
