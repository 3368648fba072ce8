"""The outcome of a build of the preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeAlias

from msgspec import Struct

from explainer.diagnostics import Diagnostic

if TYPE_CHECKING:
    from explainer.model.pages.page import Page


Shown: TypeAlias = Mapping[str, bytes | None]
"""The bytes of files by their paths; None for a file that is gone."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What a build did. ``sound`` is False if errors kept it from writing; ``changed`` are the
    paths of files that were written or removed."""

    diagnostics: tuple[Diagnostic, ...] = ()
    sound: bool = True
    changed: tuple[str, ...] = ()
    news: bool = False
    """Whether a file of content has changed since the last build, whether or not pages show it."""
    stylesheet: str = ""
    restyled: bool = False
    """Whether pages differ only in their style sheet."""
    base: str = "/"
    """The path with which addresses in ``404.html`` begin."""
    pages: int = 0
    held_back: tuple[Page, ...] = ()
    """The pages that the build left out."""


class Builds(Protocol):
    """A site that is built again and again."""

    def build(self, looked_at: frozenset[str], go_on: Callable[[], bool]) -> Outcome | None:
        """Build the site, first the pages that browsers show, ``looked_at``. Return None if
        ``go_on`` returned False. Raises SiteNotFound, OutputRefused, ExtensionRefused."""

    @property
    def shown(self) -> Shown:
        """What browsers are shown in place of the files in the output folder."""

    def proof(self, address: str) -> bytes | None:
        """The page that shows what the page at ``address`` rests on, of the last build; the list
        of all such pages at an empty address. None if there is none."""

    @property
    def finished(self) -> bool:
        """Whether the last build left nothing for later."""

    def finish(self, go_on: Callable[[], bool] = ...) -> Outcome | None:
        """Build and write what the last build left for later; return None if it left nothing, or if
        ``go_on`` returned False."""

    def rest(self) -> None:
        """Do what is best done while nobody waits: keep what was made for the next preview."""

    def stop(self) -> None:
        """Complete what is being written, and write nothing more."""
