"""The allow-list of markup, enforced by an HTML parser.

What is not allowed is reported with its place before it comes here; this is a second line of
defence, in case there is a way around those checks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nh3 import Cleaner

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
    "a": {"href", "title", "rel", "referrerpolicy"},
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
