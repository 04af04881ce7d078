"""Runs granian as a child process, from a free port to a page that was fetched to an orderly end."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from decisionaid.embedded_postgres.interruptions import undisturbed

APPLICATION = "decisionaid.wsgi:application"
WORKERS = 2
THREADS = 4  # a worker; together no more than the database's pool of connections
# Pages that must answer before we say "Ready", and what proves that it was us who answered
MARKS = {"/healthz": b"ask-first alive", "/en/": b"Ask First"}
READY_WITHIN = 60  # seconds
FAILURES = 3  # of a page that answers with an error, before we give up
ENDED_WITHIN = 10  # seconds for requests under way, before granian is killed
PR_SET_PDEATHSIG = 1  # Linux, prctl(2)


class ServerError(Exception):
    """The message is one sentence for a person: why the site is not served."""


def check_free(host: str, port: int) -> str:
    """The numeric address of a host whose port is free. Raises ServerError.

    By a plain bind, because granian sets SO_REUSEPORT and two of them would share one port without a word. With
    SO_REUSEADDR, or the connections of a server that has just ended would count for a minute as a busy port.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, OverflowError, UnicodeError) as error:
        raise ServerError(f"There is no address {host!r} on this machine to serve at.") from error
    family, kind, protocol, _, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError as error:
            raise ServerError(
                f"Port {port} is kept for the system; choose another with --port, such as 8000."
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise ServerError(
                    f"Port {port} is busy: another program uses it; choose another with --port."
                ) from error
            raise ServerError(f"The site cannot be served at {host}, port {port}: {error.strerror}.") from error
    return str(address[0])


def address(host: str, port: int) -> str:
    """The address of the site for a browser on this machine."""
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{local}]:{port}" if ":" in local else f"http://{local}:{port}"


def serve(
    host: str,
    port: int,
    *,
    folder: Path,
    variables: Mapping[str, str],
    headers: Mapping[str, str],
    on_ready: Callable[[], None],
) -> None:
    """Serves until a signal (as an exception) ends it; then granian and its workers are gone. Raises ServerError.

    `folder` holds the package `decisionaid`; `variables` are added to the environment; `headers` go with our own first
    requests. `on_ready` is called once, after they were answered by us.
    """
    command = [
        *(sys.executable, "-m", "granian", APPLICATION, "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws", "--no-access-log"),
        *("--log-level", "error", "--workers-kill-timeout", "3", "--respawn-failed-workers"),
    ]
    # A session of its own: Ctrl-C reaches us alone, and we end granian before the database.
    child = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_ending_with_us(),
    )
    try:
        _await_pages(child, address(host, port), headers)
        on_ready()
        child.wait()
        raise ServerError(f"The web server ended by itself, with status {child.returncode}.")
    finally:
        with undisturbed():
            _end(child)


def _ending_with_us() -> Callable[[], None] | None:
    """Has Linux end granian when we are killed, so that it does not keep the port for ever. For `preexec_fn`."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)  # before the fork, after which next to nothing is safe
    return lambda: library.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _await_pages(child: subprocess.Popen[bytes], site: str, headers: Mapping[str, str]) -> None:
    until = time.monotonic() + READY_WITHIN
    waiting = dict(MARKS)
    failures = 0
    while waiting:
        if child.poll() is not None:
            raise ServerError(f"The web server did not start; it ended with status {child.returncode}.")
        if time.monotonic() > until:
            raise ServerError(f"The web server runs, but {site} did not answer within {READY_WITHIN} seconds.")
        path = next(iter(waiting))
        try:
            body = _fetch(site + path, headers)
        except urllib.error.HTTPError as error:
            failures += 1
            if failures == FAILURES:
                raise ServerError(
                    f"The web server runs, but the page {path} fails with status {error.code}."
                ) from error
            time.sleep(0.5)
        except OSError:  # not yet
            time.sleep(0.05)
        else:
            if waiting.pop(path) not in body:
                raise ServerError(f"Another program answers at {site}; choose another port with --port.")


def _fetch(page: str, headers: Mapping[str, str]) -> bytes:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy cannot know our loopback
    with opener.open(urllib.request.Request(page, headers=dict(headers)), timeout=10) as answer:
        return bytes(answer.read())


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ends granian; then whatever is left of its group, should it have died before its workers."""
    with suppress(ProcessLookupError, subprocess.TimeoutExpired):
        child.terminate()
        child.wait(ENDED_WITHIN)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
