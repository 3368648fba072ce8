"""The metadata of a saved page as answers about a source.

Where they differ, the metadata for libraries (``citation_*``) come first, then JSON-LD, OpenGraph,
Dublin Core, and last what browsers show. What they do not say for certain, such as whether a report
is news or opinion, is left to the editor. Of a byline, "By Ann Lee, Bob Ray and The News" names
three.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from itertools import chain
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urljoin

from explainer.edtf import EdtfError, parse_edtf, suggest_edtf
from explainer.model.shared.fields import LANGUAGE_CODE, address_hint
from explainer.scaffolding.fields import Answers, clean
from explainer.scaffolding.saved_pages import SAVED_FROM, SAVED_ON, SavedPage
from explainer.tables import read_table

Thing: TypeAlias = Mapping[str, object]

_LONGEST = 500
_MOST_AUTHORS = 30
_MOST_THINGS = 1_000
_DAY = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?(?:[T ].*)?")
_SIGNS = "-|–—·:"
_DOI = re.compile(
    r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/\S{1,200})", re.IGNORECASE
)
_TYPES = read_table(Path(__file__).with_name("page_types.toml"))
_LD = "ld:"
_NAMES = {
    "title": (
        *("citation_title", "ld:headline", "og:title", "dc.title", "dcterms.title"),
        *("ld:name", "<title>"),
    ),
    "publisher": ("citation_publisher", "ld:publisher", "dc.publisher", "dcterms.publisher"),
    "issued": (
        *("citation_publication_date", "citation_date", "citation_online_date"),
        *("ld:datePublished", "article:published_time", "og:article:published_time"),
        *("dcterms.issued", "dc.date.issued", "dc.date", "dcterms.date"),
        *("datepublished", "pubdate", "publishdate", "date", "<time@pubdate>"),
    ),
    "url": ("ld:url", "og:url", "citation_public_url", SAVED_FROM),
    "language": (
        *("citation_language", "ld:inLanguage", "<html@lang>", "og:locale"),
        *("dc.language", "dcterms.language", "content-language"),
    ),
    "volume": ("citation_volume",),
    "issue": ("citation_issue",),
    "doi": ("citation_doi", "dc.identifier", "prism.doi"),
    "isbn": ("citation_isbn",),
    "accessed": (SAVED_ON,),
}
"""Where a page may give an answer, the best place first: properties of the page and, after
``ld:``, of the article that it describes."""
_BYLINES = ("article:author", "author", "dc.creator", "dcterms.creator")
# Not the lists of a thing: their items are other pages.
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "isPartOf")


def describe_page(page: SavedPage) -> Answers:
    """Answers to the fields of a source, as far as the page gives them."""
    article = _Article(page.json_ld)

    def said(*names: str) -> Iterator[str]:
        for name in names:
            if name.startswith(_LD):
                yield from article.texts(name.removeprefix(_LD))
            yield from page.properties.get(name, ())

    def first(words: Iterable[str], read: Callable[[str], str] = clean) -> str:
        return next(filter(None, map(read, words)), "")

    found = {
        field: first(said(*names), _READERS.get(field, clean)) for field, names in _NAMES.items()
    }
    part_of = said("ld:isPartOf") if "Article" in "".join(article.types) else ()
    journal = said(*_TYPES["containers"], "og:site_name")
    container = first(chain(journal, part_of, [found["publisher"]]))
    days = {_day(day) for day in page.properties.get("<time>", ())}
    canonical = _joined(first(said("og:url", SAVED_FROM)), first(said("<link@canonical>")))
    cited = (csl for name, csl in _TYPES["containers"].items() if name in page.properties)
    linked = (csl for kind, csl in _TYPES["articles"].items() if kind in article.types)
    ends = (first(said(f"citation_{end}page")) for end in ("first", "last"))
    found |= {
        "title": _without_site(found["title"], container),
        "container": container,
        "publisher": found["publisher"] if found["publisher"] != container else "",
        # Of several days, any may be the page's.
        "issued": found["issued"] or (days.pop() if len(days) == 1 else ""),
        "url": _address(canonical) or found["url"],
        "type": next(chain(cited, linked), ""),
        "kind": next((kind for name, kind in _TYPES["kinds"].items() if name in article.types), ""),
        "page": "-".join(dict.fromkeys(end for end in ends if end)),
    }
    answers = {name: (text,) for name, value in found.items() if (text := _short(value))}
    named = (name for part in article.parts("author") for name in _names(part))
    bylines = ([name for word in said(key) for name in _names(word)] for key in _BYLINES)
    places = (said("citation_author"), named, *bylines)
    every = ([text for word in words if (text := _short(word))] for words in places)
    authors = tuple(dict.fromkeys(next(filter(None, every), ())))[:_MOST_AUTHORS]
    return {**answers, "author": authors} if authors else answers


class _Article:
    """The article that a page describes in JSON-LD, with the things that it refers to by ``@id``.
    It is empty if there is none."""

    def __init__(self, documents: Iterable[object]) -> None:
        things = tuple(_things(documents))
        self._by_id: dict[str, Thing] = {}
        for thing in things:
            if len(thing) > 1 and isinstance(found := thing.get("@id"), str):
                self._by_id.setdefault(found, thing)
        articles = (each for kind in _TYPES["articles"] for each in things if kind in _types(each))
        self._properties: Thing = next(articles, {})
        self.types = _types(self._properties)

    def parts(self, name: str) -> list[object]:
        """The values of a property, with references replaced by the things they refer to."""
        found = self._properties.get(name)
        return [self._followed(part) for part in (found if isinstance(found, list) else [found])]

    def texts(self, name: str) -> Iterator[str]:
        """The values of a property that are texts, or the names of things; HTML entities, which
        some pages write there, are replaced."""
        for part in self.parts(name):
            word = part.get("name") if isinstance(part, Mapping) else part
            is_number = isinstance(part, int) and not isinstance(part, bool)
            if isinstance(word, str) or is_number:
                yield unescape(str(word))

    def _followed(self, part: object) -> object:
        if isinstance(part, Mapping) and len(part) <= 2 and isinstance(part.get("@id"), str):
            return self._by_id.get(str(part["@id"]), part)
        return part


def _things(documents: Iterable[object]) -> Iterator[Thing]:
    waiting = [*documents][::-1]
    count = 0
    while waiting and count < _MOST_THINGS:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting += reversed(thing)
        elif isinstance(thing, dict):
            count += 1
            yield thing
            inner = (thing.get(name) for name in _INSIDE)
            waiting += [part for part in inner if isinstance(part, list | dict)]


def _types(thing: Thing) -> frozenset[str]:
    """The types of a thing, without the address that some pages write before each."""
    found = thing.get("@type")
    words = found if isinstance(found, list) else [found]
    return frozenset(str(word).rpartition("/")[2] for word in words if isinstance(word, str))


def _names(author: object) -> Iterator[str]:
    """The names as an editor writes them: "Family, Given" only if the page says which is which."""
    if isinstance(author, str):
        if "://" not in author:
            yield from (_literal(name) for name in names_in(clean(author[:_LONGEST])))
    elif isinstance(author, Mapping):
        family, given = author.get("familyName"), author.get("givenName")
        if isinstance(family, str) and isinstance(given, str) and family and given:
            yield f"{family}, {given}"
        elif isinstance(name := author.get("name"), str):
            is_body = "Organization" in "".join(_types(author))
            yield from [_literal(name)] if is_body else _names(name)
        elif isinstance(name, list):
            yield from (_literal(word) for word in name if isinstance(word, str))


def _literal(name: str) -> str:
    name = clean(name).strip("{}")
    return f"{{{name}}}" if "," in name else name


def _without_site(title: str, site: str) -> str:
    """The title without the name of the site, which many pages add to it."""
    ends = (f" {sign} {site}" for sign in _SIGNS if site)
    end = next((end for end in ends if title.casefold().endswith(end.casefold())), "")
    return title[: len(title) - len(end)]


def _day(written: str) -> str:
    """The day in EDTF, in the time zone of the page; empty if it is not a day."""
    text = clean(written[:100])
    match = _DAY.fullmatch(text)
    parts = filter(None, match.groups()) if match else ()
    candidate = "-".join(part.zfill(2) for part in parts) or suggest_edtf(text) or ""
    try:
        parse_edtf(candidate)
    except EdtfError:
        return ""
    return candidate


def _language(written: str) -> str:
    code = written.strip().replace("_", "-")
    return code if re.fullmatch(LANGUAGE_CODE, code) else ""


def _doi(written: str) -> str:
    match = _DOI.fullmatch(written.strip())
    return match[1] if match else ""


def _address(text: str) -> str:
    is_plain = text.isprintable() and 0 < len(text) <= 2 * _LONGEST
    return text if is_plain and address_hint(text.strip()) is None else ""


_READERS = {
    "issued": _day,
    "url": _address,
    "language": _language,
    "doi": _doi,
    "accessed": _day,
}


def _short(text: str) -> str:
    """The text in one line, cut after a word if it is longer than any title."""
    text = clean(text[: 4 * _LONGEST])
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]} …"


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


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
