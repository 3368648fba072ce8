"""The grammar of ``[@key, locator, "passage", "passage"; @other]``; and quoted passages: their
quotation marks, and how long they may be."""

from __future__ import annotations

import re

from msgspec import Struct

from explainer.documents.references.kinds import KEY, At, Citation, CitedSource, Problem, Reference

CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’"}
"""The marks that close a quotation, by the one that opens it."""
LONGEST_QUOTATION = 40
"""In words: a quotation shows what a source says, and does not take its place."""
SHORTEN = (
    "Quote the part that holds the figure, the name or the point; [...] stands for words left out."
)

_MARKS = {**CLOSING, "'": "'"}.items()
_IN_LOCATOR = re.compile("|".join(rf"(?<!\w){mark}[^{end}]+[{end}](?!\w)" for mark, end in _MARKS))
_NO_TITLE = re.compile(r"\d|\w\W+\w+\W+\w")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_INSERTION = re.compile(r"\[[^\[\]]*+\]")
_SIGNS_A_WORD = 2
"""Of scripts without spaces between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer."""


def too_long(passage: str, most: int = LONGEST_QUOTATION) -> str:
    """What is wrong with a passage that has more than ``most`` words; else an empty string."""
    signs = len(_UNSPACED.findall(passage))
    words = len(_WORD.findall(_UNSPACED.sub(" ", passage))) + -(-signs // _SIGNS_A_WORD)
    if words <= most:
        return ""
    return f"{words} words are a copy and no quotation, which has {most} at most"


def is_wordless(passage: str) -> bool:
    """Whether a passage holds no word of its source: what stands in brackets is the editor's."""
    return not any(sign.isalnum() for sign in _INSERTION.sub("", passage))


def quoted_in(locator: str) -> tuple[str, list[str]]:
    """A locator without the passages that stand in it in quotation marks, and these: not a word or
    two beside other words, which may be a title (chapter "Tides")."""
    passages = [match[0][1:-1] for match in _IN_LOCATOR.finditer(locator)]
    rest = " ".join(_IN_LOCATOR.sub(" ", locator).split()).strip(" ,")
    is_title = re.search(r"[^\W\d_]{3}", rest) and not any(map(_NO_TITLE.search, passages))
    return rest, [] if is_title else passages


def without_quotation_marks(passage: str) -> str:
    """A passage without the marks around the whole of it: the page sets its own."""
    inner = passage.strip()[1:-1]
    closing = CLOSING.get(passage.strip()[:1], "")
    if not inner or passage.strip()[-1] not in closing or any(sign in inner for sign in closing):
        return passage
    return inner.strip()


# One line break counts as a space, and a quote's ">" after it is dropped.
SPACE = r"[ \t]*+(?:\r?\n(?![ \t>]*+\r?(?:\n|\Z))[ \t]*+(?:>[ \t]?)*+)?[ \t]*+"
BLANK_LINE = re.compile(r"\r?\n[ \t>]*+\r?(?:\n|\Z)")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
LONGEST_PASSAGE = 4000
"""In characters; a quotation mark without its partner within this distance is unclosed."""

_GAP = re.compile(SPACE)
_NOT_IN_KEYS = re.compile(r"[^\W\d_]|['’&]")
_KEY = re.compile(f"@({KEY})")
_LINE_BREAK = re.compile(r"[ \t]*+\r?\n[ \t]*(?:>[ \t]?)*")
_BLANKS = re.compile(r"[ \t]+")
_LINK = re.compile(r"\[@(?:[^\]\[\n]|\n(?![ \t>]*+\r?(?:\n|\Z)))*+\]\(")
_HYPHENS = frozenset("\u2010\u2011\u2012\u2013\u2014\u2212")
_SURE = frozenset('"“«')
"""Marks that always open a quotation; any of the others may be something else."""
_ENDS = {sign: re.compile(f"[{closing}]") for sign, closing in CLOSING.items()}
_WORDS = re.compile(r"[^][;,@\\>\n\"“„«»‘‚]+")
_KEY_HINT = (
    "Write [@key], [@key, p. 3] or [@one; @two]; a key is letters, digits and single -._:/+ inside."
)


def squash(text: str) -> str:
    """``text`` on one line, without the ``>`` of the block quote around it."""
    return _BLANKS.sub(" ", _LINE_BREAK.sub(" ", text)).strip()


def skip(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def skip_space(text: str, place: int) -> int:
    return skip(_GAP, text, place)


def ends_paragraph(text: str, place: int) -> bool:
    return place >= len(text) or BLANK_LINE.match(text, place) is not None


def read_citation(text: str, start: int, at: At) -> tuple[int, Reference] | None:
    """The end of the citation whose ``[@`` is at ``start``, and the citation. A citation with an
    error is an ``Problem`` that ends at ``start``. None if the brackets begin a Markdown
    link."""
    if _LINK.match(text, start):
        return None
    sources: list[CitedSource] = []
    place = start + 1
    while True:
        place = skip_space(text, place)
        found = _KEY.match(text, place)
        if not found:
            return start, _no_key(text, start, place, at)
        key, offset = found[1], at(found.start(1))
        place = skip_space(text, found.end())
        locator, passages = "", [""]
        if text[place : place + 1] == ",":
            read = _read_locator(text, place + 1, at)
            if read is None:
                return start, _unclosed(key, offset)
            if isinstance(read, Problem):
                return start, read
            place, locator, passages = read
        sources += (CitedSource(key, offset, locator, passage) for passage in passages)
        following = text[place : place + 1]
        if following == "]":
            return place + 1, Citation(sources[0].offset, tuple(sources))
        if ends_paragraph(text, place):
            return start, _unclosed(key, offset)
        if following != ";":
            hint = (
                "A comma goes before the locator, a semicolon before the next source:"
                " [@key, p. 3; @other]."
            )
            if text.startswith("://", place):
                hint = "An address is no key: the build says which key stands for it."
            elif following in _HYPHENS:
                hint = "Write the plain hyphen, -, of the keyboard."
            elif _NOT_IN_KEYS.match(text, found.end()):
                hint = "A key has letters a to z: the build says which key stands for another id."
            message = f"{following!r} cannot stand here: after {key} comes , or ; or ]"
            return start, Problem(at(place), message, hint)
        place += 1


def _no_key(text: str, start: int, place: int, at: At) -> Problem:
    if place == start + 1 or text[place : place + 1] == "@":
        behind = min(place + 1, len(text) - 1)
        return Problem(at(behind), "no source key follows the @", _KEY_HINT)
    place = min(place, len(text) - 1)
    return Problem(at(place), "a source key with its @ is expected here", _KEY_HINT)


def _unclosed(key: str, offset: int) -> Problem:
    hint = "Close it with ] before the paragraph ends."
    return Problem(offset, f"the citation of {key} is never closed", hint)


class _Locator(Struct):
    """The part of a locator read so far; ``fresh`` is true right after a comma."""

    words: list[str] = []
    passages: list[str] = []
    fresh: bool = True


def _read_locator(text: str, place: int, at: At) -> tuple[int, str, list[str]] | Problem | None:
    """What follows a key's comma: (offset of the ``;`` or ``]``, locator, passages, at least an
    empty one).

    None if the paragraph ends before the citation does.
    """
    locator = _Locator()
    while not ends_paragraph(text, place):
        if plain := _WORDS.match(text, place):
            locator.words.append(plain[0])
            locator.fresh = locator.fresh and plain[0].isspace()
            place = plain.end()
            continue
        char = text[place]
        if char in "];":
            words = squash("".join(locator.words)).strip(", ")
            if not words and not locator.passages:
                hint = "Give a locator ([@key, p. 3]) or drop the comma."
                return Problem(at(place), "nothing follows the comma", hint)
            return place, words, locator.passages or [""]
        if char == "[":
            message = "a [ belongs to a locator only in quotation marks or after a backslash"
            hint = "Close the citation with ] before it, or write \\[."
            return Problem(at(place), message, hint)
        if char == "@" and locator.fresh:
            hint = "Write [@one; @two]."
            return Problem(at(place), "a second source follows a semicolon", hint)
        if char in CLOSING and (end := _closing(text, place)) is not None:
            problem = _read_quotation(locator, text, place, end, at)
            if problem:
                return problem
            place = end + 1
            continue
        if char in _SURE:
            hint = f"Close it with {CLOSING[char]}."
            return Problem(at(place), "this quotation is never closed", hint)
        if escaped := ESCAPED.match(text, place):
            char = escaped[1]
            place += 1
        locator.words.append(char)
        if char == ",":
            locator.fresh = not escaped
        elif not char.isspace() and char != ">":
            locator.fresh = False
        place += 1
    return None


def _read_quotation(locator: _Locator, text: str, start: int, end: int, at: At) -> Problem | None:
    """Add the quotation ``text[start:end + 1]``; return the error in it, if any. It is the passage
    relied on if it stands alone between commas, else part of the locator."""
    words = ESCAPED.sub(r"\1", squash(text[start + 1 : end]))
    behind = skip_space(text, end + 1)
    if not (locator.fresh and text[behind : behind + 1] in {",", ";", "]"}):
        locator.words.append(text[start] + words + text[end])
        locator.fresh = False
        return None
    if not words:
        hint = "Give the passage relied on, or drop it."
        return Problem(at(start), "the quotation is empty", hint)
    if is_wordless(words):
        hint = "Quote words of the source: what stands in brackets is yours."
        return Problem(at(start), "the quotation holds no word of its source", hint)
    if message := too_long(words):
        return Problem(at(start), message, SHORTEN)
    locator.passages.append(words)
    locator.fresh = False
    return None


def _closing(text: str, start: int) -> int | None:
    """The offset of the mark that closes the quotation at ``start`` in its paragraph, or None."""
    limit = start + LONGEST_PASSAGE
    blank = BLANK_LINE.search(text, start, limit)
    limit = blank.start() if blank else limit
    found = _ENDS[text[start]].finditer(text, start + 1, limit)
    return next((mark.start() for mark in found if not is_escaped(text, mark.start())), None)


def is_escaped(text: str, place: int) -> bool:
    """Whether a backslash escapes the character at ``place`` (CommonMark 2.4)."""
    before = place
    while before and text[before - 1] == "\\":
        before -= 1
    return (place - before) % 2 == 1
