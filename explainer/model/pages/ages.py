"""The days on which facts and pages were checked or changed, and must be checked again."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from explainer.model.facts.claims import Fact, rivals
from explainer.model.pages.page import Page


def newest_day(fact: Fact) -> date | None:
    """The last day of the newest date of the fact's rival claims, the first of an interval without
    end; None if they are undated."""
    dates = (claim.as_of for claim in rivals(fact.claims))
    days = (stated.last_day or stated.first_day for stated in dates if stated)
    return max((day for day in days if day), default=None)


def review_due(fact: Fact) -> date | None:
    """The earlier day of ``review_by`` and ``review_every``; None if the fact has neither."""
    return _due(fact.review_by, fact.review_every, fact.checked or newest_day(fact))


def page_review_due(page: Page) -> date | None:
    """The same for a page. Its period begins when it was checked, else researched, else with its
    last change or its publication."""
    start = page.checked or page.researched or page.updated or page.published
    return _due(page.review_by, page.review_every, start)


def is_past(due: date | None, as_of: date) -> bool:
    """Whether ``as_of`` is after the day ``due``, if there is one."""
    return due is not None and due < as_of


def _due(review_by: date | None, review_every: str, start: date | None) -> date | None:
    days = [review_by] if review_by else []
    if review_every and start:
        days.append(_later(start, review_every))
    return min(days, default=None)


def _later(start: date, period: str) -> date:
    """The end of a ``period`` such as "6 months"; the last day of a month that is too short."""
    count, unit = period.split()
    number, unit = int(count), unit.removesuffix("s")
    if unit in ("day", "week"):
        days = number * (7 if unit == "week" else 1)
        return start + timedelta(days=min(days, (date.max - start).days))
    months = start.month - 1 + number * (12 if unit == "year" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def last_change(page: Page) -> date | None:
    """The newest day of an update or a correction, or None."""
    return max(filter(None, (page.updated, page.last_change)), default=None)
