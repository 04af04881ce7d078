"""Door: makes an account for the desk, gives it roles, and shows its second factor as a QR code in the terminal."""

from __future__ import annotations

import getpass
import io
import sys
from argparse import ArgumentParser
from typing import Any

import segno
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from conditions.editing import accounts
from conditions.editing.roles import Role

ROLES = {"editor": Role.EDITOR, "translator": Role.TRANSLATOR, "reviewer": Role.REVIEWER, "publisher": Role.PUBLISHER}


class Command(BaseCommand):
    """`manage.py make_editor NAME --role ROLE`, and later to add a role or to renew what was lost."""

    help = (
        "Makes an account for the editors' desk, or gives an existing one another role, a new password or a new code."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options."""
        parser.add_argument("name", help="the name to sign in with")
        parser.add_argument("--role", action="append", default=[], choices=sorted(ROLES), help="may be given twice")
        parser.add_argument("--email", default="", help="kept with the account")
        parser.add_argument("--ask-password", action="store_true", help="asks for a password in place of making one")
        parser.add_argument("--second-factor", action="store_true", help="sets up a code also where no role needs it")
        parser.add_argument("--renew-password", action="store_true", help="a new one-time password")
        parser.add_argument("--renew-code", action="store_true", help="a new second factor, after a phone was lost")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says everything once: neither the password nor the codes can be read again."""
        chosen = [ROLES[name] for name in options["role"]]
        try:
            made = accounts.make(
                name=options["name"],
                roles_to_give=chosen,
                email=options["email"],
                password=_ask() if options["ask_password"] else None,
                new_password=options["renew_password"],
                new_code=options["renew_code"] or options["second_factor"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except accounts.NoRole as error:
            raise CommandError(str(error)) from error
        say = self.stdout.write
        say(f"{made.name}: {', '.join(made.roles)}")
        if made.password:
            say(f"One-time password, good for 7 days, to be changed at the first login: {made.password}")
        if made.code_address:
            say("Second factor: scan this with an authenticator app.\n")
            self._show(made.code_address)
            say(f"\nOr type it in: {made.code_address}")
            say(f"Recovery code, good once, to keep on paper: {', '.join(made.recovery_codes)}")

    def _show(self, address: str) -> None:
        drawn = io.StringIO()  # in one piece: this command's output would end each row twice
        segno.make(address, micro=False).terminal(out=drawn, compact=True)
        self.stdout.write(drawn.getvalue())


def _ask() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first, second = getpass.getpass("Password: "), getpass.getpass("Once more: ")
    if first != second:
        raise CommandError("The two passwords differ.")
    return first
