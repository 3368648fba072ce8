"""Finds the generator's own words in its code, for ``pybabel extract``: those in calls, as Babel
does, and those that stand in tables, whose words are looked up by name."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, TypeAlias

from babel.messages.extract import extract_python

from explainer.figures.maps.atlas import REMARKS, load_atlas
from explainer.resolve.linking.library import INDEXES
from explainer.resolve.linking.linker import ASIDE_NAMES
from explainer.resolve.linking.source_views import KIND_WORDS
from explainer.tables import read_table

Found: TypeAlias = tuple[int, str | None, Any, list[str]]
"""Line, function, message, and comments for translators."""

_DATES = ("about", "since", "until", "since about", "until about")
_CONTEXTS = {
    "day": "Before a day, where some languages have an article.",
    "year": "Before a year alone.",
}
_ABOUT_YEARS = ("years", "about {date}"), "Before two years: 1992–1999."
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")


def _dates() -> Iterator[Found]:
    month = 'Before a month, which stands in the case that "about" asks for.'
    yield 1, "gettext", "about {date}", [month]
    yield 1, "pgettext", _ABOUT_YEARS[0], [_ABOUT_YEARS[1]]
    for words in ("possibly", *_DATES[1:]):
        yield 1, "gettext", f"{words} {{date}}", []
    for words, context in itertools.product(_DATES, _CONTEXTS):
        yield 1, "pgettext", (context, f"{words} {{date}}"), [_CONTEXTS[context]]


def _plain(*words: str) -> list[Found]:
    return [(1, "gettext", each, []) for each in words]


def _tables() -> Mapping[str, list[Found]]:
    """The messages of tables, by the end of the path of the file that has the table."""
    return {
        "languages/dates.py": [*_dates()],
        "linking/source_views.py": _plain(
            *KIND_WORDS, *(f"{season} %(year)s" for season in _SEASONS)
        ),
        "linking/library.py": _plain(*itertools.chain(*INDEXES.values())),
        "linking/linker.py": _plain(*ASIDE_NAMES),
        "maps/countries.json": _plain(*load_atlas().contested),
        f"maps/{REMARKS.name}": _plain(*(each["words"] for each in read_table(REMARKS)["remark"])),
    }


def extract(
    file: IO[bytes], keywords: Mapping[str, Any], tags: list[str], options: dict[str, Any]
) -> Iterator[Found]:
    """The messages of a file, as Babel asks its extractors for them."""
    if file.name.endswith(".py"):
        yield from extract_python(file, keywords, tags, options)  # type: ignore[arg-type]
    yield from _tables().get("/".join(Path(file.name).parts[-2:]), [])
