"""What almost is markup: the forms of other programs, and ours with a sign too few or too many.

Nothing reads them, and a page would print them as they stand. Where prose can look the same that is
a warning, else an error. docs/editors.md says what becomes of each form.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import NamedTuple

from explainer.diagnostics import Severity
from explainer.documents.references.citation_syntax import is_escaped
from explainer.documents.references.kinds import At, Problem


class Lookalike(NamedTuple):
    """``problem`` stands unless Markdown read the signs, and neither ``before`` the ``place`` nor
    ``after`` it they are text any more."""

    place: int
    before: str
    after: str
    problem: Problem


class _Form(NamedTuple):
    """What is looked for is ``sign`` with ``follow`` behind it. The place is between them, where a
    mark changes nothing that Markdown reads; without a ``sign``, ``follow`` is what must remain."""

    sign: str
    follow: str
    what: str
    cure: str
    code: str = "raw-markup"


_NEAR = "{0,100}"
_FAR = "{0,300}"  # how far the second sign of a pair may be from the first
_END = r"[ \t]*\r?$"
_CITE = "Cite a source, [@key], or write a note, [^name]."
_KEYS = "Write **words**, or <kbd> for a key."
_BOLD, _NO_PAIR = "Write **words**, without a space inside.", "a * or _ without its partner"
_WORDS, _LINK = "Write it in words.", "Write [text](address)."
_ADDRESS = r"https?:|mailto:|www\.|images/|#[a-z]|[^\s()]+\.md\b"
_ITALIC = "Write *words* or “words”."
_HEADING = ("this heading", "Write ## and a space.")
_ITEM = ("this bullet", "Write - and a space.")
_NUMBER = ("this number of an item", "Write 1. and a space.")
_TABLE = ("a table of another program", "Write | a | b |, and a row |---|---| below it.")
_ROW = ("a row of no table", "A row |---|---| follows the first, with as many cells.")
_TEX = ("a command of TeX", _WORDS)
_MISREAD = "reference"
_MATHS = r"(?:[\^={}]|\\[A-Za-z]|[ ][+-][ ])"
_REMARK = ("a remark between %%", "Write <!-- remark -->.", "markup")

# These stand at the beginning of a line, behind blanks, the > of a quote and the - of an item.
# None begins with a capital letter, as most lines do.
_LEAD = r"\n(?![A-ZА-Я\n])[ \t>]*+(?:(?:[-*+]|\d+[.)])[ \t]++)?"
_AT_LINE = (
    _Form("<{7}", r"[ \t]", "a conflict that Git left", "Keep one of the two.", "markup"),
    _Form(rf"%%[ \t]*\r?\n[^%]{_FAR}%%|%%(?=\s|\Z)", "", *_REMARK),
    _Form("[•·▪◦‣●○■□➢➤▸►❖☐☑☒\uf0a7\uf0b7]", r"[ \t\xa0]", *_ITEM),
    _Form("", rf"–[ \t\xa0]\S[^\n]{_FAR}\n[ \t]*–[ \t\xa0]", *_ITEM),
    _Form("", rf"(?:o[ \t]+\S[^\n]{_FAR}\n\s*o|§[ \t]\S[^\n]{_FAR}\n§)[ \t]", *_ITEM),
    _Form(r"\*{2,4}", r"[ \t][^\W\d_]{2}(?![^\n]*\*\*)", "this bullet", "Indent - under its item."),
    _Form(
        "", rf"\(?(?:a[.)][ \t]\S[^\n]{_FAR}\n\(?b|i[.)][ \t]\S[^\n]{_FAR}\n\(?ii)[.)][ ]", *_NUMBER
    ),
    _Form(r"\#\.|\(@[\w-]*\)", r"[ \t]\S", *_NUMBER),
    _Form("[-*+]", r"\xa0", "a no-break space behind a sign", "Write a plain space."),
    _Form("-", rf"[^\W\d_][^\n]{_FAR}\n-[^\W\d_]", "- without a space", _ITEM[1]),
    _Form("", r"(?:(?<=[-*+.)][ \t])\[[ xX]|\[[ ])\][ \t]", "the box of a task", _WORDS),
    _Form(r"!!!|\?\?\?\+?", r"[ \t]+[a-z-]+(?:[ \t]+\"|\W*$)", "an aside", "Begin with > [!NOTE]."),
    _Form("/{3,}", rf"[ \t]+[a-z-]+(?:[ \t]*\||{_END})", "an aside", "Begin its lines with >."),
    _Form("-+8<-+", r"[ \t]", "a file to include", "Write its words here."),
    _Form(":{3,}", r"[ \t]*[\w{]", "an aside", "Begin its lines with >."),
    _Form(r"\.\.", r"[ \t]+(?:[\w-]+::|\[[^\]\n]+\][ ]|_[^:\n]+:|\|)", "a directive", _WORDS),
    _Form("={2,}(?:[ \t]+={2,})+|-{2,}[ \t]{3,}-{2,}[- \t]*", _END, *_TABLE),
    _Form(r"\{\|", "", *_TABLE),
    _Form("={3,}", _END, "a line of =", "Delete it: a heading begins with ##."),
    _Form("={3}", r"[ \t]+\"", "a tab", "Write a heading, ## and a space."),
    _Form(
        ";", r"[ \t]\S[^\n]*\n:[ \t]", "; before a term", "Delete it: the line : below is enough."
    ),
    _Form(r"={2,6}|h[1-6]\.", r"[ \t]+\S", *_HEADING),
    _Form(
        "",
        r"(?<![^\r\n]\n)#(?!(?:include|define|if|else|end|pragma)[a-z]*[ ])"
        rf"[^\W\d_]\S* [^\n]*[^\s.!?]{_END}\n?{_END}",
        *_HEADING,
    ),
    _Form("__(?:NO)?TOC", f"__{_END}", "__TOC__", "Delete it: a page has its list."),
    _Form("", rf"\[(?:\[?_?TOC_?\]?|toc)\]{_END}", "[TOC]", "Delete it: a page has its list."),
    _Form(r"\*", r"\[[^\]\n]+\]:", "an abbreviation", "Write [[term]] in the text."),
    _Form(
        r"(?<!\|\n)(?<!\|\r\n)\|[ \t][ \t|]*+",
        rf"(?=[^\n]*[^-|:\s])[^|\s][^|\n]*(?:\|[^|\n]*)+\|{_END}",
        *_ROW,
    ),
    _Form(
        r"(?<!\|\n)(?<!\|\r\n)\|",
        rf"(?=[^\n]*[^-|:\s])[^|\s][^|\n]*\|[^\n]*\|{_END}\n\|[^\n]+\|",
        *_ROW,
    ),
    _Form(
        r"(?<![^\r\n]\n)\|",
        r"[ \t][^|\n]+\n\|[ \t]",
        "| before a line",
        "End the line above it with \\.",
    ),
)
_OPENING = _Form(r"(?<![\w*_\\])(?:\*\*|__)(?!https?:|www\.|_)[\w\"“„«(‘]", "", _NO_PAIR, _BOLD)
# These stand anywhere, by the characters with which they begin.
_ANYWHERE = {
    "%": (
        _Form(
            rf"(?<![%\d])%%(?!%)(?:[^%\n]|\n(?![ \t>]*\r?\n)){_FAR}%%(?!%)",
            "",
            *_REMARK,
        ),
    ),
    "^": (
        _Form(r"(?<=\s)\^", rf"[a-z0-9-]{{4,40}}{_END}", "the name of a block", "Delete it."),
        _Form(r"(?<!\[)\^", r"[^\W_]{1,20}\^(?!\d)", "^", "Write <sup>2</sup>."),
    ),
    "[": (
        _Form("", r"\[\^[^\]\[\s]*\^[^\]\[\s]*\]", "[^ of no note", "Write [^one-word].", _MISREAD),
        _Form(
            "",
            r"\[\[(?!\[)(?:[^\[\]\n]|\n(?![ \t>]*\r?(?:\n|\Z)))++"
            r"(?:\](?![\](])(?!,?[ ]*\[)(?![^\[\]\n]*\])|(?!\]))",
            "[[ without ]]",
            "Write [[term]] or [[term|shown words]].",
            _MISREAD,
        ),
        _Form(
            "",
            rf"\[(?:[bisu]|url[^\]\n]*)\][^\n]{_FAR}\[/[bisu]",
            "a tag in brackets",
            "Write Markdown.",
        ),
        _Form("", r"\[https?://[^\s\]]+[ \t][^\[\]\n]+\](?![(\[:])", "a link of a wiki", _LINK),
        _Form("", r"\[(?:citation needed|note \d{1,3})\](?![(\[:])", "a note of a wiki", _CITE),
        _Form(
            "",
            r"(?:(?<=[^\W\d_]{3})|(?<=[^\s./][.,;!?\"”»]))"
            r"\[[1-9]\d{0,2}(?:(?:,[ ]|[–-])\d{1,3})*\](?![(:]|\.?\w)",
            "a number in brackets",
            _CITE,
        ),
    ),
    "`": (_Form(r"(?<![\w`])``", rf"\w[^`'\n]{_FAR}''(?!')", "quotation marks of TeX", _ITALIC),),
    "}": (_Form(r"\}\}|(?<=\}\})\}", "", "}} without {{", "Write {{ fact.id }}.", _MISREAD),),
    "~": (
        _Form(
            "(?<!~)~~", rf"[^\s~][^~\n]{_FAR}~~", "~~ to strike out", "Say that it no longer holds."
        ),
        _Form(r"(?<=[^\W_])~", r"\d{1,3}~", "~", "Write <sub>2</sub>."),
        _Form(r"(?<![\w~/.:-])~", r"[A-Za-z]\w{0,20}~(?![\w/~])", "~", "Write <sub>2</sub>."),
        _Form(r"(?<=[\w.])~", r"(?:\\[a-z]|(?<=\.~)\w|et~|al\.)", "~ for a space", "Write &nbsp;."),
    ),
    "=": (_Form("(?<!=)==", rf"[^\s=][^=\n]{_FAR}==(?!=)", "==", "Write **words**."),),
    "+": (_Form(r"(?<![\w+])\+\+", rf"\w[^+\n]{_FAR}(?<!\s[A-Za-z])\+\+(?![\w+])", "++", _KEYS),),
    "\\": (
        _Form(r"(?<=[\w.][\w.])\\", r"[ ]\S", "\\ before a space", "Write &nbsp;."),
        _Form("", rf"\\\((?:[A-Za-z]\w?|[^\n]{_NEAR}{_MATHS}[^\n]{_FAR})\\\)", "a formula", _WORDS),
        _Form("", rf"\\\[(?:\s*\n|[^\n]{_NEAR}{_MATHS})[^\]]{_FAR}\\\]", "a formula", _WORDS),
        _Form("", r"\\(?:item|par|noindent|ldots|dots|LaTeX|TeX|newpage|hline)(?![\w{])", *_TEX),
        _Form("", r"\\(?:cite|foot)[a-z]*\*?(?:\[[^\]\n]*\])*\{", "a command of TeX", _CITE),
        _Form("", rf"\\[A-Za-z]+\*?(?:\[[^\]\n]*\])?\{{[^\n]{_FAR}\}}", *_TEX),
    ),
    "|": (_Form(r"(?<![\w|])\|\|", rf"[^\s|][^|\n]{_FAR}(?<=\S)\|\|(?![\w|])", "||", _WORDS),),
    "'": (_Form(r"(?<![\w':])'{2,3}", rf"\w[^'\n]{_FAR}'{{2,3}}(?![\w'])", "''", _ITALIC),),
    "*": (
        _OPENING,
        _Form("", r"(?<=[^\W\d_]|[.,;:!?\"”»])\*\*(?![\w*])", _NO_PAIR, _BOLD),
        _Form(r"(?<![^\s(])\*\*[ \t]+\w", rf"[^*\n]{_FAR}\*\*", _NO_PAIR, _BOLD),
        _Form(r"(?<![\w*\\])\*\w", rf"[^*\n]{_FAR}[ \t]\*(?![\w*])", _NO_PAIR, _BOLD),
    ),
    "_": (
        _OPENING,
        _Form(r"(?<![\w\\])_[^\W_]", rf"[^_\n]{_FAR}[ \t]_(?!\w)", _NO_PAIR, _BOLD),
        _Form("", r"(?<=>`)__?(?![\w_])", "a link of reStructuredText", _LINK),
        _Form("", r"(?<=\])_(?![\w_])", "a note of reStructuredText", _CITE),
    ),
    ":": (
        _Form(
            r"(?<![\w:/`{]):[a-z][a-z0-9_+-]+:",
            r"(?![\w:/])",
            "a code",
            "Write the sign or the words.",
        ),
        _Form(r"(?<=\w):", rf":{_END}\n[ \t]*\r?\n(?:[ ]{{4}}|\t)", "::", "Write one colon."),
    ),
    "{": (
        _Form(r"(?<!\{)\{%", rf"[^\n]{_FAR}%\}}", "{%", "Delete it: nothing replaces it."),
        _Form(r"\{(?:>>|--)", rf"[^\n]{_FAR}(?:<<|--)\}}", "a remark on the text", "Delete it."),
    ),
    "<": (_Form("<", r"https?://[^\s<>]+(?:[\s<]|\Z)", "< without >", "Write <https://...>."),),
    "$": (
        _Form(r"\$", r"\{[\w.]+\}", "${", "A value is {{ fact.id }}."),
        _Form(r"\$\$", rf"(?:\s*\n)?[^\s$][^$]{_FAR}\$\$", "a formula", _WORDS),
        _Form(
            r"(?<![\w$])\$",
            r"[^\s$\d][^$\n]*[\^_\\{][^$\n]*(?<=\S)\$(?![\w$])",
            "a formula",
            _WORDS,
        ),
    ),
    "&": (
        _Form(
            "&", "(?:nbsp|amp|lt|gt|quot|copy|reg|shy)(?![;\\w=])", "& without ;", "Write &nbsp;."
        ),
        _Form("&", "[A-Za-z]{3,8};", "the name of no character", "Write the sign."),
    ),
    "]": (_Form(r"\]", rf"[ \t]\((?:{_ADDRESS})[^\s()]*\)", "a link with a space inside", _LINK),),
    "(": (
        _Form(
            r"\([^()\[\]\n]{1,100}\)", r"\[https?:[^\]\n]+\](?!\()", "a link turned round", _LINK
        ),
    ),
    "!": (_Form(r"(?<![^\s(])!", r"\[\[[^\[\]\n]+\]\](?!\()", "! before [[", "Delete the !."),),
}


def _pattern(lead: str, forms: Iterable[_Form]) -> re.Pattern[str]:
    signs = (f"({form.sign})(?={form.follow})" for form in forms)
    return re.compile(f"{lead}(?:{'|'.join(signs)})", re.MULTILINE)


_TABLES: dict[str, tuple[tuple[_Form, ...], re.Pattern[str]]]
_TABLES = {"\n": (_AT_LINE, _pattern(_LEAD, _AT_LINE))}
_TABLES |= {sign: (forms, _pattern("", forms)) for sign, forms in _ANYWHERE.items()}
_CHARACTER = re.compile(f"[{re.escape(''.join(_TABLES))}]")
_NAME = re.compile("[A-Za-z]+;")
_WIDEST = 300
"""In characters: how far back braces are counted."""


def find_lookalikes(text: str, at: At) -> Iterator[Lookalike]:
    """What looks like markup in ``text``, in order, some of which may be markup: one pass."""
    text, read = f"\n{text}", 0
    behind = 0  # the end of what is told in one warning
    for character in _CHARACTER.finditer(text):
        forms, pattern = _TABLES[character[0]]
        if character.start() < read or not (match := pattern.match(text, character.start())):
            continue
        read, number = match.end(), match.lastindex or 0
        form, (start, place) = forms[number - 1], match.span(number)
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
