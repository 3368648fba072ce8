"""What a saved web page says of itself, as answers about a source.

Where they differ, the metadata for libraries (``citation_*``) come first, then JSON-LD, OpenGraph,
Dublin Core, and last what browsers show. What they do not say for certain, such as whether a report
is news or opinion, is left to the editor. The page may be hostile: whatever it holds, reading it
takes a time that grows with its length alone.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from html import unescape
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urljoin

from explainer.edtf import EdtfError, parse_edtf, suggest_edtf
from explainer.model.shared.fields import LANGUAGE_CODE, address_hint
from explainer.scaffolding.bylines import names_in
from explainer.scaffolding.fields import Answers, clean
from explainer.tables import read_table

Thing: TypeAlias = Mapping[str, object]

LARGEST = 2_000_000
"""Bytes that are read; metadata are near the start of a page."""
_LONGEST = 500
_MOST_AUTHORS = 30
_DEEPEST = 20

_DAY = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?(?:[T ].*)?")
_DOI = re.compile(
    r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/\S{1,200})", re.IGNORECASE
)
_SAVED_FROM = re.compile(r"\s*saved from url=\([0-9]{1,6}\)(?P<address>\S{1,2000})(?P<day>)")
# What the extension SingleFile writes before the page.
_SINGLE_FILE = re.compile(
    r"\s*Page saved with SingleFile\s+url:\s*(?P<address>\S{1,2000})"
    r"(?:\s+saved date:\s*\w{3} (?P<day>\w{3} \d\d \d{4}))?"
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{1,40})""", re.IGNORECASE
)
_ON_THE_WEB = {"iso-8859-1": "windows-1252", "gb2312": "gb18030"}
_MARKED = {codecs.BOM_UTF8: "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""Encodings by the mark with which a file may begin."""
_TYPES = read_table(Path(__file__).with_name("page_types.toml"))
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
        *("datepublished", "pubdate", "publishdate", "date", "<time>"),
    ),
    "url": ("ld:url", "og:url", "citation_public_url", "<saved from>"),
    "language": (
        *("citation_language", "ld:inLanguage", "<html@lang>", "og:locale"),
        *("dc.language", "dcterms.language", "content-language"),
    ),
    "volume": ("citation_volume",),
    "issue": ("citation_issue",),
    "doi": ("citation_doi", "dc.identifier", "prism.doi"),
    "isbn": ("citation_isbn",),
    "accessed": ("<saved on>",),
}
"""Where a page may give an answer, the best place first: properties of the page and, after
``ld:``, of the article that it describes."""
_BYLINES = ("article:author", "author", "dc.creator", "dcterms.creator")
# Not the lists of a thing: their items are other pages.
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "isPartOf")


class _Page(HTMLParser):
    """``said`` are the contents of ``meta`` elements by their names in lower case; those of
    ``<title>``, ``<html@lang>``, ``<link@canonical>``, ``<time>`` that date the page, and others;
    and what a browser noted when it saved it. ``documents`` are those in JSON-LD."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: defaultdict[str, list[str]] = defaultdict(list)
        self.documents: list[object] = []
        self._kept: list[str] | None = None
        with suppress(AssertionError):  # of a declaration that Python does not know
            self.feed(text)

    def _say(self, name: str, content: str | None) -> None:
        if name and content and content.strip():
            self.said[name].append(content.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        say = attributes.get
        is_linked_data = tag == "script" and "application/ld+json" in (say("type") or "")
        self._kept = [] if tag == "title" or is_linked_data else None
        if tag == "meta":
            name = say("property") or say("name") or say("itemprop") or ""
            self._say(name.strip().lower(), say("content"))
        elif tag == "html":
            self._say("<html@lang>", say("lang"))
        elif tag == "link" and "canonical" in (say("rel") or "").lower().split():
            self._say("<link@canonical>", say("href"))
        elif tag == "time":
            dates_page = "pubdate" in attributes or say("itemprop") == "datePublished"
            self._say("<time>" if dates_page else "<other time>", say("datetime"))

    def handle_data(self, data: str) -> None:
        if self._kept is not None:
            self._kept.append(data)

    def handle_endtag(self, tag: str) -> None:
        text, self._kept = "".join(self._kept or ()), None
        if tag == "title":
            self._say("<title>", text)
        elif tag == "script" and text:
            with suppress(ValueError, RecursionError):
                self.documents.append(json.loads(text))

    def handle_comment(self, data: str) -> None:
        if saved := _SAVED_FROM.match(data) or _SINGLE_FILE.match(data):
            self._say("<saved from>", saved["address"])
            self._say("<saved on>", saved["day"])


def describe_page(data: bytes) -> Answers:
    """Answers to the fields of a source, as far as a page of any bytes gives them."""
    page = _Page(_decoded(data[:LARGEST]))
    article = _article(page.documents)
    for name, parts in article.items():
        page.said[f"ld:{name}"] = [*filter(None, map(_text, parts))]
    types = _types({"@type": article.get("@type")})

    def said(*names: str) -> Iterator[str]:
        return chain.from_iterable(page.said.get(name, ()) for name in names)

    def first(words: Iterable[str], read: Callable[[str], str] = clean) -> str:
        return next(filter(None, map(read, words)), "")

    found = {
        field: first(said(*names), _READERS.get(field, clean)) for field, names in _NAMES.items()
    }
    part_of = said("ld:isPartOf") if "Article" in "".join(types) else ()
    journal = said(*_TYPES["containers"], "og:site_name")
    container = first(chain(journal, part_of, [found["publisher"]]))
    cited = (csl for name, csl in _TYPES["containers"].items() if name in page.said)
    linked = (csl for kind, csl in _TYPES["articles"].items() if kind in types)
    ends = (first(said(f"citation_{end}page")) for end in ("first", "last"))
    with suppress(ValueError):
        base, canonical = first(said("og:url", "<saved from>")), first(said("<link@canonical>"))
        found["url"] = _address(urljoin(base, canonical)) or found["url"]
    days = {_day(each) for each in said("<other time>")}
    if len(days) == 1:  # of several, any may be the page's
        found["issued"] = found["issued"] or days.pop()
    found |= {
        "title": _without_site(found["title"], container),
        "container": container,
        "publisher": found["publisher"] if found["publisher"] != container else "",
        "type": next(chain(cited, linked), ""),
        "kind": next((kind for name, kind in _TYPES["kinds"].items() if name in types), ""),
        "page": "-".join(dict.fromkeys(filter(None, ends))),
    }
    answers = {name: (text,) for name, value in found.items() if (text := clean(value[:_LONGEST]))}
    bylines = (page.said.get(name, ()) for name in _BYLINES)
    named = ([*chain(*map(_names, place))] for place in (article.get("author", ()), *bylines))
    places = ([name[:_LONGEST] for name in said("citation_author")], *named)
    authors = tuple(dict.fromkeys(next(filter(None, places), ())))[:_MOST_AUTHORS]
    return {**answers, "author": authors} if authors else answers


def _decoded(data: bytes) -> str:
    for mark, name in _MARKED.items():
        if data.startswith(mark):
            return data.decode(name, "replace")
    with suppress(UnicodeDecodeError):
        return data.decode()  # a browser may save a page as UTF-8 with its old declaration
    declared = _CHARSET.search(data, 0, 10_000)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    with suppress(LookupError, UnicodeError):
        if not name.startswith("utf"):  # it was found as ASCII, so it is not UTF-16
            return data.decode(_ON_THE_WEB.get(name, name), "replace")
    return data.decode("utf-8", "replace")


def _article(documents: list[object]) -> dict[str, list[object]]:
    """The article that a page describes in JSON-LD, each property with its values; in place of a
    reference by ``@id`` is the thing that it refers to. Empty if there is none."""
    things = [*_things(documents)]
    named = (thing for thing in things[::-1] if "@id" in thing and len(thing) > 1)
    by_id = {str(thing["@id"]): thing for thing in named}

    def followed(part: object) -> object:
        if isinstance(part, Mapping) and len(part) <= 2:
            return by_id.get(str(part.get("@id")), part)
        return part

    articles = (each for kind in _TYPES["articles"] for each in things if kind in _types(each))
    return {
        name: [followed(part) for part in (held if isinstance(held, list) else [held])]
        for name, held in next(articles, {}).items()
    }


def _text(part: object) -> str:
    """A value that is a text, or the name of a thing; HTML entities, which some pages write there,
    are replaced."""
    word = part.get("name") if isinstance(part, Mapping) else part
    is_word = isinstance(word, str | int) and not isinstance(word, bool)
    return unescape(str(word)) if is_word else ""


def _things(part: object, depth: int = 0) -> Iterator[Thing]:
    if isinstance(part, list):
        for each in part:
            yield from _things(each, depth)
    elif isinstance(part, dict) and depth < _DEEPEST:
        yield part
        for name in _INSIDE:
            yield from _things(part.get(name), depth + 1)


def _types(thing: Thing) -> frozenset[str]:
    """The types of a thing, without the address that some pages write before each."""
    found = thing.get("@type")
    words = found if isinstance(found, list) else [found]
    return frozenset(str(word).rpartition("/")[2] for word in words if isinstance(word, str))


def _names(author: object) -> list[str]:
    """The names as an editor writes them: "Family, Given" only if the page says which is which."""
    names, is_byline = author, True
    if isinstance(author, Mapping):
        family, given, names = map(author.get, ("familyName", "givenName", "name"))
        if isinstance(family, str) and isinstance(given, str) and family and given:
            return [f"{family}, {given}"]
        is_byline = isinstance(names, str) and "Organization" not in "".join(_types(author))
    listed = names if isinstance(names, list) else [names]
    words = (
        clean(name[:_LONGEST]) for name in listed if isinstance(name, str) and "://" not in name
    )
    found = chain.from_iterable(names_in(name) if is_byline else [name] for name in words)
    cleaned = (name.strip("{}") for name in found)
    return [f"{{{name}}}" if "," in name else name for name in cleaned]


def _without_site(title: str, site: str) -> str:
    """The title without the name of the site, which many pages add to it."""
    ends = (f" {sign} {site}" for sign in "-|–—·:" if site)
    end = next((end for end in ends if title.casefold().endswith(end.casefold())), "")
    return title[: len(title) - len(end)]


def _day(written: str) -> str:
    """The day in EDTF, in the time zone of the page; empty if it is not a day."""
    text = clean(written[:100])
    match = _DAY.fullmatch(text)
    parts = filter(None, match.groups()) if match else ()
    candidate = "-".join(part.zfill(2) for part in parts) or suggest_edtf(text) or ""
    with suppress(EdtfError):
        parse_edtf(candidate)
        return candidate
    return ""


def _language(written: str) -> str:
    code = written.strip().replace("_", "-")
    return code if re.fullmatch(LANGUAGE_CODE, code) else ""


def _doi(written: str) -> str:
    match = _DOI.fullmatch(written.strip())
    return match[1] if match else ""


def _address(text: str) -> str:
    is_plain = text.isprintable() and 0 < len(text) <= 2 * _LONGEST
    return text if is_plain and address_hint(text.strip()) is None else ""


_READERS = {"issued": _day, "url": _address, "language": _language, "doi": _doi, "accessed": _day}
