"""From Markdown's HTML, marks still in it, to sanitised fragments."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import TypeAlias

from explainer.documents import marks
from explainer.documents.candidates import Address, Candidate, Comment, Fence, HeadingStart, Tag
from explainer.documents.references import FactReference, Unreadable, read_reference
from explainer.documents.sanitizer import RAW_TAGS, sanitize

_RAW_ATTRIBUTES = {"abbr": {"title"}, "details": {"open"}}
_MARKS = f"(?:{marks.MARK.pattern})"
_PARAGRAPH = re.compile(rf"<p>((?:\s*{_MARKS})+)\s*</p>")
_SUMMARY = re.compile(rf"<p>({_MARKS}(?:(?!</?p>).)*?{_MARKS})\s*</p>", re.DOTALL)
_REFERENCE = re.compile(r"\{\{|\[@|\[\[|\[\^")
_EMPTY = re.compile(r"<p>\s*</p>\s*")

Problem: TypeAlias = tuple[int, str, str, str]
"""(offset in the file, code, message, hint)"""
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
        if isinstance(found, Fence):
            return (
                match[0]
                if found.word not in {"", "text"}
                else f"<pre><code>{escape(found.content)}\n</code></pre>"
            )
        if isinstance(found, Comment | HeadingStart | Address | Unreadable):
            return match[0] if _in_address(match) else ""
        return match[0]

    if marks.MARK.search(html):
        html = _PARAGRAPH.sub(unwrap, html)
        html = _SUMMARY.sub(unwrap_summary, html)
        html = marks.MARK.sub(fill, html)
    return _EMPTY.sub("", sanitize(html)).strip()


def _in_address(match: re.Match[str]) -> bool:
    return match.string[: match.start()].endswith(('href="', 'src="'))


def _is_block(found: object) -> bool:
    return isinstance(found, Fence) or (isinstance(found, Tag) and found.block)


def _tag(tag: Tag, add: AddReference) -> str:
    if tag.name not in RAW_TAGS:
        return ""
    if tag.closing:
        return f"</{tag.name}>"
    written = "".join(
        f' {name}="{_attribute(value, offset, add)}"' for name, value, _, offset in tag.attributes
    )
    return f"<{tag.name}{written}>"


def _attribute(value: str, offset: int, add: AddReference) -> str:
    """An attribute's value, escaped; only ``{{ fact | plain }}`` means something in it."""
    pieces, place = [], 0
    while (start := value.find("{{", place)) >= 0:
        read = read_reference(value, start, lambda i: offset + i)
        if read is None or not isinstance(read[1], FactReference):
            break
        pieces += [escape(_unescape(value[place:start])), marks.mark(add(read[1]))]
        place = read[0]
    return "".join([*pieces, escape(_unescape(value[place:]))])


def _unescape(text: str) -> str:
    from html import unescape

    return unescape(text)


def tag_problems(order: Sequence[int], candidates: Sequence[Candidate]) -> list[Problem]:
    """What is wrong with the raw HTML among the marks of one fragment, in reading order."""
    problems: list[Problem] = []
    opened: list[Tag] = []
    refused: set[str] = set()
    for index in order:
        tag = candidates[index].found
        if not isinstance(tag, Tag):
            continue
        if tag.name not in RAW_TAGS:
            if not (tag.closing and tag.name in refused):
                problems.append(_refused_tag(tag))
            refused.add(tag.name)
        elif tag.closing:
            if opened and opened[-1].name == tag.name:
                opened.pop()
            elif tag.name != "br":
                problems.append(
                    (
                        tag.offset,
                        "markup",
                        f"</{tag.name}> closes nothing",
                        "Delete it, or open it in the same part of the text.",
                    )
                )
        else:
            problems += _attribute_problems(tag)
            if tag.name != "br":
                opened.append(tag)
    problems += [
        (
            tag.offset,
            "markup",
            f"<{tag.name}> is never closed",
            f"Write </{tag.name}> where it ends.",
        )
        for tag in opened
    ]
    return problems


def _refused_tag(tag: Tag) -> Problem:
    known = ", ".join(sorted(RAW_TAGS))
    return (
        tag.offset,
        "markup",
        f"<{tag.name}> is not allowed",
        f"Use Markdown, or one of {known}; \\< writes the character itself.",
    )


def _attribute_problems(tag: Tag) -> list[Problem]:
    from explainer.documents.markdown_parser import allowed_attribute

    problems: list[Problem] = []
    own = _RAW_ATTRIBUTES.get(tag.name, set())
    for name, value, offset, value_offset in tag.attributes:
        if name in own or allowed_attribute(name, value):
            problems += _reference_problems(value, value_offset) if name in own else []
        elif name in {"id", "class", "lang"}:
            problems.append(
                (
                    value_offset,
                    "attribute",
                    f'"{value}" is no {name}',
                    "An id is lower-case letters, digits and hyphens; a language a code such as ru.",
                )
            )
        else:
            problems.append(
                (
                    offset,
                    "attribute",
                    f'the attribute "{name}" is not allowed on <{tag.name}>',
                    f"Allowed are {', '.join(sorted({'id', 'class', 'lang'} | own))}.",
                )
            )
    return problems


def _reference_problems(value: str, offset: int) -> list[Problem]:
    """References in an attribute that cannot stand there."""

    def at(i: int) -> int:
        return offset + i

    problems: list[Problem] = []
    place = 0
    while (match := _REFERENCE.search(value, place)) is not None:
        read = read_reference(value, match.start(), at)
        place = max(read[0] if read else 0, match.start() + 1)
        if read is None:
            continue
        if isinstance(read[1], Unreadable):
            problems.append((read[1].offset, read[1].code, read[1].message, read[1].hint))
        elif not (isinstance(read[1], FactReference) and read[1].plain):
            problems.append(
                (
                    read[1].offset,
                    "reference-place",
                    "no note can stand in an attribute",
                    "Only {{ fact | plain }} may stand there.",
                )
            )
    return problems
