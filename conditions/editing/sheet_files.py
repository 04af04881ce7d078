"""Translators' sheets as files, XLSX and CSV: written so that nothing in them runs, read as if a stranger sent them.

What a spreadsheet changes by itself (line ends, spaces at the ends, signs that do not print) is no change: `as_one()`
takes it away before texts are compared or hashed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

# The names of the columns stand in every sheet alike, whatever the language of the desk: they are read back.
KEY, PLACE, ENGLISH, CHINESE, NOTE = "key", "place", "English", "中文", "note"
ENGLISH_HASH, CHINESE_HASH = "hash of English", "hash of 中文"
REASON, REFUSED = "why it was refused", "refused 中文"
COLUMNS = (KEY, PLACE, ENGLISH, CHINESE, NOTE, ENGLISH_HASH, CHINESE_HASH)
COLUMNS_OF_REFUSED = (*COLUMNS, REFUSED, REASON)
_NEEDED = (KEY, CHINESE, ENGLISH_HASH, CHINESE_HASH)
_WIDTHS = {KEY: 24, PLACE: 30, ENGLISH: 60, CHINESE: 60, NOTE: 30, REFUSED: 60, REASON: 40}

MOST_BYTES = 5_000_000  # of a file that is sent in; the sheet of the largest guide has 0.5 MB
MOST_UNPACKED = 60_000_000
MOST_FILES_INSIDE = 200
MOST_ROWS = 20_000
MOST_SIGNS_TOGETHER = MOST_BYTES  # a workbook may point at one long text from every cell
MOST_SIGNS = 32_767  # in one cell: what Excel holds; openpyxl would cut the rest off without a word

# what a spreadsheet takes for a formula, or hides; and such a text that was already guarded
_RUNS = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ufffe\uffff]")


class SheetError(ValueError):
    """The file as a whole cannot be used. The message says why, and what to do, to the person who sent it."""


@dataclass(frozen=True)
class Row:
    """One row of a sheet that came back. `oddity` says what its Chinese cell holds instead of text."""

    number: int  # as the spreadsheet counts it
    key: str
    place: str
    english: str
    chinese: str
    note: str
    english_hash: str
    chinese_hash: str
    oddity: str = ""


def as_one(words: str) -> str:
    """The words without what spreadsheets change by themselves: line ends of one kind, no spaces at ends of lines."""
    plain = _UNSEEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip()


def short_hash(words: str) -> str:
    """Twelve signs that tell one text from another; the first is a letter, so that no spreadsheet makes it a number."""
    return "h" + hashlib.sha256(as_one(words).encode()).hexdigest()[:11]


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV: UTF-8 with BOM, so that Excel reads Chinese; what would run as a formula is guarded by a '."""
    out = io.StringIO(newline="")
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(columns)
    table.writerows([_guarded(as_one(words)) for words in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as a workbook of one sheet, every cell marked as text. Raises SheetError for a text too long for one."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ask First"
    for at, name in enumerate(columns, 1):
        sheet.cell(1, at, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(name, 14)
    for line, row in enumerate(rows, 2):
        for at, words in enumerate(row, 1):
            plain = as_one(words)
            if len(plain) > MOST_SIGNS:
                raise SheetError(_("The text at %(key)s is too long for a cell. Take the CSV file.") % {"key": row[0]})
            cell = sheet.cell(line, at)
            cell.value = plain
            cell.data_type = "s"  # or openpyxl would make a formula of what begins with =
            cell.number_format = "@"  # and what is typed there later stays text too
            cell.quotePrefix = bool(_RUNS.match(plain))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> list[Row]:
    """The rows of a file that came back, of either kind. Raises SheetError."""
    if len(data) > MOST_BYTES:
        raise SheetError(_("The file is too large: a sheet has at most 5 MB."))
    if data.startswith(b"PK"):
        return _rows(_from_xlsx(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError(_("This is an old Excel file, or one with a password. Save it as .xlsx without a password."))
    return _rows(_from_csv(data))


def _guarded(words: str) -> str:
    return f"'{words}" if _RUNS.match(words) else words


def _bare(words: str) -> str:
    return words[1:] if words.startswith("'") and _RUNS.match(words[1:]) else words


_Line = list[tuple[str, str]]  # (words, oddity) of each cell


def _rows(lines: Iterable[_Line]) -> list[Row]:
    at: dict[str, int] = {}
    found: list[Row] = []
    signs = 0
    for number, line in enumerate(lines, 1):
        if number > MOST_ROWS:
            raise SheetError(_("The sheet has too many rows: at most 20,000."))
        if not at:
            at = _places(line)
            continue
        cells = {name: line[place] if place < len(line) else ("", "") for name, place in at.items()}
        signs += sum(len(words) for words, _oddity in cells.values())
        if signs > MOST_SIGNS_TOGETHER:
            raise SheetError(_("The workbook is far larger inside than a sheet can be."))
        if any(words.strip() or oddity for words, oddity in cells.values()):
            found.append(_row(number, cells))
    if not at:
        raise SheetError(_("The file is empty."))
    return found


def _row(number: int, cells: dict[str, tuple[str, str]]) -> Row:
    def words(name: str) -> str:
        return as_one(cells.get(name, ("", ""))[0])

    return Row(
        number=number,
        key=words(KEY),
        place=words(PLACE),
        english=words(ENGLISH),
        chinese=words(CHINESE),
        note=words(NOTE),
        english_hash=words(ENGLISH_HASH),
        chinese_hash=words(CHINESE_HASH),
        oddity=cells[CHINESE][1],
    )


def _places(line: _Line) -> dict[str, int]:
    """Which column stands where: they may have been moved, and others may have been added."""
    names = [" ".join(words.split()).casefold() for words, _oddity in line]
    at = {name: names.index(name.casefold()) for name in COLUMNS if name.casefold() in names}
    missing = [name for name in _NEEDED if name not in at]
    if missing:
        raise SheetError(
            _("These columns are missing from the first row: %(names)s. Use a sheet that was handed out here.")
            % {"names": ", ".join(missing)}
        )
    return at


def _from_csv(data: bytes) -> Iterable[_Line]:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        words = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetError(
            _("The file is not in UTF-8. In Excel, save it as “CSV UTF-8” or as .xlsx, and send it again.")
        ) from error
    first = words.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for line in csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, strict=True):
            yield [(_bare(cell), "") for cell in line]
    except csv.Error as error:
        raise SheetError(_("The file is no CSV that we can read: %(why)s.") % {"why": error}) from error


def _from_xlsx(data: bytes) -> Iterable[_Line]:
    _must_be_harmless(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size is not believed
        lines = [[_cell(cell) for cell in line] for line in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=50)]
    except Exception as error:  # a broken workbook fails in as many ways as there are parts in it
        raise SheetError(
            _("The file is no .xlsx workbook that we can read. Save it anew and send it again.")
        ) from error
    return lines


def _cell(cell: object) -> tuple[str, str]:
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "n")
    if value is None:
        return "", ""
    if kind == "f":
        return str(value), _("The cell holds a formula, not text.")
    if isinstance(value, str):
        return value.replace("_x000D_", "\r"), "" if kind != "e" else _("The cell holds an error, not text.")
    return str(value), _("The cell holds a number or a date, not text. Set its format to “Text” and type it again.")


def _must_be_harmless(data: bytes) -> None:
    """Refuses a workbook that would fill the memory, or that names things outside itself. Raises SheetError."""
    broken = SheetError(_("The file is no .xlsx workbook that we can read. Save it anew and send it again."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            parts = parcel.infolist()
            # a part never unpacks to more than it says of itself: zipfile stops there
            if len(parts) > MOST_FILES_INSIDE or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise SheetError(_("The workbook is far larger inside than a sheet can be."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    words = parcel.read(part)
                    if b"<!DOCTYPE" in words or b"<!ENTITY" in words or b"\x00" in words[:200]:
                        raise SheetError(_("The workbook holds definitions that no sheet needs, so it is not opened."))
    except SheetError:
        raise
    except Exception as error:  # zipfile raises what the packed bytes make it raise
        raise broken from error
