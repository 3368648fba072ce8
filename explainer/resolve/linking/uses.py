"""Where texts stand on a page, and which facts and sources are used there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from explainer.resolve.published.parts import Link


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: what it states and cites is used there.

    ``page`` is the page that the use counts for, ``path`` the file that the text's links are
    relative to. ``section`` is the part of the page, such as a question.
    """

    page: Link
    path: str
    section: Link | None = None

    @property
    def link(self) -> Link:
        """What leads there: the section, or the page where the text stands in none."""
        return self.section or self.page

    def under(self, name: str, anchor: str) -> Place:
        """The section of this page that is called ``name``."""
        return replace(self, section=Link(name, f"{self.page.address}#{anchor}"))

    def written_in(self, path: str) -> Place:
        """The same place, for a text that comes from another file."""
        return replace(self, path=path)


@dataclass(frozen=True, slots=True)
class Use:
    """A place that relies on a source."""

    source: str
    page: Link
    place: Link
    locator: str
    against: bool = False
    """It is cited for a claim that says otherwise than the site does."""


@dataclass(frozen=True, slots=True)
class FactUse:
    """A place that states a fact."""

    fact: str
    page: Link
    place: Link
