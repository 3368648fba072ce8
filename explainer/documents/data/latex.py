"""LaTeX in the fields of BibTeX -> the text that it stands for.

pylatexenc knows accents, symbols and how commands take their arguments; nothing is run, and no
file is read. A command that it does not know stays as it is written.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import Any

MAX_NESTING = 50
"""How deep braces may nest."""

UNKNOWN = re.compile(r"\\[A-Za-z]+")
"""A command that was left as it is written."""

_SIGNS = re.compile(r"[\\$~`]|--|''")
_BRACES = str.maketrans("", "", "{}")
_UNESCAPED = re.compile(r"(?<!\\)[%&#]")
_MATH = re.compile(r"(?<!\\)\$([^$]+)(?<!\\)\$")
# "$5 and $6" is money.
_IS_MATH = re.compile(r"[\\^_{]|\A\S+\Z")
_ENSURED = re.compile(r"\\ensuremath\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_RAISED = re.compile(r"(?<!\\)([\^_])\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|[^\s{}]))")
_DOTLESS = re.compile(r"(\\[\"'`^~=]\s*\{?\s*)\\([ij])(?![A-Za-z])[ ]*")
_DEGREES = re.compile(r"\^\s*(?:\\circ(?![A-Za-z])|\{\s*\\circ\s*\})")
_SWITCH = re.compile(r"\{\s*\\(?:em|it|itshape|sl|slshape)(?![A-Za-z])\s*")
_SORTING = re.compile(r"\\(?:noopsort|SortNoop)\s*\{[^{}]*\}")
_IN_ITALICS = ("emph", "textit", "textsl", "mkbibemph", "mkbibitalic")
_PLAIN = (
    "url path t textbf textsc textrm textsf texttt textup textnormal textmd mbox text nocase "
    "mathrm mathit mathbf mathsf mathcal mathbb operatorname mkbibbold mkbibacro"
)
_QUOTED = ("enquote", "mkbibquote")
_SYMBOLS = {"euro": "€", "texteuro": "€", "pounds": "£", "S": "§", "P": "¶", "textdegree": "°"}
_SYMBOLS |= {"textless": "<", "textgreater": ">"}
_RAISED_SIGNS = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED_SIGNS = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")


def is_nested_too_deep(text: str) -> bool:
    """Whether braces nest deeper than ``MAX_NESTING``, counting those that are never closed."""
    depth = 0
    for sign in re.findall(r"(?<!\\)[{}]|\\begin|\\[A-Za-z]+\[", text):
        depth = max(0, depth - 1) if sign == "}" else depth + 1
        if depth > MAX_NESTING:
            return True
    return False


@lru_cache(maxsize=10_000)
def latex_text(text: str, *, markup: bool = False) -> str:
    """What a reader sees of ``text``, whose braces may not nest too deep. ``markup`` keeps italics,
    raised and lowered letters, in the tags that CSL allows in titles."""
    if _SIGNS.search(text):
        text = _DOTLESS.sub(r"\1\2", text)  # an accent takes its dot away anyway
        text = _SORTING.sub("", _UNESCAPED.sub(r"\\\g<0>", text))
        text = _MATH.sub(_without_math, _ENSURED.sub(_without_math, text))
        text = re.sub(r"(?<!\\)\$", r"\\$", text)
        text = _SWITCH.sub(r"\\emph{", text)
        text = str(_reader(markup)(text))
    else:
        text = text.translate(_BRACES)
    return " ".join(text.split())


def _without_math(match: re.Match[str]) -> str:
    def moved(raised: re.Match[str]) -> str:
        name = "textsuperscript" if raised[1] == "^" else "textsubscript"
        return f"\\{name}{{{raised[2] if raised[3] is None else raised[3]}}}"

    if not _IS_MATH.search(match[1]):
        return match[0]
    words = _DEGREES.sub("°", match[1])
    return f"{{{_RAISED.sub(moved, words)}}}"


@cache
def _reader(markup: bool) -> Any:
    """pylatexenc's function from LaTeX to text, told of the commands of bibliographies."""
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
    from pylatexenc.latexwalker import LatexWalker
    from pylatexenc.latexwalker import get_default_latex_context_db as get_syntax
    from pylatexenc.macrospec import std_macro

    def as_written(node: Any) -> str:
        return f"\\{node.macroname} "

    forms = dict.fromkeys(_PLAIN.split(), "%s") | dict.fromkeys(_QUOTED, "“%s”")
    forms |= dict.fromkeys(_IN_ITALICS, "<i>%s</i>" if markup else "%s")
    repls: dict[str, Any] = {name: partial(_shown, {}, form) for name, form in forms.items()}
    repls["textsuperscript"] = partial(_shown, _RAISED_SIGNS, "<sup>%s</sup>" if markup else "^%s")
    repls["textsubscript"] = partial(_shown, _LOWERED_SIGNS, "<sub>%s</sub>" if markup else "_%s")
    arguments = [*(std_macro(name, False, 1) for name in repls), std_macro("href", False, 2)]
    repls |= dict.fromkeys(("input", "include"), as_written) | {"href": partial(_shown, {}, "%s")}
    syntax = get_syntax()
    syntax.add_context_category("bib", arguments, prepend=True)
    macros = [MacroTextSpec(name, repl) for name, repl in (repls | _SYMBOLS).items()]
    shown = get_default_latex_context_db()
    shown.add_context_category("bib", macros=macros, prepend=True)
    shown.set_unknown_macro_spec(MacroTextSpec("", as_written))
    texts = LatexNodes2Text(latex_context=shown)

    def read(text: str) -> str:
        nodes, *_ = LatexWalker(text, latex_context=syntax).get_latex_nodes()
        try:
            return str(texts.nodelist_to_text(nodes))
        except (
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
        ):  # a command without its arguments
            return re.sub(r"(?<!\\)[{}]", "", text)

    return read


def _shown(signs: dict[int, int], form: str, node: Any, l2tobj: Any) -> str:
    """The last argument of a command: in ``signs`` where they have all its letters."""
    text = str(l2tobj.nodelist_to_text(node.nodeargd.argnlist[-1:]))
    is_known = text and all(ord(sign) in signs for sign in text)
    return text.translate(signs) if is_known else form % text
