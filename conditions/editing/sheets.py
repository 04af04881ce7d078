"""Translators' sheets: hand out what is to be translated, look at what comes back, take what can be taken.

A row is known by its key and by hashes of the English and the Chinese that it went out with. Of what comes back, a text
that the translator left alone changes nothing; a new text is taken when neither the English nor the Chinese has been
touched here since, and when the rules find nothing wrong with it. What is not taken can be had again, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from conditions.editing import carrying, changes, freshness
from conditions.editing.cells import Cell, cells
from conditions.editing.findings import findings
from conditions.editing.sheet_files import (
    COLUMNS,
    COLUMNS_OF_REFUSED,
    Row,
    SheetError,
    as_csv,
    as_one,
    as_xlsx,
    read,
    short_hash,
)
from conditions.guide.document import Guide, Text
from conditions.guide.files import with_what_it_uses
from conditions.guide.languages import CHINESE, ENGLISH
from conditions.guide.places import Place, walk, with_texts
from conditions.models import Term as TermRow

KINDS = {"xlsx": as_xlsx, "csv": as_csv}
_SALT = "conditions.editing.sheets"
_FULL_WIDTH_LINK = re.compile(r"［［|］］|【【|】】|［@|\[＠|［＠|\[\[[^\]]*｜")


@dataclass(frozen=True)
class Taken:
    """A text that can be taken: where, the English it renders, the Chinese as it stands and as it would be."""

    path: str
    place: str
    english: str
    old: str
    new: str


@dataclass(frozen=True)
class Refused:
    """A text that cannot be taken, why, and what stands here now (both empty where the key leads nowhere).

    `to_mend` says that the words themselves are at fault, not that something changed here; `by_rules`, that the reason
    is what the rules say, who speak English. `other_key` is the key of a row that belongs to another guide.
    """

    path: str
    place: str
    chinese: str
    reason: str
    english_now: str = ""
    chinese_now: str = ""
    to_mend: bool = False
    by_rules: bool = False
    other_key: str = ""

    def key(self, slug: str) -> str:
        """The key that the row has in the sheet of this guide."""
        return self.other_key or f"{slug}/{self.path}"


@dataclass(frozen=True)
class Preview:
    """What taking a sheet would do. Nothing has been written. `notices` are findings on whole parts that it brings."""

    slug: str
    changes: tuple[Taken, ...]
    refused: tuple[Refused, ...]
    unchanged: int
    notices: tuple[str, ...] = ()

    def sealed(self) -> str:
        """The preview as a string that a form can carry from one page to the next, and that nobody can alter."""
        rows = [[vars(row) for row in rows] for rows in (self.changes, self.refused)]
        return signing.dumps([self.slug, *rows, self.unchanged, self.notices], salt=_SALT, compress=True)

    @classmethod
    def opened(cls, sealed: str) -> Preview:
        """The preview that was sealed. Raises SheetError for anything else, and after a day."""
        try:
            slug, taken, refused, unchanged, notices = signing.loads(sealed, salt=_SALT, max_age=24 * 3600)
        except signing.BadSignature as error:
            raise SheetError(_("This preview is too old. Send the file again.")) from error
        return cls(
            slug, tuple(Taken(**row) for row in taken), tuple(Refused(**row) for row in refused), unchanged,
            tuple(notices),
        )  # fmt: skip


def hand_out(slug: str, kind: str, *, everything: bool = False) -> bytes:
    """The sheet of a guide as a file of a kind ("xlsx", "csv"): what is to be translated, or everything.

    To be translated is what has no Chinese, and what has English that is newer. Raises NoSuchGuide, SheetError.
    """
    return KINDS[kind](COLUMNS, (row for waits, row in _sheet(slug) if everything or waits))


def counts(slug: str) -> tuple[int, int]:
    """How many rows the sheets of a guide would have: what is to be translated, and everything. Raises NoSuchGuide."""
    waiting = [waits for waits, _row in _sheet(slug)]
    return sum(waiting), len(waiting)


def preview(slug: str, data: bytes) -> Preview:
    """What taking a file would do to a guide. Writes nothing. Raises SheetError, NoSuchGuide."""
    rows, here, guide = read(data), cells(slug), carrying.read(slug)
    texts = {place.path: (place, text) for place, text in walk(guide)}
    unchanged = 0
    taken: dict[str, Taken] = {}
    refused: list[Refused] = []
    for row, twice in _once(rows):
        path = row.key.removeprefix(f"{slug}/")
        cell = here.get(path) if path != row.key and path in texts else None
        if cell is None:
            reason, other = _("There is no such place in this guide now."), ""
            if row.key.partition("/")[0] != slug:
                reason, other = _("This row belongs to another guide, or its key was changed."), row.key
            refused.append(Refused(path, row.place or path, row.chinese, reason, other_key=other))
            continue
        english, chinese = cell.words(ENGLISH), cell.words(CHINESE)
        place = _in_words(texts[path][0])
        changed = _changed_here(row, english, chinese)
        fault = row.oddity or (_("This place stands twice in the sheet.") if twice else _fault(row, cell))
        if changed or fault:
            refused.append(Refused(path, place, row.chinese, changed or fault, english, chinese, to_mend=not changed))
        elif _left_alone(row, chinese):
            unchanged += 1
        else:
            taken[path] = Taken(path, place, english, chinese, row.chinese)
    broken, notices = _what_the_rules_say(guide, taken)
    refused += [
        Refused(path, row.place, row.new, broken[path], row.english, row.old, to_mend=True, by_rules=True)
        for path, row in taken.items()
        if path in broken
    ]
    fine = tuple(row for path, row in taken.items() if path not in broken)
    return Preview(slug, fine, tuple(refused), unchanged, notices)


def apply(*, by: Any, preview: Preview) -> Preview:
    """Takes the texts of a preview, in one transaction, and writes down who brought them.

    `by` is the person. What was touched here since the preview is refused; the answer says what was taken after all. A
    text that stands here already, because the button was pressed twice, is unchanged.
    Raises refusals.Refused for somebody who may not write Chinese, NoSuchGuide.
    """
    freshness.may_write_chinese(by)
    done: list[Taken] = []
    refused = list(preview.refused)
    unchanged = preview.unchanged
    with changes.held():
        here = cells(preview.slug)
        _lock(here[row.path] for row in preview.changes if row.path in here)
        here = cells(preview.slug)  # as they stand now that nobody else can write
        before: dict[int, tuple[Any, changes.State]] = {}  # cells of one row share one object
        for row in preview.changes:
            cell = here.get(row.path)
            if cell is None:
                refused.append(Refused(row.path, row.place, row.new, _("There is no such place in this guide now.")))
                continue
            english, chinese = cell.words(ENGLISH), cell.words(CHINESE)
            if (english, chinese) == (row.english, row.new):
                unchanged += 1
                continue
            if (english, chinese) != (row.english, row.old):
                reason = _("Somebody changed this place while you looked at the preview.")
                refused.append(Refused(row.path, row.place, row.new, reason, english, chinese))
                continue
            before.setdefault(id(cell.row), (cell.row, changes.state(cell.row)))
            setattr(cell.row, f"{cell.field}_{CHINESE.suffix}", row.new)
            done.append(row)
        for written, state in before.values():
            written.save()
            changes.record(by=by.get_username(), row=written, before=state, after=changes.state(written))
    return replace(preview, changes=tuple(done), refused=tuple(refused), unchanged=unchanged, notices=())


def refused_sheet(preview: Preview, kind: str) -> bytes:
    """What was refused, as a file of a kind, with the reasons. It can be mended and sent in again.

    Where the words themselves were at fault they stand in their column, to be mended. Where the English or the Chinese
    here had changed, that column has what stands here now, and what was refused stands beside it: sent in untouched,
    such a row changes nothing.
    """
    return KINDS[kind](COLUMNS_OF_REFUSED, [_refused_row(preview.slug, row) for row in preview.refused])


def _refused_row(slug: str, row: Refused) -> Sequence[str]:
    hashes = short_hash(row.english_now), short_hash(row.chinese_now)
    chinese = row.chinese if row.to_mend else row.chinese_now
    return (row.key(slug), row.place, row.english_now, chinese, "", *hashes, row.chinese, row.reason)


def _sheet(slug: str) -> Iterator[tuple[bool, Sequence[str]]]:
    """Every row of a guide's sheet, with whether it waits for a translator."""
    here, guide = cells(slug), carrying.read(slug)
    behind = {stale.place for stale in freshness.stale(slug)}
    for place, text in walk(guide):
        waits = place.path in behind or not text.zh_hans.strip()
        if text.en.strip() and place.path in here:
            note = _note(place, here[place.path])
            if place.path in behind:
                note = " ".join([_("The English has changed since the Chinese was written."), note])
            hashes = short_hash(text.en), short_hash(text.zh_hans)
            yield waits, (f"{slug}/{place.path}", _in_words(place), text.en, text.zh_hans, note, *hashes)


def _in_words(place: Place) -> str:
    """Where a text stands, for a person: `claims › root cause › because`."""
    return " › ".join(step.replace("_", " ").replace("-", " ") for step in place.path.split("/"))


def _note(place: Place, cell: Cell) -> str:
    if place.kind == "quoted":
        return _("What adverts say. Render it as an advert would say it.")
    if place.kind == "label":
        return _("A name or a heading: one line, short.")
    if "[" in cell.words(ENGLISH):
        return _("Keep [@…] as it is. In [[…|words]] change only the words.")
    return ""


def _once(rows: Iterable[Row]) -> Iterator[tuple[Row, bool]]:
    """Each row with whether another one says something else of the same place; a row that says the same is left out."""
    by_key: dict[str, list[Row]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    for same in by_key.values():
        versions = list({row.chinese: row for row in same}.values())
        for row in versions:
            yield row, len(versions) > 1


def _left_alone(row: Row, chinese: str) -> bool:
    """Whether the Chinese that came back is the one that went out, or the one that stands here by now."""
    return short_hash(row.chinese) == row.chinese_hash or row.chinese == as_one(chinese)


def _changed_here(row: Row, english: str, chinese: str) -> str:
    """What was changed here since the row went out, in words; empty when nothing was that matters."""
    if row.english_hash != short_hash(english):
        return _("The English has changed since the sheet went out.")
    if not _left_alone(row, chinese) and row.chinese_hash != short_hash(chinese):
        return _("The Chinese was changed here since the sheet went out.")
    return ""


def _fault(row: Row, cell: Cell) -> str:
    """What is wrong with the words before the rules are asked; empty when nothing is."""
    if _left_alone(row, cell.words(CHINESE)):
        return ""
    if not row.chinese:
        return _("The Chinese is empty. Write it, or leave what stands here.")
    if not cell.words(ENGLISH).strip():
        return _("There is no English to this Chinese.")
    if cell.longest and ("\n" in row.chinese or len(row.chinese) > cell.longest):
        return _("This place takes one line of at most %(signs)s signs.") % {"signs": cell.longest}
    link = _FULL_WIDTH_LINK.search(row.chinese)
    if link:
        return _("A link has full-width signs: %(link)s. Write [[…]], [[…|…]] or [@…].") % {"link": link[0]}
    return ""


def _what_the_rules_say(guide: Guide, taken: dict[str, Taken]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Why the rules refuse some of the texts, by path; and what they find of whole parts that they did not before."""
    if not taken:
        return {}, ()
    texts = {path: Text(en=row.english, zh_hans=row.new) for path, row in taken.items()}
    known = {term.id for term in guide.terms}
    all_terms = (*guide.terms, *(term for term in _terms() if term.id not in known))  # a new text may link another
    after = with_what_it_uses(with_texts(guide.model_copy(update={"terms": all_terms}), texts))
    before = {str(finding) for finding in findings(guide)}
    broken: dict[str, list[str]] = {}
    notices = []
    for finding in findings(after):
        path, _sep, language = finding.place.partition(" (")
        if path in taken and finding.is_error and language != f"{ENGLISH.own_name})":
            broken.setdefault(path, []).append(f"{finding.reason} {finding.remedy}")
        elif path not in taken and str(finding) not in before:
            notices.append(str(finding))
    return {path: " ".join(reasons) for path, reasons in broken.items()}, tuple(notices)


def _terms() -> Iterator[Any]:
    for row in TermRow.objects.all():
        texts = {name: Text(en=getattr(row, f"{name}_en") or "", zh_hans=getattr(row, f"{name}_zh_hans") or "")
                 for name in ("term", "plain")}  # fmt: skip
        yield TermRow.document(id=row.key, pinyin=row.pinyin, **texts)


def _lock(wanted: Iterable[Cell]) -> None:
    """Locks the rows until the transaction ends, model by model and in the order of their keys."""
    by_model: dict[type[Any], set[int]] = {}
    for cell in wanted:
        by_model.setdefault(type(cell.row), set()).add(cell.row.pk)
    for model in sorted(by_model, key=lambda model: model._meta.model_name):
        list(model._default_manager.select_for_update().filter(pk__in=by_model[model]).order_by("pk"))
