"""What all tests share: compiled words, plain static files, and one test database with the shipped guides published."""

from __future__ import annotations

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from conditions.guide.languages import LANGUAGES, Language
from tests import database


def pytest_configure() -> None:
    """Hashed static names need a collected folder; tests of pages read the plain names."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    hypothesis.settings.register_profile("house", deadline=None)  # machines are noisy; time is measured in bench/
    hypothesis.settings.load_profile("house")
    from decisionaid import compiled_words

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # or whitenoise warns on each request
    compiled_words.compile_all()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """The test database is a copy of one in which every shipped guide is published."""
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = database.published()


@pytest.fixture(params=LANGUAGES, ids=lambda language: language.code)
def language(request: pytest.FixtureRequest) -> Language:
    """Each of the two languages in turn."""
    return request.param


@pytest.fixture
def reader(db: None, client: Client) -> Client:
    """Somebody who reads the public pages, with the shipped guides published."""
    return client
