"""Bind rendered pages into a PDF file with contents, bookmarks and running heads.

WeasyPrint lays them out by ``pdf.css``: of the site's style sheets it knows too little. Drawings
follow the site's style sheet for figures. The notes stand as on the pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from explainer.addresses import output_path
from explainer.model.site.colours import COLOURS, STANDS_ON, contrast, mix, palette
from explainer.model.site.records import ThemeRecord
from explainer.resolve.published.frame import Chrome

_BASE = "http://site.invalid/"  # RFC 6761: there will never be such a host
_STYLE = Path(__file__).with_name("pdf.css")
_USUAL = ThemeRecord()
_WHITE = "#ffffff"
_SVG = "{http://www.w3.org/2000/svg}"
_FRAME = Markup(
    '<!DOCTYPE html><html lang="{lang}" dir="{dir}"><head><title>{title}</title>'
    '<meta name="dcterms.created" content="{day}"><meta name="dcterms.modified" content="{day}">'
    '</head><body data-site="{site}">{front}</body></html>'
)
_FRONT = Markup('<section class="front"><p>{}</p><nav class="contents"><ol>{}</ol></nav></section>')
_ENTRY = Markup('<li><a href="#{}">{}</a></li>')


def render_pdf(
    files: Mapping[str, bytes | None],
    addresses: Sequence[str],
    chrome: Chrome,
    as_of: date,
    theme: ThemeRecord = _USUAL,
) -> bytes:
    """The pages at ``addresses`` as a PDF file, of the same ``files`` always the same bytes. Links
    to other pages lead to the site's public address; without one they are words.

    Raises ImportError without WeasyPrint, OSError without the libraries that it needs.
    """
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    def parsed(text: str) -> Any:
        return weasyprint.HTML(string=text, base_url=_BASE, url_fetcher=fetcher)

    fetcher, fonts = _fetcher(files), FontConfiguration()
    texts = [(files[output_path(address)] or b"").decode() for address in addresses]
    pages = [parsed(text).etree_element for text in texts]
    style = pdf_style(theme)
    drawing_style = _drawing_style((files.get(chrome.drawings) or b"").decode(), style)
    for figure in (each for page in pages for each in page.iter("figure")):
        # in each drawing stand its style sheet, and the classes around it that rules ask for
        for drawing in figure.iter(f"{_SVG}svg"):
            drawing.set("class", f"{figure.get('class')} drawing {drawing.get('class', '')}")
            SubElement(drawing, f"{_SVG}style").text = drawing_style
    chapters = {address: f"chapter-{n}" for n, address in enumerate(addresses, 1)}
    html = parsed(_frame(pages, list(chapters.values()), chrome, as_of))
    for address, page in zip(addresses, pages, strict=True):
        html.etree_element.find("body").append(_article(page, address, chapters, chrome.url))
    css = weasyprint.CSS(string=style, base_url=_BASE, url_fetcher=fetcher, font_config=fonts)
    identifier = sha256(tostring(html.etree_element)).hexdigest().encode()
    data: bytes = html.write_pdf(
        stylesheets=[css], font_config=fonts, pdf_identifier=identifier, pdf_tags=True
    )
    return data


def _fetcher(files: Mapping[str, bytes | None]) -> Any:
    """What WeasyPrint loads with: the site's rendered files, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Rendered(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            data = files.get(unquote(url.removeprefix(_BASE)))
            if data is None:
                raise ValueError("it is no file of the site")
            return URLFetcherResponse(url, data)

    return Rendered()


def _frame(pages: Sequence[Element], ids: Sequence[str], chrome: Chrome, as_of: date) -> Markup:
    """The document that holds the pages. If they are several, it begins with their titles."""
    site = chrome.site_title
    titles = [page.findtext(".//title", "").removesuffix(f" – {site}") for page in pages]
    several, entries = len(titles) > 1, Markup().join(map(_ENTRY.format, ids, titles))
    return _FRAME.format(
        lang=pages[0].get("lang"),
        dir=pages[0].get("dir"),
        title=site if several else titles[0],
        day=as_of.isoformat(),
        site=site,
        front=_FRONT.format(site, entries) if several else "",
    )


def pdf_style(theme: ThemeRecord) -> str:
    """The style sheet of the file, with those colours of the site that can be read on white."""
    colours = palette("light", theme.colours.light)
    css = _STYLE.read_text("utf-8")
    for name, (needed, _) in STANDS_ON.items():
        if contrast(colours[name], _WHITE) >= needed:
            css = re.sub(f"(--{COLOURS[name].token}: )[^;]+", rf"\g<1>{colours[name]}", css)
    return css


def _drawing_style(css: str, style: str) -> str:
    """The style sheet for figures as WeasyPrint reads it in a drawing, where nothing is inherited
    from the page: with the values that ``style`` names, colours mixed, and words without the edge
    that it would paint over them."""

    def mixed(found: re.Match[str]) -> str:
        return mix(found[1], found[3], int(found[2]) / 100)

    named = dict(re.findall(r"(--[\w-]+): ([^;]+);", style))
    css = re.sub(r"var\((--[\w-]+)\)", lambda found: named.get(found[1], ""), css)
    css = re.sub(r"color-mix\(in srgb, *(#\w{6}) (\d+)%, *(#\w{6})\)", mixed, css)
    return re.sub(r"(\.[\w-]+) svg\b", r"svg\1", css) + "text { stroke: none !important }"


def _article(page: Element, address: str, chapters: Mapping[str, str], url: str) -> Element:
    """What a page says, with ids that no other has, and links that lead to where things are."""
    article, base = page.find("body"), f"{_BASE}{address}"
    assert article is not None, "a parsed page has a body"
    for each in article.iter():
        for name in ("id", "aria-labelledby"):
            if name in each.attrib:
                each.set(name, f"{chapters[address]}-{each.get(name)}")
        if source := each.get("src"):
            each.set("src", urljoin(base, source))
        if (href := each.attrib.pop("href", None)) and (
            link := _link(urljoin(base, href), chapters, url)
        ):
            each.set("href", link)
    article.tag = "article"
    article.set("id", chapters[address])
    return article


def _link(target: str, chapters: Mapping[str, str], url: str) -> str:
    """Where a link leads in the file; empty for a page that is nowhere to be found."""
    if not target.startswith(_BASE):
        return target
    path, mark, fragment = target.removeprefix(_BASE).partition("#")
    if path in chapters:
        return f"#{chapters[path]}{mark and '-'}{fragment}"
    return f"{url}{path}{mark}{fragment}" if url else ""
