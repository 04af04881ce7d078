"""A translators' sheet at the desk: it goes out, comes back, is looked at, and exactly that is taken."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from openpyxl import Workbook

from conditions.editing import changes, freshness, sheet_pages, sheets
from conditions.editing.roles import Role
from conditions.editing.sheet_files import CHINESE, COLUMNS, ENGLISH, KEY, MOST_BYTES, REASON, REFUSED
from conditions.guide.languages import LANGUAGES
from conditions.models import Change, Claim
from tests.editing.test_sheets import GOOD, KINDS, PLACE, SLUG, claim, handed_out, lines, packed, sent_back

pytestmark = pytest.mark.django_db
PAGE = f"/admin/guides/{SLUG}/sheet/"
FILE, TAKE, REFUSED_ROWS = f"{PAGE}file/", f"{PAGE}take/", f"{PAGE}refused/"
OTHER = "claims/lasting-relief/claim"
OTHER_GOOD = "缓解效果持久。"
BREAKS_A_RULE = "它能根治疼痛。"


@pytest.fixture
def translator(lin, signed_in) -> Client:
    """Lin at the desk."""
    return signed_in(lin)


@pytest.fixture(params=LANGUAGES, ids=lambda language: language.code)
def spoken(request, translator):
    """The language of Lin's browser, and so of the desk."""
    translator.defaults["HTTP_ACCEPT_LANGUAGE"] = request.param.html
    return request.param


def sheet_with(kind="csv", **words):
    """The whole sheet as it comes back, with new Chinese for some places."""
    found = lines(handed_out(kind))
    for place, chinese in words.items():
        next(line for line in found if line[KEY] == f"{SLUG}/{place}")[CHINESE] = chinese
    return sent_back(found, kind)


def two_texts(kind="csv"):
    return sheet_with(kind, **{PLACE: GOOD, OTHER: OTHER_GOOD})


def send(client, data, name="sheet.csv"):
    return client.post(PAGE, {"sheet": SimpleUploadedFile(name, data)})


def sealed(page):
    """What the form of a page would send."""
    return re.search(r'name="sealed" value="([^"]+)"', page.text)[1]


def words_of(page):
    """The page as somebody reads it."""
    body = page.text.partition('id="content"')[2]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", body).split()))


def other():
    return Claim.objects.get(guide__slug=SLUG, key="lasting-relief")


def an_editor_changes_the_english():
    with changes.recorded(by="ada", row=claim()) as fresh:
        fresh.because_en = "An editor wrote this meanwhile."
        fresh.save()


# Out


@KINDS
@pytest.mark.parametrize("contents", ["waiting", "all"])
def test_a_sheet_is_downloaded_with_what_waits_or_with_everything(translator, kind, contents):
    an_editor_changes_the_english()
    file = translator.get(FILE, {"kind": kind, "contents": contents})
    assert file.status_code == 200
    assert file["Content-Disposition"] == f'attachment; filename="{SLUG}-sheet.{kind}"'
    keys = [line[KEY] for line in lines(file.content)]
    assert f"{SLUG}/{PLACE}" in keys
    assert len(keys) == sheets.counts(SLUG)[contents == "all"]
    assert (len(keys) == 1) is (contents == "waiting")


def test_the_page_says_how_many_texts_wait_and_chooses_what_makes_sense(translator):
    nothing = translator.get(PAGE).text
    assert re.search(r'value="all" checked', nothing)
    an_editor_changes_the_english()
    page = translator.get(PAGE)
    assert re.search(r'value="waiting" checked', page.text)
    assert "English that is newer (1)" in words_of(page)


@pytest.mark.parametrize("wanted", [{}, {"kind": "xls", "contents": "all"}, {"kind": "csv", "contents": "some"}])
def test_there_is_no_other_kind_of_sheet(translator, wanted):
    assert translator.get(FILE, wanted).status_code == 404


def test_no_guide_no_sheet(translator):
    for end in ("", "file/?kind=csv&contents=all", "take/", "refused/"):
        assert translator.get(f"/admin/guides/no-such-guide/sheet/{end}").status_code == 404


def test_a_text_too_long_for_a_cell_is_said_on_the_page(translator):
    Claim.objects.filter(pk=claim().pk).update(because_zh_hans="长" * 33_000)
    page = translator.get(FILE, {"kind": "xlsx", "contents": "all"})
    assert page.status_code == 400
    assert "too long for a cell" in page.text


# Back


@KINDS
def test_a_sheet_goes_out_and_comes_back_and_is_written_down_under_the_name_of_who_brought_it(translator, kind, spoken):
    an_editor_changes_the_english()
    assert [stale.place for stale in freshness.stale(SLUG)] == [PLACE]
    (line,) = lines(translator.get(FILE, {"kind": kind, "contents": "waiting"}).content)
    old, line[CHINESE] = line[CHINESE], "编辑刚写了这一句。"
    page = send(translator, sent_back([line], kind), f"sheet.{kind}")
    assert page.status_code == 200
    assert claim().because_zh_hans == old, "nothing is written yet"
    done = translator.post(TAKE, {"sealed": sealed(page)})
    assert done.status_code == 200
    assert claim().because_zh_hans == "编辑刚写了这一句。"
    assert claim().because_en == "An editor wrote this meanwhile."
    change = Change.objects.filter(place=PLACE).latest("pk")
    assert (change.by, change.language, change.old) == ("lin", "zh_hans", old)
    assert freshness.stale(SLUG) == [], "the Chinese is level with its English"


def test_the_preview_shows_each_change_word_by_word_with_the_way_to_its_field(translator):
    page = send(translator, two_texts())
    read = words_of(page)
    assert "Nothing has been written yet." in read
    assert "Changes (2)" in read
    assert f"{len(lines(handed_out('csv'))) - 2} rows say what stands here already." in read
    assert f'href="/admin/conditions/claim/{claim().pk}/change/#id_because_zh_hans"' in page.text
    assert "claims › lasting relief › claim" in read
    assert f"<code>{SLUG}/{PLACE}</code>" in page.text
    assert re.search(r"<del>.*?</del>", page.text)
    assert re.search(r"<ins>.*?</ins>", page.text)
    assert not Change.objects.exists()


def test_a_stale_row_is_refused_in_the_preview_and_the_rest_is_taken(translator):
    data = two_texts()
    an_editor_changes_the_english()
    page = send(translator, data)
    assert "Refused (1)" in words_of(page)
    assert "The English has changed since the sheet went out." in words_of(page)
    assert "An editor wrote this meanwhile." in words_of(page)
    assert GOOD in words_of(page), "what was written is not lost"
    done = translator.post(TAKE, {"sealed": sealed(page)})
    assert "1 text was taken." in done.text
    assert other().claim_zh_hans == OTHER_GOOD
    assert claim().because_zh_hans != GOOD


@KINDS
@pytest.mark.parametrize("when", ["before", "after"])
def test_the_refused_rows_go_along_as_a_sheet_before_the_taking_and_after(translator, kind, when):
    data = two_texts(kind)
    an_editor_changes_the_english()
    page = send(translator, data)
    if when == "after":
        page = translator.post(TAKE, {"sealed": sealed(page)})
    file = translator.post(REFUSED_ROWS, {"sealed": sealed(page), "kind": kind})
    assert file["Content-Disposition"] == f'attachment; filename="{SLUG}-refused.{kind}"'
    (line,) = lines(file.content)
    assert (line[KEY], line[REFUSED]) == (f"{SLUG}/{PLACE}", GOOD)
    assert line[ENGLISH] == "An editor wrote this meanwhile."
    assert "English has changed" in line[REASON]
    assert send(translator, file.content, f"again.{kind}").status_code == 200


@pytest.mark.parametrize("touched", ["because_en", "because_zh_hans"])
def test_what_grows_stale_between_the_preview_and_the_taking_is_refused_and_shown(translator, touched):
    page = send(translator, two_texts())
    Claim.objects.filter(pk=claim().pk).update(**{touched: "Somebody was quicker."})
    done = translator.post(TAKE, {"sealed": sealed(page)})
    read = words_of(done)
    assert "Taken (1)" in read
    assert "Refused (1)" in read
    assert "Somebody changed this place while you looked at the preview." in read
    assert getattr(claim(), touched) == "Somebody was quicker."
    assert claim().because_zh_hans != GOOD
    assert other().claim_zh_hans == OTHER_GOOD


def test_pressing_the_button_twice_takes_once_and_refuses_nothing(translator):
    page = send(translator, two_texts())
    for _time in range(2):
        done = translator.post(TAKE, {"sealed": sealed(page)})
    assert "Refused (0)" in words_of(done)
    assert Change.objects.count() == 2


def test_if_the_taking_fails_half_way_nothing_is_taken(translator, monkeypatch):
    page = send(translator, two_texts())
    monkeypatch.setattr(changes, "record", lambda **_kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        translator.post(TAKE, {"sealed": sealed(page)})
    assert claim().because_zh_hans != GOOD
    assert other().claim_zh_hans != OTHER_GOOD


def test_words_that_break_a_rule_are_refused_and_the_rule_speaks_english(translator, spoken):
    page = send(translator, sheet_with(**{PLACE: BREAKS_A_RULE}))
    assert re.search(r'<b lang="en">[^<]*根治', page.text)
    assert TAKE not in page.text, "there is nothing to take"


def test_a_row_of_no_place_leads_nowhere_and_is_not_lost(translator):
    found = lines(handed_out("csv"))[:1]
    found[0] |= {KEY: f"{SLUG}/claims/nobody/because", CHINESE: "<script>alert(1)</script>"}
    page = send(translator, sent_back(found, "csv"))
    assert "There is no such place in this guide now." in words_of(page)
    assert "&lt;script&gt;alert(1)" in page.text
    assert "/nobody/" not in "".join(re.findall(r'href="([^"]+)"', page.text))
    assert lines(translator.post(REFUSED_ROWS, {"sealed": sealed(page), "kind": "csv"}).content)[0][REFUSED]


def test_a_row_of_another_guide_keeps_its_key(translator):
    found = lines(handed_out("csv"))[:1]
    found[0] |= {KEY: "chronic-migraine/name", CHINESE: "慢性偏头痛"}
    page = send(translator, sent_back(found, "csv"))
    assert "This row belongs to another guide" in words_of(page)
    (line,) = lines(translator.post(REFUSED_ROWS, {"sealed": sealed(page), "kind": "csv"}).content)
    assert (line[KEY], line[REFUSED]) == ("chronic-migraine/name", "慢性偏头痛")


def test_a_sheet_nobody_touched_changes_nothing(translator):
    page = send(translator, handed_out("csv"))
    assert page.status_code == 200
    assert "Changes (0)" in words_of(page)
    assert TAKE not in page.text


# What cannot be used

SHEET = "xl/worksheets/sheet1.xml"
BAD = {
    "no file": (None, "Please choose a file.", "请选择一个文件。"),
    "an empty one": (b"", "The file is empty.", "文件是空的。"),
    "other columns": (b"key,English\r\n", "These columns are missing", "第一行缺少这些列"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\xff", "The file is not in UTF-8.", "文件不是UTF-8"),
    "GBK": ("key,中文\r\n".encode("gbk"), "The file is not in UTF-8.", "文件不是UTF-8"),
    "half a sign": ("key,中文\r\n".encode() + b"k,\xed\xa0\x80\r\n", "The file is not in UTF-8.", "文件不是UTF-8"),
    "half a sign in UTF-16": (b"\xff\xfe" + b"k\x00,\x00\x00\xd8\n\x00", "The file is not in UTF-8.", "文件不是UTF-8"),
    "too large": (b"x" * (MOST_BYTES + 10), "The file is too large", "文件太大"),
    "with a password": (b"\xd0\xcf\x11\xe0 sealed", "one with a password", "密码"),
    "a broken workbook": (b"PK\x03\x04 no parcel", "no .xlsx workbook", "这个XLSX文件读不出来"),
    "another parcel": (packed(**{"word/document.xml": b"<a/>"}), "no .xlsx workbook", "这个XLSX文件读不出来"),
    "a bomb": (packed(**{SHEET: b" " * 70_000_000}), "far larger inside", "解开以后太大"),
    "a definition": (packed(**{SHEET: b"<!DOCTYPE x>"}), "holds definitions", "用不到的定义"),
    "an open quote": (",".join(COLUMNS).encode() + b'\r\n"open', "no CSV that we can read", "CSV"),
    "too many rows": (",".join(COLUMNS).encode() + b"\r\nk" * 20_001, "too many rows", "行数太多"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_file_that_is_no_sheet_is_answered_in_the_language_of_the_desk(translator, spoken, bad):
    data, *said = BAD[bad]
    page = translator.post(PAGE) if data is None else send(translator, data)
    assert page.status_code == 400
    problem = html.unescape(re.search(r'role="alert".*?</p>', page.text)[0])
    assert said[LANGUAGES.index(spoken)] in problem
    assert ("Nothing has been changed." if spoken is LANGUAGES[0] else "什么也没有改动。") in problem
    assert 'type="file"' in page.text, "another file can be sent at once"
    assert not Change.objects.exists()


def test_a_workbook_that_points_at_one_long_text_from_every_cell_is_refused(translator):
    book = Workbook()
    book.active.append(list(COLUMNS))
    for _row in range(400):
        book.active.append(["k", "p", "line\n" * 6000, "x", "", "h", "h"])
    out = io.BytesIO()
    book.save(out)
    assert len(out.getvalue()) < MOST_BYTES
    page = send(translator, out.getvalue(), "sheet.xlsx")
    assert page.status_code == 400
    assert "far larger inside" in page.text


@pytest.mark.parametrize("half", [b"&#xD800;", b"_xD800_"])
def test_half_a_sign_in_a_workbook_does_no_harm(translator, half):
    parcel = zipfile.ZipFile(io.BytesIO(sheet_with("xlsx", **{PLACE: "HALF"})))
    page = send(
        translator,
        packed(**{name: parcel.read(name).replace(b"HALF", half) for name in parcel.namelist()}),
        "sheet.xlsx",
    )
    assert page.status_code in (200, 400)
    assert "\ud800" not in page.text


def test_more_than_a_form_can_carry_is_said_before_anything_is_shown(translator, monkeypatch):
    monkeypatch.setattr(sheet_pages, "MOST_SEALED", 10)
    page = send(translator, two_texts())
    assert page.status_code == 400
    assert "Send it in two parts." in page.text


def test_the_whole_guide_written_anew_fits_into_the_form(translator):
    found = lines(handed_out("csv"))
    for number, line in enumerate(found):
        line[CHINESE] = f"{line[CHINESE]}又{number}"
    page = send(translator, sent_back(found, "csv"))
    assert page.status_code == 200
    assert len(sealed(page)) < settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 5


@pytest.mark.parametrize("address", [TAKE, REFUSED_ROWS])
@pytest.mark.parametrize("forged", ["", "n\u200bothing:é", "cut"])
def test_only_a_preview_that_was_made_here_is_taken(translator, address, forged):
    if forged == "cut":
        forged = sealed(send(translator, two_texts()))[:-2]
    answer = translator.post(address, {"sealed": forged, "kind": "csv"})
    assert answer.status_code == 400
    assert "This preview is too old. Send the file again." in answer.text
    assert not Change.objects.exists()


@pytest.mark.parametrize("address", [TAKE, REFUSED_ROWS])
def test_the_preview_of_one_guide_is_not_taken_at_another(translator, address):
    there = sealed(send(translator, two_texts()))
    elsewhere = address.replace(SLUG, "chronic-migraine")
    assert translator.post(elsewhere, {"sealed": there, "kind": "csv"}).status_code == 404
    assert not Change.objects.exists()


@pytest.mark.parametrize("address", [TAKE, REFUSED_ROWS])
def test_who_comes_back_after_a_new_login_finds_the_page_of_sheets(translator, address):
    assert translator.get(address)["Location"] == PAGE


def test_a_preview_from_another_site_is_not_taken(lin):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lin)
    with translation.override("en"):
        preview = sheets.preview(SLUG, two_texts())
    assert strict.post(TAKE, {"sealed": preview.sealed()}).status_code == 403
    assert send(strict, two_texts()).status_code == 403
    assert not Change.objects.exists()


# Who may


def every_answer(client):
    """What each address of sheets answers."""
    taken = sheets.preview(SLUG, two_texts()).sealed()
    return [
        client.get(PAGE),
        send(client, two_texts()),
        client.get(FILE, {"kind": "csv", "contents": "all"}),
        client.post(REFUSED_ROWS, {"sealed": taken, "kind": "csv"}),
        client.post(TAKE, {"sealed": taken}),
    ]


@pytest.mark.parametrize("role", Role)
def test_translators_and_editors_hand_out_and_take_and_nobody_else(person, signed_in, role):
    client = signed_in(person("sam", role))
    may = role in (Role.TRANSLATOR, Role.EDITOR)
    assert {answer.status_code for answer in every_answer(client)} == {200 if may else 403}
    assert (claim().because_zh_hans == GOOD) is may
    assert (PAGE in client.get(f"/admin/turns/{SLUG}/").text) is may


@pytest.mark.parametrize("standing", [{"earns": True}, {"declared": False}])
@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.EDITOR])
def test_who_earns_from_cells_or_has_not_said_is_refused(person, signed_in, role, standing):
    client = signed_in(person("sam", role, **standing))
    assert {answer.status_code for answer in every_answer(client)} == {403}
    assert not Change.objects.exists()


def test_a_stranger_is_asked_to_sign_in(client):
    for answer in every_answer(client):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")


def test_somebody_without_the_second_code_is_asked_for_it(person):
    client = Client()
    sam = person("sam", Role.EDITOR, Role.PUBLISHER)
    client.force_login(sam)
    assert {answer["Location"].partition("?")[0] for answer in every_answer(client)} == {"/admin/second-factor/"}


@pytest.mark.parametrize("where", ["turns/{slug}/", "guides/{slug}/findings/", "conditions/claim/{claim}/change/"])
def test_the_way_to_the_sheet_stands_on_the_pages_of_a_guide(translator, where):
    page = translator.get("/admin/" + where.format(slug=SLUG, claim=claim().pk))
    assert f'<a href="{PAGE}">Translators’ sheet</a>' in page.text
