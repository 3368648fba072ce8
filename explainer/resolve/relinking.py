"""Find what an earlier linking can be used for, so that a small change is linked quickly.

A linked page depends on its own document and on the library: on the facts, sources, entries and
settings, and on everything in other documents except their bodies, from which the site map takes
the anchors. If all this is unchanged, so is the linked page of an unchanged document.
"""

from __future__ import annotations

from collections.abc import Mapping

from explainer.model.pages.page import Page
from explainer.model.site.site import Site, Version
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.library import Library

_AROUND = tuple(
    name for name in Site.__struct_fields__ if name not in ("pages", "held_back", "texts")
)
_SEEN = tuple(
    name for name in Page.__struct_fields__ if name not in ("source", "body", "front_matter")
)


def kept_ledger(before: Library | None, site: Site) -> Ledger | None:
    """The earlier ledger, if it has no errors and all facts are the same; else None."""
    if before is None or before.ledger.failed:
        return None
    old = before.site
    same = old.facts == site.facts and old.incomplete == site.incomplete
    return before.ledger if same else None


def links_alike(before: Library, now: Library) -> bool:
    """Whether an unchanged document is linked the same way with both libraries."""
    old, new = before.site, now.site
    return (
        before.language == now.language
        and before.ledger is now.ledger
        and all(getattr(old, name) == getattr(new, name) for name in _AROUND)
        and _seen_alike(old.pages, new.pages)
        and _seen_alike(old.held_back, new.held_back)
        and before.site_map.anchors == now.site_map.anchors
    )


def _seen_alike(before: Mapping[Version, Page], now: Mapping[Version, Page]) -> bool:
    """Whether the pages look the same to all other pages."""
    return before.keys() == now.keys() and all(
        before[version] is page
        or all(getattr(before[version], n) == getattr(page, n) for n in _SEEN)
        for version, page in now.items()
    )
