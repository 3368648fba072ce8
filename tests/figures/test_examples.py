"""An example of each kind of figure: its markup as it stands on the page. ``--refresh`` writes it
anew; then look at it in a browser, since no test sees what it looks like."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from tests.sites import TinySite, explainer, sources

EXAMPLES = sorted((Path(__file__).parent / "examples").iterdir())


def example_site(folder: Path, example: Path, language: str = "en") -> TinySite:
    """A site with one explainer that shows the example alone. Other files of an example are files
    of its site's content."""
    site = TinySite(folder)
    body = (example / "figure.md").read_text(encoding="utf-8")
    own = {
        path.relative_to(example / "content").as_posix(): path.read_bytes()
        for path in sorted((example / "content").rglob("*"))
        if path.is_file()
    }
    site.write(
        {
            "site.yaml": f"title: The Tide Desk\nlanguage: {language}\n",
            "sources/a.yaml": sources("log", "map"),
            "facts/a.yaml": (example / "facts.yaml").read_bytes(),
            "explainers/gauge.md": explainer(f"## What came? {{#came}}\n\nBoats.\n\n{body}"),
            **own,
        }
    )
    return site


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_examples(tmp_path: Path, example: Path, request: pytest.FixtureRequest) -> None:
    site = example_site(tmp_path, example)
    site.build()
    found = "\n".join(
        lxml.html.tostring(figure, encoding="unicode", with_tail=False)
        for figure in site.tree("gauge/").iter("figure")
    )
    expected = example / "expected.html"
    if request.config.getoption("--refresh"):
        expected.write_text(f"{found}\n", encoding="utf-8")
    assert f"{found}\n" == expected.read_text(encoding="utf-8")
