"""Names, ids and keys made from titles, and checks whether they are free."""

from __future__ import annotations

from collections.abc import Container
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explainer.model.site.site import Site

_LONGEST = 60


def name_from(title: str) -> str:
    """An address or id made as those of questions are; empty if no ASCII letter remains."""
    from explainer.documents.markdown.questions import slug

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
