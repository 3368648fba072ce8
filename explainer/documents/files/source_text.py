"""The text of one content file, the line and column of an offset in it, and its front matter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from explainer.diagnostics import Diagnostic, Location, Severity
from explainer.documents.files import characters

_MOST_FINDINGS = 100
_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}){2,}")
_LINE_END = re.compile("\n")

_OPENING = re.compile(r"---[ \t]*(?:\r?\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


class SourceText(Struct, frozen=True):
    """A decoded file: ``text`` has no byte order mark, and its line ends are unchanged.

    Offsets count code points from its start. Only LF and CRLF end a line.
    """

    path: str
    text: str

    def location(self, offset: int) -> Location:
        starts = _line_starts(self.text)
        line = bisect_right(starts, offset)
        return Location(self.path, line, offset - starts[line - 1] + 1)

    def line_at(self, offset: int) -> str:
        """The line that holds ``offset``, without its line end."""
        start, end = self.line_span(offset)
        return self.text[start:end].removesuffix("\r")

    def line_span(self, offset: int) -> tuple[int, int]:
        start, end = self.text.rfind("\n", 0, offset) + 1, self.text.find("\n", offset)
        return start, end if end >= 0 else len(self.text)

    def diagnostic(
        self,
        code: str,
        offset: int,
        message: str,
        hint: str = "",
        *,
        length: int = 1,
        severity: Severity = Severity.ERROR,
    ) -> Diagnostic:
        """A diagnostic at ``offset`` that underlines ``length`` code points of its line."""
        return Diagnostic(
            code=code,
            location=self.location(offset),
            message=message,
            hint=hint,
            severity=severity,
            excerpt=self.line_at(offset),
            length=length,
        )


@lru_cache(maxsize=4)  # a file may hold thousands of mistakes
def _line_starts(text: str) -> list[int]:
    return [0, *(m.end() for m in _LINE_END.finditer(text))]


def decode(path: str, data: bytes) -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    """The text of a file, and warnings; None and errors if it is not UTF-8 or holds characters that
    are not allowed."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        source = SourceText(path, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        good = SourceText(path, data[: error.start].decode("utf-8"))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        hint = "Save the file as UTF-8."
        return None, (good.diagnostic("encoding", len(good.text), message, hint),)
    refused = refused_characters(source, source.text, range(len(source.text)))
    return (None if refused else source), (*refused, *_doubly_encoded(source))


def refused_characters(
    source: SourceText, text: str, offsets: Sequence[int]
) -> tuple[Diagnostic, ...]:
    """A diagnostic for each refused character in ``text``, which may come from an escape.

    ``offsets`` are those of the characters of ``text`` in the file.
    """
    return tuple(
        source.diagnostic(
            "character",
            offsets[at],
            f"character U+{ord(sign):04X} is not allowed in content",
            "Delete it: it is a control or private-use character that a reader cannot see.",
        )
        for at, sign in islice(characters.refused(text), _MOST_FINDINGS)
    )


def _doubly_encoded(source: SourceText) -> tuple[Diagnostic, ...]:
    """A warning for each passage that was encoded twice, also by escapes of YAML and JSON."""
    return tuple(
        source.diagnostic(
            "encoded-twice",
            at,
            f"`{written[:40]}` was probably `{meant[:40]}`, read in the wrong encoding and saved"
            " so",
            f"Write {meant[:40]}, or find the text as it was before.",
            length=len(written),
            severity=Severity.WARNING,
        )
        for at, written, meant in islice(_twice(source), _MOST_FINDINGS)
    )


def _twice(source: SourceText) -> Iterator[tuple[int, str, str]]:
    yield from characters.doubly_encoded(source.text)
    if source.path.endswith((".yaml", ".yml", ".json")) and "\\" in source.text:
        for escapes in _ESCAPED.finditer(source.text):
            digits = re.findall("[0-9a-fA-F]+", escapes[0])
            text = "".join(chr(int(each, 16)) for each in digits)
            for _, written, meant in characters.doubly_encoded(text):
                yield escapes.start(), written, meant


class FrontMatter(Struct, frozen=True):
    """``text[start:end]`` is the YAML between the two lines, ``text[body_start:]`` the Markdown."""

    start: int
    end: int
    body_start: int


def split_front_matter(source: SourceText) -> tuple[FrontMatter | None, tuple[Diagnostic, ...]]:
    """The front matter between a first line ``---`` and the next ``---`` or ``...``."""
    opening = _OPENING.match(source.text)
    if opening is None:
        message = "the file does not begin with front matter"
        hint = (
            "Begin with a line `---`, then lines such as `title: Why is the bridge closed?`, then"
            " a line `---`."
        )
        if source.text.startswith(("+++", "{")):
            hint = f"Front matter is YAML here, not TOML or JSON. {hint}"
        return None, (source.diagnostic("front-matter", 0, message, hint),)
    closing = _CLOSING.search(source.text, opening.end())
    if closing is None:
        message = "the front matter is never closed"
        hint = "Write a line `---` between the front matter and the text."
        return None, (source.diagnostic("front-matter", 0, message, hint, length=3),)
    return FrontMatter(opening.end(), closing.start(), closing.end()), ()
