"""``locator``: a map. Groups of countries have looks that a key names, places have dots.

Who belongs to a group is said by a fact, whose value is a list of countries, or of places that have
coordinates; else by a list in the figure. Where nothing else is framed, the map shows what is named.
Crimea is drawn as Ukraine, hatched; lines that are contested are dashed, and named below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import floor, hypot, log10
from pathlib import Path as FilePath

from msgspec import Struct

from explainer.diagnostics import did_you_mean
from explainer.figures.drawing import SMALL, Anchor, Dot, Drawing, Line, Rect, Shape, Shapes, Words
from explainer.figures.figure import (
    NARROW,
    WIDE,
    Chosen,
    Datum,
    Drawn,
    FigureFields,
    Kind,
    Misfit,
    Plan,
    Row,
    Speech,
)
from explainer.figures.geometry.atlas import Degrees, country_codes, load_atlas
from explainer.figures.geometry.frame import Frame, frame_for
from explainer.figures.geometry.shapes import Path, Point, hatched, path_of, rooms
from explainer.figures.labels import Board
from explainer.figures.letters import text_width, wrap
from explainer.figures.misfits import misfit
from explainer.languages.locales import locale_or_english
from explainer.languages.words import join_words
from explainer.model.entries.entry import Entry
from explainer.model.shared.fields import Filled
from explainer.model.values.value import Items
from explainer.resolve.published.parts import Cell, Table, ValueSpan
from explainer.tables import read_table

_LOOKS = ("group first", "group second", "group third", "group fourth")
_HATCHES = {"group second": 45.0, "group fourth": 90.0}
"""Looks with lines, and their angle."""
_REMARKS = FilePath(__file__).parent / "geometry/remarks.toml"
_EARTH = 6371
_LINE = 20.0
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


class LocatorFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    without_facts = True
    countries: dict[Filled, list[Filled]] = {}
    """Countries to shade, by what the key calls them: codes of ISO 3166 such as KZ, or names."""
    places: list[Filled] = []
    """Ids of places with coordinates."""
    focus: list[Filled] = []
    """Countries that fill the map. By default it shows all that is named."""


class _Group(Struct, frozen=True):
    """What has one look, by the name that the key has for it; of a fact, with its ``value``."""

    name: str
    look: str
    codes: tuple[str, ...]
    value: ValueSpan | None = None


class _Shown(Struct, frozen=True):
    """What a map shows: dots by the names of their places, and the countries that fill it."""

    groups: Sequence[_Group]
    places: Mapping[str, Degrees]
    focus: Sequence[str]


def plan(chosen: Chosen) -> Plan:
    return Plan(
        tuple(Row(named.standpoint) for named in chosen.facts),
        tuple(_misfits(chosen)),
        tuple(
            (entry.id, entry.at_source.id)
            for entry in _places(chosen.fields, _items(chosen), chosen.entries)
            if entry.at_source
        ),
    )


def _misfits(chosen: Chosen) -> Iterator[Misfit]:
    fields, codes, place_of = chosen.fields, country_codes(chosen.language), chosen.place_of
    known = {entry.id for (kind, _), entry in chosen.entries.items() if kind == "place"}
    named = [(("countries", g, n), w) for g, ws in fields.countries.items() for n, w in enumerate(ws)]
    named += [(("focus", n), word) for n, word in enumerate(fields.focus)]
    for path, word in named:
        if word not in codes:
            hint = did_you_mean(word, codes) or "Write two letters of ISO 3166, as in KZ."
            yield Misfit(f'there is no country "{word}" to draw', hint, place_of(*path), len(word))
    for n, word in enumerate(fields.places):
        entry = chosen.entries.get(("place", word))
        message, hint = f'"{word}" has no coordinates', "Write its at: and at_source: in places.yaml."
        if entry is None:
            message = f'there is no place "{word}"'
            hint = did_you_mean(word, known) or "Add it to content/places.yaml."
        if entry is None or entry.at is None:
            yield Misfit(message, hint, place_of("places", n), len(word))
    for fact in chosen.facts:
        value = fact.standpoint.value
        if not isinstance(value, Items):
            yield misfit(fact, f'"{fact.standpoint.fact.id}" is no list, and a locator shades lists')
            continue
        for word in value.items:
            entry = chosen.entries.get(("place", word))
            if word not in codes and (entry is None or entry.at is None):
                message = f'"{fact.standpoint.fact.id}" names "{word}", which is no country or place to draw'
                hint = did_you_mean(word, {*codes, *known}) or "Give the place coordinates."
                yield Misfit(message, hint, fact.offset, len(fact.standpoint.fact.id))
    if len(chosen.facts) + len(fields.countries) > len(_LOOKS):
        hint = f"A map has at most {len(_LOOKS)} looks: draw two maps, or a table."
        yield Misfit("there are too many groups to tell apart", hint)
    if not (chosen.facts or any(fields.countries.values()) or fields.places):
        yield Misfit("there is nothing to draw", "Write countries:, places: or facts:.")


def _items(chosen: Chosen) -> list[str]:
    values = [named.standpoint.value for named in chosen.facts]
    return [item for value in values if isinstance(value, Items) for item in value.items]


def _places(
    fields: LocatorFields, items: Iterable[str], entries: Mapping[tuple[str, str], Entry]
) -> list[Entry]:
    named = dict.fromkeys([*fields.places, *items])
    found = [entries.get(("place", word)) for word in named]
    return [entry for entry in found if entry and entry.at]


def draw(fields: LocatorFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    codes, language = country_codes(speech.site_language), speech.language
    lists = [(d.short or d.label, d.value.items, d.span) for d in data if isinstance(d.value, Items)]
    items = [item for _, found, _ in lists for item in found]
    named = [*lists, *((name, tuple(words), None) for name, words in fields.countries.items())]
    groups = [
        _Group(name, look, tuple(codes[word] for word in words if word in codes), value)
        for (name, words, value), look in zip(named, _LOOKS, strict=False)
    ]
    places = {p.name_in(language): p.at for p in _places(fields, items, speech.entries) if p.at}
    shown = _Shown(groups, places, [codes[word] for word in fields.focus])
    (wide, frame), (narrow, _) = (_draw(shown, width, speech) for width in (WIDE, NARROW))
    countries = [
        join_words([_country(code, speech) for code in group.codes], language) for group in groups
    ]
    told = [f"{group.name}: {names}" for group, names in zip(groups, countries, strict=True)]
    rows = [
        (Cell(group.name), Cell(value=group.value) if group.value else Cell(names))
        for group, names in zip(groups, countries, strict=True)
    ]
    rows += [(Cell(name), Cell(_coordinates(at, speech))) for name, at in places.items()]
    heads = [speech("Countries")] * bool(groups) + [speech("Latitude and longitude")] * bool(places)
    return Drawn(
        wide=wide,
        narrow=narrow,
        described=speech("Map: %(shown)s.", shown="; ".join([*told, *places])),
        table=Table((speech("On the map"), " / ".join(heads)), tuple(rows)),
        remark=" ".join(_remarks(frame, speech)),
    )


def _country(code: str, speech: Speech) -> str:
    return locale_or_english(speech.language).territories[code]


def _coordinates(at: Degrees, speech: Speech) -> str:
    return ", ".join(f"{speech.number(Decimal(str(each)))}°" for each in reversed(at))


def _remarks(frame: Frame, speech: Speech) -> Iterator[str]:
    """Where the map is from, and what of its borders is not agreed on."""
    atlas = load_atlas()
    yield speech("Map: Natural Earth.")
    contested = [
        speech(name)
        for name, arcs in atlas.contested.items()
        if any(frame.shows(place) for arc in arcs for place in atlas.arc(arc))
    ]
    if contested:
        names = join_words(sorted(contested), speech.language)
        yield speech("Borders are drawn as held; contested ones are dashed: %(names)s.", names=names)
    for remark in read_table(_REMARKS)["remark"]:
        if frame.shows(remark["at"]):
            yield speech(remark["words"])


def _draw(shown: _Shown, width: float, speech: Speech) -> tuple[Drawing, Frame]:
    atlas = load_atlas()
    codes = shown.focus or [code for group in shown.groups for code in group.codes]
    points = [point for code in codes for point in atlas.main_points(code)]
    points += [] if shown.focus else shown.places.values()
    frame = frame_for(points, width, *((0.45, 0.8) if width == WIDE else (0.8, 1.25)))
    rings: dict[str, list[list[Point]]] = {}
    occupied: list[list[Point]] = []
    for outline in atlas.shapes:
        if seen := list(frame.rings(outline.rings)):
            rings[outline.code] = rings.get(outline.code, []) + seen
            occupied += seen if outline.name == "Crimea" else []
    looks = {code: group.look for group in shown.groups for code in group.codes}
    board = Board(width, frame.height)
    across = (lambda x: width - x) if speech.from_right else (lambda x: x)
    dots = {name: Dot(across(x), y, 4, "place") for name, (x, y) in _dots(shown, frame)}
    bar = list(_scale_bar(frame, board, speech))
    board.taken += [(dot.x - 6, dot.y - 6, dot.x + 6, dot.y + 6) for dot in dots.values()]
    labels: list[Shape] = [
        label for name, dot in dots.items() for label in _beside(name, dot.x, dot.y, 7, "strong", board)
    ]
    by_rank = sorted(rings, key=lambda code: (code not in looks, -sum(map(_size, rings[code]))))
    for code in filter(None, by_rank):
        labels += _label(_country(code, speech), rings[code], code in looks, across, board)
    key = _key(shown.groups, bool(occupied), frame, speech)
    return Drawing(
        width,
        max([frame.height, *(shape.box[3] for shape in key if isinstance(shape, Words))]),
        (*_areas(frame, rings, looks, occupied), *labels, *dots.values(), *bar, *key),
    ), frame


def _dots(shown: _Shown, frame: Frame) -> Iterator[tuple[str, Point]]:
    yield from ((name, frame.at(at)) for name, at in shown.places.items() if frame.shows(at))


def _size(ring: Path) -> float:
    across, down = zip(*ring, strict=True)
    return (max(across) - min(across)) * (max(down) - min(down))


def _areas(
    frame: Frame,
    rings: Mapping[str, list[list[Point]]],
    looks: Mapping[str, str],
    occupied: Sequence[Path],
) -> Iterator[Shape]:
    """Land, the groups, and the lines between countries."""
    for look in ("land", *_LOOKS):
        areas = [ring for code, of in rings.items() if looks.get(code, "land") == look for ring in of]
        yield Shapes(path_of(areas, closed=True), look)
        if areas and look in _HATCHES:
            yield Shapes(path_of(hatched(areas, _HATCHES[look], 6)), "hatch")
    if occupied:
        yield Shapes(path_of(hatched(occupied, -45, 4)), "occupied")
    atlas = load_atlas()
    yield Shapes(path_of(frame.lines(atlas.borders)), "border")
    contested = [arc for arcs in atlas.contested.values() for arc in arcs]
    yield Shapes(path_of(frame.lines(contested)), "border")
    yield Shapes(path_of(frame.lines(contested)), "contested")


def _beside(
    name: str, x: float, y: float, near: float, look: str, board: Board
) -> Iterator[Shape]:
    """A label at one of eight sides of a point, as near as can be; from afar with a line to it."""
    wanted = {
        Words(x + reach * right, y + SMALL * 0.35 + (reach + 3) * down, name, SMALL, anchor, look): (
            reach, right, down
        )
        for reach in (near, 2 * near, 20, 32, 46, 62, 80)
        for right, down, anchor in _SIDES
    }
    if found := board.place(wanted):
        reach, right, down = wanted[found]
        if reach > 15:
            end = x + (reach - 3) * right, y + (reach - 3) * down
            yield Line(((x, y), end), "leader")
        yield found


def _label(
    name: str,
    rings: Sequence[Path],
    grouped: bool,
    across: Callable[[float], float],
    board: Board,
) -> Iterator[Shape]:
    """The name of a country where it has room: near the middle of what is seen of it, else, if the
    country is in a group, beside it."""
    look = "strong" if grouped else "soft"
    needed = text_width(name, SMALL, bold=grouped) + 8
    largest = max(rings, key=_size)
    xs, ys = zip(*largest, strict=True)
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    spots = [spot for spot in rooms(rings, SMALL + 6) if spot[2] >= needed * (0.75 if grouped else 1)]
    spots.sort(key=lambda spot: (spot[2] < needed, hypot(spot[0] - x, 2 * (spot[1] - y))))
    wanted = [Words(across(a), b + SMALL * 0.35, name, SMALL, "middle", look) for a, b, _ in spots]
    if found := board.place(wanted):
        yield found
    elif grouped:
        if spots := sorted(rooms([largest], 4), key=lambda spot: spot[2]):
            x, y, _ = spots[-1]
        yield from _beside(name, across(x), y, 16, look, board)


def _scale_bar(frame: Frame, board: Board, speech: Speech) -> Iterator[Shape]:
    """A round number of kilometres, at most a quarter of the map long."""
    if frame.world:
        return
    pixel = _EARTH / frame.scale
    longest = frame.width / 4 * pixel
    power = 10 ** floor(log10(longest))
    length = next(n * power for n in (5, 2, 1) if n * power <= longest)
    end, foot = 10 + length / pixel, frame.height - 10
    text = speech("%(number)s km", number=speech.number(Decimal(length)))
    label = board.place([Words(10, foot - 8, text, SMALL)])
    board.taken.append((4, foot - 8, end + 6, foot + 6))
    yield Line(((10, foot - 5), (10, foot), (end, foot), (end, foot - 5)), "scale")
    yield from [label] if label else []


def _key(groups: Sequence[_Group], occupied: bool, frame: Frame, speech: Speech) -> list[Shape]:
    """Below the map, over what reaches out of it: each look with its name, in lines."""
    named = [(group.look, group.name) for group in groups]
    named += [("land", speech("Occupied by Russia since 2014"))] if occupied else []
    shapes: list[Shape] = []
    x, y = 0.0, frame.height + 10
    for look, name in named:
        lines = wrap(name, frame.width - 30, SMALL)
        if x and x + 30 + text_width(name, SMALL) > frame.width:
            x, y = 0.0, y + _LINE
        box = ((x, y), (x + 22, y), (x + 22, y + 14), (x, y + 14))
        shapes.append(Rect(x, y, 22, 14, look))
        if angle := -45 if look == "land" else _HATCHES.get(look, 0):
            strokes = hatched([box], angle, 4 if look == "land" else 6)
            drawn = "occupied" if look == "land" else "hatch"
            shapes += [Line(tuple(stroke), drawn) for stroke in strokes]
        shapes += [Words(x + 30, y + 12 + _LINE * n, line, SMALL) for n, line in enumerate(lines)]
        x += 30 + text_width(name, SMALL) + 18
        y += _LINE * (len(lines) - 1)
    foot = Rect(0, frame.height, frame.width, y + _LINE - frame.height, "cover")
    return [foot, *shapes] if named else []


KIND = Kind(LocatorFields, plan, draw)
