"""No log holds a token of a reader's list, whichever logger writes and wherever in a record the token stands."""

import base64
import datetime
import io
import logging

import pytest
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from conditions import lists
from conditions.guide.worksheet import own_question
from conditions.guide.worksheet_changes import add
from conditions.models import SealedList
from decisionaid.masked_tokens import MASK, MaskedTokens, masked

TOKENS = st.binary(min_size=32, max_size=32).map(lambda secret: base64.urlsafe_b64encode(secret).decode().rstrip("="))


class Kept(logging.Handler):
    """A handler that knows nothing of tokens, as of a package that we did not configure."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.written = []
        self.setFormatter(logging.Formatter("%(levelname)s %(message)s"))

    def emit(self, record):
        self.written.append(self.format(record))


@pytest.fixture
def log():
    """What reaches the root from every logger, as a handler without a filter writes it."""
    kept = Kept()
    logging.getLogger().addHandler(kept)
    yield kept
    logging.getLogger().removeHandler(kept)


@given(
    TOKENS, st.sampled_from(["/en/shared/{}/", "/zh-hans/my-list/open/{}/", "my-list={}; a=1", "next=%2Fshared%2F{}"])
)
def test_a_token_is_masked_wherever_it_stands(token, around):
    assert token not in masked(around.format(token))
    assert MASK in masked(around.format(token))


@pytest.mark.parametrize(
    "written",
    [
        "/en/shared/cut-off/ was not found", "/en/my-list/open/AAAA?x=1", "my-list=short; other=1",
        "{'my-list': 'short'}", "{'__Host-my-list': 'short'}", '{"__Host-my-list": "short"}',
    ],
)  # fmt: skip
def test_a_part_of_a_token_is_masked_too(written):
    assert not any(part in masked(written) for part in ("cut-off", "AAAA", "short"))


@pytest.mark.parametrize(
    "written",
    ["/en/conditions/spinal-degeneration/questions/", "/en/my-list/", "/en/my-list/open/", "Not Found: /en/shared/"],
)
def test_an_address_without_a_token_stays_as_it_is(written):
    assert masked(written) == written


def test_no_token_is_written_from_a_message_its_arguments_a_traceback_or_a_stack(log):
    token = lists.new_token()
    logger = logging.getLogger("a.package.of.others")
    logger.warning("at /shared/" + token)
    logger.warning("at %s of %r, %d", f"/shared/{token}/", {"path": token}, 7)
    logger.warning("put %s%s", token[:20], token[20:])
    logger.warning("%(path)s", {"path": token})
    logger.warning("a stack", stack_info=True)
    logger.error(ValueError(token))
    try:
        raise LookupError(f"no list at /my-list/open/{token}/")
    except LookupError:
        logger.exception("it failed")
    assert len(log.written) == 7
    assert "Traceback" in log.written[-1]
    assert "LookupError" in log.written[-1]
    assert "7" in log.written[1]
    assert not any(token in line for line in log.written)
    assert MASK in log.written[2], "a token put together from two arguments"


def test_the_handler_of_the_site_masks_what_hangs_on_a_record():
    token = lists.new_token()
    request = HttpRequest()
    request.method, request.path = "GET", f"/en/shared/{token}/"
    request.COOKIES = {"my-list": token}
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(MaskedTokens())
    handler.setFormatter(logging.Formatter("%(message)s %(request)s %(request)r %(cookies)s %(seen)d"))
    logger = logging.getLogger("ours.with.extra")
    logger.addHandler(handler)
    logger.warning("seen", extra={"request": request, "cookies": request.COOKIES, "seen": 3})
    logger.removeHandler(handler)
    assert stream.getvalue().startswith("seen ")
    assert token not in stream.getvalue()
    assert MASK in stream.getvalue()


def test_a_record_that_another_process_made_is_masked_by_the_handler():
    token = lists.new_token()
    record = logging.LogRecord("old", logging.ERROR, __file__, 1, "at %s", (f"/shared/{token}/",), None)
    assert MaskedTokens().filter(record)
    assert token not in record.getMessage()


def no_more(kind):
    """A token that is bad, was never given out, or opens nothing any more; and one that opens a list of today."""
    token, _ = lists.create(add(own_question("a", "Is it safe?")))
    link = lists.share(token).shared.token
    if kind == "revoked":
        lists.revoke(token)
        return link
    if kind == "expired":
        SealedList.objects.update(used_on=timezone.localdate() - datetime.timedelta(days=90))
        return link
    return {"unknown": lists.new_token(), "bad": token[:-1] + "-x", "of a list": token, "of a link": link}[kind]


@pytest.mark.parametrize("kind", ["bad", "unknown", "expired", "revoked", "of a list", "of a link"])
def test_no_page_writes_a_token_that_its_address_or_the_cookie_holds(log, reader, language, kind):
    token = no_more(kind)
    reader.cookies["my-list"] = token
    statuses = [
        reader.get(f"/{language.code}/{where}").status_code
        for where in (f"shared/{token}/", f"my-list/open/{token}/", f"shared/{token}/more/", f"{token}/", "my-list/")
    ]
    assert 404 in statuses
    assert any("Not Found" in line for line in log.written)
    assert not any(token in line for line in log.written)


def broken(request, token):
    """A view with a fault, which names all it was asked."""
    raise RuntimeError(f"broken at {request!r} with {request.COOKIES!r}")


urlpatterns = [path("en/shared/<token>/", broken)]


def test_no_page_that_breaks_writes_a_token(log, client, settings):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    token = lists.new_token()
    client.cookies["my-list"] = token
    assert client.get(f"/en/shared/{token}/").status_code == 500
    assert any("Traceback" in line and "broken at" in line for line in log.written)
    assert not any(token in line for line in log.written)


def test_every_handler_that_the_site_configures_has_the_filter(settings):
    for handler in settings.LOGGING["handlers"].values():
        assert "masked_tokens" in handler["filters"]
    assert logging.getLogger("django").handlers == []
    assert logging.getLogger("django").propagate
