"""The linked site, from which every output is made."""

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
    """A site that was checked and linked, with the assets and templates of its pages.

    ``folder`` contains ``content/``; ``site`` is what content says, ``resolved`` what pages and
    open data show. ``assets`` and ``templates`` are None only if ``diagnostics`` says why.
    """

    folder: Path
    site: Site
    resolved: ResolvedSite
    assets: AssetBundle | None
    templates: Templates | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sound(self) -> bool:
        """Whether it has no errors, and outputs may be made from it."""
        return not any(d.is_error for d in self.diagnostics)
