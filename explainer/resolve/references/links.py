"""Where links inside the site lead: the address for what an editor wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from msgspec import Struct

from explainer.addresses import former_address, in_language, record_address, source_slug
from explainer.diagnostics import did_you_mean
from explainer.documents.markdown.parsed_text import LinkReference
from explainer.model.entries.entry import EntryKind
from explainer.model.pages.page import PAGE_IDS, Page
from explainer.model.site.site import Site

ENTRY_INDEXES: Mapping[EntryKind, str] = {
    "term": "glossary/",
    "person": "people/",
    "place": "places/",
}
"""The paths of the lists of entries."""
TOPIC = "topics/"
"""Before the id of a topic, in the path of its page."""
_IMAGES = "images/"
_MOST_NAMED = 12
_PERSON = re.compile(r"[^@/\s]+@[^@/\s]+\.[a-z]+")


class DeadLink(Struct, frozen=True):
    """Why a link leads nowhere, and what to do; ``skip`` is the offset of the wrong part in it."""

    message: str
    hint: str
    skip: int = 0
    code: str = "dead-link"


class SiteMap(Struct, frozen=True):
    """``anchors`` are the ids on the page at each address; ``files`` are pages by the path of their
    file."""

    anchors: Mapping[str, frozenset[str]]
    files: Mapping[str, Page]
    held_back: frozenset[str]
    """Paths of pages that are not in this build."""
    former: Mapping[str, str]
    """Former addresses, each with the present one; not those that are taken."""


def map_site(site: Site) -> SiteMap:
    anchors: dict[str, frozenset[str]] = {"404.html": frozenset()}
    always, sections = frozenset({"top", "main"}), _sections(site)
    for language in site.languages:
        for address, found in sections.items():
            anchors[in_language(address, language, site.default)] = found | always
    for page in site.pages.values():
        shown = page.status != "withdrawn"
        anchors[page_address(site, page)] = page.anchors if shown else always
    former: dict[str, str] = {}
    moved = [
        (former_address(alias.id, language, site.default), page_address(site, page))
        for (_, language), page in site.pages.items()
        for alias in page.aliases
    ]
    for kind, *names in site.settings.aliases:
        both = [record_address(kind, named.id) for named in names]
        for language in site.languages:
            old, address = (in_language(each, language, site.default) for each in both)
            moved.append((old, address))
    for old, address in moved:
        if old not in anchors and address in anchors:
            anchors[old], former[old] = anchors[address], address
    return SiteMap(
        anchors,
        {page.source.path: page for page in site.pages.values()},
        frozenset(page.source.path for page in site.held_back.values()),
        former,
    )


def _sections(site: Site) -> dict[str, frozenset[str]]:
    """The ids on index, fact, topic, person and source pages, by address without language."""
    people = (entry.id for entry in site.entries.values() if entry.kind == "person")
    plain = (
        *("", "questions/", "sources/", "changes/", "corrections/", "data/"),
        *(("facts/", "disputes/") if site.facts else ()),
        *(("timeline/",) if site.has_dates else ()),
        *(("search/",) if site.searched else ()),
        *(f"{TOPIC}{named.id}/" for _, named in site.used_topics()),
        *(f"people/{each}/" for each in people),
        *(f"sources/{source_slug(key)}/" for key in site.sources),
    )
    found = dict.fromkeys(plain, frozenset[str]())
    for fact in site.facts.values():
        derived = any(claim.expression for claim in fact.claims)
        found[f"facts/{fact.id}/"] = frozenset(() if derived else ("claims",))
    for kind, index in ENTRY_INDEXES.items():
        ids = [f"term-{entry.id}" for entry in site.entries.values() if entry.kind == kind]
        found |= {index: frozenset(ids)} if ids else {}
    return found


def resolve_link(
    site: Site, site_map: SiteMap, path: str, language: str, link: LinkReference
) -> str | DeadLink:
    """The address that the link or image leads to from the file at ``path``, on a page in
    ``language``."""
    if link.image:
        return resolve_image(site, path, link.address)
    target, _, fragment = link.address.partition("#")
    page = None if target else site_map.files.get(path)
    address: str | DeadLink
    if page:
        address = page_address(site, page)
    elif not target:
        hint = "Write the page's address before the #."
        return DeadLink("a link within the page needs a page", hint)
    elif "?" in target:
        hint = "Delete the ? and what follows it."
        return DeadLink("a page of this site has no query", hint, target.index("?"))
    elif target.startswith("/"):
        address = _root_address(site_map, unquote(target))
    else:
        address = _file_address(site, site_map, dirname(path), language, unquote(target))
    if isinstance(address, DeadLink) or not fragment:
        return address
    fragment, known = unquote(fragment), site_map.anchors[address]
    if page:
        known = page.anchors  # a withdrawn page's text may link to what it had
    if fragment in known:
        return f"{address}#{fragment}"
    own = sorted(known - PAGE_IDS)[:_MOST_NAMED]
    hint = f"It has {', '.join(own)}." if own else "Link to the page itself."
    message = f'that page has nothing with the id "{fragment}"'
    hint = did_you_mean(fragment, known) or hint
    return DeadLink(message, hint, len(target) + 1, "dead-anchor")


def page_address(site: Site, page: Page) -> str:
    """The address of a page in its own language."""
    return in_language(f"{page.name}/", page.language or site.default, site.default)


def _root_address(site_map: SiteMap, written: str) -> str | DeadLink:
    address = written[1:]
    if address in site_map.anchors:
        return site_map.former.get(address, address)
    if f"{address}/" in site_map.anchors:
        hint = f"Did you mean {written}/?"
    else:
        hint = did_you_mean(written, [f"/{each}" for each in site_map.anchors])
        hint = hint or "Write the address of a page as the browser shows it, or name its file."
    return DeadLink(f"there is no page {written}", hint)


def _file_address(
    site: Site, site_map: SiteMap, folder: str, language: str, written: str
) -> str | DeadLink:
    target = normpath(join(folder, written))
    if not target.startswith("content/"):
        hint = "Link to a page of this site, or to a full address."
        return DeadLink(f"{written} lies outside content/", hint, code="leaves-site")
    if page := site_map.files.get(target):
        if (page.language or site.default) == site.default:
            page = site.pages.get((page.name, language), page)
        return page_address(site, page)
    if target in site_map.held_back:
        hint = "It is a draft, embargoed or expired: take the link out, or publish it."
        return DeadLink(f"{written} is not published", hint)
    if written.startswith("www."):
        hint = f"Write https://{written}."
    elif _PERSON.fullmatch(written):
        hint = f"Write mailto:{written}."
    else:
        hint = did_you_mean(written, [relpath(each, folder) for each in site_map.files])
        hint = hint or "Name the page's file (../pages/about.md) or its address (/about/)."
    return DeadLink(f"there is no page {written}", hint)


def resolve_image(site: Site, path: str, written: str) -> str | DeadLink:
    """The address of an image in ``content/images/``; any file may write ``images/name.jpg``."""
    address = unquote(written)
    folder = "content" if address.startswith(_IMAGES) else dirname(path)
    target = normpath(join(folder, address))
    if not target.startswith(f"content/{_IMAGES}"):
        leaves = not target.startswith("content/") or address.startswith("/")
        code = "leaves-site" if leaves else "dead-link"
        hint = "Save it there and write images/name.jpg."
        return DeadLink(f"{address} does not lie in content/images/", hint, code=code)
    name = target.removeprefix(f"content/{_IMAGES}")
    if name not in site.images:
        hint = "Save it in content/images/ and write images/name.jpg."
        return DeadLink(f"there is no image {address}", did_you_mean(name, site.images) or hint)
    return image_address(name)


def image_address(name: str) -> str:
    return f"assets/images/{name}"
