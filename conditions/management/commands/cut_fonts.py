"""Door: cuts the fonts for paper anew, from whole ones that this machine has."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from conditions.handouts.fonts import cut


class Command(BaseCommand):
    """`manage.py cut_fonts`: needed when a guide uses a character that the kept fonts lack (a test says so)."""

    help = "Cuts the fonts of conditions/handouts/fonts from Debian's fonts-noto-cjk, fonts-noto-core, unicode-data."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--source", type=Path, default=cut.SOURCE, help="folder with NotoSansCJK-*.ttc and NotoSans-*.ttf below it"
        )
        parser.add_argument("--table", type=Path, default=cut.TABLE, help="Unihan_OtherMappings.txt, plain or .bz2")

    def handle(self, *args: Any, **options: Any) -> None:
        root = settings.BASE_DIR
        texts = [*root.glob("conditions/content/**/*.yaml"), *root.glob("locale/**/*.po")]
        try:
            done = cut.cut(texts, source=options["source"], table=options["table"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        for each in done:
            self.stdout.write(f"{each.path.name}: {each.characters} characters, {each.size / 1e6:.1f} MB")
