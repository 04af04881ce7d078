"""`manage.py up`: prepares everything and serves the site on this machine, until Ctrl-C."""

from __future__ import annotations

import signal
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import Error as DatabaseFailure
from django.db import connection, connections

from decisionaid import compiled_words, embedded_postgres, web_server

PREPARING = 4710118  # the advisory lock of whoever prepares a database; the number means nothing
CONNECTS_WITHIN = 5  # seconds


class Command(BaseCommand):
    """The one command of a newcomer. Whatever can go wrong on their machine is one sentence and exit status 1."""

    help = "Prepares the database, the static files and the guides, and serves the site on this machine until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options; manage.py reads --data before the settings do."""
        parser.add_argument("--port", type=int, default=8000, help="port of this machine (8000)")
        parser.add_argument("--host", default="127.0.0.1", help="address of this machine (127.0.0.1: nobody else)")
        parser.add_argument("--data", metavar="DIR", help="folder of the database and all else that is kept (.data)")

    def handle(self, *, port: int, host: str, data: str | None, **_: Any) -> None:
        """Runs until a signal. Ctrl-C, SIGTERM and a closed terminal are the ordinary end: status 0, not a word."""
        folder: Path = settings.DATA
        if data is not None and Path(data).resolve() != folder:
            raise CommandError("--data must stand on the command line of manage.py, because the settings depend on it.")
        try:
            with _signals_as_interrupts():
                numeric = web_server.check_free(host, port)
                with nullcontext() if settings.DATABASE_URL else self._embedded(folder):
                    self._prepare()
                    web_server.check_free(host, port)  # preparing takes seconds, in which somebody may have come
                    self._serve(numeric, port, folder)
        except KeyboardInterrupt:
            pass
        except (embedded_postgres.PostgresError, web_server.ServerError) as error:
            raise CommandError(str(error)) from error

    @contextmanager
    def _embedded(self, folder: Path) -> Iterator[None]:
        begun = time.monotonic()
        with embedded_postgres.running(folder, say=self.stdout.write) as started:
            self._done(f"Database: PostgreSQL 18 {'in' if started else 'already runs in'} {folder}", begun)
            yield

    def _prepare(self) -> None:
        begun = time.monotonic()
        with _one_at_a_time():
            if settings.DATABASE_URL:
                self._done("Database: the one that DATABASE_URL names", begun)
            try:
                with self._step("Tables: up to date"):
                    call_command("migrate", interactive=False, verbosity=0)
                with self._step("Static files: collected"):
                    call_command("collectstatic", interactive=False, verbosity=0)
                self._compile_words()
                with self._step("Guides: published"):
                    self._publish()
                call_command("forget_logins", verbosity=0)
            except DatabaseFailure as error:
                raise CommandError(f"The database refused to be prepared: {_first_line(error)}") from error
            finally:
                connections.close_all()
                if hasattr(connection, "close_pool"):  # its threads must not be there when granian is started
                    connection.close_pool()

    def _compile_words(self) -> None:
        """The interface's words (.po) as Django reads them (.mo), where they are missing or older."""
        if compiled_words.up_to_date():
            return
        with self._step("Words of the interface: compiled"):
            compiled_words.compile_all()

    def _publish(self) -> None:
        from conditions.editing.publishing import NotPublishable, publish_shipped
        from conditions.guide.files import ContentError

        try:
            publish_shipped(self.stdout.write)
        except (ContentError, NotPublishable) as error:
            raise CommandError(f"The shipped guides cannot be published: {error}") from error

    def _serve(self, host: str, port: int, folder: Path) -> None:
        begun = time.monotonic()

        def ready() -> None:
            self._done("Server: granian", begun)
            self.stdout.write(f"Ready at {web_server.address(host, port)}/")
            self.stdout.flush()

        variables = {"ASKFIRST_DATA": str(folder)}
        web_server.serve(
            host, port, folder=settings.BASE_DIR, variables=variables, headers=_our_headers(), on_ready=ready
        )

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self._done(name, begun)

    def _done(self, name: str, begun: float) -> None:
        self.stdout.write(f"{name} ({time.monotonic() - begun:.1f} s)")
        self.stdout.flush()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Keeps a second `up` waiting while this one prepares the same database. Raises CommandError if there is none."""
    url = settings.DATABASE_URL or embedded_postgres.address(settings.DATA)
    try:
        holder = psycopg.connect(url, connect_timeout=CONNECTS_WITHIN)
    except psycopg.OperationalError as error:
        place = settings.DATABASES["default"]
        where = f"{place['NAME']} at {place['HOST'] or 'this machine'}, port {place['PORT'] or 5432}"
        raise CommandError(
            f"The database that DATABASE_URL names ({where}) does not answer: {_first_line(error)}."
        ) from error
    with holder:  # a lock of the transaction, so that no pooler between us can keep it
        holder.execute("select pg_advisory_xact_lock(%s)", [PREPARING])
        yield


@contextmanager
def _signals_as_interrupts() -> Iterator[None]:
    """SIGTERM and a closed terminal end this command the way Ctrl-C does; what comes after the first is not heard."""
    # SIGINT too: a shell that starts us in the background has it ignored
    numbers = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:  # nohup has it ignored, and means it
        numbers.remove(signal.SIGHUP)
    ending = False

    def interrupt(_: int, __: FrameType | None) -> None:
        nonlocal ending
        ending = True
        for number in numbers:  # the rest takes a second or two, and is no work to leave half done
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        if not ending:
            for number, handler in before.items():
                signal.signal(number, handler)


def _our_headers() -> dict[str, str]:
    """Headers with which the site answers us even under production settings: a host it knows, and https."""
    hosts = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    known = {"127.0.0.1", "localhost"} & set(hosts)
    host = {"Host": hosts[0]} if hosts and not known else {}
    return {**host, "X-Forwarded-Proto": "https"}


def _first_line(error: Exception) -> str:
    """What a database says, in short: without the address that psycopg repeats, and without its advice."""
    line = next(iter(str(error).splitlines()), type(error).__name__)
    return line.rpartition(" failed: ")[2].removeprefix("FATAL:").strip().rstrip(".")
