"""What an editor has to do, by day: checks that are due, pages that come and go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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
    return tuple(sorted(due for due in _dues(site) if due.day <= until))


def _dues(site: Site) -> Iterator[Due]:
    for fact in site.facts.values():
        if day := review_due(fact):
            place = site.texts[fact.path].location(fact.offset)
            yield Due(day, place, f"check the fact {fact.id}")
    for page in (*site.pages.values(), *site.held_back.values()):
        if page.status != "published" or (page.expires and page.expires < site.as_of):
            continue
        if page.published and page.published > site.as_of:
            yield _due(page, page.published, "this page is published", "published")
        elif day := review_due(page):
            fields = ("checked", "researched", "review_by", "review_every")
            yield _due(page, day, "check this page", *fields)
        if page.expires:
            yield _due(page, page.expires, "the last day of this page", "expires")


def _due(page: Page, day: date, what: str, *fields: str) -> Due:
    offset, _ = page.place_of(*fields)
    return Due(day, page.source.location(offset), what)
