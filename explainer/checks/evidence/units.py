"""The units that stand beside numbers, in all the words for them that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from explainer.checks.evidence.held import ALSO_UNSAID
from explainer.languages.figure_words import plain
from explainer.languages.figures import Figures
from explainer.languages.locales import fallback_chain
from explainer.languages.numbers import unit_pattern
from explainer.model.site.site import Site
from explainer.model.values.units import BUILT_IN_UNITS
from explainer.tables import by_word, read_table

Forms: TypeAlias = tuple[tuple[str, str, str], ...]
"""The language, the words and the id of each form of a site's own units."""


_TABLE = read_table(Path(__file__).with_suffix(".toml"))
_CATEGORIES = ("one", "few", "many", "other")
# At most two other words stand between a number and its unit.
_BETWEEN = r"(?:[ \u00a0\u202f(-]*[^\W\d_]+){0,2}?[ \u00a0\u202f(-]*(?<![^\W\d_])"


def other_unit(
    units: Set[str],
    numbers: Set[Decimal],
    said: Iterable[tuple[Figures, str]],
    own: Forms,
    ours: Iterable[tuple[Figures, str]] = (),
) -> str:
    """The word for another unit beside one of the numbers in what is said, each with its language,
    if none of these units is named beside any; else nothing. Where the site's own words, ``ours``,
    name one, only a word right beside the number tells ("500 boats a day" are no days), and none
    of a unit that the site declares, which others may name otherwise."""
    found, by_us = (
        [each for figures, of in texts for each in units_beside(figures, of, own)]
        for texts in (said, ours)
    )
    if any(is_alike(units, named) for _, _, named, _ in found):
        return ""
    if any(is_alike(units, named) for _, _, named, _ in by_us):
        is_declared = not units.isdisjoint(unit for _, _, unit in own)
        found = [each for each in found if each[-1] and not is_declared]
    else:
        found = by_us + found
    others = (word for readings, word, *_ in found if not numbers.isdisjoint(readings))
    return next((word for word in others if len(word) > 1 or not word.isalpha()), "")


def miscounts(said: Iterable[tuple[Figures, str]], figure: Figures, language: str) -> bool:
    """Whether texts count the units of a figure, and none has its number. So a small one is found
    out, which may be said in many ways where its unit is not named: two days, where four are."""
    beside = [each for text, of in said for each in units_beside(text, of, ())]
    for numbers, _, units, _ in units_beside(figure, language, ()):
        counted = [n for n, _, ids, _ in beside if not units.isdisjoint(ids)]
        if max(numbers) <= ALSO_UNSAID and counted and all(map(numbers.isdisjoint, counted)):
            return True
    return False


def units_beside(
    said: Figures, language: str, own: Forms
) -> Iterator[tuple[Set[Decimal], str, Set[str], bool]]:
    """The readings of each number beside a unit, the word for this, all that it may mean, and
    whether no other word is between."""
    ids, pattern = _unit_words(language, own)
    for readings, beside in said.readings:
        if match := pattern.search(beside):
            word = " ".join((match["before"] or match["behind"]).split())
            between = "" if match["before"] else beside[match.start() + 1 : match.start("behind")]
            yield readings, word, ids[word], not between.strip(" \u00a0\u202f(-")


def is_alike(units: Set[str], others: Set[str]) -> bool:
    """Whether what is counted in one of the units may be counted in one of the others."""
    groups = (each.split() for each in _TABLE["alike"])
    alike = (not (units.isdisjoint(group) or others.isdisjoint(group)) for group in groups)
    return not units.isdisjoint(others) or any(alike)


def own_forms(site: Site) -> Forms:
    """The forms of the units that the site declares."""
    own = [unit for unit in site.units.values() if BUILT_IN_UNITS.get(unit.id) is not unit]
    forms = ((unit.id, *each) for unit in own for each in unit.forms.items())
    return tuple((tag, form, unit) for unit, tag, of in forms for form in of.values())


@lru_cache(maxsize=64)
def _unit_words(language: str, own: Forms) -> tuple[Mapping[str, frozenset[str]], re.Pattern[str]]:
    """The words for units with the ids of what each may mean, and what finds them beside numbers,
    as ``Figures`` has it: signs and codes before them, words behind them."""
    tags = (*fallback_chain(language), "und")
    ids: dict[str, set[str]] = {}
    declared = [(form, unit) for tag, form, unit in own if tag in tags]
    for form, unit in (*_forms(tags), *declared):
        word = plain(re.sub("{.}", "", form)).strip(" .\u00a0\u200e\u200f")
        ids.setdefault(" ".join(word.split()), set()).add(unit)
    for part, unit in ((part, unit) for form, unit in declared for part in plain(form).split()):
        ids.get(part, set()).add(unit)  # "tenge" is said of tenge a litre
    longest_first = sorted(filter(None, ids), key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first)
    signs = "|".join(re.escape(word) for word in longest_first if min(ids[word]).isupper())
    of = rf"(?:(?:{either}) (?=(?:{either})(?![^\W_])))?"  # 108 aircraft flights are flights
    behind = rf"\0{_BETWEEN}{of}(?P<behind>{either})(?![^\W_])"
    pattern = rf"(?:^|\W)(?P<before>{signs})\s?\0|{behind}"
    return {word: frozenset(ids[word]) for word in longest_first}, re.compile(pattern)


def _forms(tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        yield from by_word(_TABLE["words"].get(tag, {})).items()
    for unit in BUILT_IN_UNITS.values():
        yield from ((form, unit.id) for tag in tags for form in unit.forms.get(tag, {}).values())
        name, is_measure, _ = unit.cldr.partition("/")
        for width in ("long", "short") if unit.cldr else ():
            cldr = f"{name}/{width}" if is_measure else name
            yield from ((unit_pattern(cldr, each, tags[0]) or "", unit.id) for each in _CATEGORIES)
