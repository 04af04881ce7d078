"""Reads the address of a PostgreSQL database, as DATABASE_URL gives it, into Django's terms."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg.conninfo import make_conninfo

EXAMPLE = "postgresql://user:password@host:5432/name"
# what libpq allows in the query as well as in its own place; the query wins there too
PLACES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def parse(url: str) -> dict[str, Any]:
    """The entry of Django's DATABASES for an address such as `postgresql://user:password@host:port/name?sslmode=require`.

    `postgres://` means the same. Keys: ENGINE, NAME, USER, PASSWORD, HOST, PORT (all str, empty where the address is
    silent) and OPTIONS (what else the query holds, as str). A socket folder stands in the query
    (`?host=/run/postgresql`) or percent-encoded in place of the host. Raises ValueError with one sentence, which never
    shows the password.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError as error:  # a stray [ or ]
        raise ValueError(f"This is no address of a database ({error}); write it as {EXAMPLE}.") from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"A database address starts with postgres:// or postgresql://; write it as {EXAMPLE}.")
    if parts.fragment or "#" in url:
        raise ValueError("A # in a database address must be written %23.")
    credentials, _, place = parts.netloc.rpartition("@")
    if "@" in credentials:
        raise ValueError("An @ in the user or the password of a database address must be written %40.")
    user, _, password = credentials.partition(":")
    host, port = _host_and_port(place)
    database: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(user),
        "PASSWORD": unquote(password),
        "HOST": unquote(host),
        "PORT": port,
        "OPTIONS": {},
    }
    for name, value in parse_qsl(parts.query.replace("+", "%2B"), keep_blank_values=True):  # a + is no space here
        if name in PLACES:
            database[PLACES[name]] = value
        else:
            database["OPTIONS"][name] = value
    _check(database)
    return database


def _host_and_port(place: str) -> tuple[str, str]:
    """Splits `host:port`, `[::1]:port` or either alone. By hand: urlsplit would lower the case of a socket folder."""
    if place.startswith("["):
        host, _, rest = place[1:].partition("]")
        return host, rest.removeprefix(":")
    host, _, port = place.partition(":")
    return host, port


def _check(database: dict[str, Any]) -> None:
    port = database["PORT"]
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        # not shown: with an unwritten / in the password, it would be a piece of that
        raise ValueError("The port in a database address is a number from 1 to 65535, and a / in a password is %2F.")
    if not database["NAME"]:
        raise ValueError(f"The address names no database; write it as {EXAMPLE}.")
    if "/" in database["NAME"]:
        raise ValueError("A / in the name of a database, or in its password, must be written %2F.")
    for name, value in database["OPTIONS"].items():
        try:
            make_conninfo(**{name: value})
        except psycopg.Error:
            raise ValueError(f"A connection to PostgreSQL has no setting {name!r}.") from None
