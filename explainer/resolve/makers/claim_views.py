"""Claims as pages show them: alone, in the block of a disputed or revised fact, and as what a
source is evidence for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from explainer.documents.markdown.parsed_text import FigureReference
from explainer.documents.references.kinds import FactReference
from explainer.languages.words import joined
from explainer.model.facts.claims import Claim, Printing, Rank, Standing, agree
from explainer.model.facts.states import State, contradict, differing, same_time
from explainer.model.pages.page import Page
from explainer.model.shared.fields import fold
from explainer.model.values.value import Quantity, Unknown
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.library import Library, caveat, column_head
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.notebook import Place, basis_of, published_by, said_by
from explainer.resolve.linking.source_views import note_items
from explainer.resolve.linking.wording import cause_words, day
from explainer.resolve.published.ledger_pages import (
    ClaimsBlock,
    ClaimView,
    PrintingView,
    WithdrawalView,
)
from explainer.resolve.published.parts import Fragment, Link, Part, ValueSpan
from explainer.resolve.published.source_pages import FactSupport, Relation
from explainer.resolve.references.figures import read_figure

_WORD = re.compile(r"\w+")


def blocks_by_question(page: Page, library: Library) -> dict[str, str]:
    """The facts whose claims the page shows, each with the id of the first question that states
    its value: but for a value that only moved with time, beside a figure that shows it."""
    found: dict[str, str] = {}
    for question in page.body.questions:
        references = (*question.answer.references, *question.body.references)
        figures = (each for each in references if isinstance(each, FigureReference))
        specs = (read_figure(page.source, each, library.site)[0] for each in figures)
        drawn = {named.id for spec in specs if spec for named in spec.facts}
        values = (each for each in references if isinstance(each, FactReference))
        for fact in (each.fact_id for each in values if "statement" not in each.filters):
            standpoint = library.ledger.standpoints[fact]
            moved = standpoint.state is State.BY_DATE and fact in drawn
            if (standpoint.has_history or differing(standpoint.fact.claims)) and not moved:
                found.setdefault(fact, question.id)
    return found


def claims_block(linker: PageLinker, fact_id: str, place: Place) -> ClaimsBlock:
    """What the site states about a fact and why, then its claims, each with its note: oldest first,
    and what is set aside or withdrawn at the end."""
    library = linker.library
    standpoint = library.ledger.standpoints[fact_id]
    current = standpoint.claim
    at = place.written_in(standpoint.fact.path)
    link = library.fact(fact_id)
    claims = [c for c in oldest_first(standpoint.fact.claims) if about_the_fact(standpoint, c)]
    written = linker.span(fact_id)
    if current and current.standing is Standing.REPORTED:
        written = replace(written, speaker=current.by)
    return ClaimsBlock(  # in the order of its notes
        what=told_apart(linker, current, at, link.text) if current else Fragment(),
        why=linker.fragment(current.why, at) if current else Fragment(),
        claims=tuple(
            claim_view(linker, standpoint, claim, at, noted=True)
            for claim in sorted(claims, key=lambda c: not c.live)
        ),
        column=column_head(library, [standpoint.value]),
        block_id=linker.claims_at[fact_id].rpartition("#")[2],
        label=link.text,
        shape=standpoint.state.value,
        state=state_word(library, standpoint.state),
        written=written,
        address=link.address,
    )


def state_word(library: Library, state: State) -> str:
    gettext = library.catalogue.gettext
    return {
        State.SETTLED: gettext("Settled"),
        State.BY_DATE: gettext("Differs by date"),
        State.REVISED: gettext("Revised"),
        State.DISPUTED: gettext("Disputed"),
        State.ASSERTED: gettext("Said by one side"),
        State.UNCONFIRMED: gettext("Unconfirmed"),
        State.FALLEN: gettext("Set aside or withdrawn"),
    }[state]


def told_apart(linker: PageLinker, claim: Claim, at: Place, label: str) -> Fragment:
    """What the claim's value counts or names, if that is said in other words than the label's, or
    with a note."""
    told, known = (set(_WORD.findall(fold(words))) for words in (claim.subject, label))
    apart = told - known or claim.what.references
    return linker.fragment(claim.what, at) if apart else Fragment()


def about_the_fact(standpoint: Standpoint, claim: Claim) -> bool:
    """Whether the claim is about the same as the fact's first claim; else it is context."""
    return claim.subject == standpoint.fact.claims[0].subject


def oldest_first(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=claim_age)


def claim_age(claim: Claim) -> tuple[date, date]:
    return claim.as_of.sort_key if claim.as_of else (date.min, date.min)


def claim_view(
    linker: PageLinker, standpoint: Standpoint, claim: Claim, at: Place, *, noted: bool
) -> ClaimView:
    """``noted``: show the evidence in a note, not as a list of sources.

    A block, whose claims are noted, itself says why the current claim is preferred.
    """
    library = linker.library
    current = claim is standpoint.claim
    context = not about_the_fact(standpoint, claim)
    argued = claim.rank is not Rank.NORMAL or not claim.live or isinstance(claim.value, Unknown)
    reason = argued and not (noted and current)
    # numbered in the order in which the table shows them
    basis = basis_of(claim.evidence, inference=claim.inferred)
    followed = standpoint.claim is not None and claim.live and agree(claim, standpoint.claim)
    mark = linker.mark(basis, at, against=not followed) if noted and claim.evidence else None
    withdrawn = None
    if taken_back := claim.withdrawn:
        shown = basis_of([taken_back.evidence])
        withdrawn = WithdrawalView(
            by=taken_back.by,
            day=day(taken_back.on, library.language, library.catalogue),
            mark=linker.mark(shown, at) if noted else None,
            items=() if noted else note_items(library.views, shown.evidence),
        )
    printed = {each.evidence for each in claim.printed_in}
    beside = basis_of([each for each in claim.evidence if each not in printed])
    return ClaimView(
        value=library.written(standpoint.value_of(claim)),
        by=said_by(library, claim),
        inferred=claim.inferred,
        day=library.day(claim.as_of),
        what=linker.fragment(claim.what, at) if context else Fragment(),
        why=linker.fragment(claim.why, at) if reason or not noted else Fragment(),
        standing="established" if claim.inferred else claim.standing.value,
        rank=claim.rank.value,
        withdrawn=withdrawn,
        printed_in=() if noted else tuple(_printing(library, each) for each in claim.printed_in),
        current=current,
        context=context,
        mark=mark,
        # an inference is ours, and in none of the sources that it is drawn from
        source=published_by(library, [each.source for each in claim.evidence])
        if mark and not claim.inferred
        else "",
        items=() if noted else note_items(library.views, beside.evidence),
    )


def _printing(library: Library, printing: Printing) -> PrintingView:
    evidence, source = printing.evidence, library.views[printing.evidence.source]
    return PrintingView(
        text=Link(source.name, source.address),
        locator=evidence.locator,
        words=evidence.quote,
        language=source.language_code,
        cause=cause_words(printing.cause, library.catalogue),
        seen=library.day(printing.seen) or source.accessed,
    )


def with_rivals(library: Library, part: Part) -> Part:
    """A part of a text; a disputed value with what others say beside it, of several numbers the
    range, unless it is the word of a speaker, who is named."""
    if not isinstance(part, ValueSpan) or not part.disputed:
        return part
    standpoint = library.ledger.standpoints[part.fact_id]
    values = standpoint.rival_values
    if not values or standpoint.speakers:
        return part
    numbers = [v.number for v in values if isinstance(v, Quantity) and v.number is not None]
    if len(numbers) == len(values) > 1:
        unit = standpoint.fact.unit or None
        values = [Quantity(None, unit, False, min(numbers), max(numbers))]
    how = ("with-unit", *part.form)
    written = dict.fromkeys(library.written(value, how) for value in values)
    words = joined(";", written, library.language)
    told = library.catalogue.gettext("others say %(values)s") % {"values": words}
    return replace(part, rivals=told, caveat=joined(":", (part.caveat, told), library.language))


def supports(library: Library) -> Mapping[str, tuple[FactSupport, ...]]:
    """The claims that each source is evidence for, by its key and in the order of facts' ids."""
    found = defaultdict[str, list[FactSupport]](list)
    for fact_id, standpoint in sorted(library.ledger.standpoints.items()):
        link, unconfirmed = library.fact(fact_id), standpoint.state is State.UNCONFIRMED
        states = caveat(library, standpoint.disputed, unconfirmed, standpoint.speaker)
        for claim in oldest_first(standpoint.fact.claims):
            value = library.written(standpoint.value_of(claim))
            relation = _relation(standpoint, claim)
            printed = [each.evidence for each in claim.printed_in]
            roles = [(each, relation) for each in claim.evidence if each not in printed]
            roles += ((each, "printed") for each in printed)
            if claim.withdrawn:
                roles.append((claim.withdrawn.evidence, "withdraws"))
            for evidence, role in roles:
                told = states if role == "supports" else ""
                support = FactSupport(link, value, role, evidence.locator, told)
                found[evidence.source].append(support)
    return {source: tuple(each) for source, each in found.items()}


def _relation(standpoint: Standpoint, claim: Claim) -> Relation:
    current = standpoint.claim
    if not claim.live:
        return "withdrawn" if claim.withdrawn else "set-aside"
    if current is None or not about_the_fact(standpoint, claim):
        return "context"
    if agree(claim, current):
        return "supports"
    if contradict(claim, current):
        return "contradicts"
    return "replaced" if same_time(claim, current) else "other-time"
