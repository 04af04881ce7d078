"""Door: deletes what is known of attempts to sign in that are 30 days old, and sessions that have ended."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from conditions.editing import logins


class Command(BaseCommand):
    """`manage.py forget_logins`, for a daily timer; each attempt to sign in does the first half of it too."""

    help = "Deletes failed attempts to sign in after 30 days, and sessions that have ended."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many rows went."""
        gone = logins.forget()
        call_command("clearsessions")
        if options["verbosity"]:
            self.stdout.write(f"Forgotten: {gone} attempts to sign in.")
