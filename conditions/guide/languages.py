"""The two languages of the site: address code, column suffix, HTML tag, own name. Nobody builds these by hand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language. `code` stands in addresses and settings, `suffix` in columns and documents, `html` in `lang=`."""

    code: str
    suffix: str
    html: str
    own_name: str

    @property
    def is_chinese(self) -> bool:
        return self.html.startswith("zh")


ENGLISH = Language(code="en", suffix="en", html="en", own_name="English")
CHINESE = Language(code="zh-hans", suffix="zh_hans", html="zh-Hans", own_name="简体中文")
LANGUAGES = (ENGLISH, CHINESE)


def language(code: str) -> Language:
    """The language with this address code (`en`, `zh-hans`). Raises KeyError for any other."""
    for candidate in LANGUAGES:
        if candidate.code == code:
            return candidate
    raise KeyError(code)


def other(than: Language) -> Language:
    """The other of the two languages."""
    return CHINESE if than is ENGLISH else ENGLISH


def is_han(character: str) -> bool:
    """Whether this is a 汉字 (CJK unified ideograph, extension A included)."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"
