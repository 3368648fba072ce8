"""Find the figures in a sentence: numbers, dates, shares and counts that need a source.

What is not a figure is hidden first: numbers that are part of a name ("G7", "the 45th Brigade",
"Apollo 11") or say which one ("Article 4", "Room 101"), times of day, addresses, versions,
centuries, decades, and years that only name an event ("the 2010 census"). Each remaining number
is a figure, with its unit, the other end of its range, or the rest of its date. Numbers in words
are found in English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from explainer.checks.prose.number_words import (
    BEFORE_SHARES,
    CHANGES,
    CURRENCIES,
    DEFINITE,
    FRACTIONS,
    LARGE,
    LOCATORS,
    MEASURES,
    MONTHS,
    OPENERS,
    PERCENT,
    PREPOSITIONS,
    RHETORICAL,
    SCALE_SIGNS,
    SCALES,
    SMALL,
    STREETS,
    UNITS,
)
from explainer.checks.prose.segmentation import hide
from explainer.documents.markdown.parsed_text import Span
from explainer.languages.locales import is_english

_HIDDEN = "\x00"
_DIGIT = re.compile(r"\d")
_GROUPED = r"\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?![\d])(?:\.\d+)?"
_NUMERAL = rf"(?:{_GROUPED}|\d+(?:[.,]\d+)*)"
_YEAR = r"(?:1\d|20)\d\d"


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NO_FIGURES = [
    re.compile(pattern)
    for pattern in (
        r"\b(?:https?://|www\.)\S+|(?<!\S)[^\s@]++@\S+|(?<!\S)[\w.-]+\.(?:org|com|net|eu|io)(?:/\S*)?",
        r"\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\b|\b\d+:\d+\b",
        r"\b\w+ o['’]clock\b",
        r"\b(?:24/7|9/11|50[-–/]50|20/20|4x4)\b|\b\d+ ?[x×] ?\d+\b",
        r"\+\d[\d ()\-]{6,}\d",
        # a letter before the digits: G7, COVID-19, PM2.5, H5N1, under-21
        r"\b[^\W\d_]+\d(?:[\w./-]*\w)?"
        r"|(?<![\w-])(?=[^\W\d_]*[A-ZА-ЯЁ])[^\W\d_]++(?:-[^\W\d_]++){0,4}-\d(?:[\w.-]*\w)?",
        r"\b(?:under|over|omega)-\d+s?\b",
        r"(?<![$€£\d.,])\b\d{1,2}[GDK]\b|\b\d+-bit\b",
        r"(?:\bNos?\.|№|#) ?\d+(?:[/–-]\d+)*",
        # only at the start of a run, or each number in it would try the rest again
        r"\b(?<!\d\.)\d+\.\d+(?:\.\d+)+\b(?<!\.\d{4})",
        rf"\b(?:{_any(LOCATORS)})\.? \d+(?:\.\d+)*[a-z]?(?:\(\w+\))*"
        r"(?:(?:, | and | or | to | и |[–-])\d+[a-z]?(?:\(\w+\))*)*\b(?![,.]\d)",
        rf"\b(?:{_any(LOCATORS)}) (?:{_any(['one', *SMALL])})\b",
        rf"\b\d+ (?:[A-Z]\w+ )+(?:{STREETS})\b",
        r"\b\d{1,2}(?:st|nd|rd|th)[- ](?:century|centuries|millennium)\b",
        r"['’]?\b\d{2,4}(?:s\b|-[а-яё]+ год(?:ы|ов|ам|ами|ах)\b|-[её]х\b|-х\b|-е\b)",
        rf"\b\d+(?:st|nd|rd|th)(?: (?!(?:{_any([*MONTHS['en'], *PREPOSITIONS])})\b)|-)[^\W\d_]+"
        r"|\b\d{1,2}(?:st|nd|rd|th) of (?:each|every)\b",
        r"\b\d+[A-Z][a-z]+\b",
        rf"\b(?!{_YEAR}-)\d+-(?:й|я|е|го|му|м|ой|ая|ую|ый|ю)\b(?! (?:{_any(MONTHS['ru'])}))",
        r"\b[Вв]о? (?:[01]?\d|2[0-3])\.[0-5]\d\b(?! раз)",
        r"^\(?\d{1,2}[.)] |\(\d{1,2}\)",
        r"\bso-called \d+%?|\ban? \d{3,}(?=[,.;)]|$)",
        rf"(?:\b(?:[Tt]he|[Aa]n?|[Tt]his|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)|['’]s) {_YEAR}(?:[–-]\d+)?"
        r" (?=[A-Za-z])",
        r"\b[Tt]he ['’“\"]?\d+['’”\"] ",
    )
]
_NAMED = re.compile(
    r"(?:(?P<before>(?<!\w)[^\W\d_]++|[,;]) )?"
    r"(?<!\w)(?P<name>[a-z]?[A-Z]\w*+(?:[ -][A-Z]\w*+){0,4})"
    rf" (?P<number>\d+(?:\.\d+)*)\b(?![,.]\d|:\d| ?{PERCENT}| {SCALE_SIGNS}\b)"
)
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{1,120})[\"”“»]")
_IDIOMS = re.compile(
    r"\b(?:one|two) another\b|\bone and the same\b|\bat sixes and sevens\b|\btwo-way\b"
    r"|\bten to one\b|\bon all fours\b|\bone in a million\b|\ba thousand times\b"
    r"|\b[Hh]alf the (?:battle|story|time|truth)\b|\ba million miles\b",
)


@lru_cache(maxsize=8)
def _figures(language: str) -> re.Pattern[str]:
    """The pattern of a figure in digits, with its unit, range or date."""
    months = _any(MONTHS.get(language.partition("-")[0], MONTHS["en"]))
    ordinal = r"(?:st|nd|rd|th|-?го)?"
    day = rf"\d{{1,2}}{ordinal}(?:[–-]\d{{1,2}}{ordinal})?"
    date = (
        rf"\b{day}(?: of)? (?:{months})\b(?:\.?,? {_YEAR}\b)?"
        rf"|\b(?:{months})\b\.? {day}(?!\d)(?:,? {_YEAR}\b)?"
        rf"|\b(?:{months})\b\.?,? {_YEAR}\b"
    )
    amount = (
        rf"(?:{CURRENCIES} ?)?{_NUMERAL}(?:st|nd|rd|th)?"
        rf"(?:[  ]?{PERCENT}|[-  ]?{SCALE_SIGNS}\b(?: (?:euros|dollars|pounds|people))?)?"
    )
    more = rf"(?:(?: ?[–-] ?| to | or ){amount})?"
    between = rf"(?<=[Bb]etween ){amount} and {amount}"
    years = r"(?: г\.| год\w*)?"
    return re.compile(rf"{date}{years}|(?:{between}|{amount}{more})(?:[  -]?{UNITS}\b)?{years}")


_COUNT = rf"(?:{_any(['one', *SMALL, *LARGE, *SCALES])})"
_IN_WORDS = re.compile(
    rf"\b(?:(?:[Hh]alf )?an? (?=(?:{_any(SCALES)})\b))?{_COUNT}(?:(?:[ -]| and ){_COUNT})*\b"
    rf"|\b(?:[Tt]ens|[Ss]cores|(?:{_any(SCALES)})s)\b(?: of (?:{_any(SCALES)})s\b)?",
    re.IGNORECASE,
)
_SHARES = re.compile(
    rf"\b{_COUNT} (?:in|out of|of every) (?:{_COUNT}|\d+)\b"
    rf"|\b(?:an?|one|{_any(SMALL)})[- ](?:{_any(FRACTIONS)})s?\b(?= of\b)"
    rf"|\b(?:{_any(BEFORE_SHARES)}) (?:an?|one) (?:{_any(FRACTIONS)})\b"
    rf"|\b(?:{_any(SMALL)})[- ](?:thirds|quarters|fourths|fifths|tenths)\b"
    rf"|\b(?:{_any(SMALL[1:])})-?fold\b"
    r"|(?<!other )(?<!first )(?<!second )\bhalf (?:of )?(?:the|its|his|her|their|all|of)\b",
    re.IGNORECASE,
)
_NEXT_WORDS = re.compile(r"[ -]([^\W\d_]+)(?:[ -]([^\W\d_]+))?(?:[ -]([^\W\d_]+))?")
_NEAR = 40
"""How far before a number the word before it is searched for, in code points."""
_LAST_WORD = re.compile(r"([^\W\d_]+)[ \u00a0]$")


def find_figures(text: str, language: str, hidden: Iterable[Span] = ()) -> tuple[Span, ...]:
    """The spans of the figures in a sentence, in order. ``hidden`` are spans that are not searched:
    values of facts, names, code."""
    read = hide(text, (*hidden, *_quoted_titles(text)), _HIDDEN)
    found: list[Span] = []
    if _DIGIT.search(read):
        for pattern in _NO_FIGURES:
            read = pattern.sub(lambda match: _HIDDEN * len(match[0]), read)
        read = hide(read, _names_with_numbers(read), _HIDDEN)
        found += [match.span() for match in _figures(language).finditer(read)]
    if is_english(language):
        found += _in_words(hide(read, found, _HIDDEN))
    return tuple(sorted(found))


def _names_with_numbers(text: str) -> Iterator[Span]:
    """Spans of numbers after a capitalised name, as in "Apollo 11" and "Euro 2024". Names after a
    comma are taken for items of a list. After a preposition or "and", only a year or a version
    belongs to the name ("Armenia 70 and Belarus 500", "in Almaty 26 people died")."""
    for match in _NAMED.finditer(text):
        before, number = match["before"] or "", match["number"]
        is_amount = number.isdecimal() and not re.fullmatch(_YEAR, number)
        is_listed = before in (",", ";")
        is_placed = before.casefold() in PREPOSITIONS and is_amount
        if not (is_listed or is_placed or _is_common(match["name"].split(" ")[-1])):
            yield match.span("number")


def _is_common(word: str) -> bool:
    """Whether a capitalised word is not a name."""
    return word in MONTHS["en"] or word.casefold() in OPENERS | PREPOSITIONS | DEFINITE


def _quoted_titles(text: str) -> Iterator[Span]:
    """Spans of quoted words that all have capitals: "One Hundred Years of Solitude"."""
    for match in _QUOTED.finditer(text):
        words = [word for word in match[1].split() if len(word) > 3 and word[0].isalpha()]
        if len(words) > 1 and all(word[0].isupper() for word in words):
            yield match.span()


def _in_words(text: str) -> Iterator[Span]:
    shares = [match.span() for match in _SHARES.finditer(text)]
    idioms = [match.span() for match in _IDIOMS.finditer(text)]
    yield from shares
    rest = hide(text, (*shares, *idioms), _HIDDEN)
    for match in _IN_WORDS.finditer(rest):
        if _counts(rest, match):
            yield match.span()


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a number in words counts something, rather than naming or structuring it."""
    words = re.split(r"[ -]", match[0].casefold())
    before = _LAST_WORD.search(text, max(0, match.start() - _NEAR), match.start())
    following = _NEXT_WORDS.match(text, match.end())
    after = [word for word in following.groups() if word] if following else []
    hyphen = text[match.end() : match.end() + 1] == "-"
    if match[0][0].isupper() and match.start() > 0 and text[match.start() - 1] not in '"“‘«(':
        return False  # the Thirty Years' War, the Big Three
    if not set(words) <= {"one", *SMALL}:
        return True
    if hyphen or words == ["one"]:
        return hyphen and bool(after) and _singular(after[0]) in MEASURES
    if before and before[1].casefold() in DEFINITE:
        return False
    counted = {_singular(word) for word in after[:2]}
    is_measure = not MEASURES.isdisjoint(counted)
    if words == ["two"] or (before and before[1].casefold() in CHANGES and is_measure):
        return is_measure
    return RHETORICAL.isdisjoint(counted)


def _singular(word: str) -> str:
    word = word.casefold()
    if word in MEASURES or word in RHETORICAL:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ches", "sses")):
        return word[:-2]
    return word.removesuffix("s")
