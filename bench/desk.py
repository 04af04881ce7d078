"""Measures the editors' desk with 200 guides: `uv run bench/desk.py`. It works in a fresh data folder, or in the empty
database that DATABASE_URL names."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDES = 200
TIMES = 15
MOST = 300  # milliseconds (the issue "The editors' desk")


def measure() -> None:
    """Fills the tables, opens the desk as an editor, and prints what it took."""
    from django.contrib.auth.models import Group, User
    from django.test import Client
    from django.urls import reverse

    from conditions.editing import carrying, changes, checkups, interests
    from conditions.editing.publishing import publish_shipped
    from conditions.guide import files
    from conditions.models import Checkup, Claim, Step

    begun = time.monotonic()
    publish_shipped(lambda _line: None)
    shipped = files.load("chronic-migraine")
    # a part of each list is enough: the desk opens no guide, and what is missing gives it many findings to show
    fewer = {name: getattr(shipped, name)[:4] for name in ("options", "claims", "questions", "studies", "mechanisms")}
    for number in range(GUIDES - len(files.slugs())):
        slug = f"guide-{number}"
        carrying.load(shipped.model_copy(update={**fewer, "slug": slug, "sources": (), "terms": ()}))
        Step.objects.create(slug=slug, by="bench", came_from="publishable", to="published", remark="edition 1")
    print(f"{GUIDES} guides stand after {time.monotonic() - begun:.0f} s")
    editor = User.objects.create_user("bench", is_staff=True)
    editor.groups.set(Group.objects.filter(name__in=["editor", "translator"]))
    interests.declare(by=editor, person=editor, earns_from_cells=False, what="")
    for row in Claim.objects.filter(guide__slug__startswith="guide-", position__lt=3):
        with changes.recorded(by="bench", row=row) as fresh:  # three changes a guide: English newer than its Chinese
            fresh.because_en += " More."
            fresh.save()
    begun = time.monotonic()
    for slug in checkups.every_slug():
        checkups.report(slug)
    print(f"the rules looked at all of them in {time.monotonic() - begun:.0f} s; kept: {Checkup.objects.count()}")
    client = Client()
    client.force_login(editor)
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        response = client.get(reverse("admin:index"))
        took.append((time.perf_counter() - begun) * 1000)
        assert response.status_code == 200
    first, median = took[0], statistics.median(took)
    print(f"the desk: first {first:.0f} ms, median {median:.0f} ms, {len(response.content) / 1000:.0f} kB")
    row = Claim.objects.filter(guide__slug="guide-1").first()
    assert row is not None
    begun = time.perf_counter()
    client.get(reverse("admin:conditions_claim_change", args=[row.pk]))
    print(f"a form: {(time.perf_counter() - begun) * 1000:.0f} ms")
    print("well" if median < MOST else f"TOO SLOW: at most {MOST} ms")


def main() -> None:
    """Prepares a database and measures in it."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as data:
        Path(data).chmod(0o755)  # our own new folder; the database's user must reach it
        os.environ["ASKFIRST_DATA"] = data
        os.environ["DJANGO_SETTINGS_MODULE"] = "decisionaid.settings"
        from contextlib import nullcontext

        from decisionaid import embedded_postgres

        with nullcontext() if os.environ.get("DATABASE_URL") else embedded_postgres.running(Path(data)):
            import django
            from django.conf import settings
            from django.core.management import call_command

            settings.ALLOWED_HOSTS += ["testserver"]
            settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
            django.setup()
            call_command("migrate", verbosity=0)
            measure()


if __name__ == "__main__":
    main()
