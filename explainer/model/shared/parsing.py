"""Read the records of a whole file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from msgspec import Struct

from explainer.diagnostics import Diagnostic, in_order
from explainer.documents.data.nodes import Mapping, Node, Scalar
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.model.shared.reading import Reader

T = TypeVar("T")
K = TypeVar("K")


class Parsed(Struct, Generic[T], frozen=True):
    """The valid records of a file.

    ``readable`` is False if nothing is known about the file's records. ``broken`` are the ids of
    invalid records, so that a reference to one of them is not reported as unknown.
    """

    records: tuple[T, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    readable: bool = True
    broken: frozenset[str] = frozenset()


P = TypeVar("P", bound=Parsed[Any])


def read_each(
    source: SourceText,
    items: Iterable[tuple[K, Node]],
    read: Callable[[Reader, K], T | None],
    *,
    own: bool = True,
) -> tuple[tuple[T, ...], list[tuple[K, Node]], list[Diagnostic]]:
    """The valid records of a file, the items of the invalid ones, and all diagnostics.

    ``read`` is given a reader of the item's node, and the item's key. Unless it is our ``own``,
    the file was written by another program, in whose texts any sign may stand.
    """
    records: list[T] = []
    failed: list[tuple[K, Node]] = []
    problems: list[Diagnostic] = []
    for key, node in items:
        reader = Reader(source, node)
        record = read(reader, key)
        if own:
            reader.check_plain_texts()
        problems += reader.problems
        if record is None or reader.failed:
            failed.append((key, node))
        else:
            records.append(record)
    return tuple(records), failed, problems


def parse_records(
    source: SourceText,
    type_: type[P],
    read: Callable[[Reader, Scalar], object | None],
    message: str,
    hint: str,
    names: Callable[[Scalar, Node], Iterable[str]] = lambda key, _: (key.value,),
) -> P:
    """A file that maps ids to records, as a ``type_``.

    ``read`` is that of ``read_each``; ``message`` and ``hint`` are for a file that is no mapping.
    ``names`` gives the names by which an invalid record may be referred to.
    """
    node, problems = parse_yaml(source)
    if node is None:
        return type_(diagnostics=problems, readable=not problems)
    if not isinstance(node, Mapping):
        wrong = source.diagnostic("type", node.start, message, hint)
        return type_(diagnostics=(*problems, wrong), readable=False)
    records, failed, found = read_each(source, node.items, read)
    broken = frozenset(name for key, record in failed for name in names(key, record))
    return type_(records, tuple(in_order((*problems, *found))), True, broken)
