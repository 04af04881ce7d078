"""The working copy as files: what editors changed stands in them, and loading them again gives the same guide."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conditions.editing import carrying, exporting
from conditions.guide import files
from conditions.models import Claim, Source, Term
from conditions.pages import gallery

pytestmark = pytest.mark.django_db
SLUG = "chronic-pain"
ODD = (" leading space", "a: b # c", "- 一\n- 二", "line\r\nline\r\n", "“引号”：😀 ", "'", "null", "\u2028x", "\x01")


def test_what_nobody_changed_is_written_as_it_ships(tmp_path):
    exporting.export(slugs=files.slugs(), folder=tmp_path)
    for path in sorted(files.CONTENT.glob("*/*.yaml")):
        assert (tmp_path / path.relative_to(files.CONTENT)).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("slug", files.slugs())
def test_what_was_written_loads_as_the_same_guide(tmp_path, slug):
    exporting.export(slugs=[slug], folder=tmp_path)
    assert files.load(slug, tmp_path) == carrying.read(slug)


def test_odd_words_of_an_editor_come_back_exactly(tmp_path):
    claims = list(Claim.objects.filter(guide__slug=SLUG))
    for claim, words in zip(claims, ODD, strict=False):
        Claim.objects.filter(pk=claim.pk).update(because_en=words, because_zh_hans=words)
    exporting.export(slugs=[SLUG], folder=tmp_path)
    again = files.load(SLUG, tmp_path)
    assert again == carrying.read(SLUG)
    assert len(claims) >= len(ODD)
    assert tuple(claim.because.en for claim in again.claims[: len(ODD)]) == ODD


def test_a_changed_source_and_a_changed_term_stand_in_the_shared_files(tmp_path):
    guide = carrying.read(SLUG)
    Source.objects.filter(key=guide.sources[0].id).update(citation="Another: citation #1", people=12)
    Term.objects.filter(key=guide.terms[0].id).update(plain_zh_hans="换了一句话。")
    changed = exporting.export(slugs=[SLUG], folder=tmp_path)
    assert tmp_path / "shared/sources.yaml" in changed
    again = files.load(SLUG, tmp_path)
    assert again == carrying.read(SLUG)
    assert again.sources[0].people == 12
    assert again.terms[0].plain.zh_hans == "换了一句话。"
    others = {source["id"] for source in files.parsed((tmp_path / "shared/sources.yaml").read_text(), "")["sources"]}
    assert {source.id for slug in files.slugs() for source in files.load(slug).sources} <= others


def test_a_guide_that_does_not_ship_is_written_too(tmp_path):
    carrying.load(gallery.guide())
    exporting.export(slugs=["example"], folder=tmp_path)
    assert files.load("example", tmp_path) == carrying.read("example")


def test_a_second_export_writes_nothing(tmp_path):
    Claim.objects.filter(guide__slug=SLUG, position=0).update(because_en="An editor wrote this.")
    assert exporting.export(slugs=[SLUG], folder=tmp_path)
    assert exporting.export(slugs=[SLUG], folder=tmp_path) == []
    Claim.objects.filter(guide__slug=SLUG, position=0).update(because_en="And this.")
    assert exporting.export(slugs=[SLUG], folder=tmp_path) == [tmp_path / SLUG / "claims.yaml"]


def test_what_would_not_come_back_is_not_written(tmp_path, monkeypatch):
    """Only a fault of ours can do this; then the folder must stay as it was."""
    monkeypatch.setattr(exporting.written_files, "guide_files", lambda *_: {"guide.yaml": "first_step: {en: x}\n"})
    with pytest.raises((exporting.DoesNotComeBack, files.ContentError)):
        exporting.export(slugs=[SLUG], folder=tmp_path)
    assert not list(tmp_path.rglob("*.yaml"))


def test_the_command_says_what_it_wrote_and_refuses_what_is_not_there(tmp_path):
    said = StringIO()
    call_command("export_content", SLUG, to=tmp_path, stdout=said)
    assert "claims.yaml" in said.getvalue()
    said = StringIO()
    call_command("export_content", SLUG, to=tmp_path, stdout=said)
    assert "Nothing was written" in said.getvalue()
    with pytest.raises(CommandError, match="no-such-guide"):
        call_command("export_content", "no-such-guide", to=tmp_path)
    (tmp_path / "a-file").write_text("in the way")
    with pytest.raises(CommandError):
        call_command("export_content", SLUG, to=tmp_path / "a-file")
