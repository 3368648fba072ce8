"""Pictures as browsers fetch them: the smallest that is sharp, and nothing moves when it comes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pictures import photo
from tests.sites import TinySite, explainer, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIGURE = """## Where is it? {#where}

On the pier.

```picture
title: The gauge stands on the pier
file: images/gauge.jpg
alt: A gauge
credit: "Photograph: Ann"
licence: CC BY 4.0
```

![The gauge](images/gauge.jpg)
"""
SHIFTS = """() => new Promise(done => new PerformanceObserver(
  list => done(list.getEntries().reduce((sum, each) => sum + each.value, 0))
).observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 300))"""


@pytest.mark.parametrize(
    ("width", "density", "taken"), [(390, 2, "800/"), (390, 1, "480/"), (1440, 1, "800/")]
)
def test_a_screen_fetches_what_it_can_show(
    chromium: Browser, tmp_path: Path, width: int, density: int, taken: str
) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "explainers/gauge.md": explainer(FIGURE),
            "images/gauge.jpg": photo(1800, 1200, quality=94),
        }
    )
    site.build()
    with served(site.output) as address:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, device_scale_factor=density
        )
        page = context.new_page()
        fetched: list[str] = []
        page.on("response", lambda response: fetched.append(response.url))
        page.goto(f"{address}gauge/")
        page.locator("figure img").scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('figure img').complete")
        images = [url.partition("assets/images/")[2] for url in fetched if "assets/images" in url]
        assert dict.fromkeys(images) == {f"{taken}gauge.jpg.avif": None}
        assert page.evaluate(SHIFTS) < 0.01
        shown = page.evaluate(
            "[...document.images].map(i => i.getBoundingClientRect().width <= innerWidth)"
        )
        assert shown == [True, True]
        context.close()
