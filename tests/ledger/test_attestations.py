"""Attestations: recorded by a command, shown while what was compared stands, and counted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from explainer import cli
from tests.sites import ROOT, TODAY, TinySite, sources, words

FACTS = """
height:
  label: Height
  statement: The Aral Sea rose by ½ m.
  claims:
    - value: 40.50
      about: true
      by: Anna
      as_of: 2026-01
      sources: [{source: log, at: p. 2, quote: ["some «forty»", half]}, map]
    - {value: 39, rank: deprecated, why: A slip., sources: [map]}
width: {low: 30, high: 50, unit: metres, entered_by: bob, sources: [log]}
opened: {value: 1992~, sources: [map]}
ports: {value: [Dover, Deal], sources: [map]}
cause: {statement: The moon pulls., sources: [map]}
depth: {value: unknown, why: Nobody measured it., sources: [map]}
twice: {value: "= height * 2"}
gone: {value: 3, rank: deprecated, why: A slip., sources: [map]}
"""
PEOPLE = """
ann: {name: Ann Key, name.ru: Анна}
bob: {name: Bob}
desk: {name: The desk, kind: organization}
"""
ATTESTED = [*("height", "width", "opened", "ports", "cause", "depth")]


@pytest.fixture
def sea(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Sea\nlanguages: [en, ru]\n",
            "facts/sea.yaml": FACTS,
            "sources/s.yaml": sources("log", "map"),
            "people.yaml": PEOPLE,
        }
    )
    return site


def run(site: TinySite, *arguments: str, day: str = str(TODAY)) -> int:
    return cli.main([*arguments, "--site", str(site.folder), "--as-of", day])


def attest(site: TinySite, *arguments: str, day: str = str(TODAY)) -> int:
    return run(site, "attest", *arguments, day=day)


def said(site: TinySite, address: str) -> list[str]:
    found = site.tree(address).xpath("//p[contains(., '2026') and contains(@class, 'soft')]")
    return [words(each) for each in found]


def facts(site: TinySite) -> dict[str, dict[str, str | None]]:
    data = json.loads((site.output / "data/facts.json").read_bytes())
    return {fact["id"]: fact for fact in data["facts"]}


# ---- the command ----


def test_the_rest_of_the_file_stays(sea: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert attest(sea, "height", "depth", "height", "--by", "ann") == 0
    assert capsys.readouterr().out == (
        "Recorded in content/attested.yaml that ann compared 2 facts on 2026-11-22\n"
    )
    first = sea.path("attested.yaml").read_text("utf-8")
    digest = re.findall("sha256:[0-9a-f]{64}", first)
    assert first == "\n".join(
        f"{fact}:\n  by: ann\n  on: 2026-11-22\n  digest: {each}\n"
        for fact, each in zip(("height", "depth"), digest, strict=True)
    )
    written = f"# By hand.\nheight: {{on: 2026-01-01, digest: '{digest[1]}', by: \"ann\"}} # so\n"
    sea.write({"attested.yaml": written})
    assert attest(sea, "height", "ports", "--by", "bob", day="2026-12-01") == 0
    replaced = f"# By hand.\nheight: {{on: 2026-12-01, digest: {digest[0]}, by: bob}} # so\n"
    found = sea.path("attested.yaml").read_text("utf-8")
    assert found.startswith(f"{replaced}\nports:\n  by: bob\n  on: 2026-12-01\n")


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        ("heigth --by ann", 'there is no fact "heigth". Did you mean "height"?'),
        ("height --by anne", 'there is no person "anne". Did you mean "ann"?'),
        ("height --by bib", 'there is no person "bib". Did you mean "bob"?'),
        ("height --by Анна", 'there is no person "Анна". Write the id instead, ann.'),
        (
            "height --by desk",
            '"desk" is an organization or software, and only a person can attest. '
            "Name the person who compared the fact with its sources.",
        ),
        (
            "height width --by bob",
            '"bob" entered "width", and so cannot attest it. '
            "Let somebody else compare it with its sources.",
        ),
        (
            "twice --by ann",
            '"twice" is derived, and has no source to compare it with. '
            "Attest the facts that it is made from.",
        ),
        ("gone --by ann", 'no claim of "gone" that stands has a source to compare it with'),
    ],
)
def test_refused(
    sea: TinySite, capsys: pytest.CaptureFixture[str], arguments: str, refusal: str
) -> None:
    assert attest(sea, *arguments.split()) == 2
    assert capsys.readouterr().err == f"explainer: {refusal}\n"
    assert not sea.path("attested.yaml").exists()


def test_another_person_replaces_what_holds_only_where_that_is_asked_for(
    sea: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    attest(sea, "height", "--by", "ann")
    before = sea.path("attested.yaml").read_text("utf-8")
    capsys.readouterr()
    assert attest(sea, "height", "ports", "--by", "bob") == 2
    assert capsys.readouterr().err == (
        'explainer: "ann" attested "height" on 2026-11-22, and a fact has one attestation. '
        "To put another there: --replace\n"
    )
    assert sea.path("attested.yaml").read_text("utf-8") == before
    assert attest(sea, "height", "--by", "ann", day="2026-11-23") == 0
    assert attest(sea, "height", "--by", "bob", "--replace") == 0
    assert sea.path("attested.yaml").read_text("utf-8") == before.replace("ann", "bob")


def test_no_advice_that_would_be_refused(sea: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    attest(sea, "cause", "--by", "ann")
    sea.edit(
        "facts/sea.yaml",
        "{statement: The moon pulls.,",
        "{statement: The moon pulls., rank: deprecated, why: No.,",
    )
    run(sea, "check")
    printed = capsys.readouterr().err
    assert "   = Delete this entry: no claim stands that has a source.\n" in printed
    assert "attest cause" not in printed


def test_not_for_a_site_with_errors(sea: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    sea.edit("facts/sea.yaml", "entered_by: bob", "entered_by: bop")
    assert attest(sea, "height", "--by", "ann") == 1
    assert '[unknown-person]: there is no person "bop"' in capsys.readouterr().err
    assert not sea.path("attested.yaml").exists()


def test_a_file_that_cannot_be_continued_stays(
    sea: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    attest(sea, "height", "--by", "ann")
    block = sea.path("attested.yaml").read_text("utf-8")
    flow = "{" + ", ".join(block.replace(":\n", ": {", 1).split("\n  ")).rstrip() + "}}\n"
    sea.write({"attested.yaml": flow.replace("{, ", "{")})
    before = sea.path("attested.yaml").read_bytes()
    assert attest(sea, "width", "--by", "ann") == 2
    assert "is written so that nothing can be put behind its end" in capsys.readouterr().err
    assert sea.path("attested.yaml").read_bytes() == before


# ---- what is said ----


def test_said_while_what_was_compared_stands(sea: TinySite) -> None:
    attest(sea, *ATTESTED, "--by", "ann")
    sea.build()
    recorded = "Recorded as compared with its sources by Ann Key on 22 November 2026."
    assert [said(sea, f"facts/{each}/") for each in ATTESTED] == [[recorded]] * len(ATTESTED)
    assert said(sea, "facts/twice/") == []
    assert said(sea, "ru/facts/height/") == [
        "Как записано, с источниками сверяли: Анна, 22 ноября 2026."
    ]
    of_height, of_twice = facts(sea)["height"], facts(sea)["twice"]
    assert (of_height["attested_by"], of_height["attested_on"]) == ("Ann Key", "2026-11-22")
    assert (of_twice["attested_by"], of_twice["attested_on"]) == (None, None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The Aral", "An Aral"),
        ("40.50", "40.51"),
        ("about: true", "about: false"),
        ("by: Anna", "by: Ann"),
        ("2026-01", "2026-02"),
        ("p. 2", "p. 3"),
        ("«forty»", "«forty» and"),
        ("half]}, map]", "half]}]"),
        ("39, rank: deprecated, why: A slip.", "39"),
    ],
)
def test_not_said_of_what_changed(
    sea: TinySite, capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    attest(sea, "height", "--by", "ann")
    sea.edit("facts/sea.yaml", old, new)
    sea.build()
    assert said(sea, "facts/height/") == []
    assert facts(sea)["height"]["attested_by"] is None
    run(sea, "check")
    assert '"height" has changed since "ann" attested it' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label: Height", "label: Tallness"),
        ("about: true", "standing: reported\n      about: true"),
        ("rank: deprecated, why: A slip.", "rank: deprecated, why: A misprint."),
        ("value: 40.50\n      about: true", "about: true\n      value: 40.50"),
    ],
)
def test_still_said_of_what_others_than_its_sources_tell(sea: TinySite, old: str, new: str) -> None:
    attest(sea, "height", "--by", "ann")
    sea.edit("facts/sea.yaml", old, new)
    sea.build()
    assert len(said(sea, "facts/height/")) == 1


def test_anybody_can_compute_the_digest(sea: TinySite) -> None:
    document = (ROOT / "docs/facts.md").read_text("utf-8")
    (recipe,) = re.findall(r"```python\n(.*?)```", document, re.DOTALL)
    defined: dict[str, object] = {}
    exec(recipe, defined)
    digest = defined["digest"]
    assert callable(digest)
    attest(sea, *ATTESTED, "--by", "ann")
    sea.build()
    recorded = sea.path("attested.yaml").read_text("utf-8")
    found = facts(sea)
    assert [digest(found[each]) for each in ATTESTED] == re.findall("sha256:.*", recorded)
