"""Read dates in bibliographies, in every form that CSL's tools write."""

from __future__ import annotations

import re
from collections.abc import Sequence as Items

from msgspec import Struct
from msgspec.structs import replace

from explainer.documents.data.nodes import Node, Scalar, Sequence, child, text_at
from explainer.edtf import (
    EdtfDate,
    EdtfError,
    from_date_parts,
    looks_like_edtf,
    parse_edtf,
    suggest_edtf,
)
from explainer.model.shared.fields import squash
from explainer.model.shared.reading import Reader
from explainer.model.sources.csl import is_true

_SEASONS = ("Spring", "Summer", "Autumn", "Winter")
# Months 13 to 16 are citeproc's seasons, 21 to 24 those of EDTF.
_SEASON_OF_MONTH = {first + i: i for first in (13, 21) for i in range(4)}
# 21 to 24, and the same for the north and for the south.
_EDTF_SEASON = re.compile(r"([0-9]{4})-(2[1-9]|3[0-2])")
_WITH_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}.*")
_DAY_OR_MONTH = re.compile(r"(?<![0-9])[0-9]{1,2}(?![0-9])")
_WHOLE = re.compile(r"-?[0-9]{1,6}")
_NOTHING = ("", "null", "0")
_DECADE = re.compile(r"(?:the )?([0-9]{3})(?:0s|[XxUu])")
_CENTURY = re.compile(r"([0-9]{2})[XxUu]{2}")
_SPAN = re.compile(r"([0-9]{4})\s*[-–—]\s*([0-9]{4})")
_ABOUT = re.compile(r"(?:c\.|ca\.|circa|about)\s*(?=[0-9])")
# Where EdtfError says that the year, the month or the day is wrong.
_PART_AT = {0: 0, 5: 1, 8: 2}


class WrittenDate(Struct, frozen=True):
    """A date, with ``words`` if it is more than a calendar date: "Spring 2022", whose ``date`` is
    the year, or "in press", which has no ``date``."""

    date: EdtfDate | None = None
    words: str = ""


def read_csl_date(reader: Reader, node: Node | None) -> WrittenDate:
    """The date in a field whose shape has been validated; an impossible one is reported."""
    if node is None or isinstance(node, Scalar):
        return _read_text(reader, node) if node else WrittenDate()
    parts = node.items if isinstance(node, Sequence) else (node,)
    circa = any(is_true(text_at(part, "circa")) for part in parts)
    listed = child(node, ["date-parts"])
    given = listed.items if isinstance(listed, Sequence) else ()
    ends = [_known(end.items) for end in given if isinstance(end, Sequence)]
    if not any(ends):
        ends = [_known([child(part, [k]) for k in ("year", "month", "day")]) for part in parts]
    if any(ends):
        return _read_parts(reader, ends, circa, [text_at(part, "season") for part in parts])
    for key in ("edtf", "raw"):
        value = child(node, [key])
        if isinstance(value, Scalar) and value.value.strip():
            found = _read_text(reader, value)
            return replace(found, date=_about(found.date)) if circa and found.date else found
    words = squash(text_at(node, "literal") or text_at(node, "season"))
    if match := _DECADE.fullmatch(words):
        return _decade(match)
    return WrittenDate(None, words)


def _read_text(reader: Reader, scalar: Scalar) -> WrittenDate:
    text = scalar.value.strip()
    if match := _WITH_TIME.fullmatch(text):
        text = match[1]
    if match := _EDTF_SEASON.fullmatch(text):
        season = _SEASONS[(int(match[2]) - 21) % 4]
        return WrittenDate(from_date_parts([int(match[1])]), f"{season} {match[1]}")
    if match := _DECADE.fullmatch(text):
        return _decade(match)
    if match := _CENTURY.fullmatch(text):
        text = f"{match[1]}00/{match[1]}99"
    elif match := _SPAN.fullmatch(text):
        text = f"{match[1]}/{match[2]}"
    about = _ABOUT.match(text)
    text = text[about.end() :] if about else text
    try:
        date = parse_edtf(suggest_edtf(text) or text)
        return WrittenDate(_about(date) if about else date)
    except EdtfError as error:
        if not _is_meant_as_date(text):
            return WrittenDate(None, squash(scalar.value))
        reader.report_date(scalar, error)
        return WrittenDate()


def _decade(match: re.Match[str]) -> WrittenDate:
    years = ([int(f"{match[1]}{digit}")] for digit in "09")
    return WrittenDate(from_date_parts(*years), f"{match[1]}0s")


def _read_parts(
    reader: Reader, ends: Items[Items[Scalar]], circa: bool, seasons: Items[str]
) -> WrittenDate:
    """A date or an interval; each of ``ends`` is a year, a month and a day, as far as known."""
    ends = [end for end in ends if end]
    numbers = [_numbers(reader, end) for end in ends]
    if not numbers or not all(numbers):
        return WrittenDate()
    words = _season_words(numbers, seasons)
    if words:
        numbers = [end[:1] for end in numbers]
    try:
        return WrittenDate(from_date_parts(*numbers[:2], circa=circa), words)
    except EdtfError as error:
        hint = error.hint or "Write the year, the month and the day in this order: 2022, 1, 6."
        reader.report("date", _wrong_part(numbers, ends), error.message, hint)
        return WrittenDate()


def _wrong_part(numbers: Items[Items[int]], ends: Items[Items[Scalar]]) -> int | Scalar:
    """The part of a date that does not exist; of two that do, where the later one begins."""
    for end, written in zip(numbers, ends, strict=True):
        try:
            from_date_parts(end)
        except EdtfError as error:
            return written[min(_PART_AT.get(error.offset, 0), len(written) - 1)]
    return ends[-1][0].start


def _numbers(reader: Reader, scalars: Items[Scalar]) -> list[int]:
    """The scalars as numbers; empty if one is not a number, which is reported."""
    for scalar in scalars:
        if not _WHOLE.fullmatch(scalar.value.strip()):
            message = f'"{scalar.value[:40]}" is not a number'
            hint = "A year, a month and a day are written in digits: 2022, 1, 6."
            reader.report("date", scalar, message, hint)
            return []
    return [int(scalar.value) for scalar in scalars]


def _is_meant_as_date(text: str) -> bool:
    """Whether another day or month would make ``text`` a date, as in "30 February 2022"."""
    return looks_like_edtf(text) or suggest_edtf(_DAY_OR_MONTH.sub("1", text)) is not None


def _known(nodes: Items[Node | None]) -> list[Scalar]:
    """The scalars before the first one that is missing or empty."""
    found: list[Scalar] = []
    for node in nodes:
        if not isinstance(node, Scalar) or node.value.strip() in _NOTHING:
            break
        found.append(node)
    return found


def _season_words(numbers: Items[Items[int]], seasons: Items[str]) -> str:
    """The date in words if it names a season: "Spring 2022", "Winter 2021–Spring 2022"."""
    words: list[str] = []
    for index, end in enumerate(numbers):
        season = squash(seasons[index]) if index < len(seasons) else ""
        if len(end) == 2 and end[1] in _SEASON_OF_MONTH:
            season = str(_SEASON_OF_MONTH[end[1]] + 1)
        if season in ("1", "2", "3", "4"):
            season = _SEASONS[int(season) - 1]
        if season:
            words.append(f"{season} {end[0]}")
    return "–".join(words)


def _about(date: EdtfDate) -> EdtfDate:
    start, end = (part and replace(part, approximate=True) for part in (date.start, date.end))
    return EdtfDate(start, end, date.is_interval)
