"""The generator is made for nobody's subject: it holds nothing of the sites in this repository.

Searched are their titles, ids, keys, names and sentences; passed over are what names countries and
languages, and the maps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.sites import ROOT

SITES = (ROOT / "content", *sorted(ROOT.glob("examples/*/content")))
GENERATOR = ("explainer", "templates", "assets", "docs/schemas")
TEXTS = (".py", ".toml", ".json", ".md", ".html", ".xml", ".js", ".css", ".svg", ".txt", ".po")
PASSED_OVER = (
    *("explainer/languages/country_names", "explainer/figures/maps/", "assets/fonts/"),
    "explainer/model/values/everyday_units.json",  # the forms of words
)
ANYBODYS = frozenset(
    (
        *("Article 2", "Article 4", "CC BY 4.0", "Creative Commons Attribution 4.0"),
        *("2022", "about-us", "corrections-policy", "how-many", "how-high"),
    )
)
"""Names in a site's content that are in anybody's: of articles, licences and habits."""
LONG = 8
"""So many words of a row are a sentence of somebody, and no turn of speech."""
NAME = re.compile(
    r"\b(?:name|title|term|label|short|publisher)(?:\.\w+)?: *(\"[^\"\n]+\"|'[^'\n]+'|[^,}\n]+)"
)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def texts_in(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (*TEXTS, ".yaml"):
            text = path.read_text(encoding="utf-8")
            yield (
                path,
                re.sub(r"^#.*$", "", text, flags=re.MULTILINE) if path.suffix == ".yaml" else text,
            )


def names_in(path: Path, text: str) -> Iterator[str]:
    """The titles, ids, keys and names in a content file that are not one plain word."""
    found = [match.strip("\"' ") for match in NAME.findall(text)]
    if path.suffix == ".md":
        found += [path.stem, *re.findall(r"\{#([^}\s]+)\}", text)]
    elif path.parent.name == "sources":
        found += re.findall(r"\bid: *([\w.:/+-]+)", text)
    else:
        found += re.findall(r"^([\w.-]+):", text, re.MULTILINE)
    of_places = path.stem in ("people", "places")
    yield from (
        name
        for name in found
        if (re.search(r"\w\W+\w|[a-z]\d", name) or (of_places and name[:1].isupper()))
        and len(name) > 4
        and not TRANSLATED.fullmatch(name)
    )


# A field of the format, in a language.
TRANSLATED = re.compile(r"[a-z_]+\.(?:de|ru|uk)")


def words_of(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


@cache
def parts_of(name: str) -> tuple[str, ...]:
    return tuple(words_of(name))


def rows_of(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[at:] for at in range(LONG)), strict=False))


@cache
def what_sites_hold() -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    names, rows = set[str](), set[tuple[str, ...]]()
    for path, text in (each for site in SITES for each in texts_in(site)):
        names.update(names_in(path, text))
        rows.update(rows_of(words_of(text)))
    return frozenset(names - ANYBODYS), frozenset(rows)


def held(text: str) -> list[str]:
    """The names and rows of words that a text of the generator shares with the sites."""
    names, rows = what_sites_hold()
    words = words_of(text)
    known = set(words)
    near = (name for name in names if known.issuperset(parts_of(name)) and name in text)
    whole = (name for name in near if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text))
    return sorted((*whole, *(" ".join(row) for row in rows & rows_of(words))))


@pytest.mark.parametrize("folder", GENERATOR)
def test_nothing_of_a_site_stands_in_the_generator(folder: str) -> None:
    found = {
        path.relative_to(ROOT).as_posix(): shared
        for path, text in texts_in(ROOT / folder)
        if not path.relative_to(ROOT).as_posix().startswith(PASSED_OVER) and (shared := held(text))
    }
    assert found == {}


def test_what_is_searched_for_is_found() -> None:
    """A search that finds nothing anywhere would pass too."""
    names, rows = what_sites_hold()
    assert len(names) > 500
    for path, text in texts_in(SITES[0] / "explainers"):
        assert path.stem in names or "-" not in path.stem
        assert rows_of(words_of(text)) <= rows
