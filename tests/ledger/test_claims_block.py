"""Claims where an answer states a fact: who, what, when, on which source, and what we write."""

from __future__ import annotations

import lxml.html
import pytest

from tests.ledger.conftest import FACTS, SiteMaker
from tests.ledger.reading import block, key_facts, rows, without_marks
from tests.sites import TinySite, explainer, words


def test_a_dispute_shows_every_rival_claim(pier: TinySite) -> None:
    """Oldest first; what is set aside stands last, is struck through, and says why; boats are no
    rivals. The column says what it holds."""
    dispute = block(pier, "crowd")
    assert [words(cell) for cell in dispute.findall(".//thead/tr/th")] == [
        "Who says so", "People", "When", "Published by",
    ]  # fmt: skip
    assert rows(dispute) == [
        ["The harbour", "900 people", "5 January 2026", "Report a1"],
        ["The fishers", "1,200 people", "5–6 January 2026", "Report b, and 1 other5"],
        ["Not named", "set aside by us: 5,000 people", "January 2026", "Report c2"],
        ["A slip of the pen."],
    ]
    assert [body.get("class") for body in dispute.iter("tbody")] == [None, None, "fallen"]
    struck = dispute.findall(".//del")
    assert [words(each) for each in struck] == ["set aside by us: 5,000 people"]
    assert dispute.find_class("counted")[0].text_content().split() == [
        "This", "is", "about:", "people", "at", "noon",
    ]  # fmt: skip


def test_a_link_in_a_reason_leads_from_the_fact_s_own_file(make_site: SiteMaker) -> None:
    link = "Counted at the [gate](../explainers/pier.md#gates)."
    site = make_site({"facts/sea.yaml": FACTS.replace("Counted at the gate.", link)})
    site.build()
    for address, expected in (("pier/", "#gates"), ("disputes/", "../pier/#gates")):
        (found,) = block(site, "crowd", address).xpath('.//a[text()="gate"]/@href')
        assert found == expected


def test_what_we_write_stands_before_the_claims_with_its_reason(pier: TinySite) -> None:
    dispute = without_marks(block(pier, "crowd"))
    written = dispute.find_class("written")[0]
    assert [words(part) for part in written] == [
        "What we write: 900 people",
        "Counted at the gate.",
    ]
    assert written.getnext().tag == "table"
    assert dispute.xpath(".//p[@class='checked']/a/@href") == ["../facts/crowd/"]
    assert words(dispute.find_class("checked")[0]) == (
        "All claims and their evidence: People on the pier"
    )


def test_what_the_label_says_is_not_said_again(make_site: SiteMaker) -> None:
    site = make_site({"facts/sea.yaml": FACTS.replace("people *at noon*", "People *on the Pier*")})
    site.build()
    assert block(site, "crowd").find_class("counted") == []


def test_a_revision_is_a_series_of_days(pier: TinySite) -> None:
    revision = block(pier, "toll")
    assert [words(cell) for cell in revision.findall(".//thead/tr/th")] == [
        "When", "Deaths", "Who says so", "Published by",
    ]  # fmt: skip
    assert [row[:3] for row in rows(revision)] == [
        ["15 January 2022", "225 deaths", "Office"],
        ["1 March 2022", "225 deaths", "Office"],
        ["August 2022", "238 deaths", "Office"],
        ["9 January 2022", "set aside by us: 164 deaths", "Not named"],
        ["Disowned."],
    ]


@pytest.mark.parametrize(
    ("figure", "blocks"),
    [
        ("", ["People on the pier", "Storm deaths"]),
        ("\n```table\ntitle: Both\nfacts: [crowd, toll]\n```\n", ["People on the pier"]),
        ("\n## Then? {#then}\n\n```table\ntitle: All\nfacts: [toll]\n```\n",
         ["People on the pier", "Storm deaths"]),
    ],
)  # fmt: skip
def test_what_moved_with_time_has_no_block_beside_its_figure(
    make_site: SiteMaker, figure: str, blocks: list[str]
) -> None:
    """A dispute has one all the same."""
    text = f"## How many? {{#many}}\n\n{{{{ crowd }}}} and {{{{ toll }}}}.\n{figure}"
    site = make_site({"explainers/pier.md": explainer(text)})
    site.build()
    tree = site.tree("pier/")
    assert [words(h) for h in tree.xpath("//section[contains(@class, 'claims ')]/h3")] == blocks


def test_nobody_is_listed_where_nobody_is_named(make_site: SiteMaker) -> None:
    site = make_site({"facts/sea.yaml": FACTS.replace("by: Office, ", "")})
    site.build()
    heads = block(site, "toll").findall(".//thead/tr/th")
    assert [words(cell) for cell in heads] == ["When", "Deaths", "Published by"]
    assert block(site, "toll").xpath(".//tr[@class='remarks']/td/@colspan") == ["3"]


def test_the_block_stands_once_under_the_first_answer_that_states_the_fact(
    make_site: SiteMaker,
) -> None:
    body = "## A? {#a}\n\nNone.\n\n## B? {#b}\n\nIt is {{ crowd }}.\n\n## C? {#c}\n\n{{ crowd }}.\n"
    site = make_site({"explainers/pier.md": explainer(body, title="The pier")})
    site.build()
    blocks = site.tree("pier/").find_class("claims")
    assert [each.getparent().get("id") for each in blocks] == ["b"]


def test_facts_whose_ids_differ_by_a_dot_both_have_a_block(make_site: SiteMaker) -> None:
    claims = (
        "claims: [{value: 1, by: A, as_of: 2020, sources: [a]}, {value: 2, by: B, sources: [b]}]"
    )
    body = "## A? {#a}\n\nIt is {{ x.y }} or {{ x-y }}.\n"
    files = {
        "facts/sea.yaml": f"x.y: {{{claims}}}\nx-y: {{{claims}}}\n",
        "explainers/pier.md": explainer(body, title="The pier"),
    }
    site = make_site(files)
    site.build()
    blocks = site.tree("pier/").find_class("claims")
    assert [each.get("id") for each in blocks] == ["claims-x-y", "claims-x-y-2"]


def test_the_words_for_a_state_lead_to_the_claims(pier: TinySite) -> None:
    tree = pier.tree("pier/")
    links = tree.xpath('//a[@class="state"]')
    assert [(words(link), link.get("href")) for link in links] == [
        ("(Disputed)", "#claims-crowd"),  # key facts
        ("(Disputed)", "../facts/share/"),
        ("(Disputed)", "#claims-crowd"),  # the answer
    ]


def test_key_facts_have_their_states_and_dates(pier: TinySite) -> None:
    assert key_facts(pier) == {
        "People on the pier": "900 people (Disputed) figure of 5 January 2026",
        "Storm deaths": "238 deaths figure of August 2022 · Differs by date",
        "Gates shut": "3 days according to Ann Key, keeper",
        "Share on the pier": "10% (Disputed)",
        "People in town": "9,000 people",
    }
    revised = pier.tree("pier/").xpath('//*[@class="key-facts"]//small/a/@href')
    assert revised == ["#claims-toll"]


def test_a_value_in_prose_has_state_speaker_and_note_in_this_order(pier: TinySite) -> None:
    """Its age comes last: see test_ages_on_pages.py."""
    answers = [words(each) for each in pier.tree("pier/").find_class("answer")]
    assert answers[0] == "There were 900 people (Disputed)1 at noon."
    assert answers[2] == ("They were shut for 3 days (according to Ann Key, keeper)3.")


def test_the_state_is_said_without_colour_and_script(pier: TinySite) -> None:
    """It is a word of the text, with brackets for those who hear or copy it."""
    tag = block(pier, "crowd").find_class("claims-state")[0][0]
    assert lxml.html.tostring(tag, encoding="unicode").strip() == (
        '<span class="tag disputed"><span class="hidden">(</span>Disputed'
        '<span class="hidden">)</span></span>'
    )
    assert "<script>" not in lxml.html.tostring(pier.tree("pier/"), encoding="unicode")
