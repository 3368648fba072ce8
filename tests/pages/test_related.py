"""What an explainer ends with: what to read next and why, and how to pass it on."""

from __future__ import annotations

import pytest

from explainer.config import Config
from explainer.kept.store import Store
from explainer.making.memory import Memory
from explainer.pipeline import build
from tests.pages.conftest import SiteMaker
from tests.sites import TODAY, TinySite, explainer, sources, words

FACTS = """
depth: {label: Depth, value: 4, sources: [map]}
width: {label: Width, value: 9, sources: [log]}
"""
GAUGE = "## How deep? {#deep}\n\n{{ depth }}.\n\n## How wide? {#wide}\n\n{{ width }}.[@tide]\n"
FILES = {
    "facts/f.yaml": FACTS,
    "sources/s.yaml": sources("map", "log", "tide"),
    "explainers/gauge.md": explainer(GAUGE, "related: [sea]"),
    "explainers/basin.md": explainer(
        "Both.\n\n## Which? {#which}\n\n{{ depth }} [@tide]\n",
        "standfirst: One basin. It is full.",
        title="The basin",
    ),
    "explainers/pier.md": explainer("It stands.[@log]", title="The pier"),
    "explainers/sea.md": explainer("## Why? {#why}\n\nThe moon.", title="The sea"),
    "explainers/old.md": explainer(GAUGE, "status: withdrawn", "reason: Wrong."),
}


def related(site: TinySite, address: str) -> list[str]:
    return [words(li) for li in site.tree(address).xpath("//ul[@class='related']/li")]


def test_it_ends_with_what_editors_name_and_with_what_shares_most(make_site: SiteMaker) -> None:
    site = make_site(FILES)
    site.build()
    assert related(site, "gauge/") == [
        "The sea",
        "The basin One basin. Which? In common: 1 fact and 2 sources",
        "The pier In common: 1 source",
    ]
    links = site.tree("gauge/").xpath("//ul[@class='related']//a/@href")
    assert links == ["../sea/", "../basin/", "../basin/#which", "../pier/"]
    assert related(site, "sea/") == []


def test_at_most_five_are_found(make_site: SiteMaker) -> None:
    names = [f"p{number}" for number in range(8)]
    site = make_site(
        {
            "sources/s.yaml": sources("log"),
            **{f"explainers/{name}.md": explainer("A.[@log]", title=name) for name in names},
        }
    )
    site.build()
    assert related(site, "p2/") == [f"p{n} In common: 1 source" for n in (0, 1, 3, 4, 5)]


def test_what_more_than_fifty_rest_on_relates_none_of_them(make_site: SiteMaker) -> None:
    texts = {f"p{n:02}": "A.[@log]" for n in range(51)} | {"p07": "A.[@log] B.[@map]"}
    site = make_site(
        {
            "sources/s.yaml": sources("log", "map"),
            "explainers/a.md": explainer("A.[@log] B.[@map]", title="A"),
            **{
                f"explainers/{name}.md": explainer(text, title=name) for name, text in texts.items()
            },
        }
    )
    site.build()
    assert related(site, "p07/") == ["A In common: 2 sources"]
    assert related(site, "p08/") == []


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Which?", "Which one?", "The basin One basin. Which one? In common: 1 fact and 2 sources"),
        ("The basin", "A basin", "A basin One basin. Which? In common: 1 fact and 2 sources"),
        ("[@tide]", "", "The basin One basin. Which? In common: 1 fact and 1 source"),
        ("One basin.", "Two.", "The basin Two. Which? In common: 1 fact and 2 sources"),
        ("title: The basin", "title: Basin\nstatus: draft", "The pier In common: 1 source"),
    ],
)
def test_a_page_follows_what_changes_in_another(
    make_site: SiteMaker, old: str, new: str, shown: str
) -> None:
    site = make_site(FILES)
    config = Config(site.folder, site.output, TODAY)
    memory = Memory(Store(None, b"", TODAY), b"")
    build(config, memory=memory)
    site.edit("explainers/basin.md", old, new)
    build(config, memory=memory)
    assert related(site, "gauge/")[1] == shown


def test_sharing_stands_before_the_notes_and_works_without_script(make_site: SiteMaker) -> None:
    files = {"site.yaml": "title: T\nurl: https://t.example/\ncontact: a@t.example\n"}
    site = make_site({**FILES, **files})
    site.build()
    tree = site.tree("gauge/")
    parts = [part.get("aria-labelledby") for part in tree.xpath("//section[@aria-labelledby]")]
    assert parts == ["related", "cite", "notes-heading"]
    share = tree.find_class("share")[0]
    assert words(share) == (
        "Share Link to this page Copy link Send Print Report an error: The gauge Cite this page "
        "“The gauge”, T, version of 20 November 2026, https://t.example/gauge/ "
        "BibTeX RIS CSL-JSON This page’s facts as JSON"
    )
    assert share.find_class("address")[0].get("href") == "https://t.example/gauge/"
    assert [words(each) for each in share.xpath(".//button[not(@hidden)]")] == []
