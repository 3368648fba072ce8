"""From places on the globe to places in a frame; and shapes in the plane: thinned, cut, hatched,
measured, and written as paths.

Lambert's conformal conic where the frame is small enough: shapes are right, and distances nearly
(J. P. Snyder, "Map projections: a working manual", 1987, page 107). For the world, Equal Earth, on
which areas compare (B. Savric, T. Patterson and B. Jenny, 2018)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, product
from math import asin, ceil, copysign, cos, radians, sin, sqrt, tan

from msgspec import Struct

from explainer.figures.maps.atlas import Degrees, Ring, load_atlas

Point = tuple[float, float]
Path = Sequence[Point]
_LEAST_STEP = 1.6
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
        near = -self.width / 4 < right and left < self.width * 5 / 4
        near = near and -self.height / 4 < foot and top < self.height * 5 / 4
        return turns if near else None

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
    x = 2 * sqrt(3) * radians(east) * cos(t) / (3 * rise)
    return x, -t * (a + b * t**2 + t**6 * (c + d * t**2))


def thinned(points: Path) -> list[Point]:
    """A line on half pixels without points that nobody sees apart. Its ends stay."""
    first, *inner, last = [(round(2 * x) / 2, round(2 * y) / 2) for x, y in points]
    kept = [first]
    for x, y in inner:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _LEAST_STEP:
            kept.append((x, y))
    return [*kept, last]


def box_of(points: Path) -> tuple[float, float, float, float]:
    """The least and the greatest of x and y: left, upper, right and lower edge."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def extent(ring: Path) -> float:
    """The area of the box around a ring."""
    left, top, right, foot = box_of(ring)
    return (right - left) * (foot - top)


def clipped(ring: Path, width: float, height: float) -> list[Point]:
    """What a frame leaves of a ring, by Sutherland and Hodgman."""
    points = list(ring)
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        found: list[Point] = []
        for before, point in zip(points[-1:] + points[:-1], points, strict=True):
            inside = (point[axis] - limit) * sign >= 0
            if inside != ((before[axis] - limit) * sign >= 0):
                found.append(_crossing(before, point, axis, limit))
            if inside:
                found.append(point)
        points = found
    return points


def _crossing(one: Point, other: Point, axis: int, limit: float) -> Point:
    """Where the line from one to the other has the coordinate ``limit``."""
    share = (limit - one[axis]) / (other[axis] - one[axis])
    along = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
    return (limit, along) if axis == 0 else (along, limit)


def spans(rings: Iterable[Path], y: float) -> list[tuple[float, float]]:
    """From where to where a level line is inside of rings."""
    found = sorted(
        _crossing(before, point, 1, y)[0]
        for ring in rings
        for before, point in pairwise([ring[-1], *ring])
        if (before[1] > y) != (point[1] > y)
    )
    return list(zip(found[::2], found[1::2], strict=True))


def rooms(rings: Sequence[Path], height: float) -> Iterator[tuple[float, float, float]]:
    """Where a line of words has room inside of rings: its middle, and how wide it may be."""
    step = height / 2
    ys = [y for ring in rings for _, y in ring]
    rows = [n * step + 0.3 for n in range(int(min(ys) / step), int(max(ys) / step) + 1)]
    inside = [spans(rings, y) for y in rows]
    for y, *near in zip(rows[1:], inside, inside[1:], inside[2:], strict=False):
        for together in product(*near):
            left, right = max(s[0] for s in together), min(s[1] for s in together)
            if left < right:
                yield (left + right) / 2, y, right - left


def hatched(rings: Sequence[Path], degrees: float, apart: float) -> Iterator[Path]:
    """Parallel lines inside of rings, at an angle to the level."""
    down, across = sin(radians(degrees)), cos(radians(degrees))
    turned = [[(x * across + y * down, y * across - x * down) for x, y in ring] for ring in rings]
    heights = [y for ring in turned for _, y in ring]
    for n in range(ceil(min(heights) / apart), ceil(max(heights) / apart)):
        y = n * apart + 0.1  # beside the half pixels on which points lie
        for span in spans(turned, y):
            yield [(x * across - y * down, x * down + y * across) for x in span]


def path_of(lines: Iterable[Path], *, closed: bool = False) -> str:
    """SVG's ``d``: each point by what it adds to the one before, on half pixels."""
    found = []
    for line in lines:
        points = [(round(2 * x), round(2 * y)) for x, y in line]
        steps = [
            f"{(x - before_x) / 2:g} {(y - before_y) / 2:g}"
            for (before_x, before_y), (x, y) in pairwise(points)
            if (x, y) != (before_x, before_y)
        ]
        if steps:
            x, y = points[0]
            found.append(f"M{x / 2:g} {y / 2:g}l{' '.join(steps)}{'z' * closed}")
    return "".join(found)
