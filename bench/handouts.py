"""Measures PDFs: `uv run bench/handouts.py`. A leaflet in two languages before and after it is kept, the sides of every
handout, and fifty readers who print their lists at once."""

from __future__ import annotations

import datetime
import io
import os
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decisionaid.settings")
os.environ.setdefault("SITE_ADDRESS", "https://ask-first.example")
DATA = tempfile.TemporaryDirectory()
os.environ["ASKFIRST_DATA"] = DATA.name
django.setup()

import pikepdf  # noqa: E402

from conditions.guide import files  # noqa: E402
from conditions.guide.document import Text  # noqa: E402
from conditions.guide.languages import CHINESE, ENGLISH, LANGUAGES  # noqa: E402
from conditions.guide.worksheet import Entry, Worksheet, Written  # noqa: E402
from conditions.handouts import kinds, pdfs  # noqa: E402
from conditions.handouts.choices import Choice  # noqa: E402
from conditions.library import EditionNote, Opened  # noqa: E402

SLUG, GENERAL = "chronic-migraine", "before-you-sign"
READERS, QUESTIONS, ANSWER = 50, 15, "We were told that it is safe, and that nobody was harmed. 他们说很安全。" * 5
LIMITS = {"cold": 300.0, "warm": 30.0, "fifty lists": 15_000.0, "memory": 1024.0}  # milliseconds, MiB
TIMES = 20


def opened(slug: str) -> Opened:
    """A shipped guide as its first edition."""
    note = EditionNote(slug, 1, datetime.date(2026, 11, 21), Text(en="First edition.", zh_hans="第一版。"))
    return Opened(note, files.load(slug))


def took(act: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def a_list(guide: Opened, number: int) -> Worksheet:
    """The list of one of many readers: no two are the same."""
    return Worksheet(
        entries=tuple(
            Entry(
                id=f"{place:016x}", slug=SLUG, question=question.id, edition=1, ask=question.ask, starred=place < 3,
                answers=(Written(text=f"{number}.{place} {ANSWER}", by="Dr Li"),) if place % 2 else (),
            )
            for place, question in enumerate(guide.guide.questions[:QUESTIONS])
        )
    )  # fmt: skip


def fifty_at_once(guide: Opened) -> float:
    """Milliseconds until the last of fifty readers has a list."""
    choice = Choice((ENGLISH, CHINESE))
    worksheets = [a_list(guide, number) for number in range(READERS)]
    made: list[bytes] = []

    def read(worksheet: Worksheet) -> None:
        made.append(pdfs.of_list(kinds.list_sheet(worksheet, {SLUG: guide}, choice), choice))

    readers = [threading.Thread(target=read, args=(worksheet,)) for worksheet in worksheets]

    def all_of_them() -> None:
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()

    took_them = took(all_of_them)
    assert len(made) == READERS
    assert all(each.startswith(b"%PDF") for each in made)
    return took_them


def memory() -> float:
    """The most memory that this process ever had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Runs everything once and prints it; ends with 1 where a limit is broken."""
    guides = {slug: opened(slug) for slug in files.slugs()}
    general = guides[GENERAL]
    both = Choice((ENGLISH, CHINESE))
    print(f"{os.getloadavg()[0]:6.1f} others at work on this machine; with more than none, times say little")
    print(f"{memory():6.0f} MiB before the first sheet")
    first = took(lambda: pdfs.of_guide("clinician", guides[SLUG], general, Choice((ENGLISH,))))
    print(f"{first:6.0f} ms  the first sheet of a process: reads fonts and templates")
    others = [slug for slug in guides if slug not in (SLUG, GENERAL)]
    cold = [took(lambda slug=slug: pdfs.of_guide("leaflet", guides[slug], general, both)) for slug in others]
    print(f"{statistics.median(cold):6.0f} ms  a leaflet in two languages, cold (of {len(cold)}, the median)")
    warm = [took(lambda: pdfs.of_guide("leaflet", guides[others[0]], general, both)) for _ in range(TIMES)]
    print(f"{max(warm):6.1f} ms  the same, kept (of {TIMES}, the slowest)")
    fifty = fifty_at_once(guides[SLUG])
    print(f"{fifty:6.0f} ms  {READERS} readers at once, a list of {QUESTIONS} questions in two languages each")
    for number in range(100):  # does it grow?
        pdfs.of_list(kinds.list_sheet(a_list(guides[SLUG], 1000 + number), {SLUG: guides[SLUG]}, both), both)
    print(f"{memory():6.0f} MiB at most, after 100 lists more")
    for slug, guide in guides.items():
        for kind in kinds.of_guide(guide.guide):
            sides = []
            for languages in (*((each,) for each in LANGUAGES), LANGUAGES):
                for size in ("normal", "large"):
                    made = pdfs.of_guide(kind, guide, general, replace(both, languages=languages, size=size))
                    sides.append(len(pikepdf.open(io.BytesIO(made)).pages))
            print(f"{slug:<20} {kind:<10} sides: en {sides[0]}, {sides[1]} large; zh {sides[2]}, {sides[3]}; "
                  f"both {sides[4]}, {sides[5]}")  # fmt: skip
    found = {"cold": statistics.median(cold), "warm": max(warm), "fifty lists": fifty, "memory": memory()}
    broken = [name for name, limit in LIMITS.items() if found[name] > limit]
    print("all within the limits" if not broken else f"over the limit: {', '.join(broken)}")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
