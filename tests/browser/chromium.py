"""Finds the Chromium of this machine and starts it, quiet: asking nobody for anything but the pages under test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, Playwright
from playwright.sync_api import Error as PlaywrightError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALLS_WITHIN = 300  # seconds
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-default-browser-check",
]


class NoBrowser(Exception):
    """There is no browser to drive. The message says in plain words what was tried, and what to do."""


def required() -> bool:
    """Whether a missing browser fails the tests (REQUIRE_BROWSER=1) instead of skipping them."""
    return os.environ.get("REQUIRE_BROWSER", "") not in ("", "0")


def launch(playwright: Playwright) -> Browser:
    """A running Chromium. Raises NoBrowser where there is none, none can be fetched, or it does not start."""
    program = find(playwright) or _fetched(playwright)
    try:
        return playwright.chromium.launch(executable_path=program, args=QUIET)
    except PlaywrightError as error:
        raise NoBrowser(f"{program} was found but does not start: {str(error).splitlines()[0]}") from error


def find(playwright: Playwright) -> str | None:
    """The program to start: the system's, else the one that Playwright has fetched before."""
    for name in NAMES:
        if program := shutil.which(name):
            return program
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def _fetched(playwright: Playwright) -> str:
    """Playwright's own, fetched now: where the network allows."""
    with suppress(OSError, subprocess.SubprocessError):  # no network, as a rule: what is missing then is said below
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            check=True,
            capture_output=True,
            timeout=INSTALLS_WITHIN,
        )
    if program := find(playwright):
        return program
    raise NoBrowser(
        "no Chromium was found here, and Playwright could not fetch one; "
        "install it (on Debian: apt-get install chromium) and run the tests again"
    )
