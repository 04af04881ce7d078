"""What a reader is told when something they sent was not taken: a sentence for each reason."""

from __future__ import annotations

from django.utils.translation import gettext as _

from conditions.guide.worksheet import Refused


def message(refused: Refused) -> str:
    """Why a change was not made, and what to do, in the language in use."""
    limit = refused.limit or 0
    match refused.code:
        case "empty":
            return _choice_missing(refused.field)
        case "too-long":
            return _("This is too long: at most %(limit)s characters. Please shorten it.") % {"limit": f"{limit:,}"}
        case "control" | "surrogate":
            return _("There is a sign in it that we cannot keep. Please type the words anew.")
        case "bidi":
            return _("There is a hidden sign in it that turns text around. Please type the words anew.")
        case "full":
            return _full(refused.field, limit)
        case "three-stars":
            return _("Three questions have a star already. Take one star away first.")
        case "unknown-entry":
            return _("This question is not on your list any more.")
        case "unknown-step":
            return _("This step is not in your plan any more.")
        case "unknown-statement":
            return _("This statement is not here any more.")
    return _("We could not read this form. Please try again.")


def _choice_missing(field: str) -> str:
    if field == "answer":
        return _("Please choose an answer.")
    if field == "by":
        return _("Please write the answer too.")
    return _("Please write something first.")


def _full(field: str, limit: int) -> str:
    if field == "question":
        return _("Your list is full: %(limit)s questions. Remove one first.") % {"limit": limit}
    if field == "what":
        return _("Your plan is full: %(limit)s steps. Remove one first.") % {"limit": limit}
    return _("There is no more room here. Remove something first.")
