"""What is to be written: a new file, or what comes behind the end of one."""

from __future__ import annotations

from dataclasses import dataclass, replace

SCHEMAS = "docs/schemas"
"""Where a site keeps the schemas that its files point to."""


class NotDrafted(Exception):
    """It cannot be written; the message says why. ``snippet`` is what would have been."""

    def __init__(self, message: str, snippet: str = "") -> None:
        super().__init__(message)
        self.snippet = snippet


@dataclass(frozen=True, slots=True)
class Draft:
    """``addition`` comes behind ``before``, the text of the file at ``path``; where that is
    None the file is new. ``path`` is relative to the site, written with ``/``.

    ``next_line`` is the line to go on with, and ``next_step`` says how; where that is
    another command, it is empty, for only the caller knows how it was called.
    """

    path: str
    addition: str
    before: str | None = None
    next_line: int = 1
    next_step: str = ""

    @property
    def text(self) -> str:
        return (self.before or "") + self.addition

    @property
    def schema(self) -> str:
        """The schema that a YAML file like this one points to; empty for other files."""
        _, *folders, name = self.path.split("/")
        kind = folders[0] if folders else name.partition(".")[0]
        return f"{SCHEMAS}/{kind}.schema.json" if name.endswith((".yaml", ".yml")) else ""


def pointing_to_schema(draft: Draft) -> Draft:
    """A new YAML file with the first line by which editors' editors find its schema."""
    if draft.before is not None or not draft.schema:
        return draft
    up = "../" * draft.path.count("/")
    line = f"# yaml-language-server: $schema={up}{draft.schema}\n"
    return replace(draft, addition=line + draft.addition, next_line=draft.next_line + 1)
