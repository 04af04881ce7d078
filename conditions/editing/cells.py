"""Where each text of a working copy stands in the database: from its path in the document to its row and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conditions.editing import carrying
from conditions.guide.languages import LANGUAGES, Language
from conditions.models import Guide


@dataclass(frozen=True)
class Cell:
    """A bilingual text of a row. `field` is the name of its columns without the language."""

    row: Any
    field: str

    def words(self, language: Language) -> str:
        return getattr(self.row, f"{self.field}_{language.suffix}") or ""

    @property
    def longest(self) -> int | None:
        """How many signs the column takes; None where there is no limit."""
        length: int | None = type(self.row)._meta.get_field(f"{self.field}_{LANGUAGES[0].suffix}").max_length
        return length


def cells(slug: str) -> dict[str, Cell]:
    """Every text of a guide, and of all sources and terms, by path (`claims/root-cause/because`): a query a model.

    A path that two rows share leads to neither: whoever writes there would not know to which. Raises NoSuchGuide.
    """
    guide = Guide.objects.filter(slug=slug).first()
    if guide is None:
        raise carrying.NoSuchGuide(slug)
    found: dict[str, list[Cell]] = {}
    _gather([("", guide)], found)
    for name, model in carrying.SHARED.items():
        rows = model._default_manager.all()
        _gather([(f"{name}/{row.key}", row) for row in rows], found)  # type: ignore[attr-defined]
    return {path: those[0] for path, those in found.items() if len(those) == 1}


def _gather(rows: list[tuple[str, Any]], found: dict[str, list[Cell]]) -> None:
    if not rows:
        return
    model = type(rows[0][1])
    for path, row in rows:
        for field in carrying.text_fields(model):
            inner = carrying.path_of_field(model.document, field)
            found.setdefault(f"{path}/{inner}".lstrip("/"), []).append(Cell(row, field))
    for child, link in carrying.children(model):
        name = carrying.path_of_field(model.document, child._meta.get_field(link).remote_field.related_name)
        above = {row.pk: path for path, row in rows}
        below = child._default_manager.filter(**{f"{link}__in": list(above)})
        _gather(
            [
                (f"{above[getattr(row, f'{link}_id')]}/{name}/{getattr(row, 'key', '')}".lstrip("/"), row)
                for row in below
            ],
            found,
        )
