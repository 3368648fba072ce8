"""What `check --external` says of a site, with the answers of a web that tests make up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from explainer import cli
from explainer.config import Config
from explainer.external_links import Answer, State
from explainer.external_links.rules import external_links
from explainer.inspection import CheckReport, check
from explainer.kept.store import Store
from explainer.model.site.site import Site
from explainer.pipeline import load_site
from explainer.progress import Progress
from tests.sites import TODAY, TinySite, explainer

ALIVE = Answer(State.ALIVE, status=200)
GONE = Answer(State.GONE, "404, not found", status=404)
MOVED = Answer(State.MOVED, "it moved for good", "https://a.example/new", 200)
SITE: Mapping[str, str] = MappingProxyType(
    {
        "site.yaml": "title: Tides\n",
        "sources/books.yaml": (
            "references:\n"
            "- id: darwin-1898\n"
            "  title: The Tides\n"
            "  URL: https://a.example/tides\n"
            "- id: kelvin-1867\n"
            "  URL: https://b.example/kelvin\n"
            "  title: Tides\n"
            "  custom: {archive_url: https://archive.example/kelvin}\n"
        ),
        "glossary.yaml": "moon:\n  term: Moon\n  definition: See [it](https://a.example/moon).\n",
        "explainers/tide.md": explainer(
            "## Why?\n\n"
            "The [moon](https://a.example/?x=1&y=2).[@darwin-1898][^n]\n\n"
            "It [pulls](https://a.example/pulls).[@kelvin-1867] "
            "Write to [us](mailto:a@b.example).\n\n"
            "[^n]: See [it](https://a.example/note).\n",
            "waive: {dead-external-link: Nobody has a copy.}",
        ),
    }
)


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path)
    site.write(SITE)
    return site


def external(site: TinySite, answers: Mapping[str, Answer]) -> CheckReport:
    def ask_web(site: Site) -> dict[str, Answer]:
        return {link.url: answers.get(link.url, ALIVE) for link in external_links(site)}

    return check(Config(site.folder, site.output, TODAY), ask_web=ask_web)


def warnings(report: CheckReport) -> list[str]:
    found = [d for d in report.diagnostics if "external" in d.code]
    return [f"{d.location} {d.code}: {d.message}. {d.hint}" for d in found]


def test_every_link_that_leads_out_is_asked(site: TinySite) -> None:
    linked, _ = load_site(Config(site.folder, site.output, TODAY))
    assert sorted(link.url for link in external_links(linked)) == [
        "https://a.example/?x=1&y=2",
        "https://a.example/moon",
        "https://a.example/note",
        "https://a.example/pulls",
        "https://a.example/tides",
        "https://b.example/kelvin",
    ]


def test_a_dead_source_stands_where_its_address_is_written(site: TinySite) -> None:
    assert warnings(external(site, {"https://a.example/tides": GONE})) == [
        "content/sources/books.yaml:4:8 dead-external-link: "
        "this address leads nowhere: 404, not found. Mend it, or record as archive_url one of "
        "the copies that https://web.archive.org/web/*/https://a.example/tides lists."
    ]


def test_a_recorded_copy_is_offered(site: TinySite) -> None:
    assert warnings(external(site, {"https://b.example/kelvin": GONE})) == [
        "content/sources/books.yaml:6:8 dead-external-link: "
        "this address leads nowhere: 404, not found. Readers are shown the copy "
        "https://archive.example/kelvin: mend this, or waive the warning."
    ]


def test_what_moved(site: TinySite) -> None:
    assert warnings(external(site, {"https://a.example/moon": MOVED})) == [
        "content/glossary.yaml:3:24 moved-external-link: "
        "this address moved for good. Write https://a.example/new"
    ]


def test_a_warning_is_waived_where_it_stands(site: TinySite) -> None:
    report = external(site, {"https://a.example/?x=1&y=2": GONE, "https://a.example/note": GONE})
    assert warnings(report) == []
    assert [str(d.location) for each in report.waived for d in each.findings] == [
        "content/explainers/tide.md:10:12",
        "content/explainers/tide.md:14:16",
    ]


def test_a_waiver_is_unused_where_the_web_was_asked_alone(site: TinySite) -> None:
    asked = external(site, {})
    assert "unused-waiver" in {d.code for d in asked.diagnostics}
    unasked = check(Config(site.folder, site.output, TODAY))
    assert "unused-waiver" not in {d.code for d in unasked.diagnostics}


def test_what_could_not_be_checked_is_no_warning(
    site: TinySite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    silent = Answer(State.UNKNOWN, "it did not answer in time")

    def answer_all(
        urls: Iterable[str], ask: object, store: Store, today: object, progress: Progress
    ) -> dict[str, Answer]:
        assert (store.problem, today) == ("", TODAY)
        return {url: silent if "kelvin" in url else ALIVE for url in urls}

    site.edit("explainers/tide.md", "waive: {dead-external-link: Nobody has a copy.}\n", "")
    monkeypatch.setattr("explainer.external_links.checking.answer_all", answer_all)
    arguments = ["check", "--external", "--site", str(site.folder), "--as-of", str(TODAY)]
    assert cli.main(arguments) == 0
    out, err = capsys.readouterr()
    assert out.startswith(
        "Could not be checked:\n"
        "  content/sources/books.yaml:6:8: https://b.example/kelvin: it did not answer in time\n"
    )
    assert "external-link" not in err


def test_a_build_asks_nobody(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a build asked the web")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    site.build()
