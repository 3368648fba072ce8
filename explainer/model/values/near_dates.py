"""Recognize what is nearly a date: in another order or in words, a span, a season, an estimate."""

from __future__ import annotations

import re
from itertools import product

from explainer.edtf import EdtfError, looks_like_edtf, parse_edtf, suggest_edtf
from explainer.model.values.written_numbers import QUOTE_FOR_TEXT, ValueProblem, shown

_LONGEST = 80
_GENERAL = 'Write year-month-day, as in "2022-01-05", or a span, as in "2021-03-23/2021-03-29".'
_MONTH = "jan feb mar apr may jun jul aug sep oct nov dec"
_NAMED = (
    "january february march april june july august september sept october november december"
    " spring summer autumn fall winter century decade bc ad bce ce q1 q2 q3 q4 h1 h2 quarter"
    " mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday"
)
_BESIDE = (
    "the of in on from to until till through and between since before after by about around circa"
    " ca c early mid middle late beginning end start first second third fourth half st nd rd th"
    " s am pm t z at year years"
)
_WITH_YEAR = frozenset(
    (
        *("in", "since", "until", "till", "before", "after", "by", "early", "mid", "middle"),
        *("late", "beginning", "end", "start", "half"),
    )
)
_DATED = frozenset(f"{_MONTH} {_NAMED}".split())
_WORDS = _DATED.union(_BESIDE.split())
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_NUMERIC = re.compile(r"\d{4}-\d{1,2}\b(?!-?\d{3})|\d{1,4}([-/.])\d{1,2}\1\d{1,4}|\d{3}0s\b")
_OTHER_LANGUAGE = re.compile(r"\d{1,2}\.?\s+[^\W\d_]{3,}\.?\s+\d{4}(?:\s+\w+\.?)?")
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_JOIN = re.compile(r"\s*(?:[-–—/]|\b(?:to|until|till|through|and|bis|по)\b)\s*", re.IGNORECASE)
_OPEN = re.compile(r"(since|from|after|until|till|before|by)\s+(.+)", re.IGNORECASE)
_QUARTER = re.compile(r"Q([1-4])[ /-]*(\d{4})|(\d{4})[ /-]*Q([1-4])", re.IGNORECASE)
_ESTIMATE = re.compile(r"(?:about|around|circa|ca?\.?)\s*(.+)", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})")
_SPAN_WORDS = re.compile(r"^(?:from|between)\s+|^[A-Za-z]+day,?\s+", re.IGNORECASE)


def nearly_a_date(text: str) -> ValueProblem | None:
    """The problem with a text like ``5 January 2022``, ``6-8 March 2021`` or ``Q1 2021``; None for
    one that nobody would take for a date."""
    if len(text) > _LONGEST:
        return None
    words = [word.casefold() for word in _TOKEN.findall(text)]
    named = any(word in _DATED for word in words) and any(word.isdigit() for word in words)
    with_year = any(word in _WITH_YEAR for word in words) and _YEAR.search(text)
    known = all(word in _WORDS or word.isdigit() for word in words)
    suggestion = suggest_date(text)
    is_dated = known and (named or with_year or _NUMERIC.search(text))
    if not (suggestion or is_dated or _OTHER_LANGUAGE.fullmatch(text)):
        return None
    hint = f"Write {suggestion}." if suggestion else _GENERAL
    message = f'"{shown(text)}" is not written as a date'
    return ValueProblem("value-date", message, f"{hint} {QUOTE_FOR_TEXT}")


def suggest_date(text: str) -> str:
    """The EDTF for a date or span in another form, in quotation marks; both readings of one that is
    ambiguous; an empty string if there is none, or for a span of bare years."""
    text = text.strip()
    timed = re.match(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:", text)
    single = timed[1] if timed else suggest_edtf(text)
    if single:
        return f'"{single}"'
    if match := _AMBIGUOUS.fullmatch(text):
        one, _, two, year = match.groups()
        readings = [
            found for a, b in ((one, two), (two, one)) if (found := _date(f"{year}-{b}-{a}"))
        ]
        return " or ".join(f'"{found}"' for found in readings)
    if match := re.fullmatch(r"(?:the )?(\d{3})0s", text):
        return f'"{match[1]}0/{match[1]}9"'
    if match := _QUARTER.fullmatch(text):
        quarter, year = int(match[1] or match[4]), match[2] or match[3]
        return f'"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}"'
    if (match := _ESTIMATE.fullmatch(text)) and (found := _date(match[1])) and "-" in found:
        return f'"{found}~"'
    if (match := _OPEN.fullmatch(text)) and (found := _date(match[2])) and "-" in found:
        is_start = match[1].casefold() in ("since", "from", "after")
        return f'"{found}/.."' if is_start else f'"../{found}"'
    bare = _SPAN_WORDS.sub("", text)
    if unnamed := suggest_edtf(bare):
        return f'"{unnamed}"'
    spans = (_span(bare[: join.start()], bare[join.end() :]) for join in _JOIN.finditer(bare))
    return next((f'"{span}"' for span in spans if span), "")


def _span(first: str, last: str) -> str:
    """The interval between two dates, of which each may lack what the other says."""
    month_first = re.fullmatch(r"([A-Za-z]+\.?)\s+\d{1,2}", first)
    year = re.search(r",?\s*(\d{4})$", last)
    lasts = [last, *([f"{month_first[1]} {last}"] if month_first else ())]
    firsts = [first]
    if year:
        month = re.search(r"([A-Za-z]+)\.?,?\s*\d{4}$|^([A-Za-z]+)", last)
        named = month[1] or month[2] if month else ""
        numbers = re.fullmatch(r"\d{1,2}\.(\d{1,2}\.\d{4})", last)
        firsts += [f"{first} {year[1]}", f"{first} {named} {year[1]}", f"{first}, {year[1]}"]
        firsts += [f"{first.rstrip('.')}.{numbers[1]}"] if numbers else []
    elif match := re.match(r"(\d{4}-)(\d{2}-)?\d{2}$", first):
        lasts += [f"{match[1]}{match[2] or ''}{last}", f"{match[1]}{last}"]
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
