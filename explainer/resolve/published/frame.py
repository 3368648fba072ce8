"""What frames every page: its head, and the chrome of its language."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.resolve.published.parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every page has."""

    address: str
    language: str
    title: str
    description: str = ""
    alternates: tuple[Link, ...] = ()
    """This page in each of its languages, its own included; empty when there is but one."""
    canonical: str = ""
    """Its whole address, where the site has one."""
    draft: bool = False
    breadcrumb: tuple[Link, ...] = ()
    machine_translation: bool = False
    original: Link | None = None
    """For a translation, the page it was made from."""


@dataclass(frozen=True, slots=True)
class Card:
    """The picture that stands for the site where one of its pages is shared; in pixels."""

    address: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """The frame around every page of one language: kept small, since each page depends on it."""

    site_title: str
    home: str
    """Address of the home page in this language."""
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    """What the site keeps a record of: disputes, corrections, data."""
    publisher: str = ""
    contact: Link | None = None
    description: str = ""
    license: Link | None = None
    stylesheet: str = ""
    """Address of the style sheet."""
    script: str = ""
    base: str = "/"
    """The path under which the site stands: only 404.html needs it."""
    url: str = ""
    """The site's public address, up to and with its last slash; empty where it has none."""
    policies: tuple[tuple[str, str], ...] = ()
    """(role, address) of the pages that site.yaml names as policies."""
    card: Card | None = None
    own_language: str = ""
    """That of the site, in which its pages in other languages show what is ``untranslated``."""
    untranslated: tuple[str, ...] = ()
    """Those of ``title``, ``description`` and ``publisher`` that have no translation."""
    about: tuple[Link, ...] = ()
    """Who publishes it, who pays, how it is made."""
