"""Errors that are planted in memory, and which of them a check notices."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from explainer import cli
from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.rules import load_rules
from explainer.model.values.value import Quantity
from tests.sites import TinySite, explainer, sources

DAY = "2026-11-22"
SITE = {
    "site.yaml": "title: Rivers\n",
    "explainers/gauge.md": explainer(
        "## How high? {#it-was}\n\nThe water was {{ height }} m deep on 5 May.[@census]\n\n"
        "1. On 7 May it [was not](gauge.md#it-was).\n"
        "2. There were\nnot 120 boats on six days.[@survey]\n\n"
        "```bar\ntitle: 2 facts\nfacts: [height]\n```\n"
    ),
    "facts/river.yaml": (
        "height:\n"
        "  statement: The river was 3 m deep.\n"
        "  unit: metres\n"
        "  claims:\n"
        "    - value: 3\n"
        "      by: the Office\n"
        "      standing: asserted\n"
        "      as_of: 2026-05-05\n"
        "      sources:\n"
        "        - {source: survey, quote: 3 metres}\n"
        "    - value: 4\n"
        "      by: the Mill\n"
        "      rank: deprecated\n"
        "      why: Misread.\n"
        "      sources: [census]\n"
        "flood: {label: Flood, value: 2026-05-09, standing: reported, sources: [census]}\n"
    ),
    "sources/river.yaml": sources("survey", "census"),
}
PRINTED = """\
Noticed                   with words    without words         in prose            in all
a digit of a value   1 of 1, 100.0 %  0 of 1,   0.0 %                -   1 of 2,  50.0 %
a day                              -  0 of 1,   0.0 %  0 of 2,   0.0 %   0 of 3,   0.0 %
the day of an as_of  0 of 1,   0.0 %                -                -   0 of 1,   0.0 %
a speaker            0 of 1,   0.0 %  0 of 1,   0.0 %                -   0 of 2,   0.0 %
a source             0 of 1,   0.0 %  0 of 2,   0.0 %  0 of 2,   0.0 %   0 of 5,   0.0 %
a standing or rank   0 of 1,   0.0 %  1 of 2,  50.0 %                -   1 of 3,  33.3 %
a negation           0 of 1,   0.0 %                -  0 of 3,   0.0 %   0 of 4,   0.0 %
a typed figure       0 of 1,   0.0 %                -  0 of 2,   0.0 %   0 of 3,   0.0 %
in all               1 of 7,  14.2 %  1 of 7,  14.2 %  0 of 9,   0.0 %  2 of 23,   8.6 %

By not-in-quote (1), no-speaker (1).

Not noticed:
  content/explainers/gauge.md:9:11: a negation: "was" -> "was not"
  content/explainers/gauge.md:9:38: a day: "5" -> "12"
  content/explainers/gauge.md:9:46: a source: "census" -> "survey"
  content/explainers/gauge.md:11:7: a day: "7" -> "23"
  content/explainers/gauge.md:11:17: a negation: "was not" -> "was"
  content/explainers/gauge.md:12:10: a negation: "were not" -> "were"
  content/explainers/gauge.md:13:5: a typed figure: "120" -> "122"
  content/explainers/gauge.md:13:18: a typed figure: "six" -> "fifteen"
  content/explainers/gauge.md:13:29: a source: "survey" -> "census"
  content/facts/river.yaml:2:24: a negation: "was" -> "was not"
  content/facts/river.yaml:2:28: a typed figure: "3" -> "5"
  content/facts/river.yaml:6:11: a speaker: "the Office" -> "the Mill"
  content/facts/river.yaml:7:17: a standing or rank: "asserted" -> "reported"
  content/facts/river.yaml:8:22: the day of an as_of: "05" -> "26"
  content/facts/river.yaml:10:20: a source: "survey" -> "census"
  content/facts/river.yaml:11:14: a digit of a value: "4" -> "2"
  content/facts/river.yaml:12:11: a speaker: "the Mill" -> "the Office"
  content/facts/river.yaml:13:13: a standing or rank: "deprecated" -> "preferred"
  content/facts/river.yaml:15:17: a source: "census" -> "survey"
  content/facts/river.yaml:16:38: a day: "09" -> "21"
  content/facts/river.yaml:16:72: a source: "census" -> "survey"

23 errors planted with seed 1, 2 noticed.
"""


def values_not_in_quotes(subject: Subject) -> Iterator[Finding]:
    """A plain stand-in for the rule that compares values with the words they rest on."""
    for fact in subject.site.facts.values():
        for claim in fact.claims:
            said = " ".join(each.quote for each in claim.evidence)
            if said and isinstance(claim.value, Quantity) and str(claim.value.number) not in said:
                yield Finding(fact.path, claim.offset, "not in its quote", "")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinySite:
    site = TinySite(tmp_path)
    site.write(SITE)
    monkeypatch.chdir(tmp_path)
    rules = (
        *(rule for rule in load_rules() if rule.code == "unused-source"),
        Rule("not-in-quote", "a value that its quotes do not hold", values_not_in_quotes),
    )
    monkeypatch.setattr("explainer.inspection.load_rules", lambda: rules)
    return site


def run(options: str, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    """What is printed to standard output."""
    capsys.readouterr()
    assert cli.main(["check", *options.split(), "--as-of", DAY], command="explainer") == code
    return capsys.readouterr().out


def test_what_is_noticed_and_what_passes(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that can be planted is. Not in the numbers of lists, nor in fences and citations."""
    assert run("--drill 100 --seed 1", capsys) == PRINTED


def test_for_programs(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(run("--drill 100 --seed 1 --format json", capsys))
    assert (data["version"], data["as_of"], data["seed"]) == (1, DAY, 1)
    assert data["shares"]["a digit of a value"] == {
        "with words": {"covered": 1, "total": 1},
        "without words": {"covered": 0, "total": 1},
        "in prose": {"covered": 0, "total": 0},
        "in all": {"covered": 1, "total": 2},
    }
    (found,) = (each for each in data["planted"] if "not-in-quote" in each["noticed"])
    assert found.pop("now") in list("12456789")
    assert found == {
        "kind": "a digit of a value",
        "where": "with words",
        "location": {"path": "content/facts/river.yaml", "line": 5, "column": 14},
        "was": "3",
        "noticed": ["not-in-quote"],
    }


def test_the_same_for_a_seed_and_spread_over_kinds(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = [
        json.loads(run(f"--drill 9 --seed {seed} --format json", capsys))["planted"]
        for seed in (5, 5, 6)
    ]
    assert planted[0] == planted[1] != planted[2]
    kinds = [each["kind"] for each in planted[0]]
    assert len(kinds) == 9
    assert len(set(kinds)) == 8  # nothing else has a unit


def test_nothing_is_written(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in site.folder.rglob("*") if path.is_file()}

    before = files()
    run("--drill 100", capsys)
    assert files() == before


def test_a_site_with_errors_is_told_so(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({"facts/river.yaml": "height: {value: 3}\n"})
    assert "the rules are applied to a site without errors" in run("--drill 9", capsys, code=1)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--drill 9 --strict", "--drill takes no --strict"),
        ("--drill 9 --min-coverage 50", "--drill takes no --min-coverage"),
        ("--drill 9 --format github", "--drill takes no --format github"),
    ],
)
def test_options_that_say_nothing_of_a_drill(
    site: TinySite, capsys: pytest.CaptureFixture[str], options: str, message: str
) -> None:
    assert cli.main(["check", *options.split()], command="explainer") == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_numbers_of_errors_that_cannot_be_planted(
    site: TinySite, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["check", "--drill", number], command="explainer")
    assert f'"{number}" is no number of errors from 1' in capsys.readouterr().err


ATTESTED = """\
By attestation-stale (1).

Not noticed:
  content/facts/river.yaml:1:12: a digit of a value: "3" -> "{now}" (attestation-stale alone)

1 error planted with seed 0, 0 noticed.
"""


def test_what_an_attestation_alone_notices_is_listed_as_passing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = tuple(rule for rule in load_rules() if rule.code == "attestation-stale")
    monkeypatch.setattr("explainer.inspection.load_rules", lambda: rules)
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Rivers\n",
            "facts/river.yaml": "x: {value: 3, sources: [survey]}\n",
            "sources/river.yaml": sources("survey"),
            "people.yaml": "ann: {name: Ann}\n",
        }
    )
    monkeypatch.chdir(tmp_path)
    assert cli.main(["attest", "x", "--by", "ann", "--as-of", DAY]) == 0
    printed = run("--drill 1", capsys)
    now = printed.split('"')[3]
    assert printed.endswith(ATTESTED.format(now=now))
    assert re.search(
        r"^a digit of a value +- +0 of 1, +0.0 % +- +0 of 1, +0.0 %$", printed, re.MULTILINE
    )
    data = json.loads(run("--drill 1 --format json", capsys))
    assert [each["noticed"] for each in data["planted"]] == [["attestation-stale"]]


def test_a_seed_is_of_a_drill(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--seed", "0"], command="explainer") == 2
    refusal = "explainer: --seed says which errors --drill plants: add --drill N\n"
    assert capsys.readouterr().err == refusal


def test_a_name_is_put_for_another_of_its_kind(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person is called by the last name, too; those of a country are left."""
    site.write(
        {
            "people.yaml": "moon: {name: Ann Moon}\nlee: {name: Bo Lee}\n",
            "facts/boats.yaml": (
                "boats: {statement: Moon saw boats of Norway., sources: [census]}\n"
                "oars: {statement: Bo Lee saw Norwegians and oars of Chad., sources: [census]}\n"
            ),
        }
    )
    planted = json.loads(run("--drill 100 --format json", capsys))["planted"]
    names = {each["was"]: each["now"] for each in planted if each["kind"] == "a name"}
    assert names == {"Moon": "Lee", "Norway": "Chad", "Bo Lee": "Ann Moon", "Chad": "Norway"}
