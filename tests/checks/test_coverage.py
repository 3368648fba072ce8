"""What share of a site carries a source, how it reads, and how both are told."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
import syllapy

from explainer import cli
from explainer.checks.evidence.coverage import (
    Coverage,
    Ease,
    FileCoverage,
    PageReading,
    Share,
    measure_reading,
    reading_grade,
)
from explainer.checks.evidence.measures import MEASURES, OF_CLAIMS
from explainer.cli.tables import coverage_lines, lacks, reading_lines
from explainer.config import Config
from explainer.inspection import check
from tests.checks.prose_texts import sentences_of
from tests.checks.test_prose import prose_of, read
from tests.sites import TODAY, TinySite, explainer

FILES: dict[str, str | bytes] = {
    "site.yaml": "title: Rivers\n",
    "explainers/gauge.md": explainer(
        "## Why? {#why}\n\nIt is {{ height }}, not 9.\n\nNor is it 7.\n\n"
        "## When? {#when}\n\nIn 1999.\n\n"
        "## Where? {#where}\n\n- Here.\n\n```bar\ntitle: Here\nfacts: [height]\n```\n\n"
        "## Who? {#who}\n\nAnna.[^n]\n\n[^n]: She said so.\n"
    ),
    "pages/about.md": "---\ntitle: About 5\n---\n\n## Since when?\n\nSince 2001.[@s]\n",
    "pages/contact.md": "---\ntitle: Contact\n---\n\nWrite to us.\n",
    "facts/river.yaml": "height: {label: Height, value: 3, sources: [s]}\n",
    "sources/river.yaml": "- {id: s, title: Survey}\n",
}


def coverage_of(site: TinySite) -> Coverage:
    found = check(Config(site.folder, site.output, TODAY)).coverage
    assert found
    return found


@pytest.fixture
def rivers(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path)
    site.write(FILES)
    return site


def test_shares(rivers: TinySite) -> None:
    claims = {"sources": Share(1, 1), **dict.fromkeys([*OF_CLAIMS][1:], Share(0, 1))}
    pairs = {f"pairs-{name}": share for name, share in claims.items()}
    coverage = coverage_of(rivers)
    assert coverage.files == (
        FileCoverage(
            "content/explainers/gauge.md", {"answers": Share(3, 4), "figures": Share(2, 4)}
        ),
        FileCoverage("content/facts/river.yaml", claims | pairs),
        FileCoverage("content/pages/about.md", {"figures": Share(1, 1)}),
    )
    assert (coverage.site.of("answers"), coverage.site.of("figures")) == (Share(3, 4), Share(3, 5))


CLAIMS = """
height:
  claims:
    - {value: 4, sources: [{source: s, quote: [it is four, and wide]}, t]}
    - {value: 5, what: width, sources: [{source: s, quote: 6 metres}]}
    - {value: 9, rank: deprecated, why: A slip., sources: [t]}
twice: {value: "= height * 2"}
flows: {statement: It flows., sources: [{source: s, quote: it flows on}]}
dry: {value: unknown, why: Nobody looked., sources: [{source: t, at: p. 2}]}
"""


def test_claims(rivers: TinySite) -> None:
    rivers.write(
        {
            "facts/river.yaml": CLAIMS,
            "sources/river.yaml": "- {id: s, title: Survey, custom: {archive_sha256: SHA}}\n"
            "- {id: t, title: Tables}\n",
            "people.yaml": "ann: {name: Ann}\n",
        }
    )
    copy = b"It is measured: it is four, all say."
    rivers.write({".archive/s.txt": copy})
    rivers.edit("sources/river.yaml", "SHA", sha256(copy).hexdigest())
    where = ["--site", str(rivers.folder), "--as-of", str(TODAY)]
    assert cli.main(["attest", "height", "--by", "ann", *where, "--quiet"]) == 0
    site = coverage_of(rivers).site
    claims = {name: (site.of(name), site.of(f"pairs-{name}")) for name in OF_CLAIMS}
    assert claims == {
        "sources": (Share(4, 4), Share(5, 5)),
        "words": (Share(3, 4), Share(3, 5)),
        "copies": (Share(1, 4), Share(1, 5)),
        "values": (Share(1, 2), Share(1, 3)),
        "attested": (Share(2, 4), Share(3, 5)),
    }


def test_a_table_of_claims() -> None:
    shares = {"sources": Share(9, 9), "words": Share(5, 9), "copies": Share(0, 9)}
    pairs = {"pairs-sources": Share(2000, 2000), "pairs-words": Share(1999, 2000)}
    files = (FileCoverage("a.yaml", shares | pairs), FileCoverage("b.md", {"answers": Share(1, 1)}))
    lines = list(coverage_lines(Coverage(files)))
    assert lines[-7:] == [
        "Live claims          with source           words  in the copy  hold the value  attested",
        "a.yaml                    9 of 9          5 of 9       0 of 9               -         -",
        "the whole site            9 of 9          5 of 9       0 of 9               -         -",
        "                         100.0 %          55.5 %        0.0 %               -         -",
        "with each source  2,000 of 2,000  1,999 of 2,000            -               -         -",
        "                         100.0 %          99.9 %            -               -         -",
        "",
    ]


def test_a_table_for_people() -> None:
    files = (
        FileCoverage(
            "a.md",
            {"answers": Share(3, 4), "figures": Share(1999, 2000), "passages": Share(1, 2)},
        ),
        FileCoverage("glossary.yaml", {"figures": Share(1, 1)}),
    )
    assert list(coverage_lines(Coverage(files))) == [
        "With a source           answers         figures in prose  quotations verified",
        "a.md            3 of 4,  75.0 %  1,999 of 2,000,  99.9 %      1 of 2,  50.0 %",
        "glossary.yaml                 -          1 of 1, 100.0 %                    -",
        "the whole site  3 of 4,  75.0 %  2,000 of 2,001,  99.9 %      1 of 2,  50.0 %",
        "",
    ]
    assert list(coverage_lines(None)) == list(coverage_lines(Coverage())) == []


def lacking(shares: dict[str, Share], *least: tuple[str, float]) -> list[str]:
    return lacks(Coverage((FileCoverage("a.md", shares),)), least)


def test_what_lacks() -> None:
    nearly = {"answers": Share(1, 1), "figures": Share(1999, 2000)}
    assert lacking(nearly, ("", 99.95)) == []
    assert lacking(nearly, ("", 100)) == [
        "99.9 % of the figures in prose have a source, less than 100 %"
    ]
    assert lacking({"figures": Share(1, 3000)}, ("", 1)) == [
        "0.03 % of the figures in prose have a source, less than 1 %"
    ]
    assert lacks(Coverage(), [("", 100)]) == lacks(None, [("", 100)]) == []
    words = {"words": Share(2, 3), "pairs-words": Share(1, 3)}
    assert lacking(words, ("words", 60), ("words", 70), ("attested", 1), ("pairs-words", 50)) == [
        "66.6 % of the live claims have words quoted, less than 70 %",
        "33.3 % of the claims with a source have words quoted, less than 50 %",
    ]


@pytest.mark.parametrize(("percent", "exit_code"), [("60", 0), ("60.5", 1), ("75%", 1)])
def test_least_coverage(
    rivers: TinySite, capsys: pytest.CaptureFixture[str], percent: str, exit_code: int
) -> None:
    arguments = ["check", "--site", str(rivers.folder), "--as-of", str(TODAY)]
    assert cli.main([*arguments, "--min-coverage", percent]) == exit_code
    said = "60.0 % of the figures in prose have a source, less than"
    assert (said in capsys.readouterr().err) == bool(exit_code)


def test_least_coverage_of_claims(rivers: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "--site", str(rivers.folder), "--as-of", str(TODAY)]
    assert cli.main([*arguments, "--min-coverage", "sources=100"]) == 0
    least = ["--min-coverage", "words=85", "--min-coverage", "60"]
    assert cli.main([*arguments, *least]) == 1
    said = "error: 0.0 % of the live claims have words quoted, less than 85 %"
    assert said in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        cli.main([*arguments, "--min-coverage", "word=85"])
    assert "nothing is called 'word'. Did you mean \"words\"?" in capsys.readouterr().err


@pytest.mark.parametrize("percent", ["-1", "101", "half", "nan"])
def test_no_percentage(capsys: pytest.CaptureFixture[str], percent: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["check", f"--min-coverage={percent}"])
    assert f"'{percent}' is no number from 0 to 100" in capsys.readouterr().err


def test_a_measure_without_a_percentage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["check", "--min-coverage=words"])
    assert "'words' is no number from 0 to 100: write words=85" in capsys.readouterr().err


def test_for_programs(
    rivers: TinySite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(syllapy, "count", lambda word: 2 if word.isalpha() else 0)
    cli.main(["check", "--site", str(rivers.folder), "--as-of", str(TODAY), "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    found = data["coverage"]
    assert [found.keys(), *(each.keys() for each in found["files"])] == [
        {*MEASURES, "files"},
        *[{*MEASURES, "path"}] * 3,
    ]
    assert (found["answers"], found["words"], found["files"][1]["path"]) == (
        {"covered": 3, "total": 4},
        {"covered": 0, "total": 1},
        "content/facts/river.yaml",
    )
    assert data["reading"] == [
        {
            "path": "content/explainers/gauge.md",
            "page": {"grade": 6.1, "sentences": 6, "words": 16},
            "short_answer": None,
            "answers": {"grade": 4.6, "sentences": 3, "words": 8},
        }
    ]


# ---- reading ----


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    # 6 words of 1 syllable in one sentence; 0.39 * 6 + 11.8 * 1 - 15.59
    assert reading_grade(sentences_of("The cat sat on the mat.")) == pytest.approx(-1.45)
    # 4 words of so many syllables as the library counts
    syllables = sum(map(syllapy.count, ("happy", "people", "wander", "slowly")))
    several_each = sentences_of("“Happy people wander slowly.”")
    assert reading_grade(several_each) == pytest.approx(0.39 * 4 + 11.8 * syllables / 4 - 15.59)
    # a number is one word of one syllable
    assert reading_grade(sentences_of("In 2,030.")) == pytest.approx(0.39 * 2 + 11.8 - 15.59)


def test_only_english_has_a_grade(rivers: TinySite) -> None:
    rivers.write({"site.yaml": "title: Реки\nlanguage: ru\n"})
    (reading,) = measure_reading(prose_of(read(rivers.folder)))
    assert reading.page == Ease(sentences=6, words=16, grade=None)


def test_a_table_of_grades() -> None:
    page = PageReading("a.md", Ease(2, 40, 10.96), Ease(1, 9, 9.1), None)
    assert list(reading_lines([page])) == [
        "Reading grade      short answer  first sentences  page  words a sentence",
        "aimed at, at most             9                9    11                18",
        "a.md                      ! 9.1                -  11.0            ! 20.0",
        "",
    ]
    assert list(reading_lines([])) == []
