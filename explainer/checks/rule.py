"""What a rule is given, what it is, and what it finds.

To add one: a module in ``explainer.checks.rules``, named after its code, that ends in
``RULE = Rule(code, summary, find)``, a broken site in ``tests/warnings/<code>/``, a text in
``explainer/explanations/warnings/``. A rule is a pure function, linear in what it reads, and looks
for the place of a finding only when it has found something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from explainer.checks.evidence.mentions import Mentions
from explainer.checks.evidence.passages import Passages
from explainer.checks.prose.prose import Prose
from explainer.model.shared.waivers import Waiver
from explainer.model.site.site import Site
from explainer.resolve.ledger import Ledger
from explainer.resolve.resolved_site import ResolvedSite


@dataclass(frozen=True, slots=True)
class Subject:
    """A site without errors, and all that rules ask of it.

    ``prose`` is what its pages and entries say, in sentences. ``files`` are the paths that this
    build would write, ``last_files`` those that the last one wrote, each relative to the output
    folder; the latter are none where there was no build.
    """

    site: Site
    ledger: Ledger
    resolved: ResolvedSite
    mentions: Mentions
    passages: Passages
    prose: tuple[Prose, ...]
    files: frozenset[str] = frozenset()
    last_files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that a rule warns of: ``length`` code points from ``offset`` in the file at ``path``.

    ``waivers`` are those that may cover it, the nearest first: of a claim its own, then its
    fact's. The site's come last by themselves.
    """

    path: str
    offset: int
    message: str
    hint: str
    length: int = 1
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A warning: its code, in one line what it finds, and the function that finds it."""

    code: str
    summary: str
    find: Callable[[Subject], Iterable[Finding]]
