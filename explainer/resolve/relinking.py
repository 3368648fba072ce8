"""What of an earlier linking still holds, so that a small change is linked in a short time.

What a document is linked to depends on itself and on the library. Of another document it may
tell anything but the body, of which the site map knows the anchors: while all this is the
same, a document that is the same is linked as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from explainer.model.pages.page import Page
from explainer.model.site.site import Site, Version
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.library import Library

_AROUND = tuple(f.name for f in fields(Site) if f.name not in ("pages", "held_back", "texts"))
_SEEN = tuple(f.name for f in fields(Page) if f.name not in ("source", "body", "front_matter"))


def kept_ledger(before: Library | None, site: Site) -> Ledger | None:
    """The ledger, where it was found to be sound and all facts are the same."""
    if before is None or before.ledger.failed:
        return None
    old = before.site
    same = old.facts == site.facts and old.incomplete == site.incomplete
    return before.ledger if same else None


def links_alike(before: Library, now: Library) -> bool:
    """Whether a document that is the same is linked in both alike."""
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
    """Whether other pages can tell no difference."""
    return before.keys() == now.keys() and all(
        before[version] is page
        or all(getattr(before[version], n) == getattr(page, n) for n in _SEEN)
        for version, page in now.items()
    )
