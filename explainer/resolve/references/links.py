"""Where links inside the site lead: from what an editor wrote to an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from explainer.addresses import in_language, source_slug
from explainer.diagnostics import did_you_mean
from explainer.documents.markdown.parsed_text import FigureReference
from explainer.documents.references.kinds import (
    Citation,
    FactReference,
    NoteReference,
    TermReference,
)
from explainer.model.pages.checks import texts
from explainer.model.pages.page import PAGE_IDS, Page
from explainer.model.site.site import Site

_IMAGES = "images/"
_MOST_NAMED = 12
_PERSON = re.compile(r"[^@/\s]+@[^@/\s]+\.[a-z]+")


@dataclass(frozen=True, slots=True)
class Target:
    """An address of this site. ``language`` is that of the page there."""

    address: str
    language: str


@dataclass(frozen=True, slots=True)
class DeadLink:
    """Why an address leads nowhere, what to do, and how far into it the wrong part begins."""

    message: str
    hint: str
    skip: int = 0
    code: str = "dead-link"


@dataclass(frozen=True, slots=True)
class SiteMap:
    """Every address of the site with the anchors on its page, and pages by their files' paths."""

    anchors: Mapping[str, frozenset[str]]
    files: Mapping[str, Page]
    held_back: frozenset[str]
    """Paths of files whose pages are not in this build."""
    former: Mapping[str, str]
    """Pages' former addresses, each with the one where the page is now."""


def map_site(site: Site) -> SiteMap:
    anchors: dict[str, frozenset[str]] = {"404.html": frozenset()}
    always = frozenset({"top", "main"})
    for language in site.languages:
        for address, found in _sections(site).items():
            anchors[in_language(address, language, site.default)] = found | always
    former: dict[str, str] = {}
    for (name, language), page in site.pages.items():
        address = in_language(f"{name}/", language, site.default)
        withdrawn = page.status == "withdrawn"
        anchors[address] = always if withdrawn else page.anchors | always | _page_ids(page)
        for alias in page.aliases:
            old = in_language(f"{alias.id}/", language, site.default)
            anchors[old], former[old] = anchors[address], address
    return SiteMap(
        anchors,
        {page.source.path: page for page in site.pages.values()},
        frozenset(page.source.path for page in site.held_back.values()),
        former,
    )


def _sections(site: Site) -> dict[str, frozenset[str]]:
    """The indexes and what is in them, by addresses without a language."""
    terms = frozenset(f"term-{e.id}" for e in site.entries.values() if e.kind == "term")
    places = frozenset(f"term-{e.id}" for e in site.entries.values() if e.kind == "place")
    found: dict[str, frozenset[str]] = {
        "": frozenset(),
        "questions/": frozenset(),
        "sources/": frozenset(),
        "corrections/": frozenset(),
    }
    if site.facts:
        found |= {"facts/": frozenset(), "disputes/": frozenset()}
        for fact in site.facts.values():
            derived = any(claim.expression for claim in fact.claims)
            found[f"facts/{fact.id}/"] = frozenset() if derived else frozenset({"claims"})
    people = [e for e in site.entries.values() if e.kind == "person"]
    persons = frozenset(f"term-{e.id}" for e in people)
    found |= {
        section: ids
        for section, ids in (("glossary/", terms), ("places/", places), ("people/", persons))
        if ids
    }
    found |= {f"people/{e.id}/": frozenset() for e in people}
    found |= {f"sources/{source_slug(key)}/": frozenset() for key in site.sources}
    return found


def _page_ids(page: Page) -> frozenset[str]:
    """Ids of the sections that the page has for certain."""
    present = {
        "short-answer": page.short_answer,
        "key-facts": page.key_facts,
        "unknowns": page.unknowns,
        "method": page.method,
        "changes": page.corrections or page.updates,
        "introduction": page.body.introduction,
        "contents": page.body.questions if page.kind == "explainer" else (),
        "related": page.related,
        "cite": page.kind == "explainer",
    }
    found = {name for name, content in present.items() if content}
    references = [reference for text in texts(page) for reference in text.references]
    if page.key_facts or any(_makes_note(reference) for reference in references):
        found.add("notes")
    if any(isinstance(reference, TermReference) for reference in references):
        found.add("terms")
    figures = sum(isinstance(reference, FigureReference) for reference in references)
    return frozenset(found.union(f"figure-{number + 1}" for number in range(figures)))


def _makes_note(reference: object) -> bool:
    if isinstance(reference, FactReference):
        return not reference.plain
    return isinstance(reference, Citation | NoteReference)


def resolve_link(
    site: Site, site_map: SiteMap, path: str, language: str, written: str
) -> Target | DeadLink:
    """Where ``written`` leads from the file at ``path``, on a page in ``language``."""
    address, _, fragment = written.partition("#")
    fragment, behind = unquote(fragment), len(address) + 1
    if not address:
        page = site_map.files.get(path)
        if page is None:
            return DeadLink(
                "a link within the page needs a page", "Write the page's address before the #."
            )
        here = in_language(f"{page.name}/", page.language or site.default, site.default)
        return _with_fragment(site_map, here, fragment, page.language or site.default, behind)
    if "?" in address:
        return DeadLink(
            "a page of this site has no query",
            "Delete the ? and what follows it.",
            address.index("?"),
        )
    if address.startswith("/"):
        return _root_address(site, site_map, unquote(address), fragment, behind)
    return _file(site, site_map, path, language, unquote(address), fragment, behind)


def _root_address(
    site: Site, site_map: SiteMap, address: str, fragment: str, behind: int
) -> Target | DeadLink:
    target = address[1:]
    if target not in site_map.anchors:
        if f"{target}/" in site_map.anchors:
            return DeadLink(f"there is no page {address}", f"Did you mean {address}/?")
        known = [f"/{each}" for each in site_map.anchors]
        hint = (
            did_you_mean(address, known)
            or "Write the address of a page as the browser shows it, or name its file."
        )
        return DeadLink(f"there is no page {address}", hint)
    target = site_map.former.get(target, target)
    first = target.partition("/")[0]
    language = first if first in site.languages and first != site.default else site.default
    return _with_fragment(site_map, target, fragment, language, behind)


def _outside(address: str) -> str:
    """What to write for an address of the web, or of a person, that does not say so."""
    if address.startswith("www."):
        return f"Write https://{address}."
    return f"Write mailto:{address}." if _PERSON.fullmatch(address) else ""


def _file(
    site: Site,
    site_map: SiteMap,
    path: str,
    language: str,
    address: str,
    fragment: str,
    behind: int,
) -> Target | DeadLink:
    target = normpath(join(dirname(path), address))
    if not target.startswith("content/"):
        return DeadLink(
            f"{address} lies outside content/",
            "Link to a page of this site, or to a full address.",
            code="leaves-site",
        )
    page = site_map.files.get(target)
    if page is None:
        if target in site_map.held_back:
            return DeadLink(
                f"{address} is not published",
                "It is a draft, embargoed or expired: take the link out, or publish it.",
            )
        known = [_relative(dirname(path), each) for each in site_map.files]
        hint = (
            _outside(address)
            or did_you_mean(address, known)
            or "Name the page's file (../pages/about.md) or its address (/about/)."
        )
        return DeadLink(f"there is no page {address}", hint)
    own = page.language or site.default
    if own == site.default and language != site.default:
        page = site.pages.get((page.name, language), page)
        own = page.language or site.default
    return _with_fragment(
        site_map, in_language(f"{page.name}/", own, site.default), fragment, own, behind
    )


def _relative(folder: str, path: str) -> str:
    from posixpath import relpath

    return relpath(path, folder)


def _with_fragment(
    site_map: SiteMap, address: str, fragment: str, language: str, skip: int
) -> Target | DeadLink:
    if not fragment:
        return Target(address, language)
    known = site_map.anchors[address]
    if fragment not in known:
        own = sorted(known - PAGE_IDS)
        hint = did_you_mean(fragment, known) or (
            f"It has {', '.join(own[:_MOST_NAMED])}." if own else "Link to the page itself."
        )
        message = f'that page has nothing with the id "{fragment}"'
        return DeadLink(message, hint, skip, "dead-anchor")
    return Target(f"{address}#{fragment}", language)


def resolve_image(site: Site, path: str, written: str) -> str | DeadLink:
    """The address of an image in ``content/images/``, written ``images/name.jpg`` in any file."""
    address = unquote(written)
    target = (
        normpath(join("content", address))
        if address.startswith(_IMAGES)
        else normpath(join(dirname(path), address))
    )
    if not target.startswith(f"content/{_IMAGES}"):
        leaves = not target.startswith("content/") or address.startswith("/")
        return DeadLink(
            f"{address} does not lie in content/images/",
            "Save it there and write images/name.jpg.",
            code="leaves-site" if leaves else "dead-link",
        )
    name = target.removeprefix(f"content/{_IMAGES}")
    if name not in site.images:
        hint = (
            did_you_mean(name, site.images)
            or "Save it in content/images/ and write images/name.jpg."
        )
        return DeadLink(f"there is no image {address}", hint)
    return image_address(name)


def image_address(name: str) -> str:
    return f"assets/images/{name}"
