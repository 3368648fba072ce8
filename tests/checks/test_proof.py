"""`proof` prints what is said, and under it the words that it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer import cli
from tests.sites import TinySite, explainer

SITE = {
    "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
    "people.yaml": "ann-berg: {name: Ann Berg}\noffice: {name: Harbour Office}\n",
    "sources/books.yaml": (
        "- {id: log, type: report, title: The log, language: ru}\n"
        "- {id: report, type: report, title: Lights of the harbour, issued: 2026-03-10}\n"
    ),
    "facts/sea.yaml": (
        "sea.rise:\n"
        "  statement: The sea rose by 42 cm on 9 March 2026.\n"
        "  unit: cm\n"
        "  claims:\n"
        "    - value: 42\n"
        "      by: Harbour Office\n"
        "      standing: asserted\n"
        "      as_of: 2026-03-09\n"
        "      sources:\n"
        "        - {source: report, at: p. 3, quote: [it rose by 42 cm, on 9 March]}\n"
        "        - {source: log, quote: 42 см}\n"
        "    - value: 24\n"
        "      rank: deprecated\n"
        "      why: It was misread.\n"
        "      sources: [log]\n"
        "sea.fall: {value: = 2 * sea.rise, unit: cm, statement: It fell by 84 cm in 7 hours.}\n"
    ),
    "glossary.yaml": "neap: {term: neap, definition: 'The least of 2 tides.[@log, p. 1]'}\n",
    "explainers/tide.md": explainer(
        "## How high?\n\n"
        "It rose by {{ sea.rise | with-unit }}. [[Ann Berg]] counted 17 boats and "
        '3 wrecks.[@report, p. 4, "17 boats at the office"]\n\n'
        "It blew for 12 hours. Then it was quiet.[^n]\n\n"
        "It fell by {{ sea.fall | with-unit }}, in 8 hours.\n\n"
        "[^n]: As the log says.[@log, line 2]\n"
    ),
    "explainers/ebb.md": explainer("## When?\n\nLater.\n", "status: draft"),
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinySite:
    site = TinySite(tmp_path)
    site.write(SITE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return site


def proof(name: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    capsys.readouterr()
    code = cli.main(["proof", *name.split(), "--as-of", "2026-11-22"], command="explainer")
    return code, *capsys.readouterr()


TIDE = """\
page tide, content/explainers/tide.md

# The gauge

# How high?

It rose by 42 cm.
    report, p. 3 (for sea.rise): "it rose by 42 cm"
    report, p. 3 (for sea.rise): "on 9 March"
    log (for sea.rise): "42 см"

Ann Berg counted 17 boats and 3 wrecks.
  ! not found in the words: Ann Berg, 3
    report, p. 4: "17 boats at the office"

It blew for 12 hours.
  ! no source: 12 hours

Then it was quiet.
    log, line 2: no words

It fell by 84 cm, in 8 hours.
  ! not found in the words: 8 hours
    report, p. 3 (for sea.fall, derived from sea.rise): "it rose by 42 cm"
    report, p. 3 (for sea.fall, derived from sea.rise): "on 9 March"
    log (for sea.fall, derived from sea.rise): "42 см"

As the log says.
    log, line 2: no words

"""
RISE = """\
fact sea.rise, content/facts/sea.yaml

The sea rose by 42 cm on 9 March 2026.
    report, p. 3: "it rose by 42 cm"
    report, p. 3: "on 9 March"
    log: "42 см"

42 cm; Harbour Office; as of 9 March 2026; asserted
    report, p. 3: "it rose by 42 cm"
    report, p. 3: "on 9 March"
    log: "42 см"

24 cm; established; deprecated
    log: no words

"""
FALL = """\
fact sea.fall, content/facts/sea.yaml

It fell by 84 cm in 7 hours.
  ! not found in the words: 7 hours
    report, p. 3 (for sea.fall, derived from sea.rise): "it rose by 42 cm"
    report, p. 3 (for sea.fall, derived from sea.rise): "on 9 March"
    log (for sea.fall, derived from sea.rise): "42 см"

84 cm; derived from sea.rise
    report, p. 3 (for sea.fall, derived from sea.rise): "it rose by 42 cm"
    report, p. 3 (for sea.fall, derived from sea.rise): "on 9 March"
    log (for sea.fall, derived from sea.rise): "42 см"

"""
LOG = """\
source log, content/sources/books.yaml

# The log

fact sea.fall, content/facts/sea.yaml

It fell by 84 cm in 7 hours.
  ! not found in the words: 7 hours
    log (for sea.fall, derived from sea.rise): "42 см"

84 cm; derived from sea.rise
    log (for sea.fall, derived from sea.rise): "42 см"

fact sea.rise, content/facts/sea.yaml

The sea rose by 42 cm on 9 March 2026.
    log: "42 см"

42 cm; Harbour Office; as of 9 March 2026; asserted
    log: "42 см"

24 cm; established; deprecated
    log: no words

page tide, content/explainers/tide.md

It rose by 42 cm.
    log (for sea.rise): "42 см"

Then it was quiet.
    log, line 2: no words

It fell by 84 cm, in 8 hours.
  ! not found in the words: 8 hours
    log (for sea.fall, derived from sea.rise): "42 см"

As the log says.
    log, line 2: no words

entry neap, content/glossary.yaml

The least of 2 tides.
    log, p. 1: no words

"""
LIST = """\
                            sentences  words  a source alone  neither
content/explainers/tide.md          6      3               2        1

"""


@pytest.mark.parametrize(
    ("name", "shown"),
    [("tide", TIDE), ("sea.rise", RISE), ("sea.fall", FALL), ("log", LOG), ("", LIST)],
)
def test_each_sentence_or_claim_stands_above_its_words(
    name: str, shown: str, site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert proof(name, capsys) == (0, shown, "")


@pytest.mark.parametrize(
    "written",
    [
        "content/explainers/tide.md",
        "./content/explainers/tide.md",
        "/site/content/explainers/tide.md",
        "C:\\site\\content\\explainers\\tide.md",
        "content/explainers/tide.ru.md",
        "/tide/",
        "tide/index.html",
        "https://example.org/ru/tide/#how-high",
    ],
)
def test_a_page_is_found_by_its_file_or_address(
    written: str, site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert proof(written, capsys) == (0, TIDE, "")


def test_a_fact_is_found_by_its_address(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert proof("/facts/sea.rise/", capsys) == (0, RISE, "")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("tid", ' Did you mean "tide"?'),
        ("ebb", " It is held back: add --drafts."),
        ("content/facts/sea.yaml", ""),
        ("neap", ""),  # an entry
        ("nothing-like-it", ""),
    ],
)
def test_another_name_is_refused(
    name: str, hint: str, site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    words = f'explainer: there is no page, fact or source "{name}".{hint}\n'
    assert proof(name, capsys) == (2, "", words)


def test_a_draft_is_shown_where_it_is_asked_for(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    code, shown, _ = proof("ebb --drafts", capsys)
    assert (code, "Later.\n  ! no source\n" in shown) == (0, True)


def test_a_site_with_errors_shows_them(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit("explainers/tide.md", "@log", "@lag")
    code, shown, complaints = proof("tide", capsys)
    assert (code, shown) == (1, "")
    assert "unknown-source" in complaints


def test_a_name_in_a_name_is_shown_once(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit("explainers/tide.md", "[[Ann Berg]] counted", "*[[Ann Berg]]* counted")
    assert proof("tide", capsys) == (0, TIDE, "")
