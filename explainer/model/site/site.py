"""All documents of a site as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from explainer.documents.files.source_text import SourceText
from explainer.model.entries.entry import Entry
from explainer.model.facts.fact import Fact
from explainer.model.pages.page import Page
from explainer.model.shared.fields import fold
from explainer.model.site.settings import SiteSettings
from explainer.model.sources.source import Source
from explainer.model.values.units import Unit

Version: TypeAlias = tuple[str, str]
"""A page's name and its language."""


_FOLDERS = ("content", "content/explainers", "content/pages", "content/images")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """What could not be read, so that nothing is said to be missing which may be in it.

    ``facts`` and the like are True where a file of that kind failed as a whole; the
    sets hold ids whose own record failed.
    """

    facts: bool = False
    sources: bool = False
    entries: bool = False
    units: bool = False
    unit_ids: frozenset[str] = frozenset()
    fact_ids: frozenset[str] = frozenset()
    source_keys: frozenset[str] = frozenset()
    entry_ids: frozenset[str] = frozenset()
    page_paths: frozenset[str] = frozenset()

    def may_hold(self, name: str) -> bool:
        """Whether the page ``name``, or the image of this name, may be in what was not read."""
        for path in self.page_paths:
            last = path.rpartition("/")[2]
            if path in _FOLDERS or name in (last, last.removesuffix(".md"), last.split(".")[0]):
                return True
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """``pages`` are those in this build, by name and language; ``held_back`` are names of others.

    ``entry_names`` maps ids, names and aliases, case folded, to an entry's kind and id.
    """

    settings: SiteSettings
    as_of: date
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    entries: Mapping[tuple[str, str], Entry]
    entry_names: Mapping[str, tuple[str, str]]
    units: Mapping[str, Unit]
    pages: Mapping[Version, Page]
    held_back: Mapping[Version, Page]
    images: frozenset[str]
    """Names of the files in ``content/images/``."""
    texts: Mapping[str, SourceText]
    """Every text file by its path, for locating what linking finds."""
    incomplete: Incomplete = Incomplete()

    @property
    def default(self) -> str:
        return self.settings.language

    @property
    def languages(self) -> tuple[str, ...]:
        return self.settings.languages

    def version(self, name: str, language: str) -> Page | None:
        """The page in ``language``, or else in the site's own language."""
        return self.pages.get((name, language)) or self.pages.get((name, self.default))

    def entry(self, words: str) -> Entry | None:
        """The glossary entry, person or place that ``words`` name: by id, name or alias."""
        found = self.entry_names.get(fold(words))
        return self.entries[found] if found else None
