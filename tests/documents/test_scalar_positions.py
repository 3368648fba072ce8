"""Each character of a value can be followed back to the place where it was written."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.documents.data.json_source import parse_json
from explainer.documents.data.nodes import Mapping, Node, Scalar, child, value_offsets
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.characters import without_refused
from explainer.documents.files.source_text import SourceText


def read(text: str, start: int = 0, end: int | None = None) -> Node:
    node, diagnostics = parse_yaml(SourceText("a.yaml", text), start, end)
    assert node is not None
    assert diagnostics == ()
    return node


def scalar_in(node: Node) -> Scalar:
    found = child(node, ["a"])
    assert isinstance(found, Scalar)
    return found


def written(text: str) -> list[tuple[str, str]]:
    """Each character of the value of ``a`` beside the one that stands at its offset."""
    scalar = scalar_in(read(text))
    offsets = value_offsets(SourceText("a.yaml", text), scalar)
    return [(char, text[offset]) for char, offset in zip(scalar.value, offsets, strict=False)]


def differing(text: str) -> list[tuple[str, str]]:
    return [pair for pair in written(text) if pair[0] != pair[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: plain text\n", []),
        ("a: one\n  two\n\n  three\n", [(" ", "\n")]),
        ("a: 'it''s'\n", []),
        ('a: "tab\\tend"\n', [("\t", "\\")]),
        ('a: "\\x41\\u00e9\\U0001F600b"\n', [("A", "\\"), ("é", "\\"), ("😀", "\\")]),
        ('a: "one \\\n  two"\n', []),
        ('a: "one\\n\\\n\n  two"\n', [("\n", "\\")]),
        ('a: "one  \n\n\n  two"\n', []),
        ("a: |\n  one\n   two\n\n  three\n", []),
        ("a: |+\n  one\n\n", []),
        ("a: >\n  one\n  two\n", [(" ", "\n")]),
        ("a: >-\n  one\n\n  two\n   three\n  four\n", []),
        ("a: |2-\n    one\n  two\n", []),
        ("a: > # why\n\n  one\n", []),
        ("a: | # no -\n  one\n", []),
        ("a: | # no +\n  one\n\n", []),
        ("a: >\r\n  one\r\n  two\r\n", [(" ", "\r"), ("\n", "\r")]),
        ("a: |\n  one\ttwo\n  \tthree\n", []),
        ("a: é 😀\n  x\n", [(" ", "\n")]),
        ("a: 'one\u2028  two'\n", []),
        ("a: one\x85  two\n", [(" ", "\x85")]),
    ],
)
def test_every_character_stands_where_its_offset_says(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert differing(text) == expected


def test_the_offset_behind_the_last_character_ends_the_text() -> None:
    for text, behind in [
        ("a: one\n", "\n"),
        ("a: 'one'\n", "'\n"),
        ('a: "one\\t"\n', '"\n'),
        ("a: |\n  one\nb: 2\n", "b: 2\n"),
        ("a: >-\n  one\nb: 2\n", "\nb: 2\n"),
        ("a: ''\n", "'\n"),
    ]:
        offsets = value_offsets(SourceText("a.yaml", text), scalar_in(read(text)))
        assert text[offsets[-1] :] == behind


def test_offsets_in_front_matter_count_from_the_start_of_the_file() -> None:
    text = "---\na: >\n  {{ x }} and\n  [@key]\n---\na: other\n"
    scalar = scalar_in(read(text, 4, text.index("---\na: other")))
    offsets = value_offsets(SourceText("a.md", text), scalar)
    assert text[offsets[scalar.value.index("[@key]")] :].startswith("[@key]\n---")


def test_a_value_that_cannot_be_traced_stands_at_its_scalar() -> None:
    source = SourceText("a.yaml", "a: one\n")
    assert value_offsets(source, Scalar(3, 6, "two")) == [3, 3, 3, 3]


def test_escapes_of_json_are_one_character_each() -> None:
    text = '{"a": "\\ud83d\\ude00\\/\\u00e9 \u2028 end"}'
    node, _ = parse_json(SourceText("a.json", text))
    assert isinstance(node, Mapping)
    scalar = scalar_in(node)
    offsets = value_offsets(SourceText("a.json", text), scalar)
    assert scalar.value == "😀/é \u2028 end"
    assert [text[offset] for offset in offsets] == list('\\\\\\ \u2028 end"')


# What may stand in content at all (see source_text) and what decides how YAML folds.
LETTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufeff\ufffe\uffff"
)
TEXT = st.text(st.one_of(LETTERS, st.sampled_from(" \n\t'\"\\:#-{[é😀\u2028\x85")), max_size=60)
TEXT = TEXT.filter(lambda text: without_refused(text) == text)
STYLES = st.sampled_from(["", "'", '"', "|", ">"])


@settings(derandomize=True, max_examples=1500, deadline=None)
@given(TEXT, STYLES, st.sampled_from([20, 80]), st.booleans())
def test_offsets_hold_for_any_dumped_text(value: str, style: str, width: int, crlf: bool) -> None:
    style_name = style or None
    text = yaml.dump({"a": value}, default_style=style_name, allow_unicode=True, width=width)
    text = text.replace("\n", "\r\n") if crlf else text
    scalar = scalar_in(read(text))
    offsets = value_offsets(SourceText("a.yaml", text), scalar)
    assert len(offsets) == len(scalar.value) + 1
    assert list(offsets) == sorted(offsets)
    assert scalar.start <= offsets[0]
    assert offsets[-1] <= scalar.end
    for char, offset in zip(scalar.value, offsets, strict=False):
        assert char.isspace() or text[offset] in (char, "\\")


@settings(derandomize=True, max_examples=300, deadline=None)
@given(TEXT, st.booleans())
def test_offsets_hold_for_any_text_in_json(value: str, ascii_only: bool) -> None:
    text = json.dumps({"a": value}, ensure_ascii=ascii_only)
    node, _ = parse_json(SourceText("a.json", text))
    assert node is not None
    offsets = value_offsets(SourceText("a.json", text), scalar_in(node))
    assert offsets[-1] == len(text) - 2
    for char, offset in zip(value, offsets, strict=False):
        assert text[offset] in (char, "\\")
