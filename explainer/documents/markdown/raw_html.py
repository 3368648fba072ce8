"""Raw HTML in Markdown: tags and comments. Declarations and instructions are errors."""

from __future__ import annotations

import re

from explainer.documents.markdown.candidates import Candidate, Comment, Tag, TagAttribute
from explainer.documents.references.citation_syntax import is_escaped
from explainer.documents.references.kinds import At, Problem

START = r"<[!?/A-Za-z]"
"""The pattern of what raw HTML begins with."""
BLOCK_TAGS = frozenset({"details", "summary"})

_VALUE = r"\"[^\"]*+\"|'[^']*+'|[^\s<>\"'=`]++"
_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    rf"(?P<attributes>(?:\s++[^\s<>\"'=/]++(?:\s*+=\s*+(?:{_VALUE}))?)*+)"
    r"\s*+/?>"
)
_ATTRIBUTE = re.compile(r"\s+([^\s<>\"'=/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s<>\"'=`]+)))?")
_DECLARATION = re.compile(r"<[!?][A-Za-z\[]")
_LEAD = re.compile(r"[ \t>]*")
_ONLY_TAGS = re.compile(r"(?:[ \t>]|<[^<>\n]*>)*+")
_WIDEST_LEAD = 300
"""In characters; a tag with more than that before it on its line does not begin a block."""


def read_raw_html(text: str, start: int, at: At) -> Candidate | None:
    """The tag or comment that begins at ``start``; None if ``<`` is just a character."""
    if is_escaped(text, start):
        return None
    if text.startswith("<!--", start):
        return _read_comment(text, start, at)
    if text[start + 1] in "!?":
        if not _DECLARATION.match(text, start):
            return None
        message = "declarations and instructions are not allowed"
        hint = "Write &lt; for the character itself."
        return Candidate(start, start, Problem(at(start), message, hint, "markup"))
    match = _TAG.match(text, start)
    if not match:
        return None
    name = match["name"].lower()
    prefix = _block_prefix(text, start) if name in BLOCK_TAGS else None
    offset, closing = at(match.start("name")), bool(match["closing"])
    tag = Tag(offset, name, closing, _attributes(text, match, at), block=prefix is not None)
    return Candidate(start, match.end(), tag, prefix)


def _read_comment(text: str, start: int, at: At) -> Candidate:
    end = text.find("-->", start + 4)
    if end >= 0:
        return Candidate(start, end + 3, Comment(at(start)))
    hint = "End it with -->, or write \\<!-- to show the characters."
    unclosed = Problem(at(start), "this comment is never closed", hint, "markup")
    return Candidate(start, start, unclosed)


def _attributes(text: str, tag: re.Match[str], at: At) -> tuple[TagAttribute, ...]:
    attributes = []
    for found in _ATTRIBUTE.finditer(text, *tag.span("attributes")):
        group = next((number for number in (2, 3, 4) if found[number] is not None), 1)
        value = found[group] if group > 1 else ""
        attributes.append(
            TagAttribute(found[1].lower(), value, at(found.start(1)), at(found.start(group)))
        )
    return tuple(attributes)


def _block_prefix(text: str, start: int) -> str | None:
    """The indentation and ``>`` of a block's line; None if more than tags precede its tag."""
    nearest = max(0, start - _WIDEST_LEAD)
    line_start = text.rfind("\n", nearest, start) + 1
    if line_start == 0 and nearest > 0:
        return None
    if not _ONLY_TAGS.fullmatch(text, line_start, start):
        return None
    lead = _LEAD.match(text, line_start, start)
    return lead[0] if lead else ""
