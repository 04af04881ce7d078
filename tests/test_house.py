"""The house keeps its rules: directions of import, style, types, migrations, words, versions, no word of elsewhere."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

from conditions.guide.readability import chinese_signs

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CATALOGUE = ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"


def tracked(*endings: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if name.endswith(endings) and (ROOT / name).exists()]


@pytest.mark.parametrize(
    "command",
    [
        ["lint-imports", "--no-cache"],
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy", "conditions", "decisionaid"],
        ["djlint", "templates", "--lint", "--quiet"],
    ],
    ids=lambda command: command[0] + (" format" if "format" in command else ""),
)
def test_the_checks_find_nothing(command):
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_django_finds_nothing_to_complain_of_in_production():
    environment = {
        **os.environ,
        "PRODUCTION": "1",
        "SECRET_KEY": "a key for this test alone 0123456789 abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "ask-first.example",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_production_without_a_secret_key_says_what_to_do():
    environment = {**os.environ, "PRODUCTION": "1", "SECRET_KEY": ""}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "SECRET_KEY must be set" in done.stderr
    assert "Traceback" not in done.stderr


def chinese(entry: polib.POEntry) -> list[str]:
    """The Chinese of an entry: one, or that of each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_word_of_the_interface_has_its_chinese():
    for entry in polib.pofile(str(CATALOGUE)):
        assert all(chinese(entry)), entry.msgid
        assert "fuzzy" not in entry.flags, entry.msgid
        assert not entry.obsolete, entry.msgid
        for words in chinese(entry):
            wanted = entry.msgid_plural or entry.msgid
            assert set(re.findall(r"%\(\w+\)s", wanted)) == set(re.findall(r"%\(\w+\)s", words)), entry.msgid


def test_the_chinese_of_the_interface_has_chinese_punctuation():
    for entry in polib.pofile(str(CATALOGUE)):
        for words in chinese(entry):
            plain = re.sub(r"%\(\w+\)s", "名", words)
            found = [sign for sign in chinese_signs(plain) if "typed space" not in sign[0] or "·" not in plain]
            assert not found, (words, found)


def test_no_word_of_the_templates_is_missing_from_the_catalogue(tmp_path):
    known = {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(CATALOGUE))}
    pattern = re.compile(r'{%\s*translate\s+(["\'])(.+?)\1(?:\s+context\s+"([^"]+)")?')
    for path in tracked(".html"):
        for _quote, words, context in pattern.findall(path.read_text(encoding="utf-8")):
            assert (context, words) in known, f"{path.name}: {words}"


def test_no_word_of_the_code_is_missing_from_the_catalogue():
    """Django's makemessages overlooks words within an f-string and under a name that it does not know."""
    known = {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(CATALOGUE))}
    for path in (path for path in tracked(".py") if path.relative_to(ROOT).parts[0] in ("conditions", "decisionaid")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = [each for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)]
        names = {
            name.asname or name.name: name.name.removesuffix("_lazy")
            for each in imports
            if each.module == "django.utils.translation"
            for name in each.names
        }
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            said = [each.value for each in call.args if isinstance(each, ast.Constant)]
            match names.get(call.func.id):
                case "gettext" | "ngettext":
                    assert ("", said[0]) in known, f"{path.name}: {said[0]}"
                case "pgettext" | "npgettext":
                    assert (said[0], said[1]) in known, f"{path.name}: {said[1]}"


def test_the_installed_versions_are_the_written_ones():
    for line in PROJECT["tool"]["uv"]["constraint-dependencies"]:
        name, _, wanted = line.partition(";")[0].strip().partition("==")
        try:
            assert version(name) == wanted, name
        except PackageNotFoundError:
            assert ";" in line, f"{name} is constrained but not installed"


def test_no_lock_file_and_no_interpreter_file_is_kept():
    names = {path.name for path in tracked("")}
    assert not names & {"uv.lock", ".python-version", "package-lock.json"}


def test_modules_say_what_they_are_for_and_stay_short():
    for path in tracked(".py"):
        text = path.read_text(encoding="utf-8")
        if "/migrations/0001" in str(path) or not text.strip():
            continue
        assert text.lstrip().startswith(('"""', "#!")), path
        if "tests" not in path.parts and "migrations" not in path.parts:
            assert len(text.splitlines()) <= 400, path


def test_rooms_have_names_that_say_something():
    for path in tracked(".py"):
        assert path.stem not in {"core", "common", "base", "misc", "helpers", "utils"}, path


def test_a_newcomer_finds_both_commands_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "uv run manage.py up" in readme
    assert "uv run pytest" in readme
