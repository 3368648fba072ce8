"""Read the fields of records from their nodes, and collect the errors in them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from datetime import date
from typing import TypeVar

from msgspec import Struct

from explainer.diagnostics import Diagnostic, Severity
from explainer.documents.data.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    child,
    key_at,
    keys_of_mappings,
    offsets_of,
    scalars,
)
from explainer.documents.data.validation import translations, validate
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.markup import parse_inline_markdown, parse_plain
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.documents.references.lookalikes import find_in_plain_text
from explainer.edtf import EdtfDate, EdtfError, parse_edtf
from explainer.model.shared.fields import Waiver, address_hint, squash, wrong_length

T = TypeVar("T")
K = TypeVar("K")
_SIGNS = re.compile(r"[\[{*_`~^]")
_FIELDS_OF_MAPPINGS = frozenset(("claims", "waive", "withdrawn"))
_DATE_HINT = "Write year-month-day, as in 2022-01-05."


class Named(Struct, frozen=True):
    """An id that a file names, and the offset at which it is written."""

    id: str
    offset: int

    def problem(self, source: SourceText, code: str, message: str, hint: str = "") -> Diagnostic:
        """An error that underlines the id in ``source``."""
        length = max(1, len(self.id))
        return source.diagnostic(code, self.offset, message, hint, length=length)


class Reader(Struct):
    """A reader of ``node``, which is a record or a part of one in the file ``source``.

    Methods take the path of a field within ``node``: its keys, and positions in lists.
    ``problems`` are the diagnostics found so far.
    """

    source: SourceText
    node: Node
    problems: list[Diagnostic] = []
    _read: set[int] = set()
    """Where the texts begin that were read for what is written in them."""

    @property
    def failed(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    def warn(self, code: str, offset: int, message: str, hint: str, length: int = 1) -> None:
        """Add a warning at an offset."""
        warning = Severity.WARNING
        self.problems.append(
            self.source.diagnostic(code, offset, message, hint, length=length, severity=warning)
        )

    def report(
        self, code: str, at: int | Scalar | Named, message: str, hint: str = "", length: int = 1
    ) -> None:
        """Add an error at an offset, or one that underlines a scalar or an id."""
        if isinstance(at, Named):
            self.problems.append(at.problem(self.source, code, message, hint))
            return
        if isinstance(at, Scalar):
            length = len(at.value)
        start = at if isinstance(at, int) else at.start
        self.problems.append(self.source.diagnostic(code, start, message, hint, length=length))

    def keep(self, read: tuple[T, Iterable[Diagnostic]]) -> T:
        """Add the diagnostics in ``read`` to ``problems``, and return its first part."""
        self.problems += read[1]
        return read[0]

    def within(self, node: Node) -> Reader:
        """A reader of another node of the file that adds to the same problems."""
        return Reader(self.source, node, self.problems, self._read)

    def each(self, name: str) -> Iterator[Reader]:
        """A reader of each item of the list under ``name``."""
        found = child(self.node, [name])
        return map(self.within, found.items if isinstance(found, Sequence) else ())

    def record(
        self, type_: type[T], also_known: Iterable[str] = (), key: Scalar | None = None
    ) -> T | None:
        """The node as a ``type_``, or None if it is invalid; see ``validate`` for the arguments."""
        read = validate(self.source, self.node, type_, also_known=also_known, key=key)
        return self.keep(read)

    def scalar(self, *path: str | int) -> Scalar | None:
        """The scalar at ``path``, or None if it is missing or blank."""
        found = child(self.node, path)
        return found if isinstance(found, Scalar) and found.value.strip() else None

    def scalars(self, *path: str | int) -> list[Scalar]:
        """The scalars in the list at ``path``, or the one scalar there unless it is empty."""
        found = child(self.node, path)
        if isinstance(found, Sequence):
            return [item for item in found.items if isinstance(item, Scalar)]
        return [found] if isinstance(found, Scalar) and found.value else []

    def key(self, name: str) -> Scalar | None:
        """The key ``name`` of the node itself."""
        return key_at(self.node, [name])

    def words(self, *path: str | int) -> str:
        """The text at ``path`` without line ends, or an empty string."""
        scalar = self.scalar(*path)
        return squash(scalar.value) if scalar else ""

    def translations(
        self, fields: Container[str], *path: str | int
    ) -> tuple[tuple[str, str, str], ...]:
        """Field, language and text of each translation of ``fields`` in the mapping at ``path``."""
        found = translations(child(self.node, path), fields)
        return tuple((field, language, squash(text.value)) for field, language, text in found)

    def plain(self, *path: str | int) -> ParsedText:
        """The text at ``path``, without Markdown; it may contain ``{{ fact | plain }}``."""
        scalar = self.scalar(*path)
        if scalar is None:
            return ParsedText()
        self._read.add(scalar.start)
        return self.keep(parse_plain(self.source, scalar.value, offsets_of(self.source, scalar)))

    def inline(self, *path: str | int) -> ParsedText:
        """The inline Markdown at ``path``."""
        scalar = self.scalar(*path)
        return self.markdown(scalar) if scalar else ParsedText()

    def markdown(self, scalar: Scalar) -> ParsedText:
        """The inline Markdown in ``scalar``, with references."""
        self._read.add(scalar.start)
        offsets = offsets_of(self.source, scalar)
        return self.keep(parse_inline_markdown(self.source, scalar.value, offsets))

    def edtf_date(self, *path: str | int) -> EdtfDate | None:
        """The date at ``path``, or None if it is missing or invalid."""
        scalar = self.scalar(*path)
        if scalar is None:
            return None
        try:
            return parse_edtf(scalar.value.strip())
        except EdtfError as error:
            self.report_date(scalar, error)
            return None

    def report_date(self, scalar: Scalar, error: EdtfError) -> None:
        """Report the invalid part of the date in ``scalar``."""
        lead = len(scalar.value) - len(scalar.value.lstrip())
        at = offsets_of(self.source, scalar)(lead + error.offset)
        length = wrong_length(scalar.value.strip(), error.offset)
        self.report("date", at, error.message, error.hint or _DATE_HINT, length)

    def day(self, *path: str | int) -> date | None:
        """The day at ``path``, or None if it is missing or not one certain day."""
        scalar = self.scalar(*path)
        found = scalar and self.edtf_date(*path)
        if not scalar or not found:
            return None
        if found.is_interval or found.precision != "day" or found.approximate or found.uncertain:
            message = f'{path[-1]} is a single day, not "{scalar.value}"'
            self.report("date", self.name(scalar), message, _DATE_HINT)
            return None
        return found.first_day

    def name(self, scalar: Scalar) -> Named:
        """The value of ``scalar`` as an id."""
        return Named(scalar.value, offsets_of(self.source, scalar)(0))

    def pairs(self, name: str) -> tuple[tuple[Named, Named], ...]:
        """The keys of the mapping under ``name``, each with its value."""
        found = child(self.node, [name])
        items = found.items if isinstance(found, Mapping) else ()
        return tuple((self.name(k), self.name(v)) for k, v in items if isinstance(v, Scalar))

    def waivers(self, *path: str | int) -> tuple[Waiver, ...]:
        """The waivers at ``path``, by default those under ``waive``. Each key is a code, and may
        go on with words of the warning."""
        node = child(self.node, path or ["waive"])
        return tuple(
            Waiver(code, squash(reason.value), self.source.path, self.name(key).offset, words)
            for key, reason in (node.items if isinstance(node, Mapping) else ())
            if isinstance(reason, Scalar) and reason.value.strip()
            for code, _, words in [squash(key.value).partition(" ")]
        )

    def holds_records(self, key: Scalar) -> bool:
        """Whether the node holds mappings alone, as no record does; report it."""
        held = keys_of_mappings(self.node)
        items = self.node.items if isinstance(self.node, Mapping) else ()
        if not held or len(held) < len(items) or _FIELDS_OF_MAPPINGS.intersection(held):
            return False
        message = f'"{key.value}" holds records of its own'
        hint = f"Delete this line, and let {held[0]} begin in its column."
        self.report("type", key, message, hint)
        return True

    def check_plain_texts(self) -> None:
        """Report what looks like references or Markdown in the texts that nothing reads them in.
        ``quote`` and ``as`` hold the exact words of a source, whatever they look like."""
        for key, scalar in scalars(self.node):
            if (
                scalar.start not in self._read
                and key not in ("quote", "as")
                and _SIGNS.search(scalar.value)
            ):
                for problem in find_in_plain_text(scalar.value, offsets_of(self.source, scalar)):
                    self.problems.append(problem.diagnostic(self.source))

    def check_addresses(self, *paths: tuple[str | int, ...]) -> None:
        """Report the values at ``paths`` that are not web addresses."""
        for path in paths:
            for scalar in self.scalars(*path):
                if scalar.value and (hint := address_hint(scalar.value.strip())):
                    name, length = ".".join(map(str, path)), max(1, scalar.end - scalar.start)
                    message = f"`{name}` must be an http or https address"
                    self.report("url", scalar.start, message, hint, length)
