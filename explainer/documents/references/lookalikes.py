"""What almost is markup: the forms of other programs, and ours with a sign too few or too many.

Nothing reads them, and a page would print them as they stand. Where prose can look the same that is
a warning, else an error. docs/editors.md says what becomes of each form. Markup in fields of YAML
that cannot have it is told here too: blocks in paragraphs, anything in plain text.
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

_FAR = "{0,300}"  # how far the second sign of a pair may be from the first
_ITEM_LINE = r"[ \t]*(?:[*+-]|[0-9]{1,3}[.)])[ \t]+\S[^\n]*"
_BLOCKS = (
    ("a list", rf"^{_ITEM_LINE}\n\s*?{_ITEM_LINE}"),
    ("a heading", r"^[ ]{0,3}#{1,6}[ \t]+[^\W\d_]"),
    ("a quote", r"^[ ]{0,3}>[ \t]*[^\W\d]"),
    ("a table", r"^[^\n|]*\|[^\n]*\n[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*\r?$"),
)
_BLOCK = re.compile("|".join(f"({pattern})" for _, pattern in _BLOCKS), re.MULTILINE)

# A hyphen or a slash stands between letters, and no sign of a pair beside another of its kind.
_WORDS = re.compile(
    r"(?!.*h[1-6]\.)[^\W_](?:[^\W_]|[ ,.;“”„«»‘’…–—()\"€]"
    r"|(?<=\w)[-/](?=\w)|:(?=[ ])|(['!?%])(?!\1))*"
)
_LONGEST_WORDS = 2_000
_IN_PLAIN = re.compile(
    r"(\{\{[^{}\n]*\}\}|\[@[\w:.-]+[^\]\n]*\]|\[\[[^\[\]\n]+\]\]|\[\^[^\]\[\s]+\]|\^\[[^\]\[\n]+\])"
    rf"|(?<![\w*])\*\*[^\s*][^*\n]{_FAR}\*\*(?![\w*])|\[[^\[\]\n]+\]\([^()\s]+\)"
    rf"|(?<![\w`])`[^`{{\n]+`(?![\w`])|(?<![\w_])__[^\W_][^_\n]{_FAR}__(?!\w)|~~\w[^~\n]{_FAR}~~"
)


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


def find_lookalikes(text: str, at: At) -> Iterator[tuple[int, str, str, Problem]]:
    """What looks like markup in ``text``, in order, some of which may be markup, in one pass: its
    place, and the signs before and after it. It stands unless Markdown read these, so that they are
    not text any more."""
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
        yield place - 1, text[max(start, place - 3) : place], after, problem


def _is_right(text: str, start: int) -> bool:
    """Whether an entity has a name of HTML, or a brace closes one before it on its line."""
    if text[start] == "&":
        return (name := _NAME.match(text, start + 1)) is not None and name[0] in html5
    line = text[max(text.rfind("\n", 0, start), start - _WIDEST) + 1 : start]
    return text[start] == "}" and line.count("{") > line.count("}")


def is_signless(text: str) -> bool:
    """Whether ``text`` is words on one line that are the same in Markdown, and look like nothing
    else: most texts of fields are, and need not be parsed."""
    return len(text) <= _LONGEST_WORDS and _WORDS.fullmatch(text) is not None


def find_blocks(text: str, at: At) -> Iterator[Problem]:
    """The first list, heading, quote or table in the text of a field, which holds paragraphs."""
    if block := _BLOCK.search(text):
        what = _BLOCKS[(block.lastindex or 1) - 1][0]
        message = f"{what} is printed as it stands: this field holds paragraphs"
        hint = "Write sentences here, and move it into the page's text."
        place = at(block.end() - len(block[0].lstrip()))
        yield Problem(place, message, hint, "raw-markup", Severity.WARNING)


def find_in_plain_text(text: str, at: At) -> Iterator[Problem]:
    """References and Markdown in the text of a field that is plain."""
    for match in _IN_PLAIN.finditer(text):
        reference = match[1] is not None
        what = "a reference" if reference else "Markdown"
        yield Problem(
            at(match.start()),
            f"{what} means nothing in this field, whose text is plain",
            "Write the words themselves." if reference else "Delete the signs.",
            "reference-place" if reference else "raw-markup",
            Severity.ERROR if reference else Severity.WARNING,
        )
