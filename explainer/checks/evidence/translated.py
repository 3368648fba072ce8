"""What a text says otherwise than its translation: figures, names, days and their order, opposites,
and whether something is denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from explainer.checks.evidence.names import FULL_NAME, Finder
from explainer.checks.evidence.said import differences, read_said
from explainer.documents.markdown.parsed_text import Span
from explainer.languages.claim_words import find_words
from explainer.languages.figure_days import Day
from explainer.languages.figures import read_figures

_LEAST = 2
"""Numbers up to this one are said in many ways: both, a second, once."""


class Written(NamedTuple):
    """A text, its language, and the places of the figures in it."""

    text: str
    language: str
    figures: Sequence[Span]


def compare(finder: Finder, one: Written, other: Written) -> Iterator[tuple[str, str]]:
    """What a text has, and what a translation has instead, in words for a message."""
    for words in filter(None, (_lacking(one, other), _denying(one, other))):
        yield f'"{words}"', "nothing like it"
    for words in filter(None, (_lacking(other, one), _denying(other, one))):
        yield "nothing like it", f'"{words}"'
    ours, theirs = (finder.find(each.text, each.language) for each in (one, other))
    for name, instead in product((n for n in ours if n not in theirs), theirs):
        is_part = name.name in instead.name or instead.name in name.name
        if instead not in ours and instead.kind == name.kind != FULL_NAME and not is_part:
            yield f'"{name.name}"', f'"{instead.name}"'
    days, told = ([*_days(each)] for each in (one, other))
    if [day for day, _ in days] != [day for day, _ in told] and {*dict(days)} == {*dict(told)}:
        yield f'"{days[0][0]}" first', f'"{told[0][0]}"'
    for day, side in days:
        if side and dict(told).get(day, side) not in ("", side):
            yield f'"{side} {day}"', f'"{dict(told)[day]}"'
    said, known = (read_said(each.text, each.language) for each in (one, other))
    yield from ((f'"{a}"', f'"{b}"') for a, b in differences(said, known))


def _lacking(one: Written, other: Written) -> str:
    """The first figure of a text that another in its place has not."""
    said = read_figures(other.text, other.language)
    parts = {part for day in said.days for part in (day.year, day.month, day.day)} | said.numbers
    for start, end in one.figures:
        read = read_figures(one.text[start:end], one.language)
        numbers = (n for n, _ in read.readings if max(n) > _LEAST and parts.isdisjoint(n))
        days = (each for each in read.days if each.day and each.month)
        lacking = any(numbers) or any(not any(map(day.fits, said.days)) for day in days)
        if lacking and not (read.shares and said.shares):
            return one.text[start:end]
    return ""


def _days(of: Written) -> Iterator[tuple[Day, str]]:
    """The days in a text, in order, each with whether something is before or after it."""
    for start, end in sorted(of.figures):
        days = read_figures(of.text[start:end], of.language).days
        known = {Day(None, d.month, d.day) for d in days if d.month and d.day}
        sides = (
            side
            for side in ("before", "after")
            if find_words(f"{side} days", of.language, at_end=True).search(of.text, 0, start)
        )
        if len(known) == 1:
            yield known.pop(), next(sides, "")


def _denying(one: Written, other: Written) -> str:
    """The word by which a text denies something, where another has none for that."""
    own, theirs = (each.text.replace("’", "'") for each in (one, other))
    own = find_words("idle negations", one.language).sub("", own)
    words = (find_words(each, one.language).search(own) for each in ("negations", "denials"))
    denial = next(filter(None, words), None)
    also = (find_words(each, other.language) for each in ("negations", "denials", "unlike"))
    return denial[0] if denial and not any(each.search(theirs) for each in also) else ""
