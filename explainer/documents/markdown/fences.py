"""Fenced blocks: plain text, or a figure described in YAML."""

from __future__ import annotations

import re
from typing import TypeAlias

from explainer.diagnostics import did_you_mean
from explainer.documents.data.nodes import Mapping
from explainer.documents.data.yaml_failure import cut_texts
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.markdown.landing import Landed
from explainer.documents.markdown.marks import Candidate, Fence
from explainer.documents.markdown.parsed_text import FigureReference
from explainer.documents.references.kinds import At, Problem

FIGURE_KINDS = (
    "bar", "strip", "steps", "timeline", "membership", "locator", "flow", "claims", "errors",
    "table", "picture",
)  # fmt: skip
START = re.compile(r"(?P<lead>[ \t>]*+)(?P<ticks>`{3,}+|~{3,}+)(?P<info>[^\n]*+)")
"""The pattern of a line that opens a fence."""

_CLOSING = re.compile(r"(?P<lead>[ \t>]*+)(?P<ticks>`{3,}+|~{3,}+)[ \t]*+\r?$")

_NEXT = re.compile(r"^(?:`{3,}|~{3,})[a-z]", re.MULTILINE)


Unclosed: TypeAlias = dict[tuple[str, int, int], tuple[int, int]]
"""How far a closing line was searched in vain for each kind of fence, so that many unclosed ones
cost no more than one."""


def read_fence(text: str, opening: re.Match[str], at: At, unclosed: Unclosed) -> Candidate | None:
    """The fence that a match of ``START`` opens; None if it is a code span."""
    lead, ticks, info = opening["lead"], opening["ticks"], opening["info"].rstrip("\r")
    if ticks[0] == "`" and "`" in info:
        return None
    start = opening.start("ticks")
    content_start = opening.end() + 1
    closing = _closing_line(text, lead, ticks, content_start, unclosed)
    if closing is None:
        message, hint = "this fenced block is never closed", f"End it with a line {ticks}."
        return Candidate(start, start, Problem(at(start), message, hint, "fence"))
    content_end, end = closing
    lines = text[content_start : max(content_start, content_end - 1)].split("\n")
    word = info.strip()
    fence = Fence(
        offset=at(start),
        word=word,
        word_offset=at(opening.start("info") + info.index(word) if word else start),
        content="\n".join(_without_lead(line.rstrip("\r"), lead) for line in lines),
        content_offset=at(content_start),
        content_end=at(content_end),
        at_margin=lead == "",
    )
    return Candidate(start, end, fence, lead)


def _closing_line(
    text: str, lead: str, ticks: str, first: int, unclosed: Unclosed
) -> tuple[int, int] | None:
    """The span of the line that closes a fence; None if the text or the quote ends first."""
    quoted, indent = _quotes(lead), _indent(lead)
    kind = (ticks[0], quoted, indent)
    shortest, until = unclosed.get(kind, (len(ticks) + 1, 0))
    if shortest <= len(ticks) and first <= until:
        return None
    place = first
    while place <= len(text):
        line_end = text.find("\n", place)
        line_end = len(text) if line_end < 0 else line_end
        if quoted and _quotes(text[place:line_end]) < quoted:
            break
        line = _CLOSING.match(text, place, line_end)
        if line and line["ticks"].startswith(ticks) and _indent(line["lead"]) <= indent + 3:
            return place, line_end
        place = line_end + 1
    unclosed[kind] = (len(ticks), max(first, place))
    return None


def _quotes(line: str) -> int:
    """How many ``>`` a line begins with."""
    return line[: len(line) - len(line.lstrip(" \t>"))].count(">")


def _indent(lead: str) -> int:
    """The columns between a line's last ``>`` and its text."""
    return len(lead.rpartition(">")[2].expandtabs(4))


def _without_lead(line: str, lead: str) -> str:
    for char in lead:
        if not line.startswith(char):
            break
        line = line[1:]
    return line


def read_figure(landed: Landed, fence: Fence) -> FigureReference | None:
    """The figure that a fence describes; None if it holds text, or errors, which are reported."""
    word, source = fence.word, landed.source
    if word in {"", "text"}:
        return None
    if word not in FIGURE_KINDS:
        near = did_you_mean(word, [*FIGURE_KINDS, "text"])
        hint = near or f"Write text, also for code, or one of {', '.join(FIGURE_KINDS)}."
        message = f'"{word}" is no kind of figure'
        landed.report(fence.word_offset, "figure-kind", message, hint, len(word))
        return None
    if not fence.at_margin:
        hint = "Move the whole block to the left margin."
        message = "a figure stands at the left margin"
        landed.report(fence.word_offset, "figure-place", message, hint)
        return None
    if _NEXT.search(fence.content):
        message = "this fenced block is not closed before the next begins"
        landed.report(fence.offset, "fence", message, "End it with a line ``` above that.")
        return None
    node, diagnostics = parse_yaml(source, fence.content_offset, fence.content_end)
    landed.diagnostics += diagnostics or cut_texts(source, node)
    if isinstance(node, Mapping) and not diagnostics:
        return FigureReference(offset=fence.word_offset, kind=word, node=node)
    if not diagnostics:
        hint = "Write title: and facts: on lines of their own."
        landed.report(fence.word_offset, "figure", "this figure names no facts", hint)
    return None
