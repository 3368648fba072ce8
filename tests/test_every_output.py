"""Every file of an output, whatever it is: none tells of pages that are not published, and none
gives a value without the words for how sure it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer import cli
from explainer.config import Config
from explainer.pipeline import build
from tests.every_output import records_of
from tests.pictures import png
from tests.sites import TODAY, TinySite, explainer, findings, output_files, sources

SETTINGS = """
title: Tides
url: https://tides.example/
languages: [en, ru]
contact: desk@tides.example
embeds: true
cards: true
search: true
"""
LEFT_OUT = {
    "draft": ("status: draft", "2026-03-02"),
    "embargoed": ("", "2026-11-23"),
    "expired": ("expires: 2026-11-21", "2026-03-02"),
    "withdrawn": ("status: withdrawn\nreason: Its source was forged.", "2026-03-02"),
}


def hidden_page(kind: str, language: str = "") -> str:
    """A page with a word of its own in each place that a text may stand in."""

    def word(place: str) -> str:
        return f"secret{kind}{language}{place}".replace("-", "")

    state, published = LEFT_OUT[kind]
    later = "2026-11-24" if kind == "embargoed" else "2026-05-02"
    front = (
        *state.splitlines(),
        f"standfirst: The {word('standfirst')}.",
        f"short_answer: The {word('answer')}, {{{{ depth }}}}.",
        f"digest: ['The {word('digest')}. [@wire]']",
        f"unknowns: [The {word('unknown')}.]",
        f"method: The {word('method')}.",
        f"topics: [secret{kind}topic]",
        f"updates: [{{date: {later}, text: The {word('update')}.}}]",
        f"corrections: [{{date: {later}, was: A {word('was')}, now: The {word('answer')}}}]",
        f"aliases: [secret-{kind}-alias]",
        f"question_aliases: {{secret-{kind}-former: secret-{kind}-id}}",
        "related: [tide]",
    )
    body = f"""
The {word("introduction")}.

## Is it {word("question")}? {{#secret-{kind}-id}}

The {word("first")}. [@wire, on {word("locator")}]

The {word("body")}.[^own] ![The {word("alt")}](images/secret-{kind}.png)

```table
title: The {word("figure")}
facts: [depth, height]
id: secret-{kind}-figure
```

[^own]: The {word("note")}.
"""
    page = explainer(body, *filter(None, front), title=f"The {word('title')}")
    return page.replace("2026-03-02", published)


def changed_page(kind: str) -> str:
    """What is on record of a page and of its answer."""
    page = f"buried-{kind}"
    return (
        f"- {{date: 2026-05-03, page: {page}, source: wire, because: A secret{kind}because.}}\n"
        f"- {{date: 2026-05-03, question: {page}#secret-{kind}-id, to: A secret{kind}now.}}\n"
    )


@pytest.fixture
def hiding(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": SETTINGS,
            "explainers/tide.md": explainer(
                "## How deep? {#deep}\n\n{{ depth }} to {{ height }}.\n",
                f"related: [{', '.join(f'buried-{kind}' for kind in LEFT_OUT)}]",
                title="The tide",
            ),
            "topics.yaml": "sea: {name: The sea}\n"
            + "".join(f"secret{kind}topic: {{name: The secret{kind}name}}\n" for kind in LEFT_OUT),
            "facts/sea.yaml": "depth: {label: Depth, value: 4, sources: [wire]}\n"
            "height: {label: Height, value: 5, sources: [wire]}\n",
            "sources/s.yaml": sources("wire"),
            "changes.yaml": "- {date: 2026-05-03, fact: depth, from: '3', to: '4', source: wire}\n"
            + "".join(changed_page(kind) for kind in LEFT_OUT),
            **{f"images/secret-{kind}.png": png(4, 4) for kind in LEFT_OUT},
            **{f"explainers/buried-{kind}.md": hidden_page(kind) for kind in LEFT_OUT},
            **{f"explainers/buried-{kind}.ru.md": hidden_page(kind, "ru") for kind in LEFT_OUT},
        }
    )
    return site


TOLD_OF_WITHDRAWN = re.compile(
    r"^(?:ru/)?buried-withdrawn/.*secretwithdrawn(?:ru)?title"  # its title, with the reason
    r"|^(?:ru/)?secret-withdrawn-alias/.*(?:secretwithdrawn(?:ru)?title|secret-withdrawn-alias)"
    r"|^_redirects .*secret-withdrawn-alias"
    r"|^(?:ru/)?corrections/index.html "  # what was wrong stays on record
    r"|^(?:ru/)?changes/index.html (?:Correction|Исправление|"
    r"\w+ secretwithdrawn(?:ru)?(?:was|answer)$)",
    re.DOTALL,
)


def traces(output: Path) -> list[str]:
    """What tells of pages that are left out, but for what is left of a withdrawn one."""
    return [
        f"{path} {record}"
        for path, record in records_of(output_files(output))
        if re.search("secret|buried-(?!withdrawn)", record)
        and not TOLD_OF_WITHDRAWN.search(f"{path} {record}")
    ]


@pytest.mark.parametrize("offline", [False, True])
def test_nothing_tells_of_a_page_that_is_left_out(hiding: TinySite, offline: bool) -> None:
    config = Config(hiding.folder, hiding.output, TODAY, offline=offline)
    assert findings(build(config)) == []
    assert traces(hiding.output) == []
    reason = "buried-withdrawn/index.html", "Its source was forged."
    assert reason in records_of(output_files(hiding.output))


UNSURE = """
disputed:
  label: Boats
  unit: people
  claims:
  - {value: 71371, by: Ann Key, as_of: 2026-01, rank: preferred, why: She counted., sources: [log]}
  - {value: 61361, by: The mayor, as_of: 2026-01, sources: [wire]}
unconfirmed: {label: Crew, unit: people, value: 73573, standing: reported, sources: [wire]}
asserted:
  {label: Cost, unit: people, value: 75775, standing: asserted, by: The harbour, sources: [wire]}
unconfirmed-day: {label: Fire, value: 1873-05-07, standing: reported, sources: [wire]}
sum: {label: Both, unit: people, value: "= unconfirmed + asserted"}
"""
CHANGES = """
- {date: 2026-05-03, fact: disputed, from: 61361 people (said by the mayor), to: 71371 (disputed)}
- {date: 2026-05-04, fact: unconfirmed, to: 73573 people (unconfirmed), source: wire}
- {date: 2026-05-05, question: tide#how, facts: [disputed, unconfirmed]}
"""
WORDS = {
    "71371": "disputed|Ann Key",
    "61361": "disputed|mayor|contradicts",
    "73573": "unconfirmed|reported",
    "75775": "harbour",
    "149348": "harbour|asserted",
    "18730507": "unconfirmed|reported",
    "7May1873": "unconfirmed|reported",
}
"""How values are written, without what divides their digits, and the words that each must have."""
SAYING = "{{ disputed }}, {{ unconfirmed }}, {{ asserted }}, {{ unconfirmed-day }} and {{ sum }}"


@pytest.mark.usefixtures("weasyprint")
def test_nor_does_a_printed_edition(hiding: TinySite, tmp_path: Path) -> None:
    output = tmp_path / "printed"
    output.mkdir()
    line = ("--site", str(hiding.folder), "--output", str(output / "all.pdf"))
    assert cli.main(["print", "--all", *line, "--as-of", str(TODAY)]) == 0
    assert traces(output) == []
    assert "How deep?" in " ".join(text for _, text in records_of(output_files(output)))


@pytest.fixture
def unsure(tmp_path: Path) -> TinySite:
    figures = "".join(
        f"```{kind}\ntitle: The {kind}\nmeasure: People\n{facts}\nid: {kind}\n```\n\n"
        for kind, facts in {
            "table": "facts: [disputed, unconfirmed, asserted, sum]",
            "bar": "facts: [disputed, unconfirmed, asserted, sum]",
            "timeline": "facts: [unconfirmed-day]",
        }.items()
    )
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": SETTINGS.replace("languages: [en, ru]\n", "featured: [tide#how]\n"),
            "explainers/tide.md": explainer(
                f"## How many? {{#how}}\n\n{SAYING}. [@wire]\n\n{SAYING}.\n\n{figures}",
                f"short_answer: '{SAYING}.'",
                f"standfirst: '{SAYING}.'",
                f"digest: ['{SAYING}.']",
                f"unknowns: ['{SAYING}.']",
                "key_facts: [disputed, unconfirmed, asserted, unconfirmed-day, sum]",
                f"updates: [{{date: 2026-05-02, text: '{SAYING}.'}}]",
                "topics: [sea]",
                title="The tide",
            ),
            "pages/about.md": f"---\ntitle: About\nstandfirst: '{SAYING}.'\n---\n\n{SAYING}.\n",
            "glossary.yaml": f"boat: {{term: boat, definition: '{SAYING}.'}}\n",
            "topics.yaml": "sea: {name: The sea}\n",
            "changes.yaml": CHANGES,
            "facts/sea.yaml": UNSURE,
            "sources/s.yaml": sources("wire", "log"),
        }
    )
    return site


def bare_values(output: Path) -> list[str]:
    """What gives a value without its words."""
    found = []
    for path, record in records_of(output_files(output)):
        if path.endswith(".pf_index"):
            continue  # each word by itself, to be found: what is shown then is read elsewhere
        joined = re.sub(r"(?<=\w)[\s,.\u202f-]+(?=\w)", "", record)
        for value, words in WORDS.items():
            if value in joined and not re.search(words, record, re.IGNORECASE):
                found.append(f"{path} {value} {record}")
    return found


@pytest.mark.parametrize("offline", [False, True])
def test_each_value_has_the_words_for_how_sure_it_is(unsure: TinySite, offline: bool) -> None:
    config = Config(unsure.folder, unsure.output, TODAY, offline=offline)
    assert findings(build(config)) == []
    assert bare_values(unsure.output) == []
