"""Pictures of each type of page, to be looked at: ``python -m tests.browser.screenshots [DIR]``.

Every width in light, dark and forced colours, by default into ``screenshots/``, which git passes
over.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.browser.crowded import build_crowded
from tests.browser.windows import SCHEMES, WIDTHS, pages_of_each_type, window
from tests.conftest import launched_chromium
from tests.sites import ROOT, build_flagship, served

CROWDED = ("gauge/", "ar/gauge/", "old/", "disputes/", "facts/crowd/", "sources/wire/")
BETWEEN = (1024, 1920)
LOOKS: dict[str, dict[str, Any]] = {
    **{scheme: {"color_scheme": scheme} for scheme in SCHEMES},
    "forced": {"forced_colors": "active"},
}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots"
    flagship, crowded = build_flagship(folder / "flagship"), build_crowded(folder / "crowded")
    shown = {flagship: pages_of_each_type(flagship), crowded: list(CROWDED)}
    with launched_chromium() as browser, served(folder) as root:
        for width in (*WIDTHS, *BETWEEN):
            for look, colours in LOOKS.items():
                with window(browser, width, **colours) as page:
                    for output, addresses in shown.items():
                        site = output.relative_to(folder)
                        for address in addresses:
                            page.goto(f"{root}{site.as_posix()}/{address}")
                            name = f"{site.parts[0]}-{address.strip('/').replace('/', '-')}"
                            picture = folder / f"{name or 'home'}-{width}-{look}.png"
                            page.screenshot(path=picture, full_page=True)


if __name__ == "__main__":
    main()
