"""Names, ids and keys made from titles, and addresses; the files that new records are added to."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from html import escape
from typing import TYPE_CHECKING

from explainer.scaffolding.fields import Answers, Field, always

if TYPE_CHECKING:
    from explainer.model.site.site import Site

EXAMPLES = ("example.yaml", "beispiel.yaml", "primer.yaml")
"""Names of the files of a new site that its editor is to delete: nothing else goes there."""
_LONGEST = 60
_STEM = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_SUFFIXES = (".yaml", ".yml")


def name_from(title: str) -> str:
    """An address or id made as those of questions are; empty if no ASCII letter remains."""
    from explainer.documents.markdown.finishing import slug

    name = slug(escape(title, quote=False))
    if len(name) > _LONGEST:
        name = name[: _LONGEST + 1].rpartition("-")[0] or name[:_LONGEST]
    return name


def free(name: str, taken: Container[str]) -> str:
    """``name``, followed by a number if it is taken."""
    number, candidate = 1, name
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name}-{number}"
    return candidate


def page_name_problem(name: str, site: Site) -> str:
    from explainer.model.pages.checks import name_problem

    problem = name_problem(name, site.languages)
    if problem:
        return f"{problem[0]}. {problem[1]}"
    taken = {
        page.name: page.source.path for page in (*site.pages.values(), *site.held_back.values())
    }
    return f'"{name}" is taken by {taken[name]}' if name in taken else ""


def address_problem(address: str, site: Site) -> str:
    from explainer.model.shared.fields import address_hint

    hint = address_hint(address)
    return f'"{address}" is no http or https address. {hint}' if hint else ""


def file_field(folder: str, proposes: Callable[[Answers, Site], str]) -> Field:
    def problem(name: str, site: Site) -> str:
        return "" if _STEM.fullmatch(_stem(folder, name)) else f'"{name}" is no name of a file'

    about = f"the file in content/{folder}/"
    return Field(name="file", about=about, required=always, proposes=proposes, problem=problem)


def text_of(folder: str, name: str, site: Site) -> tuple[str, str | None]:
    """The path that ``name`` means, and the text of that file, or None if there is no such file."""
    stem = f"content/{folder}/{_stem(folder, name)}"
    for path in (f"{stem}{suffix}" for suffix in _SUFFIXES):
        if path in site.texts:
            return path, site.texts[path].text
    return f"{stem}.yaml", None


def line_of(before: str | None, addition: str, word: str) -> int:
    """The line of the file where ``word`` occurs first in ``addition``."""
    lead = addition[: max(0, addition.find(word))]
    return ((before or "") + lead).count("\n") + 1


def _stem(folder: str, name: str) -> str:
    stem = name.removeprefix(f"content/{folder}/")
    for suffix in _SUFFIXES:
        stem = stem.removesuffix(suffix)
    return stem
