"""A new edition is read by every running process at once: nobody tells them, they ask."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests import shipped
from tests.browser.served import ROOT, fresh_database

READ = """
import sys, time, django
django.setup()
from conditions import library
from conditions.guide.languages import ENGLISH
for line in sys.stdin:
    begun = time.monotonic()
    found = library.current("chronic-migraine", ENGLISH)
    print(found.about.number if found else 0, time.monotonic() - begun, flush=True)
"""
PUBLISH = """
import json, sys, django
django.setup()
from django.utils import timezone
from conditions.models import Edition
number, document = sys.argv[1], json.load(sys.stdin)
Edition.objects.create(
    slug="chronic-migraine", number=number, published_at=timezone.now(), published_by="Ada", significance="minor",
    note_en="New.", note_zh_hans="新。", format=document["format"], document=document,
)
"""


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """A database of its own, in which rows stay that other processes can see."""
    with fresh_database(os.environ["DATABASE_URL"]) as database:
        around = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "decisionaid.settings"}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=around, check=True)
        yield around


class Reader:
    """A process that opens the guide when it is asked to."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", READ],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def look(self) -> tuple[int, float]:
        """The number of the edition it reads, and the seconds that this took."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("look\n")
        self.process.stdin.flush()
        number, seconds = self.process.stdout.readline().split()
        return int(number), float(seconds)


@pytest.mark.slow
def test_two_processes_read_what_a_third_has_published(environment):
    readers = [Reader(environment), Reader(environment)]
    document = shipped.guide("chronic-migraine").model_dump_json()
    try:
        assert [reader.look()[0] for reader in readers] == [0, 0]
        for number in (1, 2):
            subprocess.run(
                [sys.executable, "-c", PUBLISH, str(number)],
                cwd=ROOT, env=environment, input=document, text=True, check=True,
            )  # fmt: skip
            begun = time.monotonic()
            assert [reader.look()[0] for reader in readers] == [number, number]
            assert time.monotonic() - begun < 2 * len(readers)
    finally:
        for reader in readers:
            reader.process.kill()
            reader.process.wait()
