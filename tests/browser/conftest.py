"""What the browser tests share: one Chromium, one running site, and tabs that are opened once and used again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from conditions.guide.languages import LANGUAGES, Language
from tests.browser import chromium
from tests.browser.served import fresh_database, served

PHONE = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 900}
# What is the same in both languages, colours and sizes say, is looked at on one screen in each: axe is slow.
SCREENS: dict[str, dict[str, Any]] = {
    "en": {"viewport": DESK, "color_scheme": "light"},
    "zh-hans": {"viewport": PHONE, "color_scheme": "dark"},
}
_missing: list[str] = []

OpenTab = Callable[..., Page]
OpenContext = Callable[..., BrowserContext]


# Scope "package", not "session": Playwright keeps an event loop running in this thread for as long as it lives, and
# Django refuses the database to a thread with one. So all of this ends before the tests of the next folder begin.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine. Where there is none, the tests are skipped; with REQUIRE_BROWSER=1 they fail."""
    with sync_playwright() as playwright:
        try:
            running = chromium.launch(playwright)
        except chromium.NoBrowser as reason:
            _missing.append(str(reason))
            if chromium.required():
                pytest.fail(f"REQUIRE_BROWSER is set, but {reason}.", pytrace=False)
            pytest.skip(f"Not tested in a browser: {reason}.")
        yield running
        running.close()


@pytest.fixture(scope="package")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running site. It asks for the browser first: without one, no site need start."""
    data: Path = tmp_path_factory.mktemp("site")
    with fresh_database(os.environ["DATABASE_URL"], published=True) as database, served(database, data) as address:
        yield address


@pytest.fixture(scope="package")
def open_context(browser: Browser, site: str) -> Iterator[OpenContext]:
    """Opens a fresh profile, as somebody has who was never here. Everything opened is closed at the end."""
    with ExitStack() as opened:

        def open_one(**options: Any) -> BrowserContext:
            context = browser.new_context(base_url=site, **{"viewport": DESK, **options})
            opened.callback(context.close)
            return context

        yield open_one


@pytest.fixture(scope="package")
def kept_tabs() -> dict[str, Page]:
    """The tabs that are open, by the options they were opened with."""
    return {}


@pytest.fixture(scope="package", params=LANGUAGES, ids=lambda language: language.code)
def language(request: pytest.FixtureRequest) -> Language:
    """Each of the two languages in turn: first all tests in one, then all in the other, so that tabs are used again."""
    return request.param


@pytest.fixture(scope="package")
def open_tab(open_context: OpenContext, kept_tabs: dict[str, Page], language: Language) -> OpenTab:
    """A tab for tests that only look: opened once for the same options, and used by all."""

    def open_one(**options: Any) -> Page:
        options = {"locale": language.html, **options}
        key = repr(sorted(options.items()))
        if key not in kept_tabs:
            kept_tabs[key] = open_context(**options).new_page()
        tab = kept_tabs[key]
        tab.set_viewport_size(options.get("viewport", DESK))
        return tab

    return open_one


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says at the end, in words, that nothing was seen in a browser."""
    if _missing:
        terminalreporter.section("Browser tests")
        terminalreporter.line(f"None of the browser tests ran: {_missing[0]}.", yellow=True)


@pytest.fixture
def newcomer(open_context: OpenContext, language: Language) -> Iterator[OpenContext]:
    """Opens the browser of somebody who was never here, and closes it after the test."""
    opened: list[BrowserContext] = []

    def open_one(**options: object) -> BrowserContext:
        opened.append(open_context(locale=language.html, **options))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()
