"""A whole visit stays between the reader and this site: no other host, no cookie, nothing stored, nothing refused."""

from __future__ import annotations

from urllib.parse import urlsplit

from conditions.guide.languages import LANGUAGES
from tests.browser.addresses import PAGES, address, visit
from tests.browser.conftest import OpenContext

STORED = "() => localStorage.length + sessionStorage.length"
FILES_OF_THEIR_OWN = "async () => (await caches.keys()).length + (await indexedDB.databases()).length"
NOTE_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));"""


def test_a_whole_visit_asks_only_this_site_and_leaves_nothing_behind(open_context: OpenContext, site: str) -> None:
    context = open_context(color_scheme="dark")
    context.add_init_script(NOTE_VIOLATIONS)
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("requestfailed", lambda request: said.append(f"{request.url} failed: {request.failure}"))
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("console", lambda message: said.append(f"{message.text} at {message.location.get('url')}"))

    page = context.new_page()
    for language in LANGUAGES:
        for name in PAGES:
            visit(page, address(name, language))
            folded = page.locator("main details:not([open]) > summary")
            if folded.count():
                folded.first.click()
            assert page.evaluate(STORED) == 0, f"{page.url} stores something"
        assert page.evaluate(FILES_OF_THEIR_OWN) == 0
    visit(page, address("home", LANGUAGES[0]))
    page.locator("a.switch").click()

    ours = urlsplit(site).netloc
    assert len(asked) > 2 * len(PAGES)
    assert {urlsplit(url).netloc for url in asked} == {ours}
    assert context.cookies() == []
    # the browser itself reports the status of the page that is meant to be missing
    assert [line for line in said if not ("404" in line and line.endswith("/no-such-page/"))] == []
