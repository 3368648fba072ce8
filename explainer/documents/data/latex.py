"""LaTeX in the fields of BibTeX -> the text that it stands for, with CSL's tags.

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
_BRACES = re.compile(r"(?<!\\)[{}]")
_UNESCAPED = re.compile(r"(?<!\\)[%&#]")
_GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_MATH = re.compile(rf"(?<!\\)\$([^$]+)(?<!\\)\$|\\ensuremath\s*{_GROUP}|\\\((.{{1,300}}?)\\\)")
# "$5 and $6" is money.
_IS_MATH = re.compile(r"[\\^_{]|\A\S+\Z")
_RAISED = re.compile(rf"(?<!\\)([\^_])\s*(?:{_GROUP}|(\\[A-Za-z]+|[^\s{{}}]))")
_DOTLESS = re.compile(r"(\\[\"'`^~=]\s*\{?\s*)\\([ij])(?![A-Za-z])[ ]*")
_DEGREES = re.compile(r"\^\s*(?:\\circ(?![A-Za-z])|\{\s*\\circ\s*\})")
_FUNCTION = re.compile(r"\\(log|ln|exp|sin|cos|tan|max|min|lim)[ ]+")
_SWITCH = re.compile(r"\{\s*\\(em|it|sl|bf|sc)(?:shape|series)?(?![A-Za-z])\s*")
_FORMS = {
    "<i>%s</i>": "emph textit textsl mkbibemph mkbibitalic em it sl",
    "<b>%s</b>": "textbf mkbibbold bf",
    '<span style="font-variant:small-caps;">%s</span>': "textsc sc",
    "<sup>%s</sup>": "textsuperscript",
    "<sub>%s</sub>": "textsubscript",
    "“%s”": "enquote mkbibquote",
    "%s": "url path t texttt textrm textsf textup textnormal textmd mbox text nocase mathrm mathit"
    " mathbf mathsf mathcal mathbb operatorname mkbibacro ce href",
    "": "noopsort SortNoop",
}
_SYMBOLS = {"euro": "€", "texteuro": "€", "pounds": "£", "S": "§", "P": "¶", "textdegree": "°"}
_SYMBOLS |= {"textless": "<", "textgreater": ">", "relax": ""}


def is_nested_too_deep(text: str) -> bool:
    """Whether braces nest deeper than ``MAX_NESTING``, counting those that are never closed."""
    depth = 0
    for sign in re.findall(r"(?<!\\)[{}]|\\begin|\\[A-Za-z]+\[|\\[()\[\]]", text):
        depth = max(0, depth - 1) if sign in ("}", r"\)", r"\]") else depth + 1
        if depth > MAX_NESTING:
            return True
    return False


@lru_cache(maxsize=10_000)
def latex_text(text: str) -> str:
    """What a reader sees of ``text``, whose braces may not nest too deep. Italics, raised letters
    and the like are in the tags that CSL allows in titles."""
    if not _SIGNS.search(text):
        return " ".join(text.replace("{", "").replace("}", "").split())
    text = _DOTLESS.sub(r"\1\2", text)  # an accent takes its dot away anyway
    text = _MATH.sub(_without_math, _UNESCAPED.sub(r"\\\g<0>", text))
    text = _SWITCH.sub(r"\\\1{", re.sub(r"(?<!\\)\$", r"\\$", text))
    return " ".join(_reader()(text).split())


def _without_math(match: re.Match[str]) -> str:
    def moved(raised: re.Match[str]) -> str:
        name = "textsuperscript" if raised[1] == "^" else "textsubscript"
        return f"\\{name}{{{raised[2] if raised[3] is None else raised[3]}}}"

    inside = match[1] or match[2] or match[3] or ""
    if match[1] and not _IS_MATH.search(inside):
        return match[0]
    words = _DEGREES.sub("°", _FUNCTION.sub(r"\g<0>\\ ", inside))
    return f"{{{_RAISED.sub(moved, words)}}}"


@cache
def _reader() -> Any:
    """pylatexenc's function from LaTeX to text, told of the commands of bibliographies."""
    from pylatexenc import latex2text
    from pylatexenc.latexwalker import LatexWalker, get_default_latex_context_db
    from pylatexenc.macrospec import std_macro

    def as_written(node: Any) -> str:
        return f"\\{node.macroname} "

    shown = {name: partial(_shown, form) for form in _FORMS for name in _FORMS[form].split()}
    syntax = get_default_latex_context_db()
    arguments = [std_macro(name, False, 2 if name == "href" else 1) for name in shown]
    syntax.add_context_category("bib", arguments, prepend=True)
    spec = latex2text.MacroTextSpec
    read: dict[str, Any] = {**shown, **_SYMBOLS, "input": as_written, "include": as_written}
    context = latex2text.get_default_latex_context_db()
    macros = [spec(name, repl) for name, repl in read.items()]
    context.add_context_category("bib", macros=macros, prepend=True)
    context.set_unknown_macro_spec(spec("", as_written))
    texts = latex2text.LatexNodes2Text(latex_context=context)

    def reader(text: str) -> str:
        nodes, *_ = LatexWalker(text, latex_context=syntax).get_latex_nodes()
        try:
            return str(texts.nodelist_to_text(nodes))
        except (AttributeError, LookupError, TypeError, ValueError):
            return _BRACES.sub("", text)  # a command without its arguments

    return reader


def _shown(form: str, node: Any, l2tobj: Any) -> str:
    """The last argument of a command in its form, which may leave it out."""
    text = str(l2tobj.nodelist_to_text(node.nodeargd.argnlist[-1:]))
    return form.replace("%s", text)
