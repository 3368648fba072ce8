"""What one build is asked to do, and where the generator keeps what it brings along."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class SiteNotFound(Exception):
    """The folder given as a site is none; the message says which and what is missing."""


@dataclass(frozen=True, slots=True)
class Config:
    """One build: the folder that holds ``content/``, the folder to write to, the only clock.

    ``as_of`` decides what is published, expired or stale; ``drafts`` shows, marked, what
    would be kept out.
    """

    site: Path
    output: Path
    as_of: date
    drafts: bool = False


def find_content(site: Path) -> Path:
    """The folder that holds what a site's editors write. Raises ``SiteNotFound``."""
    content = site / "content"
    if not os.path.isdir(content):  # noqa: PTH112 (a Path's own raises where it may not look)
        raise SiteNotFound(f"{site} is no site: it has no folder content/")
    return content


def find_generator_root() -> Path:
    """The folder that holds the generator's own ``templates/`` and ``assets/``.

    A wheel carries them inside the package; a checkout has them at its top.
    """
    package = Path(__file__).resolve().parent
    packed = package / "_site"
    return packed if packed.is_dir() else package.parent
