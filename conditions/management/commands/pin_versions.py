"""Door: writes the exact versions, transitive ones included, into pyproject.toml."""

from __future__ import annotations

import re
import subprocess
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

_LIST = re.compile(r"(?ms)^constraint-dependencies = \[\n.*?^\]\n")


class Command(BaseCommand):
    """`manage.py pin_versions`: from `uv export`, so that every machine installs what was tested here."""

    help = "Writes the versions that uv resolves into [tool.uv] constraint-dependencies of pyproject.toml."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        project = settings.BASE_DIR / "pyproject.toml"
        exported = subprocess.run(
            ["uv", "export", "--format", "requirements-txt", "--no-hashes", "--no-annotate", "--no-header",
             "--all-groups", "--no-emit-project"],
            cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if exported.returncode:
            raise CommandError(exported.stderr.strip().splitlines()[-1])
        lines = [line.strip() for line in exported.stdout.splitlines() if "==" in line]
        pinned = "".join(f"    {_quoted(line)},\n" for line in sorted(lines))
        text = project.read_text(encoding="utf-8")
        if not _LIST.search(text):
            raise CommandError("pyproject.toml has no list constraint-dependencies under [tool.uv].")
        project.write_text(_LIST.sub(lambda _: f"constraint-dependencies = [\n{pinned}]\n", text), encoding="utf-8")
        self.stdout.write(f"{len(lines)} versions written.")


def _quoted(line: str) -> str:
    return f"'{line}'" if '"' in line else f'"{line}"'
