"""The countries of Natural Earth, read when the first map is drawn. README.md says how they were
prepared."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import msgspec
from msgspec import Struct

from explainer.languages.locales import find_locale

Degrees = tuple[float, float]
"""Longitude and latitude."""
Ring = tuple[int, ...]
"""Numbers of arcs that join; ~n is arc n from its end."""

REMARKS = Path(__file__).with_name("remarks.toml")


class Outline(Struct, frozen=True, array_like=True):
    """A shape with its name in English and the ``code`` of the country that it belongs to, if any.
    The first rings, as many as ``main``, are what a map of it has to show."""

    name: str
    code: str
    main: int
    rings: tuple[Ring, ...]


class Atlas(Struct, frozen=True):
    """``borders`` are arcs between two countries; others are ``contested``, by what is so there."""

    step: float
    shapes: tuple[Outline, ...]
    contested: Mapping[str, tuple[int, ...]]
    borders: tuple[int, ...]
    arcs: tuple[tuple[int, ...], ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(outline.code for outline in self.shapes)

    def arc(self, number: int) -> list[Degrees]:
        steps = self.arcs[number]
        across, up = accumulate(steps[::2]), accumulate(steps[1::2])
        return [(x * self.step, y * self.step) for x, y in zip(across, up, strict=True)]

    def main_points(self, code: str) -> list[Degrees]:
        mains = (
            r for shape in self.shapes if shape.code == code for r in shape.rings[: shape.main]
        )
        return [point for ring in mains for arc in ring for point in self.arc(max(arc, ~arc))]


@lru_cache(maxsize=1)
def load_atlas() -> Atlas:
    return msgspec.json.decode(Path(__file__).with_name("countries.json").read_bytes(), type=Atlas)


@lru_cache(maxsize=8)
def country_codes(*languages: str) -> Mapping[str, str]:
    """The codes of the countries by what may be written for them: the code itself, or the name in
    one of the languages or in English."""
    known = load_atlas().codes
    found = {code: code for code in known if code}
    for language in ("en", *languages):
        names = locale.territories if (locale := find_locale(language)) else {}
        found |= {name: code for code, name in names.items() if code in known}
    return found
