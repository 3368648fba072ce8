"""A site: all its documents, as one immutable value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from explainer.documents.files.pictures import Picture
from explainer.documents.files.source_text import SourceText
from explainer.languages.catalogues import Phrase
from explainer.languages.locales import fallback_chain
from explainer.model.entries.entry import Entry
from explainer.model.facts.attestations import Attestation, digest_of
from explainer.model.facts.claims import Fact
from explainer.model.pages.page import Page
from explainer.model.shared.fields import fold
from explainer.model.shared.reading import Named
from explainer.model.site.changes import SiteChange
from explainer.model.site.settings import SiteSettings
from explainer.model.sources.source import Source
from explainer.model.values.units import Unit
from explainer.model.values.value import DateValue

Version: TypeAlias = tuple[str, str]
"""A page's name and its language."""


_FOLDERS = ("content", "content/explainers", "content/pages", "content/images")


class Unread(Struct, frozen=True):
    """What could not be read of one kind: a ``whole`` file, or the records with these ids."""

    whole: bool = False
    ids: frozenset[str] = frozenset()

    def may_hold(self, name: str) -> bool:
        return self.whole or name in self.ids


class Incomplete(Struct, frozen=True, kw_only=True):
    """What could not be read. Names that may be in it are not reported as unknown."""

    facts: Unread = Unread()
    sources: Unread = Unread()
    entries: Unread = Unread()
    units: Unread = Unread()
    page_paths: frozenset[str] = frozenset()

    def may_hold(self, name: str) -> bool:
        """Whether a page or image with this name may be in a file that could not be read."""
        for path in self.page_paths:
            last = path.rpartition("/")[2]
            if path in _FOLDERS or name in (last, last.removesuffix(".md"), last.split(".")[0]):
                return True
        return False


class Site(Struct, frozen=True, kw_only=True):
    """Everything that a build for the day ``as_of`` is made of.

    ``pages`` are those in the build, ``held_back`` all others. ``entries`` are by kind and id;
    ``entry_names`` maps folded ids, names and aliases to a kind and an id.
    """

    settings: SiteSettings
    as_of: date
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    entries: Mapping[tuple[str, str], Entry]
    entry_names: Mapping[str, tuple[str, str]]
    units: Mapping[str, Unit]
    topics: Mapping[str, Entry]
    """By id: those in ``topics.yaml``, and all others that pages and facts have."""
    attested: Mapping[str, Attestation]
    """The attestation of each fact that has one, by the fact's id; it may be stale."""
    changes: tuple[SiteChange, ...] = ()
    """What ``changes.yaml`` records, in its order, but for the future."""
    pages: Mapping[Version, Page]
    held_back: Mapping[Version, Page]
    words: Mapping[str, tuple[Phrase, ...]]
    """Its own words for what the generator says, by language."""
    images: Mapping[str, Picture]
    """By the names of the files in ``content/images/``."""
    texts: Mapping[str, SourceText]
    """Every text file by its path, to locate diagnostics in it."""
    incomplete: Incomplete = Incomplete()
    offline: bool = False
    """Whether it is read from a folder: links lead to files."""

    @property
    def is_public(self) -> bool:
        """Whether its pages have full addresses, which feeds and maps of the site can name."""
        return bool(self.settings.url) and not self.offline

    @property
    def default(self) -> str:
        return self.settings.language

    @property
    def languages(self) -> tuple[str, ...]:
        return self.settings.languages

    @property
    def searched(self) -> bool:
        """Whether there is a page that searches it; files opened from a folder cannot be."""
        return self.settings.search and not self.offline

    @property
    def has_dates(self) -> bool:
        """Whether a fact is a date, in the words of anybody."""
        claims = (claim for fact in self.facts.values() for claim in fact.claims)
        return any(isinstance(claim.value, DateValue) for claim in claims)

    def used_topics(self, *, also_held_back: bool = False) -> Iterator[tuple[str, Named]]:
        """Each topic as a page or a fact names it, with the path of that file; those of withdrawn
        pages with those of pages that are held back."""
        shown = (page for page in self.pages.values() if page.status != "withdrawn")
        for page in (*self.pages.values(), *self.held_back.values()) if also_held_back else shown:
            yield from ((page.source.path, named) for named in page.topics)
        for fact in self.facts.values():
            if fact.topic.id:
                yield fact.path, fact.topic

    def words_in(self, language: str) -> tuple[Phrase, ...]:
        """The site's own words in a language, or in a broader one (pt for pt-BR)."""
        return next((self.words[t] for t in fallback_chain(language) if t in self.words), ())

    def version(self, name: str, language: str) -> Page | None:
        """The page in ``language``, else in the site's own language, or None."""
        return self.pages.get((name, language)) or self.pages.get((name, self.default))

    def attested_by(self, fact: Fact) -> tuple[Entry, date] | None:
        """Who compared the fact, as it stands, with its sources, and when; None if nobody did."""
        found = self.attested.get(fact.id)
        if found is None or found.digest != digest_of(fact):
            return None
        person = self.entries.get(("person", found.by.id))
        return (person, found.on) if person else None

    def entry(self, words: str) -> Entry | None:
        """The entry that has ``words`` as its id, name or alias, or None."""
        found = self.entry_names.get(fold(words))
        return self.entries[found] if found else None
