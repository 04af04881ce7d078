"""Door: publishes shipped guides whose files have changed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conditions.editing import publishing
from conditions.guide import files
from conditions.guide.document import Text


class Command(BaseCommand):
    """`manage.py publish_content [SLUG …] [--note … --note-zh …]`."""

    help = "Publishes changed content files as a new edition; refuses where editors have changed the working copy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="*", help="the guides to publish; all of them when none is named")
        parser.add_argument("--note", default="Mended wording and sources.", help="the change note in English")
        parser.add_argument("--note-zh", default="修改了文字和出处。", help="the change note in Chinese")

    def handle(self, *args: Any, **options: Any) -> None:
        note = Text(en=options["note"], zh_hans=options["note_zh"])
        for slug in options["slug"] or files.slugs():
            if slug not in files.slugs():
                raise CommandError(f"There is no guide {slug!r}; there are: {', '.join(files.slugs())}.")
            try:
                edition = publishing.publish_changed(by=publishing.SHIPPED, slug=slug, note=note)
            except (publishing.ChangedByEditors, publishing.NotPublishable, files.ContentError) as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"{slug}: {f'edition {edition.number}' if edition else 'nothing has changed'}")
