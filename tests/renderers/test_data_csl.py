"""``sources.json``: CSL-JSON, and back again through our own reader."""

from __future__ import annotations

import json
from datetime import date

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from explainer.documents.files.source_text import SourceText
from explainer.edtf import parse_edtf
from explainer.model.sources.csl import ATTRIBUTES, ROLES, TEXTS, Name
from explainer.model.sources.source import Source
from explainer.model.sources.source_files import parse_sources
from explainer.renderers.citations import csl_date, csl_item, sources_json
from explainer.renderers.data.text_files import json_bytes
from tests.open_data import tiny_dataset

_TEXT = {"type": "string", "minLength": 1}
_NAMES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "properties": {"family": _TEXT, "given": _TEXT, "literal": _TEXT},
        "minProperties": 1,
        "additionalProperties": False,
    },
}
_DATE = {
    "minProperties": 1,
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "items": {"type": "integer"},
                "minItems": 1,
                "maxItems": 3,
            },
        },
        "season": {"type": ["string", "number"]},
        "circa": {"type": "boolean"},
        "literal": _TEXT,
        "raw": _TEXT,
    },
}
_TEXTS = (
    "title container-title publisher publisher-place volume issue page edition number "
    "URL DOI ISBN language"
)
# The rules of CSL 1.0.2 for the fields that are written here.
CSL = jsonschema_rs.Draft7Validator(
    {
        "type": "array",
        "items": {
            "required": ["type", "id"],
            "additionalProperties": False,
            "properties": {
                "id": _TEXT,
                "type": _TEXT,
                "author": _NAMES,
                "editor": _NAMES,
                "issued": _DATE,
                "accessed": _DATE,
                "custom": {"type": "object", "minProperties": 1},
                **dict.fromkeys(_TEXTS.split(), _TEXT),
            },
        },
    }
)


def read_back(data: bytes) -> list[Source]:
    parsed = parse_sources(SourceText("content/sources/s.json", data.decode()))
    assert parsed.diagnostics == ()
    return [replace(source, path="", offset=0, copy_of_offset=0) for source in parsed.records]


def test_sources_come_back_as_they_were() -> None:
    found = sources_json(tiny_dataset())
    assert read_back(found) == [row.source for row in tiny_dataset().sources]
    assert read_back(found)[0].authors == (Name("Braun", "Eva"), Name(literal="Harbour office"))


def test_items_keep_the_rules_of_csl() -> None:
    items = json.loads(sources_json(tiny_dataset()))
    assert [item["id"] for item in items] == ["chart", "copy", "log", "second-copy", "wire"]
    assert list(CSL.iter_errors(items)) == []
    assert list(CSL.iter_errors([{"id": "a", "type": "map", "party": "Dover"}])) != []


def test_an_item_holds_no_empty_field() -> None:
    assert csl_item(Source(key="a", path="", offset=0, title="Title")) == {
        "id": "a",
        "type": "document",
        "title": "Title",
    }


def test_what_csl_has_no_field_for_is_custom() -> None:
    example = Source(key="a", path="", offset=0, title="Title", role="example")
    assert csl_item(example)["custom"] == {"role": "example"}
    item = json.loads(sources_json(tiny_dataset()))[0]
    assert item["custom"] == {
        "kind": "reference work",
        "party": "Dover",
        "note": "Drawn by hand.",
    }


@pytest.mark.parametrize(
    ("edtf", "written"),
    [
        ("2022", {"date-parts": [[2022]]}),
        ("2022-01", {"date-parts": [[2022, 1]]}),
        ("2022-01-05", {"date-parts": [[2022, 1, 5]]}),
        ("2022~", {"date-parts": [[2022]], "circa": True}),
        ("2022-01-05/2022-01-07", {"date-parts": [[2022, 1, 5], [2022, 1, 7]]}),
        ("1990~/1995~", {"date-parts": [[1990], [1995]], "circa": True}),
        ("1990~/1995", {"raw": "1990~/1995"}),
        ("2022-01/..", {"raw": "2022-01/.."}),
        ("../2022-01", {"raw": "../2022-01"}),
        ("2022?", {"raw": "2022?"}),
        ("2022%", {"raw": "2022%"}),
    ],
)
def test_dates(edtf: str, written: object) -> None:
    assert csl_date(parse_edtf(edtf)) == written


@pytest.mark.parametrize(
    ("edtf", "words", "written"),
    [
        ("2022", "Spring 2022", {"date-parts": [[2022]], "season": 1}),
        ("2022~", "Winter 2022", {"date-parts": [[2022]], "season": 4, "circa": True}),
        ("2022", "Michaelmas 2022", {"date-parts": [[2022]], "season": "Michaelmas"}),
        ("2021/2022", "Winter 2021–Spring 2022", {"date-parts": [[2021, 24], [2022, 21]]}),
        ("2021/2022", "Advent 2021–Lent 2022", {"literal": "Advent 2021–Lent 2022"}),
        ("", "in press", {"literal": "in press"}),
    ],
)
def test_dates_that_no_calendar_has(edtf: str, words: str, written: object) -> None:
    found = parse_edtf(edtf) if edtf else None
    assert csl_date(found, words) == written
    if "Advent" not in words:
        source = Source(key="a", path="", offset=0, title="A", issued=found, issued_literal=words)
        data = json.dumps([csl_item(source)]).encode()
        assert read_back(data) == [source]


_WORDS = st.text(" \n*~^<>/&;#ibsuamplt1é王[]{}.\\", max_size=12)
_PARTICLES = ("given", "literal", "suffix", "comma-suffix", "dropping-particle")
_NAME = st.fixed_dictionaries(
    {"family": _WORDS.filter(str.strip)}, optional=dict.fromkeys(_PARTICLES, _WORDS)
)
_YEAR = st.integers(-3000, 2100).filter(bool)
_CSL_DATE = st.fixed_dictionaries(
    {"date-parts": st.lists(st.lists(_YEAR, min_size=1, max_size=1), min_size=1, max_size=1)},
    optional={"circa": st.booleans(), "season": st.sampled_from([1, "2", "Lent", 9])},
) | st.sampled_from(
    ["199X", "1990s", "c. 1880", "in press", {"literal": "May"}, {"raw": "2020~/.."}]
)
_RECORD = st.fixed_dictionaries(
    {"id": st.just("key"), "title": _WORDS.filter(str.strip)},
    optional={
        **{name: _WORDS for name in (*TEXTS, *ATTRIBUTES) if name not in ("title", "URL")},
        **{role: st.lists(_NAME, max_size=2) for role in ("author", "editor", *ROLES)},
        **dict.fromkeys(("issued", "event-date", "original-date", "submitted"), _CSL_DATE),
        "type": st.sampled_from(["book", "journal-article", "gizmo"]),
        "custom": st.fixed_dictionaries({}, optional={"kind": _WORDS, "note": _WORDS}),
        "note": _WORDS,
    },
)


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
@given(_RECORD)
def test_what_is_exported_comes_back_byte_for_byte(name: str, record: dict[str, object]) -> None:
    text = json.dumps([record])
    first = [csl_item(source) for source in parse_sources(SourceText(name, text)).records]
    again = [csl_item(source) for source in read_back(json_bytes(first))]
    assert json_bytes(again) == json_bytes(first)


def test_a_record_goes_out_as_whole_as_it_came() -> None:
    record: dict[str, object] = {
        "id": "key",
        "type": "book",
        "title": "T <i>x</i>",
        "event-date": {"date-parts": [[-44, 3, 15]]},
        "author": [{"family": "Key", "given": "Anna"}, {"literal": "et al."}],
        **{role: [{"literal": f"The {role}"}] for role in ROLES},
        **{name: f"Some {name}" for name in TEXTS},
    }
    parsed = parse_sources(SourceText("a.json", json.dumps([{**record, "note": "mine"}])))
    assert parsed.diagnostics == ()
    assert csl_item(parsed.records[0]) == record


_DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
_PARTS = st.tuples(_DAYS, st.sampled_from([4, 7, 10]), st.sampled_from(["", "~", "?", "%"])).map(
    lambda each: each[0][: each[1]] + each[2]
)


@st.composite
def edtf_dates(draw: st.DrawFn) -> str:
    first = draw(_PARTS)
    shape = draw(st.sampled_from(["one", "from", "until", "both"]))
    last = f"9999{draw(st.sampled_from(['', '~', '?']))}"
    shapes = {
        "one": first,
        "from": f"{first}/..",
        "until": f"../{first}",
        "both": f"{first}/{last}",
    }
    return shapes[shape]


@given(edtf_dates())
def test_any_date_comes_back(written: str) -> None:
    source = Source(key="a", path="", offset=0, title="A", issued=parse_edtf(written))
    assert read_back(json.dumps([csl_item(source)]).encode()) == [source]
