"""Keeps the tokens of readers' lists out of every log: in messages, arguments, tracebacks and what hangs on a record.

`configure` stands in settings.LOGGING_CONFIG. From then on every logger of the process, Django's, ours or a package's,
makes `MaskedRecord`s, so that no handler whatever sees a token; `MaskedTokens` on our own handlers sees to the rest.
"""

from __future__ import annotations

import logging
import logging.config
import re
from collections.abc import Mapping
from numbers import Number
from typing import Any

MASK = "[masked]"
# A token is 43 characters, and longer runs may hold one (an escaped address). A part of a token, as of a link that was
# cut off, is known by what stands before it: the address of a list, or the name of its cookie.
_MASKED = re.compile(
    r"[A-Za-z0-9_-]{43,}"
    r"|(?<=/my-list/open/)[^\s/?#'\"<>]+"
    r"|(?<=/shared/)[^\s/?#'\"<>]+"
    r"|(?<=my-list=)[^\s;,]+"
    r"|(?<=my-list['\"]: ['\"])[^'\"]+"
    r"|(?<=<Morsel: my-list=)[^\s;]+"
)


def masked(text: str) -> str:
    """The text, with each token of a list, and each value of its cookie, as `[masked]`."""
    return _MASKED.sub(MASK, text)


class MaskedRecord(logging.LogRecord):
    """A record that holds no token: message and arguments from the start, traceback and stack once they are written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.msg = _quiet(self.msg)
        if isinstance(self.args, Mapping):
            self.args = {name: _quiet(value) for name, value in self.args.items()}
        elif self.args:
            self.args = tuple(_quiet(value) for value in self.args)

    def getMessage(self) -> str:
        """Once more as a whole: an address may be put together from its parts only here."""
        return masked(super().getMessage())

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("exc_text", "stack_info") and isinstance(value, str):
            value = masked(value)
        super().__setattr__(name, value)


class MaskedTokens(logging.Filter):
    """For handlers: also masks what a caller hung on the record by `extra=`, such as Django's `request`."""

    own = frozenset(vars(logging.makeLogRecord({})))  # what every record has

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record pass."""
        for name in vars(record).keys() - self.own:
            setattr(record, name, _quiet(getattr(record, name)))
        if not isinstance(record, MaskedRecord):  # made before `configure`, or handed over by another process
            record.msg, record.args = masked(record.getMessage()), ()
            record.exc_text = masked(record.exc_text) if record.exc_text else record.exc_text
        return True


class _Quiet:
    """Stands for an object in a record, and writes itself as it does, masked."""

    def __init__(self, about: object) -> None:
        self._about = about

    def __str__(self) -> str:
        return masked(str(self._about))

    def __repr__(self) -> str:
        return masked(repr(self._about))


def _quiet(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    return value if value is None or isinstance(value, Number | _Quiet) else _Quiet(value)


def configure(settings: dict[str, Any]) -> None:
    """`logging.config.dictConfig`, and from now on masked records. For settings.LOGGING_CONFIG."""
    logging.setLogRecordFactory(MaskedRecord)
    logging.config.dictConfig(settings)
