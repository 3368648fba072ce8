"""The file of a folder that a new record is added to, and its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from explainer.scaffolding.fields import Answers, Field, always

if TYPE_CHECKING:
    from explainer.model.site.site import Site

_STEM = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_SUFFIXES = (".yaml", ".yml")


def file_field(folder: str, proposes: Callable[[Answers, Site], str]) -> Field:
    def problem(name: str, site: Site) -> str:
        return "" if _STEM.fullmatch(_stem(folder, name)) else f'"{name}" is no name of a file'

    about = f"the file in content/{folder}/"
    return Field("file", about, required=always, proposes=proposes, problem=problem)


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
