"""Figures and questions by themselves, for frames on other sites."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from explainer.config import Config
from explainer.pipeline import build
from tests.sites import TODAY, TinySite, explainer, sources, words

FIGURE = """\
```bar
title: Most came by sea
measure: People, 3 May 1962
facts: [boats.sea, boats.land]
id: sea
note: Counted from the pier.[@log] More in [the method](../pages/method.md).
```
"""
FACTS = """\
boats.sea: {label: By sea, value: 900, unit: people, sources: [map]}
boats.land: {label: By land, value: 300, unit: people, sources: [log]}
"""
DISPUTED = """\
boats.sea:
  label: By sea
  unit: people
  claims:
    - {value: 900, by: Ann Key, rank: preferred, why: She counted., sources: [map]}
    - {value: 1200, by: Bo Lind, sources: [log]}
boats.land: {label: By land, value: 300, unit: people, sources: [log]}
"""
BODY = f"""\
## Who came first? {{#first}}

Ann did.[@diary]

## How did they come? {{#how}}

By sea, {{{{boats.sea}}}}.[^pier] Read [who came first](#first), [the method](../pages/method.md)
and [the web](https://example.com/).

{FIGURE}
[^pier]: The pier was short.[@diary]
"""


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: The Tide Desk\nurl: https://example.org/\n",
            "sources/a.yaml": sources("log", "map", "diary"),
            "facts/a.yaml": FACTS,
            "pages/method.md": "---\ntitle: Method\n---\n\nWe read.\n",
            "explainers/gauge.md": explainer(BODY),
        }
    )
    return site


def notes_of(site: TinySite, address: str) -> dict[str, str]:
    """The notes of a page by their numbers, with the words before their ways back."""
    found = {}
    for note in site.tree(address).xpath("//*[@id='notes']/ol/li"):
        for ways in note.xpath("p[starts-with(@class, 'ways')]"):
            ways.drop_tree()
        found[note.get("value")] = words(note)
    return found


def test_a_figure_stands_alone_with_its_notes_in_the_numbering_of_its_page(site: TinySite) -> None:
    site.build()
    page = site.tree("embed/gauge/figure-sea/")
    assert page.xpath("/html/head/title/text()") == ["Most came by sea – The Tide Desk"]
    assert words(page.xpath("//h1")[0]) == "Most came by sea"
    assert not page.xpath("//script | //*[@class='masthead'] | //nav")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://example.org/gauge/#figure-sea"]
    (full,) = page.xpath("//main/p[@class='counts']//a")
    assert (words(full), full.get("href")) == ("The gauge", "../../../gauge/#figure-sea")
    assert "Facts checked as of 20 November 2026" in words(page)
    alone, whole = notes_of(site, "embed/gauge/figure-sea/"), notes_of(site, "gauge/")
    assert list(whole) == ["1", "2", "3", "4"]
    assert list(alone) == ["2", "4"]
    assert all("Report" in note for note in alone.values())  # named in full here


def test_a_figure_alone_has_the_style_sheets_that_it_has_on_its_page(site: TinySite) -> None:
    site.write({"site.yaml": "title: The Tide Desk\nembeds: true\n"})
    site.build()
    sheets = {
        address: [
            Path(link).name for link in site.tree(address).xpath("//link[@rel='stylesheet']/@href")
        ]
        for address in ("gauge/", "embed/gauge/figure-sea/", "embed/gauge/how/")
    }
    assert [name.partition(".")[0] for name in sheets["gauge/"]] == ["style", "figures"]
    assert len({tuple(names) for names in sheets.values()}) == 1


def test_the_ways_back_lead_to_marks_that_are_there(site: TinySite) -> None:
    site.edit("site.yaml", "title", "embeds: true\ntitle")
    site.build()
    for name in ("figure-sea", "how", "first"):
        page = site.tree(f"embed/gauge/{name}/")
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        inner = [link for link in page.xpath("//a/@href") if link.startswith("#")]
        assert {link[1:] for link in inner} <= {*ids, "closed"}
        targets = {a.get("target") for a in page.xpath("//a[starts-with(@href, '#')]")}
        assert targets <= {"_self"}
        assert page.xpath("//base/@target") == ["_top"]


def test_links_lead_where_they_lead_on_the_page(site: TinySite) -> None:
    site.edit("site.yaml", "title", "embeds: true\ntitle")
    site.build()
    page = site.tree("embed/gauge/how/")
    links = dict(zip(map(words, page.xpath("//a")), page.xpath("//a/@href"), strict=True))
    assert links["who came first"] == "../../../gauge/#first"
    assert links["the method"] == "../../../gauge/../method/"
    assert links["the web"] == "https://example.com/"


def test_a_question_stands_alone_where_the_settings_say_so(site: TinySite) -> None:
    site.build()
    assert [path for path in site.files() if path.startswith("embed/gauge/how/")] == []
    site.edit("site.yaml", "title", "embeds: true\ntitle")
    site.build()
    page = site.tree("embed/gauge/how/")
    assert words(page.xpath("//h1")[0]) == "How did they come?"
    assert words(page.xpath("//main//p[@class='answer']")[0]).startswith("By sea, 900")
    assert page.xpath("//figure/@id") == ["figure-sea"]
    assert list(notes_of(site, "embed/gauge/how/")) == ["1", "2", "3", "4"]
    (alone,) = site.tree("gauge/").xpath("//*[@id='how']/div[contains(@class, 'ways-on')]/a")
    assert alone.get("href") == "../embed/gauge/how/"


def test_a_value_that_becomes_disputed_says_so_in_each_of_its_files(site: TinySite) -> None:
    site.edit("site.yaml", "title", "embeds: true\ntitle")
    site.build()
    assert "Disputed" not in words(site.tree("embed/gauge/figure-sea/"))
    site.write({"facts/a.yaml": DISPUTED})
    site.build()
    for name in ("figure-sea", "how"):
        assert "(Disputed)" in words(site.tree(f"embed/gauge/{name}/"))
    table = site.files()["embed/gauge/figure-sea/figure-sea.csv"].decode()
    assert list(csv.reader(io.StringIO(table, newline=""))) == [
        ["Fact", "People", "fact_id", "state"],
        ["By sea", "900 people".replace(" ", "\xa0"), "boats.sea", "disputed"],
        ["By land", "300 people".replace(" ", "\xa0"), "boats.land", ""],
    ]


def test_what_to_copy_is_there_if_the_site_has_an_address(site: TinySite) -> None:
    site.build()
    lines = (
        '<iframe src="https://example.org/embed/gauge/figure-sea/" title="Most came by sea" '
        'width="100%" height="600" loading="lazy" style="border: 0"></iframe>'
    )
    (shown,) = site.tree("gauge/").xpath("//figure//details/p/code")
    assert shown.text == lines
    told = json.loads(site.files()["embed/gauge/figure-sea/embed.json"])
    assert told["html"] == lines
    assert (told["version"], told["type"], told["provider_name"]) == (
        "1.0",
        "rich",
        "The Tide Desk",
    )
    (link,) = site.tree("embed/gauge/figure-sea/").xpath("//link[contains(@type, 'oembed')]")
    assert link.get("href") == "https://example.org/embed/gauge/figure-sea/embed.json"
    site.edit("site.yaml", "url: https://example.org/\n", "")
    site.build()
    assert "embed/gauge/figure-sea/embed.json" not in site.files()
    assert site.tree("gauge/").xpath("//figure//code") == []
    ways = site.tree("gauge/").xpath("//figure//div[contains(@class, 'ways-on')]/a/@href")
    assert ways == ["../embed/gauge/figure-sea/", "../embed/gauge/figure-sea/figure-sea.csv"]


def test_a_title_with_quotation_marks_stays_in_its_attribute(site: TinySite) -> None:
    site.edit("explainers/gauge.md", "title: Most came by sea", "title: 'Most \"came\" <by> sea'")
    site.build()
    told = json.loads(site.files()["embed/gauge/figure-sea/embed.json"])
    assert 'title="Most &#34;came&#34; &lt;by&gt; sea"' in told["html"]


def test_each_language_has_them_below_its_own_prefix(site: TinySite) -> None:
    site.edit("site.yaml", "title", "languages: [en, ru]\ntitle")
    site.write({"explainers/gauge.ru.md": explainer(BODY, title="Мареограф")})
    site.build()
    page = site.tree("ru/embed/gauge/figure-sea/")
    assert page.get("lang") == "ru"
    (full,) = page.xpath("//main/p[@class='counts']//a")
    assert full.get("href") == "../../../gauge/#figure-sea"
    assert "ru/embed/gauge/figure-sea/figure-sea.csv" in site.files()


def test_a_figure_of_a_plain_page_stands_alone_too(site: TinySite) -> None:
    site.write({"pages/boats.md": f"---\ntitle: Boats\n---\n\n{FIGURE}"})
    site.build()
    assert list(notes_of(site, "embed/boats/figure-sea/")) == ["1", "2"]


def test_a_draft_says_so_and_is_in_no_other_build(site: TinySite) -> None:
    site.edit("explainers/gauge.md", "title: The gauge", "title: The gauge\nstatus: draft")
    site.build()
    assert not any(path.startswith("embed/") for path in site.files())
    site.build(drafts=True)
    assert "Draft." in words(site.tree("embed/gauge/figure-sea/"))


def test_they_open_from_a_folder(site: TinySite, tmp_path: Path) -> None:
    output = tmp_path / "offline"
    assert build(Config(site.folder, output, TODAY, offline=True)).write
    text = (output / "embed/gauge/figure-sea/index.html").read_text(encoding="utf-8")
    assert 'href="../../../gauge/index.html#figure-sea"' in text
    assert 'href="../../../gauge/../method/index.html"' in text


def test_no_page_takes_their_folder(site: TinySite) -> None:
    site.write({"explainers/embed.md": explainer()})
    assert [each.partition(": ")[2] for each in site.errors()] == [
        '"embed" is kept for the site itself'
    ]
