"""What each diagnostic means: one Markdown file a code, in the folder of its group.

A file is its code as heading, a paragraph that sums it up, the reason why the build says so, and
the sections *Wrong* and *Right*. The first paragraph of *Right* is the cure. An example is a
fenced block whose info string names its file, and the part of it where only that is shown::

    ```yaml content/explainers/tide.md front matter

``explain CODE`` prints the file, docs/errors.md is made from all of them, and tests build the
examples: a new code needs a file here and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

# In the order in which they are listed: folder, and what its codes are about.
GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "files": "Files and addresses",
        "yaml": "YAML and JSON",
        "fields": "Fields",
        "pages": "Pages and questions",
        "markdown": "Text, links and images",
        "references": "Citations, values and notes",
        "facts": "Facts and their claims",
        "sources": "Sources",
        "figures": "Figures",
        "templates": "Templates and extensions",
        "warnings": "What `check` warns of",
    }
)

_FENCE = re.compile(
    r"^(?P<signs>`{3,})(?P<language>\w+)(?: (?P<path>\S[^\n]*?\.\w+)(?: (?P<part>[a-z ]+))?)?\n"
    r"(?P<text>.*?\n)(?P=signs)\n",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A file of an example, whole or in part; ``path`` is relative to the site.

    ``part`` is ``""`` for a whole file, else ``"front matter"`` or ``"text"``. An excerpt without
    a path is something to look at, and no file.
    """

    path: str
    part: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    words: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means. Texts are Markdown paragraphs with blank lines between them."""

    code: str
    group: str
    summary: str
    reason: str
    wrong: Example
    right: Example

    @property
    def cure(self) -> str:
        """What to do about it, in a sentence or two."""
        return self.right.words.partition("\n\n")[0]


def load_explanations() -> dict[str, Explanation]:
    """Every explanation by its code: by group, in each group by name."""
    return {
        path.stem: parse_explanation(path.parent.name, path.read_text(encoding="utf-8"))
        for path in _paths()
    }


def explained_codes() -> frozenset[str]:
    """The codes of all findings, without reading what they mean."""
    return frozenset(path.stem for path in _paths())


def _paths() -> list[Path]:
    root = Path(__file__).parent
    return [path for group in GROUPS for path in sorted((root / group).glob("*.md"))]


def parse_explanation(group: str, text: str) -> Explanation:
    """Raises ValueError where it lacks its heading or one of its sections."""
    meaning, wrong, rest = text.partition("\n## Wrong\n")
    bad, right, good = rest.partition("\n## Right\n")
    heading, _, meaning = meaning.partition("\n")
    if not (heading.startswith("# ") and wrong and right):
        raise ValueError(f"{heading}: an explanation has a heading, ## Wrong and ## Right")
    summary, _, reason = meaning.strip().partition("\n\n")
    return Explanation(
        heading.removeprefix("# "), group, summary, reason, _example(bad), _example(good)
    )


def _example(text: str) -> Example:
    excerpts = tuple(
        Excerpt(found["path"] or "", found["part"] or "", found["language"], found["text"])
        for found in _FENCE.finditer(text)
    )
    return Example(_FENCE.sub("", text).strip(), excerpts)
