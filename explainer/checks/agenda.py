"""What an editor has to do, by day: checks that are due, pages that come and go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from msgspec import Struct

from explainer.diagnostics import Location
from explainer.model.pages.page import Page, review_due
from explainer.model.site.site import Site


class Due(Struct, frozen=True, order=True):
    """Something to do on ``day``, or that happens then; ``what`` says it in words."""

    day: date
    location: Location
    what: str


def agenda_of(site: Site, until: date) -> tuple[Due, ...]:
    """Everything due on or before ``until``, by day and place, except on drafts."""
    found = chain(
        _facts(site),
        *(_page(site, page) for page in (*site.pages.values(), *site.held_back.values())),
    )
    return tuple(sorted(due for due in found if due.day <= until))


def _facts(site: Site) -> Iterator[Due]:
    for fact in site.facts.values():
        if day := review_due(fact):
            place = site.texts[fact.path].location(fact.offset)
            yield Due(day, place, f"check the fact {fact.id}")


def _page(site: Site, page: Page) -> Iterator[Due]:
    if page.status != "published" or (page.expires and page.expires < site.as_of):
        return
    if page.published and page.published > site.as_of:
        yield _due(page, page.published, "this page is published", "published")
    elif day := review_due(page):
        yield _due(
            page, day, "check this page", "checked", "researched", "review_by", "review_every"
        )
    if page.expires:
        yield _due(page, page.expires, "the last day of this page", "expires")


def _due(page: Page, day: date, what: str, *fields: str) -> Due:
    offset, _ = page.place_of(*fields)
    return Due(day, page.source.location(offset), what)
