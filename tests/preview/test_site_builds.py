"""Builds from what the last one made: the same bytes as a build from nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.config import Config, SiteNotFound
from explainer.kept.store import Store
from explainer.pipeline import build
from explainer.preview.site_builds import Outcome, SiteBuilds
from tests.pictures import png
from tests.sites import TODAY, TinySite, explainer, output_files, sources

NOBODY: frozenset[str] = frozenset()
SITE: dict[str, str | bytes] = {
    "site.yaml": "title: Rivers\nlanguages: [en, ru]\nurl: https://example.org/rivers\n",
    "explainers/gauge.md": explainer(
        "## Why?\n\nIt is {{ height }}. [@survey] See [[delta]].\n", "key_facts: [height]"
    ),
    "explainers/gauge.ru.md": explainer("## Почему? {#why}\n\n{{ height }}.\n"),
    "explainers/ford.md": explainer(
        "## Where?\n\nAt the [gauge](gauge.md#why). [@map]\n", "related: [gauge]", title="The ford"
    ),
    "facts/river.yaml": (
        "height: {label: Height, value: 3, unit: metres, sources: [survey]}\n"
        'twice: {label: Twice, value: "= height * 2"}\n'
    ),
    "sources/river.yaml": sources("survey", "map"),
    "places.yaml": "delta:\n  name: Delta\n  note: Flat. [@map]\n",
    "assets/css/site.css": "main { color: red }",
}
LOOKED_AT = [
    *("index.html", "gauge/index.html", "ford/index.html", "facts/height/index.html"),
    *("sources/map/index.html", "places/index.html", "ru/facts/twice/index.html"),
]
EDITS: dict[str, dict[str, str | bytes | None]] = {
    "words": {"explainers/gauge.md": explainer("## Why?\n\nIt is {{ twice }} now. [@map]\n")},
    "another anchor": {"explainers/gauge.md": explainer("## Why?\n\nAh.\n\n## Who?\n\nWe. [@map]")},
    "another title": {"explainers/gauge.md": explainer("## Why?\n\nYes.\n", title="A pole")},
    "withdrawn": {
        "explainers/gauge.md": explainer("", "status: withdrawn", "reason: Wrong."),
        "explainers/gauge.ru.md": None,
        "explainers/ford.md": explainer("## Where?\n\nAt the [gauge](gauge.md).\n"),
    },
    "a broken word": {"explainers/ford.md": explainer("## Where?\n\n{{ nothing }}\n")},
    "no ford": {"explainers/ford.md": None},
    "a new page": {"pages/about.md": explainer("## Us\n\nPeople.\n", title="About")},
    "another value": {
        "facts/river.yaml": "height: {label: Height, value: 4, unit: metres, sources: [map]}\n"
    },
    "a disputed value": {
        "facts/river.yaml": (
            "height:\n  label: Height\n  unit: metres\n  claims:\n"
            "    - {value: 3, by: Anna, as_of: 2026, sources: [survey]}\n"
            "    - {value: 5, by: Ivan, sources: [map]}\n"
        )
    },
    "half a file": {"facts/river.yaml": "height: {label: Hei"},
    "another source": {"sources/river.yaml": sources("map", "survey", "log")},
    "another place": {"places.yaml": "delta:\n  name: The delta\n  note: Wet. [@survey]\n"},
    "a picture": {
        "explainers/ford.md": explainer("## Where?\n\n![Here](images/ford.png) [@map]\n"),
        "images/ford.png": png(20, 10),
    },
    "another picture": {"images/ford.png": png(10, 20)},
    "a renamed page": {
        "explainers/ford.md": None,
        "explainers/crossing.md": explainer("## Where?\n\nHere. [@map]\n", "aliases: [ford]"),
    },
    "a term": {"glossary.yaml": "delta-like:\n  term: Wet\n  definition: Is {{ height }}.\n"},
    "another first language": {"site.yaml": "title: R\nlanguage: ru\nlanguages: [en, ru]\n"},
    "another name": {"site.yaml": "title: Streams\nlanguages: [en, ru]\n"},
    "another look": {"assets/css/site.css": "main { color: blue }"},
    "a template": {"templates/day.html": "{% macro day(date) %}{{ date.text }}!{% endmacro %}"},
    "a broken template": {
        "templates/day.html": "{% macro day(date) %}{{ date.txt }}{% endmacro %}"
    },
    "as it was": {
        **SITE,
        "pages/about.md": None,
        "templates/day.html": None,
        "images/ford.png": None,
        "explainers/crossing.md": None,
        "glossary.yaml": None,
    },
}


def edit(site: TinySite, files: dict[str, str | bytes | None]) -> None:
    site.write({name: text for name, text in files.items() if text is not None})
    for name in [name for name, text in files.items() if text is None]:
        site.path(name).unlink(missing_ok=True)


def yes() -> bool:
    return True


def builds_of(site: TinySite) -> SiteBuilds:
    return SiteBuilds(Config(site.folder, site.output, TODAY))


def built(
    builds: SiteBuilds, go_on: Callable[[], bool] = yes, looked_at: frozenset[str] = NOBODY
) -> Outcome:
    outcome = builds.build(looked_at, go_on)
    assert outcome is not None
    return outcome


def begun(site: TinySite) -> SiteBuilds:
    """Builds that have built the site once."""
    builds = builds_of(site)
    outcome = built(builds)
    assert outcome.sound, outcome.diagnostics
    return builds


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    tiny = TinySite(tmp_path)
    edit(tiny, {**SITE})
    return tiny


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.booleans()), min_size=2, max_size=5),
    st.frozensets(st.sampled_from(LOOKED_AT)),
)
def test_any_edits_give_what_a_build_from_nothing_gives(
    edits: list[tuple[str, bool]], looked_at: frozenset[str]
) -> None:
    with TemporaryDirectory() as folder:
        site, fresh = TinySite(Path(folder)), Path(folder, "fresh")
        edit(site, {**SITE})
        builds = begun(site)
        build(Config(site.folder, fresh, TODAY))
        whole = output_files(fresh)
        for name, at_leisure in [*edits, (edits[0][0], True)]:
            edit(site, EDITS[name])
            outcome = built(builds, looked_at=looked_at)
            seen = {**site.files(), **builds.shown} if outcome.sound else {}
            later = builds.finish() if at_leisure else None
            if later and outcome.sound:
                outcome = later
            report = build(Config(site.folder, fresh, TODAY))
            new = output_files(fresh)
            if report.write:
                for path in looked_at & seen.keys():
                    assert seen[path] == new.get(path) or path not in new
            if at_leisure:
                whole = new if outcome.sound else whole
                assert outcome.diagnostics == report.diagnostics
                assert outcome.sound == (report.write is not None)
                assert outcome.pages == report.pages
            assert site.files() == whole


def test_what_can_wait_is_built_when_there_is_time(site: TinySite) -> None:
    builds = begun(site)
    assert builds.finish() is None
    edit(site, EDITS["words"])
    # the other explainer tells what it shares with it
    assert built(builds).changed == ("ford/index.html", "gauge/index.html", "gauge/index.md")
    assert not builds.finished
    later = builds.finish()
    assert later is not None
    assert "questions/index.html" in later.changed
    assert "data/questions.json" in later.changed
    assert "facts/twice/index.html" in later.changed
    assert builds.finish() is None


def test_what_can_wait_is_not_even_resolved(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = begun(site)
    edit(site, EDITS["words"])
    monkeypatch.delattr("explainer.outputs.records")
    assert built(builds).sound


def test_the_output_holds_whole_builds_only(site: TinySite) -> None:
    builds = begun(site)
    before = site.files()
    edit(site, EDITS["words"])
    built(builds)
    assert site.files() == before
    shown = builds.shown["gauge/index.html"]
    assert builds.finish()
    assert site.files()["gauge/index.html"] == shown
    assert builds.shown == {}


def test_what_is_left_is_given_up_for_a_save(site: TinySite) -> None:
    builds = begun(site)
    before = site.files()
    edit(site, EDITS["words"])
    built(builds)
    assert builds.finish(lambda: False) is None
    assert site.files() == before
    assert builds.finish()
    assert site.files() != before


def test_what_somebody_looks_at_does_not_wait(site: TinySite) -> None:
    builds = begun(site)
    edit(site, EDITS["words"])
    outcome = builds.build(frozenset({"facts/twice/index.html"}), yes)
    assert outcome is not None
    assert "facts/twice/index.html" in outcome.changed
    assert "data/questions.json" not in outcome.changed
    later = builds.finish()
    assert later is not None
    assert "facts/twice/index.html" not in later.changed


def test_of_many_pages_those_that_somebody_looks_at_come_first(site: TinySite) -> None:
    text = explainer("## Why?\n\nIt is {{ height }}.\n")
    site.write({f"explainers/page-{number}.md": text for number in range(20)})
    builds = begun(site)
    edit(site, EDITS["another value"])
    site.edit("explainers/ford.md", "[@map]", "")
    outcome = builds.build(frozenset({"page-7/index.html"}), yes)
    assert outcome is not None
    assert "page-7/index.html" in outcome.changed
    assert "page-8/index.html" not in outcome.changed
    later = builds.finish()
    assert later is not None
    assert "page-7/index.html" not in later.changed
    assert "page-8/index.html" in later.changed


def test_what_somebody_goes_to_comes_next(site: TinySite) -> None:
    text = explainer("## Why?\n\nIt is {{ height }}.\n")
    site.write({f"explainers/page-{number}.md": text for number in range(20)})
    builds = begun(site)
    edit(site, EDITS["another value"])
    site.edit("explainers/ford.md", "[@map]", "")
    built(builds, looked_at=frozenset({"page-7/index.html"}))
    shown = builds.shown["page-7/index.html"]
    outcome = built(builds, looked_at=frozenset({"page-8/index.html"}))
    assert outcome.changed == ("page-8/index.html", "page-8/index.md")
    assert not outcome.news
    assert builds.shown["page-7/index.html"] == shown


def test_what_a_save_ends_at_any_point_is_made_later(site: TinySite) -> None:
    builds = begun(site)
    before = site.files()
    edit(site, EDITS["another value"])
    built(builds)
    ends, later = 0, None
    while later is None:
        assert site.files() == before
        yeses = iter([True] * 7 * ends)
        later = builds.finish(lambda yeses=yeses: next(yeses, False))  # type: ignore[misc]
        ends += 1
    assert ends > 5
    build(Config(site.folder, site.folder / "fresh", TODAY))
    assert site.files() == output_files(site.folder / "fresh")


def test_the_next_preview_takes_over_what_this_one_made(
    site: TinySite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(site.folder, site.output, TODAY)
    first = SiteBuilds(config, Store(tmp_path / "cache", b"secret", TODAY), b"code")
    built(first)
    edit(site, EDITS["words"])
    built(first)
    assert first.finish()
    first.rest()
    monkeypatch.delattr("explainer.making.reading.parse_file")
    monkeypatch.delattr("explainer.making.work.render")
    second = SiteBuilds(config, Store(tmp_path / "cache", b"secret", TODAY), b"code")
    assert built(second).changed == ()


def test_a_fault_found_late_leaves_the_last_good_output(site: TinySite) -> None:
    own = "{% macro state(page) %}{{ page.statement if page.statement != 'High' else page.oh }}"
    edit(site, {"templates/fact.html": own + "{% endmacro %}{{ state(page) }}"})
    builds = builds_of(site)
    assert built(builds).sound
    before = site.files()
    text = "height: {label: Height, statement: High, value: 3, unit: metres, sources: [survey]}"
    edit(site, {"facts/river.yaml": text, "explainers/gauge.md": explainer("## Why?\n\nAh.")})
    assert built(builds).sound
    assert "gauge/index.html" in builds.shown
    later = builds.finish()
    assert later is not None
    assert [d.message for d in later.diagnostics] == ['FactPage has no field "oh"']
    assert site.files() == before


def test_errors_are_told_once(site: TinySite) -> None:
    builds = begun(site)
    edit(site, EDITS["a broken word"])
    assert not built(builds).sound
    assert builds.finish() is None
    edit(site, EDITS["words"])
    edit(site, {"explainers/ford.md": SITE["explainers/ford.md"]})
    assert built(builds).sound
    assert builds.finish() is not None


def test_a_build_that_is_not_wanted_any_more_writes_nothing(site: TinySite) -> None:
    builds = begun(site)
    before = site.files()
    edit(site, EDITS["words"])
    assert builds.build(NOBODY, lambda: False) is None
    assert site.files() == before
    assert "gauge/index.html" in built(builds).changed


def test_nothing_is_written_after_the_end(site: TinySite) -> None:
    builds = builds_of(site)
    builds.stop()
    thread = Thread(target=built, args=(builds,), daemon=True)
    thread.start()
    thread.join(timeout=0.5)
    assert thread.is_alive()
    assert not site.output.exists()


@pytest.mark.parametrize(
    ("name", "news", "restyled"),
    [
        ("another look", False, True),
        ("a template", False, False),
        ("words", True, False),
        ("no ford", False, False),
    ],
)
def test_says_whether_only_the_style_has_changed(
    site: TinySite, name: str, news: bool, restyled: bool
) -> None:
    builds = begun(site)
    edit(site, EDITS[name])
    outcome = built(builds)
    assert outcome.changed
    assert (outcome.news, outcome.restyled) == (news, restyled)
    builds.finish()
    assert outcome.stylesheet in site.files()


def test_a_save_that_shows_nowhere_is_news_all_the_same(site: TinySite) -> None:
    builds = begun(site)
    site.edit("explainers/gauge.md", "## Why?", "<!-- later -->\n\n## Why?")
    outcome = built(builds)
    assert (outcome.changed, outcome.news) == ((), True)
    again = built(builds)
    assert (again.changed, again.news) == ((), False)


def test_a_folder_that_comes_back_is_built_again(site: TinySite) -> None:
    builds = begun(site)
    before = site.files()
    (site.folder / "content").rename(site.folder / "away")
    with pytest.raises(SiteNotFound):
        built(builds)
    (site.folder / "away").rename(site.folder / "content")
    assert built(builds).sound
    assert site.files() == before
