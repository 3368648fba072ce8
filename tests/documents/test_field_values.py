"""What a scalar means is decided by the field that takes it."""

from __future__ import annotations

import msgspec
import pytest

from explainer.documents.data.validation import validate
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText


class Fact(msgspec.Struct, forbid_unknown_fields=True):
    label: str
    tags: list[str] = []
    statement: str | None = None
    low: int | float | None = None


def accepted(text: str) -> Fact:
    source = SourceText("a.yaml", text)
    node, _ = parse_yaml(source)
    assert node is not None
    fact, diagnostics = validate(source, node, Fact)
    assert diagnostics == ()
    assert fact is not None
    return fact


def test_text_is_what_was_written() -> None:
    fact = accepted("label: 1984\ntags: [NO, 1.10, 012, null, ~, 2026-02-30, .5]\n")
    assert fact.label == "1984"
    assert fact.tags == ["NO", "1.10", "012", "null", "~", "2026-02-30", ".5"]


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_a_field_that_may_be_none_takes_a_plain_null(nothing: str) -> None:
    assert accepted(f"label: x\nstatement: {nothing}\n").statement is None


def test_a_quoted_null_is_text() -> None:
    assert accepted("label: x\nstatement: 'null'\n").statement == "null"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2030", 2030),
        ("-3", -3),
        ("012", 12),
        ("0x1F", 31),
        ("0o17", 15),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("~", None),
    ],
)
def test_a_number_is_a_plain_core_scalar(written: str, value: object) -> None:
    assert accepted(f"label: x\nlow: {written}\n").low == value
