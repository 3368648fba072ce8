"""Pictures: what they are published as, what is taken out of them, and what is refused."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from explainer import cli
from explainer.documents.files.pictures import read_picture
from explainer.renderers import pictures
from explainer.renderers.pictures import draw_picture
from tests.pictures import photo, png
from tests.sites import TinySite, explainer, sources

FIGURE = """
```picture
title: The gauge
file: images/gauge.jpg
alt: A gauge & a pier
credit: "Photograph: Ann Moon"
licence: CC BY 4.0
source: log
```
"""
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "sources/a.yaml": sources("log"),
            "explainers/gauge.md": explainer(FIGURE),
            "images/gauge.jpg": photo(1000, 500),
        }
    )
    return site


def located(**entries: object) -> Image.Exif:
    """What a camera writes down: a maker, a place, and how it was held."""
    exif = Image.Exif()
    exif[MAKER] = "Camera of Ann"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (43.0, 15.0, 25.0)
    return exif


def published(site: TinySite) -> dict[str, bytes]:
    return {p: data for p, data in site.files().items() if p.startswith("assets/images/")}


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_a_picture_comes_in_sizes_and_formats_and_none_is_larger_than_the_original(
    site: TinySite,
) -> None:
    site.build()
    files = {p: opened(data) for p, data in published(site).items()}
    assert {path: (image.format, image.size) for path, image in files.items()} == {
        "assets/images/gauge.jpg": ("JPEG", (1000, 500)),
        "assets/images/480/gauge.jpg.avif": ("AVIF", (480, 240)),
        "assets/images/480/gauge.jpg.webp": ("WEBP", (480, 240)),
        "assets/images/1000/gauge.jpg.avif": ("AVIF", (1000, 500)),
        "assets/images/1000/gauge.jpg.webp": ("WEBP", (1000, 500)),
    }
    (image,) = site.tree("gauge/").xpath("//figure//img")
    assert dict(image.attrib) == {
        "src": "../assets/images/gauge.jpg",
        "alt": "A gauge & a pier",
        "width": "1000",
        "height": "500",
    }
    (credit,) = site.tree("gauge/").xpath("//figure/p[@class='figure-sources']")
    assert credit.text == "Photograph: Ann Moon · CC BY 4.0"
    assert credit.xpath("./sup/a[@role='doc-noteref']")


def test_the_first_picture_is_not_left_for_later(site: TinySite) -> None:
    site.write({"explainers/gauge.md": explainer(FIGURE + FIGURE.replace("The g", "A g"))})
    site.build()
    found = site.tree("gauge/").xpath("//figure//img")
    assert [image.get("loading") for image in found] == [None, "lazy"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_is_published_of_where_it_was_made_and_it_stands_upright(
    site: TinySite, kind: str
) -> None:
    name = f"gauge.{kind.lower()}"
    data = photo(600, 300, kind, exif=located())
    assert opened(data).getexif().get_ifd(GPS)
    site.path("images/gauge.jpg").unlink()
    site.write(
        {
            f"images/{name}": data,
            "explainers/gauge.md": explainer(
                FIGURE.replace("gauge.jpg", name) + f"\n![It](images/{name})\n"
            ),
        }
    )
    site.build()
    assert len(published(site)) == 3
    for published_data in published(site).values():
        image = opened(published_data)
        assert image.size == (300, 600)
        assert not dict(image.getexif())
        assert b"Camera of Ann" not in published_data
        assert not image.info.keys() & {"exif", "xmp", "comment", "icc_profile"}
    for image in site.tree("gauge/").xpath("//img"):
        assert (image.get("width"), image.get("height")) == ("300", "600")


def test_colours_are_those_of_the_web(site: TinySite) -> None:
    cmyk, made = Image.new("CMYK", (40, 20), (0, 255, 255, 0)), BytesIO()
    cmyk.save(made, "JPEG")
    red = opened(draw_picture(made.getvalue(), "PNG", 20))
    assert (red.mode, red.getpixel((5, 5))) == ("RGB", (255, 0, 0))


def test_transparency_stays() -> None:
    clear, made = Image.new("RGBA", (40, 20), (10, 20, 30, 0)), BytesIO()
    clear.save(made, "PNG")
    for kind in ("AVIF", "WEBP", "PNG"):
        assert opened(draw_picture(made.getvalue(), kind, 20)).getpixel((5, 5))[3] == 0  # type: ignore[index]


@pytest.mark.slow
def test_a_picture_of_six_megabytes_reaches_a_phone_as_less_than_sixty_kilobytes() -> None:
    """390 px across and two pixels for each: 92 % of it are 718, so the browser takes 800 px.

    Measured with Pillow 13 on this picture: AVIF of quality 45, 50, 55 has 41, 50 and 61 kB; WebP
    of 72 has 104, JPEG of 80 has 125. It is harder than most photographs: it has edges at all
    sizes and grain everywhere."""
    data = photo(4000, 3000, quality=94)
    assert 5_000_000 < len(data) < 8_000_000
    assert len(draw_picture(data, "AVIF", 800)) < 60_000


def test_the_same_bytes_each_time() -> None:
    data = photo(600, 300)
    for kind in ("AVIF", "WEBP", "JPEG", "PNG", "GIF"):
        assert draw_picture(data, kind, 480) == draw_picture(data, kind, 480)


def problem(name: str, data: bytes) -> str:
    found = read_picture(f"content/images/{name}", data).problem
    assert found
    assert found.location.path == f"content/images/{name}"
    return f"{found.code}: {found.message}"


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    made = BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def test_what_no_page_can_show_is_refused() -> None:
    cut = "image-kind: a.jpg cannot be read as a picture"
    large = "too-large: a.png has more than 50 million pixels, or 16000 on a side"
    data = photo(600, 300)
    assert problem("a.jpg", data[: len(data) // 2]) == cut
    assert problem("a.jpg", b"") == cut
    assert problem("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>") == cut
    assert problem("a.png", data) == "image-kind: a.png is no PNG: it holds a JPEG"
    assert problem("a.png", png(10_000, 5_001)) == large
    assert problem("a.png", png(16_001, 1)) == large
    frames = [Image.new("L", (8, 8), shade) for shade in (0, 99)]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert problem("a.gif", moving) == "image-kind: a.gif moves, and pages hold still"
    deep = saved(Image.new("I;16", (8, 8)), "PNG")
    assert problem("a.png", deep) == "image-kind: a.png has more than 8 bits for each colour"


def test_a_bomb_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    header = png(2, 2)
    size = (60_000).to_bytes(4) * 2
    import zlib

    chunk = header[12:16] + size + header[24:29]
    bomb = header[:12] + chunk + zlib.crc32(chunk).to_bytes(4) + header[33:]
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("it is decoded"))
    assert problem("a.png", bomb).startswith("too-large: a.png has more than 50 million pixels")


def test_what_is_wrong_with_a_picture_is_told_where_it_is_shown_alone(site: TinySite) -> None:
    site.write({"images/other.jpg": b"", "images/gauge.jpg": b"GIF89a"})
    assert site.errors() == [
        "content/images/gauge.jpg:1:1 image-kind: gauge.jpg cannot be read as a picture"
    ]


def test_a_figure_that_cannot_be_is_told_at_its_word(site: TinySite) -> None:
    site.edit("explainers/gauge.md", "file: images/gauge.jpg", "file: images/guage.jpg")
    site.edit("explainers/gauge.md", "source: log", "source: lob")
    assert site.errors() == [
        "content/explainers/gauge.md:10:7 figure: there is no image images/guage.jpg",
        'content/explainers/gauge.md:14:9 unknown-source: there is no source "lob"',
    ]


@pytest.mark.parametrize("field", ["credit", "licence", "alt", "file"])
def test_nothing_is_shown_without_its_maker_its_licence_and_words(
    site: TinySite, field: str
) -> None:
    lines = [line for line in FIGURE.split("\n") if not line.startswith(f"{field}:")]
    site.write({"explainers/gauge.md": explainer("\n".join(lines))})
    (wrong,) = site.errors()
    assert wrong.endswith(f"missing-key: `{field}` is missing")


def test_a_picture_draws_no_facts(site: TinySite) -> None:
    site.edit("explainers/gauge.md", "source: log", "facts: depth")
    site.write({"facts/f.yaml": "depth: {value: 3, sources: [log]}\n"})
    assert site.errors() == ["content/explainers/gauge.md:14:8 figure: a picture draws no facts"]


def test_without_pillow_a_page_with_a_picture_is_an_error(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({"images/other.jpg": photo(20, 10)})
    monkeypatch.setitem(sys.modules, "PIL", None)
    found = site.try_build().diagnostics
    message = "Pillow, which makes pictures ready for pages, is not installed"
    hint = 'Run: python -m pip install "pillow>=11,<14" (the extra "pictures").'
    assert [(str(d.location), d.code, d.message, d.hint) for d in found if d.is_error] == [
        ("content/images/gauge.jpg:1:1", "missing-library", message, hint)
    ]
    site.write({"explainers/gauge.md": explainer()})
    site.build()
    assert published(site) == {}


def test_a_warm_build_makes_no_picture_twice(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.folder)
    command = ["build", "--as-of", "2026-11-22", "--cache", str(site.folder / "kept"), "--jobs=1"]
    assert cli.main(command) == 0
    first = published(site)
    drawn: list[str] = []

    def draw(data: bytes, kind: str, width: int) -> bytes:
        drawn.append(kind)
        return draw_picture(data, kind, width)

    monkeypatch.setattr(pictures, "draw_picture", draw)
    monkeypatch.setattr("explainer.making.reading.read_picture", lambda *_: pytest.fail("read"))
    site.edit("explainers/gauge.md", "A gauge & a pier", "A gauge")
    for path in first:
        (site.output / path).unlink()
    assert cli.main(command) == 0
    assert published(site) == first
    assert drawn == []
    monkeypatch.undo()
    monkeypatch.chdir(site.folder)
    site.write({"images/gauge.jpg": photo(800, 500)})
    assert cli.main(command) == 0
    assert opened(published(site)["assets/images/800/gauge.jpg.avif"]).size == (800, 500)
    assert 'width="800"' in (site.output / "gauge/index.html").read_text(encoding="utf-8")
