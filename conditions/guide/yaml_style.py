"""Values as YAML in the style of the content files: block style, long texts folded, so that git shows what changed.

Whatever is written is read again at once: a style in which a value would not come back the same is not taken.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import yaml

WIDTH = 120
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def mapping(data: Mapping[str, Any], column: int) -> str:
    """The lines of a mapping, its keys at `column`, each line with its end."""
    return "".join(entry(key, value, column) for key, value in data.items())


def entry(key: str, value: Any, column: int) -> str:
    """One key with its value, the key at `column`, with the end of its last line."""
    return f"{' ' * column}{_one_line(key)}:{after_colon(value, column)}\n"


def after_colon(value: Any, column: int) -> str:
    """What stands behind the colon of a key at `column`, without the end of the last line."""
    if isinstance(value, Mapping) and value:
        return "\n" + mapping(value, column + 2).rstrip("\n")
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        flow = f"[{', '.join(map(_in_flow, value))}]" if all(isinstance(item, str) for item in value) else ""
        if flow and column + len(flow) < WIDTH and _comes_back(flow, list(value)):
            return f" {flow}"
        return "\n" + "".join(item(each, column + 2) for each in value).rstrip("\n")
    return f" {_shifted(_scalar(value, WIDTH - column), column)}"


def item(value: Any, column: int) -> str:
    """One item of a list, its dash at `column`, with the end of its last line."""
    if isinstance(value, Mapping) and value:
        lines = mapping(value, column + 2)
        return f"{' ' * column}- {lines[column + 2 :]}"
    return f"{' ' * column}- {_shifted(_scalar(value, WIDTH - column), column)}\n"


def _shifted(words: str, column: int) -> str:
    """A scalar written for column 0, moved to the right: its first line stands behind a key, the others below it."""
    first, *rest = words.split("\n")
    return "\n".join([first, *(f"{' ' * column}{line}" if line else "" for line in rest)])


def _scalar(value: Any, width: int) -> str:
    if isinstance(value, str):
        return _text(value, width)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_quoted(key)}: {_nested(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_nested, value))}]"
    plain = str(value)
    return plain if _comes_back(plain, value) else yaml.safe_dump(value).removesuffix("\n...\n").strip()


def _nested(value: Any) -> str:
    """A value within brackets, which only the figures of a source hold."""
    return _quoted(value) if isinstance(value, str) else _scalar(value, WIDTH)


@lru_cache(maxsize=16384)
def _text(value: str, width: int) -> str:
    return next(words for words in _styles(value, width) if _comes_back(words, value))


def _styles(value: str, width: int) -> Iterator[str]:
    """The ways to write a text, the one that is read most easily first. Signs that do not show are spelled out."""
    if not all(sign == "\n" or _prints(sign) for sign in value):
        pass
    elif "\n" in value:
        lines = "\n".join(f"  {line}" if line else "" for line in value.rstrip("\n").split("\n"))
        yield f"|-\n{lines}" if not value.endswith("\n") else f"|\n{lines}"
    elif len(value) > width - 20:
        wrapped = textwrap.wrap(value, width - 2, break_long_words=False, break_on_hyphens=False)
        yield ">-\n" + "\n".join(f"  {line}" for line in wrapped)
    else:
        yield value
    yield _quoted(value)


def _one_line(value: str) -> str:
    return value if value.isprintable() and _comes_back(value, value) else _quoted(value)


def _in_flow(value: str) -> str:
    return value if value.isprintable() and _comes_back(f"[{value}]", [value]) else _quoted(value)


def _quoted(value: str) -> str:
    """In double quotes, with everything escaped that does not print or that would change on the way."""
    return '"' + "".join(_ESCAPED.get(sign) or (sign if _prints(sign) else _code(sign)) for sign in value) + '"'


def _prints(sign: str) -> bool:
    return sign.isprintable() and not "\ue000" <= sign <= "\uf8ff"


def _code(sign: str) -> str:
    number = ord(sign)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _comes_back(words: str, value: Any) -> bool:
    """Whether YAML reads exactly this value behind a key."""
    try:
        found = yaml.load(f"k: {words}\nz: 1\n", Loader=_LOADER)
    except (yaml.YAMLError, ValueError):
        return False
    return found == {"k": value, "z": 1} and type(found["k"]) is type(value)
