"""Door: deletes readers' lists that nobody has used for 90 days."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from conditions import lists


class Command(BaseCommand):
    """`manage.py forget_old_lists`: for once a day; a second run finds nothing."""

    help = f"Deletes readers' lists that were last used {lists.KEPT_DAYS} days ago or earlier, with their links."

    def handle(self, *args: Any, **options: Any) -> None:
        number = lists.forget_old(timezone.localdate())
        self.stdout.write(f"{number} old {'list' if number == 1 else 'lists'} deleted")
