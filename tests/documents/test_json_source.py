"""JSON is read into the same nodes as YAML."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.diagnostics import format_diagnostic
from explainer.documents.data.json_source import parse_json
from explainer.documents.data.nodes import Scalar, child, to_data
from explainer.documents.files.source_text import SourceText


def findings(text: str) -> list[str]:
    _, diagnostics = parse_json(SourceText("a.json", text))
    return [f"{d.location} {d.code}: {d.message}" for d in diagnostics]


def test_scalars_stay_as_written() -> None:
    text = '[{"id": "a\\u00e9", "n": -1.50e3, "t": true, "z": null, "e": "", "l": [], "m": {}}]\n'
    node, diagnostics = parse_json(SourceText("a.json", text))
    assert diagnostics == ()
    assert node is not None
    assert to_data(node) == [
        {"id": "aé", "n": "-1.50e3", "t": "true", "z": "null", "e": "", "l": [], "m": {}}
    ]
    null = child(node, [0, "z"])
    assert null == Scalar(text.index("null"), text.index("null") + 4, "null", "")
    name = child(node, [0, "id"])
    assert name == Scalar(text.index('"a'), text.index(", "), "aé", '"')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a.json:1:1 json: the file holds nothing"),
        ("[1,\n 2", "a.json:1:1 json: `[` is never closed"),
        ('{"a": {"b": 1}', "a.json:1:1 json: `{` is never closed"),
        ("[1,\n ]", "a.json:2:2 json: a comma before `]`"),
        ("[1 2]", "a.json:1:4 json: `2` stands where a comma or `]` should"),
        ("{a: 1}", "a.json:1:2 json: `a` stands where a key in double quotes should"),
        ('{"a" 1}', "a.json:1:6 json: `1` stands where a colon should"),
        ('{"a": }', "a.json:1:7 json: `}` stands where a value should"),
        ("{'a': 1}", "a.json:1:2 json: `'a'` stands where a key in double quotes should"),
        ("[NaN]", "a.json:1:2 json: `NaN` stands where a value should"),
        ("[-Infinity]", "a.json:1:2 json: `-Infinity` stands where a value should"),
        ("[012]", "a.json:1:2 json: `012` stands where a value should"),
        ("// x\n1", "a.json:1:1 json: `//` stands where a value should"),
        ("[] []", "a.json:1:4 json: `[` stands where the end of the file should"),
        ('["a\nb"]', "a.json:1:2 json: the quotation mark is never closed"),
        ('["a\tb"]', "a.json:1:4 json: a tab within a text"),
        ('["😀\\q"]', "a.json:1:4 json: `\\q` is no escape that JSON knows"),
        ('["\\u12"]', "a.json:1:3 json: `\\u` is no escape that JSON knows"),
        ('["\\ud83d"]', "a.json:1:2 json: half of a surrogate pair in a text"),
        ("[" * 51, "a.json:1:51 nesting: nested deeper than 50 levels"),
        ("[" * 1_000_000, "a.json:1:51 nesting: nested deeper than 50 levels"),
    ],
)
def test_broken_json_is_told_what_and_where(text: str, expected: str) -> None:
    assert findings(text) == [expected]


def test_a_doubled_key_is_reported_and_reading_goes_on() -> None:
    text = '[{"id": 1, "x": 2, "id": 3},\n {"id": 4, "x": {}, "x": {"id": 5}},\n]'
    _, diagnostics = parse_json(SourceText("a.json", text))
    assert [format_diagnostic(d) for d in diagnostics] == [
        "a.json:1:20: error[duplicate-key]: `id` stands twice here\n"
        ' 1 | [{"id": 1, "x": 2, "id": 3},\n'
        "   |                    ^^^^\n"
        "   = The first is in line 1: keep one of them.",
        "a.json:2:21: error[duplicate-key]: `x` stands twice here\n"
        ' 2 |  {"id": 4, "x": {}, "x": {"id": 5}},\n'
        "   |                     ^^^\n"
        "   = The first is in line 2: keep one of them.",
        "a.json:3:1: error[json]: a comma before `]`\n"
        " 3 | ]\n"
        "   | ^\n"
        "   = Delete the comma before it.",
    ]


def test_of_two_like_keys_the_first_is_kept() -> None:
    node, _ = parse_json(SourceText("a.json", '{"a": 1, "a": 2, "b": 3}'))
    assert node is not None
    assert to_data(node) == {"a": "1", "b": "3"}


READABLE = st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"])


def test_no_escape_smuggles_in_what_a_file_may_not_hold() -> None:
    source = SourceText("a.json", r'{"a": "x\u0000\ue000"}')
    node, found = parse_json(source)
    assert [f"{d.location.column} {d.message}" for d in found] == [
        "9 character U+0000 is not allowed in content",
        "15 character U+E000 is not allowed in content",
    ]
    assert node is not None
    assert to_data(node) == {"a": "x\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"}


JSON = st.recursive(
    st.text(READABLE, max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(READABLE, max_size=4), inner)
    ),
    max_leaves=12,
)


@settings(derandomize=True, deadline=None)
@given(JSON, st.sampled_from([None, 1]))
def test_what_json_writes_is_read_back(value: object, indent: int | None) -> None:
    node, diagnostics = parse_json(SourceText("a.json", json.dumps(value, indent=indent)))
    assert diagnostics == ()
    assert node is not None
    assert to_data(node) == value


@settings(derandomize=True, max_examples=500, deadline=None)
@given(st.text(st.sampled_from('{}[]",:\\ue1 \n-.tn'), max_size=25))
def test_what_json_refuses_is_refused_with_a_place(text: str) -> None:
    node, diagnostics = parse_json(SourceText("a.json", text))
    try:
        value = json.loads(text, object_pairs_hook=list, parse_constant=int)
    except ValueError:
        assert node is None
        assert diagnostics
    else:
        assert (value is not None) or text.strip() == "null"
        assert {d.code for d in diagnostics} <= {"duplicate-key", "character"}
