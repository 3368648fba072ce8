"""The names in the byline of a saved page: "By Ann Lee, Bob Ray and The News" names three."""

from __future__ import annotations

import re

_BY = re.compile(
    r"(?:[Ww]ritten by|[Bb]y|BY|[Tt]exte? (?:von|de)"
    r"|(?:Von|Par|Por|Di|Door|Av|Af)(?=\s[^\W\d_a-z]\S*\s)"
    r"|(?:Text|Autor(?:in|en)?|Auteurs?|Авторы?)\s?:)\s+(?=\S)"
)
_BETWEEN = re.compile(r"\s*,\s*(?:and|und|et)\s+|\s*[,;&]\s*|\s+(?:and|und|et|y|e|en|og|och|и)\s+")
_AND = re.compile(r";|&|\s(?:and|und|et|y|e|en|og|och|и)\s")
_ROLE = re.compile(
    r"(?i:(?:\w+ )*(?:staff|writers?|reporters?|correspondents?|editors?|contributors?|columnists?"
    r"|redakteur(?:in)?|журналист|корреспондент))"
)
_PERSON = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*"
    r"|v[ao]n|de|der|den|d[aiou]|del|la|le|bin|al|ten|zu))*"
)
# Their names may hold "and".
_BODY = re.compile(
    r"(?i:\b(?:of|for|the|min\w+|dep\w+|office|agency|universit\w+|institut\w*|council|committee"
    r"|commission|company|press|news|service|group|association|society|bank|board|bureau|inc|ltd"
    r"|sons?|co|corp\w*|foundation|cent(?:er|re)|desk|team|court|party|union)\b)"
)
_MOST_WORDS = 5


def names_in(byline: str) -> list[str]:
    """The names, without "By" and without an office behind one. What is not surely the names of
    several persons is kept whole, as the name of an organization."""
    by = _BY.match(byline)
    whole = byline[by.end() :] if by else byline
    parts = [part for part in _BETWEEN.split(whole) if part]
    persons = [part for part in parts if not _ROLE.fullmatch(part)] or parts
    shortest = 1 if by and _AND.search(whole) else 2
    are_persons = all(
        _PERSON.fullmatch(name)
        and shortest <= len(name.split()) <= _MOST_WORDS
        and not (_BODY.search(name) and shortest == 2)
        and not re.search(r"\b(?:of|for)\b", name)
        for name in persons
    )
    return persons if persons and are_persons else [whole]
