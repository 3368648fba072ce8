"""Is a value said in the words that it rests on? Numbers, dates and names are looked for.

``held`` says MISSING only where it would see the value if it were there; what it cannot read, such
as numbers in words of a language that ``explainer.languages.figure_words`` does not know, it passes
over in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import product

from explainer.checks.evidence.names import Names, is_named
from explainer.edtf import CalendarDate, EdtfDate
from explainer.languages.figure_days import Day
from explainer.languages.figure_words import figure_words
from explainer.languages.figures import Figures, read_figures
from explainer.model.shared.fields import fold
from explainer.model.values.value import DateValue, Items, Quantity, Text, Value

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
        case Quantity(number=number, unit=unit, about=about, low=low, high=high):
            numbers = dict.fromkeys(each for each in (number, low, high) if each is not None)
            return tuple(Quantity(each, unit, about) for each in numbers)
        case DateValue(date=date):
            days = dict.fromkeys(end for end in (date.start, date.end) if end)
            return tuple(DateValue(EdtfDate(day, day)) for day in days)
        case Items(items=items):
            return tuple(map(Text, items))
        case Text():
            return (value,)
        case _:
            return ()


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
