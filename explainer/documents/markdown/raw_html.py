"""Raw HTML in Markdown: tags and comments. Declarations and instructions are errors.

What is not allowed is reported with its place. ``sanitize`` enforces the allow-list of markup by an
HTML parser after that: a second line of defence, in case there is a way around those checks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from explainer.documents.markdown.marks import Candidate, Comment, Tag, TagAttribute
from explainer.documents.references.citation_syntax import is_escaped
from explainer.documents.references.kinds import At, Problem

if TYPE_CHECKING:
    from nh3 import Cleaner

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

RAW_TAGS = frozenset({"abbr", "sub", "sup", "br", "kbd", "details", "summary"})
"""What may be written as HTML in Markdown."""

_TAGS = RAW_TAGS | set(
    re.findall(
        r"\w+",
        "p em strong code pre a img ul ol li blockquote hr h2 h3 h4 h5 h6"
        " table thead tbody tr th td dl dt dd div",
    )
)
_ATTRIBUTES = {
    "*": {"id", "class", "lang"},
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title", "loading", "decoding"},
    "abbr": {"title"},
    "details": {"open"},
    "ol": {"start"},
    "div": {"role"},
}
_SCHEMES = {"http", "https", "mailto"}
_ID = re.compile(r"[a-z][a-z0-9-]*")
_CLASS = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]*")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")


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
    tag = Tag(offset, name, closing, _attributes(text, match, at))
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


def allowed_attribute(name: str, value: str) -> bool:
    """Whether content may set this attribute on an element: an id, classes, a language."""
    if name == "id":
        return _ID.fullmatch(value) is not None
    if name == "class":
        return all(_CLASS.fullmatch(word) for word in value.split())
    return name == "lang" and _LANGUAGE.fullmatch(value) is not None


def sanitize(html: str) -> str:
    """``html`` with only the tags, attributes and schemes that content may have."""
    if "<" not in html and "&" not in html:
        return html
    return _cleaner().clean(html)


@cache
def _cleaner() -> Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
