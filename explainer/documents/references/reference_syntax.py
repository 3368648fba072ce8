"""The grammar of references.

It does not depend on Markdown: whether a reference is in code, where it has no meaning, is
decided later, in ``explainer.documents.markdown.markup``.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from explainer.diagnostics import did_you_mean
from explainer.documents.references import kinds
from explainer.documents.references.citation_syntax import (
    ESCAPED,
    SPACE,
    ends_paragraph,
    is_escaped,
    read_citation,
    skip_space,
    squash,
)

START = r"\[[@^\[]|\{\{|\^\["
"""The pattern of what a reference begins with."""

_NOTE = re.compile(r"\[\^([^\]\[\s^]+)\]")
_SPACED_NOTE = re.compile(r"\[\^([^\]\[\n^]*\s[^\]\[\n^]*)\](?!\()")
_EMPTY = re.compile(rf"\[{SPACE}\]")
_DEFINITION_LINE = re.compile(r"[ \t>]*")
_TERM = re.compile(
    rf"\[\[{SPACE}([^\]\[|\\\r\n]+(?:\r?\n[ \t>]*[^\]\[|\\\s>][^\]\[|\\\r\n]*)?)"
    rf"(?:\\?\|{SPACE}((?:[^\]\[\\\r\n]|\\[^\r\n]|\r?\n(?![ \t>]*\r?(?:\n|\Z)))+))?\]\]"
)
_UNNAMED = re.compile(r"\[\[([^\]\[\n|]*\|?)[^\]\[\n]*\]\]")
_FACT_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_FILTER = re.compile(rf"\\?\|{SPACE}([^\s|}}\\]+){SPACE}")
_BRACKETS = re.compile(r"\[((?:[^\]\[\n]|\n(?![ \t>]*\r?(?:\n|\Z)))*+)\](?=(?P<link>[(\[])?)")
_KEY_INSIDE = re.compile(rf"(?:^-|[\s(;,-])@({kinds.KEY})")
# A pattern that begins with its sign, and then looks at what stands before it, is found faster.
_BARE_KEY = re.compile(rf"@(?<![^\s(,;]@)({kinds.KEY})")
_IN_BRACKETS = re.compile(rf"\[(?<![\[\]!]\[)({kinds.KEY})(?:[,;][^\]\[\n]*)?\](?![(\[:\]])")
_IN_BRACES = re.compile(
    rf"\{{(?<![{{$\w]\{{)[ ]*({_FACT_ID.pattern})[ ]*(?:\|[^{{}}\n]*)?\}}(?!\}})"
)
_TOGETHER = {"with-unit": {"as-of", "words", "compact"}, "as-of": {"words", "compact", "day"}}


def read_reference(text: str, start: int, at: kinds.At) -> tuple[int, kinds.Reference] | None:
    """The end of the reference that begins at ``start``, and the reference; None if none does."""
    read = _READERS.get(text[start : start + 2])
    return read(text, start, at) if read else None


def find_suspects(text: str, at: kinds.At) -> list[tuple[int, kinds.Suspect]]:
    """Each suspect after the offset of its point: that of its sign, or behind its brace."""
    found: list[tuple[int, kinds.Suspect]] = []

    def suspect(start: int, place: int, name: str, form: kinds.SuspectForm) -> None:
        found.append((place, kinds.Suspect(at(start), name, form)))

    forms = kinds.SuspectForm
    for pattern, form in ((_IN_BRACKETS, forms.BRACKETS), (_IN_BRACES, forms.BRACES)):
        for named in pattern.finditer(text):
            if not is_escaped(text, named.start()):
                place = named.start(form is forms.BRACES)
                suspect(named.start(1), place, named[1], form)
    if "@" not in text:
        return found
    spans: list[tuple[int, int]] = []
    for brackets in _BRACKETS.finditer(text):
        words = brackets[1]
        spans.append((brackets.start(), brackets.end(1)))
        if brackets["link"] or words.startswith(("@", "^")) or "`" in words:
            continue
        key = _KEY_INSIDE.search(words)
        if key and not is_escaped(text, brackets.start()):
            start = brackets.start(1) + key.start(1)
            alone = key[0].startswith("-") and key.start() == 0
            suspect(start, start - 1, key[1], forms.SUPPRESSED if alone else forms.INSIDE)
    for bare in _BARE_KEY.finditer(text):
        start = bare.start(1)
        place = bisect_right(spans, (start, len(text))) - 1
        if place < 0 or spans[place][1] <= start:
            suspect(start, start - 1, bare[1], forms.BARE)
    return found


def _read_note(text: str, start: int, at: kinds.At) -> tuple[int, kinds.Reference] | None:
    found = _NOTE.match(text, start)
    if not found:
        if not (spaced := _SPACED_NOTE.match(text, start)):
            return None
        hint = f"Write [^{'-'.join(spaced[1].split())}], or ^[the note itself]."
        problem = kinds.Problem(at(start + 2), "a note's name holds no space", hint)
        return start, problem
    name, offset, end = found[1], at(found.start(1)), found.end()
    if text[end : end + 1] == ":":
        line_start = text.rfind("\n", 0, start) + 1
        if _DEFINITION_LINE.fullmatch(text, line_start, start):
            return end, kinds.NoteDefinition(offset, name)
    return end, kinds.NoteReference(offset, name)


def _read_note_in_place(text: str, start: int, at: kinds.At) -> tuple[int, kinds.Reference] | None:
    """The beginning of ``^[text]``, whose end is where its bracket closes in Markdown."""
    if _NOTE.match(text, start + 1) or _TERM.match(text, start + 1):
        return None  # a caret before another reference
    if _EMPTY.match(text, start + 1):
        hint = "Write the note between the brackets, or \\^[] for the signs themselves."
        return start, kinds.Problem(at(start), "this note has no words", hint)
    return start + 2, kinds.NoteReference(at(start), "^")


def _read_term(text: str, start: int, at: kinds.At) -> tuple[int, kinds.Reference] | None:
    found = _TERM.match(text, start)
    if not found or not found[1].strip():
        if not (unnamed := _UNNAMED.match(text, start)):
            return None
        hint = "Write [[term]] or [[term|shown words]]."
        return start, kinds.Problem(
            at(min(unnamed.end(1), unnamed.end() - 2)), "a term or its words are missing here", hint
        )
    shown = ESCAPED.sub(r"\1", squash(found[2] or ""))
    return found.end(), kinds.TermReference(at(found.start(1)), squash(found[1]), shown)


def _read_fact(text: str, start: int, at: kinds.At) -> tuple[int, kinds.Reference]:
    hint = "Write {{ fact.id }} or {{ fact.id | with-unit }}."
    place = skip_space(text, start + 2)
    found = _FACT_ID.match(text, place)
    if not found:
        if text.startswith("}}", place):
            return start, kinds.Problem(at(start), "no fact is named between the braces", hint)
        place = min(place, len(text) - 1)
        if text[place] in "<%#/":
            hint = "Delete it: no program fills it in here. A value is {{ fact.id }}."
        elif text[place] in "\xa0\u202f":
            hint = "Write plain spaces: this is one that does not break."
        return start, kinds.Problem(at(place), "a fact's id is expected here", hint)
    offset, place = at(found.start()), skip_space(text, found.end())
    if place == found.end() and text[place : place + 1].isalpha():
        hint = "The id of a fact has letters a to z, and no others."
    filters: list[str] = []
    while (piped := _FILTER.match(text, place)) is not None:
        if problem := _filter_problem(piped[1], filters, at(piped.start(1))):
            return start, problem
        filters.append(piped[1])
        place = piped.end()
    if text.startswith("}}", place):
        return place + 2, kinds.FactReference(offset, found[0], tuple(filters))
    if ends_paragraph(text, place):
        hint = "Close it with }} in the same paragraph."
        return start, kinds.Problem(offset, "this reference is never closed", hint)
    message = f"{text[place]!r} cannot stand here: | or }}}} is expected"
    return start, kinds.Problem(at(place), message, hint)


def _filter_problem(name: str, others: list[str], offset: int) -> kinds.Problem | None:
    if name not in kinds.FILTERS:
        hint = did_you_mean(name, kinds.FILTERS) or f"Filters are {', '.join(kinds.FILTERS)}."
        return kinds.Problem(offset, f'there is no filter "{name}"', hint, "unknown-filter")
    clash = next((other for other in others if not _go_together(name, other)), None)
    if clash is None:
        return None
    message = f'the filters "{clash}" and "{name}" do not go together'
    hint = "with-unit and as-of go together, and with words or compact; plain goes with each."
    return kinds.Problem(offset, message, hint, "filter-clash")


def _go_together(one: str, other: str) -> bool:
    fits = other in _TOGETHER.get(one, ()) or one in _TOGETHER.get(other, ())
    return one != other and ("plain" in (one, other) or fits)


_READERS = {
    "[@": read_citation,
    "{{": _read_fact,
    "[^": _read_note,
    "[[": _read_term,
    "^[": _read_note_in_place,
}
