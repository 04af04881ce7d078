"""Why somebody at the desk may not do what they asked for, and the page that says so."""

from __future__ import annotations

from enum import Enum
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _


class Refused(PermissionDenied):
    """Somebody may not do this. `why` says the reason in code, `sentence()` in words."""

    class Why(Enum):
        """The reasons."""

        NOT_YOUR_ROLE = "the role"
        EARNS = "income from cell products"
        UNDECLARED = "no declaration"
        OWN_WORDS = "wrote it"
        NO_SUCH_MOVE = "no such move"
        NEEDS_A_REMARK = "needs a remark"

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why.value)

    def sentence(self) -> str:
        """The reason, for the person who is refused, in the language of the page."""
        return {
            self.Why.NOT_YOUR_ROLE: _("Your role does not allow this."),
            self.Why.EARNS: _(
                "You declared that you earn from cell products. So you can read everything here, but you cannot write,"
                " review or publish."
            ),
            self.Why.UNDECLARED: _("Before you write, review or publish, please declare what you earn from."),
            self.Why.OWN_WORDS: _("You wrote part of this since the last edition. Somebody else must review it."),
            self.Why.NO_SUCH_MOVE: _("The guide is in another state now, so this step cannot be taken from here."),
            self.Why.NEEDS_A_REMARK: _("Please say why, so that the next person knows what to do."),
        }[self.why]


def page(request: HttpRequest, refused: Refused) -> TemplateResponse:
    """The page that says no: status 403, the reason, and where to declare when that is what is missing."""
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("This is not possible"),
        "sentence": refused.sentence(),
        "declare": refused.why is Refused.Why.UNDECLARED,
    }
    return TemplateResponse(request, "editing/refused.html", context, status=403)
