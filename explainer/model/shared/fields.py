"""What fields hold: words, how they are compared and shown in diagnostics; web addresses."""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit

from msgspec import Meta, Struct

from explainer.diagnostics import Diagnostic
from explainer.documents.files.source_text import SourceText

Filled: TypeAlias = Annotated[str, Meta(min_length=1)]
Slug: TypeAlias = Annotated[
    str, Meta(pattern="^[a-z0-9-]+$", description="lower-case letters, digits and hyphens")
]
LANGUAGE_CODE = r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"

_WORD = re.compile(r"\w+")
_BLANKS = re.compile(r"[ \t\r\n]+")
_BARE_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#:].*)?", re.IGNORECASE)
_ONE_SLASH = re.compile(r"(https?)(?::/?|//)(?!/)", re.IGNORECASE)
_COMMON_ADDRESS = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*+(?:/[!-\[\]-~]*+)?")
_SPACE = re.compile(r"\s")


class Waiver(Struct, frozen=True):
    """A code that warnings may have, and why they do not apply; ``offset`` is that of the code in
    the file at ``path``. If it names ``words``, it is for warnings that have them."""

    code: str
    reason: str
    path: str
    offset: int
    words: str = ""

    def covers(self, warning: Diagnostic) -> bool:
        words = rf"(?<!\w){re.escape(self.words)}(?!\w)" if self.words else ""
        return self.code == warning.code and re.search(words, warning.message) is not None


class Translated(Struct, frozen=True, kw_only=True):
    """What has texts in several languages."""

    translations: tuple[tuple[str, str, str], ...] = ()
    """``(field, language, text)`` for each translation."""

    def in_language(self, field: str, language: str) -> str:
        """The text of ``field`` in ``language``, else in the site's own language."""
        for name, code, text in self.translations:
            if name == field and code == language:
                return text
        return str(getattr(self, field))


def wrong_length(text: str, offset: int) -> int:
    """The number of code points to underline: those of ``text``, or of the word at ``offset``."""
    if not offset:
        return max(1, len(text))
    word = _WORD.match(text, offset)
    return len(word[0]) if word else 1


def line_of(source: SourceText, offset: int) -> str:
    """The path and line of ``offset``, for a hint."""
    return f"{source.path}, line {source.location(offset).line}"


def is_copy(path: str, other: str) -> bool:
    """Whether a file is named as a copy of another: ``sea copy.yaml``, ``sea (1).yaml``."""
    name, of = (each.rpartition("/")[2].rpartition(".")[0].casefold() for each in (path, other))
    return of != name and of in name


def fold(words: str) -> str:
    """``words`` as names are compared: without case, with single spaces."""
    return " ".join(words.casefold().split())


def squash(text: str) -> str:
    """``text`` with each run of spaces, tabs and line ends as one space; other spaces are kept."""
    if "  " not in text and text.isprintable():  # nothing to replace
        return text.strip(" ")
    return _BLANKS.sub(" ", text).strip(" ")


def address_hint(text: str) -> str | None:
    """How to correct ``text``, or None if it is a web address."""
    if _COMMON_ADDRESS.fullmatch(text):
        return None
    general = "Write it in full, as in https://example.org/page."
    if space := _SPACE.search(text):
        return f"It breaks off at the space after {text[: space.start()]}: write %20 for a space."
    if "\\" in text:
        return "Browsers read \\ as /: write that, or %5C for the sign itself."
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return general
    if parts.scheme in ("http", "https") and host:
        return None
    if match := _ONE_SLASH.match(text):
        return f"Write {match[1].lower()}://{text[match.end() :]}."
    return f"Write https://{text}." if _BARE_HOST.fullmatch(text) else general
