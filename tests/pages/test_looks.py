"""What a site may change of its looks in its settings: colours, typefaces, logo, navigation."""

from __future__ import annotations

import re
from io import BytesIO

from PIL import Image

from explainer.documents.files.source_text import SourceText
from explainer.model.site.colours import COLOURS
from explainer.model.site.records import ColoursRecord, ThemeRecord
from explainer.model.site.settings import parse_site_settings
from explainer.renderers.card import draw_card
from explainer.renderers.pdf import pdf_style
from tests.pages.bilingual import FILES
from tests.pages.conftest import SiteMaker
from tests.pictures import photo
from tests.sites import ROOT, TinySite, words

THEME = """
theme:
  colours:
    light: {text: "#20242B", background: "#fffaf0", accent: "#8b1e3f"}
    dark: {accent: "#f0a0b8"}
  fonts: {headings: [Fira Sans, sans-serif], labels: [system-ui]}
  radius: 0
"""
PLAIN = {"site.yaml": "title: Tides\n"}
LOGO = {"images/logo.png": photo(320, 80, "PNG"), "images/icon.png": photo(64, 64, "PNG")}


def style(site: TinySite) -> str:
    return next(
        data.decode() for path, data in site.files().items() if path.startswith("assets/style.")
    )


def test_the_usual_colours_are_those_of_the_style_sheet() -> None:
    css = (ROOT / "assets/css/10-tokens.css").read_text("utf-8")
    written = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", css))
    assert written == {each.token: f"{each.light}, {each.dark}" for each in COLOURS.values()}


def test_a_theme_changes_custom_properties_and_nothing_else(make_site: SiteMaker) -> None:
    plain = make_site(PLAIN)
    plain.build()
    before = style(plain)
    themed = make_site({"site.yaml": "title: Tides\n" + THEME})
    themed.build()
    added = (
        ":root{--paper:light-dark(#fffaf0,#14171a);--ink:light-dark(#20242B,#e6e7e4);"
        "--soft:light-dark(#585a5c,#a3a9b0);--rule:light-dark(#dedad2,#363b40);"
        "--panel:light-dark(#f5f0e7,#1d2125);--evidence:light-dark(#8b1e3f,#f0a0b8);"
        "--evidence-tint:light-dark(#f1e0db,#2e272d);--dispute-tint:light-dark(#f3e8d8,#231e15);"
        '--display:"Fira Sans",sans-serif,serif;--sans:system-ui,sans-serif;--radius:0px}'
    )
    assert style(themed).replace(added, "") == before
    assert themed.tree().xpath("//*[@style] | //style") == []
    assert themed.tree().xpath("//link[@rel='preload']") != []


def test_what_cannot_be_read_is_an_error() -> None:
    text = """\
title: Tides
theme:
  colours:
    light: {accent: "#e08a00", data: "#f0f0f0"}
    dark: {background: "#606060", text: "#ffffff", secondary: "#ffffff", dispute: "#fff0d0"}
"""
    parsed = parse_site_settings(SourceText("content/site.yaml", text))
    found = [(str(d.location)[18:], d.message, d.hint) for d in parsed.diagnostics]
    assert found == [
        (
            "4:22",
            "in light, accent #e08a00 on accent-panel #f9eedc has a contrast of 2.34 to 1, and "
            "needs 4.5",
            'Write accent: "#965d00", the nearest that has it wherever it stands.',
        ),
        (
            "4:39",
            "in light, data #f0f0f0 on panel #f2f3ef has a contrast of 1.02 to 1, and needs 3.0",
            'Write data: "#8c8c8c", the nearest that has it wherever it stands.',
        ),
        (
            "5:25",
            "in dark, accent #6fc9cd on accent-panel #626d6d has a contrast of 2.78 to 1, and "
            "needs 4.5",
            'Write accent: "#eff9f9", the nearest that has it wherever it stands.',
        ),
        (
            "5:25",
            "in dark, data #9db0c8 on panel #676767 has a contrast of 2.55 to 1, and needs 3.0",
            'Write data: "#afbfd2", the nearest that has it wherever it stands.',
        ),
    ]


def test_where_no_colour_would_do_the_ground_must_change() -> None:
    text = 'title: Tides\ntheme: {colours: {light: {background: "#808080"}}}\n'
    found = parse_site_settings(SourceText("content/site.yaml", text)).diagnostics
    hint = "No accent has it wherever it stands: choose a lighter or a darker background."
    assert hint in [each.hint for each in found]


def test_a_colour_without_quotes_is_a_comment() -> None:
    text = "title: Tides\ntheme:\n  colours:\n    light:\n      accent: #0a5c63\n"
    (found,) = parse_site_settings(SourceText("content/site.yaml", text)).diagnostics
    assert found.message == "`theme.colours.light.accent` is empty"
    assert found.hint == 'Write a colour in quotes, as in "#0a5c63", or delete it.'


def test_cards_and_pdf_files_have_the_colours_in_light() -> None:
    night = {"background": "#101820", "text": "#f0f0f0", "data": "#2f6f8f"}
    theme = ThemeRecord(colours=ColoursRecord(light=night))
    card = Image.open(BytesIO(draw_card("Tides", "", theme=theme))).convert("RGB")
    assert card.getpixel((0, 0)) == (0x10, 0x18, 0x20)
    style = pdf_style(theme)
    assert "--data: #2f6f8f;" in style
    assert "--ink: #191b1f;" in style  # the text of the night cannot be read on white


def test_a_logo_stands_beside_the_name_or_in_its_place(make_site: SiteMaker) -> None:
    site = make_site(
        {**LOGO, "site.yaml": "title: Tides\ntheme: {logo: logo.png, icon: icon.png}\n"}
    )
    site.build()
    (logo,) = site.tree().xpath("//a[@class='brand']/img")
    assert dict(logo.attrib) == {
        "src": "assets/images/logo.png", "alt": "", "width": "320", "height": "80",
    }  # fmt: skip
    assert words(site.tree().xpath("//a[@class='brand']")[0]) == "Tides"
    assert site.tree().xpath("//link[@rel='icon']/@href") == ["assets/images/icon.png"]
    pictures = [path for path in site.files() if path.startswith("assets/images/")]
    assert pictures == ["assets/images/icon.png", "assets/images/logo.png"]
    site.edit("site.yaml", "logo.png,", "logo.png, logo_alt: The Tides,")
    site.build()
    (brand,) = site.tree().xpath("//a[@class='brand']")
    assert (words(brand), brand.xpath("img/@alt")) == ("", ["The Tides"])


def test_pictures_of_a_theme_are_there(make_site: SiteMaker) -> None:
    site = make_site({**LOGO, "site.yaml": "title: Tides\ntheme: {logo: lago.png, icon: i.png}\n"})
    assert site.errors() == [
        'content/site.yaml:2:15 dead-link: there is no image "lago.png"',
        'content/site.yaml:2:31 dead-link: there is no image "i.png"',
    ]


def test_an_icon_is_a_square(make_site: SiteMaker) -> None:
    site = make_site(
        {**LOGO, "site.yaml": "title: Tides\ntheme: {logo: icon.png, icon: logo.png}\n"}
    )
    assert site.errors() == [
        "content/site.yaml:2:31 image-kind: the icon is no square: "
        "it is 320 pixels wide and 80 high",
    ]


def test_words_of_a_logo_need_one() -> None:
    text = "title: Tides\ntheme: {logo_alt: The Tides}\n"
    (found,) = parse_site_settings(SourceText("content/site.yaml", text)).diagnostics
    assert (found.message, found.location.column) == ("`logo` is missing beside its words", 19)


NAVIGATION = """
navigation:
  - timeline
  - topics/sea
  - {page: about, label: Who we are, label.ru: Кто мы}
  - {page: lights, label: The lights}
"""


def test_the_navigation_is_what_a_site_names(make_site: SiteMaker) -> None:
    site = make_site(
        {
            **FILES,
            "site.yaml": FILES["site.yaml"] + NAVIGATION,
            "explainers/gauge.md": FILES["explainers/gauge.md"].replace(
                "title:", "topics: [sea]\ntitle:", 1
            ),
        }
    )
    site.build()

    def linked(address: str, place: str) -> list[tuple[str, str]]:
        links = site.tree(address).xpath(place)
        return [(words(link), link.get("href")) for link in links]

    head = "//nav[@class='site']//a"
    assert linked("", head) == [
        ("Timeline", "timeline/"),
        ("Sea", "topics/sea/"),
        ("Who we are", "about/"),
        ("The lights", "lights/"),
    ]
    assert [text for text, _ in linked("ru/", head)][2:] == ["Кто мы", "The lights"]
    foot = [address for _, address in linked("", "//footer//a")]
    assert {"questions/", "facts/", "sources/", "glossary/", "people/"} <= {*foot}
