"""The one grammar of ``[@source]``, ``{{ fact }}``, ``[[term]]`` and ``[^note]``.

``read_reference`` reads one of them at a place in a text. It knows nothing of
Markdown: whether a reference stands in code, and so means nothing, is found
out later (see ``explainer.documents.markup``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from explainer.diagnostics import did_you_mean

FILTERS = ("with-unit", "as-of", "words", "statement", "plain")

At: TypeAlias = Callable[[int], int]
"""From an offset in the text that is read to an offset in the file."""


@dataclass(frozen=True, slots=True)
class CitedSource:
    key: str
    offset: int
    locator: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """``[@a, p. 3; @b]``. All offsets of references are offsets in the file."""

    offset: int
    sources: tuple[CitedSource, ...]


@dataclass(frozen=True, slots=True)
class FactReference:
    """``{{ id | filter }}``; ``offset`` is that of the id."""

    offset: int
    fact_id: str
    filters: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        return "plain" in self.filters


@dataclass(frozen=True, slots=True)
class TermReference:
    """``[[term|shown]]``; ``shown`` is empty where the editor gave none."""

    offset: int
    term: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class NoteReference:
    offset: int
    name: str


@dataclass(frozen=True, slots=True)
class NoteDefinition:
    offset: int
    name: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """``[see @key]``: an error, should ``key`` be a known source."""

    offset: int
    key: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What begins like a reference and cannot be read. It covers no text."""

    offset: int
    message: str
    hint: str
    code: str = "reference"


Reference: TypeAlias = (
    Citation | FactReference | TermReference | NoteReference | NoteDefinition | Suspect | Unreadable
)

KEY = r"[A-Za-z0-9_]+(?:[-._:/+][A-Za-z0-9_]+)*"
# One line break counts as a space, and a quote's ">" after it is dropped.
_SPACE = r"[ \t]*(?:\r?\n(?![ \t>]*\r?(?:\n|\Z))[ \t]*(?:>[ \t]?)*)?[ \t]*"
_GAP = re.compile(_SPACE)
_KEY = re.compile(f"@({KEY})")
_LINE_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*(?:>[ \t]?)*")
_BLANK_LINE = re.compile(r"\r?\n[ \t>]*\r?(?:\n|\Z)")
_LINK = re.compile(r"\[@[^\]\[]*\]\(")
_NOTE = re.compile(r"\[\^([^\]\[\s^]+)\]")
_DEFINITION_LINE = re.compile(r"[ ]{0,3}(?:>[ ]?)*[ ]{0,3}")
_TERM = re.compile(
    rf"\[\[{_SPACE}([^\]\[|\\\r\n]+(?:\r?\n[ \t>]*[^\]\[|\\\s>][^\]\[|\\\r\n]*)?)"
    rf"(?:\\?\|{_SPACE}([^\]\[\r\n]+))?\]\]"
)
_FACT_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_FILTER = re.compile(rf"\\?\|{_SPACE}([^\s|}}\\]+){_SPACE}")
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’"}
_SUSPECT = re.compile(rf"\[(?!\^|\[)(?:-|[^\]\[\n`]*?[\s(;,-])@({KEY})[^\]\[\n]*\](?!\(|\[|:)")


def read_reference(text: str, start: int, at: At) -> tuple[int, Reference] | None:
    """The reference that begins at ``start`` and the offset behind it; nothing where none begins."""
    if text.startswith("[@", start):
        return _read_citation(text, start, at)
    if text.startswith("{{", start):
        return _read_fact(text, start, at)
    if text.startswith("[^", start):
        return _read_note(text, start, at)
    if text.startswith("[[", start):
        return _read_term(text, start, at)
    return None


def find_suspects(text: str, at: At) -> list[tuple[int, Suspect]]:
    """Keys behind an ``@`` in brackets that do not begin with it, each with its ``@``'s offset."""
    return [
        (match.start(1) - 1, Suspect(at(match.start(1)), match[1]))
        for match in _SUSPECT.finditer(text)
        if not _escaped(text, match.start())
    ]


def _escaped(text: str, start: int) -> bool:
    before = start
    while before and text[before - 1] == "\\":
        before -= 1
    return (start - before) % 2 == 1


def _squash(text: str) -> str:
    return re.sub(r"[ \t]+", " ", _LINE_BREAK.sub(" ", text)).strip()


def _read_citation(text: str, start: int, at: At) -> tuple[int, Reference] | None:
    if _LINK.match(text, start):  # [@x](address) is a Markdown link
        return None
    sources: list[CitedSource] = []
    place = start + 1
    while True:
        place = _match(_GAP, text, place)
        found = _KEY.match(text, place)
        if not found:
            return _unreadable_key(text, start, place, at)
        key, offset = found[1], at(found.start(1))
        place = _match(_GAP, text, found.end())
        locator = quote = ""
        if text[place : place + 1] == ",":
            read = _read_locator(text, place + 1, at)
            if isinstance(read, Unreadable):
                return start, read
            place, locator, quote = read
        sources.append(CitedSource(key, offset, locator, quote))
        following = text[place : place + 1]
        if following == "]":
            return place + 1, Citation(sources[0].offset, tuple(sources))
        if following != ";":
            return start, _unreadable_end(text, place, key, at)
        place += 1


def _match(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _unreadable_key(text: str, start: int, place: int, at: At) -> tuple[int, Reference]:
    hint = "Write [@key], [@key, p. 3] or [@one; @two]; a key is letters, digits and single -._:/+ inside."
    if place == start + 1 or text[place : place + 1] == "@":
        return start, Unreadable(at(start + 2), "no source key follows the @", hint)
    return start, Unreadable(
        at(min(place, len(text) - 1)), "a source key with its @ is expected here", hint
    )


def _unreadable_end(text: str, place: int, key: str, at: At) -> Unreadable:
    if place >= len(text) or _BLANK_LINE.match(text, place):
        return Unreadable(
            at(max(0, min(place, len(text)) - 1)),
            f"the citation of {key} is never closed",
            "Close it with ] before the paragraph ends.",
        )
    return Unreadable(
        at(place),
        f"{text[place]!r} cannot stand here: after {key} comes , or ; or ]",
        "A comma goes before the locator, a semicolon before the next source: [@key, p. 3; @other].",
    )


def _read_locator(text: str, place: int, at: At) -> tuple[int, str, str] | Unreadable:
    """What follows a key's comma: (offset of the ``;`` or ``]``, locator, quoted passage)."""
    first = place
    pieces: list[str] = []
    quote: str | None = None
    piece_start = True
    while place < len(text):
        char = text[place]
        if char in "];":
            locator = _squash("".join(pieces)).strip(", ")
            if not locator and quote is None:
                return Unreadable(
                    at(place),
                    "nothing follows the comma",
                    "Give a locator ([@key, p. 3]) or drop the comma.",
                )
            return place, locator, quote or ""
        if char == "[":
            return Unreadable(
                at(place),
                "a [ belongs to a locator only in quotation marks or after a backslash",
                "Close the citation with ] before it, or write \\[.",
            )
        if char == "\\" and text[place + 1 : place + 2] in {*'\\[];"@|'}:
            pieces.append(text[place + 1])
            place, piece_start = place + 2, False
            continue
        if _BLANK_LINE.match(text, place):
            break
        if char == "@" and piece_start:
            return Unreadable(
                at(place), "a second source follows a semicolon", "Write [@one; @two]."
            )
        if char in _QUOTES:
            end = _closing_quote(text, place)
            if end is None:
                if char in "‘„":
                    pieces.append(char)
                    place, piece_start = place + 1, False
                    continue
                return Unreadable(
                    at(place), "this quotation is never closed", f"Close it with {_QUOTES[char]}."
                )
            words = _squash(text[place + 1 : end].replace('\\"', '"'))
            after = text[_match(_GAP, text, end + 1) :][:1]
            if piece_start and after in {",", ";", "]"}:
                if quote is not None:
                    return Unreadable(
                        at(place),
                        "one passage a source",
                        'Cite the source again: [@key, "one"; @key, "two"].',
                    )
                if not words:
                    return Unreadable(
                        at(place),
                        "the quotation is empty",
                        "Give the passage relied on, or drop it.",
                    )
                quote = words
            else:
                pieces.append(text[place] + words + text[end])
            place, piece_start = end + 1, False
            continue
        pieces.append(char)
        if char == ",":
            piece_start = True
        elif not char.isspace() and char != ">":
            piece_start = False
        place += 1
    return Unreadable(
        at(first - 1), "the citation is never closed", "Close it with ] before the paragraph ends."
    )


def _closing_quote(text: str, start: int) -> int | None:
    close, place = _QUOTES[text[start]], start + 1
    while place < len(text):
        if text[place] == "\\":
            place += 2
            continue
        if text[place] == close:
            return place
        if text[place] == "\n" and _BLANK_LINE.match(text, place):
            return None
        place += 1
    return None


def _read_note(text: str, start: int, at: At) -> tuple[int, Reference] | None:
    found = _NOTE.match(text, start)
    if not found:
        return None
    line_start = text.rfind("\n", 0, start) + 1
    if text[found.end() : found.end() + 1] == ":" and _DEFINITION_LINE.fullmatch(
        text[line_start:start]
    ):
        return found.end(), NoteDefinition(at(found.start(1)), found[1])
    return found.end(), NoteReference(at(found.start(1)), found[1])


def _read_term(text: str, start: int, at: At) -> tuple[int, Reference] | None:
    found = _TERM.match(text, start)
    if not found or not found[1].strip():
        return None
    return found.end(), TermReference(
        at(found.start(1)), _squash(found[1]), (found[2] or "").strip()
    )


def _read_fact(text: str, start: int, at: At) -> tuple[int, Reference]:
    hint = "Write {{ fact.id }} or {{ fact.id | with-unit }}."
    place = _match(_GAP, text, start + 2)
    found = _FACT_ID.match(text, place)
    if not found:
        if text.startswith("}}", place):
            return start, Unreadable(at(start), "no fact is named between the braces", hint)
        return start, Unreadable(
            at(min(place, len(text) - 1)), "a fact's id is expected here", hint
        )
    offset, place = at(found.start()), _match(_GAP, text, found.end())
    filters: list[str] = []
    while (piped := _FILTER.match(text, place)) is not None:
        name = piped[1]
        if name not in FILTERS:
            known = ", ".join(FILTERS)
            return start, Unreadable(
                at(piped.start(1)),
                f'there is no filter "{name}"',
                did_you_mean(name, FILTERS) or f"Filters are {known}.",
                "unknown-filter",
            )
        if clash := next((other for other in filters if not _combine(name, other)), None):
            return start, Unreadable(
                at(piped.start(1)),
                f'the filters "{clash}" and "{name}" do not go together',
                "with-unit goes with as-of and with words, plain with each of them.",
                "filter-clash",
            )
        filters.append(name)
        place = piped.end()
    if not text.startswith("}}", place):
        if place >= len(text) or _BLANK_LINE.match(text, place):
            return start, Unreadable(
                offset, "this reference is never closed", "Close it with }} in the same paragraph."
            )
        return start, Unreadable(
            at(place), f"{text[place]!r} cannot stand here: | or }}}} is expected", hint
        )
    return place + 2, FactReference(offset, found[0], tuple(filters))


def _combine(one: str, other: str) -> bool:
    if one == other:
        return False
    return "plain" in (one, other) or {one, other} in (
        {"with-unit", "as-of"},
        {"with-unit", "words"},
        {"words", "as-of"},
    )
