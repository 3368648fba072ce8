"""Makes explainer/figures/geometry/countries.json from Natural Earth's countries.

    npm install world-atlas@2.0.2
    python tools/countries.py node_modules/world-atlas/countries-50m.json

What it does to them is told in explainer/figures/geometry/README.md.
"""

from __future__ import annotations

import json
import sys
from itertools import accumulate, groupby, pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from babel.core import get_global

Point = tuple[float, float]
Box = tuple[float, float, float, float]

TARGET = Path(__file__).parent.parent / "explainer/figures/geometry/countries.json"
STEP = 0.005
"""Degrees: half a kilometre or less."""
TOLERANCE = 0.015
"""How far, in degrees of latitude, a line may be moved by thinning it."""

# What has no code of its own in ISO 3166: the code of the country that it is drawn as, or none.
CODES = {
    "Kosovo": "XK",
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Siachen Glacier": "",
    "Indian Ocean Ter.": "AU",
    "Ashmore and Cartier Is.": "AU",
}
CRIMEA = (32.4, 44.3, 36.7, 46.3)
"""West, south, east and north of a ring that Natural Earth has in Russia. It is Ukraine's."""
ANYWHERE = (-180.0, -90.0, 180.0, 90.0)

# Lines between two shapes that are contested within a box.
CONTESTED: tuple[tuple[str, str, str, Box], ...] = (
    ("Kosovo", "Kosovo", "Serbia", ANYWHERE),
    ("Palestinian territories", "Palestine", "Israel", ANYWHERE),
    ("Golan Heights", "Israel", "Syria", ANYWHERE),
    ("Western Sahara", "W. Sahara", "Morocco", ANYWHERE),
    ("Somaliland", "Somaliland", "Somalia", ANYWHERE),
    ("Northern Cyprus", "N. Cyprus", "Cyprus", ANYWHERE),
    ("Kashmir", "India", "Pakistan", (73.0, 32.5, 78.0, 36.0)),
    ("Kashmir", "Siachen Glacier", "India", ANYWHERE),
    ("Kashmir", "Siachen Glacier", "Pakistan", ANYWHERE),
    ("Kashmir", "Siachen Glacier", "China", ANYWHERE),
    ("Aksai Chin", "India", "China", (77.0, 30.0, 82.0, 36.0)),
    ("Arunachal Pradesh", "India", "China", (91.5, 27.0, 98.0, 30.0)),
    ("Halaib", "Egypt", "Sudan", (33.2, 21.0, 37.5, 23.0)),
    ("Abyei", "Sudan", "S. Sudan", (27.8, 9.0, 29.1, 10.5)),
)


def main(path: str) -> None:
    topology = json.loads(Path(path).read_text(encoding="utf-8"))
    arcs = decoded(topology)
    shapes = {}
    for each in topology["objects"]["countries"]["geometries"]:
        polygons = [each["arcs"]] if each["type"] == "Polygon" else each.get("arcs", [])
        shapes[each["properties"]["name"]] = [ring for polygon in polygons for ring in polygon]
    codes = {
        each["properties"]["name"]: code_of(each)
        for each in topology["objects"]["countries"]["geometries"]
    }
    crimea = [ring for ring in shapes["Russia"] if inside(ring, arcs, CRIMEA)]
    assert len(crimea) == 1, "Crimea is no longer a ring of its own"
    shapes["Russia"] = [ring for ring in shapes["Russia"] if ring not in crimea]
    shapes["Crimea"], codes["Crimea"] = crimea, "UA"
    for name, rings in shapes.items():
        for ring in rings if name != "Antarctica" else ():
            unwrap(ring, arcs)
    lines: dict[int, list[tuple[str, list[Point]]]] = {}
    for name, one, other, box in CONTESTED:
        shared = used(shapes[one]) & used(shapes[other])
        found = {arc: cut(arcs[arc], name, box) for arc in shared}
        inside_it = {arc: parts for arc, parts in found.items() if any(name for name, _ in parts)}
        assert inside_it, f"{one} and {other} have no line in common there"
        lines |= inside_it
    written: list[list[int]] = []
    places: dict[int, list[int]] = {}
    contested: dict[str, list[int]] = {}
    for number, arc in enumerate(arcs):
        for name, part in lines.get(number, [("", arc)]):
            places.setdefault(number, []).append(len(written))
            if name:
                contested.setdefault(name, []).append(len(written))
            written.append(quantized(thinned(part)))
    data = {
        "source": "Natural Earth 4.1.0, 1:50m, by way of world-atlas 2.0.2",
        "step": STEP,
        "shapes": [
            [name, codes[name], *ordered([renumbered(ring, places) for ring in rings], written)]
            for name, rings in sorted(shapes.items())
        ],
        "contested": contested,
        "borders": borders(shapes, codes, places, contested),
        "arcs": written,
    }
    lines_of_it = ",\n".join(
        f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'), ensure_ascii=False)}"
        for key, value in data.items()
    )
    TARGET.write_text(f"{{\n{lines_of_it}\n}}\n", encoding="utf-8")


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    (scale_x, scale_y), (west, south) = topology["transform"].values()
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + west, y * scale_y + south))
        arcs.append(points)
    return arcs


def code_of(country: dict[str, Any]) -> str:
    """The two letters of ISO 3166."""
    name = country["properties"]["name"]
    if name in CODES:
        return CODES[name]
    numeric = country["id"]
    found = [alias for alias in get_global("territory_aliases").get(numeric, []) if len(alias) == 2]
    assert len(found) == 1, f"{name} has the number {numeric}, which is of {found}"
    return str(found[0])


def unwrap(ring: list[int], arcs: list[list[Point]]) -> None:
    """Let a ring across the 180th meridian, as Chukotka's, go on beyond 180 degrees east."""
    numbers = used([ring])
    longitudes = [x for arc in ring for x, _ in arcs[max(arc, ~arc)][:: 1 if arc >= 0 else -1]]
    if any(abs(after - before) > 180 for before, after in pairwise(longitudes)):
        for number in numbers:
            arcs[number] = [(x + 360 if x < 0 else x, y) for x, y in arcs[number]]


def used(rings: list[list[int]]) -> set[int]:
    return {max(arc, ~arc) for ring in rings for arc in ring}


def inside(ring: list[int], arcs: list[list[Point]], box: Box) -> bool:
    west, south, east, north = box
    points = [point for arc in ring for point in arcs[max(arc, ~arc)]]
    return all(west < x < east and south < y < north for x, y in points)


def cut(arc: list[Point], name: str, box: Box) -> list[tuple[str, list[Point]]]:
    """The arc in parts that join, each with the name if its segments are in the box."""
    west, south, east, north = box

    def within(segment: tuple[Point, Point]) -> bool:
        return all(west <= x <= east and south <= y <= north for x, y in segment)

    parts = []
    for named, segments in groupby(pairwise(arc), within):
        pairs = list(segments)
        parts.append((name if named else "", [pairs[0][0], *(end for _, end in pairs)]))
    return parts


def thinned(points: list[Point]) -> list[Point]:
    """By Douglas and Peucker. Ends stay, so that lines go on meeting where they met; so does the
    farthest point of a closed one, and a second to each side of it."""
    if points[0] == points[-1] and len(points) > 4:
        far = max(range(len(points)), key=lambda n: distance(points[n], points[0], points[0]))
        halves = points[: far + 1], points[far:]
        first, second = (thinned(half) for half in halves)
        if len(first) == len(second) == 2:
            middle = halves[0][len(halves[0]) // 2]
            first.insert(1, middle)
        return [*first, *second[1:]]
    if len(points) < 3:
        return points
    apart = [distance(point, points[0], points[-1]) for point in points]
    far = max(range(1, len(points) - 1), key=apart.__getitem__)
    if apart[far] <= TOLERANCE:
        return [points[0], points[-1]]
    return [*thinned(points[: far + 1]), *thinned(points[far:])[1:]]


def distance(point: Point, start: Point, end: Point) -> float:
    """Of a point from a segment, in degrees of latitude."""
    shrink = cos(radians(point[1]))
    x, y = (point[0] - start[0]) * shrink, point[1] - start[1]
    across, up = (end[0] - start[0]) * shrink, end[1] - start[1]
    length = across * across + up * up
    share = min(1, max(0, (x * across + y * up) / length)) if length else 0
    return hypot(x - share * across, y - share * up)


def quantized(points: list[Point]) -> list[int]:
    """Longitude and latitude of the first point in steps, then what each adds to the one before."""
    steps = [(round(x / STEP), round(y / STEP)) for x, y in points]
    kept = [steps[0], *(after for before, after in pairwise(steps) if after != before)]
    found = list(kept[0])
    for (x, y), (next_x, next_y) in pairwise(kept):
        found += [next_x - x, next_y - y]
    return found


def ordered(rings: list[list[int]], arcs: list[list[int]]) -> tuple[int, list[list[int]]]:
    """The rings by size, and how many are what a map of the country has to show: the largest, and
    those at least a fifth as large."""
    sizes = {}
    for ring in rings:
        points: list[Point] = []
        for number in ring:
            arc = arcs[max(number, ~number)]
            xs, ys = list(accumulate(arc[::2])), list(accumulate(arc[1::2]))
            points += list(zip(xs, ys, strict=True))[:: 1 if number >= 0 else -1]
        turned = zip(points, [*points[1:], points[0]], strict=True)
        flat = abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in turned))
        sizes[tuple(ring)] = flat * cos(radians(points[0][1] * STEP))
    found = sorted(rings, key=lambda ring: sizes[tuple(ring)], reverse=True)
    least = max(sizes.values()) / 5
    return sum(sizes[tuple(ring)] >= least for ring in found), found


def borders(
    shapes: dict[str, list[list[int]]],
    codes: dict[str, str],
    places: dict[int, list[int]],
    contested: dict[str, list[int]],
) -> list[int]:
    """The arcs between two countries, but for those that are contested."""
    sides: dict[int, set[str]] = {}
    for name, rings in shapes.items():
        for arc in used(rings):
            sides.setdefault(arc, set()).add(codes[name])
    found = {part for arc, owners in sides.items() if len(owners) > 1 for part in places[arc]}
    return sorted(found.difference(*contested.values()))


def renumbered(ring: list[int], places: dict[int, list[int]]) -> list[int]:
    """The ring with the numbers of the parts of its arcs; ~n is arc n from its end."""
    found: list[int] = []
    for arc in ring:
        found += places[arc] if arc >= 0 else [~part for part in reversed(places[~arc])]
    return found


if __name__ == "__main__":
    sys.setrecursionlimit(20_000)
    main(sys.argv[1])
