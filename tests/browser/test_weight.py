"""The page is light: what a first visit fetches, everything counted, as it goes over the wire."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from conditions.guide.languages import Language
from conditions.reading.names import PARTS
from tests.browser.addresses import address, visit
from tests.browser.conftest import PHONE

LIMITS = {**dict.fromkeys(["home", *PARTS], 60_000), "all": 150_000, "all, two languages": 250_000}  # bytes


@pytest.mark.parametrize("name", LIMITS)
def test_a_first_visit_is_light(browser: Browser, site: str, language: Language, name: str) -> None:
    context = browser.new_context(base_url=site, viewport=PHONE)
    try:
        page = context.new_page()
        fetched: dict[str, str] = {}
        weights: dict[str, float] = {}  # body as encoded, and headers
        wire = context.new_cdp_session(page)
        wire.on(
            "Network.requestWillBeSent", lambda asked: fetched.update({asked["requestId"]: asked["request"]["url"]})
        )
        wire.on("Network.loadingFinished", lambda done: weights.update({done["requestId"]: done["encodedDataLength"]}))
        wire.send("Network.enable")
        visit(page, address(name, language))
        while set(weights) != set(fetched):  # the last notes come a moment after the page
            page.wait_for_timeout(20)
    finally:
        context.close()
    assert any(url.endswith(".css") for url in fetched.values())
    by_file = {fetched[id].rpartition("/")[2] or "the page": weight for id, weight in weights.items()}
    assert sum(weights.values()) <= LIMITS[name], by_file
