"""Recognize what is nearly a number: in another notation, with its unit, a range, an estimate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from unicodedata import decimal, normalize

from explainer.model.values.units import BUILT_IN_UNITS, is_currency
from explainer.tables import by_word, read_table

_LONGEST = 80
_YEARS = range(1000, 2101)


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
    if len(numbers) == 2 and not (unit or power) and all(n in _YEARS for n in numbers):
        hint += f' If these are years, write "{numbers[0]}/{numbers[1]}".'
    return what, hint


def _bounds(match: re.Match[str]) -> set[str]:
    """``about``, ``low`` and ``high``, as far as words around the number say so."""
    words = f"{match['before']} {match['behind'] or ''}".casefold()
    found = re.findall(rf"(?<!\w)(?:{_any_of(_BOUNDS)})", words)
    return {_BOUNDS[word] for word in found} | ({"low"} if match["plus"] else set())


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
