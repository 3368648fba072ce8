"""What a text says otherwise than its translation: figures, names, the order of days, opposites, and
whether something is denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    for here, there, is_turned in ((one, other, False), (other, one, True)):
        found = _lacking(here, there)
        if found:
            yield ("not", f'"{found}"') if is_turned else (f'"{found}"', "not")
    names = [finder.find(each.text, each.language) for each in (one, other)]
    for name in (each for each in names[0] if each not in names[1] and each.kind != FULL_NAME):
        for instead in (each for each in names[1] if each not in names[0]):
            is_part = name.name in instead.name or instead.name in name.name
            if instead.kind == name.kind and not is_part:
                yield f'"{name.name}"', f'"{instead.name}"'
    days = [[*_days(each)] for each in (one, other)]
    if days[0] != days[1] and sorted(days[0], key=str) == sorted(days[1], key=str):
        yield f'"{days[0][0]}" first', f'"{days[1][0]}"'
    said, told = (read_said(each.text, each.language) for each in (one, other))
    yield from ((f'"{a}"', f'"{b}"') for a, b in differences(said, told))
    for here, there, is_turned in ((one, other, False), (other, one, True)):
        if (denial := _denial(here)) and not _denial(there, "unlike"):
            yield ("no denial", f'"{denial}"') if is_turned else (f'"{denial}"', "no denial")


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


def _days(of: Written) -> Iterator[Day]:
    """The days of months in a text, in order."""
    for start, end in of.figures:
        days = read_figures(of.text[start:end], of.language).days
        yield from sorted({Day(None, d.month, d.day) for d in days if d.month and d.day}, key=str)


def _denial(of: Written, *others: str) -> str:
    """The word by which a text denies something; of ``others``, too, of which it cannot be told."""
    text = of.text.replace("’", "'")
    idle = find_words("idle negations", of.language)
    found = (find_words(each, of.language) for each in ("negations", *others))
    read = text if others else idle.sub("", text)
    return next((match[0] for each in found if (match := each.search(read))), "")
