"""The allow-list of markup, enforced a last time by a real HTML parser.

What an editor may not write is refused with its place before it comes here;
this is the net below, should a way around those checks exist.
"""

from __future__ import annotations

RAW_TAGS = frozenset({"abbr", "sub", "sup", "br", "kbd", "details", "summary"})
"""What may be written as HTML in Markdown."""

_MARKDOWN_TAGS = frozenset(
    [
        "p",
        "em",
        "strong",
        "code",
        "pre",
        "a",
        "img",
        "ul",
        "ol",
        "li",
        "blockquote",
        "hr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "dl",
        "dt",
        "dd",
    ]
)
_TAGS = set(RAW_TAGS | _MARKDOWN_TAGS)
_ATTRIBUTES = {
    "*": {"id", "class", "lang"},
    "a": {"href", "title", "rel", "referrerpolicy"},
    "img": {"src", "alt", "title", "loading", "decoding"},
    "abbr": {"title"},
    "details": {"open"},
    "ol": {"start"},
}
_SCHEMES = {"http", "https", "mailto"}


def sanitize(html: str) -> str:
    """``html`` with only the tags, attributes and schemes that content may have."""
    if "<" not in html and "&" not in html:
        return html
    import nh3

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
