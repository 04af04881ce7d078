"""A bad address gives a page in the reader's language that helps, and never an error of the server."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORDS = {"en": "This page does not exist", "zh-hans": "没有这个网页"}


@pytest.mark.parametrize(
    "address",
    ["nothing/", "conditions/", "conditions/no-such/", "conditions/chronic-migraine/nothing/",
     "conditions/chronic-migraine/overview/", "conditions/before-you-sign/law/", "gallery/"],
)  # fmt: skip
def test_a_bad_address_helps_in_the_language_of_the_address(reader, language, address):
    response = reader.get(f"/{language.code}/{address}")
    assert response.status_code == 404
    assert WORDS[language.code] in response.text
    assert f'href="/{language.code}/"' in response.text
    assert "Cache-Control" not in response or "public" not in response["Cache-Control"]


@pytest.mark.parametrize(("asked", "code"), [("zh-CN", "zh-hans"), ("en", "en"), ("", "en")])
def test_without_a_language_in_the_address_the_browser_is_asked(reader, asked, code):
    response = reader.get("/nothing-here/", headers={"accept-language": asked})
    assert response.status_code == 404
    assert WORDS[code] in response.text


@given(
    path=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60),
    query=st.dictionaries(st.text(max_size=10), st.text(max_size=30), max_size=3),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_address_makes_the_server_fail(reader, path, query):
    for start in ("/", "/en/", "/zh-hans/conditions/chronic-migraine/", "/en/conditions/"):
        assert reader.get(start + path, query).status_code < 500


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_readers_page_takes_no_writing(reader, language, method):
    assert getattr(reader, method)(f"/{language.code}/").status_code in (403, 405)


def test_alive_and_ready_say_so(reader):
    assert reader.get("/healthz").text == "ask-first alive\n"
    assert reader.get("/readyz").status_code == 200
