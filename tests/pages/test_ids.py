"""Ids are of lower-case letters, digits and hyphens: in a style sheet, a script and an address they
need no signs around them."""

from __future__ import annotations

import re

from tests.pages.conftest import SiteMaker
from tests.sites import TinySite, explainer, sources, words

CLAIMS = (
    "{label: %s, claims: [{value: 1, by: A, as_of: 2026-01-02, sources: [a]},"
    " {value: 2, by: B, as_of: 2026-01, sources: [a]}]}"
)
FILES = {
    "explainers/pier.md": explainer(
        "## How many? {#how-many}\n\n{{ a.b }}, {{ a-b }}, {{ a_b }} on the [[pier-one]].[^Own]\n"
        "\n```table\ntitle: Two\nfacts: [a.b, a-b]\n```\n\n[^Own]: So.[@A.b:c/d+e]\n",
        "question_aliases: {how-much: how-many}",
    ),
    "facts/Sea_Wind.yaml": "".join(
        f"{fact}: {CLAIMS % fact}\n" for fact in ("a.b", "a-b", "a_b", "a.b-title")
    ),
    "glossary.yaml": "pier-one: {term: Pier one, definition: A pier.}\n",
    "sources/s.yaml": sources("a", "A.b:c/d+e"),
}


def ids(site: TinySite) -> dict[str, list[str]]:
    pages = site.output.rglob("*.html")
    paths = [str(page.relative_to(site.output)).removesuffix("index.html") for page in pages]
    return {path: site.tree(path).xpath("//@id") for path in paths}


def test_ids_are_of_letters_digits_and_hyphens(make_site: SiteMaker) -> None:
    site = make_site(FILES)
    site.build()
    found = ids(site)
    assert {"pier/", "facts/", "disputes/", "facts/a.b/", "404.html"} <= found.keys()
    every = {each for page in found.values() for each in page}
    assert [each for each in every if not re.fullmatch("[a-z0-9-]+", each)] == []
    assert [path for path, page in found.items() if len(set(page)) < len(page)] == []


def test_facts_with_ids_that_come_out_alike_have_places_of_their_own(make_site: SiteMaker) -> None:
    site = make_site(FILES)
    site.build()
    tree = site.tree("pier/")
    assert [
        (each.get("id"), words(each.find("h3"))) for each in tree.find_class("claims")
    ] == [("claims-a-b", "a.b"), ("claims-a-b-2", "a-b"), ("claims-a-b-3", "a_b")]  # fmt: skip
    links = tree.xpath('//p[@class="answer"]//a[@class="state"]/@href')
    assert links == ["#claims-a-b", "#claims-a-b-2", "#claims-a-b-3"]
    assert "claims-a-b-title" in site.tree("disputes/").xpath("//@id")
    assert "topic-sea-wind" in site.tree("facts/").xpath("//@id")
