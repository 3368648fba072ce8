"""Titles in which letters are italic, bold, raised, lowered or small capitals.

Libraries write this as the tags of CSL-JSON, as Pandoc's Markdown (in YAML) or with HTML's
entities. A title is kept with CSL's tags; all else in it is text.
https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup, escape

from explainer.model.shared.fields import squash

_SPACES = "\u00a0\u2002\u2003\u2009\u202f"
_JOINERS = "\u00ad\u200c\u200d"
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MOST_LAYERS = 8

_TAG = re.compile(
    r"<(?P<open>i|em|b|strong|sub|sup|sc|scp)>|</(?P<close>i|em|b|strong|sub|sup|sc|scp|span)>"
    r'|<span (?:class="(?:(?P<nocase>nocase)|small-?caps)"|style="font-variant: ?small-caps;?")>'
)
# What publishers leave in titles: tags of JATS and MathML.
_FOREIGN = re.compile(r"(?<!<)<(/?)(?:jats|mml):([a-z-]+)(?:\s[^<>]*)?/?>")
_AS_CSL = {"italic": "<i>", "bold": "<b>", "sub": "<sub>", "sup": "<sup>", "sc": "<sc>"}
_STYLES = {"em": "i", "strong": "b", "scp": "sc"}
_CSL = {"sc": '<span style="font-variant:small-caps;">', "nocase": '<span class="nocase">'}
_HTML = {"sc": '<span class="small-caps">', "nocase": ""}

# Of Markdown, what Better CSL YAML writes. A mark that may be a mere sign stays one: it has to
# touch the words inside, and an asterisk no letter outside.
_ESCAPED = re.compile(r"\\([*~^_\[\]\\])")
_HIDDEN = 0xE000  # private characters, which content cannot hold
_UNHIDE = {_HIDDEN + ord(sign): sign for sign in r"*~^_[]\\"}
_MARKDOWN = (
    (r"(?<![\w*])\*\*(?=[^\s*])([^*]{1,300})(?<=\S)\*\*(?![\w*])", r"<b>\1</b>"),
    (r"(?<![\w*])\*(?=[^\s*])([^*]{1,300})(?<=\S)\*(?![\w*])", r"<i>\1</i>"),
    (r"(?<=[\w)\]>])~(?=[^\s~]*[^\W_])([^\s~]{1,40})~", r"<sub>\1</sub>"),
    (r"\^(?=[^\s^]*(?:[^\W_]|[+\u2212-]))([^\s^]{1,40})\^", r"<sup>\1</sup>"),
    (r"\[([^\[\]]{1,300})\]\{\.smallcaps\}", rf"{_CSL['sc']}\1</span>"),
    (r"\[([^\[\]]{1,300})\]\{\.nocase\}", rf"{_CSL['nocase']}\1</span>"),
)
_RAISED = str.maketrans(
    "0123456789+-\u2212\u2013=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ ",
)
_LOWERED = str.maketrans(
    "0123456789+-\u2212\u2013=()aehijklmnoprstuvx ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ "
)
_LOWERED_SIGNS = {sign: low for sign, low in _LOWERED.items() if not chr(sign).isalpha()}


def without_entities(text: str) -> str:
    """``text`` with characters for the entities of HTML, also for ``&amp;lt;``. An entity for a
    control character stays as it is written."""
    for _ in range(_MOST_LAYERS if "&" in text else 0):
        text, before = _ENTITY.sub(_character, text), text
        if text == before:
            break
    return squash(text)


def read_title(written: str, *, markdown: bool) -> str:
    """A title with CSL's tags; ``markdown`` tells whether it may hold Pandoc's Markdown."""
    if markdown and any(sign in written for sign in r"*~^[\\"):
        written = _ESCAPED.sub(lambda match: chr(_HIDDEN + ord(match[1])), written)
        for pattern, markup in _MARKDOWN:
            written = re.sub(pattern, markup, written)
        written = written.translate(_UNHIDE)
    text = without_entities(written)
    if "<" not in text:
        return text
    text = _FOREIGN.sub(lambda tag: _AS_CSL.get(tag[2], "").replace("<", f"<{tag[1]}"), text)
    return _tagged(squash(text), _CSL, str)


def title_markup(title: str) -> Markup:
    """A title, as ``read_title`` returns it, for a page: its tags, and all else escaped."""
    if "<" not in title:
        return escape(title)
    return Markup(_tagged(title, _HTML, escape))


def _tagged(title: str, tags: Mapping[str, str], show: Callable[[str], str]) -> str:
    """The title with ``tags`` for the styles that have no element of HTML: spans, or nothing."""
    found: list[str] = []
    for kind, part in _parts(title):
        tag = tags.get(part, f"<{part}>")
        closing = tag and f"</{'span' if part in tags else part}>"
        found.append(tag if kind == "open" else closing if kind == "close" else show(part))
    return "".join(found)


def plain_title(title: str) -> str:
    """A title where there is no markup: 10⁶, H₂O. What Unicode cannot raise is 10^α."""
    if "<" not in title:
        return title
    found: list[str] = []
    within: list[str] = []
    for kind, part in _parts(title):
        if kind == "open":
            within.append(part)
        elif kind == "close":
            within.pop()
        else:
            style = next((each for each in reversed(within) if each in ("sup", "sub")), "")
            found.append(_moved(part, style) if style else part)
    return "".join(found).strip() or title


def _character(match: re.Match[str]) -> str:
    text = html.unescape(match[0])
    shown = all(c.isprintable() or c in _SPACES or c in _JOINERS for c in text)
    return text if shown else match[0]


def _parts(title: str) -> Iterator[tuple[str, str]]:
    """The title in parts: ("open", "i"), ("close", "i") and ("text", words). A tag without its
    counterpart is text."""
    tags = [*_TAG.finditer(title)]
    paired: dict[int, tuple[str, str]] = {}
    waiting: dict[str, int] = {}
    opened: list[tuple[str, str, int]] = []
    for index, tag in enumerate(tags):
        if (name := tag["close"]) is None:
            name = tag["open"] or "span"
            style = _STYLES.get(name, name) if tag["open"] else "nocase" if tag["nocase"] else "sc"
            opened.append((name, style, index))
            waiting[name] = waiting.get(name, 0) + 1
        elif waiting.get(name):
            other = ""
            while other != name:  # what was opened since is never closed
                other, style, start = opened.pop()
                waiting[other] -= 1
            paired[start], paired[index] = ("open", style), ("close", style)
    done = 0
    for index, tag in enumerate(tags):
        if index in paired:
            if done < tag.start():
                yield "text", title[done : tag.start()]
            yield paired[index]
            done = tag.end()
    if done < len(title):
        yield "text", title[done:]


def _moved(words: str, style: str) -> str:
    """The words raised or lowered, as far as Unicode can."""
    signs = _RAISED if style == "sup" else _LOWERED
    if all(ord(c) in signs for c in words):
        return words.translate(signs)
    if style == "sub":
        return words.translate(_LOWERED_SIGNS)
    return f"^{words}" if len(words) == 1 else f"^({words})"
