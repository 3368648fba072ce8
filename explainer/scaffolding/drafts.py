"""The text to write, and writing it: a new file, an addition at the end of one, or new texts in
place of several."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path
from shutil import copymode
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from explainer.model.site.site import Site

SCHEMAS = "docs/schemas"
"""The folder of the schemas that files of a site refer to."""


class NotDrafted(Exception):
    """Why nothing can be written; ``snippet`` is the text that would have been."""

    def __init__(self, message: str, snippet: str = "") -> None:
        super().__init__(message)
        self.snippet = snippet


class Draft(Struct, frozen=True):
    """The ``text`` of the file at ``path``, relative to the site and written with ``/``. It takes
    the place of the text ``before``, which is None for a new file.

    The editor goes on where ``next_word`` stands first in what is new, and ``next_step`` says how;
    it is empty if that is another command, since only the caller knows how the program was called.
    """

    path: str
    text: str
    before: str | None = None
    next_word: str = ""
    next_step: str = ""

    @property
    def addition(self) -> str:
        """The text without what was there before, if it begins with that."""
        return self.text.removeprefix(self.before or "")

    @property
    def next_line(self) -> int:
        start = len(self.text) - len(self.addition)
        return self.text[: max(start, self.text.find(self.next_word, start))].count("\n") + 1


def text_at(path: str, site: Site) -> str | None:
    """The text of a file of the site, or None if there is no such file."""
    return site.texts[path].text if path in site.texts else None


def pointing_to_schema(draft: Draft, site: Path) -> Draft:
    """The draft, with a first line in a new YAML file that tells text editors its schema, if the
    site has that."""
    kind = re.split("[/.]", draft.path.removeprefix("content/"))[0]
    schema = f"{SCHEMAS}/{kind}.schema.json"
    is_new_yaml = draft.before is None and draft.path.endswith((".yaml", ".yml"))
    if not is_new_yaml or not (site / schema).is_file():
        return draft
    line = f"# yaml-language-server: $schema={'../' * draft.path.count('/')}{schema}\n"
    return replace(draft, text=line + draft.text)


def write_draft(site: Path, draft: Draft) -> None:
    """Write a draft. Raises NotDrafted if a new file exists already, if an old one has changed
    since it was read, and if the path leads out of ``content/``, or out of the site."""
    target = site / draft.path
    top = "content/" if draft.path.startswith("content/") else ""
    inside = (site / top).resolve()
    if not (inside.is_relative_to(site.resolve()) and target.resolve().is_relative_to(inside)):
        raise NotDrafted(f"{draft.path} leads out of {top or 'the site'}", draft.addition)
    if draft.before is not None:
        replace_texts(site, {draft.path: (draft.before, draft.text)})
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as new:
            new.write(draft.text.encode())
    except FileExistsError:
        raise NotDrafted(f"{draft.path} is there already", draft.text) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotDrafted(f"cannot write {draft.path}: {reason}", draft.text) from error


def replace_texts(site: Path, changed: Mapping[str, tuple[str, str]]) -> None:
    """Put texts in place of others: by paths, as in Draft, the one that a file has and its new one.
    All are changed or none. Raises NotDrafted if one is no longer as it was, or the disk fails."""
    staged: list[tuple[Path, Path, bytes]] = []
    done: list[tuple[Path, bytes]] = []
    try:
        for path, (was, text) in changed.items():
            file = (site / path).resolve()
            held = file.read_bytes()
            if held.removeprefix(BOM_UTF8) != was.encode():
                raise NotDrafted(f"{path} has changed meanwhile; try again")
            beside = file.with_name(f".{file.name}.unfinished")
            staged.append((beside, file, held))
            beside.write_bytes(BOM_UTF8 * held.startswith(BOM_UTF8) + text.encode())
            copymode(file, beside)
        for beside, file, held in staged:
            beside.replace(file)
            done.append((file, held))
    except OSError as error:
        for file, held in done:
            file.write_bytes(held)
        raise NotDrafted(f"nothing was changed: {error.strerror or error}") from error
    finally:
        for beside, *_ in staged:
            beside.unlink(missing_ok=True)
