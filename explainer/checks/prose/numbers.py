"""Find the figures in a sentence: numbers, dates, shares and counts that need a source.

What is not a figure is hidden first: numbers that are part of a name ("G7", "the 45th Brigade",
"Apollo 11") or say which one ("Article 4", "Room 101"), times of day, addresses, versions,
centuries, decades, and years that only name an event ("the 2010 census"). Each remaining number
is a figure, with its unit, the other end of its range, or the rest of its date. Numbers in words
are found in English only. Two TOML files beside this module hold the patterns and the words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from explainer.checks.prose.segmentation import hide
from explainer.documents.markdown.parsed_text import Span
from explainer.languages.figure_words import figure_words
from explainer.languages.locales import is_english

_HIDDEN = "\x00"
_DIGIT = re.compile(r"\d")
_LISTS, _PATTERNS = (
    tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))
    for name in ("number_words.toml", "number_patterns.toml")
)
_WORDS = {name: frozenset(text.split()) for name, text in _LISTS.items()}


@cache
def _pattern(name: str, months: str = "months_en") -> re.Pattern[str]:
    """A pattern of ``number_patterns.toml``, with the list of names of ``months``."""
    return re.compile(_filled(_PATTERNS[name], months))


def _filled(pattern: str | list[str], months: str) -> str:
    """The pattern with what stands in place of names in braces."""

    def meant(match: re.Match[str]) -> str:
        if part := _PATTERNS.get(match[1]):
            return _filled(part, months)
        lists = months if match[1] == "months" else match[1]
        words = (re.escape(word) for name in lists.split("+") for word in _LISTS[name].split())
        return "|".join(sorted(dict.fromkeys(words), key=len, reverse=True))

    return re.sub(r"\{([a-z_+]+)\}", meant, "".join(pattern))


_NO_FIGURES = [
    re.compile(_filled(pattern, "months_en")) for pattern in _PATTERNS["not_figures"].values()
]
_YEAR = _pattern("year")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{1,120})[\"”“»]")
_NEXT_WORDS = re.compile(r"[ -]([^\W\d_]+)(?:[ -]([^\W\d_]+))?(?:[ -]([^\W\d_]+))?")
_NEAR = 40
"""How far before a number the word before it is searched for, in code points."""
_ORDINAL = re.compile(r"(?i:перв|втор|перш|друг)\w+ $")
"""Before a half that is no amount: the first half of the year."""
_LAST_WORD = re.compile(r"([^\W\d_]+)[ \u00a0]$")


@lru_cache(maxsize=16384)  # several rules ask, and again where a site is checked many times
def find_figures(text: str, language: str, hidden: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    """The spans of the figures in a sentence, in order. ``hidden`` are spans that are not searched:
    values of facts, names, code."""
    read = hide(text, (*hidden, *_quoted_titles(text)), _HIDDEN)
    found: list[Span] = []
    if _DIGIT.search(read):
        for pattern in _NO_FIGURES:
            read = pattern.sub(lambda match: _HIDDEN * len(match[0]), read)
        read = hide(read, _names_with_numbers(read), _HIDDEN)
        months = f"months_{language.partition('-')[0]}"
        figure = _pattern("figure", months if months in _LISTS else "months_en")
        found += [match.span() for match in figure.finditer(read)]
    if is_english(language):
        found += _in_words(hide(read, found, _HIDDEN))
    elif (words := figure_words(language)) and words.shares:
        shares = ((start, end) for start, end, _ in words.shares.find(read.casefold()))
        found += (each for each in shares if not _ORDINAL.search(read, 0, each[0]))
    return tuple(sorted(found))


def is_count(figure: str) -> bool:
    """Whether a figure is in digits, or counts in words: no share, no "tens of thousands"."""
    words = set(re.findall(r"[^\W\d_]+", figure.casefold()))
    counts = _WORDS["one"] | _WORDS["small"] | _WORDS["large"] | _WORDS["scales"]
    return _DIGIT.search(figure) is not None or words <= {*counts, "and", "a", "half"}


def _names_with_numbers(text: str) -> Iterator[Span]:
    """Spans of numbers after a capitalised name, as in "Apollo 11" and "Euro 2024". Names after a
    comma are taken for items of a list. After a preposition or "and", only a year or a version
    belongs to the name ("Norway 70 and Sweden 500", "in Utrecht 26 people swam")."""
    for match in _pattern("named").finditer(text):
        before, number = match["before"] or "", match["number"]
        is_amount = number.isdecimal() and not _YEAR.fullmatch(number)
        is_listed = before in (",", ";")
        is_placed = before.casefold() in _WORDS["prepositions"] and is_amount
        if not (is_listed or is_placed or _is_common(match["name"].split(" ")[-1])):
            yield match.span("number")


def _is_common(word: str) -> bool:
    """Whether a capitalised word is not a name."""
    lists = ("openers", "prepositions", "definite")
    return word in _WORDS["months_en"] or any(word.casefold() in _WORDS[name] for name in lists)


def _quoted_titles(text: str) -> Iterator[Span]:
    """Spans of quoted words that all have capitals: "One Hundred Years of Solitude"."""
    for match in _QUOTED.finditer(text):
        words = [word for word in match[1].split() if len(word) > 3 and word[0].isalpha()]
        if len(words) > 1 and all(word[0].isupper() for word in words):
            yield match.span()


def _in_words(text: str) -> Iterator[Span]:
    shares = [match.span() for match in _pattern("shares").finditer(text)]
    idioms = [match.span() for match in _pattern("idioms").finditer(text)]
    yield from shares
    rest = hide(text, (*shares, *idioms), _HIDDEN)
    for match in _pattern("in_words").finditer(rest):
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
    if not set(words) <= _WORDS["one"] | _WORDS["small"]:
        return True
    if hyphen or words == ["one"]:
        return hyphen and bool(after) and _singular(after[0]) in _WORDS["measures"]
    if before and before[1].casefold() in _WORDS["definite"]:
        return False
    counted = {_singular(word) for word in after[:2]}
    is_measure = not _WORDS["measures"].isdisjoint(counted)
    if words == ["two"] or (before and before[1].casefold() in _WORDS["changes"] and is_measure):
        return is_measure
    return _WORDS["rhetorical"].isdisjoint(counted)


def _singular(word: str) -> str:
    word = word.casefold()
    if word in _WORDS["measures"] or word in _WORDS["rhetorical"]:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ches", "sses")):
        return word[:-2]
    return word.removesuffix("s")
