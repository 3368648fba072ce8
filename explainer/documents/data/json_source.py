"""Parse JSON (RFC 8259) into the same nodes as YAML: bibliographies come in both."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import MAX_DEPTH, Mapping, Node, Scalar, Sequence
from explainer.documents.data.scalar_positions import value_offsets
from explainer.documents.files.source_text import (
    SourceText,
    refused_characters,
    without_refused_characters,
)

_MOST_FINDINGS = 100
_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![\w.+-])")
_NAME = re.compile(r"(?:true|false|null)(?!\w)")
_STRAY = re.compile(r"[^\s,:\[\]{}\"]+|.", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_json(source: SourceText) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The value in a JSON file as nodes, and diagnostics.

    Numbers, ``true``, ``false`` and ``null`` are plain scalars as written, strings are scalars of
    style ``"``. If the syntax is broken, the node is None. With other errors the node is what could
    be read: enough to find further mistakes, not to build from.
    """
    parse = _Parse(source)
    try:
        return parse.run(), tuple(parse.findings)
    except _BrokenError as broken:
        return None, (*parse.findings, broken.diagnostic)


class _BrokenError(Exception):
    """The rest of the file cannot be parsed."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(slots=True, kw_only=True)
class _Open:
    """An object or list that is not closed yet; ``close`` is the bracket that closes it. ``key`` is
    the key whose value comes next, ``is_twin`` whether the object had it before."""

    start: int
    close: str
    key: Scalar | None = None
    is_twin: bool = False
    seen: dict[str, Scalar] = field(default_factory=dict)
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)


class _Parse:
    """The state of one pass over the text; a stack of open collections replaces recursion."""

    def __init__(self, source: SourceText) -> None:
        self.source, self.text, self.at = source, source.text, 0
        self.open: list[_Open] = []
        self.findings: list[Diagnostic] = []

    def run(self) -> Node:
        self._skip()
        while True:
            node = self._value()
            while node is not None:
                if not self.open:
                    self._end()
                    return node
                node = self._put(node)

    def _value(self) -> Node | None:
        """A whole scalar or an empty collection; None if a collection was opened."""
        start, sign = self.at, self.text[self.at : self.at + 1]
        if sign == '"':
            return self._string()
        if sign and sign in "{[":
            if len(self.open) == MAX_DEPTH:
                raise self._broken(f"nested deeper than {MAX_DEPTH} levels", "", code="nesting")
            self.at += 1
            self._skip()
            self.open.append(_Open(start=start, close="}" if sign == "{" else "]"))
            if self.text[self.at : self.at + 1] == self.open[-1].close:
                return self._closed()
            if sign == "{":
                self._key()
            return None
        found = _NUMBER.match(self.text, start) or _NAME.match(self.text, start)
        if found is None:
            raise self._unexpected("a value")
        self.at = found.end()
        return Scalar(start, self.at, found[0])

    def _put(self, node: Node) -> Node | None:
        """Add a node to the innermost open collection; return that collection if it ends here."""
        parent = self.open[-1]
        if parent.key is None:
            parent.items.append(node)
        elif not parent.is_twin:
            parent.pairs.append((parent.key, node))
        self._skip()
        sign = self.text[self.at : self.at + 1]
        if sign == parent.close:
            return self._closed()
        if sign != ",":
            raise self._unexpected(f"a comma or `{parent.close}`")
        self.at += 1
        self._skip()
        if self.text[self.at : self.at + 1] == parent.close:
            raise self._broken(f"a comma before `{parent.close}`", "Delete the comma before it.")
        if parent.key is not None:
            self._key()
        return None

    def _closed(self) -> Node:
        done = self.open.pop()
        self.at += 1
        if done.close == "}":
            return Mapping(done.start, self.at, tuple(done.pairs))
        return Sequence(done.start, self.at, tuple(done.items))

    def _key(self) -> None:
        parent = self.open[-1]
        if self.text[self.at : self.at + 1] != '"':
            raise self._unexpected("a key in double quotes")
        key = self._string()
        first = parent.seen.setdefault(key.value, key)
        parent.key, parent.is_twin = key, first is not key
        if parent.is_twin:
            self._report_twin(key, first)
        self._skip()
        if self.text[self.at : self.at + 1] != ":":
            raise self._unexpected("a colon")
        self.at += 1
        self._skip()

    def _report_twin(self, key: Scalar, first: Scalar) -> None:
        twin = self.source.diagnostic(
            "duplicate-key",
            key.start,
            f"`{_shown(key.value)}` stands twice here",
            f"The first is in line {self.source.location(first.start).line}: keep one of them.",
            length=key.end - key.start,
        )
        if len(self.findings) == _MOST_FINDINGS - 1:
            raise _BrokenError(twin)
        self.findings.append(twin)

    def _string(self) -> Scalar:
        start = self.at
        try:
            value, self.at = scanstring(self.text, start + 1, True)
        except JSONDecodeError as error:
            raise self._bad_string(start, error) from None
        if _SURROGATE.search(value):
            raise self._broken(
                "half of a surrogate pair in a text", "Write the character itself.", at=start
            )
        scalar = Scalar(start, self.at, value, '"')
        allowed = without_refused_characters(value)
        if allowed == value:
            return scalar
        offsets = value_offsets(self.source, scalar)
        self.findings += refused_characters(self.source, value, offsets)
        return replace(scalar, value=allowed)

    def _bad_string(self, start: int, error: JSONDecodeError) -> _BrokenError:
        if error.msg.startswith("Invalid control") and self.text[error.pos] == "\t":
            return self._broken("a tab within a text", "Write `\\t` for it.", at=error.pos)
        if error.msg.startswith(("Unterminated", "Invalid control")):
            hint = 'Write " at its end; a line end within a text is written `\\n`.'
            return self._broken("the quotation mark is never closed", hint, at=start)
        backslash = self.text.rfind("\\", start, error.pos + 1)
        shown = self.text[backslash : backslash + 2]
        hint = "A backslash is written `\\\\`."
        return self._broken(f"`{shown}` is no escape that JSON knows", hint, at=backslash, length=2)

    def _skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = self.at if found is None else found.end()

    def _end(self) -> None:
        self._skip()
        if self.at < len(self.text):
            raise self._unexpected("the end of the file")

    def _unexpected(self, expected: str) -> _BrokenError:
        found = _STRAY.match(self.text, self.at)
        if found is None and self.open:
            opened = self.open[-1]
            sign = self.text[opened.start]
            hint = f"Write `{opened.close}` where it ends."
            return self._broken(f"`{sign}` is never closed", hint, at=opened.start)
        if found is None:
            return self._broken("the file holds nothing", "Write `[]` at least.")
        hint = "JSON has double quotes only, no comments, and a comma between two values."
        message = f"`{_shown(found[0])}` stands where {expected} should"
        return self._broken(message, hint, length=len(found[0]))

    def _broken(
        self,
        message: str,
        hint: str,
        *,
        at: int | None = None,
        length: int = 1,
        code: str = "json",
    ) -> _BrokenError:
        offset = self.at if at is None else at
        return _BrokenError(self.source.diagnostic(code, offset, message, hint, length=length))


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
