"""What each diagnostic means: one Markdown file for each code, in the folder of its group.

A file holds its code as a heading, a paragraph that sums it up, the reason for the diagnostic, and
the sections *Wrong* and *Right*. The first paragraph of *Right* says what to do. An example is a
fenced block whose info string gives a file's path, and the part of the file if it is not whole::

    ```yaml content/explainers/tide.md front matter

``explain CODE`` prints the file, docs/errors.md is made from all files, and tests build the
examples; where only front matter is shown, they add a title and dates. A new code needs a file here
and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

# The title of each group by its folder, in the order of lists.
GROUPS: Mapping[str, str] = {
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

_FENCE = re.compile(
    r"^(?P<signs>`{3,})(?P<language>\w+)(?: (?P<path>\S[^\n]*?\.\w+)(?: (?P<part>[a-z ]+))?)?\n"
    r"(?P<text>.*?\n)(?P=signs)\n",
    re.MULTILINE | re.DOTALL,
)


class Excerpt(Struct, frozen=True):
    """A file of an example, or a part of it.

    ``path`` is relative to the site; it is empty for a block that is only shown. ``part`` is ``""``
    for a whole file, else ``"front matter"`` or ``"text"``.
    """

    path: str
    part: str
    language: str
    text: str


class Example(Struct, frozen=True):
    """The excerpts of an example, and the Markdown paragraphs around them."""

    words: str
    excerpts: tuple[Excerpt, ...]


class Explanation(Struct, frozen=True):
    """What a code means. Texts are Markdown paragraphs, separated by blank lines."""

    code: str
    group: str
    summary: str
    reason: str
    wrong: Example
    right: Example

    @property
    def cure(self) -> str:
        """What to do, in a sentence or two: the first paragraph of ``right``."""
        return self.right.words.partition("\n\n")[0]


def load_explanations() -> dict[str, Explanation]:
    """All explanations by code, in the order of groups and, within a group, of codes."""
    groups = ((path, path.parent.name) for path in _paths())
    return {path.stem: parse_explanation(group, path.read_text("utf-8")) for path, group in groups}


def explained_codes(groups: Iterable[str] = GROUPS) -> frozenset[str]:
    """The codes that have an explanation in one of these groups. The files are not read."""
    return frozenset(path.stem for path in _paths(groups))


def _paths(groups: Iterable[str] = GROUPS) -> list[Path]:
    root = Path(__file__).parent
    return [path for group in groups for path in sorted((root / group).glob("*.md"))]


def parse_explanation(group: str, text: str) -> Explanation:
    """The explanation in the text of a file. Raises ValueError if its heading or one of its
    sections is missing."""
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
    found = (each.groupdict(default="") for each in _FENCE.finditer(text))
    excerpts = (Excerpt(e["path"], e["part"], e["language"], e["text"]) for e in found)
    return Example(_FENCE.sub("", text).strip(), tuple(excerpts))
