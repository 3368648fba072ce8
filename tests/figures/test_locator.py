"""Maps: what is named is shown and framed, and no words touch."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.figures.drawing import Dot, Shapes, to_svg
from explainer.figures.figure import Drawn
from explainer.figures.maps.atlas import Atlas, country_codes, load_atlas
from explainer.figures.maps.frame import frame_for, path_of, spans
from explainer.figures.maps.locator import KIND, LocatorFields
from explainer.model.entries.entry import Entry
from explainer.model.shared.reading import Named
from explainer.model.values.value import Items
from tests.figures.drawings import check_drawn
from tests.figures.words import datum, speech
from tests.sites import TinySite, explainer, sources, words

CODES = sorted(set(country_codes().values()))
GROUPS = st.dictionaries(
    st.sampled_from(["Members", "Those that were asked and said that they would rather not", "No"]),
    st.lists(st.sampled_from(CODES), min_size=1, max_size=12),
    min_size=1,
)
PLACES = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), max_size=6)
TROOPS = {"Sent troops": ["RU", "AM", "BY", "KG", "TJ"], "Asked for them": ["KZ"]}


def entries(places: Mapping[str, tuple[float, float]]) -> dict[tuple[str, str], Entry]:
    return {
        ("place", name): Entry(
            kind="place", id=name, path="p", offset=0, name=name, at=at, at_source=Named("map", 0)
        )
        for name, at in places.items()
    }


def drawn(
    countries: Mapping[str, list[str]],
    places: Mapping[str, tuple[float, float]] | None = None,
    language: str = "en",
    focus: tuple[str, ...] = (),
) -> Drawn:
    named = places or {}
    fields = LocatorFields(
        title="t", countries=dict(countries), places=list(named), focus=list(focus)
    )
    return KIND.draw(fields, [], speech(language, entries=entries(named)))


def holds(atlas: Atlas, code: str, place: tuple[float, float]) -> bool:
    """Whether a place lies in a country."""
    rings = [
        [point for arc in ring for point in atlas.arc(max(arc, ~arc))[:: 1 if arc >= 0 else -1]]
        for outline in atlas.shapes
        if outline.code == code
        for ring in outline.rings
    ]
    return any(west < place[0] < east for west, east in spans(rings, place[1]))


@settings(max_examples=25)
@given(GROUPS, PLACES, st.sampled_from(["en", "ru", "ar"]))
def test_nothing_overlaps(
    groups: dict[str, list[str]], places: list[tuple[float, float]], language: str
) -> None:
    named = {f"The old harbour {n}": at for n, at in enumerate(places)}
    check_drawn(drawn(groups, named, language))


@pytest.mark.parametrize("code", CODES)
def test_each_country_can_be_drawn_alone(code: str) -> None:
    found = drawn({"Alone": [code]})
    check_drawn(found)
    assert found.wide is not None
    looks = [shape.path for shape in found.wide.shapes if isinstance(shape, Shapes)]
    assert looks[1]


# ---- what is not agreed on ----


@pytest.mark.parametrize("place", [(34.1, 44.95), (33.6, 45.9), (33.52, 44.61), (36.47, 45.36)])
def test_crimea_is_drawn_as_ukraine(place: tuple[float, float]) -> None:
    assert holds(load_atlas(), "UA", place)
    assert not holds(load_atlas(), "RU", place)


def test_crimea_is_hatched_and_the_map_says_why() -> None:
    found = drawn({"Neighbours": ["UA", "RU"]}, focus=("UA",))
    for drawing in (found.wide, found.narrow):
        assert drawing is not None
        crossed = [s.path for s in drawing.shapes if isinstance(s, Shapes) and s.look == "crossed"]
        assert crossed[0].count("M") > 3
        assert "Occupied by Russia since 2014" in [words.text for words in drawing.words]
    assert "Crimea is Ukraine's (UN General Assembly, resolution 68/262)" in found.remark


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("XK", "dashed: Kosovo."),
        ("IN", "Aksai Chin, Arunachal Pradesh and Kashmir"),
        ("PS", "Palestinian territories"),
        ("EH", "Western Sahara"),
        ("SO", "Somaliland"),
        ("CY", "Northern Cyprus"),
        ("SY", "Golan Heights are drawn as held by Israel"),
        ("GE", "Abkhazia and South Ossetia are drawn as Georgia"),
        ("MD", "Transnistria is drawn as Moldova"),
        ("TW", "Taiwan, which China claims"),
    ],
)
def test_a_map_tells_of_contested_borders_in_sight(code: str, said: str) -> None:
    assert said in drawn({"Alone": [code]}).remark


def test_a_map_tells_of_no_others() -> None:
    assert drawn({"Alone": ["PT"]}).remark == "Map: Natural Earth."


# ---- frame ----


def test_the_frame_shows_all_that_is_named() -> None:
    found = drawn(TROOPS, {"Almaty": (76.95, 43.24), "Lisbon": (-9.14, 38.72)})
    for drawing in (found.wide, found.narrow):
        assert drawing is not None
        dots = [shape for shape in drawing.shapes if isinstance(shape, Dot)]
        assert len(dots) == 2
        assert all(0 < dot.x < drawing.width and 0 < dot.y < drawing.height for dot in dots)


def test_what_is_outside_the_focus_is_told_below() -> None:
    found = drawn({"Signed": ["RU", "US", "AT"]}, {"Lima": (-77.0, -12.0)}, focus=("LI",))
    assert found.remark == "Outside this map: Russia, United States and Lima. Map: Natural Earth."


@pytest.mark.parametrize("code", ["LI", "VA", "TV", "NR"])
def test_the_smallest_is_drawn_beside_the_largest(code: str) -> None:
    if code in CODES:
        found = drawn({"One": [code], "Other": ["RU", "US"]})
        assert found.wide is not None
        looks = {s.look: s.path for s in found.wide.shapes if isinstance(s, Shapes)}
        assert looks["group first"]
        assert "Outside" not in found.remark


def test_west_is_left_in_arabic_too() -> None:
    """Words and dots are placed as read from the right, countries are not."""
    places = {"West": (60.0, 45.0), "East": (75.0, 45.0)}
    for language, order in (("en", [0, 1]), ("ar", [1, 0])):
        wide = drawn({}, places, language).wide
        assert wide is not None
        xs = [shape.x for shape in wide.shapes if isinstance(shape, Dot)]
        assert [xs.index(x) for x in sorted(xs)] == order


def test_a_frame_crosses_the_date_line() -> None:
    frame = frame_for([(178.0, -18.0), (-172.0, -13.5)], 600, 0.4, 0.8)
    west, east = frame.at((178.0, -18.0)), frame.at((-172.0, -13.5))
    assert 0 < west[0] < 300 < east[0] < 600


@pytest.mark.parametrize("level", [-45.0, 0.0, 45.0])
def test_distances_are_those_of_the_scale(level: float) -> None:
    frame = frame_for([(0.0, level - 3), (10.0, level + 3)], 600, 0.4, 0.8)
    a, b = frame.at((5.0, level - 0.5)), frame.at((5.0, level + 0.5))
    assert (a[1] - b[1]) / frame.scale * 6371 == pytest.approx(111.2, rel=0.01)


def test_a_path_holds_half_pixels_and_no_point_twice() -> None:
    assert path_of([[(0, 0), (0.1, 0.1), (2.26, 4)], [(1, 1)]], closed=True) == "M0 0l2.5 4z"


# ---- what else there is ----


def test_the_table_has_what_is_drawn() -> None:
    found = drawn(TROOPS, {"Almaty": (76.95, 43.24)})
    assert found.table.heads == ("On the map", "Countries / Latitude and longitude")
    assert [[cell.plain for cell in row] for row in found.table.rows] == [
        ["Sent troops", "Russia, Armenia, Belarus, Kyrgyzstan and Tajikistan"],
        ["Asked for them", "Kazakhstan"],
        ["Almaty", "43.24°, 76.95°"],
    ]
    assert found.wide is not None
    words = [words.text for words in found.wide.words]
    names = {"Russia", "Armenia", "Belarus", "Kyrgyzstan", "Tajikistan", "Kazakhstan", "Almaty"}
    assert names <= set(words)
    assert words[-3:-1] == ["Sent troops", "Asked for them"]


def test_a_fact_shades_the_countries_it_lists() -> None:
    value = Items(("Armenia", "Kazakhstan"))
    found = KIND.draw(LocatorFields(title="t"), [datum("Members", value)], speech())
    assert [cell.plain for cell in found.table.rows[0]] == ["Members", "Armenia, Kazakhstan"]
    assert found.described == "Map: Members: Armenia and Kazakhstan."


@pytest.mark.parametrize("groups", [TROOPS, {"All": CODES}, {"One": ["GR"], "Two": ["TR", "NO"]}])
def test_a_map_is_light(groups: dict[str, list[str]]) -> None:
    found = drawn(groups)
    markup = "".join(
        to_svg(drawing, "wide", "m", "t", "d") for drawing in (found.wide, found.narrow) if drawing
    )
    assert len(gzip.compress(markup.encode())) < 30_000


def test_the_source_of_coordinates_names_what_it_is_for(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    places = "".join(
        f"{n}: {{name: {n.title()}, at: [43.2, 76.9], at_source: map}}\n" for n in ("port", "quay")
    )
    drawn = "```locator\ntitle: Two places\nplaces: [port, quay]\nfocus: [KZ]\n```"
    site.write(
        {
            "site.yaml": "title: The Tide Desk\n",
            "sources/a.yaml": sources("map"),
            "places.yaml": places,
            "explainers/gauge.md": explainer(f"## Where? {{#where}}\n\nHere.\n\n{drawn}\n"),
        }
    )
    site.build()
    (line,) = site.tree("gauge/").xpath("//figure/p[@class='figure-sources']")
    assert words(line) == "Sources: Port, Quay1"


@pytest.mark.parametrize("place", [(0.0, 90.0), (10.0, 89.99), (0.0, -90.0), (170.0, -88.0)])
def test_a_place_at_a_pole_has_a_map(place: tuple[float, float]) -> None:
    found = drawn({}, {"Pole": place})
    check_drawn(found)
    for drawing in (found.wide, found.narrow):
        assert drawing is not None
        (dot,) = (shape for shape in drawing.shapes if isinstance(shape, Dot))
        assert (dot.x, dot.y) == pytest.approx((drawing.width / 2, drawing.height / 2))
        land = next(s.path for s in drawing.shapes if isinstance(s, Shapes) and s.look == "land")
        assert bool(land) == (place[1] < 0)
