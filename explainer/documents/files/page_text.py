"""The words of a stored HTML page, as a reader sees them.

Stored pages come from strangers, and parsers can be slowed down: html.parser needs a minute for
a hundred thousand unclosed comments, and a tree of as many nested elements takes as long to build.
So patterns are used, each of which matches to its own end or to the end of the text.
"""

from __future__ import annotations

import re

from explainer.documents.files.entities import unescape

_UNSHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript|svg)\b.*?(?:</\1\b[^>]*+(?:>|\Z)|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[/!?]?([A-Za-z][A-Za-z0-9]*+)?[^<>]*+>")
_WITHIN_WORDS = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)


def page_text(html: str) -> str:
    """The text of ``html``, with a space wherever a block begins or ends."""

    def replace(tag: re.Match[str]) -> str:
        return "" if (tag[1] or "").lower() in _WITHIN_WORDS else " "

    return unescape(_TAG.sub(replace, _UNSHOWN.sub(" ", html)))
