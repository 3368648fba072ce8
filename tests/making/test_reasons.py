"""``build --why``: why a file of the output was made again, or was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer import cli
from tests.sites import TODAY, TinySite, explainer, sources

FRAME = "the templates, content/site.yaml, what surrounds each page"


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    tiny = TinySite(tmp_path / "site")
    tiny.write(
        {
            "site.yaml": "title: Rivers\n",
            "explainers/gauge.md": explainer("## Why?\n\nIt is {{ height }}. [@survey]\n"),
            "explainers/ford.md": explainer("## Where?\n\nHere. [@map]\n", title="Ford"),
            "facts/river.yaml": "height: {label: Height, value: 3, sources: [survey]}\n",
            "sources/river.yaml": sources("survey", "map"),
        }
    )
    return tiny


def why(site: TinySite, path: str, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    where = ["--site", str(site.folder), "--cache", str(site.folder.parent / "cache")]
    capsys.readouterr()
    assert cli.main(["--quiet", "--as-of", str(TODAY), "--why", path, *where, *options]) == 0
    return capsys.readouterr().out.strip()


def test_says_what_has_changed(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    new = "made, since nothing is kept of it: it is new, or the cache is, or the generator or a"
    assert why(site, "gauge/", capsys) == f"gauge/index.html: {new} library has changed."
    site.edit("explainers/gauge.md", "It is", "It was")
    again = "gauge/index.html: made again, since this has changed:"
    assert why(site, "gauge/index.html", capsys) == f"{again} content/explainers/gauge.md."
    site.edit("facts/river.yaml", "3", "4")
    found = why(site, str(site.output / "gauge/index.html"), capsys)
    assert found == f"{again} what the site states of height."
    site.edit("site.yaml", "Rivers", "Streams")
    found = why(site, "gauge/", capsys)
    assert found == f"{again} content/site.yaml, what surrounds each page."


def test_says_that_nothing_has(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.build()
    why(site, "gauge/", capsys)
    nothing = "not made again: nothing that a build reads has changed."
    assert why(site, "gauge/", capsys) == f"gauge/index.html: {nothing}"
    site.edit("explainers/ford.md", "Here", "There")
    found = why(site, "gauge/", capsys)
    assert found.startswith(
        f"gauge/index.html: not made again: {FRAME}, content/explainers/gauge.md, the day and "
    )
    assert found.endswith(" things that it looks up are as they were.")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("sources/index.html", "made again, since this has changed: what it shows"),
        ("sources/map/index.html", "made again, since this has changed: where it is used"),
        ("_headers", "made at each build, and written where it differs"),
        ("none/", "no file of the site has this path; write it as in the output"),
    ],
)
def test_other_files(
    site: TinySite, path: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    why(site, path, capsys)
    site.edit("explainers/ford.md", "[@map]", "[@survey]")
    assert why(site, path, capsys).partition(": ")[2] == f"{reason}."


@pytest.mark.parametrize("path", ["gauge/index.html", "data/facts.csv"])
def test_a_file_that_is_missing(
    site: TinySite, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    why(site, path, capsys)
    (site.output / path).unlink()
    lost = "written again as it was made before: it was missing in the output, or had been changed"
    assert why(site, path, capsys) == f"{path}: {lost}."
    assert (site.output / path).is_file()


def test_an_attestation_changes_the_page_of_its_fact(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({"people.yaml": "ann: {name: Ann}\n"})
    why(site, "facts/height/", capsys)
    assert cli.main(["attest", "height", "--by", "ann", "--site", str(site.folder), "--quiet"]) == 0
    found = why(site, "facts/height/", capsys)
    assert found.endswith("made again, since this has changed: attested height.")
    page, recorded = "facts/height/index.html", b"Recorded as compared with its sources by Ann"
    assert recorded in site.files()[page]
    site.path("attested.yaml").unlink()
    assert "gauge/index.html: not made again" in why(site, "gauge/", capsys)
    assert recorded not in site.files()[page]
