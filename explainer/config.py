"""The settings of one build, and the folders of the site and of the generator."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from msgspec import Struct


class Refused(Exception):
    """A command that was wrong, or cannot be carried out; the message says why, in a line each."""


class SiteNotFound(Refused):
    """The folder given is not a site; the message says which one and what is missing."""


class ExtensionRefused(Refused):
    """What ``build.py`` passes as extensions is wrong; the message says what, and what to do."""


class NotDrafted(Refused):
    """Why nothing can be written into a site; ``snippet`` is the text that would have been."""

    def __init__(self, message: str, snippet: str = "") -> None:
        super().__init__(message)
        self.snippet = snippet


class Extensions(Struct, frozen=True):
    """What a site's ``build.py`` adds to the generator: names of values, ``module:name``, so that
    any process can import them. What values, ``explainer.extensions`` says."""

    outputs: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()


NO_EXTENSIONS = Extensions()
SCHEMAS = "docs/schemas"
"""The folder of the schemas that files of a site refer to."""


class Config(Struct, frozen=True):
    """The settings of a build: the folder that holds ``content/``, and the folder to write to.

    ``as_of`` is the only clock; it decides what is published, expired or stale. ``drafts``
    includes, marked, what would be held back. ``offline`` makes an edition that opens from a
    folder; if the output's name ends with ``.zip`` it is packed into that file.
    """

    site: Path
    output: Path
    as_of: date
    drafts: bool = False
    offline: bool = False
    extensions: Extensions = NO_EXTENSIONS

    @property
    def packed(self) -> bool:
        """Whether the output is one file."""
        return self.offline and self.output.suffix.lower() == ".zip"


def find_content(site: Path) -> Path:
    """The folder ``content/`` of a site. Raises ``SiteNotFound`` if there is none."""
    content = site / "content"
    if not os.path.isdir(content):  # noqa: PTH112 (Path.is_dir raises without permission)
        raise SiteNotFound(f"{site} is no site: it has no folder content/")
    return content


def find_generator_root() -> Path:
    """The folder that holds the generator's own ``templates/`` and ``assets/``.

    A wheel carries them inside the package; a checkout has them at its top.
    """
    package = Path(__file__).resolve().parent
    packed = package / "_site"
    return packed if packed.is_dir() else package.parent
