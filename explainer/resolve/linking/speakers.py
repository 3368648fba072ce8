"""Whether the sentence around a value already says whose word it is.

Names must stand there in full. The checks ask the same of any word of a name
(``explainer.checks.evidence.names``), since a mistake of theirs is a false warning; here it would
print a party's word as if nobody had said it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from explainer.documents.markdown.parsed_text import Part
from explainer.documents.references.kinds import FactReference, TermReference
from explainer.languages.claim_words import find_words, list_words
from explainer.languages.locales import is_english
from explainer.languages.names import find_name, plain_words
from explainer.model.site.site import Site
from explainer.resolve.linking.library import Library, caveat
from explainer.resolve.published.parts import ValueSpan

_TAG = re.compile(r"<[^>]*>")
_END = re.compile(r'[.!?…]+["»”’)\]]*(?=\s|$)|<br\b[^>]*>')
_BLOCK = re.compile(r"</?(?:p|li|t[dh]|h\d|d[dt]|blockquote|figure)\b[^>]*>")
_ROW = re.compile(r"</?tr\b")
_CELL = re.compile(r'<t([dh])\b(?:[^>]*data-label="([^"]*)")?[^>]*>(.*?)</t\1>', re.DOTALL)
_ARTICLE = re.compile(r"^(?:the |an? )?(?:[^\W\d_]+['’]s )?", re.IGNORECASE)
_HERE = "\0"
_FARTHEST = 40
"""How many parts of a text, to either side of a value, its sentence is looked for in."""


def sentences_at(parts: Sequence[Part], index: int, subject: str, language: str) -> tuple[str, ...]:
    """What may say whose word the value at ``index`` is: the sentence in which it stands, and in a
    table the head of its column, and each other cell of its row behind its own head, unless that
    has a figure of its own. Where the text is about a ``subject``, "he" at the beginning of a
    sentence is read as its name. Where a pronoun speaks, as in "by their count", the sentence has
    that name before it too, or else the sentence before."""
    start = max(0, index - _FARTHEST)
    near = [*map(_words, parts[start : index + _FARTHEST])]
    near[index - start] = _HERE
    html = "".join(near)
    block = next(each for each in _BLOCK.split(html) if _HERE in each)
    pairs = pairwise(["", *map(str.strip, _END.split(block))])
    before, sentence = next(pair for pair in pairs if _HERE in pair[1])
    first, _, rest = sentence.partition(" ")
    if subject and first.casefold() in list_words("pronouns", language):
        sentence = f"{subject} {rest}"
    elif find_words("pronouns of people", language, "saying").search(sentence):
        sentence = f"{subject or before} {sentence}"
    told = [sentence]
    row = _CELL.findall(next(each for each in _ROW.split(html) if _HERE in each))
    if any(_HERE in cell for _, _, cell in row):
        told += [
            head if _HERE in cell else f"{head}: {cell}"
            for _, head, cell in row
            if _HERE in cell or not re.search(r"\d", cell)
        ]
    return tuple(_TAG.sub("", each.replace(_HERE, " ")) for each in told)


def in_sentence(library: Library, span: ValueSpan, sentences: Sequence[str]) -> ValueSpan:
    """A value without the speakers of whom the ``sentences`` around it tell."""
    left = "; ".join(
        by
        for by in library.ledger.standpoints[span.fact_id].speakers
        if not any(is_told(by, each, library.site, library.language) for each in sentences)
    )
    told = caveat(library, span.disputed, span.unconfirmed, left)
    return replace(span, speaker=left, caveat=told)


def _words(part: Part) -> str:
    """A part in words; any value is a zero."""
    if isinstance(part, TermReference):
        return part.shown or part.term
    return part if isinstance(part, str) else "0" * isinstance(part, FactReference)


def is_told(by: str, sentence: str, site: Site, language: str) -> bool:
    """Whether the sentence says that somebody says it, and names the speaker: by a name, an alias
    or an office. In a language whose words for saying are not known it never does."""
    plainly, english = plain_words(sentence), is_english(language)
    names = [*filter(None, (_ARTICLE.sub("", each) for each in _names(by, site, language)))]
    if find_words("saying", language).search(sentence):
        return any(find_name(each, plainly, english) for each in names)
    return any(_tells(each, plainly, language) for each in names)


def _tells(name: str, plainly: str, language: str) -> bool:
    """Whether right behind the name stands a verb that may be about more than words: what
    prosecutors list is their word, and what they have on a list is not."""
    verbs, between = (
        plain_words(" ".join(list_words(each, language))).split()
        for each in ("listing", "before listing")
    )
    while span := find_name(name, plainly, is_english(language)):
        plainly = f" {plainly[span[1] :].lstrip()}"
        first, second = [*plainly.split(), "", ""][:2]
        if first in verbs or (first in between and second in verbs):
            return True
    return False


def _names(by: str, site: Site, language: str) -> Iterator[str]:
    """What the speaker is called: "Ann Key, keeper of the tower" is also Key, and the keeper."""
    name, *roles = re.split(", *", by)
    offices = roles
    if (entry := site.entry(name)) and entry.kind == "person":
        yield from entry.called
        offices += [] if entry.organization else re.split("[,;] *", entry.role_in(language))
    yield name
    yield from (each.partition(" of ")[0] for each in offices)
