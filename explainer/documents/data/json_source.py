"""Parse JSON (RFC 8259) into the same nodes as YAML: bibliographies come in both."""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from explainer.diagnostics import Diagnosed, Diagnostic
from explainer.documents.data.nodes import (
    MAX_DEPTH,
    Mapping,
    Node,
    Scalar,
    Sequence,
    without_refused,
)
from explainer.documents.data.yaml_failure import shown, stands_twice
from explainer.documents.files.source_text import SourceText

_MOST_FINDINGS = 100
_CLOSING = {"{": "}", "[": "]"}
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
    except Diagnosed as broken:
        return None, (*parse.findings, broken.diagnostic)


class _Parse:
    """The state of one pass over the text. It recurses, at most ``MAX_DEPTH`` levels."""

    def __init__(self, source: SourceText) -> None:
        self.source, self.text, self.at = source, source.text, 0
        # The brackets that are not closed yet.
        self.opened: list[int] = []
        self.findings: list[Diagnostic] = []

    def run(self) -> Node:
        node = self._value()
        if self._next():
            raise self._unexpected("the end of the file")
        return node

    def _next(self) -> str:
        """The character after white space; empty at the end of the file."""
        sign = self.text[self.at : self.at + 1]
        if sign > " ":  # as nearly always: no white space to pass over
            return sign
        found = _SPACE.match(self.text, self.at)
        self.at = self.at if found is None else found.end()
        return self.text[self.at : self.at + 1]

    def _value(self) -> Node:
        sign = self._next()
        if sign == '"':
            return self._string()
        if sign in _CLOSING:
            return self._collection(sign == "{", _CLOSING[sign])
        found = _NUMBER.match(self.text, self.at) or _NAME.match(self.text, self.at)
        if found is None:
            raise self._unexpected("a value")
        self.at = found.end()
        return Scalar(found.start(), self.at, found[0])

    def _collection(self, is_object: bool, close: str) -> Node:
        if len(self.opened) == MAX_DEPTH:
            raise self._broken(f"nested deeper than {MAX_DEPTH} levels", "", code="nesting")
        self.opened.append(self.at)
        self.at += 1
        keys: dict[str, Scalar] = {}
        pairs: list[tuple[Scalar, Node]] = []
        items: list[Node] = []
        is_done = self._next() == close
        while not is_done:
            if is_object:
                key = self._key(keys)
                value = self._value()
                if keys[key.value] is key:
                    pairs.append((key, value))
            else:
                items.append(self._value())
            sign = self._next()
            is_done = sign == close
            if not is_done and sign != ",":
                raise self._unexpected(f"a comma or `{close}`")
            if not is_done:
                self.at += 1
                if self._next() == close:
                    raise self._broken(f"a comma before `{close}`", "Delete the comma before it.")
        self.at += 1
        start = self.opened.pop()
        if is_object:
            return Mapping(start, self.at, tuple(pairs))
        return Sequence(start, self.at, tuple(items))

    def _key(self, keys: dict[str, Scalar]) -> Scalar:
        """A key and its colon; ``keys`` are those before it, to which it is added if it is new."""
        if self._next() != '"':
            raise self._unexpected("a key in double quotes")
        key = self._string()
        first = keys.setdefault(key.value, key)
        if first is not key:
            self.findings.append(stands_twice(self.source, key, first))
            if len(self.findings) == _MOST_FINDINGS:
                raise Diagnosed(self.findings.pop())
        if self._next() != ":":
            raise self._unexpected("a colon")
        self.at += 1
        return key

    def _string(self) -> Scalar:
        start = self.at
        try:
            value, self.at = scanstring(self.text, start + 1, True)
        except JSONDecodeError as error:
            raise self._bad_string(start, error) from None
        if value.isascii() and value.isprintable():  # nothing in it can be refused
            return Scalar(start, self.at, value, '"')
        if _SURROGATE.search(value):
            raise self._broken(
                "half of a surrogate pair in a text", "Write the character itself.", at=start
            )
        scalar, found = without_refused(self.source, Scalar(start, self.at, value, '"'))
        self.findings += found
        return scalar

    def _bad_string(self, start: int, error: JSONDecodeError) -> Diagnosed:
        if error.msg.startswith("Invalid control") and self.text[error.pos] == "\t":
            return self._broken("a tab within a text", "Write `\\t` for it.", at=error.pos)
        if error.msg.startswith(("Unterminated", "Invalid control")):
            hint = 'Write " at its end; a line end within a text is written `\\n`.'
            return self._broken("the quotation mark is never closed", hint, at=start)
        backslash = self.text.rfind("\\", start, error.pos + 1)
        shown = self.text[backslash : backslash + 2]
        hint = "A backslash is written `\\\\`."
        return self._broken(f"`{shown}` is no escape that JSON knows", hint, at=backslash, length=2)

    def _unexpected(self, expected: str) -> Diagnosed:
        found = _STRAY.match(self.text, self.at)
        if found is None and self.opened:
            sign = self.text[self.opened[-1]]
            hint = f"Write `{_CLOSING[sign]}` where it ends."
            return self._broken(f"`{sign}` is never closed", hint, at=self.opened[-1])
        if found is None:
            return self._broken("the file holds nothing", "Write `[]` at least.")
        hint = "JSON has double quotes only, no comments, and a comma between two values."
        message = f"`{shown(found[0])}` stands where {expected} should"
        return self._broken(message, hint, length=len(found[0]))

    def _broken(
        self, message: str, hint: str, at: int | None = None, length: int = 1, code: str = "json"
    ) -> Diagnosed:
        offset = self.at if at is None else at
        return Diagnosed(self.source.diagnostic(code, offset, message, hint, length=length))
