"""How tests act on a list: forms sent as a browser sends them from our own pages, with htmx and without."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from conditions import lists
from conditions.guide.languages import Language
from conditions.guide.worksheet import Worksheet

SLUG = "chronic-migraine"
OURS = {"sec-fetch-site": "same-origin"}
HTMX = {**OURS, "hx-request": "true"}


def at(language: Language, place: str) -> str:
    """The address of a page after its language."""
    return f"/{language.code}/{place}"


def questions_of(language: Language, slug: str = SLUG) -> str:
    return at(language, f"conditions/{slug}/questions/")


def send(reader: Client, address: str, headers: dict[str, str] = OURS, **fields: Any) -> Any:
    """Sends a form."""
    return reader.post(address, fields, headers=headers)


def ids_on(reader: Client, language: Language, slug: str = SLUG) -> list[str]:
    """The ids of the questions that a guide's page offers."""
    return re.findall(r'name="pick" value="([^"]+)"', reader.get(questions_of(language, slug)).text)


def with_questions(reader: Client, language: Language, number: int, slug: str = SLUG) -> Worksheet:
    """Puts the first few questions of a guide on the list, and returns the list."""
    for id in ids_on(reader, language, slug)[:number]:
        send(reader, questions_of(language, slug), act="add", pick=id)
    return kept(reader)


def kept(reader: Client) -> Worksheet:
    """What the list of this browser holds now."""
    sheet = lists.open(token(reader))
    assert sheet is not None
    return sheet


def token(reader: Client) -> str:
    """The token in the browser, or nothing."""
    return reader.cookies["my-list"].value if "my-list" in reader.cookies else ""


def notice_in(text: str) -> str:
    """The words of the notice at the head of a page or beside a fragment."""
    found = re.search(r'<div id="told"[^>]*>(.*?)</div>', text, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""


def said_in(text: str) -> str:
    """The words for the live region."""
    found = re.search(r'<p id="said"[^>]*>(.*?)</p>', text, re.DOTALL)
    return found[1].strip() if found else ""
