"""What stopped libyaml, and diagnostics that are needed without a syntax error too, as for plain
texts that `` #`` cut: what follows it is a comment."""

from __future__ import annotations

import re

import yaml

from explainer.diagnostics import Diagnostic, Severity, shortened
from explainer.documents.data.nodes import Node, Scalar, scalars
from explainer.documents.files.source_text import SourceText

QUOTE_IT = "If it is text, quote it or fold it with `>`: `key: >` and the text below, indented."

_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_HIDDEN_LINE_END = re.compile("[\x85\u2028\u2029]")
# Quotation marks and apostrophes within a text, of which a line may be the last, close nothing.
_WRONGLY_CLOSED = re.compile(
    r"[:,\[{-][ \t]+(?:\"[^\"\n“”„«»]*[“”„»]|'[^'\n‘’]*’)[ \t]*(?=\r?$)", re.MULTILINE
)
# What may stand between the last thing read and the beginning of the next.
_BETWEEN = re.compile(r"(?:\s+(?:#[^\n]*)?|[:?,-](?=\s|$))*")
# A flow collection that begins like this is nearly always a text with references or links.
_TEXT_STARTS = ("{{", "[[", "[@", "[^")

# A comment by the usual rule has two spaces before its sign and one behind.
_CUT = re.compile(r"([ \t])[ \t]*#(?!\s|$)[^\r\n]*|[ \t]# [^\r\n]*")
_LETTER = re.compile(r"[^\W\d_]")
# Fields of one word, such as an id or a language, are cut by no `# `: it begins a comment.
_NAMES = (
    "title standfirst short_answer statement label short quote at by what why definition term "
    "name note role description publisher reason method text was now alt value"
)
_TEXTS = frozenset(_NAMES.split())


def shown(text: str) -> str:
    """``text`` as a message quotes it: one line, not too long."""
    return shortened(" ".join(text.split()))


def is_not_finite(scalar: Scalar) -> bool:
    """Whether YAML reads the scalar as infinity or not-a-number (``.inf``, ``.nan``)."""
    return not scalar.style and _NOT_FINITE.fullmatch(scalar.value) is not None


def not_finite(source: SourceText, scalar: Scalar) -> Diagnostic:
    """The diagnostic for a scalar that ``is_not_finite``."""
    message = f"`{scalar.value}` is not a finite number"
    hint = "Write the number, or quote it if it is text."
    length = len(scalar.value)
    return source.diagnostic("not-finite", scalar.start, message, hint, length=length)


def stands_twice(source: SourceText, key: Scalar, first: Scalar, more: str = "") -> Diagnostic:
    """The diagnostic for a key that stands in a mapping already; ``more`` goes on with the hint."""
    message = f"`{shown(key.value)}` stands twice here"
    hint = f"The first is in line {source.location(first.start).line}: keep one of them.{more}"
    length = key.end - key.start
    return source.diagnostic("duplicate-key", key.start, message, hint, length=length)


def must_be_quoted(source: SourceText, at: int) -> Diagnostic:
    """The diagnostic for a text whose first characters have another meaning in YAML."""
    begins = source.text[at : at + 2]
    if begins not in _TEXT_STARTS:
        begins = begins[:1]
    named = "a backtick" if begins == "`" else f"`{begins}`"
    message = f"a text that begins with {named} must be quoted"
    hint = "Quote it or fold it with `>`: `key: >` and the text below, indented."
    return source.diagnostic("unquoted", at, message, hint, length=len(begins))


def wrongly_closed(source: SourceText, start: int, end: int) -> Diagnostic | None:
    """The diagnostic for the first text in ``text[start:end]`` that a straight quotation mark opens
    and a typographic one closes, at the end of the same line."""
    found = _WRONGLY_CLOSED.search(source.text, start, end)
    if found is None:
        return None
    text = found[0][1:].strip()
    at = found.end() - len(found[0][1:].lstrip())
    message = f"{text[0]} opens this text, and the {text[-1]} at its end does not close it"
    hint = f"Write {text[0]} at both ends."
    return source.diagnostic("yaml", at, message, hint, length=len(text))


class Failure:
    """What stopped libyaml: its ``problem`` and ``context``. All offsets are in the file's text.

    ``at`` is where it stopped, ``opened`` where the construct being read begins, ``flow_start``
    where the last outermost ``{`` or ``[`` is, and ``end`` the end of the YAML. ``scalar`` is the
    last one that was read.
    """

    def __init__(
        self,
        error: yaml.YAMLError,
        source: SourceText,
        span: tuple[int, int],
        content_end: int,
        flow_start: int | None,
        scalar: Scalar | None,
    ) -> None:
        """For an error in the YAML at ``span``, read up to ``content_end``."""
        base, self.end = span
        self.source, self.flow_start, self.scalar = source, flow_start, scalar
        if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
            # The reader's positions count bytes.
            good = source.text[base : self.end].encode()[: getattr(error, "position", 0)]
            self.problem, self.context = "unreadable character", ""
            self.at = self.opened = base + len(good.decode(errors="ignore"))
            return
        self.problem, self.context = error.problem or "", error.context or ""
        self.at = self.opened = min(base + error.problem_mark.index, self.end)
        if error.context_mark is not None:
            self.opened = min(base + error.context_mark.index, self.end)
        if flow_start is None:
            following = _BETWEEN.match(source.text, content_end, self.end)
            begins = content_end if following is None else following.end()
            if begins <= self.at and source.text[begins : begins + 1] in ("{", "["):
                self.flow_start = begins

    @property
    def character(self) -> str:
        return self.source.text[self.at : min(self.at + 1, self.end)]

    @property
    def word(self) -> str:
        return self.rest_of_line(self.at)

    def rest_of_line(self, offset: int) -> str:
        return self.source.line_at(offset)[self.column(offset) - 1 :].rstrip()

    @property
    def is_first_in_line(self) -> bool:
        return not self.source.line_at(self.at)[: self.column(self.at) - 1].strip()

    def column(self, offset: int) -> int:
        return self.source.location(offset).column

    def line(self, offset: int) -> int:
        return self.source.location(offset).line

    def report(self, message: str, hint: str, at: int | None = None, length: int = 1) -> Diagnostic:
        """A diagnostic, at the place where libyaml stopped unless another is given."""
        offset = self.at if at is None else at
        return self.source.diagnostic("yaml", offset, message, hint, length=max(1, length))

    def report_word(self, word: str, message: str, hint: str, at: int | None = None) -> Diagnostic:
        """A diagnostic that quotes ``word`` before its message, and underlines it."""
        return self.report(f"`{shown(word)}` {message}", hint, at, len(word))

    def hidden_line_end(self) -> int | None:
        """The offset of a line end that only YAML knows, before ``at`` on ``opened``'s line."""
        begin = self.opened - self.column(self.opened) + 1
        found = _HIDDEN_LINE_END.search(self.source.text, begin, self.at)
        return None if found is None else found.start()

    def is_text(self, flow: int) -> bool:
        """Whether what begins at ``flow`` is a reference or a link rather than a list, or the
        brackets opened there are closed, and text follows in their line."""
        if self.source.text.startswith(_TEXT_STARTS, flow):
            return True
        passed = self.source.text[flow : self.at]
        opens = passed.count("[") + passed.count("{")
        closed = passed.rstrip(" \t").endswith(("]", "}")) and self.character not in ("]", "}")
        return closed and opens == passed.count("]") + passed.count("}")


def cut_texts(source: SourceText, node: Node | None) -> tuple[Diagnostic, ...]:
    """A warning for each plain text in ``node`` that ends before a `` #`` unlike a comment's."""
    if node is None or not _CUT.search(source.text, node.start):
        return ()
    return tuple(
        source.diagnostic(
            "cut-text",
            found.start() + found[0].index("#"),
            f"the text ends before this: it is `{shown(scalar.value)}` alone"
            if scalar.value
            else "this is a comment, and the text is empty",
            "Quote the whole text if this belongs to it; a comment has two spaces before # and one"
            " behind.",
            length=len(found[0].strip()),
            severity=Severity.WARNING,
        )
        for name, scalar in scalars(node)
        if not scalar.style
        and (found := _CUT.match(source.text, scalar.end))
        and (scalar.value or _takes_text(name))
        and (not found[0].lstrip().startswith("# ") or _is_text(name, scalar.value))
    )


def _takes_text(key: str) -> bool:
    """Whether a key, with or without a language, is one of ``_TEXTS``."""
    return key.partition(".")[0] in _TEXTS


def _is_text(key: str, value: str) -> bool:
    return (_takes_text(key) or " " in value) and _LETTER.search(value) is not None
