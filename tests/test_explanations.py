"""Every example of an explanation is tried: the wrong one is refused for its code and for nothing
else, the right one builds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from explainer import cli
from explainer.cli.commands.explain import explanation_lines, explanation_list
from explainer.config import Config
from explainer.diagnostics import Diagnostic
from explainer.explanations import (
    GROUPS,
    Example,
    Excerpt,
    Explanation,
    load_explanations,
    parse_explanation,
)
from explainer.external_links import Answer, State
from explainer.external_links.rules import external_links
from explainer.inspection import check
from explainer.model.site.site import Site
from tests.pictures import png
from tests.sites import TODAY, TinySite

EXPLANATIONS = load_explanations()
# What no text can show: bytes, lengths, links between files, a file that is not there.
WITHOUT_FILES = {
    *("character", "encoding", "no-site", "too-large", "too-long", "unreadable"),
    *("extension", "not-extended", "vanished-address", "missing-library"),
}

FRONT_MATTER = "title: The tide\npublished: 2026-01-01\nchecked: 2026-01-01\n"
TEXT = "## Why does the sea rise? {#why}\n\nBecause of the moon.\n"
SITE: Mapping[str, str | bytes] = {
    "content/site.yaml": "title: Tides\n",
    "content/facts/sea.yaml": (
        "tide.height:\n  value: 4\n  unit: metres\n  sources: [darwin-1898]\n"
    ),
    "content/sources/books.yaml": (
        "references:\n- {id: darwin-1898, title: The Tides}\n- {id: kelvin-1867, title: Tides}\n"
    ),
    "content/glossary.yaml": "moon:\n  term: Moon\n  definition: It pulls.\n",
    "content/people.yaml": "ann:\n  name: Ann Moon\n",
    "content/images/moon.png": png(2, 2),
}


def page(front_matter: str = "", text: str = "") -> str:
    return f"---\n{FRONT_MATTER}{front_matter}---\n\n{TEXT}\n{text}"


def site_of(example: Example) -> dict[str, str | bytes]:
    """The site of the examples, with what this one shows in its place."""
    files = {**SITE, "content/explainers/tide.md": page()}
    for excerpt in (excerpt for excerpt in example.excerpts if excerpt.path):
        files[excerpt.path] = {
            "": excerpt.text,
            "front matter": page(front_matter=excerpt.text),
            "text": page(text=excerpt.text),
        }[excerpt.part]
    return files


def answer(site: Site) -> dict[str, Answer]:
    """The web of the examples."""
    new = "https://example.org/new"
    known = {
        "https://example.org/gone": Answer(State.GONE, "404, not found"),
        "https://example.org/old": Answer(State.MOVED, "it moved for good", new),
    }
    return {
        url: known.get(url, Answer(State.ALIVE))
        for url in (link.url for link in external_links(site))
    }


def findings(example: Example, folder: Path, *, warnings: bool) -> tuple[Diagnostic, ...]:
    """What a build says of it, or what `check` does."""
    site = TinySite(folder)
    names = {path.removeprefix("content/"): text for path, text in site_of(example).items()}
    site.write(names)
    if warnings:
        config = Config(site.folder, site.output, TODAY)
        return check(config, ask_web=answer, thorough=True).diagnostics
    return site.try_build().diagnostics


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(EXPLANATIONS.keys() - WITHOUT_FILES))
def test_the_examples(code: str, tmp_path: Path) -> None:
    explanation = EXPLANATIONS[code]
    warnings = explanation.group == "warnings"
    wrong = findings(explanation.wrong, tmp_path / "wrong", warnings=warnings)
    right = findings(explanation.right, tmp_path / "right", warnings=warnings)
    assert code in {found.code for found in wrong}
    assert {found.code for found in wrong if found.is_error} <= {code}
    assert [found for found in right if found.is_error or found.code == code] == []


@pytest.mark.parametrize("code", sorted(WITHOUT_FILES))
def test_an_example_that_is_no_file_is_told_in_words(code: str) -> None:
    wrong = EXPLANATIONS[code].wrong
    assert wrong.words or wrong.excerpts
    assert [excerpt.path for excerpt in wrong.excerpts if excerpt.path] == []


@pytest.mark.parametrize("explanation", EXPLANATIONS.values(), ids=EXPLANATIONS)
def test_an_explanation_is_whole_and_short(explanation: Explanation) -> None:
    path = f"{explanation.group}/{explanation.code}.md"
    assert explanation.code == Path(path).stem
    for text in (explanation.summary, explanation.reason, explanation.cure):
        assert text.endswith((".", ":"))
        assert 2 <= len(text.split()) <= 60
        assert "```" not in text


def test_groups_without_a_code_are_not_made() -> None:
    written = {explanation.group for explanation in EXPLANATIONS.values()}
    assert written <= GROUPS.keys()


# ---- reading ----


FILE = """\
# ebb

The sea is low.

It was high.

## Wrong

```yaml content/a b.yaml
low: [
```

## Right

Wait.

Six hours are enough.

````markdown content/explainers/a.md front matter
```text
high
```
````
"""


def test_a_file_is_read() -> None:
    assert parse_explanation("sea", FILE) == Explanation(
        "ebb",
        "sea",
        "The sea is low.",
        "It was high.",
        Example("", (Excerpt("content/a b.yaml", "", "yaml", "low: [\n"),)),
        Example(
            "Wait.\n\nSix hours are enough.",
            (
                Excerpt(
                    "content/explainers/a.md",
                    "front matter",
                    "markdown",
                    "```text\nhigh\n```\n",
                ),
            ),
        ),
    )


def test_the_cure_is_the_first_paragraph() -> None:
    assert parse_explanation("sea", FILE).cure == "Wait."


@pytest.mark.parametrize("missing", ["# ebb", "## Wrong", "## Right"])
def test_a_file_lacks_a_part(missing: str) -> None:
    with pytest.raises(ValueError, match="an explanation has a heading, ## Wrong and ## Right"):
        parse_explanation("sea", FILE.replace(missing, "", 1))


# ---- printing ----


def lines(text: Iterable[str]) -> str:
    return "\n".join(text)


PRINTED = """\
ebb

The sea is low.

It was high.

Wrong

  content/a b.yaml:

    low: [

Right

Wait.

Six hours are
enough.

  content/explainers/a.md, front matter:

    ```text
    high
    ```
"""


def test_an_explanation_is_wrapped_and_its_examples_are_not() -> None:
    assert lines(explanation_lines(parse_explanation("sea", FILE), width=15)) == PRINTED


def test_colours() -> None:
    ebb = parse_explanation("sea", FILE)
    printed = lines(explanation_lines(ebb, width=15, colour=True))
    bare = printed
    for paint in ("\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[0m"):
        assert paint in printed
        bare = bare.replace(paint, "")
    assert bare == PRINTED


def test_the_list_has_a_line_for_each() -> None:
    height, ebb = parse_explanation("facts", FILE), parse_explanation("facts", FILE)
    assert lines(explanation_list([ebb, height], width=15)) == (
        "Facts and their claims\n"
        "  ebb  The sea\n       is low.\n"
        "  ebb  The sea\n       is low.\n"
    )  # fmt: skip


# ---- asking ----


def test_a_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "tie"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("tie\n\nTwo claims of one day say different things, and no rank decides.")
    assert "\x1b" not in out
    assert err == ""


def test_without_a_code_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain"]) == 0
    listed = capsys.readouterr().out.splitlines()
    codes = {line.split()[0] for line in listed if line[:3].strip() and line.startswith("  ")}
    assert codes == EXPLANATIONS.keys()


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("unknown-sorce", 'Did you mean "unknown-source"?'),
        ("zzz", "All are listed by explainer explain."),
    ],
)
def test_an_unknown_code(code: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", code]) == 2
    assert capsys.readouterr() == ("", f'explainer: nothing has the code "{code}". {hint}\n')


def test_a_terminal_is_written_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.test_cli import Terminal

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", terminal := Terminal())
    assert cli.main(["explain", "tie"]) == 0
    assert "\x1b[31mWrong\x1b[0m" in terminal.getvalue()
