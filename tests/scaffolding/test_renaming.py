"""A fact, a source or a question gets another name wherever content names it, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer.cli import main
from explainer.config import Config, NotDrafted
from explainer.documents.files.discovery import SINGLE_FILES
from explainer.model.facts.attestations import digest_of
from explainer.pipeline import load_site
from explainer.scaffolding.drafts import replace_texts
from explainer.scaffolding.renaming import rename
from tests.sites import TODAY, TinySite

# Where a name stands, FACT, SOURCE or QUESTION does; all else only looks like it.
FILES = {
    "site.yaml": """\
title: The Gauge
url: https://example.org/
languages: [en, ru]
featured: [tide#QUESTION]
policies: {about: about}
waive: {unused-fact FACT: it is tried here}
""",
    "sources/books.yaml": """\
- {id: SOURCE, type: report, title: The log}
- {id: log-2, type: report, title: Another log}
- {id: copy, type: report, title: A copy of log, custom: {copy_of: SOURCE}}
""",
    "facts/sea.yaml": """\
FACT:
  label: The tide
  value: 4
  unit: metres
  sources: [{source: SOURCE, at: p. 2}, log-2]
tide.twice:
  label: Twice the tide, in the words of the log
  claims:
    - {value: = 2 * FACT, what: "twice the tide, and {{ FACT | plain }}"}
    - {value: = 3 * FACT, rank: deprecated, why: "wrong [@SOURCE]"}
""",
    "facts.ru.yaml": "FACT:\n  label: Прилив\n",
    "units.yaml": "metres: {en: {one: m, other: m}, ru: m}\n",
    "glossary.yaml": 'gauge: {term: gauge, definition: "Of {{ FACT | plain }} [@SOURCE]."}\n',
    "people.yaml": "ada: {name: Ada Tidewell}\n",
    "attested.yaml": "FACT: {by: ada, on: 2026-11-20, digest: DIGEST}\n",
    "pages/about.md": """\
---
title: About the tide
---

[The tide](/facts/FACT/#claims), [the log](/sources/SOURCE/), [how high](/tide/#QUESTION).
""",
    "explainers/draft.md": """\
---
title: A draft on the log
published: 2026-03-02
checked: 2026-11-20
status: draft
related: [tide]
---

## How high? {#how-high}

{{ FACT }} [@log-2; @SOURCE].
""",
    "explainers/tide.md": """\
---
title: The tide
published: 2026-03-02
checked: 2026-11-20
key_facts: [FACT, 'tide.twice']
short_answer: >
  The tide, as the log says,
  is {{ FACT | with-unit }} high [@SOURCE; @log-2].
question_aliases: {height: QUESTION}
corrections:
  - {date: 2026-11-20, was: three tides, now: "{{ FACT | plain }}", question: QUESTION}
---

See [below](#QUESTION) and [the other](tide.md#why).

## How high? {#QUESTION}

It is {{ FACT }}, and tide and log [@SOURCE, p. 3 "tide, log"], \\{{ tide }} and `[@log]`.

```bar
title: The tide
facts: [FACT, tide.twice]
```

## Why

Of [the moon](#why) and [[gauge]].
""",
    "explainers/tide.ru.md": """\
---
title: Прилив
published: 2026-03-02
checked: 2026-11-20
---

## Как высоко? {#QUESTION}

{{ FACT | with-unit }} [@SOURCE].

## Почему {#why}

Потому [@log-2].
""",
}
OLD = {"FACT": "tide", "SOURCE": "log", "QUESTION": "how-high"}


def named(names: dict[str, str]) -> dict[str, str]:
    """The files of the site with these names."""
    pattern = re.compile("|".join(names))
    return {path: pattern.sub(lambda m: names[m[0]], text) for path, text in FILES.items()}


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    return written(TinySite(tmp_path / "site"), OLD)


def written(site: TinySite, names: dict[str, str]) -> TinySite:
    """The site with these names, and a fact that is attested as it stands."""
    site.write({**named({**names, "DIGEST": f"sha256:{'0' * 64}"})})
    facts = load_site(Config(site.folder, site.output, TODAY))[0].facts
    site.write(named({**names, "DIGEST": digest_of(facts[names["FACT"]])}))
    return site


def read(site: TinySite) -> dict[str, str]:
    return {path: site.path(path).read_text(encoding="utf-8") for path in FILES}


def run(site: TinySite, *words: str) -> int:
    return main(["rename", "--site", str(site.folder), "--as-of", str(TODAY), *words])


@pytest.mark.quick
@pytest.mark.parametrize(
    ("kind", "new", "path", "line"),
    [
        ("fact", "sea.level", "site.yaml", "fact_aliases:\n  tide: sea.level\n"),
        ("source", "harbour:log/1", "site.yaml", "source_aliases:\n  log: harbour:log/1\n"),
        ("question", "height-of-it", "explainers/tide.md", ""),
    ],
)
def test_every_use_and_nothing_else(
    site: TinySite, tmp_path: Path, kind: str, new: str, path: str, line: str
) -> None:
    old = OLD[kind.upper()]
    assert run(site, kind, f"tide#{old}" if kind == "question" else old, new) == 0
    expected = read(written(TinySite(tmp_path / "other"), {**OLD, kind.upper(): new}))
    expected[path] += line
    if kind == "source":
        address = "/sources/harbour-log-1/"
        expected["pages/about.md"] = expected["pages/about.md"].replace(f"/sources/{new}/", address)
    if kind == "question":
        aliases = "question_aliases: {height: height-of-it, how-high: height-of-it}"
        given = expected[path].replace("question_aliases: {height: height-of-it}", aliases)
        expected[path] = given
        translation = expected["explainers/tide.ru.md"]
        aliases = "checked: 2026-11-20\nquestion_aliases:\n  how-high: height-of-it\n"
        given = translation.replace("checked: 2026-11-20\n", aliases)
        expected["explainers/tide.ru.md"] = given
    assert read(site) == expected


def test_the_site_is_the_same_but_for_the_names(site: TinySite) -> None:
    """Also what is attested, the order, and every value; and old addresses lead on."""
    site.build()
    before = built(site)
    for kind, old, new in (("fact", "tide", "tida"), ("source", "log", "lot")):
        assert run(site, kind, old, new) == 0
    site.build()
    after = built(site)
    for address in ("facts/tide/", "sources/log/", "ru/facts/tide/", "ru/sources/log/"):
        new = address.replace("tide", "tida").replace("/log", "/lot")
        assert f'<link rel="canonical" href="https://example.org/{new}">' in after.pop(address)
        assert seen(before.pop(address)) == seen(after.pop(new))
    assert {path: seen(page) for path, page in before.items()} == {
        path: seen(page) for path, page in after.items()
    }


def built(site: TinySite) -> dict[str, str]:
    pages = site.output.rglob("index.html")
    return {
        f"{page.parent.relative_to(site.output).as_posix()}/": page.read_text(encoding="utf-8")
        for page in pages
    }


def seen(html: str) -> str:
    """What a reader sees of a page."""
    return re.sub(r"<script.*?</script>|<[^>]*>", "", html, flags=re.DOTALL)


@pytest.mark.quick
def test_a_question_named_after_its_heading(site: TinySite) -> None:
    changed, _ = rename(site.folder, TODAY, "question", "tide#why", "reason")
    now = changed["content/explainers/tide.md"][1]
    assert "\n## Why {#reason}\n\nOf [the moon](#reason)" in now
    assert "[the other](tide.md#reason)" in now
    assert "question_aliases: {height: how-high, why: reason}" in now


@pytest.mark.quick
def test_the_record_of_changes(site: TinySite) -> None:
    if "changes.yaml" not in SINGLE_FILES:
        pytest.skip("the site has no record of changes")
    record = """\
- {date: 2026-11-20, fact: FACT, from: tide, to: log, source: SOURCE, dropped: [SOURCE]}
- {date: 2026-11-20, question: tide#QUESTION, to: How high?, facts: [FACT]}
"""
    site.write({"changes.yaml": record.replace("FACT", "tide").replace("SOURCE", "log")})
    site.edit("changes.yaml", "QUESTION", "how-high")
    for kind, old, new in (("fact", "tide", "sea"), ("source", "log", "book")):
        assert run(site, kind, old, new) == 0
    assert run(site, "question", "tide#how-high", "height-of-it") == 0
    given = record.replace("FACT", "sea").replace("SOURCE", "book")
    expected = given.replace("QUESTION", "height-of-it")
    assert site.path("changes.yaml").read_text(encoding="utf-8") == expected


@pytest.mark.quick
def test_a_second_name(site: TinySite) -> None:
    assert run(site, "fact", "tide", "sea") == run(site, "fact", "sea", "water") == 0
    assert (
        site.path("site.yaml")
        .read_text(encoding="utf-8")
        .endswith("fact_aliases:\n  tide: water\n  sea: water\n")
    )


@pytest.mark.quick
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fact", "tides", "sea"), 'there is no fact "tides". Did you mean "tide"?'),
        (("fact", "tide", "tide.twice"), 'there is a fact "tide.twice" already'),
        (("question", "tide#how-high", "why"), 'there is a question "why" already'),
        (("source", "nobody", "sea"), 'there is no source "nobody".'),
    ],
)
def test_what_is_not_there_or_already(
    site: TinySite, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    before = read(site)
    assert run(site, *words) == 2
    assert capsys.readouterr().err == f"explainer: {said}\n"
    assert read(site) == before


@pytest.mark.quick
@pytest.mark.parametrize(
    ("kind", "new", "code", "place"),
    [
        ("fact", "Sea level", "fact-id", "content/facts/sea.yaml:1:1"),
        ("fact", "con", "fact-id", "content/facts/sea.yaml:1:1"),
        ("source", "LOG-2", "source-clash", "content/sources/books.yaml:2:8"),
        ("question", "height", "duplicate-id", "content/explainers/tide.md:9:20"),
    ],
)
def test_a_name_that_cannot_be(site: TinySite, kind: str, new: str, code: str, place: str) -> None:
    old = OLD[kind.upper()]
    asked = f"tide#{old}" if kind == "question" else old
    _, errors = rename(site.folder, TODAY, kind, asked, new)
    assert (code, place) in {(d.code, str(d.location)) for d in errors}


@pytest.mark.quick
def test_a_pattern_that_would_hold_it_no_more(site: TinySite) -> None:
    site.edit("facts/sea.yaml", "= 2 * tide", "= 2 * sum(sea.*)")
    site.edit(
        "facts/sea.yaml",
        "tide:\n",
        "sea.a: {label: A, value: 1, unit: metres, sources: log}\ntide:\n",
    )
    said = (
        'content/facts/sea.yaml:10:25: "sea.*" holds one of sea.a and a only;'
        " choose another id, or name the facts there"
    )
    with pytest.raises(NotDrafted, match=re.escape(said)):
        rename(site.folder, TODAY, "fact", "sea.a", "a")


@pytest.mark.quick
def test_a_site_with_errors_is_left(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit("pages/about.md", "/facts/tide/", "/facts/tied/")
    before = read(site)
    assert run(site, "fact", "tide", "sea") == 1
    said = capsys.readouterr().err
    assert said.startswith("content/pages/about.md:5:12: error[dead-link]")
    assert said.endswith("Nothing was written: the site has errors, or would have these.\n")
    assert read(site) == before


@pytest.mark.quick
def test_a_dry_run(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    before = read(site)
    assert run(site, "question", "tide#how-high", "high", "--dry-run") == 0
    shown = capsys.readouterr().out
    assert "-## Как высоко? {#how-high}\n+## Как высоко? {#high}\n" in shown
    assert read(site) == before


@pytest.mark.quick
def test_all_files_or_none(site: TinySite) -> None:
    changed, _ = rename(site.folder, TODAY, "fact", "tide", "sea")
    site.edit("site.yaml", "The Gauge", "The Sea Gauge")
    before = read(site)
    with pytest.raises(NotDrafted, match=r"content/site\.yaml has changed meanwhile; try again"):
        replace_texts(site.folder, changed)
    assert read(site) == before
    assert not [*site.folder.rglob("*.unfinished")]


@pytest.mark.quick
def test_the_stored_copy_goes_with_its_source(site: TinySite) -> None:
    site.write({".archive/log.html": "<p>tide"})
    assert run(site, "source", "log", "harbour:log") == 0
    assert [path.name for path in site.path(".archive").iterdir()] == ["harbour-log.html"]
