"""No character fails a sheet, and none is dropped in silence: what the fonts lack becomes a box."""

import unicodedata
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from conditions.guide import files
from conditions.handouts import fonts
from conditions.handouts.characters import BREAK, LONGEST_WORD, plain, settable, string
from conditions.handouts.fonts import cut


def shown(value):
    """What stands on paper, boxes as their code points."""
    return [value] if isinstance(value, str) else value


@given(st.text(max_size=80))
def test_every_character_is_set_or_boxed_or_shows_nothing(text):
    pieces = shown(string(text))
    for piece in pieces:
        if isinstance(piece, str):
            assert all(ord(each) in fonts.covered() or each in ("\n", BREAK) for each in piece)
    kept = "".join(piece if isinstance(piece, str) else chr(int(piece["box"], 16)) for piece in pieces)
    for each in unicodedata.normalize("NFC", text):
        if unicodedata.category(each)[0] in "LNPSM" and not 0xFE00 <= ord(each) <= 0xFE0F and ord(each) < 0xE0100:
            assert each in kept


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("先生姓𠮷", ["20BB7"]),
        ("😀", ["1F600"]),
        ("👩\u200d⚕\ufe0f", ["1F469", "2695"]),
        ("سؤال", ["0633", "0624", "0627", "0644"]),
        ("\ud800", ["D800"]),
        ("囉 ★ é ŭ ž ł ğ λ Ж ế 〇 ①", []),
    ],
)
def test_a_box_names_the_character_that_is_lacking(text, boxes):
    found = []
    string(text, found)
    assert [each for each in found if each in boxes] == boxes
    assert bool(found) is bool(boxes)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=300))
def test_no_run_is_longer_than_a_line_and_nothing_is_lost(text):
    broken = string(text)
    assert broken.replace(BREAK, "") == text
    assert all(len(part) <= LONGEST_WORD for part in broken.split(BREAK))


def test_addresses_that_are_opened_stay_whole_and_others_keep_their_shape():
    long = "https://example.org/" + "a" * 80
    data, boxes = settable({"link": long, "where": long, "number": 3, "answers": [{"text": "😀"}]})
    assert data["link"] == long
    assert BREAK in data["where"]
    assert data["number"] == 3
    assert data["answers"] == [{"text": [{"box": "1F600"}]}]
    assert boxes


def test_the_title_of_a_file_holds_nothing_that_a_record_cannot():
    assert plain("A\x00b\ud800c 😀") == "Abc 😀"


def test_both_weights_have_the_same_characters():
    for weights in fonts.FACES.values():
        assert fonts.points(weights["Regular"]) == fonts.points(weights["Bold"])
        assert fonts.points(weights["Regular"]) <= fonts.covered()


def test_a_letter_and_its_marks_are_always_in_one_face():
    first, second = (fonts.points(weights["Regular"]) for weights in fonts.FACES.values())
    marks = {point for point in fonts.covered() if unicodedata.combining(chr(point))}
    assert marks
    assert marks <= first
    assert marks - set(range(0x3000, 0x3100)) <= second


def test_the_fonts_have_every_character_of_gb_2312():
    assert not cut.gb2312() - fonts.covered()
    assert len(cut.gb2312()) == 7445


def test_the_fonts_have_the_rare_characters_of_the_standard_table():
    beyond_gb_2312 = "㑇㕮䴘堃喆玥蠼鹇\U00020676\U00020cd0\U0002139a\U00021413\U0002ce93"
    assert all(ord(each) in fonts.covered() for each in beyond_gb_2312)


def test_the_fonts_have_every_character_of_the_guides_and_of_the_interface():
    texts = [*Path(files.CONTENT).glob("**/*.yaml"), *settings.BASE_DIR.glob("locale/**/*.po")]
    assert len(texts) > 5
    for path in texts:
        printed = (line for line in path.read_text(encoding="utf-8").splitlines() if "  where: " not in line)
        lacking = {each for line in printed for each in line if ord(each) not in fonts.covered()}
        assert not lacking, f"{path}: run `manage.py cut_fonts`"


def test_the_licence_of_the_fonts_lies_beside_them():
    licence = (fonts.FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "fonts-noto-cjk" in licence
    assert all(path.stat().st_size < 4_000_000 for weights in fonts.FACES.values() for path in weights.values())


def test_a_table_that_is_not_whole_is_refused(tmp_path):
    table = tmp_path / "table.txt"
    table.write_text("# nothing\nU+4E00\tkTGH\t2013:1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="names 1 characters"):
        cut.standard_table(table)
