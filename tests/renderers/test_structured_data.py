"""Graphs, node by node: what an explainer says of itself, and what no text can do to it."""

from __future__ import annotations

import json
from typing import Any

import lxml.html
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec.structs import replace

from explainer.config import find_generator_root
from explainer.renderers.html import RenderJob, render
from explainer.renderers.structured_data import structured_data
from explainer.renderers.templates import load_templates
from explainer.resolve.published.frame import Card, Chrome, Head
from explainer.resolve.published.ledger_pages import DataPage
from explainer.resolve.published.list_pages import ChangeEntry, PersonPage, TermEntry
from explainer.resolve.published.pages import (
    ExplainerPage,
    NotFoundPage,
    Page,
    PlainPage,
    Question,
    RedirectPage,
    WithdrawnPage,
)
from explainer.resolve.published.parts import Contributor, Day, Fragment, Link, ValueSpan
from explainer.resolve.published.source_pages import Note, NoteItem, Notes, SourcePage, SourceView

URL = "https://tides.example/book/"
TEMPLATES = load_templates([find_generator_root() / "templates"])
CHROME = Chrome(
    site_title="Tides",
    home="",
    navigation=(),
    footer=(),
    publisher="The Gauge House",
    publisher_type="NewsMediaOrganization",
    contact=Link("desk@tides.example", "mailto:desk@tides.example", external=True),
    license=Link("CC BY 4.0", "https://license.example/by", external=True),
    url=URL,
    policies=(("method", "method/"), ("ownership", "owners/"), ("funding", "money/")),
    card=Card("assets/images/card.png", "A gauge", 1200, 630),
)
WIRE = SourceView(
    key="wire",
    address="sources/wire/",
    type="article-newspaper",
    kind="News report",
    title="Прилив",
    authors=("Ann Key",),
    container="The Wire",
    publisher="Wire Ltd",
    issued=Day("10 January 2022", "2022-01-10"),
    url="https://wire.example/a",
    archive_url="https://archive.example/a",
    language_code="ru",
    copy_of=Link("The log", "sources/log/"),
)
LOG = SourceView(
    key="log",
    address="sources/log/",
    type="report",
    kind="Report",
    title="The log",
    issued=Day("1999", "1999"),
)
ANN = TermEntry(
    id="term-ann",
    name="Ann Key",
    kind="person",
    address="people/ann/",
    text=Fragment(),
    same_as=("https://who.example/1",),
)


def text(*parts: str | ValueSpan) -> Fragment:
    return Fragment(tuple(Markup.escape(part) if isinstance(part, str) else part for part in parts))


def graph(page: Page, chrome: Chrome = CHROME) -> dict[str, dict[str, Any]]:
    """The page's nodes by type."""
    written = json.loads(structured_data(page, chrome, lambda address: f"/{address}"))
    return {node["@type"]: node for node in written["@graph"]}


GAUGE = ExplainerPage(
    head=Head(
        address="gauge/",
        language="en",
        title="The gauge",
        description="One gauge.",
        alternates=(
            Link("English", "gauge/", language="en"),
            Link("Русский", "ru/gauge/", language="ru"),
        ),
        breadcrumb=(Link("Explainers", ""),),
    ),
    authors=(Contributor("Ann Key", "people/ann/"),),
    checked_by=(Contributor("The desk", "people/desk/", organization=True),),
    published=Day("2 March 2026", "2026-03-02"),
    updated=Day("4 March 2026", "2026-03-04"),
    version=Day("4 March 2026", "2026-03-04"),
    checked=Day("20 November 2026", "2026-11-20"),
    topics=(Link("The sea", "topics/sea/"), Link("Tides", "topics/tides/")),
    questions=(
        Question(
            id="how-high",
            heading=text("How high?"),
            text="How high?",
            answer=text(
                ValueSpan(text="3 m", fact_id="high", caveat="disputed, according to Ann"),
                " at most.",
            ),
            body=Fragment(),
        ),
        Question(id="why", heading=text("Why?"), text="Why?", answer=Fragment(), body=Fragment()),
    ),
    terms=(ANN,),
    corrections=(
        ChangeEntry(
            Link("Gauge", "gauge/"),
            Day("3 March 2026", "2026-03-03"),
            text("3 m"),
            text("It is 2 m."),
            "standing",
        ),
    ),
    notes=Notes((
        Note(note_id="fn-1", number=1, items=(NoteItem(WIRE, "p. 1"), NoteItem(LOG))),
        Note(note_id="fn-2", number=2, items=(NoteItem(WIRE, "p. 2"),)),
    )),
)  # fmt: skip


def test_an_explainer() -> None:
    assert graph(GAUGE)["BackgroundNewsArticle"]["@id"] == f"{URL}ru/gauge/#main"
    written = json.loads(structured_data(GAUGE, CHROME, str))
    article = next(node for node in written["@graph"] if "headline" in node)
    assert article == {
        "@type": "BackgroundNewsArticle",
        "@id": f"{URL}gauge/#main",
        "headline": "The gauge",
        "description": "One gauge.",
        "url": f"{URL}gauge/",
        "inLanguage": "en",
        "datePublished": "2026-03-02",
        "dateModified": "2026-03-04",
        "version": "2026-03-04",
        "author": [{"@id": f"{URL}people/ann/#main"}],
        "publisher": {"@id": f"{URL}#publisher"},
        "image": f"{URL}assets/images/card.png",
        "license": "https://license.example/by",
        "keywords": [
            {"@type": "DefinedTerm", "name": "The sea", "url": f"{URL}topics/sea/"},
            {"@type": "DefinedTerm", "name": "Tides", "url": f"{URL}topics/tides/"},
        ],
        "mentions": [{"@id": f"{URL}people/ann/#main"}],
        "workTranslation": [{"@id": f"{URL}ru/gauge/#main"}],
        "hasPart": [
            {
                "@type": "Question",
                "name": "How high?",
                "url": f"{URL}gauge/#how-high",
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": "3 m (disputed, according to Ann) at most.",
                },
            },
            {"@type": "Question", "name": "Why?", "url": f"{URL}gauge/#why"},
        ],
        "correction": f"{URL}gauge/#changes",
        "citation": [
            {"@type": "CreativeWork", "@id": f"{URL}sources/wire/#main"},
            {"@type": "CreativeWork", "@id": f"{URL}sources/log/#main"},
        ],
    }


def test_what_stands_around_an_explainer() -> None:
    found = graph(GAUGE)
    assert found["WebPage"]["lastReviewed"] == "2026-11-20"
    assert found["WebPage"]["reviewedBy"] == [{"@id": f"{URL}people/desk/#main"}]
    assert found["WebPage"]["mainEntity"] == {"@id": f"{URL}gauge/#main"}
    steps = found["BreadcrumbList"]["itemListElement"]
    assert [(step["name"], step["item"]) for step in steps] == [
        ("Explainers", URL),
        ("The gauge", f"{URL}gauge/"),
    ]
    assert found["Organization"]["name"] == "The desk"
    assert found["Person"]["sameAs"] == ["https://who.example/1"]
    assert found["NewsMediaOrganization"] == {
        "@type": "NewsMediaOrganization",
        "@id": f"{URL}#publisher",
        "name": "The Gauge House",
        "email": "desk@tides.example",
        "publishingPrinciples": f"{URL}method/",
        "ownershipFundingInfo": [f"{URL}owners/", f"{URL}money/"],
    }


def test_a_publisher_is_what_the_settings_say() -> None:
    """A policy that schema.org knows of the news only, or not of people, is said of no other."""
    policies = (("masthead", "who/"), ("ethics", "rules/"), ("principles", "aims/"))
    kinds = {}
    for kind in ("Organization", "Person", "NewsMediaOrganization"):
        chrome = replace(CHROME, publisher_type=kind, policies=policies, contact=None)
        nodes = json.loads(structured_data(GAUGE, chrome, str))["@graph"]
        (named,) = (node for node in nodes if node["@id"] == f"{URL}#publisher")
        assert named["@type"] == kind
        kinds[kind] = sorted(named.keys() - {"@type", "@id", "name"})
        in_the_news = "BackgroundNewsArticle" in {node["@type"] for node in nodes}
        assert in_the_news == (kind == "NewsMediaOrganization")
    assert kinds == {
        "Organization": ["ethicsPolicy", "publishingPrinciples"],
        "Person": ["publishingPrinciples"],
        "NewsMediaOrganization": ["ethicsPolicy", "masthead", "publishingPrinciples"],
    }


def test_a_site_that_names_no_publisher_has_none() -> None:
    chrome = replace(CHROME, publisher="", publisher_type="NewsMediaOrganization")
    nodes = json.loads(structured_data(GAUGE, chrome, str))["@graph"]
    assert [
        node for node in nodes if "publisher" in node or node["@id"].endswith("#publisher")
    ] == []
    assert "Article" in {node["@type"] for node in nodes}


def test_without_a_public_address_names_are_links_from_the_page() -> None:
    found = graph(
        PlainPage(head=Head(address="about/", language="en", title="About us")),
        Chrome(site_title="Tides", home="", navigation=(), footer=(), publisher="The Gauge House"),
    )
    assert found["WebPage"]["@id"] == "/about/"
    assert found["WebSite"]["publisher"] == {"@id": "/#publisher"}
    assert found["Organization"] == {
        "@type": "Organization",
        "@id": "/#publisher",
        "name": "The Gauge House",
    }


def test_a_source() -> None:
    assert graph(SourcePage(Head(address="sources/wire/", language="en", title="Прилив"), WIRE))[
        "CreativeWork"
    ] == {
        "@type": "CreativeWork",
        "@id": f"{URL}sources/wire/#main",
        "url": "https://wire.example/a",
        "publisher": {"@type": "Organization", "name": "Wire Ltd"},
        "datePublished": "2022-01-10",
        "inLanguage": "ru",
        "archivedAt": "https://archive.example/a",
        "name": "Прилив",
        "genre": "News report",
        "author": ["Ann Key"],
        "isPartOf": {"@type": "CreativeWork", "name": "The Wire"},
        "isBasedOn": {
            "@type": "CreativeWork",
            "@id": f"{URL}sources/log/#main",
            "name": "The log",
        },
    }


def test_a_person() -> None:
    found = graph(
        PersonPage(head=Head(address="people/ann/", language="en", title="Ann Key"), entry=ANN)
    )
    assert found["ProfilePage"]["mainEntity"] == {"@id": f"{URL}people/ann/#main"}
    assert found["Person"]["url"] == f"{URL}people/ann/"


def test_the_data_are_a_data_set_with_its_files() -> None:
    files = ((Link("CSV", "data/facts.csv"), 3), (Link("SQLite", "data/explainer.sqlite"), 0))
    found = graph(DataPage(Head(address="data/", language="en", title="Data"), files))["Dataset"]
    assert found["license"] == "https://license.example/by"
    assert [(file["contentUrl"], file["encodingFormat"]) for file in found["distribution"]] == [
        (f"{URL}data/facts.csv", "text/csv"),
        (f"{URL}data/explainer.sqlite", "application/vnd.sqlite3"),
    ]


def test_pages_that_nobody_is_to_find_have_none() -> None:
    head = Head(address="x/", language="en", title="X")
    draft = PlainPage(head=Head(address="x/", language="en", title="X", draft=True))
    unused = SourcePage(Head(address="x/", language="en", title="X", unused=True), WIRE)
    for page in (draft, unused, WithdrawnPage(head), RedirectPage(head), NotFoundPage(head)):
        assert structured_data(page, CHROME, str) == ""


HOSTILE = "</script><script>alert(1)</script><!-- & ]]> \u2028\u2029 \" \\ '"


def test_no_text_can_end_the_script() -> None:
    page = PlainPage(head=Head(address="a/", language="en", title=HOSTILE, description=HOSTILE))
    chrome = Chrome(site_title=HOSTILE, home="", navigation=(), footer=(), publisher=HOSTILE)
    html = render(RenderJob(page, chrome, TEMPLATES)).data.decode()
    (script,) = lxml.html.document_fromstring(html).xpath("//script")
    assert not set("<>&\u2028\u2029") & set(script.text)
    website, publisher, written = json.loads(script.text)["@graph"]
    assert (
        website["name"] == publisher["name"] == written["name"] == written["description"] == HOSTILE
    )


@given(st.text())
def test_any_text_comes_back(title: str) -> None:
    page = PlainPage(head=Head(address="a/", language="en", title=title))
    written = structured_data(page, CHROME, str)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written)["@graph"][-1].get("name", "") == title
