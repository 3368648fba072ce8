"""Dates in words: "10 January 2022", "about 1992", "6–19 January 2022"."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from explainer.edtf import CalendarDate, EdtfDate
from explainer.languages.catalogues import load_catalogue
from explainer.languages.date_patterns import DateField, DatePattern, DatePatterns, date_patterns

_NO_BREAK = "\u00a0"
_DASH = "–"


@lru_cache(maxsize=4096)  # a site says the same few days over and over
def format_date(date: EdtfDate, language: str, with_year: bool = True) -> str:
    """The date as the language writes it in running text; English without a region is British.

    Without its year, it must be a day or an interval between two days of one year.
    The spaces inside one date, and the one before a dash, are no-break spaces (U+00A0);
    after the spaced dash between two dates, and after "about", the line may break.
    """
    if date.start is None or date.end is None:
        return _format_open(date, language)
    if _qualifiers(date.start) == _qualifiers(date.end):
        return _qualify(date.start, date.end, language, with_year)
    return _between(*(_qualify(end, end, language, with_year) for end in (date.start, date.end)))


def _format_open(date: EdtfDate, language: str) -> str:
    part = date.start or date.end
    assert part is not None, "an interval is never open at both ends"
    word = ("since" if date.start else "until") + (" about" if part.approximate else "")
    text = _put_before(word, part.precision, _format_span(part, part, language, True), language)
    return _put_before("possibly", "", text, language) if part.uncertain else text


def _qualify(start: CalendarDate, end: CalendarDate, language: str, with_year: bool) -> str:
    """The span from ``start`` to ``end``, which have the same qualifiers, after their words."""
    text = _format_span(start, end, language, start.approximate, with_year)
    if start.approximate:
        context = "years" if start.precision == "year" and start != end else start.precision
        text = _put_before("about", context, text, language)
    return _put_before("possibly", "", text, language) if start.uncertain else text


def _put_before(word: str, context: str, text: str, language: str) -> str:
    """``text`` after a word. Contexts "year" and "years" serve languages that add such a noun."""
    template = f"{word} {{date}}"
    catalogue = load_catalogue(language)
    if context in ("year", "years"):
        return catalogue.pgettext(context, template).replace("{date}", text)
    return catalogue.gettext(template).replace("{date}", text)


def _format_span(
    start: CalendarDate, end: CalendarDate, language: str, governed: bool, with_year: bool = True
) -> str:
    """The span from ``start`` to ``end``; what they share is written once. ``governed``: it follows
    a word that takes the case of months within a date."""
    patterns = date_patterns(language)
    if not with_year:
        patterns = replace(patterns, day=patterns.month_day)
    pattern = _pattern_for(start, patterns)
    same_year, same_month = start.year == end.year, start.month == end.month
    if start == end or (
        start.precision == end.precision
        and (
            start.precision == "year" or (same_year and (start.precision == "month" or same_month))
        )
    ):
        return _fill(pattern, patterns, (start, end), governed)
    first, last = pattern, _pattern_for(end, patterns)
    if same_year and start.precision == end.precision == "day":
        if patterns.year_first:
            last = patterns.month_day
        else:
            first = patterns.month_day
    return _between(
        _fill(first, patterns, (start,), governed), _fill(last, patterns, (end,), governed)
    )


def _pattern_for(part: CalendarDate, patterns: DatePatterns) -> DatePattern:
    return {"day": patterns.day, "month": patterns.month, "year": patterns.year}[part.precision]


def _fill(
    pattern: DatePattern, patterns: DatePatterns, ends: tuple[CalendarDate, ...], governed: bool
) -> str:
    """The pattern with the value of each field, or both if the ends differ in it: "6–19"."""

    def value(field: DateField, part: CalendarDate) -> str:
        if field.kind == "y":
            return str(part.year) if part.year > 0 else patterns.before_era.format(-part.year)
        if field.kind == "d":
            return str(part.day).zfill(field.width)
        month = part.month or 1
        if field.width:
            return str(month).zfill(field.width)
        alone = field.kind == "L" and not governed
        return (patterns.months_alone if alone else patterns.months_in_date)[month - 1]

    return "".join(
        field
        if isinstance(field, str)
        else _DASH.join(dict.fromkeys(value(field, part) for part in ends))
        for field in pattern
    ).strip(_NO_BREAK)


def _between(first: str, last: str) -> str:
    return f"{first}{_NO_BREAK}{_DASH} {last}"


def _qualifiers(part: CalendarDate) -> tuple[bool, bool]:
    return part.approximate, part.uncertain
