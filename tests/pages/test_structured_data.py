"""Graphs of whole sites: each says what its page shows, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import lxml.html
import pytest

from tests.pages.bilingual import FILES
from tests.sites import TinySite, explainer, output_files, words

Graph = list[dict[str, Any]]
Files = Mapping[str, bytes]

SHOWN = {"name", "headline", "text", "description", "keywords", "genre", "creativeWorkStatus"}
DATES = {"datePublished", "dateModified", "lastReviewed", "version", "temporalCoverage"}
LINKS = {"@id", "url", "item", "contentUrl", "correction", "correctionsPolicy"}
LINKS |= {"publishingPrinciples"}
HELD = {"FAQPage", "ClaimReview", "QAPage", "HowTo", "SpeakableSpecification"}
OWN_NAMES = {"website", "publisher", "breadcrumb"}
SITE = {
    **FILES,
    "site.yaml": FILES["site.yaml"].replace("{about: about}", "{about: about, method: about}"),
    "explainers/disputed.md": explainer(
        """
## How many people came, {{ crowd | plain }}? {#how-many}

{{ crowd | with-unit }} came, and {{ rumour }} fell ill.[@log]

## Was it so? {#was-it}

We wrote {{ crowd }}. {{ gone | statement }}
""",
        "standfirst: It says {{ crowd | plain }} & <sub>more</sub>.",
        "authors: [ann]",
        "checked_by: [house]",
        "updated: 2026-04-01",
        "topics: [tides]",
        "corrections: [{date: 2026-03-04, was: '30 came', now: 'fell ill', question: how-many}]",
        title="Who came?",
    ),
    "facts/disputed.yaml": """
crowd:
  label: Crowd
  label.ru: Толпа
  unit: people
  claims:
  - {value: 2000, by: the mayor, as_of: 2026-01, standing: asserted, sources: [wire]}
  - {value: 3000, by: the police, as_of: 2026-01-02, sources: [log]}
rumour:
  label: Ill
  label.ru: Больны
  statement: Some fell ill.
  claims: [{value: 7, standing: asserted, by: a guest, sources: [log]}]
gone:
  label: Gone
  label.ru: Ушли
  statement: One left.
  claims: [{value: 1, rank: deprecated, why: A slip., sources: [log]}]
""",
    "people.yaml": FILES["people.yaml"]
    + "house: {name: The House, kind: organization, same_as: ['https://www.wikidata.org/wiki/Q1']}",
}


@pytest.fixture(scope="module")
def files(flagship: Path) -> Files:
    return output_files(flagship)


@pytest.fixture(scope="module", params=["https://tides.example/book/", ""])
def tiny(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The bilingual site, with an address of its own and without."""
    site = TinySite(tmp_path_factory.mktemp("tiny"))
    url = "url: https://tides.example/book/\n"
    site.write({**SITE, "site.yaml": SITE["site.yaml"].replace(url, f"url: {request.param}\n")})
    if not request.param:
        site.edit("site.yaml", "url: \n", "")
    site.build()
    return site.files()


def graph_of(files: Files, path: str) -> Graph:
    (script,) = tree_of(files, path).xpath("//script[@type='application/ld+json']")
    written = json.loads(script.text)
    assert written["@context"] == "https://schema.org"
    graph: Graph = written["@graph"]
    return graph


def tree_of(files: Files, path: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(files[path].decode())


def pages(files: Files) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    """Every page that machines are told of."""
    for path in files:
        if path.endswith(".html") and not tree_of(files, path).xpath("//meta[@content='noindex']"):
            yield path, tree_of(files, path)


def nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from nodes(each)


def said(graph: Graph, keys: set[str]) -> set[str]:
    found = [node[key] for node in nodes(graph) for key in keys if key in node]
    texts = [text for value in found for text in (value if isinstance(value, list) else [value])]
    return {text for text in texts if isinstance(text, str)}


def plain(text: str) -> str:
    """Words alone: a state stands in brackets here and behind a tag there."""
    return " ".join(re.sub(r"[(),:]", " ", text.replace("\u00a0", " ")).casefold().split())


def shown(tree: lxml.html.HtmlElement) -> str:
    """The page's words, with and without a space where one element meets the next."""
    (body,) = tree.xpath("//body")
    for element in body.xpath(".//script | .//sup[@class='ref'] | .//*[@class='stale']"):
        element.drop_tree()
    return f"{plain(' '.join(body.itertext()))} | {plain(body.text_content())}"


def check_words_and_dates(files: Files) -> None:
    for path, tree in pages(files):
        graph = graph_of(files, path)
        days = set(tree.xpath("//time/@datetime"))
        assert said(graph, DATES) <= days, path
        visible = shown(tree)
        assert {text for text in said(graph, SHOWN) if not is_shown(text, visible)} == set(), path


def is_shown(text: str, visible: str) -> bool:
    """Whether the page says it, where a value's state may have a line of its own."""
    value, _, state = text.removesuffix(")").rpartition(" (")
    apart = all(plain(part) in visible for part in (value, *state.split(", ")))
    return plain(text) in visible or (bool(value) and text.endswith(")") and apart)


def check_names(files: Files, base: str) -> None:
    for path, _ in pages(files):
        graph = graph_of(files, path)
        found = list(nodes(graph))
        defined = [node["@id"] for node in found if "@id" in node and len(node) > 1]
        assert len(defined) == len(set(defined)), path
        assert {node["@id"] for node in found if len(node) == 1 and "@id" in node} <= set(defined)
        for address in said(graph, LINKS):
            target, anchor = urldefrag(urljoin(f"{base}{path}", address))
            if not target.startswith(base):
                continue
            file = target.removeprefix(base)
            file = f"{file}index.html" if file == "" or file.endswith("/") else file
            assert file in files, (path, address)
            if anchor and anchor not in OWN_NAMES:
                assert tree_of(files, file).xpath(f"//*[@id='{anchor}']"), (path, address)


def test_the_flagship_says_what_it_shows(files: Files) -> None:
    check_words_and_dates(files)


def test_the_names_in_the_flagship_lead_somewhere(files: Files) -> None:
    check_names(files, "https://any.example/")


def check_article(files: Files, path: str) -> None:
    """Title, dates, questions and answers are those that stand in their own places."""
    tree = tree_of(files, path)
    (article,) = (node for node in graph_of(files, path) if "headline" in node)
    assert article["headline"] == words(tree.find(".//h1"))
    (page,) = (n for n in graph_of(files, path) if n.get("mainEntity") == {"@id": article["@id"]})
    stamp = tree.xpath("//*[@class='stamp']//time/@datetime")
    changed = [article["dateModified"]] if "dateModified" in article else []
    *others, last = stamp
    assert others == [article["datePublished"], *changed]
    # the research may be older than the version, a check may not
    assert last == page["lastReviewed"] if "lastReviewed" in page else last <= article["version"]
    for question in article["hasPart"]:
        section = tree.get_element_by_id(urldefrag(question["url"]).fragment)
        assert plain(question["name"]) == plain(words(section.find(".//h2")))
        for mark in section.xpath(".//sup | .//*[@class='stale']"):
            mark.drop_tree()
        (answer,) = section.find_class("answer")
        assert plain(question["acceptedAnswer"]["text"]) == plain(words(answer))


def test_an_explainers_words_stand_in_their_places(files: Files, tiny: Files) -> None:
    for path in ("csto-in-kazakhstan/index.html", "what-is-the-csto/index.html"):
        check_article(files, path)
    for path in ("gauge/index.html", "ru/gauge/index.html", "disputed/index.html"):
        check_article(tiny, path)


def test_a_site_in_two_languages_says_what_it_shows(tiny: Files) -> None:
    check_words_and_dates(tiny)
    check_names(tiny, "https://tides.example/book/")


def test_the_publisher_has_one_name_in_all_languages(tiny: Files) -> None:
    base = "https://tides.example/book/"
    publishers = {
        urljoin(f"{base}{path.removesuffix('index.html')}", node["publisher"]["@id"])
        for path, _ in pages(tiny)
        for node in graph_of(tiny, path)
        if node["@type"] == "WebSite"
    }
    assert publishers == {f"{base}#publisher"}


def test_every_listed_page_has_one_graph_and_no_other_page_has_one(tiny: Files) -> None:
    listed = {path for path, _ in pages(tiny)}
    html = {path for path in tiny if path.endswith(".html")}
    assert html - listed == {"404.html", "tide-gauge/index.html"}
    for path in html:
        scripts = tree_of(tiny, path).xpath("//script[@type='application/ld+json']")
        assert len(scripts) == (1 if path in listed else 0), path


def test_no_graph_claims_what_a_page_is_not(files: Files) -> None:
    for path, _ in pages(files):
        assert not HELD & {node.get("@type") for node in nodes(graph_of(files, path))}, path


def test_a_disputed_value_never_stands_without_its_words(tiny: Files) -> None:
    path = "disputed/index.html"
    (article,) = (n for n in graph_of(tiny, path) if "headline" in n)
    assert article["description"] == "It says 3,000 (disputed) & more."
    question = article["hasPart"][0]
    assert question["name"] == "How many people came, 3,000 (disputed)?"
    assert question["acceptedAnswer"]["text"] == (
        "3,000\u00a0people (disputed) came, and 7 (according to a guest) fell ill."
    )
    russian = graph_of(tiny, "ru/facts/crowd/index.html")[-1]
    assert (russian["text"], russian["creativeWorkStatus"]) == (
        "3\u00a0000\u00a0человек (спорно)",
        "Спорно",
    )


def test_a_preview_of_a_fact_keeps_its_state(tiny: Files) -> None:
    for fact, text in (
        ("crowd", "3,000\u00a0people (disputed)"),
        ("rumour", "Some fell ill. (according to a guest)"),
        ("gone", "One left. (Set aside or withdrawn)"),
        ("built", "The gauge was built in 1891."),
    ):
        (shown,) = tree_of(tiny, f"facts/{fact}/index.html").xpath(
            "//meta[@property='og:description']/@content"
        )
        assert shown == text


def test_a_fact_of_which_no_claim_stands_says_so(tiny: Files) -> None:
    claim = graph_of(tiny, "facts/gone/index.html")[-1]
    assert (claim["name"], claim["creativeWorkStatus"]) == ("Gone", "Set aside or withdrawn")
    assert claim["text"] == "One left."


def passage(title: str, address: str) -> dict[str, object]:
    return {
        "@type": "CreativeWork",
        "isPartOf": {"@type": "CreativeWork", "name": title, "url": address},
    }


def test_a_fact_names_speaker_evidence_and_state_of_each_claim(tiny: Files) -> None:
    graph = graph_of(tiny, "facts/crowd/index.html")
    (page,) = (node for node in graph if "mainEntity" in node)
    root = "../../" if page["url"] == "./" else page["url"].removesuffix("facts/crowd/")
    assert page["mainEntity"] == {"@id": graph[-1]["@id"]}
    assert graph[-1] == {
        "@type": "Claim",
        "@id": graph[-1]["@id"],
        "creativeWorkStatus": "Disputed",
        "temporalCoverage": "2026-01-02",
        "citation": [passage("The log", f"{root}sources/log/")],
        "name": "Crowd",
        "text": "3,000\u00a0people (disputed)",
        "author": "the police",
    }
    assert page["mentions"] == [
        {
            "@type": "Claim",
            "creativeWorkStatus": "Disputed",
            "temporalCoverage": "2026-01",
            "citation": [passage("High water", f"{root}sources/wire/")],
            "text": "2,000\u00a0people",
            "author": "the mayor",
        }
    ]
    assert "author" not in graph_of(tiny, "facts/gone/index.html")[-1]
