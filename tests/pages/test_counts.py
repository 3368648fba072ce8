"""A number on a page is the number of what it counts, where the reader is led to see it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import lxml.html
import pytest

from explainer.addresses import source_slug
from tests.sites import TinySite, build_flagship, explainer, page_tree, sources, words

FACTS = """\
depth: {value: 7, sources: [used, copy]}
unused: {value: 8, sources: [evidence]}
twice: {value: "= 2 * depth"}
width:
  claims:
  - {value: 5, by: A, as_of: 2026-01-01, sources: [used], rank: preferred, why: Measured.}
  - {value: 6, by: B, as_of: 2026-01-01, sources: [against]}
  - {value: 4, by: C, as_of: 2025-01-01, what: something else, sources: [used]}
changed:
  claims:
  - {value: 5, as_of: 2025-01-01, sources: [used]}
  - {value: 6, as_of: 2026-01-01, sources: [used]}
derived: {value: "= 2 * width"}
hearsay: {value: 3, standing: reported, sources: [used]}
"""
RIVER = """\
## How deep? {#deep}

{{ depth }}, {{ twice }} and {{ width }}.[@used, p. 3; @copy]

## How wide? {#wide}

{{ width }} and {{ derived }}, {{ changed }}.[^own] See the [[weir]].

## Seen by whom? {#whom}

Nobody.

[^own]: By [@noted] and [@noted, p. 4].
"""
CORRECTIONS = """\
corrections:
- {date: 2026-04-01, was: 9, now: "7", question: deep}
- {date: 2026-04-02, was: 99, now: "7"}
updates: [{date: 2026-04-03, text: More.}]"""
KEYS = ("used", "copy", "original", "evidence", "against", "noted", "idle", "term", "late", "both")


def many(number: int) -> str:
    """More questions than a card shows."""
    return "".join(f"## Q {n}? {{#q{n}}}\n\nA.[@both]\n\n" for n in range(number))


@pytest.fixture(scope="module", params=[False, True], ids=["published", "drafts"])
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = TinySite(tmp_path_factory.mktemp("rivers"))
    references = sources(*KEYS).replace("Report copy}", "Report copy, custom: {copy_of: original}}")
    site.write(
        {
            "site.yaml": "title: Rivers\nlanguages: [en, ru]\n",
            "facts/f.yaml": FACTS,
            "sources/s.yaml": references,
            "glossary.yaml": "weir: {term: weir, definition: 'A dam.[@term]'}\n",
            "explainers/river.md": explainer(RIVER, CORRECTIONS, title="The river"),
            "explainers/river.ru.md": explainer(
                "## Что? {#deep}\n\nВода: {{ depth }}.\n", title="Река"
            ),
            "explainers/many.md": explainer(many(12), title="Many"),
            "explainers/draft.md": explainer(
                "## Draft? {#draft}\n\n[@late] {{ unused }}\n", "status: draft", title="Draft"
            ),
            "explainers/gone.md": explainer(
                "## Gone? {#gone}\n\n[@late]\n", "expires: 2026-04-01", title="Gone"
            ),
            "explainers/out.md": explainer(
                "## Out? {#out}\n\n[@late]\n", "status: withdrawn", "reason: Wrong.", title="Out"
            ),
            "pages/about.md": "---\ntitle: About\n---\n\nBy us.[@both] It is {{ depth }}.\n",
        }
    )
    site.build(drafts=request.param)
    return site.output


@pytest.fixture(scope="module")
def flagship(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_flagship(tmp_path_factory.mktemp("flagship"))


def number(text: str) -> int:
    found = re.search(r"\d[\d,\u00a0]*", text)
    assert found, text
    return int(re.sub(r"\D", "", found[0]))


def counts(tree: lxml.html.HtmlElement) -> dict[str, int]:
    """The numbers in the line below a title, by where they lead; "" for those without a link."""
    found = tree.xpath("//p[@class='counts']/* | //div[@class='stamp']//a")
    return {
        (each.get("href") or ""): number(words(each))
        for each in found
        if re.search(r"\d", words(each))
    }


def list_of(output: Path, address: str, path: str) -> int:
    return len(page_tree(output, address).xpath(path))


def check_home(output: Path, home: str) -> None:
    tree = page_tree(output, home)
    said = counts(tree)
    cards = tree.xpath("//article[contains(@class, 'card')] | //ul[@class='shelf']/li")
    assert said[""] == len(cards)
    assert said["questions/"] == list_of(output, f"{home}questions/", "//dl[@class='answers']/div")
    listed = page_tree(output, f"{home}sources/")
    relied = listed.xpath("//ol[@class='sources'][not(ancestor::section)]/li")
    unused = listed.xpath("//section//ol[@class='sources']/li")
    assert said["sources/"] == len(relied)
    lines = listed.xpath("//p[@class='counts']/*")
    assert [number(words(line)) for line in lines] == [len(relied), len(unused)][: len(lines)]
    assert bool(unused) == (len(lines) == 2)
    for card in tree.xpath("//article[contains(@class, 'card')]"):
        shown = card.xpath(".//ul[@class='questions']/li[not(@class)]")
        (title,) = card.xpath(".//h2/a/@href")
        more = card.xpath(".//li[@class='more']")
        hidden = number(words(more[0])) if more else 0
        questions = list_of(output, f"{home}{title}".replace("/./", "/"), "//section[@class='qa']")
        assert len(shown) + hidden == questions


def check_sources(output: Path, home: str) -> None:
    """Each source says in how many places it is cited, and its page lists them."""
    for entry in page_tree(output, f"{home}sources/").xpath("//ol[@class='sources']/li"):
        (href,) = entry.xpath(".//cite/a/@href")
        places = list_of(output, f"{home}sources/{href}", "//ul[@class='uses']/li")
        line = words(entry.find_class("uses")[0])
        assert (number(line) if re.search(r"\d", line) else 0) == places, href


def check_explainer(output: Path, address: str) -> None:
    tree = page_tree(output, address)
    said = counts(tree)
    notes = tree.xpath("//section[@id='notes']//a[contains(@href, 'sources/')]/@href")
    assert said.get("#notes", 0) == len(set(notes))
    # two copies of one text may share its title
    titles = {words(t) for t in tree.xpath("//section[@id='notes']//cite")}
    assert bool(notes) <= len(titles) <= len(set(notes))
    corrections = tree.xpath("//section[@aria-labelledby='changes']//li[dl]")
    assert said.get("#changes", 0) == len(corrections)


def check_facts(output: Path, home: str) -> None:
    tree = page_tree(output, f"{home}facts/")
    lists = tree.xpath("//section[not(@aria-labelledby='by-state')]/dl[@class='fact-list']/div")
    (total,) = tree.xpath("//p[@class='counts']/span[not(@id)]")
    assert number(words(total)) == len(lists)
    groups = {}
    for item in tree.xpath("//nav[@class='jumps']//li"):
        anchor = item.find("a").get("href")[1:]
        heading = tree.get_element_by_id(anchor)
        listed = heading.xpath("following-sibling::*[self::dl or self::ul][1]/*")
        groups[anchor] = len(listed)
        assert number(item.find("a").tail) == len(listed)
    disputes = page_tree(output, f"{home}disputes/")
    (said,) = disputes.xpath("//p[@class='counts']")
    blocks = disputes.xpath("//section[starts-with(@class, 'claims')]")
    derived = disputes.xpath("//section[@aria-labelledby='derived']//dt")
    disputed = len(blocks) + len(derived)
    assert [number(words(said)), groups["disputed"]] == [disputed] * 2
    for other in disputes.xpath("//p[@class='onward']/a"):
        assert number(other.tail) == groups[other.get("href").partition("#")[2]]
    if told := page_tree(output, home).xpath("//section[@aria-labelledby='disputes']/p/a"):
        assert number(words(told[0])) == disputed
    data = page_tree(output, f"{home}data/")
    assert [*map(number, map(words, data.xpath("//p[@class='counts']/a[position() < 3]")))] == [
        len(lists),
        disputed,
    ]
    asked = (
        "count(*) FROM facts",
        "count(*) FROM facts WHERE state = 'disputed'",
        "count(*) FROM facts WHERE NOT used",
        "count(*) FROM sources WHERE relied_on",
    )
    with closing(sqlite3.connect(output / "data/explainer.sqlite")) as database:
        held = [database.execute(f"SELECT {what}").fetchone()[0] for what in asked]
    on_record = tree.xpath("//section[@aria-labelledby='unused']//dt")
    relied_on = counts(data)["../sources/"]
    assert held == [len(lists), disputed, len(on_record), relied_on]
    for entry in tree.xpath("//section[@aria-labelledby='by-topic']//dt/a/@href"):
        page = page_tree(output, f"{home}facts/{entry}")
        for title in page.xpath("//h2[@id='claims']"):
            if re.search(r"\d", words(title)):
                claims = page.xpath("//section[@aria-labelledby='claims']/ol/li")
                assert number(words(title)) == len(claims)


@pytest.mark.parametrize("home", ["", "ru/"])
def test_a_tiny_site(output: Path, home: str) -> None:
    check_home(output, home)
    check_sources(output, home)
    check_facts(output, home)
    for name in ("river", "many", "draft"):
        if (output / home / name).exists():
            check_explainer(output, f"{home}{name}/")


def test_what_a_tiny_site_counts(output: Path) -> None:
    """A source that is only evidence of an unused fact, or cited on no page, is not counted."""
    said = {key.strip("./"): each for key, each in counts(page_tree(output, "")).items()}
    drafts = (output / "draft").exists()
    assert said["sources"] == len(KEYS) - (1 if drafts else 3)
    assert said["questions"] == (17 if drafts else 15)
    assert counts(page_tree(output, "river/")) == {"#notes": 5, "#changes": 2}
    assert (output / "sources" / source_slug("idle") / "index.html").exists()


@pytest.mark.slow
def test_the_flagship(flagship: Path) -> None:
    check_home(flagship, "")
    check_sources(flagship, "")
    check_facts(flagship, "")
    for path in sorted(flagship.glob("*/index.html")):
        if b'class="qa"' in path.read_bytes():
            check_explainer(flagship, f"{path.parent.name}/")
