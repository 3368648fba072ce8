"""What every output of a build is made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.diagnostics import Diagnostic

if TYPE_CHECKING:
    from explainer.model.site.site import Site
    from explainer.renderers.assets import AssetBundle
    from explainer.renderers.templates import Templates
    from explainer.resolve.resolved_site import ResolvedSite


@dataclass(frozen=True, slots=True)
class LinkedSite:
    """A site checked and linked, and what its pages are rendered with.

    ``folder`` holds its ``content/``; ``site`` is what content says, ``resolved`` what its pages
    and its open data show. ``assets`` and ``templates`` are None only where ``diagnostics`` says
    why; then the site is not sound, and no output is made of it.
    """

    folder: Path
    site: Site
    resolved: ResolvedSite
    assets: AssetBundle | None
    templates: Templates | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sound(self) -> bool:
        """Whether outputs may be made of it."""
        return not any(d.is_error for d in self.diagnostics)
