"""The metadata of a saved page as answers about a source.

Where they differ, the metadata for libraries (``citation_*``) come first, then JSON-LD, OpenGraph,
Dublin Core, and last what browsers show. What they do not say for certain, such as whether a report
is news or opinion, is left to the editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from urllib.parse import urljoin

from explainer.edtf import EdtfError, parse_edtf, suggest_edtf
from explainer.model.shared.fields import LANGUAGE_CODE, address_hint
from explainer.scaffolding.bylines import names_in
from explainer.scaffolding.fields import Answers, clean
from explainer.scaffolding.json_ld import LinkedData, Thing, types
from explainer.scaffolding.saved_pages import SavedPage
from explainer.tables import read_table

_LONGEST = 500
_MOST_AUTHORS = 30
_DAY = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?(?:[T ].*)?")
_SIGNS = "-|–—·:"
_DOI = re.compile(
    r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/\S{1,200})", re.IGNORECASE
)
_TYPES = read_table(Path(__file__).with_name("page_types.toml"))


def describe_page(page: SavedPage) -> Answers:
    """Answers to the fields of a source, as far as the page gives them."""
    described = _Described(page)
    found = {
        "title": described.title(),
        "container": described.container(),
        "publisher": described.publisher(),
        "issued": described.issued(),
        "url": described.address(),
        "language": described.language(),
        "type": described.type(),
        "kind": described.kind(),
        "volume": described.property("citation_volume"),
        "issue": described.property("citation_issue"),
        "page": described.pages(),
        "doi": described.doi(),
        "isbn": described.property("citation_isbn"),
        "accessed": _day(page.saved_on),
    }
    if found["publisher"] == found["container"]:
        found["publisher"] = ""
    answers = {name: (text,) for name, value in found.items() if (text := _short(value))}
    authors = tuple(dict.fromkeys(filter(None, map(_short, described.authors()))))
    return {**answers, "author": authors[:_MOST_AUTHORS]} if authors else answers


class _Described:
    """A page, and the article that its JSON-LD describes."""

    def __init__(self, page: SavedPage) -> None:
        self.page = page
        self.data = LinkedData(page.json_ld)
        self.article: Thing = self.data.first(_TYPES["articles"])
        self.types = types(self.article)

    def property(self, *names: str) -> str:
        found = self.page.properties
        return next((found[name][0] for name in names if name in found), "")

    def said(self, *names: str) -> str:
        return self.data.text(self.article, *names)

    def title(self) -> str:
        """The title without the name of the site, which many pages add to it."""
        found = (
            self.property("citation_title")
            or self.said("headline")
            or self.property("og:title", "dc.title", "dcterms.title")
            or self.said("name")
            or self.page.title
        )
        title, site = clean(found), clean(self.container())
        ends = (f" {sign} {site}" for sign in _SIGNS if site)
        end = next((end for end in ends if title.casefold().endswith(end.casefold())), "")
        return title[: len(title) - len(end)]

    def container(self) -> str:
        journal = self.property(*_TYPES["containers"])
        part_of = self.said("isPartOf") if "Article" in "".join(self.types) else ""
        return journal or self.property("og:site_name") or part_of or self.publisher()

    def publisher(self) -> str:
        return (
            self.property("citation_publisher")
            or self.said("publisher")
            or self.property("dc.publisher", "dcterms.publisher")
        )

    def authors(self) -> Iterable[str]:
        cited = self.page.properties.get("citation_author", ())
        if cited:
            return cited
        named = [name for part in self.data.parts(self.article, "author") for name in _names(part)]
        if named:
            return named
        for key in ("article:author", "author", "dc.creator", "dcterms.creator"):
            words = [word for word in self.page.properties.get(key, ()) if "://" not in word]
            if words:
                return [_literal(name) for word in words for name in names_in(clean(word))]
        return ()

    def issued(self) -> str:
        days = [
            self.property("citation_publication_date", "citation_date", "citation_online_date"),
            self.said("datePublished"),
            self.property("article:published_time", "og:article:published_time"),
            self.property("dcterms.issued", "dc.date.issued", "dc.date", "dcterms.date"),
            self.property("datepublished", "pubdate", "publishdate", "date"),
            *self.page.own_times,
        ]
        if len({_day(day) for day in self.page.times}) == 1:
            days += self.page.times  # of several days, any may be the page's
        return next((day for each in days if (day := _day(each))), "")

    def address(self) -> str:
        shared = self.property("og:url") or self.page.saved_from
        candidates = (
            _joined(shared, self.page.canonical),
            self.said("url"),
            self.property("og:url", "citation_public_url"),
            self.page.saved_from,
        )
        return next((each for each in candidates if _is_address(each)), "")

    def language(self) -> str:
        found = (
            self.property("citation_language"),
            self.said("inLanguage"),
            self.page.language,
            self.property("og:locale", "dc.language", "dcterms.language", "content-language"),
        )
        codes = (word.strip().replace("_", "-") for word in found)
        return next((code for code in codes if re.fullmatch(LANGUAGE_CODE, code)), "")

    def type(self) -> str:
        cited = (csl for name, csl in _TYPES["containers"].items() if name in self.page.properties)
        linked = (csl for kind, csl in _TYPES["articles"].items() if kind in self.types)
        return next(chain(cited, linked), "")

    def kind(self) -> str:
        return next((kind for name, kind in _TYPES["kinds"].items() if name in self.types), "")

    def pages(self) -> str:
        ends = (self.property("citation_firstpage"), self.property("citation_lastpage"))
        return "-".join(dict.fromkeys(end for end in ends if end))

    def doi(self) -> str:
        match = _DOI.fullmatch(self.property("citation_doi", "dc.identifier", "prism.doi").strip())
        return match[1] if match else ""


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
            is_body = "Organization" in "".join(types(author))
            yield from [_literal(name)] if is_body else _names(name)
        elif isinstance(name, list):
            yield from (_literal(word) for word in name if isinstance(word, str))


def _literal(name: str) -> str:
    name = clean(name).strip("{}")
    return f"{{{name}}}" if "," in name else name


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


def _is_address(text: str) -> bool:
    is_plain = text.isprintable() and 0 < len(text) <= 2 * _LONGEST
    return is_plain and address_hint(text.strip()) is None


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
