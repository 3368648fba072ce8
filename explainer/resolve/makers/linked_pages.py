"""What is kept of a linked page for the indexes, the records and the data, and what of the record
all pages rely on.

The page itself, with its markup, is rendered as soon as it is linked, and not kept: ten thousand
of them would not fit into memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from explainer.documents.references.kinds import Citation, FactReference
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.notebook import Role, Use
from explainer.resolve.linking.wording import plain_text
from explainer.resolve.published.list_pages import EntriesPage, PageCard, QuestionEntry
from explainer.resolve.published.pages import ExplainerPage, PlainPage, WithdrawnPage
from explainer.resolve.published.parts import Fragment, Link, ValueSpan
from explainer.resolve.published.source_pages import SourceUse

LinkedKind: TypeAlias = Literal["explainer", "page", "withdrawn", "entries"]
_DAYS = ("published", "updated", "checked", "researched")
Uses: TypeAlias = Mapping[str, tuple[SourceUse, ...]]


class Passage(Struct, frozen=True, gc=False):
    """What a search finds: its ``kind`` is answers, facts, people, places, glossary or sources.
    ``states`` are the words for what is not settled in it, ``page`` the title of an answer's page.
    """

    kind: str
    address: str
    title: str
    text: str
    states: tuple[str, ...] = ()
    page: str = ""


class Linked(PageCard, frozen=True, kw_only=True):
    """A page, or a list of entries, in words, with where it cites sources and states facts.

    ``names`` are the kinds and ids of the entries that a page names. ``passages`` are what a search
    finds in an explainer, on a site that is searched.
    """

    kind: LinkedKind
    language: str
    authors: tuple[str, ...] = ()
    """Addresses of the people who wrote it."""
    checked_by: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Ids of its topics."""
    places: tuple[tuple[Link, Link], ...] = ()
    """Where it cites sources, and states or tells facts: each place with the page that its uses
    count for."""
    used: tuple[tuple[int, str, str, str, Role], ...] = ()
    """Each use of a source or fact: the number of its place, and the rest of a ``Use``."""
    names: tuple[tuple[str, str], ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def card(self) -> PageCard:
        return PageCard(**{name: getattr(self, name) for name in PageCard.__struct_fields__})

    @property
    def link(self) -> Link:
        return Link(self.title, self.address)

    @property
    def uses(self) -> Iterator[Use]:
        for at, fact, source, locator, role in self.used:
            yield Use(*self.places[at], fact, source, locator, role)


def linked_page(
    kind: LinkedKind,
    page: ExplainerPage | PlainPage | WithdrawnPage | EntriesPage,
    uses: Sequence[Use] = (),
    names: Sequence[tuple[str, str]] = (),
) -> Linked:
    """What is kept of ``page``."""
    head = page.head
    asked = page.questions if isinstance(page, ExplainerPage) else ()
    places: dict[tuple[Link, Link], int] = {}
    stated = {(use.place, use.fact) for use in uses if use.role != "told"}
    shown = (u for u in uses if u.role != "told" or (u.place, u.fact) not in stated)
    used = tuple(
        (places.setdefault((u.page, u.place), len(places)), u.fact, u.source, u.locator, u.role)
        for u in shown
    )
    return Linked(
        kind=kind,
        address=head.address,
        language=head.language,
        title=head.title,
        draft=head.draft,
        standfirst=plain_text(getattr(page, "standfirst", Fragment())),
        short_answer=plain_text(getattr(page, "short_answer", Fragment())),
        digest=tuple(map(plain_text, getattr(page, "digest", ()))),
        **{name: getattr(page, name, None) for name in _DAYS},
        authors=tuple(each.address for each in getattr(page, "authors", ())),
        checked_by=tuple(each.address for each in getattr(page, "checked_by", ())),
        topics=tuple(each.address.split("/")[-2] for each in getattr(page, "topics", ())),
        questions=tuple(
            QuestionEntry(each.text, f"{head.address}#{each.id}", answer=plain_text(each.answer))
            for each in asked
        ),
        places=tuple(places),
        used=used,
        names=tuple(names),
        passages=(),
    )


def passages_of(page: ExplainerPage) -> Iterator[Passage]:
    """The page as a whole, and each of its answers."""
    title, address = page.head.title, page.head.address
    above = (page.standfirst, page.short_answer, *page.digest, page.introduction, *page.unknowns)
    answers = ((f"{address}#{q.id}", q.text, (q.answer, q.body), title) for q in page.questions)
    for at, heading, texts, of in ((address, title, above, ""), *answers):
        parts = [part for text in texts for part in (*text.parts, Markup("<br>"))]
        states = (part.caveat for part in parts if isinstance(part, ValueSpan) and part.caveat)
        words = plain_text(Fragment(tuple(parts)))
        yield Passage("answers", at, heading, words, tuple(dict.fromkeys(states)), of)


def in_other_language(linked: Linked) -> Linked:
    """The page as pages in other languages refer to it: with links that say its language.

    What its entries rely on is left out, because they are explained in those languages too.
    """
    own = [page.address == linked.address for page, _ in linked.places]
    marked = ([replace(each, language=linked.language) for each in two] for two in linked.places)
    return replace(
        linked,
        places=tuple((page, place) for page, place in marked),
        used=tuple(each for each in linked.used if own[each[0]]),
    )


class Reliance(Struct, frozen=True):
    """``facts`` are the ids of those that a page states or tells in words, and of those that these
    are made from or explained with. ``sources`` are the keys of those that a page cites, of the
    evidence for these facts, and of what either repeats."""

    facts: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


def find_reliance(library: Library, linked: Sequence[Linked]) -> Reliance:
    """``linked`` are the pages of all languages, with the lists of entries."""
    facts: set[str] = set()
    sources: set[str] = set()
    stated = [fact for each in linked for _, fact, *_ in each.used if fact]
    cited = [source for each in linked for _, _, source, *_ in each.used if source]
    while stated:
        if (fact_id := stated.pop()) in facts:
            continue
        facts.add(fact_id)
        standpoint = library.ledger.standpoints[fact_id]
        stated += standpoint.inputs
        for claim in standpoint.fact.claims:
            cited += (each.source for each in claim.all_evidence)
            for reference in (*claim.what.references, *claim.why.references):
                if isinstance(reference, FactReference):
                    stated.append(reference.fact_id)
                elif isinstance(reference, Citation):
                    cited += (each.key for each in reference.sources)
    while cited:
        if (key := cited.pop()) not in sources:
            sources.add(key)
            if original := library.site.sources[key].copy_of:
                cited.append(original)
    return Reliance(frozenset(facts), frozenset(sources))


def by_place(uses: Iterable[tuple[str, Use]]) -> Uses:
    """Where each fact or source is used, by its id or key: one entry for each place, with all
    locators given there."""
    found = defaultdict[str, dict[SourceUse, dict[str, None]]](dict)
    for name, use in uses:
        place = SourceUse(use.page, use.place, told=use.role == "told")
        found[name].setdefault(place, {})[use.locator] = None
    return {
        name: tuple(replace(p, locators=tuple(filter(None, given))) for p, given in places.items())
        for name, places in found.items()
    }
