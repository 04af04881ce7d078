"""What all tests share: compiled words, plain static files, and one test database with the shipped guides published."""

from __future__ import annotations

import hypothesis
import pytest
from django.conf import settings
from django.test import Client

from conditions.guide.languages import LANGUAGES, Language


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
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """The test database, with every shipped guide published once for the whole session."""
    from conditions.editing.publishing import publish_shipped

    with django_db_blocker.unblock():
        publish_shipped(lambda _line: None)


@pytest.fixture(params=LANGUAGES, ids=lambda language: language.code)
def language(request: pytest.FixtureRequest) -> Language:
    """Each of the two languages in turn."""
    return request.param


@pytest.fixture
def reader(db: None, client: Client) -> Client:
    """Somebody who reads the public pages, with the shipped guides published."""
    return client
