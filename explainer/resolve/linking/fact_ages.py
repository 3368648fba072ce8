"""When facts were examined."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from explainer.resolve.ledger import Standpoint


class Examined(Struct, frozen=True):
    """The last days on which somebody compared something with its sources, and on which it was
    researched; None if that did not happen, or is not recorded."""

    checked: date | None = None
    researched: date | None = None


def shown_examination(standpoint: Standpoint, page: Examined) -> Examined:
    """When the fact was last checked, as a page shows it; else when it was researched.

    What was done to ``page`` also counts for its facts, unless they are past their review.
    """
    if standpoint.fact.checked or standpoint.overdue:
        return Examined(standpoint.fact.checked)
    return Examined(page.checked, None if page.checked else page.researched)
