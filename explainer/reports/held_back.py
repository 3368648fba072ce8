"""What a build leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from explainer.model.pages.page import Page


def not_shown(pages: Iterable[Page], as_of: date) -> str:
    """A line such as ``Not shown: 1 draft, 1 not before 2062-11-20.`` for pages that the build for
    the day ``as_of`` holds back; empty if there are none."""
    kinds: Counter[tuple[int, str]] = Counter()
    for page in pages:
        if page.status == "draft":
            kinds[0, "draft"] += 1
        elif page.published and page.published > as_of:
            kinds[1, f"not before {page.published}"] += 1
        elif page.expires and page.expires < as_of:
            kinds[2, "expired"] += 1
        else:
            kinds[3, "translated from one of them"] += 1
    said = (
        f"{number} {what}{'s' if what == 'draft' and number > 1 else ''}"
        for (_, what), number in sorted(kinds.items())
    )
    return f"Not shown: {', '.join(said)}." if kinds else ""
