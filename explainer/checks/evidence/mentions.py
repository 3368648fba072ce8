"""Collect what a site's texts and claims name: sources as evidence, facts and entries."""

from __future__ import annotations

from itertools import chain

from msgspec import Struct

from explainer.documents.markdown.parsed_text import FigureReference, ParsedText
from explainer.documents.references.kinds import Citation, FactReference, TermReference
from explainer.model.facts.claims import Fact
from explainer.model.pages.page import Page, texts
from explainer.model.shared.fields import Waiver
from explainer.model.site.site import Site
from explainer.resolve.references.figures import read_figure


class Cited(Struct, frozen=True):
    """A source cited in a text or by a claim; ``offset`` is that of its key in the file. ``quote``
    is the passage relied on, ``waivers`` are those that apply there, nearest first."""

    source: str
    path: str
    offset: int
    locator: str = ""
    quote: str = ""
    waivers: tuple[Waiver, ...] = ()


class Mentions(Struct, frozen=True):
    """What a site names; ``cited`` is in the order of the texts, and only from pages in the build.
    The sets include what held-back pages name, so that what only a draft uses is not "unused"."""

    cited: tuple[Cited, ...]
    sources: frozenset[str]
    facts: frozenset[str]
    entries: frozenset[tuple[str, str]]


def read_mentions(site: Site) -> Mentions:
    """The mentions in a site without errors. Facts that only formulas name are not included."""
    live, held = _Reader(site), _Reader(site)
    for page in site.pages.values():
        live.read_page(page)
    for fact in site.facts.values():
        live.read_fact(fact)
    for entry in (*site.entries.values(), *site.topics.values()):
        for text in (entry.text, *(text for _, text in entry.texts)):
            live.read_text(entry.path, text, entry.waived)
    for page in site.held_back.values():
        held.read_page(page)
    live.entries.update(("topic", each.id) for _, each in site.used_topics(also_held_back=True))
    live.entries.update(("person", each.by.id) for each in site.attested.values())
    named = {source.copy_of for source in site.sources.values() if source.copy_of}
    named |= {entry.at_source.id for entry in site.entries.values() if entry.at_source}
    return Mentions(
        tuple(live.cited),
        frozenset({*named, *(each.source for each in chain(live.cited, held.cited))}),
        frozenset(live.facts | held.facts),
        frozenset(live.entries | held.entries),
    )


class _Reader(Struct):
    site: Site
    cited: list[Cited] = []
    facts: set[str] = set()
    entries: set[tuple[str, str]] = set()

    def read_page(self, page: Page) -> None:
        for text in texts(page):
            self.read_text(page.source.path, text, page.waived)
        self.facts.update(named.id for named in page.key_facts)
        for named in (*page.authors, *page.checked_by):
            self.entries.add(("person", named.id))

    def read_fact(self, fact: Fact) -> None:
        if fact.entered_by:
            self.entries.add(("person", fact.entered_by.id))
        for claim in fact.claims:
            waivers = (*claim.waived, *fact.waived)
            for evidence in claim.all_evidence:
                passage = evidence.locator, evidence.quote
                self.cited.append(
                    Cited(evidence.source, fact.path, evidence.offset, *passage, waivers)
                )
            for text in (claim.what, claim.why):
                self.read_text(fact.path, text, waivers)

    def read_text(self, path: str, text: ParsedText, waivers: tuple[Waiver, ...]) -> None:
        for reference in text.references:
            match reference:
                case Citation():
                    self.cited += (
                        Cited(each.key, path, each.offset, each.locator, each.quote, waivers)
                        for each in reference.sources
                    )
                case FactReference():
                    self.facts.add(reference.fact_id)
                case TermReference() if entry := self.site.entry(reference.term):
                    self.entries.add((entry.kind, entry.id))
                case FigureReference():
                    self._read_figure(path, reference, waivers)

    def _read_figure(self, path: str, figure: FigureReference, waivers: tuple[Waiver, ...]) -> None:
        spec, _ = read_figure(self.site.texts[path], figure, self.site)
        if spec is not None:
            self.facts.update(named.id for named in spec.facts)
            self.entries.update(("place", each) for each in spec.fields.shown_places)
            for text in spec.texts:
                self.read_text(path, text, waivers)
