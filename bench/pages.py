"""Measures starts, pages and weights on a fresh data folder: `uv run bench/pages.py`."""

from __future__ import annotations

import http.client
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE = "conditions/chronic-migraine/"
PAGES = (
    "privacy/", "", GUIDE, f"{GUIDE}options/", f"{GUIDE}evidence/", f"{GUIDE}claims/", f"{GUIDE}sources/",
    f"{GUIDE}about/", f"{GUIDE}all/", f"{GUIDE}all/?with=zh-hans", "glossary/",
)  # fmt: skip
TIMES = 15


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: str, port: int) -> tuple[subprocess.Popen[str], float]:
    """The running site and the seconds until it said Ready. Raises RuntimeError when it ends before."""
    begun = time.monotonic()
    up = subprocess.Popen(
        [sys.executable, "manage.py", "up", "--data", data, "--port", str(port)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert up.stdout is not None
    for line in up.stdout:
        if line.startswith("Ready"):
            return up, time.monotonic() - begun
    raise RuntimeError("the site did not start")


def stop(up: subprocess.Popen[str]) -> None:
    """Ends the site as Ctrl-C does."""
    up.send_signal(signal.SIGINT)
    up.wait(timeout=30)


def fetch(port: int, path: str, etag: str = "") -> tuple[float, int, str]:
    """Milliseconds, bytes of the body over the wire, and the ETag."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", **({"If-None-Match": etag} if etag else {})})
    response = connection.getresponse()
    size = len(response.read())
    took = (time.perf_counter() - begun) * 1000
    connection.close()
    return took, size, response.getheader("ETag", "")


def main() -> None:
    """Runs everything once and prints a table."""
    with tempfile.TemporaryDirectory() as data:
        Path(data).chmod(0o755)  # our own new folder; the database's user must reach it
        up, first = start(data, free_port())
        stop(up)
        port = free_port()
        up, again = start(data, port)
        try:
            print(f"first start {first:.1f} s, next start {again:.1f} s")
            base = 0.0
            for page in PAGES:
                path = f"/en/{page}"
                _took, size, etag = fetch(port, path)
                median = statistics.median(fetch(port, path)[0] for _ in range(TIMES))
                unchanged = statistics.median(fetch(port, path, etag)[0] for _ in range(TIMES))
                base = base or median
                print(
                    f"{path:<46} {median:6.1f} ms  x{median / base:5.1f}  304 {unchanged:.1f} ms  {size / 1000:.1f} kB"
                )
        finally:
            stop(up)


if __name__ == "__main__":
    main()
