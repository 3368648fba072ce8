"""Lists runs of words that content shares with other texts, such as the notes it is written from.

    python tools/shared_runs.py content NOTES... [--words 8]

Quotations, citations, values, titles in italics and the records of sources are left out. What is
left may still be a name, a date or words of law: somebody looks.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

# Each is put out of the text by one character that no run crosses.
_NOT_OURS = re.compile(
    r"\[@(?:[^\[\]]|\[[^\]]*\])*\]"  # citations, with their words
    r"|\{\{.*?\}\}|\]\([^)]*\)|`[^`\n]*`"
    r"|“[^”]*”|«[^»]*»|\"[^\"\n]*(?:\n[^\"\n]+){0,3}\""
    r"|(?m:^[ \t-]*(?:quote|url|title|aliases|source|tags|at|by|value|as_of)[ \t]*:[^\n]*)"
    r"|(?m:^[ \t-]*[\w.-]+:)"
    r"|(?m:^- Printed:[^\n]*)",
    re.DOTALL,
)
_WORD = re.compile(r"\w+(?:[’'.,]\w+)*|\x00")


def words_of(text: str) -> Iterator[tuple[str, int]]:
    """The words of ``text`` in lower case, each with its line from 1; NUL where a run ends."""
    text = _NOT_OURS.sub(lambda found: "\0" + "\n" * found[0].count("\n"), text)
    line, last = 1, 0
    for found in _WORD.finditer(text):
        line += text.count("\n", last, found.start())
        last = found.start()
        yield found[0].casefold().replace("’", "'"), line


def runs_of(text: str, length: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """Each run of ``length`` words, with the line on which it begins."""
    words = list(words_of(text))
    for start in range(len(words) - length + 1):
        run = tuple(word for word, _ in words[start : start + length])
        if "\0" not in run:
            yield run, words[start][1]


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*")) if path.is_dir() else [path]


def _texts(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    for path in _files(paths):
        if path.suffix in (".md", ".yaml"):
            yield path, path.read_text(encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content", type=Path)
    parser.add_argument("notes", type=Path, nargs="+")
    parser.add_argument("--words", type=int, default=8)
    asked = parser.parse_args()
    known = {
        run: f"{path.name}:{line}"
        for path, text in _texts(asked.notes)
        for run, line in runs_of(text, asked.words)
    }
    count = 0
    for path, text in _texts([asked.content]):
        if path.parent.name == "sources":
            continue
        last = -1
        for number, (run, line) in enumerate(runs_of(text, asked.words)):
            if run in known and number > last + 1:
                print(f"{path}:{line}: {' '.join(run)}  [{known[run]}]")
                count += 1
            last = number if run in known else last
    print(f"{count} runs of {asked.words} words or more are shared.")
    return count > 0


if __name__ == "__main__":
    raise SystemExit(main())
