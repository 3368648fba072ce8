"""When a page was last changed."""

from __future__ import annotations

from datetime import date

from explainer.model.pages.page import Page


def last_change(page: Page) -> date | None:
    """The newest day of a substantive change that the page tells of, if it tells of one."""
    days = [page.updated] if page.updated else []
    days += (update.day for update in page.updates)
    days += (correction.day for correction in page.corrections)
    return max(days, default=None)
