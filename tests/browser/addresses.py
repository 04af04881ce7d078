"""Every page that a reader can open, and how it is opened."""

from __future__ import annotations

from playwright.sync_api import Page, Response

from conditions.guide.languages import Language, other
from conditions.reading.names import PARTS, SHORT_ADDRESSES

_GUIDE = "/{language}/conditions/chronic-migraine/"
# name -> address; {language} and {other} are the codes of the two languages
PAGES = {
    "root": "/",
    "home": "/{language}/",
    **{part: _GUIDE + ("" if part == "overview" else f"{part}/") for part in PARTS},
    "all": _GUIDE + "all/",
    "all, two languages": _GUIDE + "all/?with={other}",
    "options, two languages": _GUIDE + "options/?with={other}",
    "editions": _GUIDE + "editions/",
    "an edition": _GUIDE + "editions/1/",
    **{page: f"/{{language}}/{page}/" for page in SHORT_ADDRESSES.values()},
    "glossary": "/{language}/glossary/",
    "glossary, two languages": "/{language}/glossary/?with={other}",
    "about the site": "/{language}/about/",
    "how we made this": "/{language}/about/how-we-made-this/",
    "privacy": "/{language}/privacy/",
    "accessibility": "/{language}/accessibility/",
    "no such page": "/{language}/no-such-page/",
}
# nothing in them but what the parts have, once more or beside itself
COMPOSED = ["all", "an edition", "all, two languages", "options, two languages", "glossary, two languages"]


def address(name: str, language: Language) -> str:
    """The path of a page of PAGES, with its query."""
    return PAGES[name].format(language=language.code, other=other(language).code)


def visit(page: Page, path: str) -> Response:
    """Opens a page and waits until it is whole. A page that is missing must be the one that is meant to be."""
    response = page.goto(path)
    assert response is not None, f"{path} was not fetched"
    assert response.status == (404 if "no-such-page" in path else 200), f"{path}: status {response.status}"
    return response
