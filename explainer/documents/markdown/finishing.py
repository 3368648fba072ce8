"""Turn Markdown's HTML, with marks in it, into sanitised markup and references; read questions and
their ids from it; find where notes end, and name those in place."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from html import escape
from html import unescape as unescape_all

from explainer.addresses import in_ascii
from explainer.documents.files.characters import unescape, without_refused_entities
from explainer.documents.markdown import marks
from explainer.documents.markdown.landing import Landed
from explainer.documents.markdown.marks import (
    Address,
    Candidate,
    Fence,
    HeadingStart,
    Tag,
    TagAttribute,
)
from explainer.documents.markdown.parsed_text import (
    AsideName,
    LinkReference,
    OpeningTag,
    ParsedText,
    Part,
    Question,
    Span,
    TextReference,
)
from explainer.documents.markdown.raw_html import RAW_TAGS, sanitize
from explainer.documents.markdown.scanning import find_references
from explainer.documents.references.kinds import FactReference, ShownReference, Suspect

_PARAGRAPH = re.compile(rf"<p>((?:\s*+{marks.ONE})+)\s*</p>")
_SUMMARY = re.compile(rf"<p>({marks.ONE}(?:(?!</?p>).)*?{marks.ONE})\s*</p>", re.DOTALL)
_EMPTY = re.compile(r"<p>\s*</p>\s*")
_TAG_OR_MARK = re.compile(rf'<[a-z][a-z0-9]*(?:[^<>"]|"[^"]*+")*+>|{marks.ONE}')

_TAGS = re.compile(r"<[^>]*>")
_H2 = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_DEFINITION = re.compile(r" {0,3}\[\^[^\[\]\n]+\]:")
_BRACKET = re.compile(r"\\.|(?<!`)(`+)(?!`).{1,300}?(?<!`)\1(?!`)|[\[\]]", re.DOTALL)
_LONGEST_IN_PLACE = 10_000
"""In characters; further away the end of a note in place is not looked for."""
_LEDE = re.compile(r"<p[^>]*>(.*)</p>", re.DOTALL)


def finish(html: str, landed: Landed) -> str:
    """The HTML with tags and code in place of their marks, sanitised; references stay marks."""
    candidates = landed.candidates

    def unwrap(match: re.Match[str]) -> str:
        inner = (candidates[i] for i in marks.indexes(match[1]))
        return match[1].strip() if any(each.prefix is not None for each in inner) else match[0]

    def unwrap_summary(match: re.Match[str]) -> str:
        first, *_, last = (candidates[i] for i in marks.indexes(match[1]))
        match first.found, last.found:
            case Tag(name="summary"), Tag(name="summary", closing=True) if first.prefix is not None:
                return match[1]
        return match[0]

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
    parts: list[Part] = []
    markup, place = "", 0
    for match in _TAG_OR_MARK.finditer(html):
        if (mark := marks.MARK.search(match[0])) is None:
            continue
        markup += html[place : match.start()]
        place = match.end()
        reference = references[marks.read_index(mark[1])]
        part = reference if mark[0] == match[0] else _opening_tag(match[0], references)
        if isinstance(part, str):
            markup += part
        elif part is not None:
            parts += [markup, part]
            markup = ""
    return tuple(part for part in (*parts, markup + html[place:]) if part != "")


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
    written = "".join(f' {each.name}="{_value(each, landed)}"' for each in tag.attributes)
    return f"<{tag.name}{written}>"


def _value(attribute: TagAttribute, landed: Landed) -> str:
    """An attribute's value, escaped; only ``{{ fact | plain }}`` means something in it."""
    value, pieces, place = attribute.value, [], 0
    for each in find_references(value, lambda i: attribute.value_offset + i):
        if isinstance(each.found, FactReference):
            pieces += [escape(unescape(value[place : each.start]))]
            pieces += [marks.mark(len(landed.references))]
            landed.references.append(each.found)
            place = each.end
    return "".join([*pieces, escape(unescape(value[place:]))])


def read_question(
    html: str,
    identifier: str | None,
    start: Candidate | None,
    references: Sequence[TextReference | None],
    spans: tuple[Span, Span],
) -> Question:
    """The question in HTML that begins with its H2.

    ``identifier`` is the id that the editor gave it, ``start`` its heading's point, ``spans`` are
    those of its heading and of what is under it. Its id is empty if none can be made.
    """
    found = _H2.search(html)
    title, rest = (found[1].strip(), html[found.end() :]) if found else ("", html)
    answer, rest = _cut_answer(rest)
    offset = start.found.offset if start else 0
    if identifier is None:
        identifier = slug(title)
    elif start and isinstance(start.found, HeadingStart) and f"#{identifier}" in start.found.line:
        offset += start.found.line.rindex(f"#{identifier}") + 1
    return Question(
        identifier,
        offset,
        ParsedText(divide(title, references), spans[0]),
        ParsedText(divide(answer, references), spans[1]),
        ParsedText(divide(rest.strip(), references), spans[1]),
    )


def _cut_answer(html: str) -> tuple[str, str]:
    """The first paragraph without its ``<p>``, if the text begins with one, and what follows."""
    before, *parts = html.split(marks.LEDE_SPLIT)
    if len(parts) == 2 and (paragraph := _LEDE.fullmatch(parts[0].strip())):
        return paragraph[1], before + parts[1]
    return "", "".join([before, *parts])


def slug(heading: str) -> str:
    """An id from the ASCII letters and digits of a heading's HTML, without its references."""
    text = marks.strip(unescape_all(_TAGS.sub("", heading)))
    plain = re.sub(r"['’]", "", in_ascii(text))
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return plain.lstrip("-0123456789") or (plain and f"q-{plain}")


def name_in_place(words: str) -> str:
    """The name of a note in place, made from its words: it stays while they do, on any system."""
    words = words.replace("\r\n", "\n")
    digest = hashlib.sha256(words.encode()).hexdigest()
    return f"{slug(words)[:40].rstrip('-')}-{digest[:6]}".lstrip("-")


class NoteEnds:
    """Where the notes of a text end, as the parser reads them."""

    def __init__(self, text: str, candidates: Sequence[Candidate]) -> None:
        self.text = text
        self._blocks = [each.start for each in candidates if each.prefix is not None]
        self._held = [each for each in candidates if each.end > text.find("\n", each.start) >= 0]
        self._starts = [each.start for each in self._held]

    def defined(self, start: int) -> int:
        """The end of the definition at ``start``. It ends before the next one, or before the first
        line after a blank one, or after a fence, that is not indented by two columns."""
        text = self.text
        place, blank = text.find("\n", start), False
        while 0 <= place < len(text):
            end = text.find("\n", place + 1)
            end = len(text) if end < 0 else end
            line = text[place + 1 : end]
            blank = blank or not line.strip() or self._begins_block(place, end)
            outside = line.strip() and not line.expandtabs(4).startswith("  ")
            if (blank and outside) or _DEFINITION.match(line):
                return place + 1
            index = bisect_right(self._starts, end) - 1
            inside = index >= 0 and self._held[index].end > end
            place = text.find("\n", self._held[index].end) if inside else end
        return len(text)

    def _begins_block(self, place: int, end: int) -> bool:
        index = bisect_right(self._blocks, place)
        return index < len(self._blocks) and self._blocks[index] < end

    def in_place(self, start: int) -> int:
        """The end of the note whose ``^[`` is at ``start``."""
        depth = 0
        for found in _BRACKET.finditer(self.text, start, start + _LONGEST_IN_PLACE):
            depth += (found[0] == "[") - (found[0] == "]")
            if found[0] == "]" and depth == 0:
                return found.end()
        return start + 2
