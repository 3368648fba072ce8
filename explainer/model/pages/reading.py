"""Fields of front matter by their keys, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child
from explainer.documents.data.scalar_positions import offsets_of
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.model.pages.page import (
    Named,
)
from explainer.model.shared.dates import read_day
from explainer.model.shared.fields import inline_field, plain_field


@dataclass(slots=True)
class PageReader:
    """Front matter under way, and what is wrong with it so far."""

    source: SourceText
    node: Mapping
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def report(self, code: str, offset: int, message: str, hint: str = "", length: int = 1) -> None:
        self.diagnostics.append(self.source.diagnostic(code, offset, message, hint, length=length))

    def scalar(self, *path: str | int) -> Scalar | None:
        found = child(self.node, path)
        return found if isinstance(found, Scalar) and found.value.strip() else None

    def inline(self, *path: str | int) -> ParsedText:
        scalar = self.scalar(*path)
        if scalar is None:
            return ParsedText()
        text, problems = inline_field(self.source, scalar)
        self.diagnostics += problems
        return text

    def plain(self, *path: str | int) -> ParsedText:
        scalar = self.scalar(*path)
        if scalar is None:
            return ParsedText()
        text, problems = plain_field(self.source, scalar)
        self.diagnostics += problems
        return text

    def day(self, *path: str | int) -> date | None:
        scalar = self.scalar(*path)
        if scalar is None:
            return None
        day, problems = read_day(self.source, scalar, str(path[-1]))
        self.diagnostics += problems
        return day

    def named(self, key: str, *, or_one: bool = False) -> tuple[Named, ...]:
        """The ids in a list; ``or_one``, where one id may stand in its place. Where it may not,
        that it stands there is reported already."""
        node = child(self.node, [key])
        if isinstance(node, Scalar) and not or_one:
            return ()
        return tuple(self.name(item) for item in _scalars(node))

    def name(self, scalar: Scalar) -> Named:
        return Named(scalar.value, offsets_of(self.source, scalar)(0))


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar) and node.value.strip():
        yield node
    elif isinstance(node, Sequence):
        yield from (item for item in node.items if isinstance(item, Scalar))
