"""The files of embeds are kept with their page, made with it, and go with it."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from explainer import cli
from tests.pages.test_embeds import BODY, DISPUTED, FACTS
from tests.sites import TODAY, TinySite, explainer, output_files, sources

FIGURE = "embed/gauge/figure-sea/"


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path / "site")
    site.write(
        {
            "site.yaml": "title: The Tide Desk\nurl: https://example.org/\n",
            "sources/a.yaml": sources("log", "map", "diary"),
            "facts/a.yaml": FACTS,
            "pages/method.md": "---\ntitle: Method\n---\n\nWe read.\n",
            "explainers/gauge.md": explainer(BODY),
        }
    )
    return site


def build(site: TinySite, *more: str) -> str:
    """Build with a cache; what is said."""
    said = io.StringIO()
    command = ["build", "--site", str(site.folder), "--output", str(site.output)]
    day = ["--as-of", TODAY.isoformat(), "--cache", str(site.folder.parent / "cache")]
    with redirect_stdout(said), redirect_stderr(said):
        assert cli.main([*command, *day, *more]) == 0, said.getvalue()
    return said.getvalue()


def test_a_lost_file_comes_back_and_nothing_else_is_made(site: TinySite) -> None:
    build(site)
    whole = output_files(site.output)
    for name in ("index.html", "embed.json", "figure-sea.csv"):
        (site.output / FIGURE / name).unlink()
        build(site)
        assert output_files(site.output) == whole


def test_a_lost_file_comes_back_where_the_cache_has_lost_it_too(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(site)
    whole = output_files(site.output)
    (site.output / FIGURE / "figure-sea.csv").unlink()
    monkeypatch.setattr("explainer.making.memory.Memory.find_files", lambda *_: [])
    build(site)
    assert output_files(site.output) == whole


def test_they_change_with_a_fact_and_go_with_the_figure(site: TinySite) -> None:
    build(site)
    site.write({"facts/a.yaml": DISPUTED})
    build(site)
    warm = output_files(site.output)
    assert b"disputed" in warm[f"{FIGURE}figure-sea.csv"]
    site.build()
    assert output_files(site.output) == warm
    site.edit("explainers/gauge.md", "id: sea\n", "id: land\n")
    build(site)
    assert f"{FIGURE}index.html" not in output_files(site.output)
    assert "embed/gauge/figure-land/index.html" in output_files(site.output)


def test_why_one_was_made_is_told_as_for_its_page(site: TinySite) -> None:
    build(site)
    asked = ("--why", f"{FIGURE}index.html")
    assert "not made again" in build(site, *asked)
    site.write({"facts/a.yaml": DISPUTED})
    changed = "passages log, what the site states of boats.sea"
    assert f"made again, since this has changed: {changed}." in build(site, *asked)
