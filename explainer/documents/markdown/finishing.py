"""Turn Markdown's HTML, with marks in it, into sanitised markup and references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from explainer.documents.files.characters import unescape, without_refused_entities
from explainer.documents.markdown import marks
from explainer.documents.markdown.candidates import Address, Fence, Tag
from explainer.documents.markdown.landing import Landed
from explainer.documents.markdown.parsed_text import (
    AsideName,
    LinkReference,
    OpeningTag,
    Part,
    TextReference,
)
from explainer.documents.markdown.raw_html import RAW_TAGS, sanitize
from explainer.documents.references.kinds import FactReference, ShownReference, Suspect
from explainer.documents.references.reference_syntax import read_reference

_PARAGRAPH = re.compile(rf"<p>((?:\s*+{marks.ONE})+)\s*</p>")
_SUMMARY = re.compile(rf"<p>({marks.ONE}(?:(?!</?p>).)*?{marks.ONE})\s*</p>", re.DOTALL)
_EMPTY = re.compile(r"<p>\s*</p>\s*")
_TAG_OR_MARK = re.compile(rf'<[a-z][a-z0-9]*(?:[^<>"]|"[^"]*+")*+>|{marks.ONE}')


def finish(html: str, landed: Landed) -> str:
    """The HTML with tags and code in place of their marks, sanitised; references stay marks."""
    candidates = landed.candidates

    def unwrap(match: re.Match[str]) -> str:
        inner = (candidates[i] for i in marks.indexes(match[1]))
        return match[1].strip() if any(each.prefix is not None for each in inner) else match[0]

    def unwrap_summary(match: re.Match[str]) -> str:
        indexes = marks.indexes(match[1])
        first, last = candidates[indexes[0]], candidates[indexes[-1]]
        if not isinstance(first.found, Tag) or not isinstance(last.found, Tag):
            return match[0]
        is_block = first.prefix is not None and last.found.closing
        whole = is_block and first.found.name == last.found.name == "summary"
        return match[1] if whole else match[0]

    def fill(match: re.Match[str]) -> str:
        found = candidates[marks.read_index(match[1])].found
        if isinstance(found, Tag):
            return _tag(found, landed)
        if isinstance(found, Fence) and found.word in {"", "text"}:
            return f"<pre><code>{escape(found.content)}\n</code></pre>"
        if isinstance(found, Address):
            written = match.string.endswith(('href="', 'src="'), 0, match.start())
            return match[0] if written else ""
        return marks.mark(marks.read_index(match[1])) if isinstance(found, _KEPT) else ""

    if marks.ANY.search(html):
        html = _PARAGRAPH.sub(unwrap, html)
        html = _SUMMARY.sub(unwrap_summary, html)
        html = marks.ANY.sub(fill, html)
    return _EMPTY.sub("", sanitize(without_refused_entities(html))).strip()


_KEPT = ShownReference | Suspect | Fence | AsideName


def divide(html: str, references: Sequence[TextReference | None]) -> tuple[Part, ...]:
    """What ``finish`` returned, with each mark replaced by the reference with its index. Marks
    whose reference is None are dropped."""
    if not marks.MARK.search(html):
        return (html,) if html else ()
    parts: list[Part] = [""]
    place = 0
    for match in _TAG_OR_MARK.finditer(html):
        found = match[0]
        mark = marks.MARK.search(found)
        if mark is None:
            continue
        _add(parts, html[place : match.start()])
        place = match.end()
        if mark[0] != found:
            parts.append(_opening_tag(found, references))
        elif (reference := references[marks.read_index(mark[1])]) is not None:
            parts.append(reference)
    _add(parts, html[place:])
    return tuple(part for part in parts if part != "")


def _add(parts: list[Part], markup: str) -> None:
    if isinstance(parts[-1], str):
        parts[-1] += markup
    else:
        parts.append(markup)


def _opening_tag(tag: str, references: Sequence[TextReference | None]) -> Part:
    """The tag with its references, or only its markup if it has none."""
    pieces: list[str | FactReference | LinkReference] = [""]
    for number, piece in enumerate(marks.MARK.split(tag)):
        reference = references[marks.read_index(piece)] if number % 2 else None
        if isinstance(reference, FactReference | LinkReference):
            pieces += [reference, ""]
        elif not number % 2:
            pieces[-1] += piece  # type: ignore[operator]  # it is a string
    return OpeningTag(tuple(pieces)) if len(pieces) > 1 else pieces[0]


def _tag(tag: Tag, landed: Landed) -> str:
    if tag.name not in RAW_TAGS:
        return ""
    if tag.closing:
        return f"</{tag.name}>" if tag.name != "br" else ""
    written = "".join(
        f' {each.name}="{_attribute(each.value, each.value_offset, landed)}"'
        for each in tag.attributes
    )
    return f"<{tag.name}{written}>"


def _attribute(value: str, offset: int, landed: Landed) -> str:
    """An attribute's value, escaped; only ``{{ fact | plain }}`` means something in it."""
    pieces, place = [], 0
    while (start := value.find("{{", place)) >= 0:
        read = read_reference(value, start, lambda i: offset + i)
        if read is None or not isinstance(read[1], FactReference):
            break
        pieces += [escape(unescape(value[place:start])), marks.mark(landed.add(read[1]))]
        place = read[0]
    return "".join([*pieces, escape(unescape(value[place:]))])
