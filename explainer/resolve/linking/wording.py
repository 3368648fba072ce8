"""Values as the page's language writes them, and texts as plain words.

Nothing else puts a number and its unit together, with signs and words in a language's own order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from html import unescape

from markupsafe import Markup

from explainer.edtf import EdtfDate, from_date_parts
from explainer.languages.catalogues import unmarked
from explainer.languages.dates import format_date
from explainer.languages.numbers import (
    after_scale,
    compact_number,
    format_number,
    minus_sign,
    number_word,
)
from explainer.languages.words import join_words
from explainer.model.facts.claims import Cause
from explainer.model.site.site import Site
from explainer.model.values.units import Unit, is_counted
from explainer.model.values.value import DateValue, Formula, Items, Quantity, Text, Unknown, Value
from explainer.resolve.ledger import Standpoint
from explainer.resolve.published.parts import Day, Fragment, TermLink, ValueSpan

_NO_BREAK = "\u00a0"
_BLANKS = re.compile(r"[ \t\r\n]+")  # a no-break space stays
_UNEVEN = ("\n", "  ", "\t", "\r")
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
# separates two words as a space does
_BREAK = re.compile(r"<br\b[^<>]*>|</(?:p|li|dt|dd|td|th|summary|blockquote|pre)>")


@lru_cache(maxsize=4096)  # a site says the same few days over and over
def day(found: EdtfDate | date, language: str, catalogue: NullTranslations | None = None) -> Day:
    """A date for people and machines; HTML has no machine form for intervals and vague dates, and
    for those before the common era. ``catalogue`` is that of ``format_date``."""
    if not isinstance(found, EdtfDate):
        found = from_date_parts((found.year, found.month, found.day))
    vague = found.is_interval or found.approximate or found.uncertain or str(found)[:1] == "-"
    return Day(format_date(found, language, catalogue=catalogue), "" if vague else str(found))


def cause_words(cause: Cause | None, catalogue: NullTranslations) -> str:
    """How an error arose that a text printed."""
    gettext = catalogue.gettext
    return {
        Cause.TRANSLATION: gettext("an error of translation"),
        Cause.FIRST_DAY: gettext("a report of the first days"),
        Cause.DIGEST: gettext("an error in summing up"),
        Cause.INHERITED: gettext("taken over from another text"),
        Cause.COPY: gettext("an error of copying"),
        None: gettext("cause not known"),
    }[cause]


def write_standpoint(
    standpoint: Standpoint,
    filters: Collection[str] | None,
    site: Site,
    language: str,
    catalogue: NullTranslations,
) -> str:
    """The text of ``{{ fact | filters }}``, without its note and the words for its state."""
    shown, claim = filters or (), standpoint.claim
    if "statement" in shown or standpoint.value is None:
        return standpoint.fact.in_language("statement", language)
    text = write_value(standpoint.value, filters, site, language, catalogue)
    if "as-of" in shown and claim and claim.as_of:
        text = f"{text} ({format_date(claim.as_of, language, catalogue=catalogue)})"
    return text


def write_value(
    value: Value,
    filters: Collection[str] | None,
    site: Site,
    language: str,
    catalogue: NullTranslations,
) -> str:
    """``filters`` say how; with None the value has its unit."""
    shown = filters or ()
    match value:
        case Quantity():
            with_unit = filters is None or "with-unit" in filters
            unit = site.units[value.unit] if value.unit and with_unit else None
            how = {"compact": "compact" in shown, "in_words": "words" in shown}
            return format_amount(value, unit, language, catalogue, **how)
        case DateValue(date):
            return format_date(date, language, "day" not in shown, catalogue)
        case Text(text):
            return text
        case Items(items):
            return join_words([_item(item, site, language) for item in items], language)
        case Unknown(number=True):
            return catalogue.gettext("not known exactly")
        case Unknown() | Formula():
            return catalogue.gettext("not known")


def sign_filters(value: Value, site: Site, language: str) -> tuple[str, ...]:
    """Those that show a value with its unit where that is a sign, as in "€5" and "5%"."""
    unit = site.units[value.unit] if isinstance(value, Quantity) and value.unit else None
    return () if not unit or _is_word(unit.pattern(Decimal(100), language)) else ("with-unit",)


def _item(item: str, site: Site, language: str) -> str:
    """The name of the person or place whose id the item is, else the item itself."""
    entry = site.entries.get(("person", item)) or site.entries.get(("place", item))
    return entry.name_in(language) if entry else item


def format_amount(
    value: Quantity,
    unit: Unit | None,
    language: str,
    catalogue: NullTranslations,
    *,
    compact: bool = False,
    in_words: bool = False,
) -> str:
    """The amount, with ``unit`` if one is given: "about $9,600,000,000", "at least 3 days".

    What stands before the digits, such as a currency, is repeated at both ends of a range.
    ``compact``: "$9.6 billion" where that is the same number. ``in_words``: "six states" where
    there is such a word and the unit is one too, else digits.
    """
    number, low, high = value.number, value.low, value.high
    one_sided = number is None and None in (low, high)
    governed = value.about or one_sided

    def scaled(end: Decimal) -> tuple[str, Decimal] | None:
        return compact_number(end.copy_abs(), language, governed) if compact else None

    deciding = next(each for each in (number, high, low) if each is not None)
    _, plural = scaled(deciding) or ("", deciding)
    pattern = unit.pattern(plural, language, governed) if unit else "{n}"
    before, _, after = pattern.partition("{n}")

    def write(end: Decimal) -> str:
        digits, _ = scaled(end) or (format_number(end.copy_abs(), language), end)
        return _signed(before, minus_sign(language) if end < 0 else "") + digits

    span = _span(low, high, write) if value.is_range else ""
    if number is None:
        text = span
    elif in_words and is_small(value) and _is_word(pattern):
        text = number_word(int(number), language, governed, unit is not None) or write(number)
    else:
        text = f"{write(number)} ({span})" if span and low != high else write(number)
    if plural != deciding:
        after = after_scale(after, language)
    return _qualified(text + after, value, one_sided, catalogue)


def is_small(value: Quantity) -> bool:
    """Whether a number can be written as a word: whole, 0 to 12, no range."""
    number = None if value.is_range else value.number
    return number is not None and number == number.to_integral_value() and 0 <= number <= 12


def _signed(before: str, sign: str) -> str:
    """What stands before the digits, with the sign: "−$", "−US$", but "the level is −"."""
    if "{-}" in before:
        return before.replace("{-}", sign)
    return before + sign if any(map(str.islower, before)) else sign + before


def _span(low: Decimal | None, high: Decimal | None, write: Callable[[Decimal], str]) -> str:
    """A range, set apart where digits do not meet: "200–300", "$200 – $300", "−5 – 3"."""
    ends = [write(end) for end in dict.fromkeys((low, high)) if end is not None]
    digits = all(end[0].isdigit() and end[-1].isdigit() for end in ends)
    return ("–" if digits else f"{_NO_BREAK}– ").join(ends)


def _is_word(pattern: str) -> bool:
    before, _, after = unmarked(pattern).partition("{n}")
    return not before and (after.lstrip(_NO_BREAK)[:1] or "a").isalpha()


def _qualified(text: str, value: Quantity, one_sided: bool, catalogue: NullTranslations) -> str:
    """The amount after its words."""
    gettext = catalogue.gettext
    if value.about:
        text = gettext("about %(number)s") % {"number": text}
    if one_sided:
        least, most = gettext("at least %(number)s"), gettext("at most %(number)s")
        if value.open:
            fewer, less = gettext("fewer than %(number)s"), gettext("less than %(number)s")
            least = gettext("more than %(number)s")
            most = fewer if is_counted(value.unit or "") else less
        text = (most if value.low is None else least) % {"number": text}
    return text


def value_in_words(span: ValueSpan) -> str:
    """A value without markup, with its state and speaker in brackets."""
    return f"{span.text} ({span.caveat})" if span.caveat else span.text


def plain_text(fragment: Fragment) -> str:
    """The words of a fragment, without notes and markup; values keep their state and speaker."""
    pieces: list[str] = []
    for part in fragment.parts:
        if isinstance(part, Markup):
            words = _TAG.sub("", _BREAK.sub(" ", part)) if "<" in part else str(part)
            pieces.append(unescape(words))
        elif isinstance(part, ValueSpan):
            pieces.append(value_in_words(part))
        elif isinstance(part, TermLink):
            pieces.append(part.text)
    text = "".join(pieces)
    if any(blanks in text for blanks in _UNEVEN):
        text = _BLANKS.sub(" ", text)
    return text.strip()
