"""Python-Markdown as we use it: without its raw HTML, and with our own blocks and patterns.

Raw HTML, fenced blocks and references reach it as marks, so any ``<`` left in its input is text. A
text that is too long, nested too deep, or holds marks is an error, and not parsed.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from msgspec import Struct

from explainer.diagnostics import Diagnosed
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown import marks
from explainer.documents.markdown.marks import Candidate, Fence
from explainer.documents.markdown.scanning import with_marks
from explainer.documents.references.kinds import At

if TYPE_CHECKING:
    from markdown import Markdown

DEEPEST = 60
"""How deep elements may be nested."""
LONGEST_TEXT = 30_000
"""In characters, of a paragraph, an item or a cell: the time that Python-Markdown needs for the
links and emphasis of one text grows with the square of its length."""
LONGEST_PARAGRAPH = 100_000
"""In characters, of all lines of a list or a table."""
MOST_LINES = 1_000
"""Without a blank line between them."""

_RUN = re.compile(r"(?m)(?:^[ \t\r>]*+[^ \t\r>\n][^\n]*+(?:\n|\Z))++")
"""Of lines without a blank one between them."""
_SIGNS = re.compile(r"(?m)^[ \t>*+\-_\[!]*+")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


class Dropped(Struct):
    """What of the latest text did not reach the tree."""

    refused: list[tuple[int, str]] = []
    """Words not allowed in an attribute list, each behind the mark of its list, or -1."""
    undefined: list[int] = []
    """The marks of labels without definition."""
    extra_cells: list[tuple[str, str]] = []
    """Cells for which their table has no column, each with its row; both with their marks."""


@lru_cache(maxsize=1)
def _parser() -> tuple[Markdown, Dropped]:
    """The only instance, which is reset before each use, and what it drops."""
    from markdown import Markdown
    from markdown.extensions.attr_list import AttrListExtension
    from markdown.extensions.tables import TableExtension

    from explainer.documents.markdown.blocks.block_patterns import register_blocks
    from explainer.documents.markdown.inline_patterns import register_inline

    # by their names, all installed packages would be searched for them
    md = Markdown(extensions=[TableExtension(), AttrListExtension()], output_format="html")
    md.ESCAPED_CHARS = list(string.punctuation)  # as CommonMark has it
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    md.is_block_level = cache(md.is_block_level)  # type: ignore[method-assign]
    dropped = Dropped()
    register_blocks(md, dropped)
    register_inline(md, dropped.undefined)
    return md, dropped


def parse(
    source: SourceText, text: str, at: At, candidates: Sequence[Candidate], *, inline: bool
) -> tuple[ElementTree.Element, Dropped]:
    """The tree of a Markdown text, and what is not in it, until the next is parsed. If the text is
    ``inline``, its only blocks are paragraphs. Raises ``Diagnosed`` for one that is too long or
    nested too deep."""
    _refuse_overlong(source, text, at, candidates, LONGEST_PARAGRAPH)
    md, dropped = _parser()
    md.reset()
    for each in (dropped.refused, dropped.undefined, dropped.extra_cells):
        each.clear()
    marked = with_marks(text, candidates)
    try:
        root = _paragraphs(md, marked) if inline else _blocks(md, marked)
        if len(marked) > LONGEST_TEXT and any(map(_too_long, root.iter())):
            _refuse_overlong(source, text, at, candidates, LONGEST_TEXT)
            raise _nested_too_deep(source, text, at)  # a line of nothing but signs
        for treeprocessor in md.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
    except RecursionError:
        _parser.cache_clear()  # it stopped halfway, and a reset does not clear all of its state
        raise _nested_too_deep(source, text, at) from None
    if _depth(root) > DEEPEST:
        raise _nested_too_deep(source, text, at)
    return root, dropped


def _too_long(element: ElementTree.Element) -> bool:
    texts = (element.text or "", element.tail or "")
    if element.tag == "code" or max(map(len, texts)) <= LONGEST_TEXT:
        return False
    # a line may have got a backslash, so that a little more is allowed than is said
    return max(len(marks.strip(text)) for text in texts) > LONGEST_TEXT + MOST_LINES


def _blocks(md: Markdown, text: str) -> ElementTree.Element:
    lines = text.split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = md.parser.parseDocument(lines).getroot()
    assert root is not None
    return root


def _paragraphs(md: Markdown, text: str) -> ElementTree.Element:
    root = ElementTree.Element(md.doc_tag)
    for paragraph in _BLANK_LINES.split(text):
        if paragraph.strip():
            ElementTree.SubElement(root, "p").text = paragraph.strip()
    return root


def _depth(root: ElementTree.Element) -> int:
    depth, level = 0, [root]
    while level:
        depth += 1
        level = [child for element in level for child in element]
    return depth


def to_html(element: ElementTree.Element) -> str:
    """The HTML inside ``element``, which must come from the latest parse."""
    md, _ = _parser()
    html: str = md.serializer(element)
    html = html[html.index(">") + 1 : html.rindex("</")] if "</" in html else ""
    for postprocessor in md.postprocessors:
        html = postprocessor.run(html)
    return html.strip()


def _refuse_overlong(
    source: SourceText, text: str, at: At, candidates: Sequence[Candidate], longest: int
) -> None:
    """Raise the diagnostic for the first paragraph, list or table outside fences that is too
    long."""
    if len(text) <= longest and text.count("\n") <= MOST_LINES:
        return
    fences = [(each.start, each.end) for each in candidates if isinstance(each.found, Fence)]
    place = 0
    for start, end in [*fences, (len(text), len(text))]:
        for found in _RUN.finditer(text, place, start):
            lines = found[0].rstrip("\n")
            if lines.count("\n") >= MOST_LINES or len(lines) > longest:
                message = "this part without a blank line is too long"
                hint = f"Divide it: {MOST_LINES} lines or {longest} characters are the most."
                raise Diagnosed(source.diagnostic("too-long", at(found.start()), message, hint))
        place = max(place, end)


def _nested_too_deep(source: SourceText, text: str, at: At) -> Diagnosed:
    """The error at the line with the most signs before its words."""
    deepest = max(_SIGNS.finditer(text), key=lambda signs: len(signs[0]))
    message = "lists, quotes or emphasis are nested too deep here"
    return Diagnosed(source.diagnostic("nesting", at(deepest.start()), message, "Divide the text."))
