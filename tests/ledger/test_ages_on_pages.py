"""Facts and pages past their review, against the day of the build."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ledger.conftest import SiteMaker
from tests.ledger.reading import card, key_facts, without_marks
from tests.sites import TinySite, explainer, words

FACTS = """
old: {label: Old, value: 5, as_of: 2022-01-10, review_every: 6 months, sources: [a]}
due: {label: Due, value: 6, checked: 2026-05-22, review_every: 6 months, sources: [a]}
undated: {label: Undated, value: 7, review_by: 2026-01-01, sources: [a]}
fresh: {label: Fresh, value: 8, checked: 2026-11-01, review_every: 1 year, sources: [a]}
twice: {label: Twice, value: "= 2 * old"}
said:
  label: Said
  review_by: 2026-01-01
  checked: 2025-01-01
  claims: [{value: 9, by: Ann Key, standing: asserted, sources: [a]}]
quarrel:
  label: Quarrel
  review_by: 2026-01-01
  claims:
  - {value: 1, by: A, as_of: 2022, sources: [a]}
  - {value: 2, by: B, as_of: 2022-01-10, sources: [b]}
"""
BODY = "## How old? {#old}\n\nIt is {{ old }}, {{ due }} and {{ fresh }}.\n"


def site_of(make_site: SiteMaker, body: str = BODY, *front: str) -> TinySite:
    return make_site(
        {"facts/sea.yaml": FACTS, "explainers/pier.md": explainer(body, *front, title="The pier")}
    )


def stamp(site: TinySite, address: str = "pier/") -> list[str]:
    """What the stamp says of ages."""
    return [words(each) for each in site.tree(address).find_class("overdue")]


def test_a_stale_fact_says_so_where_it_stands(make_site: SiteMaker) -> None:
    site = site_of(make_site)
    site.build(date(2026, 11, 22))
    answer = without_marks(site.tree("pier/").find_class("answer")[0])
    assert words(answer) == "It is 5 (was to be checked by 10 July 2022), 6 and 8."


def test_a_fact_is_stale_from_the_day_after_its_review(make_site: SiteMaker) -> None:
    site = site_of(make_site, "It is {{ due | plain }}.")
    body = []
    for day in (22, 23):
        site.build(date(2026, 11, day))
        body.append(words(site.tree("pier/").get_element_by_id("introduction")))
    assert body == ["It is 6.", "It is 6 (was to be checked by 22 November 2026)."]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("undated", "7 (was to be checked by 1 January 2026)"),
        ("twice", "10 (was to be checked by 10 July 2022)"),
        (
            "said",
            "9 (according to Ann Key) (was to be checked by 1 January 2026)",
        ),
        ("quarrel", "2 (Disputed) (was to be checked by 1 January 2026)"),
    ],
)
def test_its_age_comes_after_its_state_and_speaker(
    make_site: SiteMaker, written: str, shown: str
) -> None:
    """A derived value is as old as what it is made from."""
    site = site_of(make_site, f"{{{{ {written} }}}}")
    site.build()
    introduction = site.tree("pier/").get_element_by_id("introduction")
    assert words(introduction) == f"{shown}1"


def test_the_stamp_counts_stale_facts(make_site: SiteMaker) -> None:
    """Each that the page marks counts once, as in the list of facts."""
    site = site_of(make_site, "{{ old }} {{ old }} {{ twice }} {{ undated }} {{ fresh }}")
    site.build()
    assert stamp(site) == ["3 facts are overdue for a check"]
    site.edit("explainers/pier.md", "{{ undated }} {{ fresh }}", "")
    site.build()
    assert stamp(site) == ["2 facts are overdue for a check"]
    site.edit("explainers/pier.md", "{{ old }} {{ old }} {{ twice }}", "{{ fresh }}")
    site.build()
    assert stamp(site) == []


def test_the_stamp_does_not_count_what_an_explained_entry_states(make_site: SiteMaker) -> None:
    """The index that lists the entry states it."""
    site = site_of(make_site, "The [[pier]].")
    site.write({"glossary.yaml": "pier: {term: pier, definition: 'It is {{ old }}.'}\n"})
    site.build()
    assert len(site.tree("pier/").find_class("stale")) == 1
    assert stamp(site) == []


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        ("review_by: 2026-11-22", []),
        (
            "review_by: 2026-11-21",
            ["This page was due to be checked by 21 November 2026"],
        ),
        ("review_every: 2 days", []),  # it was checked on the 20th
        ("review_every: 1 day", ["This page was due to be checked by 21 November 2026"]),
    ],
)
def test_a_page_past_its_review_says_so(make_site: SiteMaker, front: str, shown: list[str]) -> None:
    site = site_of(make_site, "None.", front)
    site.build(date(2026, 11, 22))
    assert stamp(site) == shown


def test_a_plain_page_has_an_age_too(make_site: SiteMaker) -> None:
    page = "---\ntitle: About\nchecked: 2026-01-01\nreview_every: 1 month\n---\n\n{{ old }}\n"
    site = make_site(
        {"facts/sea.yaml": FACTS, "pages/about.md": page, "explainers/pier.md": explainer()}
    )
    site.build()
    assert stamp(site, "about/") == [
        "This page was due to be checked by 1 February 2026",
        "1 fact is overdue for a check",
    ]


def test_a_page_s_period_is_read_as_a_fact_s(make_site: SiteMaker) -> None:
    site = site_of(make_site, "None.", "review_every: often")
    [error] = site.errors()
    assert error == (
        "content/explainers/pier.md:5:15 pattern: `review_every` must be a period such as "
        '"6 months", not "often"'
    )


def test_key_facts_and_lists_say_so_too(make_site: SiteMaker) -> None:
    stated = "{{ quarrel }} {{ said }} {{ twice }} {{ undated }}"
    site = site_of(make_site, stated, "key_facts: [old]")
    site.build()
    assert key_facts(site) == {
        "Old": "5 (was to be checked by 10 July 2022) figure of 10 January 2022"
    }
    stale = site.tree("facts/").get_element_by_id("stale")
    assert (words(stale), [words(each) for each in stale.getnext().iter("dt")]) == (
        "Check overdue", ["Old", "Quarrel", "Said", "Twice", "Undated"],
    )  # fmt: skip


def test_a_fact_page_says_when_it_was_and_will_be_checked(make_site: SiteMaker) -> None:
    """A page's check is said on the page; nor is the date of a claim a check, since nobody compared
    it with anything on that day."""
    site = site_of(make_site)
    site.build()
    ages = ("Last checked", "To be checked by")
    found = {i: [card(site, i).get(age) for age in ages] for i in ("old", "due", "fresh", "twice")}
    assert found == {
        "old": [None, "10 July 2022 (Check overdue)"],
        "due": ["22 May 2026", "22 November 2026"],
        "fresh": ["1 November 2026", "1 November 2027"],
        "twice": [None, "(Check overdue) A fact that it is worked out from was due to be checked."],
    }
