"""What is on record of changes: on the page of all, in the history of pages and facts, and for a
reader who comes back."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.sites import TinySite, explainer, served, words

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RECORD = """\
- {date: 2026-11-01, fact: toll, from: €2, to: €3, to.ru: 3 €, source: census}
- {date: 2026-11-03, question: pier#who, source: census, dropped: gone, facts: toll}
- {date: 2026-11-03, fact: lamp, label: The lamp, from: red, because: It was no lamp.}
- {date: 2026-11-04, page: pier, to: The pier}
- {date: 2026-11-05, question: plan#secret, to: What is planned?}
- {date: 2026-12-24, fact: toll, from: €3, to: €9}
"""
RECORDED_GONE = "- {date: 2026-11-06, page: pier, from: The pier}\n"
FILES = {
    "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
    "sources/books.yaml": "- {id: census, type: report, title: Census, publisher: Office, "
    "issued: 2025-01-05}\n",
    "facts/sea.yaml": "toll: {label: The toll, label.ru: Плата, value: 3, unit: EUR, "
    "sources: [census]}\n",
    "explainers/pier.md": explainer(
        "## How much? {#toll}\n\nIt is {{ toll }}.\n\n## Who came? {#who}\n\nMany.[@census]\n",
        "updates: [{date: 2026-11-02, text: We counted.}]",
        title="The pier",
    ),
    "explainers/plan.md": explainer("## What? {#secret}\n\n{{ toll }}\n", "status: draft"),
    "changes.yaml": RECORD,
}


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path)
    site.write(FILES)
    return site


def log(site: TinySite, address: str) -> list[tuple[str, str]]:
    entries = site.tree(address).xpath("//ul[@class='log']/li")
    return [(words(entry[0]), words(entry[1])) for entry in entries]


TOLL = "It said: €2 It now says: €3 Source: Office, 5 January 2025"
WHO = "Now rests on: Office, 5 January 2025 Now states: The toll No longer rests on: gone"


def test_where_changes_on_record_are_shown(site: TinySite) -> None:
    site.build()
    lamp = ("Change, 3 November 2026 · The lamp", "It said: red Because: It was no lamp. "
            "Now: no longer on this site")  # fmt: skip
    assert log(site, "changes/") == [
        ("Change, 4 November 2026 · The pier", "New: The pier"),
        ("Change, 3 November 2026 · The pier · Who came?", WHO),
        lamp,
        ("Update, 2 November 2026 · The pier", "We counted."),
        ("Change, 1 November 2026 · The toll", TOLL),
    ]
    assert log(site, "pier/") == [
        ("Change, 3 November 2026 · Who came?", WHO),
        ("Update, 2 November 2026", "We counted."),
        ("Change, 1 November 2026 · The toll", TOLL),
    ]
    assert log(site, "facts/toll/") == [("Change, 1 November 2026", TOLL)]
    assert log(site, "corrections/") == []


def test_words_in_another_language_say_so(site: TinySite) -> None:
    site.build()
    (entry,) = site.tree("ru/facts/toll/").xpath("//ul[@class='log']/li")
    assert words(entry) == (
        "Изменение, 1 ноября 2026 Было: €2 Стало: 3 € Источник: Office, 5 января 2025"
    )
    assert [each.get("lang") for each in entry.iter("dd")] == ["en", "en", None]


def test_a_page_that_was_renamed_has_what_is_on_record_of_it(site: TinySite) -> None:
    pier = site.path("explainers/pier.md")
    text = pier.read_text(encoding="utf-8").replace("title:", "aliases: [pier]\ntitle:", 1)
    pier.rename(pier.with_name("jetty.md")).write_text(text, encoding="utf-8")
    site.build()
    assert ("Change, 3 November 2026 · The pier · Who came?", WHO) in log(site, "changes/")
    assert ("Change, 3 November 2026 · Who came?", WHO) in log(site, "jetty/")


def test_a_page_that_was_deleted_needs_a_change_that_says_so(site: TinySite) -> None:
    site.path("explainers/pier.md").unlink()
    report = site.try_build()
    assert {(d.message, d.hint) for d in report.diagnostics if d.code == "unknown-page"} == {
        (
            'there is no page "pier"',
            "If it is gone, add a change that says so: `page:`, and its title in `from:`.",
        )
    }
    site.edit("changes.yaml", "- {date: 2026-12-24", RECORDED_GONE + "- {date: 2026-12-24")
    assert site.errors() == []


def test_a_page_changes_with_what_is_on_record_of_it(site: TinySite) -> None:
    site.build()
    site.edit("changes.yaml", "from: €2", "from: €1")
    changed = site.build().changed_paths
    assert {each.removeprefix("ru/") for each in changed} == {
        "index.html", "changes/index.html", "facts/toll/index.html", "pier/index.html"
    }  # fmt: skip


def test_a_reader_who_comes_back_sees_what_changed_since(site: TinySite, chromium: Browser) -> None:
    (record := site.path("changes.yaml")).unlink()
    site.edit("explainers/pier.md", "updates:", "waive: {}\n#")
    site.build()
    visits = count()
    with served(site.output) as root:
        context = chromium.new_context()
        page = context.new_page()

        def marks() -> list[str]:
            page.goto(f"{root}pier/?{next(visits)}")  # so that none comes out of the cache
            shown = page.locator("p.kind:has(.tag)").all_inner_texts()
            return [each.replace("\u00a0", " ") for each in shown]

        assert marks() == []
        record.write_text(RECORD, encoding="utf-8")
        site.build()
        assert marks() == [
            "Changed since you last read · The toll",
            "Changed since you last read · Change, 3 November 2026",
        ]
        assert page.locator("#toll p.kind:has(.tag) a").get_attribute("href") == "#changes"
        assert marks() == []
        context.close()
        context = chromium.new_context()
        page = context.new_page()
        assert marks() == []  # a stranger
        context.close()
