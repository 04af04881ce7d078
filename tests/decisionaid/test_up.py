"""`manage.py up`, as a person meets it: what it says, what it serves, how it ends, and what it leaves behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from decisionaid import embedded_postgres, web_server
from decisionaid.embedded_postgres import signs_of_life

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


started: list[Up] = []  # every one of the test under way


class Up:
    """A running `manage.py up`, in a process group of its own, as in a terminal."""

    def __init__(self, data: Path, **variables: str) -> None:
        self.port = free_port()
        self.process = manage("up", "--port", str(self.port), "--data", str(data), **variables)
        self.lines: list[str] = []
        assert self.process.stdout is not None
        started.append(self)
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            if line.startswith("Ready"):
                return
        pytest.fail(f"up ended early: {self.lines} {self.process.communicate()}")

    def page(self, path: str) -> str:
        """The body of a page of this site."""
        return fetch(self.port, path)

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Exit status, and what was said on the way out."""
        os.killpg(self.process.pid, number)  # a terminal sends Ctrl-C to the whole group
        out, errors = self.process.communicate(timeout=60)
        return self.process.returncode, out + errors


def manage(*arguments: str, **variables: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ASKFIRST_DATA")}
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def failure(*arguments: str, **variables: str) -> str:
    """The one sentence that a command ends with. Checks that it is one, that it is all, and that the status is 1."""
    process = manage(*arguments, **variables)
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in out + errors
    (sentence,) = errors.splitlines()
    assert sentence.endswith(".")
    return sentence


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(port: int, path: str) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return answer.read().decode()


def wait_until_free(port: int) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            web_server.check_free("127.0.0.1", port)
        except web_server.ServerError:
            assert time.monotonic() < until, "something still holds the port"
            time.sleep(0.05)
        else:
            return


def pages_of(up: Up) -> list[int]:
    """The processes of granian: its main one, and its workers."""
    listing = subprocess.run(["ps", "-ww", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    return [int(line.split()[0]) for line in listing.splitlines() if "granian" in line and f"--port {up.port}" in line]


@pytest.fixture(autouse=True)
def _nothing_stays_behind() -> Iterator[None]:
    yield
    for up in started:
        if up.process.poll() is None:
            up.process.kill()
            up.process.wait()
    started.clear()


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """A folder for data, with a name that trips the careless; whichever test of a process comes first prepares it."""
    folder = Path(tempfile.mkdtemp(prefix="ask-first-up-"))
    folder.chmod(0o755)
    yield folder / "my data 数据"
    for lock in folder.rglob("postgres.lock"):
        embedded_postgres.stop(lock.parent)
    shutil.rmtree(folder)


@pytest.fixture
def prepared(data: Path) -> Path:
    """The folder, where `up` has run to its end. The tests are shared out among processes, in an order of their own."""
    if not data.exists():
        assert Up(data).end() == (0, "")
    return data


def test_one_command_prepares_and_serves_the_site_and_ctrl_c_ends_it_without_a_word(data: Path) -> None:
    up = Up(data)
    told = "\n".join(up.lines)
    for step in ("Database", "Tables", "Static files", "Guides", "Server"):
        assert re.search(rf"^{step}: .*\(\d+\.\d s\)$", told, re.MULTILINE), told
    assert up.lines[-1] == f"Ready at http://127.0.0.1:{up.port}/"
    assert "ask-first alive" in up.page("/healthz")
    assert "ready" in up.page("/readyz")
    assert 'lang="en"' in up.page("/en/")
    assert 'lang="zh-Hans"' in up.page("/zh-hans/")
    assert up.end() == (0, "")
    wait_until_free(up.port)
    assert not signs_of_life.lives(data)


def test_two_run_side_by_side_on_one_data_folder_and_either_may_end_first(prepared: Path) -> None:
    first = Up(prepared)
    assert not any(line.startswith("Published") for line in first.lines), "what has an edition is not published again"
    second = Up(prepared)
    assert any("already runs" in line for line in second.lines)
    assert first.end(signal.SIGTERM) == (0, "")
    assert "ready" in second.page("/readyz")
    assert second.end(signal.SIGINT) == (0, "")
    assert not signs_of_life.lives(prepared)


def test_two_run_side_by_side_on_two_data_folders(prepared: Path) -> None:
    other = prepared.parent / "other"
    subprocess.run(["cp", "-a", prepared, other], check=True)
    first, second = Up(prepared), Up(other)
    assert not any("already runs" in line for line in second.lines)
    assert first.end() == (0, "")
    assert "ready" in second.page("/readyz")
    assert second.end() == (0, "")


def test_a_killed_one_leaves_no_web_server_and_its_database_is_adopted(data: Path) -> None:
    up = Up(data)
    up.process.kill()
    up.process.wait()
    wait_until_free(up.port)
    again = Up(data)
    assert any("already runs" in line for line in again.lines)

    # and when the web server dies, that is told, and the adopted database is stopped as well
    processes = pages_of(again)
    assert len(processes) > 1
    for pid in processes:
        os.kill(pid, signal.SIGKILL)
    _, errors = again.process.communicate(timeout=60)
    assert again.process.returncode == 1
    assert errors.strip().endswith("The web server ended by itself, with status -9.")
    assert not signs_of_life.lives(data)


def test_a_busy_port_is_told_in_one_sentence(data: Path) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # what granian sets
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} is busy" in failure("up", "--port", str(port), "--data", str(data))


def test_an_impossible_host_is_told_in_one_sentence(data: Path) -> None:
    assert "no.such.host.invalid" in failure("up", "--host", "no.such.host.invalid", "--data", str(data))
    assert "cannot be served at 192.0.2.1" in failure("up", "--host", "192.0.2.1", "--data", str(data))


def test_a_database_that_does_not_answer_is_told_in_one_sentence_without_the_password(data: Path) -> None:
    url = f"postgresql://ann:secret@127.0.0.1:{free_port()}/site"
    sentence = failure("up", "--port", str(free_port()), DATABASE_URL=url)
    assert "DATABASE_URL" in sentence
    assert "site at 127.0.0.1" in sentence
    assert "secret" not in sentence


def test_a_database_address_that_is_none_is_told_in_one_sentence(data: Path) -> None:
    assert "starts with postgres" in failure("up", DATABASE_URL="mysql://ann@db/site")
    assert "starts with postgres" in failure("migrate", DATABASE_URL="mysql://ann@db/site")


def test_a_data_folder_of_another_version_is_told_in_one_sentence(data: Path) -> None:
    other = data.parent / "old"
    (other / "postgres").mkdir(parents=True)
    (other / "postgres" / "PG_VERSION").write_text("15\n")
    port = str(free_port())
    assert "belongs to PostgreSQL 15" in failure("up", "--port", port, "--data", str(other))
    assert "belongs to PostgreSQL 15" in failure("migrate", ASKFIRST_DATA=str(other))


def test_other_commands_find_the_same_database_and_stop_it_after_them(prepared: Path) -> None:
    process = manage("migrate", "--check", ASKFIRST_DATA=str(prepared))
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out, errors) == (0, "", "")
    assert not signs_of_life.lives(prepared)


def test_commands_that_need_no_database_start_none(data: Path) -> None:
    fresh = data.parent / "fresh"
    process = manage("help", "up", ASKFIRST_DATA=str(fresh))
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "--data" in out
    assert not (fresh / "postgres").exists()


def test_another_program_that_answers_is_not_taken_for_ours() -> None:
    class Stranger(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"hello")

        def log_message(self, *_: object) -> None: ...

    stranger = HTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=stranger.serve_forever, daemon=True).start()
    waiting = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        with pytest.raises(web_server.ServerError, match="Another program answers"):
            web_server._await_pages(waiting, f"http://127.0.0.1:{stranger.server_port}", {})
    finally:
        waiting.kill()
        waiting.wait()
        stranger.shutdown()
        stranger.server_close()


def test_a_port_whose_last_connections_are_still_closing_counts_as_free() -> None:
    with socket.socket() as server:
        for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):  # what granian sets
            server.setsockopt(socket.SOL_SOCKET, option, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()  # the side that closes first keeps the connection in TIME_WAIT
            time.sleep(0.05)
    assert web_server.check_free("127.0.0.1", port) == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "port", "expected"),
    [
        ("127.0.0.1", 8000, "http://127.0.0.1:8000"),
        ("0.0.0.0", 80, "http://127.0.0.1:80"),
        ("::1", 8000, "http://[::1]:8000"),
        ("::", 8000, "http://[::1]:8000"),
    ],
)
def test_the_address_that_is_told_opens_on_this_machine(host: str, port: int, expected: str) -> None:
    assert web_server.address(host, port) == expected
