"""What a person is told when the embedded server cannot do its work."""

from __future__ import annotations


class PostgresError(Exception):
    """The message is one sentence for a person: what failed, where, and what to do about it where we know."""


def reason(output: str) -> str:
    """The line of a program's output that says why it failed: the last one marked as an error, else the last one."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    marked = [line for line in lines if any(mark in line for mark in ("error:", "ERROR:", "FATAL:", "PANIC:"))]
    return (marked or lines or ["it did not say why"])[-1]
