"""Atom feeds, read by feedparser, and where pages name them."""

from __future__ import annotations

from datetime import date

import feedparser
import pytest

from tests.sites import TODAY, TinySite

pytestmark = pytest.mark.quick
FEEDS = [
    f"{code}{path}"
    for code in ("", "ru/")
    for path in ("feed.xml", "corrections.xml", "changes.xml", "topics/sea/feed.xml")
]


def read(site: TinySite, path: str) -> feedparser.FeedParserDict:
    return feedparser.parse((site.output / path).read_bytes())


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_parser_has_nothing_to_complain_of(site: TinySite, path: str) -> None:
    parsed = read(site, path)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.id == f"https://example.org/{path}"
    links = {link.rel: link.href for link in parsed.feed.links}
    assert links["self"] == parsed.feed.id
    page = links["alternate"].removeprefix("https://example.org/")
    assert (site.output / page / "index.html").is_file()


def test_an_explainer_says_what_it_says_and_when_it_changed(site: TinySite) -> None:
    well, gauge = sorted(read(site, "feed.xml").entries, key=lambda each: each.id, reverse=True)
    assert gauge.id == gauge.link == "https://example.org/gauge/"
    assert gauge.title == "How many <came> & stayed?"  # text, as feedparser has it in HTML
    assert (gauge.published, gauge.updated) == ("2026-03-02T00:00:00Z", "2026-05-01T00:00:00Z")
    assert gauge.summary == "Some 40 (disputed: others say 60\u00a0people) came."
    assert [each.name for each in gauge.authors] == ["Ann Key"]
    assert [each.term for each in gauge.tags] == ["sea"]
    assert (well.title, well.updated) == ("The well", "2026-03-02T00:00:00Z")


def test_a_correction_says_what_was_wrong_and_what_is_right(site: TinySite) -> None:
    first, second = read(site, "corrections.xml").entries
    assert first.id == "https://example.org/gauge/#correction-2026-04-01"
    assert second.id == "https://example.org/gauge/#correction-2026-04-01-2"
    found = {each.link: each.summary for each in (first, second)}
    assert found == {
        "https://example.org/gauge/#came": "It said: 50 came\nIt now says: 40 (disputed) came",
        "https://example.org/gauge/#changes": "It said: On foot\nIt now says: by boat",
    }


def test_a_change_on_record_says_from_what_to_what_and_by_which_source(site: TinySite) -> None:
    base = "https://example.org"
    found = [
        (each.id, each.link, each.title.replace("\u00a0", " "), each.summary)
        for each in read(site, "changes.xml").entries
    ]
    assert found == [
        (
            f"{base}/changes/#lamp-2026-04-05",
            f"{base}/changes/",
            "lamp – Change, 5 April 2026",
            "It said: red\nNow: no longer on this site\nBecause: It was <no> lamp.",
        ),
        (
            f"{base}/changes/#gauge/came-2026-04-04",
            f"{base}/gauge/#came",
            "How many? – Change, 4 April 2026",
            "Now rests on: Report wire\nNow states: Built\nNo longer rests on: lost",
        ),
        (
            f"{base}/changes/#visitors-2026-04-03",
            f"{base}/facts/visitors/",
            "Visitors – Change, 3 April 2026",
            "It said: 60\nIt now says: 40 (disputed)\nSource: Report log",
        ),
        (
            f"{base}/changes/#visitors-2026-04-03-2",
            f"{base}/facts/visitors/",
            "Visitors – Change, 3 April 2026",
            "New: 41",
        ),
    ]
    russian = [each.summary for each in read(site, "ru/changes.xml").entries]
    assert russian[2] == "Было: 60\nСтало: 40 (спорно)\nИсточник: Report log"


def test_a_topic_has_all_that_is_new_of_it(site: TinySite) -> None:
    parsed = read(site, "topics/sea/feed.xml")
    assert [each.updated[5:10] for each in parsed.entries] == [
        "05-01",
        "04-04",
        "04-03",
        "04-03",
        "04-01",
        "04-01",
    ]
    assert parsed.feed.title == "Tides: The sea"


def test_a_language_has_feeds_of_its_own(site: TinySite) -> None:
    parsed = read(site, "ru/feed.xml")
    assert parsed.feed.title == "Приливы"
    assert parsed.feed.language == "ru"
    assert [each.title for each in parsed.entries] == ["Сколько было?"]
    assert "quotations" not in parsed.feed.rights
    assert read(site, "ru/corrections.xml").entries == []


def test_a_feed_without_entries_has_the_day_of_what_came_last(site: TinySite) -> None:
    assert read(site, "ru/corrections.xml").feed.updated == "2026-04-05T00:00:00Z"


def test_the_rights_leave_out_what_others_said(site: TinySite) -> None:
    rights = read(site, "feed.xml").feed.rights
    assert rights == "Texts: CC BY 4.0, quotations excepted"


def test_another_day_makes_the_same_feeds(site: TinySite) -> None:
    before = {path: (site.output / path).read_bytes() for path in FEEDS}
    site.build(date(2026, 11, 23))
    assert {path: (site.output / path).read_bytes() for path in FEEDS} == before
    site.build(TODAY)


def test_pages_name_the_feeds_of_what_they_list(site: TinySite) -> None:
    def named(address: str) -> list[tuple[str, str]]:
        found = site.tree(address).xpath("//link[@type='application/atom+xml']")
        return [(each.get("title"), each.get("href")) for each in found]

    assert named("") == [
        ("Tides", "feed.xml"),
        ("Corrections", "corrections.xml"),
        ("What changed", "changes.xml"),
    ]
    assert named("topics/sea/") == [("The sea", "feed.xml")]
    assert named("ru/topics/sea/") == [("Море", "feed.xml")]
    assert named("corrections/") == [("Corrections", "../corrections.xml")]
    assert named("ru/changes/") == [("Что изменилось", "../changes.xml")]
    for list_of in ("corrections", "changes"):
        (shown,) = site.tree(f"{list_of}/").xpath("//main//a[.='News feed (Atom)']/@href")
        assert shown == f"../{list_of}.xml"
    assert named("gauge/") == []
    footer = site.tree("gauge/").xpath("//footer//a[.='News feed (Atom)']/@href")
    assert footer == ["../feed.xml"]


def test_drafts_are_in_no_feed_even_where_they_are_built(site: TinySite) -> None:
    site.build(drafts=True)
    assert (site.output / "draft/index.html").is_file()
    texts = [(site.output / path).read_text(encoding="utf-8") for path in FEEDS]
    site.build()
    assert not any("draft/" in text or "gone/" in text for text in texts)
