"""Signals: what ends a block of work in good order, and what must not disturb its end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType


@contextmanager
def signals_end_the_block() -> Iterator[None]:
    """Lets SIGTERM and SIGHUP unwind the program instead of ending it on the spot, unless they are handled already."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    with _handling(dict.fromkeys((signal.SIGTERM, signal.SIGHUP), end), only=signal.SIG_DFL):
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keeps a second, impatient Ctrl-C from leaving the server half stopped."""
    with _handling(dict.fromkeys((signal.SIGINT, signal.SIGTERM, signal.SIGHUP), signal.SIG_IGN)):
        yield


@contextmanager
def _handling(handlers: Mapping[int, object], only: object = None) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():  # Python hears signals there alone
        yield
        return
    before = {
        number: signal.signal(number, handler)  # type: ignore[arg-type]
        for number, handler in handlers.items()
        if only is None or signal.getsignal(number) is only
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
