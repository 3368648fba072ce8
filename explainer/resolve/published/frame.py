"""What stands around the contents of every page: its head, and the chrome of its language."""

from __future__ import annotations

from msgspec import Struct

from explainer.languages.catalogues import Phrase
from explainer.resolve.published.parts import Link


class Head(Struct, frozen=True, kw_only=True):
    """What every page has: its address, title and versions."""

    address: str
    language: str
    title: str
    description: str = ""
    """One or two sentences for search engines and previews."""
    alternates: tuple[Link, ...] = ()
    """This page in each of its languages, including its own; empty on a site in one language."""
    untranslated: tuple[Link, ...] = ()
    """The home pages in the languages that the page is not in, which their words say."""
    canonical: str = ""
    """The page's full address; empty if the site has no public address."""
    draft: bool = False
    """The page is a draft, built for preview only."""
    unused: bool = False
    """The page of a fact or source that nothing published relies on."""
    breadcrumb: tuple[Link, ...] = ()
    """The pages above this one, the highest first."""
    machine_translation: bool = False
    """The page is a translation made by a machine, which nobody who is named has checked."""
    figures: bool = False
    """The page has figures, whose looks stand in a style sheet of their own."""
    twin: str = ""
    """The address of the page as Markdown, if it has such."""
    original: Link | None = None
    """For a translation, the page that was translated."""


CARD_SIZE = 1200, 630
CARD_NAME = "card.png"
"""Of the card of a page, in the page's folder."""
CITATION_FILES = {"BibTeX": "cite.bib", "RIS": "cite.ris", "CSL-JSON": "cite.json"}
"""How to cite an explainer: the forms, and the files beside its page."""


class Card(Struct, frozen=True):
    """The picture shown when a page of the site is shared, or its logo; its size is in pixels."""

    address: str
    alt: str
    """The picture in words."""
    width: int
    height: int


class Chrome(Struct, frozen=True, kw_only=True):
    """What all pages of one language share. It is small, because every page depends on it."""

    site_title: str
    home: str
    """The address of the home page in this language."""
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    """Links to the disputes, the changes, the corrections and the data."""
    publisher: str = ""
    publisher_type: str = "Organization"
    """What the publisher is, as a type of schema.org."""
    contact: Link | None = None
    """The publisher's e-mail address or web page."""
    description: str = ""
    license: Link | None = None
    """The licence of the texts."""
    stylesheet: str = ""
    """The address of the style sheet."""
    script: str = ""
    """The address of the script."""
    drawings: str = ""
    """The address of the style sheet of figures."""
    base: str = "/"
    """The path of the site on its server; only 404.html needs it."""
    url: str = ""
    """The site's public address, with a slash at its end; empty if it has none."""
    policies: tuple[tuple[str, str], ...] = ()
    """(role, address) of the pages that `site.yaml` names as policies."""
    card: Card | None = None
    logo: Card | None = None
    """Without words it stands beside the name of the site, else in its place."""
    icon: str = ""
    """The address of the icon."""
    own_typeface: bool = False
    """The text has a typeface that readers' systems have, or not."""
    own_language: str = ""
    """The code of the site's own language, which ``untranslated`` fields are in."""
    untranslated: tuple[str, ...] = ()
    """Which of ``title``, ``description`` and ``publisher`` have no translation."""
    about: tuple[Link, ...] = ()
    """The pages of the policies: who publishes the site, who pays, how it is made."""
    pages: tuple[Link, ...] = ()
    """The plain pages that are none of these, by title."""
    words: tuple[Phrase, ...] = ()
    """The site's own words for what templates say."""
    offline: bool = False
    """The pages are opened from a folder, without a server."""
