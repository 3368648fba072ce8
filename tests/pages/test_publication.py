"""What is published when, what stands where a page was, and what leaves no trace."""

from __future__ import annotations

from datetime import date

import pytest

from tests.pages.conftest import SiteMaker
from tests.sites import TODAY, TinySite, explainer, sources, words

SECRET = "Zanzibar"
TOMORROW = date(2026, 11, 23)


def page(*front: str, title: str = SECRET, published: str = "2026-03-02") -> str:
    text = explainer(
        "## Why? {#why}\n\nSo said [[ann]] of {{ depth }}.[@wire]\n", *front, title=title
    )
    return text.replace("2026-03-02", published)


def files_of(site: TinySite) -> set[str]:
    return {path for path, data in site.files().items() if SECRET.encode() in data}


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    return make_site(
        {
            "explainers/gauge.md": explainer("Seen.[@wire]", "related: [hidden]"),
            "explainers/hidden.md": page(),
            "facts/f.yaml": "depth: {value: 3, sources: [wire]}\n",
            "sources/s.yaml": sources("wire"),
            "people.yaml": "ann: {name: Ann Key}\n",
        }
    )


HELD_BACK = {
    "draft": page("status: draft", "authors: [ann]"),
    "embargoed": page("authors: [ann]", published="2026-11-23"),
    "expired": page("expires: 2026-11-21", "authors: [ann]"),
}


@pytest.mark.parametrize("text", HELD_BACK.values(), ids=list(HELD_BACK))
def test_a_page_that_is_held_back_leaves_no_trace(site: TinySite, text: str) -> None:
    site.build()
    traces = files_of(site)
    assert {"index.html", "hidden/index.html", "questions/index.html", "gauge/index.html",
            "people/ann/index.html", "sources/wire/index.html"} <= traces  # fmt: skip
    site.write({"explainers/hidden.md": text})
    report = site.build()
    assert "hidden/index.html" in report.changed_paths
    assert files_of(site) == set()
    assert [path for path in site.files() if "hidden" in path] == []
    assert [path for path, data in site.files().items() if b"hidden/" in data] == []


@pytest.mark.parametrize("text", HELD_BACK.values(), ids=list(HELD_BACK))
def test_drafts_are_shown_when_asked_for_and_marked(site: TinySite, text: str) -> None:
    site.write({"explainers/hidden.md": text})
    site.build(drafts=True)
    tree = site.tree("hidden/")
    assert [words(p) for p in tree.find_class("banner")] == [
        "Draft. This page is not published; its facts may be wrong."
    ]
    assert tree.xpath('//meta[@name="robots"]/@content') == ["noindex"]
    cards = {
        words(h): h.xpath('.//*[contains(@class, "tag draft")]') for h in site.tree().iter("h2")
    }
    assert [name for name, tags in cards.items() if tags] == [f"{SECRET} Draft"]
    assert site.tree("gauge/").find_class("banner") == []


def test_an_embargo_ends_on_its_day(site: TinySite) -> None:
    site.write({"explainers/hidden.md": HELD_BACK["embargoed"]})
    site.build(TODAY)
    assert files_of(site) == set()
    site.build(TOMORROW)
    assert "hidden/index.html" in files_of(site)


def test_a_page_is_there_on_the_day_it_expires_and_gone_on_the_next(site: TinySite) -> None:
    site.write({"explainers/hidden.md": page("expires: 2026-11-22")})
    site.build(TODAY)
    assert "hidden/index.html" in files_of(site)
    site.build(TOMORROW)
    assert files_of(site) == set()


def test_a_withdrawn_page_stays_at_its_address_with_its_reason_alone(site: TinySite) -> None:
    site.write(
        {
            "explainers/hidden.md": page(
                "status: withdrawn", "reason: Its source was forged.", "aliases: [once]"
            )
        }
    )
    site.build()
    main = words(site.tree("hidden/").get_element_by_id("main"))
    assert "Its source was forged." in main
    assert "Ann Key" not in main
    assert site.tree("hidden/").xpath('//meta[@name="robots"]/@content') == ["noindex"]
    assert files_of(site) == {"hidden/index.html", "once/index.html"}


def test_former_names_lead_on(site: TinySite) -> None:
    site.write({"explainers/hidden.md": page("aliases: [once, twice]")})
    site.write({"site.yaml": "title: Tides\nurl: https://tides.example/\n"})
    site.build()
    for alias in ("once/", "twice/"):
        tree = site.tree(alias)
        assert tree.xpath('//meta[@http-equiv="refresh"]/@content') == ["0; url=../hidden/"]
        assert tree.xpath('//link[@rel="canonical"]/@href') == ["https://tides.example/hidden/"]
        assert tree.xpath("//main//a/@href") == ["../hidden/"]
        assert tree.xpath('//meta[@name="robots"]/@content') == ["noindex"]


def test_former_ids_of_questions_stay_anchors_and_may_be_linked(site: TinySite) -> None:
    site.write({"explainers/hidden.md": page("question_aliases: {reason: why, cause: why}")})
    site.edit("explainers/gauge.md", "Seen.", "Seen [there](hidden.md#reason).")
    site.build()
    section = site.tree("hidden/").get_element_by_id("why")
    assert [each.get("id") for each in section.findall("span")] == ["reason", "cause"]
    assert "../hidden/#reason" in site.tree("gauge/").xpath("//a/@href")


@pytest.mark.parametrize(
    "link", ["hidden.md", "hidden.md#why", "/hidden/", "../explainers/hidden.md"]
)
@pytest.mark.parametrize("text", HELD_BACK.values(), ids=list(HELD_BACK))
def test_a_link_to_a_page_that_is_held_back_is_an_error(
    site: TinySite, text: str, link: str
) -> None:
    site.write({"explainers/hidden.md": text})
    site.edit("explainers/gauge.md", "Seen.", f"Seen [x]({link}).")
    (error,) = site.errors()
    assert error.startswith("content/explainers/gauge.md:8:10 dead-link: ")


def test_a_translation_is_not_published_before_its_original(site: TinySite) -> None:
    site.write(
        {
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
            "explainers/hidden.md": page(published="2026-11-23", title="The original"),
            "explainers/hidden.ru.md": page(),
        }
    )
    site.build(TODAY)
    assert files_of(site) == set()
    site.build(TOMORROW)
    assert "ru/hidden/index.html" in files_of(site)


def test_a_translation_may_come_after_its_original(site: TinySite) -> None:
    site.write(
        {
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
            "explainers/hidden.md": page(title="The original"),
            "explainers/hidden.ru.md": page("status: draft"),
        }
    )
    site.build()
    assert files_of(site) == set()
    assert site.tree("hidden/").xpath('//link[@rel="alternate"]') == []


def test_a_former_name_of_a_held_back_page_leads_nowhere(site: TinySite) -> None:
    site.write({"explainers/hidden.md": page("status: draft", "aliases: [once]")})
    site.build()
    assert not (site.output / "once").exists()


def test_a_policy_that_is_held_back_is_an_error(site: TinySite) -> None:
    site.write(
        {
            "site.yaml": "title: Tides\npolicies: {about: about}\n",
            "pages/about.md": "---\ntitle: About\nstatus: draft\n---\n\nUs.\n",
        }
    )
    assert site.errors() == ['content/site.yaml:2:19 unknown-page: there is no page "about"']
