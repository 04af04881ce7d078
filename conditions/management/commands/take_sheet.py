"""Door: takes a translators' sheet back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from conditions.editing import sheets
from conditions.editing.carrying import NoSuchGuide
from conditions.editing.refusals import Refused


class Command(BaseCommand):
    """`manage.py take_sheet SLUG FILE [--by NAME --take] [--refused FILE]`; without --take it only shows."""

    help = "Shows what a translators' sheet would change; with --take, takes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("file", type=Path)
        parser.add_argument("--take", action="store_true", help="write the changes; else they are only shown")
        parser.add_argument("--by", metavar="NAME", help="the account that brings the words; needed with --take")
        parser.add_argument("--refused", type=Path, metavar="FILE", help="write what was refused here, .xlsx or .csv")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            preview = sheets.preview(options["slug"], options["file"].read_bytes())
            if options["take"]:
                preview = sheets.apply(by=self._person(options["by"]), preview=preview)
            if options["refused"]:
                kind = options["refused"].suffix.removeprefix(".").lower()
                if kind not in sheets.KINDS:
                    raise CommandError(f"{options['refused']}: take a name that ends in .xlsx or .csv.")
                options["refused"].write_bytes(sheets.refused_sheet(preview, kind))
        except NoSuchGuide as error:
            raise CommandError(f"There is no working copy of {error}.") from error
        except Refused as error:
            raise CommandError(error.sentence()) from error
        except (sheets.SheetError, OSError) as error:
            raise CommandError(str(error)) from error
        self._say(preview, taken=options["take"])

    def _person(self, name: str | None) -> Any:
        person = get_user_model().objects.filter(username=name or "").first()
        if person is None:
            raise CommandError(f"There is no account {name!r}. Say whose words these are: --by NAME.")
        return person

    def _say(self, preview: sheets.Preview, *, taken: bool) -> None:
        for row in preview.changes:
            self.stdout.write(f"{row.path}\n  - {row.old}\n  + {row.new}")
        for refused in preview.refused:
            self.stdout.write(f"{refused.path}: {refused.reason}")
        for notice in preview.notices:
            self.stdout.write(f"note: {notice}")
        what = "taken" if taken else "to take"
        self.stdout.write(
            f"{len(preview.changes)} {what}, {len(preview.refused)} refused, {preview.unchanged} unchanged"
        )
