"""What lists the pages of a site for programs: sitemap.xml, robots.txt, llms.txt."""

from __future__ import annotations

from pathlib import Path

import lxml.etree
import pytest

from explainer.renderers import discovery
from tests.sites import TinySite

pytestmark = pytest.mark.quick
SCHEMA = lxml.etree.XMLSchema(lxml.etree.parse(Path(__file__).parent / "sitemap.xsd"))
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def listed(site: TinySite, name: str = "sitemap.xml") -> dict[str, str]:
    """The addresses in a sitemap, without the site's own, each with its day."""
    tree = lxml.etree.parse(site.output / name)
    SCHEMA.assertValid(tree)
    found = {}
    for entry in tree.getroot():
        address = entry.findtext("s:loc", namespaces=NAMES).removeprefix("https://example.org/")
        assert address not in found
        found[address] = entry.findtext("s:lastmod", default="", namespaces=NAMES)
    return found


def test_the_sitemap_has_each_page_that_may_be_found(site: TinySite) -> None:
    assert listed(site) == {
        "": "",
        "about/": "",
        "changes/": "",
        "corrections/": "",
        "data/": "",
        "disputes/": "",
        "facts/": "",
        "facts/built/": "",
        "facts/depth/": "",
        "facts/visitors/": "2026-04-03",
        "gauge/": "2026-05-01",
        "people/": "",
        "people/ann/": "",
        "questions/": "",
        "ru/": "",
        "ru/changes/": "",
        "ru/corrections/": "",
        "ru/data/": "",
        "ru/disputes/": "",
        "ru/facts/": "",
        "ru/facts/built/": "",
        "ru/gauge/": "2026-04-04",
        "ru/people/": "",
        "ru/people/ann/": "",
        "ru/questions/": "",
        "ru/sources/": "",
        "ru/topics/sea/": "",
        "sources/": "",
        "sources/log/": "",
        "sources/wire/": "",
        "topics/sea/": "",
        "well/": "2026-03-02",
    }


def test_a_language_that_no_page_is_in_is_left_out(without_address: TinySite) -> None:
    site = without_address
    site.edit("site.yaml", "languages: [en, ru]", "languages: [en, ru, pl]")
    site.write({"words/pl.po": 'msgid "Facts"\nmsgstr "Fakty"\n'})
    site.edit("site.yaml", "title:", "url: https://example.org/\ntitle:")
    site.build()
    assert "pl/questions/index.html" in site.files()
    assert [each for each in listed(site) if each.startswith("pl")] == []
    assert "ru/questions/" in listed(site)


def test_each_of_them_is_there_and_may_be_indexed(site: TinySite) -> None:
    for address in listed(site):
        assert site.tree(address).xpath("//meta[@name='robots']") == []


def test_a_large_site_has_an_index(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = listed(site)
    monkeypatch.setattr(discovery, "_MOST", 20)
    site.build()
    assert listed(site) == {"sitemap-1.xml": "", "sitemap-2.xml": ""}
    first, second = listed(site, "sitemap-1.xml"), listed(site, "sitemap-2.xml")
    monkeypatch.undo()
    site.build()
    assert {**first, **second} == whole
    assert (len(first), len(second)) == (20, 12)
    assert not (site.output / "sitemap-1.xml").exists()


def test_robots_are_told_where_it_is(site: TinySite) -> None:
    robots = (site.output / "robots.txt").read_text(encoding="utf-8")
    assert robots == "User-agent: *\nDisallow:\n\nSitemap: https://example.org/sitemap.xml\n"


def test_llms_txt_names_pages_as_markdown(site: TinySite) -> None:
    text = (site.output / "llms.txt").read_text(encoding="utf-8")
    assert text.split("\n## Data\n")[0] == (
        "# Tides\n\n> What the sea did.\n\nTexts: "
        "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/), quotations excepted\n\n"
        "- [About us](https://example.org/about/index.md)\n\n"
        "## Explainers\n\n"
        "- [How many &lt;came> & stayed?](https://example.org/gauge/index.md): "
        "Some 40 (disputed: others say 60\u00a0people) came.\n"
        "- [The well](https://example.org/well/index.md)\n\n"
        "## Explainers (Русский)\n\n"
        "- [Сколько было?](https://example.org/ru/gauge/index.md)\n"
    )
    assert "(https://example.org/data/facts.csv)" in text


def test_without_an_address_there_is_none_of_them(without_address: TinySite) -> None:
    without_address.build()
    made = set(without_address.files())
    names = ("feed.xml", "corrections.xml", "sitemap.xml", "robots.txt", "llms.txt", "index.md")
    assert [path for path in made if path.endswith(names)] == []
    for address in ("", "topics/sea/", "gauge/"):
        page = without_address.tree(address)
        assert page.xpath("//link[contains(@type, 'atom') or contains(@type, 'markdown')]") == []
        assert page.xpath("//a[contains(@href, 'feed.xml')]") == []


def test_drafts_are_in_none_of_them_even_where_they_are_built(site: TinySite) -> None:
    site.build(drafts=True)
    assert "draft/" not in listed(site)
    assert "draft/" not in (site.output / "llms.txt").read_text(encoding="utf-8")
    assert not (site.output / "draft/index.md").exists()
    assert b"text/markdown" not in (site.output / "draft/index.html").read_bytes()
    site.build()
