"""Waivers: each where it may stand, the nearest first, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.checks.applying import WaivedFindings, apply_rules, make_subject
from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.waivers import waivers_of
from explainer.config import Config
from explainer.inspection import CheckReport, check
from explainer.pipeline import compile_site
from tests.sites import TODAY, TinySite, explainer

SITE = {
    "site.yaml": "title: Rivers\nwaive: {stale-page: An archive.}\n",
    "explainers/gauge.md": explainer("## Why?\n\n{{ height }}", "waive: {stale-page: Old news.}"),
    "facts/river.yaml": (
        "height:\n  waive: {stale-fact: Nobody goes there.}\n  claims:\n"
        "    - {value: 3, sources: [survey], waive: {stale-fact: It was measured once.}}\n"
    ),
    "sources/river.yaml": (
        "- {id: survey, title: Survey, custom: {waive: {stale-fact: Out of print.}}}\n"
    ),
    "glossary.yaml": "gauge: {term: gauge, definition: A pole., waive: {stale-page: A word.}}\n",
    "people.yaml": "anna: {name: Anna, waive: {stale-page: Retired.}}\n",
    "places.yaml": "delta: {name: Delta, waive: {stale-page: Flat.}}\n",
}
REASONS = [
    "An archive.",
    "Old news.",
    "Nobody goes there.",
    "It was measured once.",
    "Out of print.",
    "A word.",
    "Retired.",
    "Flat.",
]


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    tiny = TinySite(tmp_path)
    tiny.write(SITE)
    return tiny


def report_of(site: TinySite) -> CheckReport:
    return check(Config(site.folder, site.output, TODAY))


def subject_of(site: TinySite) -> Subject:
    compiled = compile_site(Config(site.folder, site.output, TODAY))
    assert compiled.diagnostics == ()
    return make_subject(compiled.linked.site, compiled.linked.resolved, lambda _: None)


def about_the_claim(subject: Subject) -> list[Finding]:
    fact = subject.site.facts["height"]
    claim = fact.claims[0]
    return [Finding(fact.path, claim.offset, "too low", "Wait.", 1, (*claim.waived, *fact.waived))]


def shown(waived: WaivedFindings) -> str:
    return f"{waived.location} {waived.waiver.reason} {len(waived.findings)}"


def test_everything_that_is_written_may_have_a_waiver(site: TinySite) -> None:
    assert [waiver.reason for waiver in waivers_of(subject_of(site).site)] == REASONS


def test_the_nearest_waiver_covers_a_finding(site: TinySite) -> None:
    rule = Rule("stale-fact", "a number that is too low", about_the_claim)
    warnings, waived = apply_rules(subject_of(site), [rule])
    assert [shown(each) for each in waived] == [
        "content/facts/river.yaml:4:45 It was measured once. 1"
    ]
    assert {warning.code for warning in warnings} == {"unused-waiver"}
    assert len(warnings) == len(REASONS) - 1


def test_a_waiver_of_another_code_covers_nothing(site: TinySite) -> None:
    rule = Rule("low-number", "a number that is too low", about_the_claim)
    warnings, waived = apply_rules(subject_of(site), [rule])
    assert waived == ()
    assert [str(w.location) for w in warnings if w.code == "low-number"] == [
        "content/facts/river.yaml:4:15"
    ]


def test_the_site_waives_what_reading_it_found(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write({"site.yaml": "title: Rivers\nwaive: {misplaced-file: Notes.}\n", "plan.md": ""})
    report = report_of(site)
    assert report.diagnostics == ()
    assert [shown(each) for each in report.waived] == ["content/site.yaml:2:9 Notes. 1"]


def test_a_page_waives_what_reading_it_found_in_a_build_too(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    marked = "## Why?\n\nA ~~b~~.\n"
    site.write(
        {
            "site.yaml": "title: Rivers\n",
            "explainers/gauge.md": explainer(marked, "waive: {raw-markup: It is about ~~.}"),
            "explainers/tide.md": explainer(marked),
        }
    )
    places = ["content/explainers/tide.md:9:3"]
    assert [str(each.location) for each in site.try_build().diagnostics] == places
    raw = [each for each in report_of(site).diagnostics if each.code == "raw-markup"]
    assert [str(each.location) for each in raw] == places


def test_a_waiver_in_a_draft_is_not_said_to_be_unused(site: TinySite) -> None:
    site.edit("explainers/gauge.md", "waive:", "status: draft\nwaive:")
    unused = [d.location.path for d in report_of(site).diagnostics if d.code == "unused-waiver"]
    assert "content/explainers/gauge.md" not in unused


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        ("", "content/explainers/gauge.md:5:9 empty: `waive.stale-page` is empty"),
        ("''", "content/explainers/gauge.md:5:21 empty: `waive.stale-page` is empty"),
        (
            "[]",
            "content/explainers/gauge.md:5:21 type: `waive.stale-page` must be text, not a list",
        ),
    ],
)
def test_a_waiver_has_a_reason(site: TinySite, reason: str, error: str) -> None:
    site.edit("explainers/gauge.md", "{stale-page: Old news.}", f"{{stale-page: {reason}}}")
    assert site.errors() == [error]


def test_a_waiver_with_words_covers_the_warnings_that_have_them(site: TinySite) -> None:
    site.edit("facts/river.yaml", "{stale-fact: It was", "{stale-fact too lo: It was")
    rule = Rule("stale-fact", "a number that is too low", about_the_claim)
    _, waived = apply_rules(subject_of(site), [rule])
    assert [shown(each) for each in waived] == [
        "content/facts/river.yaml:2:11 Nobody goes there. 1"
    ]
    site.edit("facts/river.yaml", "too lo:", "too  low:")
    warnings, waived = apply_rules(subject_of(site), [rule])
    assert [shown(each) for each in waived] == [
        "content/facts/river.yaml:4:45 It was measured once. 1"
    ]
    assert waived[0].waiver.words == "too low"
    unused = [each.message for each in warnings]
    assert 'nothing here gives the warning "stale-fact" any more' in unused
