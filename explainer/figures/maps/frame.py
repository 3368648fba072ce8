"""From places on the globe to places in a frame.

Lambert's conformal conic where the frame is small enough: shapes are right, and distances nearly
(J. P. Snyder, "Map projections: a working manual", 1987, page 107). For the world, Equal Earth, on
which areas compare (B. Savric, T. Patterson and B. Jenny, 2018)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import asin, copysign, cos, radians, sin, sqrt, tan

from msgspec import Struct

from explainer.figures.maps.atlas import Degrees, Ring, load_atlas
from explainer.figures.maps.shapes import Point, box_of, clipped, thinned

Projection = Callable[[float, float], Point]
"""Degrees east of the middle and north of the equator to radii of the Earth; y runs down."""

_WIDEST, _TALLEST = 150, 85
_FARTHEST = 120
"""Degrees east or west of the middle beyond which a cone is not looked at; north or south, three
quarters of it."""
_ALL_AROUND = 80
"""Degrees of latitude beyond which nothing is far to the east or west."""
_STEEPEST, _OPENING = 87, 174
"""Degrees of latitude where a cone may touch the globe, and from its pole to the last it shows."""
_AROUND, _ATLANTIC = 220, 11.0
"""Maps that go farther around the globe are cut where the Pacific is widest."""
_MARGIN = 1.16
_SEEN = 8
"""The px of the least that a map has words for."""
EARTH = 6371
"""The radius in km."""
_LEAST = 6.0
"""Degrees of latitude that a map shows at least."""


class Frame(Struct, kw_only=True):
    """A map of ``width`` by ``height`` px around the place ``middle``; ``scale`` is the px in a
    radius of the Earth, which hold for the whole map unless it is of the ``world``."""

    project: Projection
    world: bool
    middle: Degrees
    scale: float
    centre: Point
    width: float
    height: float
    _lines: dict[tuple[int, int], list[Point]] = {}

    def at(self, place: Degrees, turns: int | None = None) -> Point:
        """Where a place is, on this side of the globe unless told how many ``turns`` away."""
        east = place[0] - self.middle[0]
        x, y = self.project(east - 360 * (round(east / 360) if turns is None else turns), place[1])
        left, top = self.centre
        return (x - left) * self.scale + self.width / 2, (y - top) * self.scale + self.height / 2

    def shows(self, place: Degrees, kilometres: float = 1e9) -> bool:
        """Whether it is in sight, and something there so large is seen."""
        x, y = self.at(place)
        large = kilometres * self.scale >= _SEEN * EARTH
        return large and 0 <= x <= self.width and 0 <= y <= self.height

    def rings(self, rings: Iterable[Ring]) -> Iterator[list[Point]]:
        """What is seen of rings, each cut by the frame."""
        for ring in rings:
            if (turns := self._turns(ring)) is not None:
                whole: list[Point] = []
                for arc in ring:
                    whole += self._line(max(arc, ~arc), turns)[:: 1 if arc >= 0 else -1]
                if found := clipped(whole, self.width, self.height):
                    yield found

    def lines(self, arcs: Iterable[int]) -> Iterator[list[Point]]:
        """Arcs that may be seen, beyond the frame too."""
        for arc in arcs:
            if (turns := self._turns((arc,))) is not None:
                yield self._line(arc, turns)

    def _turns(self, ring: Ring) -> int | None:
        """How far around the globe the ring is drawn, so that it is whole; None where the box
        around it is far from the frame."""
        points = [point for arc in ring for point in load_atlas().arc(max(arc, ~arc))]
        west, south, east, north = box_of(points)
        off_east = (west + east) / 2 - self.middle[0]
        off_north = (south + north) / 2 - self.middle[1]
        turns = round(off_east / 360)
        around = 0 if abs(self.middle[1]) > _ALL_AROUND else abs(off_east - 360 * turns)
        beyond = max(around, abs(off_north) * 4 / 3) > _FARTHEST
        if beyond and not self.world:
            return None
        across, up = (west, (west + east) / 2, east), (south, (south + north) / 2, north)
        left, top, right, foot = box_of([self.at((x, y), turns) for x in across for y in up])
        seen_across = right > -self.width / 4 and left < self.width * 5 / 4
        return (
            turns if seen_across and foot > -self.height / 4 and top < self.height * 5 / 4 else None
        )

    def _line(self, arc: int, turns: int) -> list[Point]:
        if (arc, turns) not in self._lines:
            points = load_atlas().arc(arc)
            self._lines[arc, turns] = thinned([self.at(point, turns) for point in points])
        return self._lines[arc, turns]


def frame_for(points: Sequence[Degrees], width: float, flattest: float, tallest: float) -> Frame:
    """A frame around the points, between so many times as high as it is wide."""
    around = sorted((east + 180) % 360 - 180 for east, _ in points)
    norths = [north for _, north in points]
    gaps = [after - before for before, after in pairwise([*around, around[0] + 360])]
    after_gap = (gaps.index(max(gaps)) + 1) % len(around)
    across, up = 360 - max(gaps), max(norths) - min(norths)
    middle = around[after_gap] + across / 2 if across < _AROUND else _ATLANTIC
    level = (min(norths) + max(norths)) / 2
    world = across > _WIDEST or up > _TALLEST
    project = _equal_earth if world else _conic(level)
    sides = [project((east - middle + 180) % 360 - 180, north) for east, north in points]
    x, y = project(0, level)
    sides += [(x, y + radians(half)) for half in (-_LEAST / 2, _LEAST / 2)]
    left, top, right, foot = box_of(sides)
    wide, high = (right - left) * _MARGIN, (foot - top) * _MARGIN
    height = width * min(max(high / max(wide, 1e-9), flattest), tallest)
    return Frame(
        project=project,
        world=world,
        middle=(middle, level),
        scale=min(width / max(wide, 1e-9), height / high),
        centre=((left + right) / 2, (top + foot) / 2),
        width=width,
        height=height,
    )


def _conic(level: float) -> Projection:
    """Its cone touches the globe at the latitude ``level``, or near it at the equator and poles."""
    level = max(-_STEEPEST, min(_STEEPEST, level))
    n = copysign(max(sin(radians(abs(level))), 0.12), level)

    def narrowed(north: float) -> float:
        from_pole = max(0, 90 - north * copysign(1, n))
        return float(tan(radians(min(from_pole, _OPENING)) / 2) ** abs(n))

    size = cos(radians(level)) / n / narrowed(level)

    def project(east: float, north: float) -> Point:
        radius, turn = size * narrowed(north), n * radians(east)
        return radius * sin(turn), radius * cos(turn)

    return project


def _equal_earth(east: float, north: float) -> Point:
    a, b, c, d = 1.340264, -0.081106, 0.000893, 0.003796
    t = asin(sqrt(3) / 2 * sin(radians(north)))
    rise = a + 3 * b * t**2 + t**6 * (7 * c + 9 * d * t**2)
    return 2 * sqrt(3) * radians(east) * cos(t) / (3 * rise), -t * (
        a + b * t**2 + t**6 * (c + d * t**2)
    )
