"""Recognize what is nearly a number: in another notation, with its unit, a range, an estimate."""

from __future__ import annotations

import re
from decimal import Decimal
from unicodedata import decimal, numeric

from explainer.model.values.everyday_units import BUILT_IN_UNITS

_LONGEST = 80
_YEARS = range(1000, 2101)
_ABOUT = (
    "about around approximately approx. approx roughly circa ca. ca c. some nearly almost estimated"
    " est. ~ ≈ etwa rund environ около примерно"
)
_AT_LEAST = (
    "at_least more_than greater_than no_less_than no_fewer_than not_less_than over above minimum"
    " min. from mehr_als plus_de более свыше >= > ≥"
)
_AT_MOST = (
    "at_most no_more_than not_more_than less_than fewer_than up_to under below maximum max."
    " weniger_als moins_de менее до <= < ≤"
)
_BEHIND = {
    **dict.fromkeys(("+", "or more", "at least"), "low"),
    **dict.fromkeys(("or less", "or fewer", "at most"), "high"),
    "or so": "about",
}
_POWERS = {
    **dict.fromkeys(("k", "thousand", "тыс"), 3),
    **dict.fromkeys(("m", "mn", "mln", "mio", "million", "millions", "млн"), 6),
    **dict.fromkeys(("bn", "mrd", "billion", "billions", "млрд"), 9),
    **dict.fromkeys(("tn", "trillion", "trillions"), 12),
}
_SIGNS = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₸": "KZT"}
_ALIASES = """
percent % per_cent pct
metres m meter meters
km kilometre kilometres kilometer kilometers
km2 sq_km km^2
m2 sq_m m^2
kg kilogram kilograms
celsius °c
degrees °
tonnes t
litres l liter liters
hectares ha
hours h hr hrs
minutes min mins
seconds s sec secs
km-h km/h kmh
m-s m/s
USD usd dollar dollars
EUR eur euro euros
GBP gbp pounds
"""


def _units() -> dict[str, str]:
    """The everyday units by what people write for them."""
    found = dict(_SIGNS)
    for line in filter(None, _ALIASES.split("\n")):
        unit, *words = line.split()
        found |= {word.replace("_", " "): unit for word in words}
    for built_in in BUILT_IN_UNITS.values():
        forms = {built_in.id, *(form for each in built_in.forms.values() for form in each.values())}
        found |= {form.casefold().replace("\u00a0", " "): built_in.id for form in forms}
    return found


def _any_of(words: str) -> str:
    return "|".join(re.escape(word.replace("_", " ")) for word in words.split())


_UNITS = _units()
_SPACES = " \u00a0\u2009\u202f"
_WITHIN = rf"[,.'’_{_SPACES}]"
_NUMBER = (
    rf"[-+−]?(?:\d(?:{_WITHIN}?\d)*(?:[eE][-+]?\d+|/\d+|[{_SPACES}]?[¼½¾⅐-⅞])?|[¼½¾⅐-⅞]|\.\d+)"
)
_CURRENCY = r"us\$|[$€£¥₽₸]|[A-Z]{3}(?=[\s\d])"
_SHAPE = re.compile(
    rf"(?:(?:(?P<about>{_any_of(_ABOUT)})|(?P<low>{_any_of(_AT_LEAST)})|(?P<high>{_any_of(_AT_MOST)})"
    r"|between|an)(?:(?<=[^\w.])|\s)\s*){0,3}"
    rf"(?P<sign>{_CURRENCY})?\s*(?P<one>{_NUMBER})"
    rf"(?:\s*(?P<join>[-–—…±]|\.\.+|\+/-|to|through|and)\s*(?:{_CURRENCY})?\s*(?P<two>{_NUMBER}))?"
    rf"(?P<gap>\s*)(?:(?P<power>{'|'.join(sorted(_POWERS, key=len, reverse=True))})\b\.?\s*)?"
    rf"(?P<plus>\+\s*)?(?P<unit>(?!(?:or|at|of|to|and|in|out|by|x)\b)[^\W\d_][^\W_^]*"
    r"(?:[ ^/-][^\W\d_]+|\^\d){0,3}?|[%$€£¥₽₸]|°[CF]?)?"
    rf"(?:\s*(?P<behind>{'|'.join(map(re.escape, _BEHIND))}))?",
    re.IGNORECASE,
)
_GROUPED = re.compile(
    rf"(\d{{1,3}}(?P<sep>{_WITHIN})\d{{3}}(?:(?P=sep)\d{{3}})*)(?:[.,](\d+))?"
    r"|(\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d+))?|(\d+(?:_\d+)+)(?:\.(\d+))?"
)
_ONE_POINT = re.compile(r"\d+\.\d+")


def everyday_unit(written: str) -> str:
    """The everyday unit that ``km/h`` or ``kilometres`` means, if the site may use it as it is."""
    unit = _UNITS.get(written.casefold(), "")
    return unit if unit in BUILT_IN_UNITS else ""


def near_number(text: str) -> tuple[str, str] | None:
    """What is wrong with ``1,234``, ``24 m``, ``about 1.5 million`` or ``5-7``, and what to write
    instead; None for a text that nobody would take for a number."""
    match = _SHAPE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return None
    if years := re.fullmatch(r"([12]\d)(\d\d)[-–/](\d\d)", text):
        return "is a span of years", f'Write "{years[1]}{years[2]}/{years[1]}{years[3]}".'
    one, two = _number(match["one"]), _number(match["two"])
    unit = _unit(match)
    if one is None or unit is None or (match["two"] and two is None):
        return None
    power = match["power"] and match["power"].casefold()
    if power == "m" and not (match["sign"] or unit):
        power, unit = None, "metres"
    factor = Decimal(10) ** _POWERS.get(power or "", 0)
    numbers = [number * factor for number in (one, two) if number is not None]
    behind = "low" if match["plus"] else _BEHIND.get((match["behind"] or "").casefold(), "")
    low, high, about = (bool(match[end]) or behind == end for end in ("low", "high", "about"))
    under = ['"about: true"'] if about else []
    if len(numbers) == 2 and match["join"] in ("±", "+/-"):
        middle, spread = numbers
        what, write = "is a range", _plain(middle)
        under += [f'"low: {_plain(middle - spread)}"', f'"high: {_plain(middle + spread)}"']
    elif len(numbers) == 2:
        if numbers[0] > numbers[1]:
            return None  # 2 to 1 is a score
        what = "is a range"
        write = f'"low: {_plain(numbers[0])}" and "high: {_plain(numbers[1])}" instead'
    elif low or high:
        what, write = (
            "is an end of a range",
            f'"{"low" if low else "high"}: {_plain(one * factor)}" instead',
        )
    else:
        what = "is about a number" if about else "is a number with its unit" if unit else ""
        write = _plain(one * factor)
    what = what or ("is a number with a word" if power else _notation(match["one"]))
    under += [f'"unit: {unit}"'] if unit else []
    below = f", and {' and '.join(under)} under it" if under else ""
    hint = f"Write {write}{below}."
    if unit and unit not in BUILT_IN_UNITS:
        hint += " Declare the unit in content/units.yaml."
    if len(numbers) == 2 and not (unit or power) and all(n in _YEARS for n in numbers):
        hint += f' If these are years, write "{numbers[0]}/{numbers[1]}".'
    return what, hint


def _unit(match: re.Match[str]) -> str | None:
    """The id of the unit, perhaps an undeclared one; "" without any, None if what stands there is
    no unit."""
    words = match["unit"] or ""
    sign = match["sign"] or ""
    if sign and words:
        return None
    if not words:
        return _SIGNS.get(sign.casefold(), sign)
    if known := _UNITS.get(words.casefold()):
        return known
    if re.fullmatch("[A-Za-z]{1,3}", words) and not words.islower() and match["gap"]:
        return words  # a currency, or GW
    parts = ("about", "low", "high", "join", "power", "plus", "behind")
    most_words = 4 if any(match[part] for part in parts) or " per " in words else 2
    apart = match["gap"] or match["plus"] or match["power"]
    fits = words.islower() and len(words.split()) <= most_words
    return re.sub("[^a-z0-9]+", "-", words) if fits and apart and words.isascii() else None


def _number(text: str | None) -> Decimal | None:
    """The number in another notation; None if it is none."""
    if not text:
        return None
    sign = -1 if text[0] in "-−" else 1
    digits = "".join(str(decimal(c, c)) for c in text.lstrip("-+−"))
    whole = digits[:-1].strip() or "0"
    if (digits[-1] in "¼½¾" or "⅐" <= digits[-1] <= "⅞") and whole.isdecimal():
        return sign * (Decimal(whole) + Decimal(str(numeric(digits[-1]))))
    if "/" in digits:
        above, _, below = digits.partition("/")
        if not (above.isdigit() and int(below)):
            return None
        return sign * round(Decimal(above) / Decimal(below), 4).normalize()
    grouped = _GROUPED.fullmatch(digits)
    if grouped and not _ONE_POINT.fullmatch(digits):
        whole, decimals = (
            next(filter(None, grouped.group(*at)), "") for at in ((1, 4, 6), (3, 5, 7))
        )
        digits = re.sub(r"\D", "", whole) + (f".{decimals}" if decimals else "")
    elif re.fullmatch(r"\d+,\d+", digits):
        digits = digits.replace(",", ".")
    # A large exponent would be written out.
    is_number = re.fullmatch(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?", digits)
    return sign * Decimal(digits) if is_number else None


def _notation(text: str) -> str:
    if re.search(r"[^\x00-\x7f’\u00a0\u2009\u202f]|/", text):
        return "is not written in digits 0 to 9"
    return "has a decimal comma" if _is_decimal_comma(text) else "has separators between its digits"


def _is_decimal_comma(text: str) -> bool:
    return bool(re.fullmatch(r"[-+]?\d+,\d+", text)) and not _GROUPED.fullmatch(text.lstrip("-+"))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text and number == number.to_integral() else text
