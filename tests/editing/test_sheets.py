"""A sheet goes out to a translator and comes back: what can be taken is taken, and nothing is lost."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from conditions.editing import carrying, refusals, sheets
from conditions.editing.sheet_files import (
    CHINESE,
    COLUMNS,
    ENGLISH,
    ENGLISH_HASH,
    KEY,
    MOST_BYTES,
    REASON,
    REFUSED,
    SheetError,
    as_csv,
    as_one,
    as_xlsx,
    read,
)
from conditions.guide import files
from conditions.guide.places import walk
from conditions.models import Change, Claim, Known, Term

pytestmark = pytest.mark.django_db
SLUG = "chronic-pain"
PLACE = "claims/radical-cure/because"
KINDS = pytest.mark.parametrize("kind", ["xlsx", "csv"])
Line = dict[str, str]


@pytest.fixture(autouse=True)
def desk_in_english() -> Iterator[None]:
    with override("en"):
        yield


def lines(data: bytes) -> list[Line]:
    """What stands in a file, as a translator's program reads it, by the names of its columns."""
    if data.startswith(b"PK"):
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        head, *rest = [[cell or "" for cell in line] for line in sheet.iter_rows(values_only=True)]
    else:
        head, *rest = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return [dict(zip(head, line, strict=True)) for line in rest]


def sent_back(found: list[Line], kind: str) -> bytes:
    """The lines as the translator's program writes them."""
    head = list(found[0])
    if kind == "csv":
        out = io.StringIO(newline="")
        table = csv.writer(out)
        table.writerows([head, *([line[name] for name in head] for line in found)])
        return out.getvalue().encode("utf-8-sig")
    book = Workbook()
    for line in [head, *([line[name] for name in head] for line in found)]:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def handed_out(kind: str) -> bytes:
    """The whole sheet of the guide as it ships: made once, because every test finds the guide so."""
    return sheets.hand_out(SLUG, kind, everything=True)


def translated(kind: str, change: Callable[[Line], None], place: str = PLACE) -> bytes:
    """The whole sheet as it comes back, with one line changed."""
    found = lines(handed_out(kind))
    (line,) = [line for line in found if line[KEY] == f"{SLUG}/{place}"]
    change(line)
    return sent_back(found, kind)


def writes(words: str) -> Callable[[Line], None]:
    return lambda line: line.update({CHINESE: words})


def claim() -> Claim:
    return Claim.objects.get(guide__slug=SLUG, key="radical-cure")


GOOD = (
    "我们没有找到研究能证明它治好了疼痛。作者说，细胞“也许能抑制”疼痛，还要再做研究[@mabuchi-2025]。"
    "文章说的是两次测量[@mabuchi-2025-details]。"
)


@KINDS
@pytest.mark.parametrize("slug", files.slugs())
def test_every_text_of_a_guide_goes_out_and_comes_back_exactly(slug, kind):
    data = sheets.hand_out(slug, kind, everything=True)
    there = {row.key: (row.english, row.chinese) for row in read(data)}
    here = {f"{slug}/{place.path}": (text.en, text.zh_hans) for place, text in walk(carrying.read(slug)) if text}
    assert there == here
    preview = sheets.preview(slug, data)
    assert (preview.changes, preview.refused, preview.unchanged) == ((), (), len(here))


@KINDS
def test_a_sheet_nobody_touched_leaves_even_odd_texts_as_they_are(lin, kind):
    odd = "  - 一\r\n=1+1 \t\r\n\x02尾  "
    Claim.objects.filter(pk=claim().pk).update(because_en="=HYPERLINK(1)", because_zh_hans=odd)
    preview = sheets.preview(SLUG, sheets.hand_out(SLUG, kind, everything=True))
    assert (preview.changes, preview.refused) == ((), ())
    sheets.apply(by=lin, preview=preview)
    assert claim().because_zh_hans == odd


@KINDS
def test_new_chinese_is_shown_then_taken_and_written_down(lin, kind):
    before = claim()
    preview = sheets.preview(SLUG, translated(kind, writes(GOOD)))
    assert claim().because_zh_hans == before.because_zh_hans
    assert [(row.path, row.old, row.new) for row in preview.changes] == [(PLACE, before.because_zh_hans, GOOD)]
    assert preview.refused == ()
    done = sheets.apply(by=lin, preview=preview)
    assert (claim().because_zh_hans, claim().because_en) == (GOOD, before.because_en)
    assert len(done.changes) == 1
    (change,) = Change.objects.filter(place=PLACE)
    assert (change.by, change.new, change.language) == ("lin", GOOD, "zh_hans")


@KINDS
def test_a_row_whose_english_has_changed_is_refused_and_the_rest_is_taken(lin, kind):
    data = translated(kind, writes(GOOD))
    found = lines(data)
    other = f"{SLUG}/claims/lasting-relief/claim"
    next(line for line in found if line[KEY] == other)[CHINESE] = "缓解效果持久。"
    Claim.objects.filter(pk=claim().pk).update(because_en="An editor wrote this meanwhile.")
    preview = sheets.preview(SLUG, sent_back(found, kind))
    assert [row.path for row in preview.refused] == [PLACE]
    assert "English has changed" in preview.refused[0].reason
    assert [row.path for row in preview.changes] == ["claims/lasting-relief/claim"]
    sheets.apply(by=lin, preview=preview)
    assert claim().because_zh_hans != GOOD
    assert Claim.objects.get(guide__slug=SLUG, key="lasting-relief").claim_zh_hans == "缓解效果持久。"


@KINDS
def test_what_was_refused_comes_back_as_a_sheet_with_the_reason_and_nothing_is_lost(kind):
    data = translated(kind, writes(GOOD))
    Claim.objects.filter(pk=claim().pk).update(because_en="An editor wrote this meanwhile.")
    again = sheets.refused_sheet(sheets.preview(SLUG, data), kind)
    (line,) = lines(again)
    assert line[REFUSED] == GOOD
    assert line[ENGLISH] == "An editor wrote this meanwhile."
    assert "English has changed" in line[REASON]
    unread = sheets.preview(SLUG, again)
    assert (unread.changes, unread.refused, unread.unchanged) == ((), (), 1), "nobody has looked at the new English yet"


def test_words_at_fault_can_be_mended_in_the_sheet_of_what_was_refused():
    preview = sheets.preview(SLUG, translated("csv", writes("它能根治疼痛。")))
    (line,) = lines(sheets.refused_sheet(preview, "csv"))
    assert line[CHINESE] == "它能根治疼痛。"
    line[CHINESE] = GOOD
    assert [row.new for row in sheets.preview(SLUG, sent_back([line], "csv")).changes] == [GOOD]


def test_chinese_that_an_editor_changed_meanwhile_is_not_written_over():
    data = translated("csv", writes(GOOD))
    Claim.objects.filter(pk=claim().pk).update(because_zh_hans="编辑刚刚改过。")
    (refused,) = sheets.preview(SLUG, data).refused
    assert "Chinese was changed here" in refused.reason
    assert (refused.chinese, refused.chinese_now) == (GOOD, "编辑刚刚改过。")


def test_chinese_that_only_the_editor_changed_stays_as_the_editor_left_it(lin):
    data = handed_out("csv")
    Claim.objects.filter(pk=claim().pk).update(because_zh_hans="编辑刚刚改过。")
    preview = sheets.preview(SLUG, data)
    assert (preview.changes, preview.refused) == ((), ())


def test_what_changes_between_the_preview_and_the_taking_is_refused(lin):
    preview = sheets.preview(SLUG, translated("csv", writes(GOOD)))
    Claim.objects.filter(pk=claim().pk).update(because_en="An editor wrote this meanwhile.")
    done = sheets.apply(by=lin, preview=preview)
    assert done.changes == ()
    assert [(row.path, row.chinese) for row in done.refused] == [(PLACE, GOOD)]
    assert claim().because_zh_hans != GOOD
    assert not Change.objects.filter(place=PLACE).exists()


def test_a_place_that_is_gone_by_the_taking_is_refused(lin):
    preview = sheets.preview(SLUG, translated("csv", writes(GOOD)))
    claim().delete()
    assert [row.path for row in sheets.apply(by=lin, preview=preview).refused] == [PLACE]


BROKEN = {
    "": "is empty",
    "它能根治疼痛。": "根治",
    "<b>好</b>。": "markup",
    "见http://example.org。": "markup",
    "见［［placebo］］。": "full-width",
    "见[[placebo｜假药]]。": "full-width",
    "见[[no-such-term]]。": "no term",
    '他们说"好"。': "has ",
    "作者没有说[@hayden-2021-back]。": "name different sources",
}


def test_words_that_break_a_rule_are_refused_with_the_reason_and_the_rest_is_taken():
    found = lines(handed_out("csv"))
    by_key = {line[KEY]: line for line in found}
    places = [place for place in by_key if re.fullmatch(f"{SLUG}/claims/[^/]+/because", place)]
    expected = {}
    for place, (words, reason) in zip(places, BROKEN.items(), strict=False):
        sources = dict.fromkeys(re.findall(r"\[@[a-z0-9-]+\]", by_key[place][ENGLISH]))
        by_key[place][CHINESE] = words[:-1] + "".join(sources) + words[-1:] if words else ""
        expected[place.removeprefix(f"{SLUG}/")] = (by_key[place][CHINESE], reason)
    by_key[f"{SLUG}/claims/lasting-relief/claim"][CHINESE] = "缓解效果持久。"
    preview = sheets.preview(SLUG, sent_back(found, "csv"))
    assert len(expected) == len(BROKEN)
    assert [row.path for row in preview.changes] == ["claims/lasting-relief/claim"]
    assert {row.path: row.chinese for row in preview.refused} == {path: words for path, (words, _) in expected.items()}
    for refused in preview.refused:
        assert expected[refused.path][1] in refused.reason


def test_a_link_to_a_term_that_the_guide_did_not_use_before_is_taken():
    used = {term.id for term in carrying.read(SLUG).terms}
    term = Term.objects.exclude(key__in=used).first()
    words = GOOD.replace("疼痛。作者", f"疼痛，见[[{term.key}]]。作者", 1)
    assert [row.new for row in sheets.preview(SLUG, translated("csv", writes(words))).changes] == [words]


@pytest.mark.parametrize("words", ["两\n行", "长" * 501])
def test_a_name_takes_one_line_of_limited_length(words):
    place = f"terms/{carrying.read(SLUG).terms[0].id}/term"
    (refused,) = sheets.preview(SLUG, translated("csv", writes(words), place)).refused
    assert "one line" in refused.reason


def test_a_row_of_another_guide_or_of_no_place_is_refused():
    data = translated("csv", lambda line: line.update({KEY: "chronic-migraine/claims/x/because"}))
    assert [row.reason for row in sheets.preview(SLUG, data).refused if "another guide" in row.reason]
    data = translated("csv", lambda line: line.update({KEY: f"{SLUG}/claims/nobody/because"}))
    assert [row.reason for row in sheets.preview(SLUG, data).refused if "no such place" in row.reason]
    every = sheets.preview("chronic-migraine", handed_out("csv"))
    assert every.changes == ()
    assert every.unchanged == 0


def test_a_place_that_stands_twice_with_other_words_is_refused_and_with_the_same_words_is_one():
    found = lines(translated("csv", writes(GOOD)))
    (line,) = [line for line in found if line[CHINESE] == GOOD]
    twice = sheets.preview(SLUG, sent_back([*found, line], "csv"))
    assert (len(twice.changes), twice.refused) == (1, ())
    differing = sheets.preview(SLUG, sent_back([*found, {**line, CHINESE: GOOD + "完。"}], "csv"))
    assert differing.changes == ()
    assert {row.chinese for row in differing.refused} == {GOOD, GOOD + "完。"}


def test_only_what_waits_for_a_translator_goes_out_unless_all_is_asked_for():
    assert lines(as_csv(COLUMNS, [])) == []
    assert lines(sheets.hand_out(SLUG, "csv")) == []
    Claim.objects.filter(pk=claim().pk).update(because_zh_hans="")
    assert [line[KEY] for line in lines(sheets.hand_out(SLUG, "csv"))] == [f"{SLUG}/{PLACE}"]


def test_chinese_that_is_older_than_its_english_goes_out_with_a_note(ada):
    from conditions.editing.changes import recorded

    with recorded(by="ada", row=claim()) as fresh:
        fresh.because_en = "We found no study that shows a cure."
        fresh.save()
    (line,) = lines(sheets.hand_out(SLUG, "csv"))
    assert line[KEY] == f"{SLUG}/{PLACE}"
    assert "English has changed" in line["note"]


def test_somebody_without_the_role_or_with_income_from_cells_cannot_take_a_sheet(bo, mei):
    preview = sheets.preview(SLUG, translated("csv", writes(GOOD)))
    for person in (bo, mei):
        with pytest.raises(refusals.Refused):
            sheets.apply(by=person, preview=preview)
    assert claim().because_zh_hans != GOOD


def test_a_preview_survives_the_way_through_a_form_and_no_other_string_does(lin):
    preview = sheets.preview(SLUG, translated("csv", writes(GOOD)))
    assert sheets.Preview.opened(preview.sealed()) == preview
    for forged in ("", "nothing", preview.sealed()[:-2]):
        with pytest.raises(SheetError):
            sheets.Preview.opened(forged)


# What spreadsheets do to cells


@KINDS
def test_what_looks_like_a_formula_goes_out_as_text_that_does_not_run(kind):
    dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "'=1", "＝1", "- 一\n- 二", '=cmd|"/c calc"!A0']
    data = {"csv": as_csv, "xlsx": as_xlsx}[kind](COLUMNS, [["k", "", "", words, "", "", ""] for words in dangerous])
    assert [row.chinese for row in read(data)] == [as_one(words) for words in dangerous]
    if kind == "xlsx":
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        assert {sheet.cell(line, 4).data_type for line in range(2, len(dangerous) + 2)} == {"s"}
        assert sheet.cell(2, 4).number_format == "@"
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    else:
        cells = [line[3] for line in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))][1:]
        assert all(cell.startswith("'") for cell in cells)


WORDS = st.text(
    st.one_of(st.sampled_from("'=+-@\t\n\r \"，,;：_x“”"), st.characters(exclude_categories=["Cs"])), max_size=30
)


@given(words=WORDS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_come_back_from_either_kind_of_file(words):
    row = ["slug/path", "", words, words, "", "h1", "h2"]
    for data in (as_csv(COLUMNS, [row]), as_xlsx(COLUMNS, [row])):
        (found,) = read(data)
        assert (found.english, found.chinese) == (as_one(words), as_one(words))


@pytest.mark.parametrize(
    ("value", "why"), [("=1+1", "formula"), (12, "number"), (1.5, "number"), (True, "number"), ("#N/A", "error")]
)
def test_a_cell_that_holds_no_text_is_refused(value, why):
    found = lines(handed_out("xlsx"))
    (line,) = [line for line in found if line[KEY] == f"{SLUG}/{PLACE}"]
    line[CHINESE] = value
    (refused,) = sheets.preview(SLUG, sent_back(found, "xlsx")).refused
    assert why in refused.reason


def test_spaces_and_line_ends_that_a_spreadsheet_changed_are_no_change():
    place = "who_for"
    data = translated(
        "csv", lambda line: line.update({CHINESE: " " + line[CHINESE].replace("\n", "\r\n") + " \r\n"}), place
    )
    assert sheets.preview(SLUG, data).changes == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_ways_in_which_spreadsheets_write_csv_are_read(delimiter, encoding):
    found = lines(translated("csv", writes(GOOD)))
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=delimiter)
    head = list(found[0])
    table.writerows([head, *([line[name] for name in head] for line in found)])
    assert [row.new for row in sheets.preview(SLUG, out.getvalue().encode(encoding)).changes] == [GOOD]


def test_columns_may_be_moved_and_added():
    found = lines(translated("csv", writes(GOOD)))
    turned = [{"mine": "x", **dict(reversed(line.items()))} for line in found]
    assert [row.new for row in sheets.preview(SLUG, sent_back(turned, "csv")).changes] == [GOOD]


# What strangers send


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, words in parts.items():
            parcel.writestr(name, words)
    return out.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A true workbook with one part changed."""
    parcel = zipfile.ZipFile(io.BytesIO(handed_out("xlsx")))
    return packed(
        **{part: change(parcel.read(part)) if part == name else parcel.read(part) for part in parcel.namelist()}
    )


SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"key,English\r\n", "missing"),
        ("key,中文\r\n".encode("gb18030"), "UTF-8"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"x" * (MOST_BYTES + 1), "too large"),
        (b"\xd0\xcf\x11\xe0 an old file", "old Excel file"),
        (b"PK\x03\x04 no parcel", "no .xlsx"),
        (packed(**{"hello.txt": b"no workbook"}), "no .xlsx"),
        (packed(**{f"{number}.txt": b"" for number in range(300)}), "larger inside"),
        (packed(**{SHEET: b" " * 70_000_000}), "larger inside"),
        (",".join(COLUMNS).encode() + b'\r\n"open', "no CSV"),
        (",".join(COLUMNS).encode() + b"\r\n" + b"x" * 200_000, "no CSV"),
        (",".join(COLUMNS).encode() + b"\r\nk" * 20_001, "too many rows"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_with_the_reason(data, why):
    with pytest.raises(SheetError, match=why):
        sheets.preview(SLUG, data)


def test_a_workbook_that_names_a_file_of_this_machine_is_not_opened():
    hostile = with_part(
        SHEET, lambda words: words.replace(b"?>", b"?>" + ENTITY, 1) if b"?>" in words else ENTITY + words
    )
    with pytest.raises(SheetError, match="definitions"):
        read(hostile)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"])
@pytest.mark.parametrize("words", [b"", b"<broken", b"<a/>"])
def test_a_broken_part_of_a_workbook_gives_a_message_and_no_error_of_ours(part, words):
    with suppress(SheetError):
        assert isinstance(read(with_part(part, lambda _: words)), list)


@given(
    data=st.binary(max_size=300),
    start=st.sampled_from([b"", b"PK", b"PK\x03\x04", b"key,", ",".join(COLUMNS).encode()]),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_makes_the_reader_fail(data, start):
    with suppress(SheetError):
        assert isinstance(read(start + data), list)


def test_a_text_too_long_for_a_cell_is_not_cut_off():
    Known.objects.filter(guide__slug=SLUG, position=0).update(text_zh_hans="长" * 33_000)
    with pytest.raises(SheetError, match="too long"):
        sheets.hand_out(SLUG, "xlsx", everything=True)
    assert [row for row in read(sheets.hand_out(SLUG, "csv", everything=True)) if len(row.chinese) == 33_000]


# The commands


@KINDS
def test_the_commands_hand_out_show_and_take(tmp_path, lin, kind):
    out, back, left = (tmp_path / f"{name}.{kind}" for name in ("out", "back", "left"))
    call_command("hand_out_sheet", SLUG, to=out, all=True)
    assert lines(out.read_bytes())
    back.write_bytes(translated(kind, writes(GOOD)))
    said = StringIO()
    call_command("take_sheet", SLUG, back, stdout=said)
    assert "1 to take, 0 refused" in said.getvalue()
    assert claim().because_zh_hans != GOOD
    call_command("take_sheet", SLUG, back, take=True, by="lin", refused=left, stdout=StringIO())
    assert claim().because_zh_hans == GOOD
    assert lines(left.read_bytes()) == []


def test_the_commands_say_what_is_wrong(tmp_path):
    sheet = tmp_path / "sheet.csv"
    with pytest.raises(CommandError, match="no working copy"):
        call_command("hand_out_sheet", "no-such-guide", to=sheet)
    with pytest.raises(CommandError, match=r"\.xlsx or \.csv"):
        call_command("hand_out_sheet", SLUG, to=tmp_path / "sheet.doc")
    call_command("hand_out_sheet", SLUG, to=sheet, stdout=StringIO())
    with pytest.raises(CommandError, match="no account"):
        call_command("take_sheet", SLUG, sheet, take=True, by="nobody")
    sheet.write_bytes("中文".encode("gb18030"))
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("take_sheet", SLUG, sheet)


def test_the_hash_of_the_english_stands_in_every_row():
    assert all(line[ENGLISH_HASH].startswith("h") for line in lines(handed_out("csv")))
