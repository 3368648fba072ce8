"""Places on pages, and the facts and sources that are used there."""

from __future__ import annotations

from msgspec import Struct

from explainer.resolve.published.parts import Link


class Place(Struct, frozen=True, gc=False):
    """The place of a text, where what it states and cites is used.

    ``page`` is the page that the use counts for; ``path`` is the file that holds the text, which
    its links are relative to; ``section`` is a part of the page, such as a question.
    """

    page: Link
    path: str
    section: Link | None = None

    @property
    def link(self) -> Link:
        """The link to the section, or to the page if there is no section."""
        return self.section or self.page

    def under(self, name: str, anchor: str) -> Place:
        """The section ``name`` of this page, with the id ``anchor``."""
        return Place(self.page, self.path, Link(name, f"{self.page.address}#{anchor}"))

    def written_in(self, path: str) -> Place:
        """The same place for a text from another file."""
        return Place(self.page, path, self.section)


class Use(Struct, frozen=True, gc=False):
    """A place that cites a source."""

    source: str
    page: Link
    place: Link
    locator: str
    against: bool = False
    """The source is cited for a claim that differs from what the site states."""


class FactUse(Struct, frozen=True, gc=False):
    """A place that states a fact."""

    fact: str
    page: Link
    place: Link
