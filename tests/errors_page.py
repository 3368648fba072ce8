"""docs/errors.md, made from the explanations that ``explain`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from explainer.cli.commands.explain import place_of
from explainer.explanations import GROUPS, Example, Excerpt, Explanation

ROOT = Path(__file__).parent.parent

INTRODUCTION = """\
# What the build can say

Every finding is printed with its place and its code, the line it is about, and what to do:

```text
{printed}
```

Lines and columns count from 1; a column is a character, whatever its width; a tab is one. A
finding about a whole file stands at 1:1, and of two things that should be one the second is
reported. What depends on a file that could not be read is not reported: mend that file first.

All findings come at once, sorted by file, line and column. After an error nothing is published,
and the last output stays as it was.

`python build.py explain CODE` prints what is written here. Examples show a file of a tiny site, or
the part of it that matters. A site for each code, with all that is printed for it, is in
`tests/errors/` or `tests/warnings/`.
"""


def errors_page(explanations: Iterable[Explanation]) -> str:
    printed = (ROOT / "tests/errors/unknown-source/expected.txt").read_text(encoding="utf-8")
    parts = [INTRODUCTION.format(printed=printed.partition("\n\n")[0])]
    for group, members in groupby(explanations, key=lambda explanation: explanation.group):
        parts += _group(GROUPS[group], list(members))
    return "\n".join(parts)


def _group(title: str, explanations: list[Explanation]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| code | what it means | what to do |\n|---|---|---|"
    for explanation in explanations:
        cells = _cell(explanation.summary), _cell(explanation.cure)
        yield f"| [`{explanation.code}`](#{explanation.code}) | {' | '.join(cells)} |"
    yield ""
    for explanation in explanations:
        yield f"### {explanation.code}\n"
        yield f"{explanation.summary}\n"
        yield f"{explanation.reason}\n"
        yield from _example("Wrong", explanation.wrong)
        yield from _example("Right", explanation.right)


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", "\\|")


def _example(title: str, example: Example) -> Iterator[str]:
    yield f"**{title}.** {example.words}".rstrip() + "\n"
    for excerpt in example.excerpts:
        yield from _excerpt(excerpt)


def _excerpt(excerpt: Excerpt) -> Iterator[str]:
    if excerpt.path:
        yield f"`{place_of(excerpt)}`\n"
    fence = "````" if "```" in excerpt.text else "```"
    yield f"{fence}{excerpt.language}\n{excerpt.text}{fence}\n"
