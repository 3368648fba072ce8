"""Ways into the tree of nodes."""

from __future__ import annotations

from explainer.documents.data.nodes import Node, child, key_offset, to_data, value_offset
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText

TEXT = "a: 1\nb:\n  - c: x\n    a: {d: ''}\n  - e\nf:\n"


def tree() -> Node:
    node, _ = parse_yaml(SourceText("a.yaml", TEXT))
    assert node is not None
    return node


def test_data_keeps_scalars_as_written_and_nothing_as_none() -> None:
    assert to_data(tree()) == {"a": "1", "b": [{"c": "x", "a": {"d": ""}}, "e"], "f": None}


def test_child_follows_keys_and_places() -> None:
    found = child(tree(), ["b", 0, "a"])
    assert found is not None
    assert to_data(found) == {"d": ""}
    paths: list[tuple[str | int, ...]] = [("b", 2), ("b", "0"), ("x",), ("a", "b"), ("b", -1)]
    for path in paths:
        assert child(tree(), path) is None


def test_offsets_are_those_of_the_nearest_parent_that_exists() -> None:
    node = tree()
    assert TEXT[key_offset(node, ["b", 0, "a"]) :].startswith("a: {d")
    assert TEXT[value_offset(node, ["b", 0, "a"]) :].startswith("{d")
    assert TEXT[key_offset(node, ["b", 1]) :].startswith("e\n")
    assert TEXT[key_offset(node, ["b", 0, "a", "x", "y"]) :].startswith("a: {d")
    assert TEXT[value_offset(node, ["b", 0, "a", "x", "y"]) :].startswith("{d")
    assert key_offset(node, []) == value_offset(node, []) == 0
