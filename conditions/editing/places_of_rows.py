"""Where a row of the working copy stands: its path in the document, and the guides that show it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from conditions.editing import carrying
from conditions.guide.languages import LANGUAGES
from conditions.models import WORKING_COPY, Guide, Source, StudyNote, Term, Trial

_SHARED = {model: name for name, model in carrying.SHARED.items()}
_NAMED_AFTER_THEIR_SOURCE = (StudyNote, Trial)


def place_of(row: Any) -> str:
    """The row's path, such as `options/wait/outcomes/pain`; empty for the guide itself."""
    if isinstance(row, Guide):
        return ""
    if type(row) in _SHARED:
        return f"{_SHARED[type(row)]}/{row.key}"
    parent, name = _parent(row)
    inner = carrying.path_of_field(parent.document, name)
    return f"{place_of(parent)}/{inner}/{getattr(row, 'key', row.position)}".lstrip("/")


def parent_of(row: Any) -> Any:
    """The row on whose page in the admin this one is edited."""
    return _parent(row)[0]


def guides_of(row: Any) -> list[str]:
    """The slugs of the guides that a row stands in: one, or all that use a source or a term."""
    if isinstance(row, Guide):
        return [row.slug]
    if isinstance(row, Source):
        return guides_using(sources={row.key}, terms=set())
    if isinstance(row, Term):
        return guides_using(sources=set(), terms={row.key})
    return guides_of(_parent(row)[0])


def guides_using(*, sources: set[str], terms: set[str]) -> list[str]:
    """The slugs of the guides that name one of these sources or terms, directly or through the words of another term.

    A term whose id merely begins alike may bring one guide too many, which does no harm.
    """
    terms = _with_what_leads_there(sources, terms)
    slugs: set[str] = set()
    for model in WORKING_COPY:
        link = _link_to_guide(model)
        if link is None:
            continue
        wanted = _naming(model, sources, terms)
        slugs.update(model._default_manager.filter(wanted).values_list(link, flat=True))
    return sorted(slugs)


def _with_what_leads_there(sources: set[str], terms: set[str]) -> set[str]:
    found = set(terms)
    while True:
        more = set(Term.objects.filter(_naming(Term, sources, found)).values_list("key", flat=True)) - found
        if not more:
            return found
        found |= more


def _naming(model: Any, sources: set[str], terms: set[str]) -> Q:
    """The rows of a model whose words or lists name one of these."""
    wanted = Q(pk__in=[])
    marks = [f"[[{term}" for term in terms] + [f"[@{source}]" for source in sources]
    for field in carrying.text_fields(model):
        for language in LANGUAGES:
            for mark in marks:
                wanted |= Q(**{f"{field}_{language.suffix}__contains": mark})
    if sources:
        for field in ("sources", "studies"):
            if field in {f.name for f in model._meta.get_fields() if f.concrete}:
                wanted |= Q(**{f"{field}__overlap": list(sources)})
        if model in _NAMED_AFTER_THEIR_SOURCE:
            wanted |= Q(key__in=sources)
    return wanted


def _parent(row: Any) -> tuple[Any, str]:
    """The row above, and the name of its list that this one stands in."""
    link = _link(type(row))
    return getattr(row, link.name), link.remote_field.related_name


def _link(model: Any) -> Any:
    return next(field for field in model._meta.concrete_fields if field.is_relation)


def _link_to_guide(model: Any) -> str | None:
    """The query path from a row to its guide's slug; None for what all guides share."""
    steps = []
    while model is not Guide:
        links = [field for field in model._meta.concrete_fields if field.is_relation]
        if not links:
            return None
        steps.append(links[0].name)
        model = links[0].related_model
    return "__".join([*steps, "slug"])
