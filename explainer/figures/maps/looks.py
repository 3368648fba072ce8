"""The looks of what a map shows: land, groups of countries, lines, and the key that names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from msgspec import Struct

from explainer.figures.drawing import SMALL, Line, Rect, Shape, Shapes, Words
from explainer.figures.figure import (
    Speech,
)
from explainer.figures.letters import text_width, wrap
from explainer.figures.maps.atlas import load_atlas
from explainer.figures.maps.frame import Frame
from explainer.figures.maps.shapes import Path, Point, box_of, extent, hatched, path_of
from explainer.resolve.published.parts import ValueSpan

LOOKS = ("group first", "group second", "group third", "group fourth")
_HATCHES: Mapping[str, tuple[str, float, float]] = {
    "group second": ("hatch", 45, 6),
    "group third": ("hatch dotted", 0, 6),
    "group fourth": ("hatch", 90, 6),
    "occupied": ("crossed", -45, 4),
}
"""Looks with lines: theirs, their angle, and how far they are apart."""
_LINE = 20.0


class Group(Struct, frozen=True):
    """What has one look, by the name that the key has for it; of a fact, with its ``value``."""

    name: str
    look: str
    codes: tuple[str, ...]
    value: ValueSpan | None = None


def enlarged(rings: list[list[Point]]) -> list[list[Point]]:
    """A diamond where a country is so small that nobody would see it."""
    if max(map(extent, rings)) > 12:
        return rings
    left, top, right, foot = box_of(rings[0])
    x, y = (left + right) / 2, (top + foot) / 2
    return [[(x - 4, y), (x, y - 4), (x + 4, y), (x, y + 4)]]


def draw_areas(
    frame: Frame,
    rings: Mapping[str, list[list[Point]]],
    looks: Mapping[str, str],
    occupied: Sequence[Path],
) -> Iterator[Shape]:
    """Land, the groups, and the lines between countries."""
    for look in ("land", *LOOKS):
        areas = [
            ring
            for code, of in rings.items()
            for ring in of
            if looks.get(code, "land") == look and (look != "land" or extent(ring) > 2)
        ]
        yield Shapes(path_of(areas, closed=True), look)
        yield from (Shapes(path_of(lines), drawn) for drawn, lines in _hatching(look, areas))
    yield from (Shapes(path_of(lines), drawn) for drawn, lines in _hatching("occupied", occupied))
    atlas = load_atlas()
    yield Shapes(path_of(frame.lines(atlas.borders)), "border")
    contested = [arc for arcs in atlas.contested.values() for arc in arcs]
    yield Shapes(path_of(frame.lines(contested)), "border")
    yield Shapes(path_of(frame.lines(contested)), "contested")


def _hatching(look: str, areas: Sequence[Path]) -> Iterator[tuple[str, list[Path]]]:
    """The lines of a look that has some, and their own."""
    if areas and look in _HATCHES:
        drawn, angle, apart = _HATCHES[look]
        lines = list(hatched(areas, angle, apart))
        if drawn == "hatch dotted":  # whole dots, below each other
            lines = [[(ceil(a / apart + 0.3) * apart, y), (b - 1, y)] for (a, y), (b, _) in lines]
        yield drawn, [line for line in lines if line[0] != line[1]]


def draw_key(groups: Sequence[Group], occupied: bool, frame: Frame, speech: Speech) -> list[Shape]:
    """Below the map, over what reaches out of it: each look with its name, in lines."""
    named = [(group.look, group.name) for group in groups if group.codes]
    named += [("occupied", speech("Occupied by Russia since 2014"))] if occupied else []
    shapes: list[Shape] = []
    x, y = 0.0, frame.height + 10
    for look, name in named:
        lines = wrap(name, frame.width - 30, SMALL)
        if x and x + 30 + text_width(name, SMALL) > frame.width:
            x, y = 0.0, y + _LINE
        box = ((x, y), (x + 22, y), (x + 22, y + 14), (x, y + 14))
        shapes.append(Rect(x, y, 22, 14, look))
        for drawn, strokes in _hatching(look, [box]):
            for stroke in strokes:  # which slant as in the map, whatever the side that is read from
                turned = [(2 * x + 22 - a if speech.from_right else a, b) for a, b in stroke]
                shapes.append(Line(tuple(turned), drawn))
        shapes += [Words(x + 30, y + 12 + _LINE * n, line, SMALL) for n, line in enumerate(lines)]
        x += 30 + text_width(name, SMALL) + 18
        y += _LINE * (len(lines) - 1)
    foot = Rect(0, frame.height, frame.width, y + _LINE - frame.height, "cover")
    return [foot, *shapes] if named else []
