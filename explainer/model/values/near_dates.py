"""Recognize what is nearly a date: in another order or in words, a span, a season, an estimate."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

from explainer.diagnostics import shortened
from explainer.edtf import EdtfError, looks_like_edtf, parse_edtf, suggest_edtf
from explainer.model.values.written_numbers import QUOTE_FOR_TEXT, ValueProblem
from explainer.tables import by_word, read_table

_LONGEST = 80
_MOST_JOINS = 6
_GENERAL = 'Write year-month-day, as in "2022-01-05", or a span, as in "2021-03-23/2021-03-29".'
_MEANT = by_word(read_table(Path(__file__).with_name("near_words.toml"))["date"])
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


def nearly_a_date(text: str) -> ValueProblem | None:
    """The problem with a text like ``5 January 2022``, ``6-8 March 2021`` or ``Q1 2021``; None for
    one that nobody would take for a date."""
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
    hint = f"Write {suggestion}." if suggestion else _GENERAL
    message = f'"{shortened(text)}" is not written as a date'
    return ValueProblem("value-date", message, f"{hint} {QUOTE_FOR_TEXT}")


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
