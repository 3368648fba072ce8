"""Keys such as `label.ru` are passed over when a record is validated."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from explainer.documents.data.nodes import Mapping, child
from explainer.documents.data.validation import translations, validate
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText


class Fact(msgspec.Struct, forbid_unknown_fields=True):
    translated: ClassVar[tuple[str, ...]] = ("label", "statement")

    label: str
    code: str
    statement: str | None = None


def read(text: str) -> Mapping:
    node, diagnostics = parse_yaml(SourceText("a.yaml", text))
    assert diagnostics == ()
    assert isinstance(node, Mapping)
    return node


def test_translations_are_passed_over_by_validation() -> None:
    text = "label: x\ncode: y\nlabel.ru: икс\nstatement.ru: да\nlabel.kk: '1'\n"
    root = read(text)
    assert validate(SourceText("a.yaml", text), root, Fact) == (Fact("x", "y"), ())
    found = translations(root, Fact.translated)
    assert [(field, language, scalar.value) for field, language, scalar in found] == [
        ("label", "kk", "1"),
        ("label", "ru", "икс"),
        ("statement", "ru", "да"),
    ]
    assert found[1][2] == child(root, ["label.ru"])


def test_translations_that_are_none_are_refused() -> None:
    text = "label: x\ncode: y\nlabel.ru: [x]\nlabel.kk:\ncode.ru: x\nlabel.long: x\nlable.ru: x\n"
    root = read(text)
    assert translations(root, Fact.translated) == []
    _, diagnostics = validate(SourceText("a.yaml", text), root, Fact)
    assert [(d.location.line, d.code, d.message) for d in diagnostics] == [
        (3, "type", "`label.ru` must be text, not a list"),
        (4, "empty", "`label.kk` is empty"),
        (5, "unknown-key", "`code.ru`: `code` has no translations"),
        (6, "unknown-key", "unknown key `label.long`"),
        (7, "unknown-key", "unknown key `lable.ru`"),
    ]
