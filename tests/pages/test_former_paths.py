"""Where a page was before: former paths of any form, as redirect pages and for hosts."""

from __future__ import annotations

import pytest

from explainer.config import Config
from explainer.pipeline import build
from tests.pages.conftest import SiteMaker
from tests.sites import TODAY, TinySite, explainer, findings

FILES = {
    "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
    "explainers/tide.md": explainer(
        "## Why? {#why}\n\nThe moon.\n",
        "aliases: [ebb, /2021/tide, /old/Tide.html, /%D1%81%D1%82%D0%B0%D1%80%D0%BE%D0%B5/]",
        "question_aliases: {reason: why}",
    ),
    "explainers/tide.ru.md": explainer(
        "## Почему? {#why}\n\nЛуна.\n", "aliases: [ebb, /прилив/index.html]"
    ),
    "explainers/sea.md": explainer(
        "## What? {#what}\n\nSee [why](/2021/tide/#reason), [it](/old/Tide.html).\n",
        "aliases: [/2021/sea/]",
        title="The sea",
    ).replace("2026-03-02", "2026-05-02"),
    "explainers/gone.md": explainer(
        "", "status: withdrawn", "reason: Forged.", "aliases: [/2020/gone/]", title="Gone"
    ),
}
FORMER = {
    "ebb/index.html": "../tide/",
    "2021/tide/index.html": "../../tide/",
    "old/Tide.html": "../tide/",
    "старое/index.html": "../tide/",
    "ru/ebb/index.html": "../tide/",
    "прилив/index.html": "../ru/tide/",
    "2021/sea/index.html": "../../sea/",
    "2020/gone/index.html": "../../gone/",
}


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    made = make_site(FILES)
    made.build()
    return made


def test_a_page_at_each_former_path_leads_on(site: TinySite) -> None:
    for path, target in FORMER.items():
        tree = site.tree(path.removesuffix("index.html"))
        assert tree.xpath('//meta[@http-equiv="refresh"]/@content') == [f"0; url={target}"]
        assert tree.xpath("//script/@data-to") == [target]
        assert tree.xpath("//main//a/@href") == [target]


def test_hosts_are_told_of_those_of_the_newest_explainers_first(site: TinySite) -> None:
    """A page that is withdrawn is led to as well: it says why."""
    assert site.files()["_redirects"].decode() == (
        "/2021/sea/ /sea/ 301\n"
        "/ebb/ /tide/ 301\n"
        "/2021/tide/ /tide/ 301\n"
        "/old/Tide.html /tide/ 301\n"
        "/%D1%81%D1%82%D0%B0%D1%80%D0%BE%D0%B5/ /tide/ 301\n"
        "/ru/ebb/ /ru/tide/ 301\n"
        "/%D0%BF%D1%80%D0%B8%D0%BB%D0%B8%D0%B2/ /ru/tide/ 301\n"
        "/2020/gone/ /gone/ 301\n"
    )


def test_the_offline_edition_has_none_for_hosts(site: TinySite) -> None:
    report = build(Config(site=site.folder, output=site.output, as_of=TODAY, offline=True))
    assert findings(report) == []
    assert "_redirects" not in site.files()
    assert site.tree("2021/tide/").xpath("//main//a/@href") == ["../../tide/index.html"]


def test_a_site_whose_pages_never_moved_has_none(make_site: SiteMaker) -> None:
    site = make_site({"explainers/tide.md": explainer("## Why?\n\nThe moon.\n")})
    site.build()
    assert "_redirects" not in site.files()


def test_links_to_former_paths_lead_to_the_page_itself(site: TinySite) -> None:
    links = site.tree("sea/").xpath("//section//p//a/@href")
    assert [link for link in links if "tide" in link] == ["../tide/#reason", "../tide/"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("/old/page.html", "/old/Page.html/deep/"), ("/old/page.html/deep/", "/old/page.html")],
)
def test_a_former_path_below_that_of_a_file_is_reported(
    make_site: SiteMaker, first: str, second: str
) -> None:
    aliases = f"aliases: [{first}, {second}]"
    site = make_site({"explainers/tide.md": explainer("## Why?\n\nThe moon.\n", aliases)})
    assert site.errors() == [
        f"content/explainers/tide.md:5:{aliases.rindex(second) + 1} duplicate-address: "
        f"{second} and {first} need a file and a folder of one name"
    ]
