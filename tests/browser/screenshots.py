"""Contact sheets of each type of page, to be looked at: ``python -m tests.browser.screenshots``.

Every width in every look, and on paper, by default into ``screenshots/``, which git passes over.
A long page goes on in the next column; what stands beyond the last one is left out. Paper asks for
``pdftoppm``.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PIL import Image

from tests.browser.crowded import build_crowded
from tests.browser.windows import SCHEMES, WIDTHS, pages_of_each_type, window
from tests.conftest import launched_chromium
from tests.pages import bilingual
from tests.sites import ROOT, TinySite, build_flagship, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Besides the first page of each index: facts in each state, a source with words.
FLAGSHIP = ("facts/casualties.deaths/", "facts/casualties.violations/", "facts/lpg.price/",
            "facts/place.zhanaozen.2011/", "sources/odkb-basic-facts/", "people/tokayev/",
            "404.html")  # fmt: skip
CROWDED = ("", "gauge/", "ar/gauge/", "old/", "tide-gauge/", "disputes/", "facts/crowd/",
           "facts/seats/", "sources/wire/", "ar/facts/crowd/")  # fmt: skip
RUSSIAN = ("ru/", "ru/gauge/", "ru/facts/built/", "ru/sources/chart/", "ru/questions/")
LOOKS: dict[str, dict[str, Any]] = {
    **{scheme: {"color_scheme": scheme} for scheme in SCHEMES},
    "forced": {"forced_colors": "active"},
    "large": {"device_scale_factor": 2},
    "paper": {},
}
BETWEEN = (1024, 1920)
SIDE, GAP = 1640, 12  # of a sheet, and between two columns, in px
WIDEST = (SIDE - GAP) // 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "screenshots")
    parser.add_argument("--widths", type=int, nargs="+", default=sorted((*WIDTHS, *BETWEEN)))
    parser.add_argument("--looks", nargs="+", choices=LOOKS, default=[*LOOKS])
    parser.add_argument("--only", nargs="+", metavar="WORDS", help="in the address")
    parser.add_argument("--columns", type=int, default=4, help="of one page, at most")
    options = parser.parse_args()
    addresses = [
        address
        for address in build_sites(options.folder)
        if any(words in address for words in options.only or [address])
    ]
    with launched_chromium() as browser, served(options.folder) as root:
        for look in options.looks:
            for width in options.widths if look != "paper" else [WIDEST]:
                # Twice as large on a screen is all of it on a screen half as wide.
                with window(browser, width // (1 + (look == "large")), **LOOKS[look]) as page:
                    take = printed if look == "paper" else shown
                    strips = []
                    for address in addresses:
                        page.goto(root + address)
                        strips += columns(take(page))[: options.columns]
                for number, sheet in enumerate(sheets(strips), start=1):
                    sheet.save(options.folder / f"{look}-{width}-{number:02}.png")


def build_sites(folder: Path) -> Iterator[str]:
    """Builds them below the folder; the addresses to look at."""
    russian = TinySite(folder / "russian")
    russian.write(bilingual.FILES)
    russian.build()
    flagship = build_flagship(folder / "flagship")
    for output, addresses in {
        flagship: (*pages_of_each_type(flagship), *FLAGSHIP),
        build_crowded(folder / "crowded"): CROWDED,
        russian.output: RUSSIAN,
    }.items():
        yield from (f"{output.relative_to(folder).as_posix()}/{each}" for each in addresses)


def shown(page: Page) -> Image.Image:
    """The whole page; wider than half a sheet, it is made smaller."""
    picture = Image.open(BytesIO(page.screenshot(full_page=True, timeout=60_000))).convert("RGB")
    if picture.width <= WIDEST:
        return picture
    return picture.resize((WIDEST, picture.height * WIDEST // picture.width))


def printed(page: Page) -> Image.Image:
    """Its first sheets of paper, one below the other."""
    with TemporaryDirectory() as folder:
        command = ["pdftoppm", "-l", "8", "-scale-to", str(WIDEST), "-png", "-"]
        pdf = page.pdf(format="A4", prefer_css_page_size=True)
        subprocess.run([*command, f"{folder}/sheet"], input=pdf, check=True)
        return stacked([Image.open(path).convert("RGB") for path in sorted(Path(folder).iterdir())])


def stacked(pictures: list[Image.Image]) -> Image.Image:
    whole = Image.new("RGB", (pictures[0].width, len(pictures) * SIDE // 2), "grey")
    for number, picture in enumerate(pictures):
        whole.paste(picture, (0, number * SIDE // 2))
    return whole


def columns(picture: Image.Image) -> list[Image.Image]:
    return [
        picture.crop((0, top, picture.width, min(top + SIDE, picture.height)))
        for top in range(0, picture.height, SIDE)
    ]


def sheets(strips: list[Image.Image]) -> Iterator[Image.Image]:
    """Strips side by side, as many as have room."""
    sheet, left = Image.new("RGB", (SIDE, SIDE), "grey"), 0
    for strip in strips:
        if left + strip.width > SIDE:
            yield sheet
            sheet, left = Image.new("RGB", (SIDE, SIDE), "grey"), 0
        sheet.paste(strip, (left, 0))
        left += strip.width + GAP
    yield sheet


if __name__ == "__main__":
    main()
