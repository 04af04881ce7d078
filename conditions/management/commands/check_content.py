"""Door: runs the rules over the shipped files."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conditions.guide import figures, files, rules, rules_of_words


class Command(BaseCommand):
    """`manage.py check_content [SLUG …]`: each finding as place, reason, remedy; errors give exit status 1."""

    help = "Checks the guides as they ship: every finding with its place, reason and remedy, and the reading levels."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--figures", action="store_true", help="every figure beside its sources' findings, as CSV for a reviewer"
        )
        parser.add_argument("slug", nargs="*", help="the guides to check; all of them when none is named")

    def _figures(self, slugs: list[str]) -> None:
        table = csv.writer(self.stdout, lineterminator="\n")
        table.writerow(["guide", "place", "English", "Chinese", "what the sources found"])
        for slug in slugs:
            for row in figures.figures(files.load(slug)):
                table.writerow([slug, row.place, row.english, row.chinese, "\n".join(row.findings)])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["figures"]:
            self._figures(options["slug"] or files.slugs())
            return
        wrong = 0
        for slug in options["slug"] or files.slugs():
            if slug not in files.slugs():
                raise CommandError(f"There is no guide {slug!r}; there are: {', '.join(files.slugs())}.")
            try:
                guide = files.load(slug)
            except files.ContentError as error:
                raise CommandError(str(error)) from error
            findings = rules.check(guide)
            self.stdout.write(f"{slug}")
            for finding in findings:
                self.stdout.write(f"  {finding}")
            self.stdout.write("  reading level: English by Flesch-Kincaid grade, Chinese by 汉字")
            for part, (english, chinese) in rules_of_words.measures(guide).items():
                self.stdout.write(
                    f"    {part:<14} English grade {english.grade:>4} ({english.words} words) · Chinese "
                    f"{chinese.mean:>4} to a sentence, {chinese.clause:>4} to a clause, longest {chinese.longest}"
                )
            wrong += sum(finding.is_error for finding in findings)
        if wrong:
            raise CommandError(f"{wrong} errors. A guide with an error cannot be published.")
        self.stdout.write(self.style.SUCCESS("No errors."))
