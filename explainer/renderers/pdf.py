"""Bind rendered pages into a PDF file with contents, bookmarks and running heads.

WeasyPrint lays them out by ``pdf.css``, without the site's own style sheets, of which it knows too
little; the notes stand as on the pages. It loads nothing but the site's rendered files.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin
from xml.etree.ElementTree import Element, SubElement, tostring

from msgspec import Struct

from explainer.addresses import output_path

if TYPE_CHECKING:
    from weasyprint import HTML

_BASE = "http://site.invalid/"  # RFC 6761: no such host will ever be
_STYLE = Path(__file__).with_name("pdf.css")


class Book(Struct, frozen=True):
    """What one file is made of: the ``addresses`` of its pages, in order, among the site's rendered
    ``files``, by their paths. Links to other pages lead to the site's public address, ``url``; if
    there is none they are words."""

    title: str
    """Of the site."""
    description: str
    url: str
    as_of: date
    files: Mapping[str, bytes | None]
    addresses: tuple[str, ...]


def render_pdf(book: Book) -> bytes:
    """The PDF file: of the same book, by the same libraries, the same bytes.

    Raises ImportError if WeasyPrint is not installed, OSError if it lacks its own libraries."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    text = tostring(_bound(book), encoding="unicode", method="html")
    html = _parsed(book, f"<!DOCTYPE html>\n{text}", "")
    fonts, fetcher = FontConfiguration(), _fetcher(book.files)
    css = weasyprint.CSS(_STYLE, base_url=_BASE, url_fetcher=fetcher, font_config=fonts)
    identifier = hashlib.sha256(text.encode()).hexdigest()[:32].encode()
    data: bytes = html.write_pdf(
        font_config=fonts, stylesheets=[css], pdf_identifier=identifier, pdf_tags=True
    )
    return data


def _parsed(book: Book, text: str, address: str) -> HTML:
    import weasyprint

    return weasyprint.HTML(
        string=text, base_url=f"{_BASE}{address}", url_fetcher=_fetcher(book.files)
    )


def _fetcher(files: Mapping[str, bytes | None]) -> Any:
    """What WeasyPrint loads files with: those that are given, and no others."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Rendered(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            path = unquote(url.removeprefix(_BASE))
            data = files.get(path) if url.startswith(_BASE) else None
            if data is None:
                raise ValueError(f"{url} is no file of the site")
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, BytesIO(data), {"Content-Type": kind})

    return Rendered()


def _bound(book: Book) -> Element:
    """One page with all pages, each a chapter whose ids begin with its own."""
    chapters = {address: f"chapter-{n}" for n, address in enumerate(book.addresses, 1)}
    pages = [_parsed(book, _text(book, address), address).etree_element for address in chapters]
    whole = Element("html", {name: pages[0].get(name, "") for name in ("lang", "dir")})
    head = SubElement(whole, "head")
    body = SubElement(whole, "body", {"data-site": book.title})
    titles = [_words(_find(page, "h1")) for page in pages]
    several = len(pages) > 1
    SubElement(head, "title").text = book.title if several else titles[0]
    for name in ("dcterms.created", "dcterms.modified"):
        SubElement(head, "meta", {"name": name, "content": book.as_of.isoformat()})
    for name in dict.fromkeys(author for page in pages for author in _authors(page)):
        SubElement(head, "meta", {"name": "author", "content": name})
    if several:
        body.append(_front(book, list(zip(chapters.values(), titles, strict=True))))
    for (address, chapter), page in zip(chapters.items(), pages, strict=True):
        article = SubElement(body, "article", {"id": chapter})
        article.extend(each for each in _find(page, "header") if each.get("class") != "masthead")
        article.extend(_find(page, "main"))
        _prefix(article, address, chapters, book.url)
    colophon = _find(page, "footer[@class='footer']//*[@class='about']")
    _prefix(colophon, address, chapters, book.url)
    SubElement(body, "footer", {"class": "colophon"}).append(colophon)
    return whole


def _text(book: Book, address: str) -> str:
    return (book.files[output_path(address)] or b"").decode()


def _find(page: Element, what: str) -> Element:
    """The first of these elements; an empty one if a site's own templates have none."""
    found = page.find(f".//{what}")
    return Element("div") if found is None else found


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _authors(page: Element) -> Iterator[str]:
    for each in page.iterfind(".//meta[@name='citation_author']"):
        yield each.get("content", "")


def _front(book: Book, chapters: Sequence[tuple[str, str]]) -> Element:
    """The title page, with the contents."""
    front = Element("section", {"class": "front"})
    SubElement(front, "p", {"class": "site"}).text = book.title
    SubElement(front, "p", {"class": "standfirst"}).text = book.description
    contents = SubElement(SubElement(front, "nav", {"class": "contents"}), "ol")
    for chapter, title in chapters:
        SubElement(SubElement(contents, "li"), "a", {"href": f"#{chapter}"}).text = title
    return front


def _prefix(article: Element, address: str, chapters: Mapping[str, str], url: str) -> None:
    """Make the ids of a page differ from those of others, and its links lead to where they are."""
    own = chapters[address]
    for each in article.iter():
        for name in ("id", "aria-labelledby"):
            if (known := each.get(name)) and each is not article:
                each.set(name, f"{own}-{known}")
        if source := each.get("src"):
            each.set("src", urljoin(f"{_BASE}{address}", source))
        if href := each.get("href"):
            each.attrib.pop("href")
            if link := _link(urljoin(f"{_BASE}{address}", href), chapters, url):
                each.set("href", link)


def _link(target: str, chapters: Mapping[str, str], url: str) -> str:
    if not target.startswith(_BASE):
        return target
    path, mark, fragment = target.removeprefix(_BASE).partition("#")
    if chapter := chapters.get(path):
        return f"#{chapter}-{fragment}" if fragment else f"#{chapter}"
    return f"{url}{path}{mark}{fragment}" if url else ""
