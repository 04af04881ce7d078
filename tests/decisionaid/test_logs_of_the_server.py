"""The server that `up` starts writes no token of a list: it keeps no access log, and what else it says is masked."""

import http.client
import os
import socket
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from conditions import lists
from decisionaid import web_server
from decisionaid.masked_tokens import MASK

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


class Enough(Exception):
    """Ends the server from inside, as a signal does."""


def status(port, method, path, **headers):
    """What the server answers; the body is left unread."""
    site = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    site.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answered = site.getresponse().status
    site.close()
    return answered


def test_no_token_stands_in_what_the_server_and_the_site_write(db, capfd):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    secret = lists.new_token()
    kept = f"my-list={secret}; __Host-my-list={secret}"
    answers = []

    def send_tokens():
        for language in ("en", "zh-hans"):
            for path in (f"shared/{secret}/", f"my-list/open/{secret}/", f"shared/{secret}/more/", "my-list/"):
                answers.append(status(port, "GET", f"/{language}/{path}", Cookie=kept, Sec_Fetch_Site="same-origin"))
                answers.append(status(port, "POST", f"/{language}/{path}", Cookie=kept, Sec_Fetch_Site="cross-site"))
        answers.append(status(port, "GET", f"/en/shared/{secret}/", Host="elsewhere.example", Cookie=kept))
        with socket.create_connection(("127.0.0.1", port)) as raw:
            raw.sendall(f"GET /en/shared/{secret}/ NONSENSE\r\nCookie: {kept}\r\n\r\n".encode())
            raw.recv(100)
        raise Enough

    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    variables = {"DATABASE_URL": urlunsplit(address), "DEBUG": "1"}  # under DEBUG everything is logged that ever is
    with pytest.raises(Enough):
        web_server.serve("127.0.0.1", port, folder=ROOT, variables=variables, headers={}, on_ready=send_tokens)
    out, errors = capfd.readouterr()
    assert 404 in answers
    assert not [answer for answer in answers if answer >= 500]
    assert f"/en/shared/{MASK}/" in out + errors, "the missing pages were logged"
    assert secret not in out + errors
