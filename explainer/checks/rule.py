"""What a rule is, what it is given, and what it finds.

To add one, write a function and its row ``code: find`` in ``RULES`` of a module of
``explainer.checks.rules``, a broken site in ``tests/warnings/<code>/``, and a text that says what
it finds in ``explainer/explanations/warnings/``. A rule is a pure function that takes linear time,
and looks up the place of a finding only after it has found something: one about prose finds spots
in ``sayings``, whose place in the file is looked up where rules are applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:  # so that naming a rule does not load what rules read
    from explainer.checks.evidence.mentions import Mentions, Passages
    from explainer.checks.evidence.names import Finder
    from explainer.checks.evidence.quoted import Bases
    from explainer.checks.evidence.sayings import Records, Saying, Spot
    from explainer.checks.prose.prose import Prose
    from explainer.model.entries.entry import Entry
    from explainer.model.facts.claims import Claim, Fact
    from explainer.model.pages.page import Page
    from explainer.model.shared.fields import Waiver
    from explainer.model.site.site import Site
    from explainer.model.sources.source import Source
    from explainer.resolve.ledger import Ledger, Standpoint
    from explainer.resolve.resolved_site import ResolvedSite


class Subject(Struct, frozen=True, kw_only=True):
    """A site without errors, and everything that rules need.

    ``prose`` is that of its pages and entries, in sentences; ``sayings`` are these sentences, with
    what they rest on; ``bases`` say which words that is, ``finder`` whom and what texts name,
    ``records`` what the site has of its sources.
    Rules about one fact at a time look at ``facts``: all of them, or those that may have changed.
    ``files`` are the paths that this build would write, ``last_files`` those that the last one
    wrote, if there was one; both are relative to the output folder.
    """

    site: Site
    ledger: Ledger
    resolved: ResolvedSite
    mentions: Mentions
    passages: Passages
    prose: tuple[Prose, ...]
    sayings: tuple[Saying, ...]
    bases: Bases
    finder: Finder
    records: Records
    facts: tuple[Fact, ...]
    files: frozenset[str] = frozenset()
    last_files: frozenset[str] = frozenset()

    @property
    def standpoints(self) -> Iterator[Standpoint]:
        """Those of the facts that are looked at."""
        return (self.ledger.standpoints[fact.id] for fact in self.facts)


class Finding(Struct, frozen=True):
    """A place that a rule warns of: ``length`` code points from ``offset`` in the file at ``path``.

    ``waivers`` are those that may cover it, the nearest first: for a claim its own, then its
    fact's. The site's waivers are added after them.
    """

    path: str
    offset: int
    message: str
    hint: str
    length: int = 1
    waivers: tuple[Waiver, ...] = ()

    @classmethod
    def of_page(cls, page: Page, message: str, hint: str, *fields: str) -> Finding:
        """A finding at the first of these fields that the page's front matter has."""
        offset, length = page.place_of(*fields)
        return cls(page.source.path, offset, message, hint, length, page.waived)

    @classmethod
    def of_record(cls, of: Fact | Source | Entry, name: str, message: str, hint: str) -> Finding:
        """A finding at the ``name`` by which texts refer to a fact, source or entry."""
        return cls(of.path, of.offset, message, hint, len(name), of.waived)

    @classmethod
    def of_claim(cls, fact: Fact, claim: Claim, message: str, hint: str) -> Finding:
        """A finding at the value of one of the fact's claims."""
        waivers = (*claim.waived, *fact.waived)
        return cls(fact.path, claim.offset, message, hint, waivers=waivers)


class FindProblems(Protocol):
    """From a site to what is to be warned of in it: a pure function."""

    def __call__(self, subject: Subject, /) -> Iterable[Finding | Spot]: ...


Rules: TypeAlias = Mapping[str, FindProblems]
"""Those of a module: by its code the function that finds it."""


class Rule(Struct, frozen=True):
    """A warning: its code, in one line what it finds, and the function that finds it. What a rule
    of the generator finds is said by its explanation.

    ``reads`` are files that the function reads: see ``explainer.extensions``. A ``thorough`` rule,
    fewer than seven in ten of whose findings are right, is applied where it is asked for.
    """

    code: str
    summary: str
    find: FindProblems
    reads: tuple[str, ...] = ()
    thorough: bool = False


def listed(words: Sequence[str], last: str) -> str:
    """One or more words as a list, with ``last`` before the last of them."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))
