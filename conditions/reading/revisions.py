"""The passages of a guide that are under revision, by name: English has changed, and its Chinese is being prepared."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import override

from conditions.guide.languages import Language
from conditions.library import Opened
from conditions.reading import guides, names
from conditions.reading.what_changed import title_of


@dataclass(frozen=True)
class Passage:
    """One passage: the part of the guide, and what it is called there (may be empty), in which language."""

    part: str
    title: str
    language: Language


def passages(opened: Opened, language: Language) -> list[Passage]:
    """What has changed in English since the edition that readers of Chinese see, each passage once."""
    if opened.revision is None:
        return []
    guide = opened.as_published
    part_names = {**names.PARTS, **guides.parts(guide), "glossary": names.GLOSSARY}
    found: dict[Passage, None] = {}
    with override(language.code):
        for change in opened.revision.changes:
            title, spoken = title_of(change.path, guide, language)
            found.setdefault(Passage(str(part_names.get(change.part, change.part)), title, spoken))
    return list(found)
