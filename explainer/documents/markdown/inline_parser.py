"""Python-Markdown's inline parser, which tries a pattern only in a text that holds a sign of it.

Most texts hold few of the signs, and to look for a sign is much faster than to try a pattern.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from markdown import treeprocessors
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import STX, AtomicString

if TYPE_CHECKING:
    from xml.etree import ElementTree

    from markdown import Markdown
    from markdown.inlinepatterns import Pattern

SIGNS: dict[str, tuple[str, ...]] = {
    r"(?:(?<!\\)((?:\\{2})+)(?=`+)|(?<!\\)`)": ("`",),
    r"\\(.)": ("\\",),
    r"<([^<> !]+@[^@<> ]+)>": ("@",),
    r"(&(?:\#[0-9]+|\#x[0-9a-fA-F]+|[a-zA-Z0-9]+);)": ("&",),
}
"""For expressions of the library, signs of which each match holds one. One that is not here, since
the library has changed it, is always tried."""
_ANY = ("",)

_REPLACED = ("__handleInline", "__applyPattern")
"""The library's private methods that ours stands in for and calls."""
_KNOWN = frozenset({"b3628338ecaf2969e668f612e2564cc1068b5127ac96d555281cd72186f55230"})
"""Digests of their source, as far as ours does the same."""


def is_known() -> bool:
    """Whether the library's inline parser is one that ``SignedInlineProcessor`` can stand in for.
    If it is not, the library's own is right, and slower."""
    try:
        source = Path(treeprocessors.__file__).read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return False
    behind = [source.partition(f"    def {name}(")[2] for name in _REPLACED]
    methods = "".join(each.partition("\n    def ")[0] for each in behind)
    return hashlib.sha256(methods.encode()).hexdigest() in _KNOWN


class SignedInlineProcessor(InlineProcessor):
    """``signs`` maps expressions of patterns to signs, of which each match holds one."""

    def __init__(self, md: Markdown, signs: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(md)
        self._signs = signs
        self._patterns: list[tuple[Pattern, tuple[str, ...]]] = []

    def run(
        self, tree: ElementTree.Element, ancestors: list[str] | None = None
    ) -> ElementTree.Element:
        self._patterns = [
            (pattern, self._signs.get(pattern.getCompiledRegExp().pattern, _ANY))
            for pattern in cast("Iterable[Pattern]", self.inlinePatterns)
        ]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(  # noqa: N802
        self,
        data: str,
        patternIndex: int = 0,  # noqa: N803
    ) -> str:
        if isinstance(data, AtomicString):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self._patterns)):
            pattern, signs = self._patterns[index]
            place, matched = 0, True
            while matched:
                for sign in signs:
                    if data.find(sign, place) >= 0:
                        data, matched, place = apply(pattern, data, index, place)
                        break
                else:
                    break
        return data


class Unescaping(UnescapeTreeprocessor):
    """Puts escaped characters back, where there are any."""

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text
