"""Claims as pages show them: alone, in the block of a disputed or revised fact, and as what a
source is evidence for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from explainer.documents.references.kinds import FactReference
from explainer.edtf import EdtfDate
from explainer.model.facts.claims import Claim, Rank, State, Withdrawal, agree
from explainer.model.pages.page import Page
from explainer.model.values.value import Unknown, Value
from explainer.resolve.ledger import Ledger, Standpoint
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.notebook import Place, basis_of
from explainer.resolve.linking.source_views import note_items
from explainer.resolve.linking.wording import claim_day, day, page_day, unit_filters, write_value
from explainer.resolve.published.ledger_pages import (
    ClaimsBlock,
    ClaimView,
    FactSupport,
    Relation,
    WithdrawalView,
)
from explainer.resolve.published.parts import Fragment, Link


class Examined(Struct, frozen=True):
    """The last days on which somebody compared something with its sources, and on which it was
    researched; None if that did not happen, or is not recorded."""

    checked: date | None = None
    researched: date | None = None


def shown_examination(standpoint: Standpoint, page: Examined) -> Examined:
    """When the fact was last checked, as a page shows it; else when it was researched.

    What was done to ``page`` also counts for its facts, unless they are past their review.
    """
    if standpoint.fact.checked or standpoint.overdue:
        return Examined(standpoint.fact.checked)
    return Examined(page.checked, None if page.checked else page.researched)


def blocks_by_question(page: Page, ledger: Ledger) -> dict[str, str]:
    """The facts whose claims the page shows, each with the id of the first question that states
    its value."""
    found: dict[str, str] = {}
    for question in page.body.questions:
        for reference in (*question.answer.references, *question.body.references):
            if isinstance(reference, FactReference) and "statement" not in reference.filters:
                standpoint = ledger.standpoints[reference.fact_id]
                contested = standpoint.state in (State.DISPUTED, State.REVISED)
                if contested and not standpoint.inputs:
                    found.setdefault(reference.fact_id, question.id)
    return found


def claims_block(linker: PageLinker, fact_id: str, place: Place, page: Examined) -> ClaimsBlock:
    """The claims about a fact, oldest first and each with its note, and what the site states.

    ``page`` is when the page was checked, for facts that do not say when they were.
    """
    library = linker.library
    standpoint = library.ledger.standpoints[fact_id]
    current = standpoint.claim
    at = place.written_in(standpoint.fact.path)
    examined = shown_examination(standpoint, page)
    return ClaimsBlock(  # in the order of its notes
        what=linker.fragment(current.what, at) if current else Fragment(),
        claims=tuple(
            claim_view(linker, standpoint, claim, at, noted=True)
            for claim in oldest_first(standpoint.fact.claims)
            if about_the_fact(standpoint, claim)
        ),
        why=linker.fragment(current.why, at) if current else Fragment(),
        block_id=linker.claims_at[fact_id].rpartition("#")[2],
        label=standpoint.fact.in_language("label", library.language),
        shape="revised" if standpoint.state is State.REVISED else "disputed",
        written=linker.span(fact_id, unit_filters(standpoint.value)),
        history=history(library, standpoint),
        checked=page_day(examined.checked, library.language),
        researched=page_day(examined.researched, library.language),
        address=library.address(f"facts/{fact_id}/"),
    )


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
    gettext = library.catalogue.gettext
    current = claim is standpoint.claim
    context = not about_the_fact(standpoint, claim)
    argued = claim.rank is not Rank.NORMAL or not claim.live or isinstance(claim.value, Unknown)
    reason = argued and not (noted and current)
    # numbered in the order in which the table shows them
    basis = basis_of(claim.evidence, inference=claim.inferred)
    followed = standpoint.claim is not None and claim.live and agree(claim, standpoint.claim)
    mark = linker.mark(basis, at, against=not followed) if noted and claim.evidence else None
    withdrawn = _withdrawal(linker, claim.withdrawn, at, noted) if claim.withdrawn else None
    return ClaimView(
        value=value_words(library, standpoint.value_of(claim)),
        by=gettext("our inference") if claim.inferred else claim.by,
        day=claim_day(claim, library.language),
        what=linker.fragment(claim.what, at) if context else Fragment(),
        why=linker.fragment(claim.why, at) if reason or not noted else Fragment(),
        standing=claim.standing.value,
        rank=claim.rank.value,
        withdrawn=withdrawn,
        current=current,
        context=context,
        mark=mark,
        source=_publication(library, claim) if mark else "",
        items=() if noted else note_items(linker.library.views, basis.evidence),
    )


def _withdrawal(
    linker: PageLinker, withdrawal: Withdrawal, at: Place, noted: bool
) -> WithdrawalView:
    basis = basis_of([withdrawal.evidence])
    return WithdrawalView(
        by=withdrawal.by,
        day=day(withdrawal.on, linker.library.language),
        mark=linker.mark(basis, at) if noted else None,
        items=() if noted else note_items(linker.library.views, basis.evidence),
    )


def _publication(library: Library, claim: Claim) -> str:
    """Who published the evidence: the first source by name, and how many others there are."""
    keys = list(dict.fromkeys(evidence.source for evidence in claim.evidence))
    name = library.views[keys[0]].name
    if len(keys) == 1:
        return name
    others = library.catalogue.ngettext(
        "%(name)s and %(count)s other", "%(name)s and %(count)s others", len(keys) - 1
    )
    return others % {"name": name, "count": len(keys) - 1}


def value_words(library: Library, value: Value | None) -> str:
    """A value with its unit; empty if there is none, since the fact has none."""
    if value is None:
        return ""
    filters = unit_filters(value)
    return write_value(value, filters, library.site, library.language, library.catalogue)


def history(library: Library, standpoint: Standpoint) -> str:
    """A revised fact's values in one line, with their units: "164 deaths on 9 January 2022, set
    aside by us; 225 deaths in March 2022".

    A value that was said several times is dated by the first. Empty for other facts.
    """
    if standpoint.state is not State.REVISED:
        return ""
    gettext = library.catalogue.gettext
    pieces: list[str] = []
    before: Claim | None = None
    for claim in oldest_first(standpoint.fact.claims):
        if not about_the_fact(standpoint, claim):
            continue
        said = _dated(library, value_words(library, standpoint.value_of(claim)), claim.as_of)
        if claim.withdrawn:
            taken_back = gettext("%(said)s, withdrawn") % {"said": said}
            pieces.append(_dated(library, taken_back, claim.withdrawn.on))
        elif not claim.live:
            pieces.append(gettext("%(said)s, set aside by us") % {"said": said})
        elif before is None or not agree(before, claim):
            pieces.append(said)
            before = claim
    return "; ".join(pieces)


def _dated(library: Library, value: str, as_of: EdtfDate | None) -> str:
    gettext = library.catalogue.gettext
    if as_of is None:
        return value
    form = "%(value)s (%(date)s)"
    if not as_of.is_interval and not as_of.approximate and not as_of.uncertain:
        on_a_day = as_of.precision == "day"
        form = gettext("%(value)s on %(date)s") if on_a_day else gettext("%(value)s in %(date)s")
    return form % {"value": value, "date": day(as_of, library.language).text}


def supports(library: Library) -> Mapping[str, tuple[FactSupport, ...]]:
    """The claims that each source is evidence for, by its key and in the order of facts' ids."""
    found: dict[str, list[FactSupport]] = {}
    for fact_id, standpoint in sorted(library.ledger.standpoints.items()):
        label = standpoint.fact.in_language("label", library.language)
        link = Link(label, library.address(f"facts/{fact_id}/"))
        for claim in oldest_first(standpoint.fact.claims):
            value = value_words(library, standpoint.value_of(claim))
            relation = _relation(standpoint, claim)
            roles = [(each, relation) for each in claim.evidence]
            if claim.withdrawn:
                roles.append((claim.withdrawn.evidence, "withdraws"))
            for evidence, role in roles:
                support = FactSupport(link, value, role, evidence.locator)
                found.setdefault(evidence.source, []).append(support)
    return {source: tuple(each) for source, each in found.items()}


def _relation(standpoint: Standpoint, claim: Claim) -> Relation:
    current = standpoint.claim
    if not claim.live:
        return "withdrawn" if claim.withdrawn else "set-aside"
    if current is None or not about_the_fact(standpoint, claim):
        return "context"
    if agree(claim, current):
        return "supports"
    earlier = claim.speaker == current.speaker and claim.as_of and claim.rank is Rank.NORMAL
    # in a revised fact, all other values were replaced; in a dispute, those of the same speaker
    if standpoint.state is State.REVISED or (earlier and current.as_of):
        return "replaced"
    return "contradicts"
