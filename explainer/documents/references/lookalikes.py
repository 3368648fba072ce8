"""What almost is markup: the forms of other programs, and ours with a sign too few or too many.

Nothing reads them, and a page would print them as they stand. Where prose can look the same that is
a warning, else an error. docs/editors.md says what becomes of each form.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from html.entities import html5
from pathlib import Path
from typing import NamedTuple

from explainer.diagnostics import Severity
from explainer.documents.references.citation_syntax import is_escaped
from explainer.documents.references.kinds import At, Problem
from explainer.tables import read_table


class Lookalike(NamedTuple):
    """``problem`` stands unless Markdown read the signs, and neither ``before`` the ``place`` nor
    ``after`` it they are text any more."""

    place: int
    before: str
    after: str
    problem: Problem


class _Form(NamedTuple):
    """A form that ``lookalikes.toml`` lists: what is looked for is ``sign`` with ``follow`` behind
    it."""

    sign: str
    follow: str
    what: str
    cure: str
    code: str = "raw-markup"


_TOML = read_table(Path(__file__).with_suffix(".toml"))
_PIECE = re.compile("<(near|far|end|address|maths)>")
_NO_PAIR = _TOML["words"]["pair"][0]
_LINE_LEAD = r"\n(?![A-ZА-Я\n])[ \t>]*+(?:(?:[-*+]|\d+[.)])[ \t]++)?"


def _form(sign: str, follow: str, *said: str) -> _Form:
    sign, follow = (_PIECE.sub(lambda m: _TOML["pieces"][m[1]], each) for each in (sign, follow))
    return _Form(sign, follow, *(_TOML["words"][said[0]] if len(said) == 1 else said))


def _pattern(lead: str, forms: Iterable[_Form]) -> re.Pattern[str]:
    signs = (f"({form.sign})(?={form.follow})" for form in forms)
    return re.compile(f"{lead}(?:{'|'.join(signs)})", re.MULTILINE)


_FORMS = {first: [_form(*row) for row in rows] for first, rows in _TOML["forms"].items()}
_PATTERNS = {
    first: _pattern(_LINE_LEAD if first == "\n" else "", forms) for first, forms in _FORMS.items()
}
_CHARACTER = re.compile(f"[{re.escape(''.join(_FORMS))}]")
_NAME = re.compile("[A-Za-z]+;")
_WIDEST = 300
"""In characters: how far back braces are counted."""


def find_lookalikes(text: str, at: At) -> Iterator[Lookalike]:
    """What looks like markup in ``text``, in order, some of which may be markup: one pass."""
    text, read = f"\n{text}", 0
    behind = 0  # the end of what is told in one warning
    for character in _CHARACTER.finditer(text):
        if character.start() < read:
            continue
        match = _PATTERNS[character[0]].match(text, character.start())
        if not match:
            continue
        read, number = match.end(), match.lastindex or 0
        form, (start, place) = _FORMS[character[0]][number - 1], match.span(number)
        if start < behind or is_escaped(text, start) or _is_right(text, start):
            continue
        if form.what == "a formula":
            behind = text.find("$" if text[start] == "$" else "\\)", place + 1)
        elif form.what == _NO_PAIR:
            behind = text.find("**", place) + 1
        hint = form.cure
        if text[start] in string.punctuation:
            hint += f" \\{text[start]} writes the character itself."
        severity = Severity.WARNING if form.code == "raw-markup" else Severity.ERROR
        problem = Problem(
            at(start - 1), f"{form.what} is printed as it stands", hint, form.code, severity
        )
        after = "" if start < place or text[place] == "\\" else text[place]
        yield Lookalike(place - 1, text[max(start, place - 3) : place], after, problem)


def _is_right(text: str, start: int) -> bool:
    """Whether an entity has a name of HTML, or a brace closes one before it on its line."""
    if text[start] == "&":
        return (name := _NAME.match(text, start + 1)) is not None and name[0] in html5
    line = text[max(text.rfind("\n", 0, start), start - _WIDEST) + 1 : start]
    return text[start] == "}" and line.count("{") > line.count("}")
