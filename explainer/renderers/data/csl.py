"""Sources as CSL-JSON 1.0.2, an array of items that Zotero, Pandoc and Quarto import.

What CSL has no field for is under ``custom``, which CSL reserves for that. Our own reader of
bibliographies restores the same source from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from explainer.edtf import CalendarDate, EdtfDate
from explainer.model.sources.csl import ATTRIBUTES, OWN, Name
from explainer.model.sources.source import Source

CslValue: TypeAlias = object

_SEASONS = {"Spring": 1, "Summer": 2, "Autumn": 3, "Winter": 4}


def csl_item(source: Source) -> dict[str, CslValue]:
    """The CSL item for a source; empty fields are left out."""
    item: dict[str, CslValue] = {"id": source.key, "type": source.type}
    item["author"] = [_name(name) for name in source.authors]
    item["editor"] = [_name(name) for name in source.editors]
    item |= {field: getattr(source, name) for field, name in ATTRIBUTES.items()}
    item["issued"] = csl_date(source.issued, source.issued_literal)
    item["accessed"] = csl_date(source.accessed)
    item |= {role: [_name(name) for name in names] for role, names in source.roles}
    item |= {name: csl_date(each.date, each.words) for name, each in source.dates}
    item |= dict(source.more)
    item["custom"] = _filled((name, getattr(source, name)) for name in OWN)
    return _filled(item.items())


def csl_date(date: EdtfDate | None, words: str = "") -> dict[str, CslValue]:
    """A CSL date variable: ``date-parts``, with ``circa`` or ``season`` if needed. It is ``raw``
    EDTF for an open end or a qualifier that parts cannot express, and ``literal`` for other
    words."""
    if date is None:
        return {"literal": words} if words else {}
    ends = [end for end in (date.start, date.end if date.is_interval else None) if end]
    if words:
        return _in_season(ends, words)
    is_open = date.is_interval and len(ends) < 2
    circa = all(end.approximate for end in ends)
    if is_open or date.uncertain or (date.approximate and not circa):
        return {"raw": str(date)}
    parts = [[part for part in (end.year, end.month, end.day) if part] for end in ends]
    return {"date-parts": parts, **({"circa": True} if circa else {})}


def _in_season(years: list[CalendarDate], words: str) -> dict[str, CslValue]:
    """The date for words such as "Spring 2022"; other words become ``literal``. A season is a field
    beside its year; in a range, the seasons are months 21 to 24."""
    seasons = [part.rpartition(" ") for part in words.split("–")]
    if [year for _, _, year in seasons] != [str(each.year) for each in years]:
        return {"literal": words}
    if len(years) == 1:
        season = seasons[0][0]
        circa = {"circa": True} if years[0].approximate else {}
        return {"date-parts": [[years[0].year]], "season": _SEASONS.get(season, season), **circa}
    numbers = [_SEASONS.get(season) for season, _, _ in seasons]
    if None in numbers:
        return {"literal": words}
    months = [20 + number for number in numbers if number]
    return {"date-parts": [[each.year, month] for each, month in zip(years, months, strict=True)]}


def _name(name: Name) -> dict[str, CslValue]:
    if name.literal:
        return {"literal": name.literal}
    return _filled((("family", name.family), ("given", name.given)))


def _filled(items: Iterable[tuple[str, CslValue]]) -> dict[str, CslValue]:
    return {key: value for key, value in items if value}
