"""A process of its own that migrates an empty database, publishes the shipped guides in it, and asks the rules of them
(tests/database.py)."""

from __future__ import annotations

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decisionaid.settings")
    django.setup()

    from django.core.management import call_command

    from conditions.editing import checkups
    from conditions.editing.publishing import publish_shipped

    call_command("migrate", verbosity=0)
    publish_shipped(lambda _line: None)
    for slug in checkups.every_slug():
        checkups.report(slug)  # kept, or each test that opens a form would ask all the rules anew
