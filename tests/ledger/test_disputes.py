"""What sources disagree on: every dispute of the site, and what nobody has confirmed."""

from __future__ import annotations

from tests.ledger.conftest import SiteMaker
from tests.ledger.reading import rows
from tests.sites import TinySite, words

SETTLED = "town: {label: People in town, value: 9000, sources: [a]}\n"


def test_every_dispute_of_the_site_stands_there_once(pier: TinySite) -> None:
    """A derived value is no dispute of its own: what it is made from is."""
    tree = pier.tree("disputes/")
    assert [block.get("id") for block in tree.find_class("claims")] == ["claims-crowd"]
    assert words(tree.find_class("counts")[0]) == "2 disputed facts"
    assert rows(tree.get_element_by_id("claims-crowd")) == [
        ["The harbour", "900 people", "5 January 2026", "Report a2"],
        ["The fishers", "1,200 people", "5–6 January 2026", "Report b, and 1 other3"],
        ["Not named", "set aside by us: 5,000 people", "January 2026", "Report c1"],
        ["A slip of the pen."],
    ]


def test_its_headings_follow_the_page_s_own(pier: TinySite) -> None:
    tree = pier.tree("disputes/")
    headings = [h.tag for h in tree.iter("h1", "h2", "h3", "h4")]
    assert headings == ["h1", *["h2"] * 4]  # the dispute, the unconfirmed, the words, the notes


def test_a_table_says_what_each_word_means_there_and_on_the_page_of_the_method(
    make_site: SiteMaker,
) -> None:
    page = "---\ntitle: How\n---\n\nWith care.\n"
    settings = "title: Tides\npolicies: {method: how, about: who}\n"
    site = make_site({"site.yaml": settings, "pages/how.md": page, "pages/who.md": page})
    site.build()
    named = [
        "(Disputed)", "(Said by one side)", "(Unconfirmed)", "(Revised)", "(Differs by date)",
        "(Set aside by us)", "(Withdrawn)", "(Set aside or withdrawn)",
    ]  # fmt: skip
    for address in ("disputes/", "how/"):
        (table,) = site.tree(address).find_class("meanings")
        assert [words(row[0]) for row in table.iter("tr")][1:] == named
    assert site.tree("who/").find_class("meanings") == []


def test_what_is_not_settled_for_other_reasons_is_counted(pier: TinySite) -> None:
    (line,) = pier.tree("disputes/").find_class("onward")
    assert words(line) == ("Not settled for other reasons: Said by one side 1, Differs by date 1")
    assert line.xpath("./a/@href") == ["../facts/#asserted", "../facts/#by-date"]


def test_without_a_dispute_the_page_says_so(make_site: SiteMaker) -> None:
    site = make_site({"facts/sea.yaml": SETTLED, "explainers/pier.md": ""})
    site.path("explainers/pier.md").unlink()
    site.build()
    assert words(site.tree("disputes/").find_class("empty")[0]) == "No dispute is recorded."


def test_every_page_leads_there(pier: TinySite) -> None:
    for address in ("", "pier/", "facts/crowd/"):
        footer = pier.tree(address).find_class("footer")[0]
        assert [words(link) for link in footer.iter("a")] == [
            "What sources disagree on", "What changed", "Corrections", "Data",
        ]  # fmt: skip


def test_a_site_without_facts_has_no_ledger(make_site: SiteMaker) -> None:
    site = make_site()
    site.path("facts/sea.yaml").unlink()
    site.path("explainers/pier.md").unlink()
    site.build()
    assert not (site.output / "disputes").exists()
    assert not (site.output / "facts").exists()
    footer = site.tree("").find_class("footer")[0]
    assert [words(link) for link in footer.iter("a")] == ["What changed", "Corrections", "Data"]
