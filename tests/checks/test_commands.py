"""`check` and `agenda` on the terminal and for programs."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

from explainer import cli
from explainer.checks.evidence.coverage import reading_grade
from explainer.checks.evidence.measures import MEASURES
from explainer.checks.rules import load_rules
from explainer.cli.commands.check import github_lines
from explainer.diagnostics import Diagnostic, Location, Severity
from tests.checks.prose_texts import sentences_of
from tests.sites import ROOT, TinySite, explainer

DAY = "2026-11-22"
GRADE = round(reading_grade(sentences_of("It is 3.")), 1)
BOOKS = (
    "- {id: survey, type: article-journal, title: Survey, publisher: Office, issued: 2025-01-01}\n"
    "- {id: census, type: article-journal, title: Census, publisher: Office, issued: 2025-01-01}\n"
)
SITE = {
    "site.yaml": "title: Rivers\n",
    "explainers/gauge.md": explainer(
        "## How high?\n\nIt is {{ height }}.", "review_by: 2026-11-21"
    ),
    "facts/river.yaml": (
        "height:\n"
        "  value: 3\n"
        "  sources: [survey, census]\n"
        "  review_by: 2026-11-01\n"
        "  waive: {stale-fact: The river is dry until spring.}\n"
    ),
    "sources/river.yaml": BOOKS,
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinySite:
    site = TinySite(tmp_path)
    site.write(SITE)
    monkeypatch.chdir(tmp_path)
    # What others would warn of is not what these tests are about.
    stale = tuple(rule for rule in load_rules() if rule.code in ("stale-fact", "stale-page"))
    monkeypatch.setattr("explainer.inspection.load_rules", lambda: stale)
    return site


def run(command: str, capsys: pytest.CaptureFixture[str], day: str = DAY) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    capsys.readouterr()
    code = cli.main([*command.split(), "--as-of", day], command="explainer")
    return code, *capsys.readouterr()


STALE = """\
content/explainers/gauge.md:4:10: warning[stale-page]: this page was due to be checked by \
2026-11-21
 4 | checked: 2026-11-20
   |          ^^^^^^^^^^
   = Read it against its sources; mend it, and set checked: to the day you did.

"""
WAIVED = """\
Waived:
  content/facts/river.yaml:5:11: stale-fact: The river is dry until spring.

"""
TABLES = f"""\
With a source                        answers  figures in prose  quotations verified
content/explainers/gauge.md  1 of 1, 100.0 %   1 of 1, 100.0 %                    -
the whole site               1 of 1, 100.0 %   1 of 1, 100.0 %                    -

Live claims               with source   words  in the copy  hold the value  attested
content/facts/river.yaml       1 of 1  0 of 1       0 of 1          0 of 1    0 of 1
the whole site                 1 of 1  0 of 1       0 of 1          0 of 1    0 of 1
                              100.0 %   0.0 %        0.0 %           0.0 %     0.0 %
with each source               2 of 2  0 of 2       0 of 2          0 of 2    0 of 2
                              100.0 %   0.0 %        0.0 %           0.0 %     0.0 %

Reading grade                short answer  first sentences  page  words a sentence
aimed at, at most                       9                9    11                18
content/explainers/gauge.md             - {GRADE:>16} {GRADE:>5}               3.0

"""


# ---- check ----


def test_a_site_without_warnings(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", capsys, "2026-11-20") == (
        0,
        f"{WAIVED}{TABLES}No errors, 0 warnings, 1 waived.\n",
        "",
    )


def test_a_warning(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", capsys) == (
        0,
        f"{WAIVED}{TABLES}No errors, 1 warning, 1 waived.\n"
        "explainer explain stale-page says more.\n",
        STALE,
    )


def test_nothing_is_written(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    run("check", capsys)
    assert [path.name for path in site.folder.iterdir()] == ["content"]


def test_an_error_comes_alone(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit("facts/river.yaml", "survey", "surwey")
    code, out, err = run("check", capsys)
    assert (code, out) == (
        1,
        "1 error; the rules are applied to a site without errors.\n"
        "explainer explain unknown-source says more.\n",
    )
    assert "warning[" not in err


def test_strict_fails_on_a_warning(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check --strict", capsys)[0] == 1


def test_strict_passes_what_is_waived(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check --strict", capsys, "2026-11-20")[0] == 0


def shares(**found: tuple[int, int]) -> dict[str, dict[str, int]]:
    named = {name.replace("_", "-"): share for name, share in found.items()}
    every = ((name, named.get(name, (0, 0))) for name in MEASURES)
    return {name: {"covered": covered, "total": total} for name, (covered, total) in every}


TEXTS = {"answers": (1, 1), "figures": (1, 1)}
CLAIMS = {
    "sources": (1, 1),
    "pairs_sources": (2, 2),
    **dict.fromkeys(("words", "copies", "values", "attested"), (0, 1)),
    **dict.fromkeys(("pairs_words", "pairs_copies", "pairs_values", "pairs_attested"), (0, 2)),
}


def test_json(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run("check --format json", capsys)
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "version": 1,
        "as_of": DAY,
        "errors": 0,
        "warnings": 1,
        "findings": [
            {
                "code": "stale-page",
                "severity": "warning",
                "path": "content/explainers/gauge.md",
                "line": 4,
                "column": 10,
                "length": 10,
                "message": "this page was due to be checked by 2026-11-21",
                "hint": (
                    "Read it against its sources; mend it, and set checked: to the day you did."
                ),
            }
        ],
        "waived": [
            {
                "code": "stale-fact",
                "words": "",
                "reason": "The river is dry until spring.",
                "path": "content/facts/river.yaml",
                "line": 5,
                "column": 11,
                "findings": [
                    {
                        "code": "stale-fact",
                        "severity": "warning",
                        "path": "content/facts/river.yaml",
                        "line": 1,
                        "column": 1,
                        "length": 6,
                        "message": '"height" was due to be checked by 2026-11-01',
                        "hint": (
                            "Check it against its sources; mend it, or set checked: to the day"
                            " you did."
                        ),
                    }
                ],
            }
        ],
        "unchecked": [],
        "coverage": {
            **shares(**TEXTS, **CLAIMS),
            "files": [
                {"path": "content/explainers/gauge.md", **shares(**TEXTS)},
                {"path": "content/facts/river.yaml", **shares(**CLAIMS)},
            ],
        },
        "reading": [
            {
                "path": "content/explainers/gauge.md",
                "page": {"grade": GRADE, "sentences": 1, "words": 3},
                "short_answer": None,
                "answers": {"grade": GRADE, "sentences": 1, "words": 3},
            }
        ],
    }


def test_the_fields_of_json_are_documented(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
    data = json.loads(run("check --format json", capsys)[1])
    coverage, reading = data["coverage"], data["reading"][0]
    fields = {*data, *data["findings"][0], *data["waived"][0], *coverage, *coverage["answers"]}
    fields |= {*reading, *reading["page"]}
    assert {field for field in fields if f"`{field}`" not in page} == set()


ANNOTATED = (
    ",line=4,endLine=4,col=10,endColumn=19,title=stale-page"
    "::this page was due to be checked by 2026-11-21%0A"
    "Read it against its sources; mend it, and set checked: to the day you did."
)


def test_github(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    """It reads the text, of which it takes no line as its own, and then what it annotates."""
    code, text, errors = run("check", capsys)
    told = run("check --format github", capsys)
    begin, *lines, end, annotation = told[1].splitlines()
    assert (told[0], told[2]) == (code, "")
    assert lines == [*errors.splitlines(), *text.splitlines()]
    assert begin.startswith("::stop-commands::")
    assert end == f"::{begin.removeprefix('::stop-commands::')}::"
    assert annotation == f"::warning file=content/explainers/gauge.md{ANNOTATED}"


def test_github_is_told_of_errors_by_a_build(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({f"explainers/no-{n}.md": explainer("[@nothing]") for n in range(12)})
    code, text, _ = run("build --format github", capsys)
    *lines, _ = text.split("\n")
    annotations = [line for line in lines if line.startswith("::error ")]
    assert (code, len(annotations)) == (1, 10)
    assert text.count("error[unknown-source]: there is no source") == 12
    assert annotations[0].startswith("::error file=content/explainers/no-0.md,line=7,")


def test_github_is_told_the_path_from_where_it_is_asked(
    site: TinySite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(site.folder.parent)
    out = run(f"check --format github --site {site.folder.name}", capsys)[1]
    path = f"{site.folder.name}/content/explainers/gauge.md"
    assert out.splitlines()[-1] == f"::warning file={path}{ANNOTATED}"


def test_what_github_would_read_as_its_own_is_escaped() -> None:
    place = Location("content/a,b:c.md", 3, 7)
    found = Diagnostic(
        code="tie", location=place, message="100 %\n::error::no", hint="A, b: c.\r", length=2
    )
    assert [*github_lines([found], (), PurePosixPath("x%"))][-1] == (
        "::error file=x%25/content/a%2Cb%3Ac.md,line=3,endLine=3,col=7,endColumn=8,title=tie"
        "::100 %25%0A::error::no%0AA, b: c."
    )


def test_errors_are_annotated_first() -> None:
    place, warning = Location("content/a.md"), Severity.WARNING
    found = [Diagnostic(code="w", location=place, message="w", severity=warning)] * 12
    error = Diagnostic(code="e", location=place, message="e")
    _, _, *annotations = list(github_lines([*found, error], (), PurePosixPath()))[-12:]
    assert [line.split()[0] for line in annotations] == ["::error", *["::warning"] * 9]


def test_a_format_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["check", "--format", "xml"])
    assert ended.value.code == 2


# ---- agenda ----


def test_agenda(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(
        {
            "explainers/delta.md": explainer("", "expires: 2026-12-01"),
            "explainers/flood.md": explainer("").replace("2026-03-02", "2026-12-15"),
            "explainers/spring.md": explainer("").replace("2026-03-02", "2027-03-01"),
            "explainers/draft.md": explainer("", "review_by: 2026-11-01", "status: draft"),
            "explainers/gone.md": explainer("", "expires: 2026-11-01"),
        }
    )
    assert run("agenda", capsys) == (
        0,
        "Overdue:\n"
        "  2026-11-01  content/facts/river.yaml:1:1      check the fact height\n"
        "  2026-11-21  content/explainers/gauge.md:4:10  check this page\n"
        "\n"
        "Until 2026-12-22:\n"
        "  2026-12-01  content/explainers/delta.md:5:10  the last day of this page\n"
        "  2026-12-15  content/explainers/flood.md:3:12  this page is published\n",
        "",
    )


def test_nothing_falls_due(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("agenda --days 0", capsys, "2026-10-01") == (
        0,
        "Nothing falls due until 2026-10-01.\n",
        "",
    )


def test_the_end_of_time(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    out = run("agenda --days 36500", capsys, "9999-12-31")[1]
    assert out.endswith("\n\nNothing else falls due until 9999-12-31.\n")


def test_the_agenda_of_a_broken_site(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit("facts/river.yaml", "survey", "surwey")
    code, out, err = run("agenda", capsys)
    assert (code, out) == (1, "")
    assert "error[unknown-source]" in err


@pytest.mark.parametrize("days", ["-1", "x", "1.5", "99999"])
def test_days(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["agenda", f"--days={days}"])
    assert ended.value.code == 2
    assert f'"{days}" is no number of days from 0 to 36500' in capsys.readouterr().err
