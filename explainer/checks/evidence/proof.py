"""The proof of a page, fact or source: what is said, sentence by sentence, and the recorded words
that it rests on, so that a person can compare them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.checks.evidence.held import Held, held
from explainer.checks.evidence.names import names_of
from explainer.checks.evidence.quoted import (
    figures_of,
    notes_of,
    quoted,
    says_figure,
    unsaid,
    with_noted,
)
from explainer.checks.prose.numbers import find_figures
from explainer.checks.prose.prose import Prose, read_prose
from explainer.documents.markdown.parsed_text import ParsedText, Span
from explainer.documents.references import kinds
from explainer.languages.catalogues import load_catalogue
from explainer.languages.dates import format_date
from explainer.model.facts.claims import Claim, Evidence, Rank
from explainer.model.pages.page import Page
from explainer.model.shared.fields import fold
from explainer.model.site.site import Site
from explainer.model.sources.titles import plain_title
from explainer.model.values.value import Text, Value
from explainer.resolve.ledger import Ledger, Standpoint
from explainer.resolve.linking.wording import write_value

_SPACES = str.maketrans("\u00a0\u202f\u2009", "   ")
"""Values are written with spaces at which no line ends; figures are looked for between others."""


class Backing(StrEnum):
    """What a figure is found in, or a sentence or claim has."""

    WORDS = "words"
    SOURCE = "source"
    NOTHING = "nothing"


Piece: TypeAlias = tuple[str, Backing | None]
"""A piece of a text, and what backs it if it is a figure or a name."""
_Wanted: TypeAlias = dict[Span, Value | None]
"""Figures and names in a text; without a value, a figure as it is written."""


class Words(Struct, frozen=True):
    """What is recorded of a source: a ``locator`` and a ``passage``, each empty if it is not.
    ``fact`` is the id of the fact that rests on it, empty if the text itself cites it; ``inputs``
    are those that it is derived from."""

    source: str
    locator: str = ""
    passage: str = ""
    fact: str = ""
    inputs: tuple[str, ...] = ()


class Assertion(Struct, frozen=True):
    """A sentence, or a claim about a fact, with the words that it rests on. A ``heading`` asserts
    nothing."""

    pieces: tuple[Piece, ...]
    words: tuple[Words, ...] = ()
    heading: bool = False

    @property
    def backing(self) -> Backing:
        if any(each.passage for each in self.words):
            return Backing.WORDS
        return Backing.SOURCE if self.words else Backing.NOTHING


class Proof(Struct, frozen=True):
    """What one page, entry or fact asserts, in order. That of a source is its title; what rests on
    it follows in further proofs, with the words of this source alone."""

    kind: str
    name: str
    path: str
    language: str
    assertions: tuple[Assertion, ...]

    def resting_on(self, source: str) -> Proof:
        left = (
            replace(each, words=tuple(words for words in each.words if words.source == source))
            for each in self.assertions
        )
        return replace(self, assertions=tuple(each for each in left if each.words))


class Prover:
    """Makes the proofs of a site without errors."""

    def __init__(self, site: Site, ledger: Ledger) -> None:
        self._site, self._ledger = site, ledger
        # What a term is called in the words is for a reader to see.
        self._names = names_of(each for each in site.entries.values() if each.kind != "term")

    def prove(self, name: str) -> list[Proof]:
        """The proofs of the page in all its languages, the fact and the source of this name; those
        of all pages if it is empty."""
        site = self._site
        prose = [self.prove_prose(each) for each in read_prose(site, self._ledger)]
        pages = [each for each in prose if each.kind == "page"]
        if not name:
            return pages
        facts = [self._prove_fact(self._ledger.standpoints[each]) for each in sorted(site.facts)]
        found = [each for each in (*pages, *facts) if each.name == name]
        if source := site.sources.get(name):
            title = Assertion(((plain_title(source.title), None),), heading=True)
            found.append(Proof("source", name, source.path, site.default, (title,)))
            resting = (each.resting_on(name) for each in (*facts, *prose))
            found += [each for each in resting if each.assertions]
        return found

    def prove_prose(self, prose: Prose) -> Proof:
        """The proof of a page, or of an entry in one language."""
        found, of, notes = [], prose.subject, notes_of(prose)
        for stretch in prose.stretches:
            for each in stretch.sentences:
                text = each.text.translate(_SPACES)
                if each.kind == "heading" or stretch.field in ("title", "heading"):
                    found.append(Assertion(((text, None),), heading=True))
                    continue
                wanted: _Wanted = dict.fromkeys(find_figures(text, prose.language, each.names))
                names = ((span, text[slice(*span)]) for span in each.names)
                wanted |= {span: Text(name) for span, name in names if fold(name) in self._names}
                words = self._words((*each.supports, *each.covering), notes)
                found.append(self._assertion(text, wanted, prose.language, words))
        kind, name = ("page", of.name) if isinstance(of, Page) else ("entry", of.id)
        return Proof(kind, name, prose.path, prose.language, tuple(found))

    def _words(
        self, supports: Iterable[object], notes: Mapping[str, ParsedText]
    ) -> Iterator[Words]:
        for support in with_noted(supports, notes):
            match support:
                case kinds.Citation():
                    yield from (Words(s.key, s.locator, s.quote) for s in support.sources)
                case kinds.FactReference(fact_id=fact):
                    point = self._ledger.standpoints[fact]
                    yield from _words_for(point.evidence, fact, point.inputs)

    def _prove_fact(self, standpoint: Standpoint) -> Proof:
        """The statement with what the current value rests on, then each claim."""
        fact, language = standpoint.fact, self._site.default
        text, own = fact.statement or fact.label, fact.id if standpoint.inputs else ""
        words = _words_for(standpoint.evidence, own, standpoint.inputs)
        wanted: _Wanted = dict.fromkeys(find_figures(text, language))
        found = [self._assertion(text, wanted, language, words)]
        for claim in fact.claims:
            derived = claim is standpoint.claim and standpoint.inputs
            text, wanted = "as stated", {}
            if (value := standpoint.value_of(claim)) is not None:
                catalogue = load_catalogue(language)
                text = write_value(value, None, self._site, language, catalogue)
                wanted = {} if derived else {(0, len(text)): value}
            if claim.by and not claim.inferred:
                text = f"{text}; {claim.by}"
                wanted[len(text) - len(claim.by), len(text)] = Text(claim.by)
            words = [*found[0].words] if derived else _words_for(claim.all_evidence)
            text = "; ".join((text, *filter(None, _said(claim, standpoint, language))))
            text = text.translate(_SPACES)
            found.append(self._assertion(text, wanted, language, words))
        return Proof("fact", fact.id, fact.path, language, tuple(found))

    def _assertion(
        self, text: str, wanted: _Wanted, language: str, words: Iterable[Words]
    ) -> Assertion:
        words = tuple({(w.source, w.locator, w.passage): w for w in words}.values())
        said = [*quoted(((each.source, each.passage) for each in words), self._site)]
        figures = [(each.figures, each.language) for each in said]
        derived = {each.fact for each in words if each.inputs}
        figures += [(figures_of(self._ledger.standpoints[each]), language) for each in derived]
        pieces: list[Piece] = []
        place = 0
        for start, end in sorted(wanted):
            value, backing = wanted[start, end], Backing.SOURCE if words else Backing.NOTHING
            if start < place:  # a name in a name
                continue
            if value is None:
                found = says_figure(figures, text[start:end], language) is Held.FOUND
            else:
                answers = (held(value, [q.words], q.language, q.dated, self._names) for q in said)
                found = Held.FOUND in answers
            if found:
                backing = Backing.WORDS
            elif isinstance(value, Text) and not unsaid(value, said, self._names):
                continue  # a name may be written in another way, or in another script
            pieces += [(text[place:start], None), (text[start:end], backing)]
            place = end
        return Assertion((*pieces, (text[place:], None)), words)


def _words_for(
    evidence: Iterable[Evidence], fact: str = "", inputs: tuple[str, ...] = ()
) -> list[Words]:
    return [Words(each.source, each.locator, each.quote, fact, inputs) for each in evidence]


def _said(claim: Claim, standpoint: Standpoint, language: str) -> Iterator[str]:
    """What a claim is about, for what day it is, and how it stands."""
    derived, taken = standpoint.inputs if claim is standpoint.claim else (), claim.withdrawn
    yield "our inference" if claim.inferred else ""
    yield claim.subject if claim.subject != standpoint.fact.claims[0].subject else ""
    yield f"as of {format_date(claim.as_of, language)}" if claim.as_of else ""
    yield f"derived from {', '.join(derived)}" if derived else claim.standing
    yield claim.rank if claim.rank is not Rank.NORMAL else ""
    yield f"withdrawn by {taken.by} on {format_date(taken.on, language)}" if taken else ""
