"""How one build of the preview went."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Protocol

from explainer.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """``sound`` is False where errors kept the build from writing. ``changed`` are the paths
    written and removed."""

    diagnostics: tuple[Diagnostic, ...] = ()
    sound: bool = True
    changed: tuple[str, ...] = ()
    news: bool = False
    """Whether something was saved that the last build did not know, shown or not."""
    stylesheet: str = ""
    restyled: bool = False
    """Whether pages differ in their style sheet alone."""
    base: str = "/"
    """The path that addresses in ``404.html`` begin with."""
    pages: int = 0


class Builds(Protocol):
    """Builds the same site again and again."""

    def build(self, looked_at: Set[str], go_on: Callable[[], bool]) -> Outcome | None:
        """Builds what people look at first; nothing where ``go_on`` said no.

        ``looked_at`` are the addresses that browsers show. Raises SiteNotFound, OutputRefused,
        ExtensionRefused.
        """

    def finish(self) -> Outcome | None:
        """Builds what the last good build left for later, if it did."""

    def stop(self) -> None:
        """From here on nothing is written any more; what is being written is completed."""
