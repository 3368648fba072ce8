"""Whether the sentence around a value already says whose word it is.

Names must stand there in full. The checks ask the same of any word of a name
(``explainer.checks.evidence.names``), since a mistake of theirs is a false warning; here it would
print a party's word as if nobody had said it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from explainer.documents.markdown.parsed_text import Part
from explainer.documents.references.kinds import TermReference
from explainer.languages.claim_words import find_words
from explainer.languages.locales import is_english
from explainer.languages.name_forms import find_name, plain_words
from explainer.model.site.site import Site

_TAG = re.compile(r"<[^>]*>")
_END = re.compile(
    r'[.!?…]+["»”’)\]]*(?=\s|$)|</?(?:p|li|t[dh]|h\d|d[dt]|blockquote|figure)\b[^>]*>|<br\b[^>]*>'
)
_ARTICLE = re.compile(r"^(?:the |an? )?(?:[^\W\d_]+['’]s )?", re.IGNORECASE)
_HERE = "\0"
_FARTHEST = 40
"""How many parts of a text, to either side of a value, its sentence is looked for in."""


def sentence_at(parts: Sequence[Part], index: int) -> str:
    """The words of the sentence in which the part at ``index`` stands, without values."""
    start = max(0, index - _FARTHEST)
    near = [*map(_words, parts[start : index + _FARTHEST])]
    near[index - start] = _HERE
    found = next(each for each in _END.split("".join(near)) if _HERE in each)
    return _TAG.sub("", found.replace(_HERE, " "))


def _words(part: Part) -> str:
    if isinstance(part, TermReference):
        return part.shown or part.term
    return part if isinstance(part, str) else ""


def is_told(by: str, sentence: str, site: Site, language: str) -> bool:
    """Whether the sentence says that somebody says it, and names the speaker: by a name, an alias
    or an office. In a language whose words for saying are not known it never does."""
    if not find_words("saying", language).search(sentence):
        return False
    plainly, english = plain_words(sentence), is_english(language)
    names = filter(None, (_ARTICLE.sub("", each) for each in _names(by, site, language)))
    return any(find_name(each, plainly, english) for each in names)


def _names(by: str, site: Site, language: str) -> Iterator[str]:
    """What the speaker is called: "Ann Key, keeper of the tower" is also Key, and the keeper."""
    name, *roles = re.split(", *", by)
    offices = roles if language == site.default else []
    if (entry := site.entry(name)) and entry.kind == "person":
        yield from entry.called
        offices += [] if entry.organization else re.split("[,;] *", entry.role_in(language))
    if language == site.default:
        yield name
    yield from (each.partition(" of ")[0] for each in offices)
