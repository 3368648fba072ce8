"""A change reaches every page that depends on it, and no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.pages.conftest import SiteMaker
from tests.sites import TODAY, TinySite, explainer, sources

FILES = {
    "explainers/gauge.md": explainer("It is {{ depth }} m deep. See [[well]].", "authors: [ann]"),
    "explainers/lights.md": explainer("Seen from {{ range }} km.[@log]", title="The lights"),
    "pages/about.md": "---\ntitle: About\n---\n\nZebras.\n",
    "facts/f.yaml": """
depth: {value: 3141, label: Depth, statement: It is deep., sources: [wire]}
range: {value: "= depth * 2", label: Range, statement: It is far.}
unused: {value: 77, sources: [chart]}
""",
    "sources/s.yaml": sources("wire", "chart", "log"),
    "glossary.yaml": "well: {term: stilling well, definition: A narrow shaft.}\n",
    "people.yaml": "ann: {name: Ann Key}\n",
}


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    site = make_site(FILES)
    site.build()
    return site


def changed(site: TinySite, name: str, old: str, new: str) -> set[str]:
    """The pages that an edit changed; the build reports exactly what it changed."""
    before = site.files()
    site.edit(name, old, new)
    report = site.build()
    after = site.files()
    paths = {path for path in before | after if before.get(path) != after.get(path)}
    assert paths == set(report.changed_paths)
    assert (report.removed, report.unchanged) == (0, len(after) - len(paths))
    return {path for path in paths if path.endswith(".html")}


def holding(site: TinySite, *texts: str) -> set[str]:
    """The pages that say one of the texts."""
    files = {p: data.decode() for p, data in site.files().items() if p.endswith(".html")}
    return {path for path, html in files.items() if any(text in html for text in texts)}


@pytest.mark.parametrize(
    ("name", "old", "new", "needed"),
    [
        ("facts/f.yaml", "3141", "4242", {"gauge/", "lights/"}),
        ("sources/s.yaml", "Report log", "Journal log", {"lights/", "sources/", "sources/log/"}),
        ("glossary.yaml", "narrow shaft", "wide hole", {"gauge/", "glossary/"}),
        ("people.yaml", "Ann Key", "Ann Lock", {"gauge/", "people/", "people/ann/"}),
        ("pages/about.md", "Zebras", "Llamas", {"about/"}),
    ],
)
def test_a_word_changes_the_pages_that_show_it(
    site: TinySite, name: str, old: str, new: str, needed: set[str]
) -> None:
    # What was derived from the value shows another: 6,282 becomes 8,484.
    written = {"3141": ("3,141", "6,282", "3141", "6282")}.get(old, (old,))
    showed = holding(site, *written)
    assert {f"{address}index.html" for address in needed} <= showed
    assert changed(site, name, old, new) == showed
    assert holding(site, *written) == set()


def test_a_value_that_no_page_uses_changes_no_explainer(site: TinySite) -> None:
    paths = changed(site, "facts/f.yaml", "77", "78")
    assert {path for path in paths if not path.startswith(("facts/", "data/", "sources/"))} == set()


def test_a_template_changes_the_pages_made_with_it(site: TinySite) -> None:
    site.write(
        {"templates/page.html": "{% extends 'base.html' %}{% block main %}Own{% endblock %}"}
    )
    before = site.files()
    report = site.build()
    assert report.changed_paths == ("about/index.html",)
    assert before["about/index.html"] != site.files()["about/index.html"]
    site.path("templates/page.html").unlink()
    site.build()
    assert site.files() == before


def test_a_style_changes_every_page_by_the_address_of_the_sheet_alone(site: TinySite) -> None:
    site.write({"assets/css/99-own.css": "p { color: teal }\n"})
    before = site.files()
    report = site.build()
    after = site.files()
    (old,) = (path for path in before if path.startswith("assets/style."))
    (new,) = (path for path in after if path.startswith("assets/style."))
    pages = {path for path in after if path.endswith(".html")}
    assert set(report.changed_paths) == {old, new, "_headers", *pages}
    assert report.removed == 1
    rename: Callable[[bytes], bytes] = lambda data: data.replace(old.encode(), new.encode())  # noqa: E731
    assert {path: rename(before[path]) for path in pages} == {path: after[path] for path in pages}


def test_building_again_changes_nothing_today_or_tomorrow(site: TinySite) -> None:
    assert site.build().changed == 0
    assert site.build(TODAY + timedelta(days=1)).changed == 0


def test_what_is_taken_away_goes(site: TinySite) -> None:
    before = set(site.files())
    site.path("explainers/lights.md").unlink()
    site.build()
    gone = before - set(site.files())
    assert "lights/index.html" in gone
    assert {path.partition("/")[0] for path in gone} == {"lights"}
    assert not (site.output / "lights").exists()
    assert holding(site, "The lights") == set()
