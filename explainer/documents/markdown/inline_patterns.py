"""Links, images and code, as patterns of Python-Markdown's inline parser.

They differ from its own patterns in four ways: an address begins with its mark, and holds no
spaces; undefined labels are collected; unclosed brackets and backticks take no longer than others.
Notes in place, addresses without brackets and a backslash at a line's end it does not have.

Its parser tries every pattern in every text. To look for a sign that each match holds is much
faster, and most texts hold few of the signs; so patterns are tried only where they may match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree

from markdown.blockprocessors import ReferenceProcessor
from markdown.inlinepatterns import (
    BACKTICK_RE,
    AutolinkInlineProcessor,
    BacktickInlineProcessor,
    InlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX, AtomicString

from explainer.documents.markdown import marks
from explainer.documents.markdown.emphasis import Emphasis
from explainer.documents.markdown.scanning import BACKTICKS, CodeSpans

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.inlinepatterns import Pattern

_BRACKET = re.compile(r"[\[\]]")
_TARGET = re.compile(
    rf"\(\s*+(?:<({marks.ONE}[^<>\n]*+)>"
    rf"|({marks.ONE}(?:[^\s()]|\((?:[^\s()]|\([^\s()]*+\))*+\))*+))"
    r"(?:\s++(\"[^\"]*+\"|'[^']*+'))?\s*+\)"
)
_LABEL = re.compile(rf"\[({marks.ONE})([^\]]*+)\](?!\()")
_BLANKS = re.compile(r"\s+")
_NOTE = rf"{marks.IN_PLACE}\["
_AUTOLINK = rf"<({marks.ONE}(?!(?i:mailto):)[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>"
_LINE_END = r"(?:  |\\)\n"
_BARE = (
    rf"{marks.BARE}((?i:https?)://\w[^\s<>\[\]{{}}\"`|\u200b\ue000-\ue0ff{STX}{ETX}"
    r"“”„«»‘’…。，、；：！？（）「」『』]*+)"
)
_ENTITY_END = re.compile(r"&#?[A-Za-z0-9]+;$")
_SIGNS: dict[str, tuple[str, ...]] = {
    r"(?:(?<!\\)((?:\\{2})+)(?=`+)|(?<!\\)`)": ("`",),
    r"\\(.)": ("\\",),
    r"<([^<> !]+@[^@<> ]+)>": ("@",),
    r"(&(?:\#[0-9]+|\#x[0-9a-fA-F]+|[a-zA-Z0-9]+);)": ("&",),
}
"""For expressions of the library, signs of which each match holds one. One that is not here, since
the library has changed it, is always tried."""


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

    _spans = CodeSpans("")

    def find_code_spans(  # type: ignore[override]  # the stubs know another one
        self, start: int, text: str
    ) -> tuple[int, int | None]:
        """Where the code after the backticks at ``start`` begins, and ends if it does."""
        if self._spans.text is not text and not self._spans.text.endswith(text[start:]):
            self._spans = CodeSpans(text)
        opening = BACKTICKS.match(text, start)
        assert opening is not None
        return opening.end(), self._spans.closing(text, start, opening.end())


class _Link(InlineProcessor):
    """``[text](address "title")``, ``[text][label]``, ``[label][]`` and ``[label]``, and images."""

    def __init__(
        self, pattern: str, md: Markdown, brackets: Brackets, undefined: list[int]
    ) -> None:
        super().__init__(pattern, md)
        self.brackets = brackets
        self.undefined = undefined

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        closing = self.brackets.closing(data, m.end() - 1)
        if closing is None:
            return None, None, None
        text, end = data[m.end() : closing], closing + 1
        if found := _TARGET.match(data, end):
            title = found[3]
            if title is not None:
                title = _BLANKS.sub(" ", self.unescape(title[1:-1].strip()))
            address = self.unescape(found[1] or found[2]).strip()
            return self._element(m, text, address, title), m.start(), found.end()
        found = _LABEL.match(data, end)
        label = (self._label(found[2]) if found else "") or self._label(text)
        target = self.md.references.get(label)
        if target is None:
            if not found or data[max(0, m.start() - 1) : m.start()].isalnum():  # or ``x[i][j]``
                return None, None, None
            self.undefined.append(marks.indexes(found[1])[0])
            return None, m.start(), found.end()
        element = self._element(m, text, *target)
        if found:
            element.set(marks.LABEL_ATTRIBUTE, str(marks.indexes(found[1])[0]))
        return element, m.start(), found.end() if found else end

    def _element(
        self, m: re.Match[str], text: str, address: str, title: str | None
    ) -> ElementTree.Element:
        if m[0] == "[":
            element = ElementTree.Element("a", {"href": address})
            element.text = text
        else:
            element = ElementTree.Element("img", {"src": address, "alt": self.unescape(text)})
        if title is not None:
            element.set("title", title)
        return element

    def _label(self, text: str) -> str:
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


class _NoteInPlace(_Link):
    """``^[text]``: an element with the note's text, in place of its mark and brackets."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        end = self.brackets.closing(data, m.end() - 1)
        if end is None:
            return None, None, None
        element = ElementTree.Element(marks.NOTE_ELEMENT, {marks.NOTE_ATTRIBUTE: m[1]})
        element.text = data[m.end() : end]
        return element, m.start(), end + 1


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

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return "]:" in block


class Signed:
    """A compiled expression, of which each match holds one of ``signs``."""

    def __init__(self, expression: re.Pattern[str], signs: tuple[str, ...]) -> None:
        self.pattern = expression.pattern
        self.signs = signs
        self._finditer = expression.finditer

    def finditer(self, text: str, start: int = 0) -> Iterable[re.Match[str]]:
        for sign in self.signs:
            if sign in text:
                return self._finditer(text, start)
        return ()


class Unescaping(UnescapeTreeprocessor):
    """Puts escaped characters back, where there are any."""

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


def register_inline(md: Markdown, undefined: list[int]) -> None:
    """Replace Python-Markdown's patterns by these. The marks of undefined labels are added to
    ``undefined``."""
    brackets, patterns, signs = Brackets(), md.inlinePatterns, dict(_SIGNS)
    for name in ("link", "image_reference", "short_reference", "short_image_ref"):
        patterns.deregister(name)
    patterns.register(_Code(BACKTICK_RE), "backtick", 190)
    for name, priority, pattern, held in (
        ("note_in_place", 174, _NoteInPlace(_NOTE, md, brackets, undefined), (marks.OF_NOTE,)),
        ("image_link", 170, _Link(r"!\[", md, brackets, undefined), ("![",)),
        ("reference", 165, _Link(r"(?<!!)\[", md, brackets, undefined), ("[",)),
        ("autolink", 120, AutolinkInlineProcessor(_AUTOLINK, md), (f"<{marks.OPEN}",)),
        ("bare_address", 105, _BareAddress(_BARE, md), (marks.OF_ADDRESS,)),
        ("linebreak", 100, SubstituteTagInlineProcessor(_LINE_END, "br"), ("  \n", "\\\n")),
        ("em_strong", 60, Emphasis(), ("*", "_")),
    ):
        patterns.register(pattern, name, priority)
        signs[pattern.pattern] = held
    inline, in_order = InlineTreeprocessor(md), list(cast("Iterable[Pattern]", patterns))
    for each in in_order:
        expression = each.getCompiledRegExp()
        if expression.pattern in signs:
            signed = Signed(expression, signs[expression.pattern])
            each.compiled_re = signed  # type: ignore[assignment]  # all that is asked of one
    inline.inlinePatterns = in_order  # type: ignore[assignment]  # a list is read faster
    md.treeprocessors.register(inline, "inline", 20)
    md.treeprocessors.register(Unescaping(md), "unescape", 0)
    md.parser.blockprocessors.register(_Definition(md.parser), "reference", 15)
