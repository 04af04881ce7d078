"""The rules on words: a figure names its source, forbidden words and forms, reading level, punctuation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from conditions.guide import readability
from conditions.guide.document import Guide, Text
from conditions.guide.findings import Finding, error, notice
from conditions.guide.languages import CHINESE, ENGLISH, LANGUAGES, Language
from conditions.guide.markup import Citation, TermLink, passages, words
from conditions.guide.places import PARTS, Place, walk

# Forms that never stand as our own words, with what to write instead. Adverts that we quote are left out.
_FORBIDDEN: dict[Language, tuple[tuple[str, str], ...]] = {
    ENGLISH: (
        (r"\b(?:1|one) in (?:\d|a |two|three|four|five|six|seven|eight|nine|ten|twenty|fifty)",
         "“n out of 100” (RC-03)"),
        (r"\d\s?%|\bper ?cent\b", "“n out of 100” (RC-01)"),
        (r"\bNNT\b|number needed to", "a difference in people (RC-06)"),
        (r"\bminus\b|\bdivided by\b|\bmultipl(?:y|ied)\b", "the result itself (RC-16)"),
        (r"breakthrough|miracle|wonder cure|revolutionary|cutting-edge", "what was done and found"),
        (r"\bno side effects\b", "which harms were seen, and in how many people"),
    ),
    CHINESE: (
        (r"分之一|百分之", "“每100人中有n人” (RC-03)"),
        # 每100人中有1人 and 每1000人中有1人 are our own form
        (r"每(?!100人|1000人)\d+人.{0,4}(?<!\d)1人", "“每100人中有n人” (RC-03)"),
        (r"\d\s?[%％]", "“每100人中有n人” (RC-01)"),
        (r"减少.{0,4}倍", "“从……降到……” (ZN-07)"),
        (r"乘以|相减|除以", "算好的结果 (RC-16)"),
        (r"根治|奇迹|显著|疗效确切|突破性|国际领先|有望|无副作用|没有副作用|先进疗法", "做了什么、发现了什么"),
        (r"[^很不]可能性?(?:极大|很大)", "数字"),
    ),
}  # fmt: skip
# Words that every reader takes differently: never without a number in the same sentence (RC-11)
_FREQUENCY_WORDS: dict[Language, re.Pattern[str]] = {
    ENGLISH: re.compile(r"\b(?:rare|rarely|common|commonly|likely|unlikely|frequently|seldom)\b", re.IGNORECASE),
    CHINESE: re.compile("罕见|常见|偶见|大概率|极少"),
}
_RELATIVE: dict[Language, re.Pattern[str]] = {
    # “twice a day” and “half as many days” compare no two groups
    ENGLISH: re.compile(
        r"\b(?:twice|half|(?:\d|two|three|four|five|six|ten|half) times)"
        r" (?:as (?:likely|often|common|frequent|high)|the (?:risk|rate|chance|usual)|higher|lower|more|less)\b"
        r"|\b(?:doubl|halv)(?:e|es|ed|ing) the (?:risk|rate|chance)",
        re.IGNORECASE,
    ),
    CHINESE: re.compile(r"[0-9一二两三四五六七八九十]倍"),
}
_PEOPLE = {ENGLISH: r"\d+ (?:out of|of|in) \d+", CHINESE: r"(?<![每\d])\d+人(?![中里])"}  # 100人中有61人 is one number
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？；])|\n")
# Digits that are no figures: dates, years, editions, register numbers, telephone numbers, names of substances
_NO_FIGURE = re.compile(
    r"\b(?:19|20)\d\d\b(?! ?(?:people|adults|children|women|人|名|例|位))(?:[年-]\d{0,2}[月-]?\d{0,2}日?)?"
    r"|(?:19|20)\d\d年(?:\d+月)?(?:\d+日)?|\d+月(?:\d+日)?"
    r"|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|(?<![A-Za-z])(?:NCT|ISRCTN|ACTRN|ChiCTR)[A-Za-z0-9]+|第\d+版|[Ee]dition \d+"
    r"|IL-\d+|HIT-6|(?<![A-Za-z0-9])[A-Z]{2,}\d+|第\d+步|[A-Za-z]+-\d+"
)
# What is not of the small syntax and would be a danger anywhere else: elements, comments, addresses, scripts
_FOREIGN = re.compile(
    r"</?[a-z][a-z0-9-]*[\s/>]|<!--|\b[a-z][a-z0-9+.-]{1,15}://\S*|\bwww\.\S+|\b(?:java|vb)script:|\bdata:[a-z]+/",
    re.IGNORECASE | re.ASCII,  # so that an address right behind a 汉字 is found too: to Unicode both are one word
)
# Texts whose own row names the source that vouches for all of it, shown right beside it
_VOUCHED = re.compile(
    r"^options/[^/]+/(?:outcomes|harms)/|^studies/|^trials/|^about/|^questions/[^/]+/(?:clear|warning)"
)


def check(guide: Guide) -> Iterator[Finding]:
    """All findings about the words of a guide."""
    names = term_names(guide)
    for place, text in walk(guide):
        for language in LANGUAGES:
            written = text.in_language(language)
            if written.strip():
                yield from _passage(place, written, language, names[language])
    yield from _reading_level(guide)


def term_names(guide: Guide) -> dict[Language, dict[str, str]]:
    """The shown name of each term, by language and id."""
    return {language: {term.id: term.term.in_language(language) for term in guide.terms} for language in LANGUAGES}


def as_read(written: str, names: dict[str, str]) -> str:
    """The words that a reader meets, one line a passage."""
    return words(written, names)


def _passage(place: Place, written: str, language: Language, names: dict[str, str]) -> Iterator[Finding]:
    read = as_read(written, names)
    where = f"{place.path} ({language.own_name})"
    signs = readability.chinese_signs if language is CHINESE else readability.english_signs
    for what, passage in signs(read):
        yield error(where, f"It has {what}: “{passage}”.", "Mend the sign on disk; tools change it silently.")
    if foreign(written):
        yield error(where, "It holds markup or an address.", "Use the small syntax: *…*, [[term]], [@source].")
    broken = broken_link(written)
    if broken:
        yield error(where, f"A link is shown as typed: “{broken}”.", "Write [[term]], [[term|words]] or [@source].")
    if place.kind == "quoted" or place.part in ("sources",):
        return
    ours = re.sub(r"“[^”]*”", "“”", read)  # what somebody else says stands in quotation marks
    for form, instead in _FORBIDDEN[language]:
        match = re.search(form, ours, re.IGNORECASE)
        if match:
            yield error(where, f"It says “{match[0]}”.", f"Write {instead}.")
    if place.kind != "running":
        return
    for sentence in _SENTENCE.split(read):
        match = _FREQUENCY_WORDS[language].search(sentence)
        if match and not re.search(r"\d", sentence):
            yield error(where, f"“{match[0]}” stands without a number.", "Give the number in the sentence (RC-11).")
    if not _VOUCHED.match(place.path):
        yield from _figures(where, written)
    for passage in read.splitlines():
        if relative_alone(passage, language):
            yield notice(where, f"A relative figure stands alone: “{passage[:60]}”.", "Give both numbers (RC-05).")


def foreign(written: str) -> str:
    """The first passage that is markup or an address, which the small syntax does not have; empty when none is."""
    found = _FOREIGN.search(written)
    return found[0].strip() if found else ""


def broken_link(written: str) -> str:
    """The first link that does not parse, with a few signs around it; empty when there is none."""
    read = words(written)
    broken = re.search(r"\[\[|\]\]|\[@", read)  # a link that parses is gone from what is read
    return read[max(0, broken.start() - 12) : broken.end() + 12] if broken else ""


def _figures(where: str, written: str) -> Iterator[Finding]:
    for passage in passages(written):
        if any(isinstance(inline, Citation) for inline in passage):
            continue
        plain = "".join(inline.words for inline in passage if not isinstance(inline, Citation | TermLink))
        if has_figure(plain):
            yield error(where, f"A figure names no source: “{plain[:60]}”.", "Put [@source] in its paragraph.")


def has_figure(plain: str) -> bool:
    """Whether a text holds a figure: digits that are no date, edition, id or telephone number."""
    return bool(re.search(r"\d", without_dates(plain)))


def without_dates(plain: str) -> str:
    """The text without digits that are no figures: dates, years, editions, register numbers, names of substances."""
    return _NO_FIGURE.sub("", plain)


def relative_alone(passage: str, language: Language) -> bool:
    """Whether a passage gives a relative figure without two numbers of people beside it (RC-05)."""
    return bool(_RELATIVE[language].search(passage)) and len(re.findall(_PEOPLE[language], passage)) < 2


def running_text(guide: Guide, language: Language) -> dict[str, str]:
    """The running sentences of each part as a reader meets them: what reading level is measured on."""
    names = term_names(guide)[language]
    lines: dict[str, list[str]] = defaultdict(list)
    for place, text in walk(guide):
        written = text.in_language(language)
        if place.kind == "running" and written.strip():
            lines[place.part].append(as_read(written, names))
    return {part: "\n".join(lines[part]) for part in PARTS if lines[part]}


def measures(guide: Guide) -> dict[str, tuple[readability.English, readability.Chinese]]:
    """Reading level of each part in both languages."""
    english, chinese = running_text(guide, ENGLISH), running_text(guide, CHINESE)
    names = list(term_names(guide)[ENGLISH].values())
    return {
        part: (readability.english(english.get(part, ""), names), readability.chinese(chinese.get(part, "")))
        for part in PARTS
        if part in english or part in chinese
    }


def _reading_level(guide: Guide) -> Iterator[Finding]:
    for part, (english, chinese) in measures(guide).items():
        if english.grade > readability.ENGLISH_LIMIT:
            yield error(part, f"English reads at grade {english.grade}.", "Split sentences, take shorter words.")
        if chinese.mean > readability.CHINESE_MEAN_LIMIT:
            yield error(part, f"Chinese has {chinese.mean} 汉字 to a sentence.", "Split the long ones.")
    names = term_names(guide)[CHINESE]
    for place, text in walk(guide):
        if place.kind == "running":
            chinese = readability.chinese(as_read(text.zh_hans, names))
            if chinese.longest > readability.CHINESE_LONGEST:
                yield error(
                    f"{place.path} ({CHINESE.own_name})",
                    f"A sentence has {chinese.longest} 汉字: “{chinese.longest_sentence[:30]}……”.",
                    f"Keep it to {readability.CHINESE_LONGEST}.",
                )


__all__ = ["Text", "as_read", "check", "has_figure", "measures", "relative_alone", "running_text", "term_names"]
