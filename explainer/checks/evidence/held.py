"""Is a value said in the words that it rests on? Numbers, dates and names are looked for.

``held`` says MISSING only where it would see the value if it were there; what it cannot read, such
as numbers in words of a language that ``explainer.languages.figure_words`` does not know, it passes
over in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from explainer.edtf import CalendarDate, EdtfDate
from explainer.languages.figure_words import figure_words, plain
from explainer.languages.figures import Day, Figures, read_figures
from explainer.languages.locales import is_english, script_of
from explainer.model.entries.entry import Entry
from explainer.model.shared.fields import fold
from explainer.model.values.value import DateValue, Items, Quantity, Text, Value

Names: TypeAlias = Mapping[str, tuple[str, ...]]
"""By each of its spellings, folded, all those of a person, a place or a term."""

_IN_WORDS = 20
"""Numbers up to this one are often written in words."""
_FIRST_YEAR = 1500
"""Earlier ones are told from other numbers by nothing."""
_ALSO_UNSAID = 2
"""Numbers up to this one are said in many ways: no, a, both."""
_ALIKE = str.maketrans("єёэіїыґøłđı", "еееииигoldi", "ьъ")
"""One spelling for Russian and Ukrainian names: Путін and Путин. So for Søren and Soren."""
_ROUNDED_BY = 10
"""What is off by more than one part in so many is no rounding: 230 is not about 200."""
_ENDING = re.compile("[аеиоуюяй]+$")
_CHANGES = tuple(
    (re.compile(end), forms)
    for end, forms in (
        ("ив$", "[иое]в"),  # Харків, у Харкові
        ("[кгх]$", "[кгхзсцчжш]"),  # Вербівка, у Вербівці
        ("(?<=..)[ео]([бвдзлмнрстцч])$", r"[ео]?\1"),  # Кравець, Кравця
    )
)
_START, _BETWEEN, _END = r"(?<![^\W\d_])[وبلفك]{0,2}(?:ال)?", r"[\W_]+(?:ال)?", r"(?![^\W\d_])"
_SHORTEST_STEM = 3
_UNSPACED = frozenset(("CJK", "HIRAGANA", "KATAKANA", "THAI"))


class Held(StrEnum):
    FOUND = "said"
    MISSING = "not said"
    SILENT = "cannot be told"


def names_of(entries: Iterable[Entry]) -> Names:
    """The spellings of entries, by each of them. A person is also called by the last name."""
    names: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        spellings = {entry.name, *(name for name, _ in (*entry.aliases, *entry.spellings))}
        spellings |= {name for _, name in entry.names}
        spellings.discard(entry.id)
        if entry.kind == "person" and not entry.organization:
            spellings |= {name.split()[-1] for name in spellings}
        found = tuple(sorted(spellings))
        names |= dict.fromkeys(map(fold, (entry.id, *found)), found)
    return names


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
    number = abs(number)
    if number in said.numbers or (about and any(rounds(n, number) for n in said.numbers)):
        return Held.FOUND
    if said.inexact or number <= _ALSO_UNSAID:
        return Held.SILENT
    if (words := figure_words(language)) and words.numbers:
        return Held.MISSING
    in_dates = {n for day in said.days if day.is_likely for n in (day.year, day.month, day.day)}
    is_small = number <= _IN_WORDS and number == int(number)
    is_round = is_small or len(number.normalize().as_tuple().digits) == 1
    return Held.SILENT if is_round or said.numbers <= in_dates else Held.MISSING


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
    """Whether a quotation says a name, by any of its spellings. Another language with the same
    letters may spell it otherwise, and a text that is no name may be put in other words."""
    spellings, scripts = names.get(fold(text), (text,)), _scripts(quote)
    comparable = [each for each in spellings if _scripts(each) & scripts]
    plainly, english = _letters(quote), is_english(language)
    if any(_name_pattern(each, english).search(plainly) for each in comparable):
        return Held.FOUND
    shorter = (part for each in comparable for part in _shortened(each))
    if any(_name_pattern(part, english).search(plainly) for part in shorter):
        return Held.SILENT
    is_comparable = comparable and (english or "LATIN" not in scripts)
    return Held.MISSING if fold(text) in names and is_comparable else Held.SILENT


def _scripts(text: str) -> frozenset[str]:
    return frozenset(map(script_of, text)) - {""}


def _letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", plain(text).translate(_ALIKE))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _shortened(name: str) -> Iterator[str]:
    """What a long name may be shortened to: Selby Harbour Board to the Harbour Board, 林海燕 to
    林某; the same name in other signs may begin so too."""
    words = name.split()
    if _scripts(name) & _UNSPACED:
        yield name[0]
    yield from map(" ".join, pairwise(words) if len(words) > 2 else ())


@lru_cache(maxsize=4096)
def _name_pattern(name: str, english: bool) -> re.Pattern[str]:
    """Matches the name with the endings that grammar adds, after articles written with it."""
    words = [word.removeprefix("ال") for word in re.findall(r"\w+", _letters(name))]
    if _scripts(name) & _UNSPACED:
        return re.compile("".join(words))
    forms = (word if english else _form(word) for word in words)
    return re.compile(_START + _BETWEEN.join(forms) + _END)


def _form(word: str) -> str:
    """A pattern for the forms of a word: Харків, з Харкова, у Харкові."""
    stem = _ENDING.sub("", word)
    if len(stem) < _SHORTEST_STEM:
        return word
    for changing, forms in _CHANGES:
        stem = changing.sub(forms, stem)
    return stem + r"(?:(?:[аеио][вн])?ск)?\w{0,4}"
