"""What a map shows: land, groups of countries, lines, the key that names them, names of places and
countries, and how far a kilometre is.

A label stands where no other does. Places come first, then countries that are in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import ceil, floor, fsum, hypot, log10
from operator import itemgetter

from msgspec import Struct

from explainer.figures.axes import Board, Label
from explainer.figures.drawing import (
    SMALL,
    Anchor,
    Dot,
    Line,
    Rect,
    Shape,
    Shapes,
    Words,
    text_width,
    wrap,
)
from explainer.figures.figure import Speech
from explainer.figures.maps.atlas import Degrees, load_atlas
from explainer.figures.maps.frame import (
    EARTH,
    Frame,
    Path,
    Point,
    box_of,
    extent,
    hatched,
    path_of,
    rooms,
    spans,
)
from explainer.languages.locales import locale_or_english
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
_LEADER = 15
"""From how far away, in px, a label needs a line to what it names."""
_ON_LAND = 24
"""How many px farther a label is put rather than on land that means something."""
_SIDES: tuple[tuple[float, float, Anchor], ...] = (
    (1, 0, "start"),
    (-1, 0, "end"),
    (0, -1, "middle"),
    (0, 1, "middle"),
    (0.7, -0.7, "start"),
    (0.7, 0.7, "start"),
    (-0.7, -0.7, "end"),
    (-0.7, 0.7, "end"),
)


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
        found = (ring for code in rings if looks.get(code, "land") == look for ring in rings[code])
        areas = [ring for ring in found if look != "land" or extent(ring) > 2]
        yield Shapes(path_of(areas, closed=True), look)
        yield from (Shapes(path_of(lines), drawn) for drawn, lines in _hatching(look, areas))
    yield from (Shapes(path_of(lines), drawn) for drawn, lines in _hatching("occupied", occupied))
    atlas = load_atlas()
    yield Shapes(path_of(frame.lines(atlas.borders)), "border")
    contested = path_of(frame.lines(arc for arcs in atlas.contested.values() for arc in arcs))
    yield from (Shapes(contested, look) for look in ("border", "contested"))


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


def map_labels(
    places: Mapping[str, Degrees],
    rings: Mapping[str, list[list[Point]]],
    looks: Mapping[str, str],
    frame: Frame,
    speech: Speech,
) -> Iterator[Shape]:
    """Places first, then countries in groups, then others, the largest of each first. Names that
    have no room in their country stand beside it, or are left out."""

    def across(x: float) -> float:
        return frame.width - x if speech.from_right else x

    board = Board(frame.width, frame.height)
    yield from _scale_bar(frame, board, speech)
    at = {name: frame.at(place) for name, place in places.items() if frame.shows(place)}
    dots = {name: Dot(across(x), y, 4, "place") for name, (x, y) in at.items()}
    board.taken += [(dot.x - 6, dot.y - 6, dot.x + 6, dot.y + 6) for dot in dots.values()]
    for name, dot in dots.items():
        yield from _beside(name, dot.x, dot.y, 7, board)
    outside = []
    sizes = {code: fsum(map(extent, of)) for code, of in rings.items() if code}
    for code in sorted(sizes, key=lambda code: (code not in looks, -sizes[code])):
        name, look = country(code, speech), "strong" if code in looks else "soft"
        if found := board.place(_inside(name, rings[code], look, across)):
            yield from found
        elif code in looks:
            x, y = _centre(rings[code])
            outside.append((code, across(x), y))
            board.taken.append((across(x) - 3, y - 3, across(x) + 3, y + 3))
    for code, x, y in outside:
        others = [ring for other in looks if other != code for ring in rings.get(other, [])]
        land = [[(across(a), b) for a, b in ring] for ring in others]
        yield from _beside(country(code, speech), x, y, 16, board, land)
    yield from dots.values()


def _beside(
    name: str, x: float, y: float, near: float, board: Board, land: Sequence[Path] = ()
) -> Sequence[Shape]:
    """A label at one of eight sides of a point, as near as can be and rather not on ``land``; from
    afar with a line to it."""
    wanted: list[tuple[float, Label]] = []
    for reach, (right, down, anchor) in product((near, 2 * near, 32, 46), _SIDES):
        place = x + reach * right, y + SMALL * 0.35 + (reach + 3) * down
        words = Words(*place, name, SMALL, anchor, "strong")
        ends = tuple((x + r * right, y + r * down) for r in (5, reach - 3))
        leader = Line(ends, "leader") if reach >= _LEADER else None
        start, _, end, _ = words.box
        covers = any(a < end and start < b for a, b in spans(land, words.y - SMALL * 0.35))
        wanted.append((reach + _ON_LAND * covers, Label([words], leader)))
    return board.place(label for _, label in sorted(wanted, key=itemgetter(0)))


def _inside(
    name: str, rings: Sequence[Path], look: str, across: Callable[[float], float]
) -> Iterator[Label]:
    """Where the name of a country has room in what is seen of it: far from its borders and near
    its middle first. A name that matters may reach over the borders a little."""
    needed = text_width(name, SMALL, bold=look == "strong") + 4
    x, y = _centre(rings)
    wanted = []
    for height in (4 * SMALL, SMALL):
        spots = [spot for spot in rooms(rings, height) if spot[2] >= needed]
        wanted += sorted(spots, key=lambda spot: hypot(spot[0] - x, 2 * (spot[1] - y)))
    if look == "strong":
        wanted += (spot for spot in rooms(rings, SMALL) if spot[2] >= needed * 0.7)
    for a, b, _ in wanted:
        yield Label([Words(across(a), b + SMALL * 0.35, name, SMALL, "middle", look)])


def _centre(rings: Sequence[Path]) -> Point:
    """The middle of the widest room in the largest ring."""
    largest = max(rings, key=extent)
    left, top, right, foot = box_of(largest)
    middle = ((left + right) / 2, (top + foot) / 2, 0.0)
    return max(rooms([largest], 4), key=lambda room: room[2], default=middle)[:2]


def _scale_bar(frame: Frame, board: Board, speech: Speech) -> Iterator[Shape]:
    """A round number of kilometres, at most a quarter of the map long."""
    if frame.world:
        return
    pixel = EARTH / frame.scale
    longest = frame.width / 4 * pixel
    power = 10 ** floor(log10(longest))
    length = next(n * power for n in (5, 2, 1) if n * power <= longest)
    end, foot = 10 + length / pixel, frame.height - 10
    text = speech("%(number)s km", number=speech.number(Decimal(length)))
    yield from board.place([Label([Words(10, foot - 8, text, SMALL)])])
    board.taken.append((4, foot - 8, end + 6, foot + 6))
    yield Line(((10, foot - 5), (10, foot), (end, foot), (end, foot - 5)), "scale")


def country(code: str, speech: Speech) -> str:
    return str(locale_or_english(speech.language).territories[code])
