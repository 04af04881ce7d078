"""Tests of editing publish editions that are rolled back: the library must not remember them."""

import pytest

from conditions import library


@pytest.fixture(autouse=True)
def nothing_remembered():
    yield
    library.forget()
