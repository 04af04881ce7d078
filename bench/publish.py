"""Measures publishing a guide of ordinary size, and the page before it: `uv run bench/publish.py`.

It works in the database that DATABASE_URL names, where the shipped guides are published, or in a fresh data folder. All
that it writes is taken back.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SLUG = "chronic-migraine"
TIMES = 5
MOST = 2  # seconds (the issue "The editors' desk")


def measure() -> None:
    """Publishes a few times, with the rules asked anew each time, and prints medians: on the clock, and of this process
    alone, which a busy machine does not slow."""
    from django.db import transaction

    from conditions import library
    from conditions.editing import carrying, changes, checkups, findings, publishing, turns
    from conditions.editing.publishing import publish_shipped
    from conditions.guide.document import Text
    from conditions.guide.languages import ENGLISH, LANGUAGES
    from conditions.models import Claim
    from conditions.reading.what_changed import what_changed

    note = Text(en="Measured.", zh_hans="测量。")

    def change(number: int) -> None:
        with changes.recorded(by="bench", row=Claim.objects.filter(guide__slug=SLUG)[0]) as row:
            row.because_en += f" Round {number}."
            row.because_zh_hans += f"第{number}轮。"
            row.save()

    def look() -> None:
        turns.stand(SLUG)
        checkups.report(SLUG)
        opened, now = library.current(SLUG, ENGLISH), carrying.read(SLUG)
        assert opened
        for language in LANGUAGES:
            what_changed(opened.guide, now, language)

    taken: dict[str, list[tuple[float, float]]] = {"publish": [], "the page before it": [], "read the new edition": []}
    publish_shipped(lambda _line: None)
    with transaction.atomic():
        for number in range(TIMES):
            change(number)
            taken["the page before it"].append(timed(look))
            findings._kept.clear()
            make = {"by": "bench", "slug": SLUG, "significance": "wording", "note": note}
            taken["publish"].append(timed(lambda make=make: publishing.publish(**make)))
            taken["read the new edition"].append(timed(lambda: library.current(SLUG, ENGLISH)))
        transaction.set_rollback(True)
    for what, times in taken.items():
        wall, own = (statistics.median(each) for each in zip(*times, strict=True))
        promised = f"  (promised: under {MOST} s)" if what == "publish" else ""
        print(f"{what:<22} {wall:5.2f} s, of which this process {own:5.2f} s{promised}")


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds of one call: on the clock, and of this process."""
    wall, own = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - own


def main() -> None:
    """Sets everything up, and measures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decisionaid.settings")
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    from decisionaid import embedded_postgres

    if os.environ.get("DATABASE_URL"):
        django.setup()
        measure()
        return
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        data.chmod(0o755)  # our own new folder; the database's user must reach it
        os.environ["ASKFIRST_DATA"] = folder
        with embedded_postgres.running(data):
            django.setup()
            call_command("migrate", verbosity=0)
            measure()


if __name__ == "__main__":
    main()
