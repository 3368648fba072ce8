"""From Markdown's HTML, marks still in it, to sanitised fragments."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import TypeAlias

from explainer.documents.files.entities import unescape, without_refused
from explainer.documents.markdown import marks
from explainer.documents.markdown.candidates import Address, Candidate, Fence, Tag
from explainer.documents.markdown.sanitizer import RAW_TAGS, sanitize
from explainer.documents.references.kinds import (
    Citation,
    FactReference,
    NoteReference,
    TermReference,
)
from explainer.documents.references.reference_syntax import read_reference

_PARAGRAPH = re.compile(rf"<p>((?:\s*+{marks.ONE})+)\s*</p>")
_SUMMARY = re.compile(rf"<p>({marks.ONE}(?:(?!</?p>).)*?{marks.ONE})\s*</p>", re.DOTALL)
_EMPTY = re.compile(r"<p>\s*</p>\s*")

AddReference: TypeAlias = Callable[[FactReference], int]
"""Gives a reference that was found inside a tag's attribute its index."""


def finish(html: str, candidates: Sequence[Candidate], add: AddReference) -> str:
    """The fragment with tags, code and comments put in for their marks, and sanitised."""

    def unwrap(match: re.Match[str]) -> str:
        inner = [candidates[i].found for i in marks.indexes(match[1])]
        return match[1].strip() if any(_is_block(found) for found in inner) else match[0]

    def unwrap_summary(match: re.Match[str]) -> str:
        inner = [candidates[i].found for i in marks.indexes(match[1])]
        first, last = inner[0], inner[-1]
        if not isinstance(first, Tag) or not isinstance(last, Tag):
            return match[0]
        whole = first.block and last.closing and first.name == last.name == "summary"
        return match[1] if whole else match[0]

    def fill(match: re.Match[str]) -> str:
        found = candidates[marks.read_index(match[1])].found
        if isinstance(found, Tag):
            return _tag(found, add)
        if isinstance(found, Fence) and found.word in {"", "text"}:
            return f"<pre><code>{escape(found.content)}\n</code></pre>"
        if isinstance(found, Address):
            written = match.string.endswith(('href="', 'src="'), 0, match.start())
            return match[0] if written else ""
        return match[0] if isinstance(found, _KEPT) else ""

    if marks.ANY.search(html):
        html = _PARAGRAPH.sub(unwrap, html)
        html = _SUMMARY.sub(unwrap_summary, html)
        html = marks.ANY.sub(fill, html)
    return _EMPTY.sub("", sanitize(without_refused(html))).strip()


_KEPT = Citation | FactReference | TermReference | NoteReference | Fence


def _is_block(found: object) -> bool:
    return isinstance(found, Fence) or (isinstance(found, Tag) and found.block)


def _tag(tag: Tag, add: AddReference) -> str:
    if tag.name not in RAW_TAGS:
        return ""
    if tag.closing:
        return f"</{tag.name}>" if tag.name != "br" else ""
    written = "".join(
        f' {each.name}="{_attribute(each.value, each.value_offset, add)}"'
        for each in tag.attributes
    )
    return f"<{tag.name}{written}>"


def _attribute(value: str, offset: int, add: AddReference) -> str:
    """An attribute's value, escaped; only ``{{ fact | plain }}`` means something in it."""
    pieces, place = [], 0
    while (start := value.find("{{", place)) >= 0:
        read = read_reference(value, start, lambda i: offset + i)
        if read is None or not isinstance(read[1], FactReference):
            break
        pieces += [escape(unescape(value[place:start])), marks.mark(add(read[1]))]
        place = read[0]
    return "".join([*pieces, escape(unescape(value[place:]))])
