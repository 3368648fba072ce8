"""The one picture that stands for the site where its pages are shared."""

from __future__ import annotations

from tests.pages.bilingual import FILES
from tests.pages.conftest import SiteMaker
from tests.pictures import png

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
