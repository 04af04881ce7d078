"""No word of a working copy is on any public address or on any paper, in any state of a guide.

A marker stands at the end of every text of every working copy, and everything that readers can open is searched for it.
That the search would find it is told by the previews, which show it (test_preview.py), and by the last test here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.test import Client

from conditions import library, lists
from conditions.editing import changes, publishing, turns
from conditions.editing.states import State
from conditions.guide.document import Text
from conditions.guide.languages import CHINESE, ENGLISH, LANGUAGES, Language
from conditions.guide.worksheet import Entry
from conditions.guide.worksheet_changes import add
from conditions.models import Claim
from conditions.reading import readers_token
from tests import shipped
from tests.editing.conftest import MARKER, mark
from tests.handouts import printed
from tests.handouts.papers import GENERAL, SHEETS
from tests.pages.addresses import PAGES

pytestmark = pytest.mark.django_db
SLUG = "chronic-migraine"
NOTE = Text(en="New.", zh_hans="新的。")
KINDS = ("leaflet", "clinician", "questions", "aftercare")
LANGUAGES_ON_PAPER = ("en", "zh-hans", "en,zh-hans")


@pytest.fixture(autouse=True)
def nothing_kept_from_before(settings, tmp_path_factory):
    """PDFs are kept by edition: one that was set before the marker was planted would hide that it gets out."""

    def anew() -> None:
        library.forget()
        settings.DATA = tmp_path_factory.mktemp("handouts")

    anew()
    return anew


def public_addresses(language: Language) -> list[str]:
    sheets = [f"conditions/{slug}/handouts/{kind}/" for slug, kind in SHEETS]
    rest = ("my-list/", "about/corrections/", f"conditions/{SLUG}/handouts/", f"conditions/{SLUG}/all/?with=")
    pages = [f"/{language.code}/{page}" for page in (*PAGES, *rest, *sheets)]
    others = [one.code for one in LANGUAGES if one is not language]
    return [page + others[0] if page.endswith("=") else page for page in pages] + ["/", f"/e/{SLUG}/1/"]


def paper(kind: str, languages: str, slug: str = SLUG) -> str:
    return f"/en/conditions/{slug}/handouts/{kind}.pdf?languages={languages}"


def telling(client: Client, addresses: Iterable[str]) -> Iterator[str]:
    """Those of the addresses on which the marker stands, as a page or on paper."""
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        if ".pdf" in address:
            *shown, besides = printed.every_word(answer.content)
            tells = "ZZ" in "".join(shown) or MARKER in besides  # half of it is enough where a line may end within
        else:
            tells = MARKER in answer.text
        if tells:
            yield address


def test_it_is_on_no_public_page(marked, client, language):
    assert list(telling(client, public_addresses(language))) == []


@pytest.mark.parametrize("languages", LANGUAGES_ON_PAPER)
def test_it_is_on_no_paper_of_any_guide(marked, client, languages):
    """All guides in two languages; what is set in one language alone, of the guides that differ in kind."""
    slugs = shipped.SLUGS if "," in languages else (SLUG, GENERAL)
    assert list(telling(client, [paper(kind, languages, slug) for slug, kind in SHEETS if slug in slugs])) == []


def test_it_is_on_no_list_of_a_reader_and_not_on_its_paper(marked, client):
    entry = Entry(id="0123456789abcdef", slug=SLUG, question="which-cells", edition=1, ask=NOTE)
    client.cookies[readers_token.PLAIN] = lists.create(add(entry))[0]
    addresses = ("/en/my-list/", "/zh-hans/my-list/print/", "/en/my-list.pdf?languages=en,zh-hans")
    assert list(telling(client, addresses)) == []


def test_no_state_of_a_guide_lets_it_out(marked, ada, bo, client, nothing_kept_from_before):
    with changes.recorded(by="ada", row=Claim.objects.get(guide__slug=SLUG, key="root-cause")) as row:
        row.because_en += f" {MARKER}."
        row.save()
    states = (None, ada), (State.IN_REVIEW, ada), (State.READY, bo), (State.IN_TRANSLATION, ada)
    for (state, who), kind in zip(states, KINDS, strict=True):
        if state:
            turns.move(by=who, slug=SLUG, to=state, remark="On.")
        nothing_kept_from_before()
        pages = [f"/{each.code}/conditions/{SLUG}/all/" for each in LANGUAGES]
        assert list(telling(client, [*pages, paper(kind, "en,zh-hans")])) == [], state


@pytest.fixture
def rules_that_object_to_nothing(monkeypatch):
    """The rules would stop the marker: it stands after a space where Chinese has none."""
    monkeypatch.setattr(publishing, "findings", lambda _guide: [])


def test_chinese_that_is_not_done_stays_inside_when_the_english_is_published_alone(
    client, language, rules_that_object_to_nothing
):
    """The edition holds the whole working copy, so what is shown of it must be chosen at every address."""
    mark(CHINESE)
    publishing.publish(by="pat", slug=SLUG, significance="minor", note=NOTE, english_alone=True)
    library.forget()
    papers = [paper(kind, "en,zh-hans") for kind in KINDS] if language is ENGLISH else [paper("leaflet", "zh-hans")]
    addresses = [each for each in public_addresses(language) if SLUG in each or "/conditions/" not in each]
    assert list(telling(client, [*addresses, f"/e/{SLUG}/2/", *papers])) == []


def test_once_it_is_published_this_search_finds_it(marked, client, rules_that_object_to_nothing):
    publishing.publish(by="pat", slug=SLUG, significance="minor", note=NOTE)
    library.forget()
    public = [f"/en/conditions/{SLUG}/all/", *(paper(kind, "en") for kind in KINDS)]
    assert list(telling(client, public)) == public
