"""Links, images and code, as patterns of Python-Markdown's inline parser.

They differ from its own patterns in four ways: an address begins with its mark, and holds no
spaces; undefined labels are collected; unclosed brackets and backticks take no longer than others.
Notes in place, addresses without brackets and a backslash at a line's end it does not have.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from html import unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markdown.blockprocessors import ReferenceProcessor
from markdown.inlinepatterns import (
    BACKTICK_RE,
    AutolinkInlineProcessor,
    BacktickInlineProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX, AtomicString

from explainer.documents.markdown import marks
from explainer.documents.markdown.emphasis import Emphasis

if TYPE_CHECKING:
    from markdown import Markdown

_BACKTICKS = re.compile("`+")
_BRACKET = re.compile(r"[\[\]]")
_TARGET = re.compile(
    rf"\(\s*+(?:<({marks.ONE}[^<>\n]*+)>"
    rf"|({marks.ONE}(?:[^\s()]|\((?:[^\s()]|\([^\s()]*+\))*+\))*+))"
    r"(?:\s++(\"[^\"]*+\"|'[^']*+'))?\s*+\)"
)
_LABEL = re.compile(rf"\[({marks.ONE})([^\]]*+)\](?!\()")
_BLANKS = re.compile(r"\s+")
_BARE = (
    rf"{marks.BARE}((?i:https?)://\w[^\s<>\[\]{{}}\"`|\u200b\ue000-\ue0ff{STX}{ETX}"
    r"“”„«»‘’…。，、；：！？（）「」『』]*+)"
)
_ENTITY_END = re.compile(r"&#?[A-Za-z0-9]+;$")


class Brackets:
    """Which ``]`` closes which ``[``, for the text that was asked about last.

    What closes a bracket depends only on the text after it. So places are counted from the end,
    and stay valid when Markdown replaces what comes before.
    """

    def __init__(self) -> None:
        self._text = ""
        self._closing: dict[int, int] = {}

    def closing(self, text: str, start: int) -> int | None:
        """The offset of the ``]`` that closes the ``[`` at ``start``, or None."""
        if self._text is not text and not self._text.endswith(text[start:]):
            self._pair(text)
        distance = self._closing.get(len(text) - start)
        return None if distance is None else len(text) - distance

    def _pair(self, text: str) -> None:
        self._text, self._closing = text, {}
        opened: list[int] = []
        for match in _BRACKET.finditer(text):
            distance = len(text) - match.start()
            if match[0] == "[":
                opened.append(distance)
            elif opened:
                self._closing[opened.pop()] = distance


class _Code(BacktickInlineProcessor):
    """Code between two backtick strings of equal length (CommonMark 6.1)."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self._text = ""
        self._runs: dict[int, list[int]] = {}

    def find_code_spans(  # type: ignore[override]  # the stubs know another one
        self, start: int, text: str
    ) -> tuple[int, int | None]:
        """Where the code after the backticks at ``start`` begins, and ends if it does."""
        if self._text is not text and not self._text.endswith(text[start:]):
            self._text, self._runs = text, {}
            for run in _BACKTICKS.finditer(text):
                self._runs.setdefault(len(run[0]), []).append(run.start() - len(text))
        opening = _BACKTICKS.match(text, start)
        assert opening is not None
        runs = self._runs.get(len(opening[0]), [])
        following = bisect_left(runs, opening.end() - len(text))
        return opening.end(), runs[following] + len(text) if following < len(runs) else None


class _Link(LinkInlineProcessor):
    """``[text](address "title")``."""

    brackets: Brackets

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        end = self.brackets.closing(data, index - 1)
        return ("", index, False) if end is None else (data[index:end], end + 1, True)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        found = _TARGET.match(data, index)
        if not found:
            return "", None, index, False
        title = found[3]
        if title is not None:
            title = _BLANKS.sub(" ", self.unescape(title[1:-1].strip()))
        return self.unescape(found[1] or found[2]).strip(), title, found.end(), True


class _Image(_Link, ImageInlineProcessor):
    """``![text](address "title")``."""


class _Labelled(_Link):
    """A link or an image with a label."""

    def label(self, text: str) -> str:
        """A label as it is written, with its code, from which Python-Markdown has taken it."""

        def code(placeholder: re.Match[str]) -> str:
            inline = self.md.treeprocessors["inline"]
            assert isinstance(inline, InlineTreeprocessor)
            node = inline.stashed_nodes.get(placeholder[1])
            if not isinstance(node, ElementTree.Element) or node.tag != "code":
                return placeholder[0]
            return f"`{unescape(node.text or '')}`"

        written = INLINE_PLACEHOLDER_RE.sub(code, marks.strip(text))
        return _BLANKS.sub(" ", written.strip().lower())


class _Reference(_Labelled, ReferenceInlineProcessor):
    """``[text][label]`` and ``[label][]``."""

    undefined: list[int]

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        text, index, closed = self.getText(data, m.end(0))
        found = _LABEL.match(data, index) if closed else None
        if not found:
            return None, None, None
        label = self.label(found[2]) or self.label(text)
        mark = marks.indexes(found[1])[0]
        target = self.md.references.get(label)
        if target is None:
            self.undefined.append(mark)
            return None, m.start(0), found.end()
        element = self.makeTag(target[0], target[1], text)
        element.set(marks.LABEL_ATTRIBUTE, str(mark))
        return element, m.start(0), found.end()


class _ImageReference(_Reference, ImageReferenceInlineProcessor):
    """``![text][label]``."""


class _ShortReference(_Labelled, ShortReferenceInlineProcessor):
    """``[label]``."""

    def evalId(self, data: str, index: int, text: str) -> tuple[str, int, bool]:  # noqa: N802
        return self.label(text), index, True


class _ShortImageReference(_ShortReference, ShortImageReferenceInlineProcessor):
    """``![label]``."""


class _NoteInPlace(_Link):
    """``^[text]``: an element with the note's text, in place of its mark and brackets."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        text, end, closed = self.getText(data, m.end())
        if not closed:
            return None, None, None
        element = ElementTree.Element(marks.NOTE_ELEMENT, {marks.IN_PLACE_ATTRIBUTE: m[1]})
        element.text = text
        return element, m.start(), end


class _BareAddress(InlineProcessor):
    """An address in text, as GitHub reads it: without the punctuation at its end, and without a
    closing bracket that it does not open."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element, int, int]:
        mark, address = marks.mark(marks.read_index(m[1])), m[2]
        surplus = address.count(")") - address.count("(")
        end = len(address)
        while address[end - 1] in "?!.,:;*_~'" or (address[end - 1] == ")" and surplus > 0):
            surplus -= address[end - 1] == ")"
            entity = _ENTITY_END.search(address, max(0, end - 12), end)
            end = entity.start() if entity else end - 1
        shown = self.unescape(address[:end])
        element = ElementTree.Element("a", {"href": mark + shown})
        element.text = AtomicString(shown)
        return element, m.start(), m.start(2) + end


class _Definition(ReferenceProcessor):
    """``[label]: address "title"``; the address begins with its mark, on the same line."""

    RE = re.compile(
        rf"^[ ]{{0,3}}\[([^\[\]]*)\]:[ ]*(<?{marks.ONE}[^\s]*)[ ]*"
        r"(?:\n[ ]*)?(([\"'])(.*)\4[ ]*|\((.*)\)[ ]*)?$",
        re.MULTILINE,
    )


def register_inline(md: Markdown) -> list[int]:
    """Replace Python-Markdown's patterns by these.

    Return the list to which the marks of undefined labels are added.
    """
    brackets = Brackets()
    undefined: list[int] = []
    patterns: list[tuple[str, type[_Link], str, int]] = [
        ("note_in_place", _NoteInPlace, rf"{marks.IN_PLACE}\[", 174),
        ("reference", _Reference, r"(?<!\!)\[", 170),
        ("link", _Link, r"(?<!\!)\[", 160),
        ("image_link", _Image, r"\!\[", 150),
        ("image_reference", _ImageReference, r"\!\[", 140),
        ("short_reference", _ShortReference, r"(?<!\!)\[", 130),
        ("short_image_ref", _ShortImageReference, r"\!\[", 125),
    ]
    md.inlinePatterns.register(_Code(BACKTICK_RE), "backtick", 190)
    for name, kind, start, priority in patterns:
        pattern = kind(start, md)
        pattern.brackets = brackets
        if isinstance(pattern, _Reference):
            pattern.undefined = undefined
        md.inlinePatterns.register(pattern, name, priority)
    address = rf"<({marks.ONE}(?!(?i:mailto):)[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>"
    md.inlinePatterns.register(AutolinkInlineProcessor(address, md), "autolink", 120)
    md.inlinePatterns.register(_BareAddress(_BARE, md), "bare_address", 105)
    md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "line_end", 175)
    md.inlinePatterns.register(Emphasis(), "em_strong", 60)
    md.parser.blockprocessors.register(_Definition(md.parser), "reference", 15)
    return undefined
