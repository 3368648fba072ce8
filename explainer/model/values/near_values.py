"""Recognize what is nearly a value: a number in another notation or with its unit, a range, an
estimate; a date in another order or in words, a span, a season."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from unicodedata import decimal, normalize

from explainer.edtf import EdtfError, looks_like_edtf, parse_edtf, suggest_edtf
from explainer.model.values.units import BUILT_IN_UNITS, is_currency
from explainer.tables import by_word, read_table

_LONGEST = 80
YEARS = range(1000, 2101)
_WORDS = read_table(Path(__file__).with_name("near_words.toml"))


def _units() -> dict[str, str]:
    """The everyday units by what people write for them."""
    found = by_word(_WORDS["unit"])
    for unit in BUILT_IN_UNITS.values():
        forms = {unit.id, *(form for each in unit.forms.values() for form in each.values())}
        found |= {form.casefold().replace("\u00a0", " "): unit.id for form in forms}
    return found


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_BOUNDS = by_word(_WORDS["bound"])
_POWER_OF = {word: int(power) for word, power in by_word(_WORDS["power"]).items()}
_UNITS = _units()
_SPACES = " \u00a0\u2009\u202f"
_WITHIN = rf"[,.'’_{_SPACES}]"
_NUMBER = (
    rf"[-+−]?(?:\d(?:{_WITHIN}?\d)*+(?:[eE][-+]?\d+|/\d+|[{_SPACES}]?[¼½¾⅐-⅞])?|[¼½¾⅐-⅞]|\.\d+)"
)
_SIGN = r"us\$|[$€£¥₽₸]|[A-Z]{3}(?=[\s\d])"
# These two are compiled when they are first used, which few builds do.
_SHAPE = (
    rf"(?P<before>(?:(?:{_any_of(_BOUNDS)})(?:(?<=[^\w.])|\s)\s*){{0,3}})"
    rf"(?P<sign>{_SIGN})?\s*(?P<spread>±|\+/-)?\s*(?P<one>{_NUMBER})(?:[.,][-–—])?"
    rf"(?:\s*(?P<join>[-–—…±]|\.\.+|\+/-|to|through|and)\s*(?:{_SIGN})?\s*(?P<two>{_NUMBER}))?"
    rf"(?P<gap>\s*)(?:(?P<power>{_any_of(_POWER_OF)})\b\.?\s*)?"
    r"(?P<plus>\+\s*)?(?P<unit>(?!(?:or|at|of|to|and|in|out|by|x)\b)[^\W\d_][^\W_^]*"
    r"(?:[ ^/-][^\W\d_]+|\^\d){0,3}?|[%$€£¥₽₸]|°[CF]?)?"
    rf"(?:\s*(?P<behind>{_any_of(_BOUNDS)}))?"
)
_COMPOUND = (
    rf"(?:\d[\d.,]*\s*(?:{_any_of(_UNITS)}|ft|feet|foot|in|inch|inches|lb|lbs|oz|st|d|cm|mm|g|['\"′″])"
    r"[,\s]*){2,4}"
)
_GROUPED = re.compile(
    rf"(\d{{1,3}}(?P<sep>{_WITHIN})(?:\d{{2,3}}(?P=sep))*\d{{3}}|\d+(?:_\d+)*)(?:[.,](\d+))?"
)
_PLAIN = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?")  # 1e999 would be written out
_FRACTION = re.compile(r"(?:(\d+)\s*)?\b(\d+)[/⁄](\d+)")


def everyday_unit(written: str) -> str:
    """The everyday unit that ``km/h`` or ``kilometres`` means, if the site may use it as it is."""
    unit = _UNITS.get(written.casefold(), "")
    return unit if unit in BUILT_IN_UNITS else ""


def near_number(text: str) -> tuple[str, str] | None:
    """What is wrong with ``1,234``, ``24 m``, ``about 1.5 million`` or ``5-7``, and what to write
    instead; None for a text that nobody would take for a number."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if text[0] in "“„«" and text[-1] in "”“»" and (inner := text[1:-1].strip()):
        quoted = _PLAIN.fullmatch(inner) or near_number(inner)
        return ("is in quotation marks", f"Write {inner} without them.") if quoted else None
    if years := re.fullmatch(r"([12]\d)(\d\d)[-–/](\d\d)", text):
        return "is a span of years", f'Write "{years[1]}{years[2]}/{years[1]}{years[3]}".'
    if re.fullmatch(_COMPOUND, text, re.IGNORECASE):
        return "is in several units", 'Write one number in one of them, with "unit:" under it.'
    match = re.fullmatch(_SHAPE, text, re.IGNORECASE)
    one, two = (_number(match["one"]), _number(match["two"])) if match else (None, None)
    unit = _unit(match) if match else None
    if match is None or one is None or unit is None or (match["two"] and two is None):
        return None
    power = _POWER_OF.get((match["power"] or "").casefold(), 0)
    if text[-1] in "mM" and power and not (match["sign"] or unit):
        power, unit = 0, "metres"
    numbers = [n.scaleb(power) for n in (one, two) if n is not None]
    bounds = _bounds(match)
    under = ['"about: true"'] if "about" in bounds else []
    if match["spread"] or match["join"] in ("±", "+/-"):
        middle, spread = (Decimal(0), *numbers)[-2:]
        ends = [f'"low: {_plain(middle - spread)}"', f'"high: {_plain(middle + spread)}"']
        what, write = "is a range", f"{' and '.join(ends)} instead"
        if two is not None:
            write, under = _plain(middle), under + ends
    elif len(numbers) == 2:
        if numbers[0] > numbers[1]:
            return None  # 2 to 1 is a score
        what = "is a range"
        write = f'"low: {_plain(numbers[0])}" and "high: {_plain(numbers[1])}" instead'
    elif end := bounds & {"low", "high"}:
        what, write = "is an end of a range", f'"{min(end)}: {_plain(numbers[0])}" instead'
        under += ['"open: true"'] if "open" in bounds else []
    else:
        what = "is about a number" if under else "is a number with its unit" if unit else ""
        what, write = (
            what or ("is a number with a word" if power else _notation(match["one"])),
            _plain(numbers[0]),
        )
    under += [f'"unit: {unit}"'] if unit else []
    below = f", and {' and '.join(under)} under it" if under else ""
    hint = f"Write {write}{below}."
    if unit and unit not in BUILT_IN_UNITS:
        hint += " Declare the unit in content/units.yaml."
    if len(numbers) == 2 and not (unit or power) and all(n in YEARS for n in numbers):
        hint += f' If these are years, write "{numbers[0]}/{numbers[1]}".'
    return what, hint


def _bounds(match: re.Match[str]) -> set[str]:
    """``about``, ``low``, ``high`` and ``open``, as far as words around the number say so."""
    words = f"{match['before']} {match['behind'] or ''}".casefold()
    found = re.findall(rf"(?<!\w)(?:{_any_of(_BOUNDS)})", words)
    said = {each for word in found for each in _BOUNDS[word].split()}
    return said | ({"low"} if match["plus"] else set())


def _unit(match: re.Match[str]) -> str | None:
    """The id of the unit, perhaps an undeclared one; "" without any, None if what stands there is
    no unit."""
    words, sign = match["unit"] or "", match["sign"] or ""
    if sign:
        known = _UNITS.get(sign.casefold()) or (sign if is_currency(sign) else None)
        return None if words else known
    if not words or (known := _UNITS.get(words.casefold())):
        return words and known
    if re.fullmatch("[A-Za-z]{1,3}", words) and not words.islower() and match["gap"]:
        return words  # a currency, or GW
    parts = ("before", "join", "power", "plus", "behind")
    most_words = 4 if any(match[part] for part in parts) or " per " in words else 2
    apart = match["gap"] or match["plus"] or match["power"]
    fits = words.islower() and len(words.split()) <= most_words
    return re.sub("[^a-z0-9]+", "-", words) if fits and apart and words.isascii() else None


def _number(text: str | None) -> Decimal | None:
    """The number in another notation; None if it is none."""
    if not text:
        return None
    sign = -1 if text[0] in "-−" else 1
    spaced = re.sub("(?=[¼½¾⅐-⅞])", " ", text.lstrip("-+−"))
    digits = "".join(str(decimal(c, c)) for c in normalize("NFKC", spaced)).strip()
    if fraction := _FRACTION.fullmatch(digits):
        whole, above, below = (int(part or 0) for part in fraction.groups())
        if not above < below < 10_000:
            return None  # 24/7
        value = whole + Fraction(above, below)
        return sign * round(Decimal(value.numerator) / value.denominator, 4).normalize()
    if _PLAIN.fullmatch(digits):
        return sign * Decimal(digits)
    grouped = _GROUPED.fullmatch(digits)
    if grouped is None:
        return None
    together = re.sub(r"\D", "", grouped[1])
    return sign * Decimal(f"{together}.{grouped[3] or ''}")


def _notation(text: str) -> str:
    if re.search(r"[^\x00-\x7f’\u00a0\u2009\u202f]|/", text):
        return "is not written in digits 0 to 9"
    comma = re.fullmatch(r"[-+]?(?:\d+,\d{1,2}|\d+,\d{4,}|\d{4,},\d+)", text)
    return "has a decimal comma" if comma else "has separators between its digits"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text and number == number.to_integral() else text


_MOST_JOINS = 6
_GENERAL = 'Write year-month-day, as in "2022-01-05", or a span, as in "2021-03-23/2021-03-29".'
_MEANT = by_word(_WORDS["date"])
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_NUMERIC = re.compile(
    r"\d{4}-\d{1,2}\b(?!-?\d{3})|(?<![\d.])\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?![\d.])|\d{3}0s\b"
    r"|\d{4}-W\d\d\b"
)
_OTHER_LANGUAGE = re.compile(r"\d{1,2}\.?\s+[^\W\d_]{3,}\.?\s+\d{4}(?:\s+\w+\.?)?")
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_JOIN = re.compile(r"\s*(?:[-–—/]|\b(?:to|until|till|through|and|bis|по)\b)\s*", re.IGNORECASE)
_SPAN_WORDS = re.compile(r"^(?:from|between)\s+|^[A-Za-z]+day,?\s+", re.IGNORECASE)
_QUARTER = re.compile(r"Q([1-4])[ /-]*(\d{4})|(\d{4})[ /-]*Q([1-4])", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})")
# What a date of a month or a day that follows such words is.
_AROUND = (
    (re.compile(r"(?:about|around|circa|ca?\.?)\s*(.+)", re.IGNORECASE), '"{}~"'),
    (re.compile(r"(?:since|from|after)\s+(.+)", re.IGNORECASE), '"{}/.."'),
    (re.compile(r"(?:until|till|before|by)\s+(.+)", re.IGNORECASE), '"../{}"'),
)


def near_date(text: str) -> str | None:
    """What to write instead of ``5 January 2022``, ``6-8 March 2021`` or ``Q1 2021``; None for a
    text that nobody would take for a date."""
    if len(text) > _LONGEST:
        return None
    words = {word.casefold() for word in _TOKEN.findall(text)}
    has_number = any(word.isdigit() for word in words)
    meant = {_MEANT.get(word, "") for word in words if not word.isdigit()}
    is_dated = (
        ("named" in meant and has_number)
        or ("near-years" in meant and _YEAR.search(text))
        or _NUMERIC.search(text)
    )
    suggestion = suggest_date(text) if has_number else ""
    is_date = is_dated and "" not in meant
    if not (suggestion or is_date or _OTHER_LANGUAGE.fullmatch(text)):
        return None
    return f"Write {suggestion}." if suggestion else _GENERAL


def suggest_date(text: str) -> str:
    """The EDTF for a date or span in another form, in quotation marks; both readings of one that is
    ambiguous; an empty string if there is none, or for a span of bare years."""
    text = text.strip()
    timed = re.match(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:", text)
    if single := timed[1] if timed else suggest_edtf(text):
        return f'"{single}"'
    if match := _AMBIGUOUS.fullmatch(text):
        one, _, two, year = match.groups()
        readings = (_date(f"{year}-{month}-{day}") for month, day in ((two, one), (one, two)))
        return " or ".join(f'"{found}"' for found in readings if found)
    if match := re.fullmatch(r"(?:the )?(\d{3})0s", text):
        return f'"{match[1]}0/{match[1]}9"'
    if match := _QUARTER.fullmatch(text):
        quarter, year = int(match[1] or match[4]), match[2] or match[3]
        return f'"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}"'
    for pattern, form in _AROUND:
        if (match := pattern.fullmatch(text)) and "-" in (found := _date(match[1])):
            return form.format(found)
    bare = _SPAN_WORDS.sub("", text)
    if unnamed := suggest_edtf(bare):
        return f'"{unnamed}"'
    joins = [*_JOIN.finditer(bare)]
    parts = ((bare[: join.start()], bare[join.end() :]) for join in joins)
    spans = (_span(*each) for each in parts if len(joins) <= _MOST_JOINS)
    return next((f'"{span}"' for span in spans if span), "")


def _span(first: str, last: str) -> str:
    """The interval between two dates, of which each may lack what the other says: the first its
    end, as in 6-8 March 2021, the last its beginning, as in March 6-8, 2021."""
    heads, tails = (re.split(r"(?<=[\s.,-])(?=\w)", text)[-4:] for text in (first, last))
    firsts = [first, *(f"{first} {''.join(tails[i:])}" for i in range(len(tails)))]
    firsts += [f"{first}{''.join(tails[i:])}" for i in range(1, len(tails))]
    lasts = [last, *("".join(heads[:i]) + last for i in range(1, len(heads)))]
    for start, end in product(map(_date, firsts), map(_date, lasts)):
        if start and end and start < end and "-" in start + end:
            return f"{start}/{end}"
    return ""


def _date(text: str) -> str:
    """The EDTF of a single date in any form that is known, or an empty string."""
    if looks_like_edtf(text) or re.fullmatch(r"\d{4}|\d{4}-\d{1,2}-\d{1,2}", text):
        try:
            return str(parse_edtf(suggest_edtf(text) or text)) if "/" not in text else ""
        except EdtfError:
            return ""
    return suggest_edtf(text) or ""
