"""Parse JSON (RFC 8259) into the same nodes as YAML: bibliographies come in both."""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from explainer.diagnostics import Diagnosed, Diagnostic
from explainer.documents.data import nodes
from explainer.documents.data.yaml_failure import shown, stands_twice
from explainer.documents.files.source_text import SourceText

_MOST_FINDINGS = 100
_CLOSING = {"{": "}", "[": "]"}
_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![\w.+-])")
_NAME = re.compile(r"(?:true|false|null)(?!\w)")
_STRAY = re.compile(r"[^\s,:\[\]{}\"]+|.", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_json(source: SourceText) -> tuple[nodes.Node | None, tuple[Diagnostic, ...]]:
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

    def run(self) -> nodes.Node:
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

    def _behind(self) -> str:
        """The character after the sign at this place, and after white space."""
        self.at += 1
        return self._next()

    def _value(self) -> nodes.Node:
        sign = self._next()
        if sign == '"':
            return self._string()
        if sign in _CLOSING:
            return self._collection(_CLOSING[sign])
        found = _NUMBER.match(self.text, self.at) or _NAME.match(self.text, self.at)
        if found is None:
            raise self._unexpected("a value")
        self.at = found.end()
        return nodes.Scalar(found.start(), self.at, found[0])

    def _collection(self, close: str) -> nodes.Node:
        if len(self.opened) == nodes.MAX_DEPTH:
            raise self._broken(f"nested deeper than {nodes.MAX_DEPTH} levels", "", code="nesting")
        self.opened.append(self.at)
        keys: dict[str, nodes.Scalar] = {}
        pairs: list[tuple[nodes.Scalar, nodes.Node]] = []
        items: list[nodes.Node] = []
        sign = self._behind()
        while sign != close:
            key = self._key(keys) if close == "}" else None
            value = self._value()
            if key is None:
                items.append(value)
            elif keys[key.value] is key:
                pairs.append((key, value))
            if (sign := self._next()) == ",":
                if (sign := self._behind()) == close:
                    raise self._broken(f"a comma before `{close}`", "Delete the comma before it.")
            elif sign != close:
                raise self._unexpected(f"a comma or `{close}`")
        self.at += 1
        start = self.opened.pop()
        if close == "}":
            return nodes.Mapping(start, self.at, tuple(pairs))
        return nodes.Sequence(start, self.at, tuple(items))

    def _key(self, keys: dict[str, nodes.Scalar]) -> nodes.Scalar:
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

    def _string(self) -> nodes.Scalar:
        start = self.at
        try:
            value, self.at = scanstring(self.text, start + 1, True)
        except JSONDecodeError as error:
            raise self._bad_string(start, error) from None
        if value.isascii() and value.isprintable():  # nothing in it can be refused
            return nodes.Scalar(start, self.at, value, '"')
        if _SURROGATE.search(value):
            raise self._broken(
                "half of a surrogate pair in a text", "Write the character itself.", at=start
            )
        scalar, found = nodes.without_refused(self.source, nodes.Scalar(start, self.at, value, '"'))
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
