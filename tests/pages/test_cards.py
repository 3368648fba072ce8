"""The pictures that stand for the site, and for explainers, where they are shared."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from explainer.model.site.card_sizes import picture_size
from tests.pages.bilingual import FILES
from tests.pages.conftest import SiteMaker
from tests.pictures import photo, png
from tests.sites import explainer

CARD = "card: {image: card.png, alt: The gauge, alt.ru: Футшток}\n"
WITH_CARD: dict[str, str | bytes] = {
    **FILES,
    "site.yaml": FILES["site.yaml"] + CARD,
    "images/card.png": png(1200, 630),
}


def test_the_card_is_published_and_named_on_every_page(make_site: SiteMaker) -> None:
    site = make_site(WITH_CARD)
    site.build()
    assert site.files()["assets/images/card.png"] == png(1200, 630)
    for path, alt in (("", "The gauge"), ("gauge/", "The gauge"), ("ru/gauge/", "Футшток")):
        found = site.tree(path).xpath("//meta[starts-with(@property, 'og:image')]")
        assert [(each.get("property"), each.get("content")) for each in found] == [
            ("og:image", "https://tides.example/book/assets/images/card.png"),
            ("og:image:alt", alt),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
        ]


def test_without_an_address_of_the_site_no_page_names_it(make_site: SiteMaker) -> None:
    site = make_site(WITH_CARD)
    site.edit("site.yaml", "url: https://tides.example/book/\n", "")
    site.build()
    assert "assets/images/card.png" in site.files()
    assert site.tree("").xpath("//meta[starts-with(@property, 'og:image')]") == []


def test_each_explainer_has_a_card_of_its_own_in_each_language(make_site: SiteMaker) -> None:
    site = make_site({**WITH_CARD, "site.yaml": f"{FILES['site.yaml']}{CARD}cards: true\n"})
    site.build()
    files = site.files()
    for address in ("gauge/", "ru/gauge/"):
        path = f"{address}card.png"
        assert picture_size(files[path]) == (1200, 630)
        tree = site.tree(address)
        found = tree.xpath("//meta[@property='og:image']/@content")
        assert found == [f"https://tides.example/book/{path}"]
        assert tree.xpath("//meta[@property='og:image:alt']/@content") == tree.xpath(
            "//meta[@property='og:title']/@content"
        )
        (data,) = tree.xpath("//script[@type='application/ld+json']")
        assert f'"image":"https://tides.example/book/{path}"' in data.text_content()
    assert files["gauge/card.png"] != files["ru/gauge/card.png"]
    (home,) = site.tree("").xpath("//meta[@property='og:image']/@content")
    assert home == "https://tides.example/book/assets/images/card.png"


def test_cards_may_be_for_some_languages_alone(make_site: SiteMaker) -> None:
    site = make_site({**FILES, "site.yaml": f"{FILES['site.yaml']}cards: [ru]\n"})
    site.build()
    assert [path for path in site.files() if path.endswith("card.png")] == ["ru/gauge/card.png"]


def test_a_script_that_the_fonts_lack_is_said(make_site: SiteMaker) -> None:
    site = make_site({**FILES, "site.yaml": f"{FILES['site.yaml']}cards: true\n"})
    title = re.search("^title: (.*)$", FILES["explainers/gauge.md"], re.MULTILINE)
    assert title
    site.edit("explainers/gauge.md", title[0], "title: How high is the 潮汐?")
    assert site.errors() == [
        "content/explainers/gauge.md:2:24 card: gauge/card.png cannot be drawn: "
        'the fonts have no letter "潮"'
    ]


def test_a_card_does_not_tell_where_it_was_made(make_site: SiteMaker) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    for name in ("card.png", "card.jpg"):
        settings = f"{FILES['site.yaml']}{CARD.replace('card.png', name)}"
        kind = "PNG" if name == "card.png" else "JPEG"
        site = make_site(
            {**FILES, "site.yaml": settings, f"images/{name}": photo(1200, 630, kind, exif=exif)}
        )
        (found,) = site.errors()
        assert found.endswith(f"image-kind: {name} tells with what it was made, and perhaps where")


def test_however_long_the_words_are_they_are_cut_to_fit(make_site: SiteMaker) -> None:
    title = "Чрезвычайные обстоятельства " * 12
    site = make_site(
        {
            "site.yaml": f"title: {title}\ncards: true\n",
            "explainers/gauge.md": explainer(f"short_answer: {title}.", title=title),
        }
    )
    site.build()
    assert picture_size(site.files()["gauge/card.png"]) == (1200, 630)


def test_a_card_begins_with_the_digest(make_site: SiteMaker) -> None:
    def card(*front: str) -> bytes:
        site = make_site(
            {
                "site.yaml": "title: T\ncards: true\n",
                "explainers/gauge.md": explainer("", *front),
            }
        )
        site.build()
        return site.files()["gauge/card.png"]

    answer, digest = "short_answer: Four metres.", "digest: [Seven metres., By night.]"
    assert card(answer, digest) == card("short_answer: Seven metres.") != card(answer)


def test_without_pillow_cards_are_an_error(
    make_site: SiteMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explainer.model.site.settings.find_spec", lambda _: None)
    site = make_site({"site.yaml": "title: Tides\ncards: true\n"})
    assert site.errors() == [
        "content/site.yaml:2:1 missing-library: Pillow, which makes pictures ready for pages, is"
        " not installed"
    ]
