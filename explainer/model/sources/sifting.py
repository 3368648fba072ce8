"""Set aside what a record has beyond CSL, as processors of CSL do, and count it.

A slip in the name of a variable is an error: what it says would be lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from explainer.diagnostics import Diagnostic, Severity, closest
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, text_at
from explainer.documents.files.source_text import SourceText
from explainer.model.shared.reading import Reader
from explainer.model.sources import csl

_CUSTOM = csl.CustomFields.__struct_encode_fields__
_DECLARED = csl.CslRecord.__struct_encode_fields__
_ALL = frozenset((*_DECLARED, *csl.TEXTS, *csl.ROLES))
_SHOWN = tuple(sorted(_ALL - csl.UNSHOWN.keys()))
_PARTS = {
    **dict.fromkeys(("author", "editor", *csl.ROLES), csl.CslName.__struct_encode_fields__),
    **dict.fromkeys(csl.DATES, csl.CslDate.__struct_encode_fields__),
    "custom": _CUSTOM,
}
"""The keys within the fields that are no text."""
_TYPES = get_args(csl.CslType)
_NOTHING = ("null", "~")
"""How some tools write what is not recorded."""


class Aside(Struct):
    """What the records of a file have beyond CSL: by message, the first place and how many."""

    found: dict[str, tuple[Scalar, int]] = {}

    def add(self, message: str, at: Scalar) -> None:
        first, count = self.found.get(message, (at, 0))
        self.found[message] = (first, count + 1)

    def warnings(self, source: SourceText) -> Iterator[Diagnostic]:
        for message, (at, count) in self.found.items():
            yield source.diagnostic(
                "not-csl",
                at.start,
                message if count == 1 else f"{message} ({count:,} times)",
                "It is passed over: no page shows it, and no export has it.",
                length=max(1, at.end - at.start),
                severity=Severity.WARNING,
            )


def sift(reader: Reader, node: Mapping, aside: Aside) -> Mapping:
    """The record with CSL's fields alone, each under its present name; ``reader`` is told of slips
    in their names, and ``aside`` of what else is left out."""
    present = {key.value for key, _ in node.items}
    kept: list[tuple[Scalar, Node]] = []
    for written, value in node.items:
        if isinstance(value, Scalar):
            if value.value in _NOTHING and not value.style:
                continue
            if written.value in csl.ALL_TEXTS:
                kept.append((written, value))
                continue
        name = csl.OTHER_NAMES.get(written.value, written.value)
        key = written if name == written.value else replace(written, value=name)
        if name in csl.PASSED_OVER or (name != written.value and name in present):
            continue
        if name not in _ALL:
            if near := _judge(reader, aside, key, value, "", present):
                kept.append((replace(key, value=near), value))
        elif name == "type" and isinstance(value, Scalar):
            kept += [(key, each) for each in _type(value, aside)]
        elif name in _PARTS:
            kept.append((key, _within(reader, aside, name, value)))
        elif (
            name in csl.ALL_TEXTS
            and isinstance(value, Sequence)
            and all(isinstance(item, Scalar) for item in value.items)
        ):
            # as of two ISBNs
            joined = ", ".join(filter(None, map(text_at, value.items)))
            kept += [(key, Scalar(value.start, value.end, joined, '"'))] if joined else []
        elif name in csl.TEXTS and not isinstance(value, Scalar):
            aside.add(f"`{name}` is no text", key)
        else:
            kept.append((key, value))
    return Mapping(node.start, node.end, tuple(kept))


@lru_cache(maxsize=4096)
def near_miss(word: str, known: tuple[str, ...], likeness: float = 0.8) -> str:
    """The known word that ``word`` is most likely a slip of; empty if there is none."""
    near = closest(word, known)
    if not near or near == word:
        return ""
    one, other = word.casefold(), near.casefold()
    alike = SequenceMatcher(None, one, other).ratio() >= likeness
    return near if alike or sorted(one) == sorted(other) else ""


def _judge(
    reader: Reader, aside: Aside, key: Scalar, value: Node, path: str, present: Iterable[str]
) -> str:
    """Report an unknown key as a slip, and return what was meant; or set it aside."""
    whole = f"{path}.{key.value}" if path else key.value
    near = "" if path else csl.MEANT.get(key.value, "")
    near = near or near_miss(key.value, _PARTS.get(path, _SHOWN), 0.75 if path else 0.8)
    hint = f'Did you mean "{near}"?'
    if not path and key.value in _CUSTOM:
        hint = f"It is no variable of CSL: write `custom: {{{key.value}: ...}}`."
    elif not near or near in present or (not isinstance(value, Scalar) and near not in _PARTS):
        aside.add(f"`{whole}` is no field that we know", key)
        return ""
    reader.report("unknown-key", key.start, f"unknown key `{whole}`", hint, key.end - key.start)
    return near


def _within(reader: Reader, aside: Aside, name: str, value: Node) -> Node:
    """The value of a field, with known keys alone, also in each item of a list."""
    if isinstance(value, Sequence):
        items = (_within(reader, aside, name, item) for item in value.items)
        return Sequence(value.start, value.end, tuple(items))
    if not isinstance(value, Mapping):
        return value
    present = {key.value for key, _ in value.items}
    if present.issubset(_PARTS[name]):
        return value
    for key, inner in value.items:
        if key.value not in _PARTS[name]:
            _judge(reader, aside, key, inner, name, present)
    known = tuple(pair for pair in value.items if pair[0].value in _PARTS[name])
    return Mapping(value.start, value.end, known)


def _type(written: Scalar, aside: Aside) -> tuple[Scalar, ...]:
    """The type as one of CSL's; a slip is left for validation to report."""
    name = csl.TYPES_ELSEWHERE.get(written.value, written.value)
    if name in _TYPES or near_miss(name, _TYPES) or not name:
        return (replace(written, value=name),)
    aside.add(f'"{name[:40]}" is no type of CSL', written)
    return ()
