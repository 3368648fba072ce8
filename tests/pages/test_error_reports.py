"""Where readers report an error: the page and the question go with it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest

from tests.pages.conftest import SiteMaker
from tests.sites import TinySite, explainer, sources, words

FILES = {
    "sources/s.yaml": sources("log"),
    "facts/f.yaml": "depth: {value: 4, sources: [log]}\n",
    "explainers/gauge.md": explainer("## Why?\n\nIt is {{ depth }}.", title="The gauge & co"),
}


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    settings = "title: T\nurl: https://tides.example/\ncontact: desk@tides.example\n"
    site = make_site({**FILES, "site.yaml": settings})
    site.build()
    return site


def mails(tree: lxml.html.HtmlElement) -> list[tuple[str, str, list[str]]]:
    """(receiver, subject, lines of the text) of each report."""
    found = []
    for link in tree.find_class("report"):
        address = urlsplit(link.get("href"))
        fields = parse_qs(address.query, strict_parsing=True)
        (subject,), (body,) = fields["subject"], fields["body"]
        found.append((address.path, subject, body.split("\r\n")))
    return found


def test_a_report_carries_page_and_question(site: TinySite) -> None:
    question, page = mails(site.tree("gauge/"))
    assert question == (
        "desk@tides.example",
        "Error in “The gauge & co”",
        [
            "Page: The gauge & co", "Question: Why?", "https://tides.example/gauge/#why",
            "", "What is wrong, and what shows it:", "",
        ],
    )  # fmt: skip
    assert page[2][:2] == ["Page: The gauge & co", "https://tides.example/gauge/"]


def test_a_report_on_a_fact_names_it(site: TinySite) -> None:
    ((_, subject, lines),) = mails(site.tree("facts/depth/"))
    assert subject == "Error in “Depth”"
    assert lines[:2] == ["Page: Depth", "https://tides.example/facts/depth/"]


def test_links_to_report_say_by_themselves_what_they_are_about(site: TinySite) -> None:
    assert [words(a) for a in site.tree("gauge/").find_class("report")] == [
        "Report an error: Why?", "Report an error: The gauge & co",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("contact", "expected"),
    [("contact: https://tides.example/tell\n", ["https://tides.example/tell"] * 2), ("", [])],
)
def test_other_contacts(make_site: SiteMaker, contact: str, expected: list[str]) -> None:
    site = make_site({**FILES, "site.yaml": f"title: T\n{contact}"})
    site.build()
    assert [a.get("href") for a in site.tree("gauge/").find_class("report")] == expected
