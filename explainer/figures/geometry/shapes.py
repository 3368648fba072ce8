"""Shapes in the plane: thinned, cut, hatched, measured, and written as paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from math import ceil, cos, radians, sin

Point = tuple[float, float]
Path = Sequence[Point]
_LEAST_STEP = 1.6


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
