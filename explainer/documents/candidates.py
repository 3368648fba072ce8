"""Everything in a Markdown text that may mean something to us, before Markdown runs.

Each candidate becomes a mark. Markdown then decides where the mark lands, and
so what the candidate was: a reference, or a piece of code to be restored.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from explainer.documents.references import (
    At,
    Reference,
    Suspect,
    Unreadable,
    find_suspects,
    read_reference,
)

BLOCK_TAGS = frozenset({"details", "summary"})

_START = re.compile(
    r"(?P<fence>^[ \t>]*(?P<ticks>`{3,}|~{3,})(?P<info>[^\n]*)$)"
    r"|(?P<heading>^[ \t>]*\#{1,6}[ \t]*(?=[^\s\#]))"
    r"|(?P<setext>^(?=[^\W\d_][^\n]*\n(?P<underline>=+|-+)[ \t]*\r?$))"
    r"|(?P<definition>^[ ]{0,3}\[(?!\^|@)[^\]\[\n]+\]:[ \t]*<?(?=[^\s<]))"
    r"|(?P<address>\]\([ \t]*<?)"
    r"|(?P<reference>\[@|\[\^|\[\[|\{\{)"
    r"|(?P<markup><[!?/A-Za-z])",
    re.MULTILINE,
)
_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)"
    r"(?P<attributes>(?:\s+[^\s<>\"'=/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>\"'=`]+))?)*)"
    r"\s*/?>"
)
_ATTRIBUTE = re.compile(r"\s+([^\s<>\"'=/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s<>\"'=`]+)))?")
_DECLARATION = re.compile(r"<[!?][A-Za-z\[]")
_PREFIX = re.compile(r"[ \t>]*")
_ONLY_TAGS = re.compile(r"(?:[ \t>]|<[^<>\n]*>)*")
_ADDRESS_TEXT = re.compile(r"(?:\\.|[^\\\s)>])*")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link or an image leads; its text follows the mark. ``image_offset``: its alt text's."""

    offset: int
    alt_offset: int


@dataclass(frozen=True, slots=True)
class HeadingStart:
    """The first character of a heading's text; ``line`` is the rest of its line."""

    offset: int
    line: str
    line_offset: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A raw HTML tag; ``offset`` is its name's, each attribute has its name's and its value's."""

    offset: int
    name: str
    closing: bool
    attributes: tuple[tuple[str, str, int, int], ...] = ()
    block: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    offset: int


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block. ``content`` is without the prefix that its lines share."""

    offset: int
    word: str
    word_offset: int
    content: str
    content_offset: int
    content_end: int
    at_margin: bool


Found: TypeAlias = Reference | Address | HeadingStart | Tag | Comment | Fence


@dataclass(frozen=True, slots=True)
class Candidate:
    """What ``text[start:end]`` may be. ``prefix``: the block stands alone behind it on its line."""

    start: int
    end: int
    found: Found
    prefix: str | None = None


def find_candidates(text: str, at: At, restored: Collection[int] = ()) -> list[Candidate]:
    """All candidates in order; those that begin at a ``restored`` offset are passed over."""
    found: list[Candidate] = []
    place = 0
    while match := _START.search(text, place):
        escaped = match["reference"] is not None and _escaped(text, match.start())
        candidate = None if escaped else _read(text, match, at)
        if candidate is None or (candidate.start in restored and candidate.end > candidate.start):
            place = match.start() + 1
            continue
        found.append(candidate)
        # a mark that covers no text must not hide what begins where it stands
        place = max(candidate.end, match.start() + 1)
    suspects = find_suspects(text, at)
    return _with_suspects(found, suspects) if suspects else found


def _with_suspects(found: list[Candidate], suspects: list[tuple[int, Suspect]]) -> list[Candidate]:
    merged = [*found, *(Candidate(start, start, suspect) for start, suspect in suspects)]
    merged.sort(key=lambda candidate: (candidate.start, candidate.end))
    free, behind = [], 0
    for candidate in merged:
        if candidate.start >= behind:
            free.append(candidate)
            behind = max(behind, candidate.end)
    return free


def _escaped(text: str, start: int) -> bool:
    before = start
    while before and text[before - 1] == "\\":
        before -= 1
    return (start - before) % 2 == 1


def _read(text: str, match: re.Match[str], at: At) -> Candidate | None:
    start, end = match.span()
    if match["fence"] is not None:
        return _read_fence(text, match, at)
    if match["heading"] is not None or match["setext"] is not None:
        line_end = text.find("\n", end)
        line = text[end : line_end if line_end >= 0 else len(text)]
        return Candidate(end, end, HeadingStart(at(end), line, at(end)))
    if match["address"] is not None:
        if _escaped(text, start):
            return None
        return Candidate(end, end, Address(at(end), at(_alt_start(text, start))))
    if match["definition"] is not None:
        return Candidate(end, end, Address(at(end), at(end)))
    if match["reference"] is not None:
        if match[0] != "{{" and text[start - 1 : start] == "!" and match[0] != "[@":
            return None  # the alt text of an image
        read = read_reference(text, start, at)
        return Candidate(start, read[0], read[1]) if read else None
    return _read_markup(text, start, at)


def _alt_start(text: str, bracket: int) -> int:
    """The offset behind the ``[`` that the ``]`` at ``bracket`` closes, or of the ``]`` itself."""
    depth, place = 0, bracket - 1
    while place >= 0 and bracket - place < 2000:
        if text[place] == "]" and not _escaped(text, place):
            depth += 1
        elif text[place] == "[" and not _escaped(text, place):
            if depth == 0:
                return place + 1
            depth -= 1
        place -= 1
    return bracket


def _read_fence(text: str, match: re.Match[str], at: At) -> Candidate | None:
    ticks, info = match["ticks"], match["info"].rstrip("\r")
    if ticks[0] == "`" and "`" in info:
        return None  # code in a line
    start, info_start = match.start("ticks"), match.start("info")
    prefix = text[match.start() : start]
    quoted = prefix.count(">")
    word = info.strip()
    word_offset = info_start + len(info) - len(info.lstrip()) if word else start
    closing = re.compile(rf"[ \t>]*{re.escape(ticks[0])}{{{len(ticks)},}}[ \t]*\r?$", re.MULTILINE)
    lines: list[str] = []
    place = content_start = match.end() + 1
    while place <= len(text):
        line_end = text.find("\n", place)
        line_end = len(text) if line_end < 0 else line_end
        line = text[place:line_end]
        lead = _PREFIX.match(line)
        if lead is None or lead[0].count(">") < quoted:
            break  # the quote ends before its fence does
        if closing.match(line):
            fence = Fence(
                at(start),
                word,
                at(word_offset),
                "\n".join(_without_prefix(each.rstrip("\r"), prefix) for each in lines),
                at(min(content_start, len(text))),
                at(place),
                prefix == "",
            )
            return Candidate(start, line_end, fence, prefix)
        lines.append(line)
        place = line_end + 1
    unclosed = Unreadable(
        at(start), "this fenced block is never closed", f"End it with a line {ticks}.", "fence"
    )
    return Candidate(start, start, unclosed)


def _without_prefix(line: str, prefix: str) -> str:
    for char in prefix:
        if not line.startswith(char):
            break
        line = line[1:]
    return line


def _read_markup(text: str, start: int, at: At) -> Candidate | None:
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4)
        if end < 0:
            hint = "End it with -->, or write \\<!-- to show the characters."
            unclosed = Unreadable(at(start), "this comment is never closed", hint, "markup")
            return Candidate(start, start, unclosed)
        return Candidate(start, end + 3, Comment(at(start)))
    if text[start + 1] in "!?":
        declaration = Unreadable(
            at(start),
            "declarations and instructions are not allowed",
            "Write &lt; for the character itself.",
            "markup",
        )
        return Candidate(start, start, declaration) if _DECLARATION.match(text, start) else None
    match = _TAG.match(text, start)
    if not match or _escaped(text, start):
        return None
    attributes = []
    for found in _ATTRIBUTE.finditer(match["attributes"]):
        group = next((n for n in (2, 3, 4) if found[n] is not None), None)
        base = match.start("attributes")
        value, value_at = (found[group], found.start(group)) if group else ("", found.start(1))
        attributes.append((found[1].lower(), value, at(base + found.start(1)), at(base + value_at)))
    name, closing = match["name"].lower(), bool(match["closing"])
    prefix = _block_prefix(text, start) if name in BLOCK_TAGS else None
    tag = Tag(at(match.start("name")), name, closing, tuple(attributes), prefix is not None)
    return Candidate(start, match.end(), tag, prefix)


def _block_prefix(text: str, start: int) -> str | None:
    """What stands before a block's tag on its line, if that is indentation, quote signs and tags."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if not _ONLY_TAGS.fullmatch(line):
        return None
    lead = _PREFIX.match(line)
    return lead[0] if lead else ""
