"""Find points: candidates that cover no text and only mark a place.

After Markdown has run, a point turns out to be at a heading, a link, an attribute list, or in text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from explainer.diagnostics import closest
from explainer.documents.files.characters import find_refused, refusal
from explainer.documents.markdown import marks
from explainer.documents.markdown.parsed_text import AsideName
from explainer.documents.references.citation_syntax import is_escaped, skip
from explainer.documents.references.kinds import At, Problem, SuspectForm
from explainer.documents.references.lookalikes import find_lookalikes
from explainer.documents.references.reference_syntax import find_suspects

MARKER = r"(?:[*+-]|[0-9]{1,3}[.)])"
"""The pattern of what a list's item begins with; a blank or the end of the line follows."""

_ITEM = rf"(?:{MARKER}|:)[ \t]++"
# A pattern that begins with a sign, such as the end of the line before, is found faster.
_LEAD = rf"\n(?:[ \t>]|{_ITEM})*+"
_HEADING = re.compile(rf"{_LEAD}\#{{1,6}}(?!\#)(?:[ \t]++|(?=\r?$))", re.MULTILINE)
_UNSPACED = re.compile(rf"{_LEAD}(?=\#{{2,6}}(?:[^\W\d_]|\{{\{{|\[|\xa0))", re.MULTILINE)
_LONGEST_HEADING = 1000
_MOST_ALIKE = 1000
_UNDERLINED = re.compile(
    rf"\n[ ]{{0,3}}(?![\s>#|]|{_ITEM}|```|~~~|\[[^\]\n]*\]:)"
    r"(?=[^\n]*\n(?:=+|-+)[ \t]*\r?$)",
    re.MULTILINE,
)
_FENCE_IN_ITEM = re.compile(rf"\n[ \t>]*+(?:{_ITEM})++(?=`{{3,}}[^`\n]*$|~{{3,}})", re.MULTILINE)
_ADDRESS = re.compile(r"(?P<bracket>\])\(\s*+<?")
_ENCLOSED = r"<[^<>\n]*>[ \t]*(?:[\"'(]|\r?$)"
_DEFINITION = re.compile(
    rf"{_LEAD}\[(?!\^)[^\]\[\n]+\]:[ \t]*+(?=[^\s<]|{_ENCLOSED})<?", re.MULTILINE
)
_AUTOLINK = re.compile(r"<(?=(?!mailto:)[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+>)", re.IGNORECASE)
_BEHIND_SCHEME = re.compile("://")
_BARE = re.compile(r"[Hh](?<![^\W_].)(?<![/=@:.&?#<%-].)[Tt]{2}[Pp][Ss]?://\w")
_REST_OF_ADDRESS = re.compile(r"[^\s<>\[\]{}\"`|]*")
_LABEL = re.compile(r"(?P<bracket>\])\[")
_ASIDE = re.compile(rf"{_LEAD}(?<=[> \t])(?=\[!(?P<kind>[^\W\d_][\w-]*)\])", re.MULTILINE)
_NEARLY = 0.8
ASIDES = ("note", "tip", "important", "warning", "caution")
_ATTRIBUTES = re.compile(r"\{(?<!\{\{)(?!\{):?[ ]*+(?=[^\s{}])(?=(?P<sign>[#.][A-Za-z])?)")


def find_points(text: str, at: At) -> list[marks.Candidate]:
    """All points in order; at one place, headings come first, then links and attribute lists."""
    points = [
        *_headings(text, at),
        *_links(text, at),
        *_attribute_lists(text, at),
        *_asides(text, at),
        *_problems(text, at),
        *_suspects(text, at),
    ]
    points.sort(key=lambda point: point.start)
    return list(_outside_addresses(text, points))


def _outside_addresses(text: str, points: Iterable[marks.Candidate]) -> Iterator[marks.Candidate]:
    """The points without what only looks like markup in an address without brackets."""
    behind = 0
    for point in points:
        if point.start < behind and point.around is not None:
            continue
        if isinstance(point.found, marks.Address) and point.found.origin is marks.Origin.BARE:
            behind = skip(_REST_OF_ADDRESS, text, point.start)
        yield point


def _suspects(text: str, at: At) -> Iterator[marks.Candidate]:
    for start, suspect in find_suspects(text, at):
        around = ("", "[") if suspect.form is SuspectForm.BRACKETS else ("", "")
        yield marks.Candidate(start, start, suspect, around=around)
    for place, before, after, problem in islice(find_lookalikes(text, at), _MOST_ALIKE):
        yield marks.Candidate(place, place, problem, around=(before, after))


def _headings(text: str, at: At) -> Iterator[marks.Candidate]:
    for pattern in (_HEADING, _UNDERLINED):
        for end, _ in _at_lines(pattern, text):
            line_end = text.find("\n", end)
            line = text[end : line_end if line_end >= 0 else len(text)]
            yield marks.Candidate(end, end, marks.HeadingStart(at(end), line))


def _links(text: str, at: At) -> Iterator[marks.Candidate]:
    found = [
        *((each.end(), each.start(), marks.Origin.LINK) for each in _ADDRESS.finditer(text)),
        *((end, 0, marks.Origin.DEFINITION) for end, _ in _at_lines(_DEFINITION, text)),
        *((each.end(), each.start(), marks.Origin.AUTOLINK) for each in _AUTOLINK.finditer(text)),
    ]
    for each in _BEHIND_SCHEME.finditer(text):
        start = each.start() - (5 if text[each.start() - 1] in "sS" else 4)
        if start >= 0 and _BARE.match(text, start):
            found.append((start, start, marks.Origin.BARE))
    seen: set[int] = set()
    for place, start, origin in found:
        if not is_escaped(text, start) and place not in seen:
            seen.add(place)
            yield marks.Candidate(place, place, marks.Address(at(place), origin))
    for match in _LABEL.finditer(text):
        if not is_escaped(text, match.start()):
            yield marks.Candidate(match.end(), match.end(), marks.LinkLabel(at(match.end() - 1)))


def _attribute_lists(text: str, at: At) -> Iterator[marks.Candidate]:
    lines = f"\n{text}" if "{" in text else ""
    for match in _ATTRIBUTES.finditer(text):
        line = text.rfind("\n", max(0, match.start() - _LONGEST_HEADING), match.start()) + 1
        if not is_escaped(text, match.start()) and not _UNSPACED.match(lines, line):
            evident = ":" in match[0] or match["sign"] is not None
            yield marks.Candidate(
                match.end(), match.end(), marks.AttributeList(at(match.start()), evident)
            )


def _asides(text: str, at: At) -> Iterator[marks.Candidate]:
    for place, match in _at_lines(_ASIDE, text):
        kind = match["kind"]
        if not match[0].rstrip(" \t").endswith(">"):
            continue
        near = closest(kind, ASIDES, _NEARLY)
        if near in (None, kind.lower()):
            yield marks.Candidate(place, place, AsideName(at(place), kind.lower()))
        else:
            hint = f"Did you mean [!{near.upper()}]? Any other word is the name of an aside too."
            yield _problem(place, at, f'"{kind}" is no kind of aside', hint, "aside")


def _problems(text: str, at: At) -> Iterator[marks.Candidate]:
    for place, _ in _at_lines(_UNSPACED, text):
        message = "a space is missing between # and the heading"
        hint = "Write ## Heading, with a plain space, or \\# for the character itself."
        yield _problem(place, at, message, hint, "heading")
    for place, _ in _at_lines(_FENCE_IN_ITEM, text):
        message = "a fenced block begins on a line of its own"
        hint = "Put it under the item's first line, as far in as that line's words."
        yield _problem(place, at, message, hint, "fence")
    for start, entity in find_refused(text):
        if not is_escaped(text, start):
            yield _problem(start, at, *refusal(entity), "character")


def _at_lines(pattern: re.Pattern[str], text: str) -> list[tuple[int, re.Match[str]]]:
    """Where each match of a pattern that begins with a line end ends in ``text``, and the match;
    the text's first line counts as one behind a line end."""
    return [(match.end() - 1, match) for match in pattern.finditer(f"\n{text}")]


def _problem(place: int, at: At, message: str, hint: str, code: str) -> marks.Candidate:
    return marks.Candidate(place, place, Problem(at(place), message, hint, code))
