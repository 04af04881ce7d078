"""The PDFs of guides are made once and kept; a change of anything on them makes a new one; lists are never kept."""

import os
import threading
from dataclasses import replace

import pytest

from conditions.guide.languages import CHINESE, ENGLISH
from conditions.handouts import kept, pdfs, typesetting
from conditions.handouts.choices import Choice
from conditions.library import Revision
from tests.handouts.papers import GENERAL, opened

SLUG = "chronic-migraine"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A data folder of its own."""
    settings.DATA = tmp_path
    return tmp_path / kept.FOLDER


def files(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def clinician(choice=None, **state):
    return pdfs.of_guide("clinician", replace(opened(SLUG), **state), opened(GENERAL), choice or Choice((ENGLISH,)))


def test_a_guides_pdf_is_set_once(folder, monkeypatch):
    first = clinician()
    assert len(files(folder)) == 1
    monkeypatch.setattr(typesetting, "pdf_of", lambda *_: pytest.fail("set again"))
    assert clinician() == first


def test_each_choice_and_each_state_of_a_guide_has_a_file_of_its_own(folder, settings):
    note = opened(SLUG).about
    clinician()
    clinician(Choice((CHINESE,)))
    clinician(Choice((CHINESE, ENGLISH)))
    clinician(Choice((ENGLISH, CHINESE)))
    clinician(Choice((ENGLISH,), "large"))
    clinician(Choice((ENGLISH,), "normal", "letter"))
    clinician(late="half-a-year")
    clinician(about=replace(note, number=2))
    clinician(revision=Revision(replace(note, number=2), (), gives_way=False))
    clinician(revision=Revision(replace(note, number=2), (), gives_way=True))
    settings.SITE_ADDRESS = "https://elsewhere.example"
    clinician()
    assert len(files(folder)) == 11


def test_a_preview_of_a_draft_is_never_kept(folder):
    assert clinician(about=replace(opened(SLUG).about, draft=True)).startswith(b"%PDF")
    assert files(folder) == []


def test_a_kind_that_a_guide_does_not_have_is_no_file(folder):
    with pytest.raises(KeyError):
        pdfs.of_guide("leaflet", opened(GENERAL), None, Choice((ENGLISH,)))
    assert files(folder) == []


def test_another_version_of_the_code_sets_anew_and_removes_what_was(folder, monkeypatch):
    clinician()
    monkeypatch.setattr(kept, "code_version", lambda: "another")
    clinician()
    assert [path.name for path in folder.iterdir()] == ["another"]


def test_the_version_covers_fonts_templates_and_words(monkeypatch, tmp_path):
    before = kept.code_version.__wrapped__()
    monkeypatch.setattr(kept, "SOURCES", (*kept.SOURCES, tmp_path))
    for name in ("words.po", "sheet.typ", "letters.otf", "letters.ttf", "sheets.py"):
        (tmp_path / name).write_text("x", encoding="utf-8")
        after = kept.code_version.__wrapped__()
        assert after != before
        before = after


def test_a_file_is_whole_or_not_there(folder, monkeypatch):
    def no_disk(*_):
        raise OSError("no space left")

    monkeypatch.setattr(os, "fdopen", no_disk)
    assert clinician().startswith(b"%PDF")
    assert files(folder) == []


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(settings, tmp_path):
    settings.DATA = tmp_path / "file"
    settings.DATA.write_text("in the way", encoding="utf-8")
    assert clinician().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["../up", "a/b", "", "A", "a.b"])
def test_no_name_leads_out_of_the_folder(name):
    with pytest.raises(ValueError, match="no name of a handout"):
        kept.kept(name, bytes)


def test_many_readers_at_once_get_the_same_file_which_is_set_once(monkeypatch):
    made, sets, really = [], [], typesetting.pdf_of
    monkeypatch.setattr(typesetting, "pdf_of", lambda *given: sets.append(1) or really(*given))
    readers = [threading.Thread(target=lambda: made.append(clinician())) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(made) == 8
    assert len(set(made)) == 1
    assert len(sets) == 1
