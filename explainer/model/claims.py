"""Claims about a fact: what is said, by whom, since when, how sure, on what evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from explainer.documents.marked_text import MarkedText
from explainer.edtf import EdtfDate
from explainer.model.expressions import Expression
from explainer.model.values import Formula, Unknown, Value, same_value


class Rank(StrEnum):
    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class Standing(StrEnum):
    ESTABLISHED = "established"
    REPORTED = "reported"
    ASSERTED = "asserted"


class State(StrEnum):
    """What a fact is; it follows from its claims alone."""

    SETTLED = "settled"
    REVISED = "revised"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source that a claim rests on. ``offset`` is that of the source's key in the file."""

    source: str
    offset: int
    locator: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """``value`` is None where the fact is a statement only; ``offset`` is the value's."""

    value: Value | None
    offset: int
    what: MarkedText = MarkedText()
    by: str = ""
    as_of: EdtfDate | None = None
    standing: Standing = Standing.ESTABLISHED
    rank: Rank = Rank.NORMAL
    why: MarkedText = MarkedText()
    evidence: tuple[Evidence, ...] = ()
    expression: Expression | None = None
    """A derived value's formula; ``formula_at`` maps its offsets to the file's."""
    formula_at: tuple[int, ...] = ()

    @property
    def live(self) -> bool:
        return self.rank is not Rank.DEPRECATED

    @property
    def subject(self) -> str:
        """What the claim is about, for comparing."""
        return " ".join(self.what.html.casefold().split())

    @property
    def inferred(self) -> bool:
        """This site's own inference."""
        return self.by.strip().casefold() == "us"


def rivals(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The live claims about the same thing as the first claim; the others are context."""
    return tuple(c for c in claims if c.live and c.subject == claims[0].subject)


def current_claim(claims: Sequence[Claim]) -> Claim | None:
    """The preferred claim, else the newest; None where all are deprecated."""
    candidates = rivals(claims)
    if not candidates:
        return None
    preferred = [c for c in candidates if c.rank is Rank.PREFERRED]
    if preferred:
        return preferred[0]
    newest = max(_age(c) for c in candidates)
    return next(c for c in candidates if _age(c) == newest)


def tied_claim(claims: Sequence[Claim]) -> Claim | None:
    """A claim as new as the current one that says otherwise, where no rank decides between them."""
    current = current_claim(claims)
    if current is None or current.rank is Rank.PREFERRED:
        return None
    return next(
        (c for c in rivals(claims) if _age(c) == _age(current) and not _agree(c, current)), None
    )


def state(claims: Sequence[Claim]) -> State:
    """What the fact is.

    Rivals that differ at one time are a dispute; where each later claim by the same
    speaker, or by nobody named, replaced the one before it, the fact was revised.
    """
    current = current_claim(claims)
    if current is None:
        return State.WITHDRAWN
    live = rivals(claims)
    if all(c.standing is not Standing.ESTABLISHED for c in live):
        differ = any(not _agree(c, current) for c in live)
        return State.DISPUTED if differ and not _replaced(live) else State.UNCONFIRMED
    others = [c for c in live if not _agree(c, current)]
    if not others:
        withdrawn = any(
            not c.live
            and c.subject == current.subject
            and c.by == current.by
            and c.by
            and not _agree(c, current)
            for c in claims
        )
        return State.REVISED if withdrawn else State.SETTLED
    return State.REVISED if _replaced(live) else State.DISPUTED


def _replaced(live: Sequence[Claim]) -> bool:
    """Whether the claims replaced each other over time rather than stand against each other."""
    if any(c.rank is Rank.PREFERRED for c in live) or any(c.as_of is None for c in live):
        return False
    ages = [_age(c) for c in live]
    speakers = {c.by.casefold() for c in live}
    return len(set(ages)) == len(ages) and len(speakers) == 1


def _age(claim: Claim) -> tuple[int, int]:
    """A key by which later claims are greater; one without a date is oldest."""
    if claim.as_of is None:
        return (0, 0)
    newest, oldest = claim.as_of.sort_key
    return (newest.toordinal(), oldest.toordinal())


def _agree(one: Claim, other: Claim) -> bool:
    if one.value is None or other.value is None:
        return one.value is other.value
    return same_value(one.value, other.value)


def is_derived(claim: Claim) -> bool:
    return isinstance(claim.value, Formula)


def is_unknown(claim: Claim) -> bool:
    return isinstance(claim.value, Unknown)
