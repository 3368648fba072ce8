"""Is a value said in the words that it rests on? Numbers, units, dates and names are looked for.

``held`` says MISSING only where it would see the value if it were there; what it cannot read, such
as numbers in words of a language that ``explainer.languages.figure_words`` does not know, it passes
over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import TypeAlias

from explainer.checks.evidence.names import Names, is_named
from explainer.edtf import CalendarDate, EdtfDate
from explainer.languages.figure_words import Day, figure_words, plain
from explainer.languages.figures import Figures, read_figures
from explainer.languages.locales import fallback_chain
from explainer.languages.numbers import unit_pattern
from explainer.model.shared.fields import fold
from explainer.model.site.site import Site
from explainer.model.values.units import BUILT_IN_UNITS
from explainer.model.values.value import DateValue, Items, Quantity, Text, Value
from explainer.tables import by_word, read_table

_IN_WORDS = 20
"""Numbers up to this one are often written in words."""
_FIRST_YEAR = 1500
"""Earlier ones are told from other numbers by nothing."""
ALSO_UNSAID = 2
"""Numbers up to this one are said in many ways: no, a, both."""
_ROUNDED_BY = 10
"""What is off by more than one part in so many is no rounding: 230 is not about 200."""

_NEAR_SHARE = 8
"""What may be said of a third in hundredths: from more than a quarter to about forty."""
_TABLE = read_table(Path(__file__).with_name("units.toml"))
_CATEGORIES = ("one", "few", "many", "other")
# At most two other words stand between a number and its unit.
_BETWEEN = r"(?:[ \u00a0\u202f(-]*[^\W\d_]+){0,2}?[ \u00a0\u202f(-]*(?<![^\W\d_])"


class Held(StrEnum):
    FOUND = "said"
    MISSING = "not said"
    SILENT = "cannot be told"


def held(
    value: Value | None,
    quotes: Sequence[str],
    language: str,
    dated: EdtfDate | None,
    names: Names,
) -> Held:
    """Whether ``quotes``, in a source's ``language``, together say the value.

    ``dated`` is the source's own date: what its *today* and *on Wednesday* mean.
    """
    if not quotes:
        return Held.SILENT
    found = [_held(part, quotes, language, dated, names) for part in parts(value)]
    if Held.MISSING in found:
        return Held.MISSING
    return Held.FOUND if found and Held.SILENT not in found else Held.SILENT


def parts(value: Value | None) -> tuple[Value, ...]:
    """What of a value may be said in different places: the ends of a range, the items of a list.
    None for a value that is nowhere said: an unknown one, a formula."""
    match value:
        case Quantity(unit=unit, about=about):
            return tuple(Quantity(each, unit, about) for each in dict.fromkeys(numbers_of(value)))
        case DateValue(date=date):
            days = dict.fromkeys(end for end in (date.start, date.end) if end)
            return tuple(DateValue(EdtfDate(day, day)) for day in days)
        case Items(items=items):
            return tuple(map(Text, items))
        case Text():
            return (value,)
        case _:
            return ()


def numbers_of(value: Value | None) -> tuple[Decimal, ...]:
    """The numbers of a quantity: its own, and the ends of its range."""
    if not isinstance(value, Quantity):
        return ()
    return tuple(n for n in (value.number, value.low, value.high) if n is not None)


def _held(
    part: Value, quotes: Sequence[str], language: str, dated: EdtfDate | None, names: Names
) -> Held:
    said = [read_figures(quote, language, dated) for quote in quotes]
    match part:
        case Quantity(number=Decimal() as number):
            return _any(holds_number(number, each, language, part.about) for each in said)
        case DateValue(date=EdtfDate(start=CalendarDate(year=year))) if year < _FIRST_YEAR:
            early = any(abs(year) in each.numbers for each in said)
            return Held.FOUND if early else Held.SILENT
        case DateValue(date=EdtfDate(start=CalendarDate() as day)):
            wanted = Day(day.year, day.month, day.day)
            return _any(holds_day(wanted, each, dated) for each in said)
        case Text(text=text):
            return _any(_says(text, quote, language, names) for quote in quotes)
        case _:
            return Held.SILENT


def _any(found: Iterable[Held]) -> Held:
    all_found = set(found)
    return next(each for each in (Held.FOUND, Held.SILENT, Held.MISSING) if each in all_found)


def holds_number(number: Decimal, said: Figures, language: str, about: bool = False) -> Held:
    """Whether a text says the number, or, where it is ``about`` it, one that rounds to it."""
    number, counted = abs(number), said.numbers - said.dated
    if number in counted or (about and any(rounds(n, number) for n in counted)):
        return Held.FOUND
    if said.inexact or number <= ALSO_UNSAID:
        return Held.SILENT
    if (words := figure_words(language)) and words.numbers:
        return Held.MISSING
    in_dates = {n for day in said.days if day.is_likely for n in (day.year, day.month, day.day)}
    others = said.numbers - in_dates
    is_small = number <= _IN_WORDS and number == int(number)
    is_round = len(number.normalize().as_tuple().digits) == 1
    # Whoever has one number of so many digits in digits has the other so, too.
    is_like = any(each.adjusted() == number.adjusted() for each in others)
    in_words = is_small or (is_round and not is_like) or not others
    return Held.SILENT if in_words else Held.MISSING


def holds_share(share: Decimal, said: Figures) -> Held:
    """Whether a text says a share, in hundredths, or one near it; or numbers that may make it."""
    if said.shares is None:
        return Held.SILENT
    if share in said.numbers or any(abs(share - each) < _NEAR_SHARE for each in said.shares):
        return Held.FOUND
    pairs = product(said.numbers, repeat=2)
    made = any(0 < part < whole and abs(100 * part / whole - share) < 2 for part, whole in pairs)
    return Held.SILENT if made else Held.MISSING


def rounds(exact: Decimal, rounded: Decimal) -> bool:
    """Whether ``rounded`` is the exact number with fewer digits, and near it."""
    step = Decimal(1).scaleb(int(rounded.normalize().as_tuple().exponent))
    off = abs(exact - rounded)
    return off * 2 <= step and off * _ROUNDED_BY <= abs(exact)


def holds_day(day: Day, said: Figures, dated: EdtfDate | None = None) -> Held:
    """Whether a text says the day. One that names no day may mean its own."""
    if any(day.fits(each) for each in said.days):
        return Held.FOUND
    own = dated.start if dated else None
    named = any(each.day for each in said.days)
    unnamed = own is not None and not named and day.fits(Day(own.year, own.month, own.day))
    return Held.SILENT if said.unread or unnamed else Held.MISSING


def _says(text: str, quote: str, language: str, names: Names) -> Held:
    """Whether a quotation says a name; a text that is no name may be put in other words."""
    named = is_named(names.get(fold(text), (text,)), quote, language)
    if named is False and fold(text) in names:
        return Held.MISSING
    return Held.FOUND if named else Held.SILENT


Forms: TypeAlias = tuple[tuple[str, str, str], ...]
"""The language, the words and the id of each form of a site's own units."""


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
