"""``impact KEY``: what would follow if a source or a fact fell."""

from __future__ import annotations

import pytest

from explainer import cli
from explainer.config import Config
from explainer.model.facts.states import State
from explainer.pipeline import load_site
from explainer.resolve.impact import Change, Impact, impact_of
from tests.ledger.conftest import FACTS, SiteMaker
from tests.sites import TODAY, TinySite, explainer

MORE = """
reason:
  label: Reason
  claims: [{value: 1, rank: preferred, why: "As {{ town }} says. [@b]", sources: [d]}]
"""
SOURCES = """
references:
- {id: a, type: report, title: Report a}
- {id: b, type: report, title: Report b}
- {id: c, type: report, title: Report c}
- {id: d, type: report, title: Report d, custom: {copy_of: a}}
- {id: e, type: report, title: Report e, custom: {copy_of: d}}
"""


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    return make_site(
        {
            "facts/more.yaml": MORE,
            "sources/s.yaml": SOURCES,
            "glossary.yaml": "pier:\n  term: pier\n  definition: Where people stand. [@b]\n",
            "explainers/other.md": explainer("See the [[pier]].", title="Other"),
            "explainers/plot.md": explainer(
                "```table\ntitle: Plot\nfacts: [motto]\n```\n", title="Plot"
            ),
            "pages/about.md": "---\ntitle: About\n---\n\nNothing.\n",
            "explainers/pier.ru.md": explainer("{{ town }}", title="Пирс"),
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
        }
    )


def impact(site: TinySite, key: str) -> Impact | None:
    loaded, diagnostics = load_site(Config(site.folder, site.output, TODAY))
    assert not any(each.is_error for each in diagnostics)
    return impact_of(loaded, key)


def test_if_a_source_falls(site: TinySite) -> None:
    assert impact(site, "a") == Impact(
        key="a",
        kind="source",
        copies=("d", "e"),
        unsupported=("gates", "motto", "town", "wind"),
        weakened=("crowd", "toll"),
        derived=("share",),
        changes=(
            Change("crowd", State.DISPUTED, State.SETTLED, "900 people", "1,200 people"),
            Change("share", State.DISPUTED, None, "10%"),
        ),
        reasons=("reason",),
        pages=(
            "content/explainers/pier.md",
            "content/explainers/pier.ru.md",
            "content/explainers/plot.md",
        ),
    )


def test_what_rests_on_other_sources_too_keeps_its_value(site: TinySite) -> None:
    """The fishers lose one of two sources; ``b`` is named in a reason and in the glossary."""
    assert impact(site, "b") == Impact(
        key="b",
        kind="source",
        weakened=("crowd", "toll"),
        changes=(Change("toll", State.BY_DATE, State.SETTLED, "238 deaths", "238 deaths"),),
        reasons=("reason",),
        entries=("content/glossary.yaml: pier",),
        pages=("content/explainers/other.md", "content/explainers/pier.md"),
    )


def test_if_a_fact_falls(site: TinySite) -> None:
    assert impact(site, "town") == Impact(
        key="town",
        kind="fact",
        derived=("share",),
        changes=(Change("share", State.DISPUTED, None, "10%"),),
        reasons=("reason",),
        pages=("content/explainers/pier.md", "content/explainers/pier.ru.md"),
    )


def test_context_does_not_step_in_for_a_fallen_value(make_site: SiteMaker) -> None:
    """What counts something else is no support, even where it is all that is left."""
    facts = """
x:
  claims:
  - {value: 5, what: people, sources: [a]}
  - {value: 9, what: boats, sources: [b]}
"""
    site = make_site({"facts/sea.yaml": facts, "explainers/pier.md": explainer()})
    found = impact(site, "a")
    assert found is not None
    assert (found.unsupported, found.weakened, found.changes) == (("x",), (), ())


def test_a_tie_that_would_be_left(make_site: SiteMaker) -> None:
    facts = """
x:
  claims:
  - {value: 5, as_of: 2026, rank: preferred, why: Counted., sources: [a]}
  - {value: 6, as_of: 2025, sources: [b]}
  - {value: 7, as_of: 2025, sources: [c]}
"""
    site = make_site({"facts/sea.yaml": facts, "explainers/pier.md": explainer()})
    found = impact(site, "a")
    assert found is not None
    assert found.ties == ("x",)


def test_a_fallen_fact_is_supported_by_what_was_set_aside(make_site: SiteMaker) -> None:
    claim = "{value: %s, rank: deprecated, why: A slip., sources: [%s]}"
    facts = f"x: {{claims: [{claim % (5, 'a')}, {claim % (6, 'b')}]}}\n"
    site = make_site({"facts/sea.yaml": facts, "explainers/pier.md": explainer()})
    found = impact(site, "a")
    assert found is not None
    assert (found.unsupported, found.weakened) == ((), ("x",))


# ---- the command ----


def run(site: TinySite, key: str) -> int:
    return cli.main(["--site", str(site.folder), "--as-of", str(TODAY), "impact", key])


def test_what_is_printed(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "a") == 0
    assert (
        capsys.readouterr().out
        == """\
If the source a falls:

Facts that lose their only support: 4
  gates
  motto
  town
  wind

Facts that lose a part of it: 2
  crowd
  toll

Sources that repeat it and may fall too: 2
  d
  e

Facts derived from those that fall or change: 1
  share

Facts that change: 2
  crowd: "900 people" becomes "1,200 people", disputed becomes settled
  share: cannot be computed any more

Facts that name it in their reasons: 1
  reason

Pages that say so: 3
  content/explainers/pier.md
  content/explainers/pier.ru.md
  content/explainers/plot.md

Glossary, people and places that say so: none
"""
    )
    assert not site.output.exists()


def test_a_key_that_nobody_has(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "crowds") == 2
    assert capsys.readouterr().err == (
        'explainer: there is neither a source nor a fact "crowds". Did you mean "crowd"?\n'
    )


def test_a_site_with_errors_is_not_asked(
    make_site: SiteMaker, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site({"facts/sea.yaml": FACTS.replace("by: Office", "bye: Office")})
    assert run(site, "a") == 1
    assert "error[unknown-key]" in capsys.readouterr().err
