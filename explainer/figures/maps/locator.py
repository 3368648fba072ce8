"""``locator``: a map. Groups of countries have looks that a key names, places have dots.

A group is what a fact lists, countries or places with coordinates, or a list in the figure. The map
shows all that is named, unless something is in focus. Crimea is drawn as Ukraine, hatched; lines
that are contested are dashed, and named below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from msgspec import field

from explainer.diagnostics import did_you_mean
from explainer.figures.drawing import Drawing, Rect
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
from explainer.figures.maps.atlas import REMARKS, Degrees, country_codes, load_atlas
from explainer.figures.maps.frame import Frame, frame_for
from explainer.figures.maps.looks import (
    LOOKS,
    Group,
    country,
    draw_areas,
    draw_key,
    enlarged,
    map_labels,
)
from explainer.figures.maps.shapes import Point, extent
from explainer.figures.misfits import misfit
from explainer.languages.words import join_words
from explainer.model.entries.entry import Entry
from explainer.model.shared.fields import Filled, fold
from explainer.model.values.value import Items
from explainer.resolve.published.parts import Cell, Table
from explainer.tables import read_table


class LocatorFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    without_facts: ClassVar[bool] = True
    countries: dict[Filled, list[Filled]] = field(default_factory=dict)
    """Countries to shade, by what the key calls them: codes of ISO 3166 such as KZ, or names."""
    places: list[Filled] = field(default_factory=list)
    """Ids of places with coordinates."""
    focus: list[Filled] = field(default_factory=list)
    """Countries that fill the map. By default it shows all that is named."""

    @property
    def shown_places(self) -> Sequence[str]:
        return self.places


def plan(chosen: Chosen) -> Plan:
    values = [named.standpoint.value for named in chosen.facts]
    items = [item for value in values if isinstance(value, Items) for item in value.items]
    places = _places(chosen.fields, items, chosen.entries)
    return Plan(
        rows=tuple(Row(named.standpoint) for named in chosen.facts),
        misfits=tuple(_misfits(chosen)),
        places=tuple((place.id, place.at_source.id) for place in places if place.at_source),
    )


def _misfits(chosen: Chosen) -> Iterator[Misfit]:
    fields, codes = chosen.fields, country_codes(chosen.language)
    known = {entry.id for (kind, _), entry in chosen.entries.items() if kind == "place"}
    located = {word for word in known if chosen.entries["place", word].at}
    values = [named.standpoint.value for named in chosen.facts]
    grouped = {codes.get(item) for v in values if isinstance(v, Items) for item in v.items}
    written: list[tuple[str | int, ...]] = [("focus", n) for n in range(len(fields.focus))]
    for group, words in fields.countries.items():
        written += [("countries", group, n) for n in range(len(words))]
    for path in written:
        word = (fields.countries[path[1]] if len(path) == 3 else fields.focus)[path[-1]]
        message, hint = f'"{word}" is in two groups', "A country has one look: leave it in one."
        if word not in codes:
            message = f'there is no country "{word}" to draw'
            hint = did_you_mean(word, codes) or "Write two letters of ISO 3166, as in KZ."
        if word not in codes or (path[0] != "focus" and codes[word] in grouped):
            yield Misfit(message, hint, chosen.place_of(*path), len(word))
        elif path[0] != "focus":
            grouped.add(codes[word])
    for n, word in enumerate(fields.places):
        if word not in located and not chosen.unread.may_hold(fold(word)):
            message = f'there is no place "{word}"'
            hint = did_you_mean(word, known) or "Add it to content/places.yaml."
            if word in known:
                message = f'the place "{word}" has no coordinates'
                hint = "Write at: [latitude, longitude] and at_source: in content/places.yaml."
            yield Misfit(message, hint, chosen.place_of("places", n), len(word))
    for named in chosen.facts:
        fact_id, value = named.standpoint.fact.id, named.standpoint.value
        if not isinstance(value, Items):
            yield misfit(named, f'"{fact_id}" is no list of countries or places')
            continue
        for word in value.items:
            if not (word in codes or word in located or chosen.unread.may_hold(fold(word))):
                hint = did_you_mean(word, {*codes, *located}) or "Give the place coordinates."
                message = f'"{fact_id}" names "{word}", which is not on the map'
                yield Misfit(message, hint, named.offset, len(fact_id))
    if len(chosen.facts) + len(fields.countries) > len(LOOKS):
        hint = f"A map tells at most {len(LOOKS)} apart. Draw two maps, or a table."
        yield Misfit("these are too many groups for a map", hint)
    if not (chosen.facts or any(fields.countries.values()) or fields.places):
        yield Misfit("there is nothing to draw", "Write countries:, places: or facts:.")


def _places(
    fields: LocatorFields, items: Iterable[str], entries: Mapping[tuple[str, str], Entry]
) -> list[Entry]:
    """The places with coordinates among those named, each once."""
    found = [entries.get(("place", word)) for word in dict.fromkeys([*fields.places, *items])]
    return [entry for entry in found if entry and entry.at]


def draw(fields: LocatorFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    codes, language = country_codes(speech.site_language), speech.language
    lists = [
        (d.short or d.label, d.value.items, d.span) for d in data if isinstance(d.value, Items)
    ]
    items = [item for _, found, _ in lists for item in found]
    named = [*lists, *((name, tuple(words), None) for name, words in fields.countries.items())]
    groups = [
        Group(name, look, tuple(codes[word] for word in words if word in codes), value)
        for (name, words, value), look in zip(named, LOOKS, strict=False)
    ]
    places = {p.name_in(language): p.at for p in _places(fields, items, speech.entries) if p.at}
    focus = [codes[word] for word in fields.focus]
    (wide, frame, beyond), (narrow, _, beyond_too) = (
        _draw(groups, places, focus, width, speech) for width in (WIDE, NARROW)
    )
    outside = [name for name in beyond if name in beyond_too]
    countries = [
        join_words([country(code, speech) for code in group.codes], language) for group in groups
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
        remark=" ".join(_remarks(frame, outside, speech)),
    )


def _coordinates(at: Degrees, speech: Speech) -> str:
    return ", ".join(f"{speech.number(Decimal(str(each)))}°" for each in reversed(at))


def _remarks(frame: Frame, outside: Sequence[str], speech: Speech) -> Iterator[str]:
    """What is ``outside`` the map, where it is from, and what of its borders is not agreed on."""
    atlas = load_atlas()
    if outside:
        yield speech("Outside this map: %(names)s.", names=join_words(outside, speech.language))
    yield speech("Map: Natural Earth.")
    contested = [
        speech(name)
        for name, arcs in atlas.contested.items()
        if any(frame.shows(place) for arc in arcs for place in atlas.arc(arc))
    ]
    if contested and frame.world:
        yield speech("Borders are drawn as held; contested ones are dashed.")
    elif contested:
        names = join_words(sorted(contested), speech.language)
        yield speech(
            "Borders are drawn as held; contested ones are dashed: %(names)s.", names=names
        )
    for remark in read_table(REMARKS)["remark"]:
        if frame.shows(remark["at"], remark["km"]):
            yield speech(remark["words"])


def _draw(
    groups: Sequence[Group],
    places: Mapping[str, Degrees],
    focus: Sequence[str],
    width: float,
    speech: Speech,
) -> tuple[Drawing, Frame, list[str]]:
    """Dots by the names of their places; countries in ``focus`` fill the map. The drawing, its
    frame, and the names of what is outside of that."""
    atlas = load_atlas()
    codes = focus or [code for group in groups for code in group.codes]
    points = [point for code in codes for point in atlas.main_points(code)]
    points += [] if focus else places.values()
    frame = frame_for(points, width, *((0.4, 0.8) if width == WIDE else (0.5, 1.2)))
    rings: dict[str, list[list[Point]]] = {}
    occupied: list[list[Point]] = []
    for outline in atlas.shapes:
        if seen := list(frame.rings(outline.rings)):
            rings[outline.code] = rings.get(outline.code, []) + seen
            occupied += seen if outline.name == "Crimea" else []
    looks = {code: group.look for group in groups for code in group.codes}
    beyond = [country(code, speech) for code in looks if code not in rings]
    beyond += [name for name, at in places.items() if not frame.shows(at)]
    for code in looks.keys() & rings.keys():
        rings[code] = enlarged(rings[code])
    key = draw_key(groups, any(extent(ring) > 60 for ring in occupied), frame, speech)
    height = [shape.y + shape.height for shape in key if isinstance(shape, Rect)]
    shapes = (
        *draw_areas(frame, rings, looks, occupied),
        *map_labels(places, rings, looks, frame, speech),
        *key,
    )
    return Drawing(width, max([frame.height, *height]), shapes), frame, beyond


KIND = Kind(LocatorFields, plan, draw)
