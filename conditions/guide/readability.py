"""How easy a text reads: English by Flesch-Kincaid, Chinese by characters to a sentence; punctuation of both.

English: grade 8 is the limit and 6 the aim, for each part (docs/rules.md, RD-1). A glossary term, a medicine (all
medicines are glossary terms) or a proper name counts as one word of two syllables. Chinese: 25 汉字 to a sentence on
average, none over 45, clauses of about 13 (RD-2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import textstat

from conditions.guide.languages import is_han

ENGLISH_LIMIT = 8.0
CHINESE_MEAN_LIMIT = 25.0
CHINESE_LONGEST = 45

_STAND_IN = "water"  # two syllables, one word
_SENTENCE_END = re.compile(r"[。！？；\n]")
_CLAUSE_END = re.compile(r"[。！？；，：\n]")


@dataclass(frozen=True)
class English:
    """Flesch-Kincaid grade of a text, and how many words it counts."""

    grade: float
    words: int


@dataclass(frozen=True)
class Chinese:
    """汉字 to a sentence and to a clause on average, the longest sentence, and the number of sentences."""

    mean: float
    clause: float
    longest: int
    longest_sentence: str
    sentences: int


def english(text: str, terms: Iterable[str] = ()) -> English:
    """Measures running English. `terms` are the names that count as two syllables, longest matched first."""
    return _english(text, tuple(sorted({t for t in terms if t.strip()}, key=lambda term: (-len(term), term))))


@lru_cache(maxsize=256)  # the rules, the meter and the desk ask of the same parts
def _english(text: str, terms: tuple[str, ...]) -> English:
    plain = _any_of(terms).sub(_STAND_IN, text) if terms else text
    # a name of several capitalised words inside a sentence is one name; one that opens a sentence is left as it is
    plain = re.sub(r"(?<=[a-z,;:] )(?:[A-Z][\w’'-]*)(?: (?:of |and )?[A-Z][\w’'-]*)*", _STAND_IN, plain)
    plain = re.sub(r"(?<=\d)[.,](?=\d)", "", plain)  # the point in 3.5 ends no sentence
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    plain = " ".join(line if line[-1] in ".!?" else line + "." for line in lines)
    if not plain:
        return English(0.0, 0)
    return English(round(float(textstat.flesch_kincaid_grade(plain)), 1), int(textstat.lexicon_count(plain)))


@lru_cache(maxsize=64)
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these names, in the singular or the plural; where two begin at one place, the first given."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, terms))})(?:s|es)?(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def chinese(text: str) -> Chinese:
    """Measures running Chinese. Only 汉字 count; a sentence ends at 。！？； or at the end of a line."""
    sentences = [s for s in _SENTENCE_END.split(text) if han(s)]
    clauses = [c for c in _CLAUSE_END.split(text) if han(c)]
    if not sentences:
        return Chinese(0.0, 0.0, 0, "", 0)
    total = sum(han(s) for s in sentences)
    longest = max(sentences, key=han)
    return Chinese(round(total / len(sentences), 1), round(total / len(clauses), 1), han(longest), longest.strip(),
                   len(sentences))  # fmt: skip


def han(text: str) -> int:
    """The number of 汉字 in a text."""
    return sum(map(is_han, text))


def english_words(text: str) -> int:
    """The number of words in an English text."""
    return len(re.findall(r"[\w’'-]+", text))


_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_FULL = "，。；：？！、（）"
# what is wrong, and how it is found; each is looked for in Chinese text (docs/rules.md, ZH-03 to ZH-09)
_CHINESE_SIGNS = (
    ("half-width punctuation", re.compile(rf"[{_HAN}”）][,;:?!]|[,;:?!](?=[{_HAN}“（])")),
    ("half-width full stop", re.compile(rf"[{_HAN}”）]\.(?!\d)")),
    ("half-width brackets", re.compile(rf"[{_HAN}]\s?\(|\(\s?[{_HAN}]|[{_HAN}]\)")),
    (
        "a typed space between 汉字 and Latin or digits",
        re.compile(rf"[{_HAN}{_FULL}] +[A-Za-z0-9]|[A-Za-z0-9%] +[{_HAN}{_FULL}]"),
    ),
    ("a typed space between 汉字", re.compile(rf"[{_HAN}{_FULL}] +[{_HAN}{_FULL}]")),
    ("straight or corner quotes", re.compile(rf"[{_HAN}，。：]\"|\"[{_HAN}]|[「」『』]|[{_HAN}]'|'[{_HAN}]")),
    ("a dash that is not ——", re.compile(rf"(?<!—)—(?!—)|[{_HAN}]--|[{_HAN}]–[{_HAN}]")),
    ("an ellipsis that is not ……", re.compile(r"\.\.\.|(?<!…)…(?!…)|。。")),
    ("an exclamation mark", re.compile("[！!]")),
)
_ENGLISH_SIGNS = (
    ("full-width punctuation", re.compile("[，。；：？！（）、]")),
    ("Chinese words", re.compile(rf"[{_HAN}]")),
    ("an exclamation mark", re.compile("!")),
)


def chinese_signs(text: str) -> list[tuple[str, str]]:
    """What is wrong with the punctuation of a Chinese text, as (what, the passage). Markup is no part of the text."""
    return _signs(text, _CHINESE_SIGNS)


def english_signs(text: str) -> list[tuple[str, str]]:
    """What is wrong with the punctuation of an English text, as (what, the passage)."""
    return _signs(text, _ENGLISH_SIGNS)


def _signs(text: str, signs: Iterable[tuple[str, re.Pattern[str]]]) -> list[tuple[str, str]]:
    found = []
    for what, pattern in signs:
        match = pattern.search(text)
        if match:
            found.append((what, text[max(0, match.start() - 12) : match.end() + 12].replace("\n", " ")))
    return found
