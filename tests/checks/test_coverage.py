"""What share of a site carries a source, how it reads, and how both are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import syllapy

from explainer import cli
from explainer.checks.evidence.coverage import Coverage, FileCoverage, Share, measure_coverage
from explainer.checks.reading import Ease, PageReading, measure_reading, reading_grade
from explainer.reports.coverage import coverage_lines, lacks, reading_lines
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


@pytest.fixture
def rivers(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path)
    site.write(FILES)
    return site


def test_shares(rivers: TinySite) -> None:
    coverage = measure_coverage(prose_of(read(rivers.folder)), ())
    assert coverage.files == (
        FileCoverage("content/explainers/gauge.md", answers=Share(3, 4), figures=Share(2, 4)),
        FileCoverage("content/pages/about.md", figures=Share(1, 1)),
    )
    assert coverage.site == FileCoverage("", Share(3, 4), Share(3, 5))


def test_a_table_for_people() -> None:
    files = (
        FileCoverage("a.md", Share(3, 4), Share(1999, 2000), Share(1, 2)),
        FileCoverage("glossary.yaml", figures=Share(1, 1)),
    )
    assert list(coverage_lines(Coverage(files))) == [
        "With a source           answers         figures in prose  quotations verified",
        "a.md            3 of 4,  75.0 %  1,999 of 2,000,  99.9 %      1 of 2,  50.0 %",
        "glossary.yaml                 -          1 of 1, 100.0 %                    -",
        "the whole site  3 of 4,  75.0 %  2,000 of 2,001,  99.9 %      1 of 2,  50.0 %",
        "",
    ]
    assert list(coverage_lines(None)) == list(coverage_lines(Coverage())) == []


def test_what_lacks() -> None:
    coverage = Coverage((FileCoverage("a.md", Share(1, 1), Share(1999, 2000)),))
    assert lacks(coverage, 99.95) == []
    assert lacks(coverage, 100) == ["99.9 % of the figures in prose have a source, less than 100 %"]
    hardly = Coverage((FileCoverage("a.md", Share(1, 1), Share(1, 3000)),))
    assert lacks(hardly, 1) == ["0.03 % of the figures in prose have a source, less than 1 %"]
    assert lacks(Coverage(), 100) == lacks(None, 100) == []


@pytest.mark.parametrize(("percent", "exit_code"), [("60", 0), ("60.5", 1), ("75%", 1)])
def test_least_coverage(
    rivers: TinySite, capsys: pytest.CaptureFixture[str], percent: str, exit_code: int
) -> None:
    arguments = ["check", "--site", str(rivers.folder), "--as-of", str(TODAY)]
    assert cli.main([*arguments, "--min-coverage", percent]) == exit_code
    said = "60.0 % of the figures in prose have a source, less than"
    assert (said in capsys.readouterr().err) == bool(exit_code)


@pytest.mark.parametrize("percent", ["-1", "101", "half", "nan"])
def test_no_percentage(capsys: pytest.CaptureFixture[str], percent: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["check", f"--min-coverage={percent}"])
    assert f"'{percent}' is no number from 0 to 100" in capsys.readouterr().err


def test_for_programs(
    rivers: TinySite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(syllapy, "count", lambda word: 2 if word.isalpha() else 0)
    cli.main(["check", "--site", str(rivers.folder), "--as-of", str(TODAY), "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    assert data["coverage"] == {
        "answers": {"covered": 3, "total": 4},
        "figures": {"covered": 3, "total": 5},
        "passages": {"covered": 0, "total": 0},
        "files": [
            {
                "path": "content/explainers/gauge.md",
                "answers": {"covered": 3, "total": 4},
                "figures": {"covered": 2, "total": 4},
                "passages": {"covered": 0, "total": 0},
            },
            {
                "path": "content/pages/about.md",
                "answers": {"covered": 0, "total": 0},
                "figures": {"covered": 1, "total": 1},
                "passages": {"covered": 0, "total": 0},
            },
        ],
    }
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
