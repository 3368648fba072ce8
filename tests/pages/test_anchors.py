"""Links to ids that the page makes itself, to former addresses, and to withdrawn pages."""

from __future__ import annotations

from pathlib import Path

from tests.sites import TinySite, explainer, sources


def test_a_link_to_a_former_address_leads_to_the_page(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "explainers/new.md": explainer("## Why? {#why}\n\nSo. [@wire]", "aliases: [old]"),
            "explainers/other.md": explainer("## What?\n\nSee [why](/old/#why) and [it](/old/).\n"),
            "sources/all.yaml": sources("wire"),
        }
    )
    site.build()
    links = [a.get("href") for a in site.tree("other/").xpath("//p/a[not(@role)]")]
    assert links[:2] == ["../new/#why", "../new/"]


def test_sections_that_the_page_has_can_be_linked(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "explainers/new.md": explainer("## Why?\n\nSo. [@wire] [notes](#notes), [c](#cite).\n"),
            "sources/all.yaml": sources("wire"),
        }
    )
    site.build()
    tree = site.tree("new/")
    assert {"notes", "cite"} <= set(tree.xpath("//@id"))


def test_a_question_of_a_withdrawn_page_is_gone(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "explainers/gone.md": explainer(
                "## Why? {#why}\n\nSo.\n", "status: withdrawn", "reason: It was wrong."
            ),
            "explainers/other.md": explainer("## What?\n\nSee [why](gone.md#why).\n"),
        }
    )
    assert [line.partition(": ")[2] for line in site.errors()] == [
        'that page has nothing with the id "why"'
    ]
