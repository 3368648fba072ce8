"""``locator``: a map. Groups of countries have looks that a key names, places have dots.

A group is what a fact lists, countries or places with coordinates, or a list in the figure. The map
shows all that is named, unless something is in focus. Crimea is drawn as Ukraine, hatched; lines
that are contested are dashed, and named below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

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
from explainer.figures.maps.frame import Frame, Point, extent, frame_for
from explainer.figures.maps.looks import (
    LOOKS,
    Group,
    country,
    draw_areas,
    draw_key,
    enlarged,
    map_labels,
)
from explainer.figures.misfits import misfit
from explainer.languages.words import join_words
from explainer.model.entries.entry import Entry
from explainer.model.shared.fields import Filled, fold
from explainer.model.values.value import Items, Value
from explainer.resolve.published.parts import Cell, Table
from explainer.tables import read_table


class LocatorFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
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
    items = [item for named in chosen.facts for item in _items(named.standpoint.value)]
    places = _places(chosen.fields, items, chosen.entries)
    return Plan(
        rows=tuple(Row(named.standpoint) for named in chosen.facts),
        misfits=tuple(_misfits(chosen, items)),
        places=tuple((place.id, place.at_source.id) for place in places if place.at_source),
    )


def _items(value: Value | None) -> tuple[str, ...]:
    return value.items if isinstance(value, Items) else ()


def _misfits(chosen: Chosen, items: Sequence[str]) -> Iterator[Misfit]:
    fields, codes = chosen.fields, country_codes(chosen.language)
    known = {entry.id for (kind, _), entry in chosen.entries.items() if kind == "place"}
    located = {word for word in known if chosen.entries["place", word].at}
    grouped = {codes.get(item) for item in items}
    written: list[tuple[str, tuple[str | int, ...]]] = [
        (word, ("focus", n)) for n, word in enumerate(fields.focus)
    ]
    for group, words in fields.countries.items():
        written += [(word, ("countries", group, n)) for n, word in enumerate(words)]
    for word, path in written:
        message, hint = "", "A country has one look: leave it in one."
        if word not in codes:
            message = f'there is no country "{word}" to draw'
            hint = did_you_mean(word, codes) or "Write two letters of ISO 3166, as in KZ."
        elif path[0] != "focus":
            message = f'"{word}" is in two groups' if codes[word] in grouped else ""
            grouped.add(codes[word])
        if message:
            yield Misfit(message, hint, chosen.place_of(*path), len(word))
    for n, word in enumerate(fields.places):
        if word not in located and not chosen.unread.may_hold(fold(word)):
            message = f'there is no place "{word}"'
            hint = did_you_mean(word, known) or "Add it to content/places.yaml."
            if word in known:
                message = f'the place "{word}" has no coordinates'
                hint = "Write at: [latitude, longitude] and at_source: in content/places.yaml."
            yield Misfit(message, hint, chosen.place_of("places", n), len(word))
    for named in chosen.facts:
        if not isinstance(named.standpoint.value, Items):
            yield misfit(named, "is no list of countries or places")
        for word in _items(named.standpoint.value):
            if not (word in codes or word in located or chosen.unread.may_hold(fold(word))):
                hint = did_you_mean(word, {*codes, *located}) or "Give the place coordinates."
                yield misfit(named, f'names "{word}", which is not on the map', hint)
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
    lists = [(d.name, _items(d.value), d.span) for d in data if isinstance(d.value, Items)]
    named = [*lists, *((name, tuple(words), None) for name, words in fields.countries.items())]
    groups = [
        Group(name, look, tuple(codes[word] for word in words if word in codes), value)
        for (name, words, value), look in zip(named, LOOKS, strict=False)
    ]
    items = [item for _, found, _ in lists for item in found]
    places = {p.name_in(language): p.at for p in _places(fields, items, speech.entries) if p.at}
    focus = [codes[word] for word in fields.focus]
    (wide, frame, beyond), (narrow, _, beyond_too) = (
        _draw(groups, places, focus, width, speech) for width in (WIDE, NARROW)
    )
    outside = [name for name in beyond if name in beyond_too]
    rows, told = [], []
    for group in groups:
        names = join_words([country(code, speech) for code in group.codes], language)
        told.append(speech.joined(":", group.name, names))
        rows.append((Cell(group.name), Cell(value=group.value) if group.value else Cell(names)))
    for name, at in places.items():
        degrees = ", ".join(f"{speech.number(Decimal(str(each)))}°" for each in reversed(at))
        rows.append((Cell(name), Cell(degrees)))
    heads = [speech("Countries")] * bool(groups) + [speech("Latitude and longitude")] * bool(places)
    return Drawn(
        wide=wide,
        narrow=narrow,
        described=speech("Map: %(shown)s.", shown=speech.joined(";", *told, *places)),
        table=Table((speech("On the map"), " / ".join(heads)), tuple(rows)),
        remark=" ".join(_remarks(frame, outside, speech)),
    )


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
    areas = draw_areas(frame, rings, looks, occupied)
    labels = map_labels(places, rings, looks, frame, speech)
    height = max([frame.height, *(each.box[3] for each in key if isinstance(each, Rect))])
    return Drawing(width, height, (*areas, *labels, *key)), frame, beyond


KIND = Kind(LocatorFields, plan, draw, unnamed="else")
