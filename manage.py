#!/usr/bin/env python
"""Runs the commands of the site. Those that need a database get the embedded one, unless DATABASE_URL names another."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent

# Commands that need no database, and `up`, which starts it by itself and tells how long that took
WITHOUT_DATABASE = {
    "check", "check_content", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages",
    "pin_versions", "startapp", "startproject", "up", "version",
}  # fmt: skip
ASKS_FOR_HELP = {"-h", "--help", "--version"}
INTERRUPTED = 130  # exit status, by the shells' convention


def main() -> None:
    """Runs one command. What a person can mend is told in one sentence, with exit status 1; Ctrl-C needs no words."""
    arguments = sys.argv[1:]
    try:
        _run(arguments)
    except KeyboardInterrupt:
        sys.exit(0 if arguments[:1] == ["up"] else INTERRUPTED)  # there, it is the ordinary end


def _run(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decisionaid.settings")
    os.environ["ASKFIRST_DATA"] = str(_data(arguments))
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line

        from decisionaid import embedded_postgres
    except ImportError as error:
        sys.exit(
            f"A part is not installed ({error}); run this with `uv run manage.py`, which installs what is missing."
        )
    with ExitStack() as stack:
        try:
            if _needs_embedded(arguments):
                stack.enter_context(embedded_postgres.running(Path(os.environ["ASKFIRST_DATA"]), say=_say))
                stack.callback(_close_connections)
            execute_from_command_line(sys.argv)
        except (embedded_postgres.PostgresError, ImproperlyConfigured) as error:
            if "--traceback" in arguments:
                raise
            sys.exit(str(error))


def _data(arguments: list[str]) -> Path:
    """The data folder: `up --data DIR`, else ASKFIRST_DATA, else .data beside this file. Read before the settings."""
    parser = ArgumentParser(add_help=False)
    parser.add_argument("--data")
    given = parser.parse_known_args(arguments)[0].data if arguments[:1] == ["up"] else None
    return Path(given or os.environ.get("ASKFIRST_DATA") or BASE_DIR / ".data").resolve()


def _needs_embedded(arguments: list[str]) -> bool:
    if os.environ.get("DATABASE_URL", "").strip() or not arguments or ASKS_FOR_HELP & set(arguments):
        return False
    return arguments[0] not in WITHOUT_DATABASE


def _close_connections() -> None:
    """Lets go of the database before it stops; a pool would go on calling for it."""
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        for connection in connections.all(initialized_only=True):
            connection.close()
            if hasattr(connection, "close_pool"):
                connection.close_pool()


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    main()
