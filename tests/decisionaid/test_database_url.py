"""DATABASE_URL: read the way PostgreSQL reads it, or refused in one sentence that keeps the password to itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from decisionaid import database_url, embedded_postgres

PLACES = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:secret@db.example:5433/site",
        "postgres://ann@db.example/site",
        "postgresql:///site",
        "postgresql://ann:p%40ss%2Fw%23%3A%25@db.example/a%20name",
        "postgresql://db.example/site?sslmode=require&connect_timeout=3&options=-c%20search_path%3Dx",
        "postgresql://db.example/site?application_name=a+b%20c",
        "postgresql://ann@[2001:db8::1]:5432/site",
        "postgresql://ann@[::1]/site",
        "postgresql://ann@/site?host=/run/postgresql&port=5433",
        "postgresql://ann@%2FRun%2FPostgres/site",
        "postgresql://ann:%E5%85%88@db.example/%E5%85%88",
        "postgresql://db.example?dbname=site&user=ann&password=x",
    ],
)
def test_an_address_means_what_postgresql_takes_it_for(url: str) -> None:
    database = database_url.parse(url)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    ours = {PLACES[name]: database[name] for name in PLACES if database[name]} | database["OPTIONS"]
    assert ours == conninfo_to_dict(url)


def test_spaces_around_an_address_do_no_harm() -> None:
    assert database_url.parse(" postgres://ann@db/site\n")["NAME"] == "site"


def test_the_address_of_the_embedded_server_is_read_back(tmp_path: Path) -> None:
    database = database_url.parse(embedded_postgres.address(tmp_path))
    assert database["HOST"].startswith("/tmp/ask-first-")
    assert (database["NAME"], database["USER"], database["PORT"]) == ("askfirst", "askfirst", "5432")
    assert database["OPTIONS"] == {}


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://ann:secret@db/site", "starts with postgres"),
        ("", "starts with postgres"),
        ("db.example/site", "starts with postgres"),
        ("postgresql://ann:secret@db", "names no database"),
        ("postgresql://ann:secret@db:port/site", "number from 1 to 65535"),
        ("postgresql://ann:secret@db:70000/site", "number from 1 to 65535"),
        ("postgresql://ann:sec@ret@db/site", "%40"),
        ("postgresql://ann:secret#x@db/site", "%23"),
        ("postgresql://ann:secret/x@db/site", "%2F"),
        ("postgresql://ann:secret@[::1/site", "no address"),
        ("postgresql://ann:secret@db/site?colour=red", "no setting 'colour'"),
    ],
)
def test_a_bad_address_is_refused_in_one_sentence_without_the_password(url: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        database_url.parse(url)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "secret" not in str(caught.value)
