"""What the rules find in a working copy, worked out once for the same words: it takes about a second."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from conditions.guide.document import Guide
from conditions.guide.findings import Finding
from conditions.guide.rules import check

KEPT = 64  # guides whose findings stay in memory
_kept: OrderedDict[bytes, list[Finding]] = OrderedDict()
_lock = threading.Lock()


def findings(guide: Guide) -> list[Finding]:
    """Everything that is wrong with a guide, as `rules.check` says it."""
    digest = hashlib.sha256(guide.model_dump_json().encode()).digest()
    with _lock:
        if digest in _kept:
            _kept.move_to_end(digest)
            return _kept[digest]
    found = check(guide)
    with _lock:
        _kept[digest] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found
