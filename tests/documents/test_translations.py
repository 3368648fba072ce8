"""Keys such as `label.ru` are taken out of a record before it is validated."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from explainer.documents.data.nodes import Mapping, child, to_data
from explainer.documents.data.validation import split_translations, validate
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText


class Fact(msgspec.Struct, forbid_unknown_fields=True):
    translatable: ClassVar[tuple[str, ...]] = ("label", "statement")

    label: str
    code: str
    statement: str | None = None


def read(text: str) -> Mapping:
    node, diagnostics = parse_yaml(SourceText("a.yaml", text))
    assert diagnostics == ()
    assert isinstance(node, Mapping)
    return node


def test_translations_are_taken_out_before_validation() -> None:
    text = "label: x\ncode: y\nlabel.ru: икс\nstatement.ru: да\nlabel.kk: '1'\n"
    root = read(text)
    rest, found = split_translations(root, Fact.translatable)
    assert to_data(rest) == {"label": "x", "code": "y"}
    assert {f: {c: s.value for c, s in t.items()} for f, t in found.items()} == {
        "label": {"ru": "икс", "kk": "1"},
        "statement": {"ru": "да"},
    }
    assert found["label"]["ru"] == child(root, ["label.ru"])


def test_translations_that_are_none_are_refused() -> None:
    text = "label: x\ncode: y\nlabel.ru: [x]\nlabel.kk:\ncode.ru: x\nlabel.long: x\nlable.ru: x\n"
    root = read(text)
    rest, found = split_translations(root, Fact.translatable)
    assert found == {}
    _, diagnostics = validate(SourceText("a.yaml", text), rest, Fact)
    assert [(d.location.line, d.code, d.message) for d in diagnostics] == [
        (3, "type", "`label.ru` must be text, not a list"),
        (4, "empty", "`label.kk` is empty"),
        (5, "unknown-key", "`code.ru`: `code` has no translations"),
        (6, "unknown-key", "unknown key `label.long`"),
        (7, "unknown-key", "unknown key `lable.ru`"),
    ]
