"""What the claims about a fact make of it: whether they are a dispute or follow each other in
time, and whether anything confirms what the site writes. ``docs/facts.md`` has the rules."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from explainer.model.facts.claims import (
    Claim,
    Rank,
    Standing,
    about_the_fact,
    age,
    agree,
    current_claim,
    rivals,
)
from explainer.model.values.value import Items, Quantity, Unknown

_MOVING = (Quantity, Items, Unknown)
"""What is told for a day, and may be another on the next."""


class State(StrEnum):
    """The state of a fact, which depends only on its claims."""

    DISPUTED = "disputed"
    ASSERTED = "asserted"
    """Only one side says so."""
    UNCONFIRMED = "unconfirmed"
    """It is known at second hand only."""
    REVISED = "revised"
    """Its speaker corrected it."""
    BY_DATE = "by-date"
    """Other values are given for other times."""
    FALLEN = "fallen"
    """No claim stands: the site set each of them aside, or it was withdrawn."""
    SETTLED = "settled"


def state(claims: Sequence[Claim]) -> State:
    """The first of fallen, disputed, asserted or unconfirmed, revised and by-date that applies,
    else settled."""
    current = current_claim(claims)
    if current is None:
        return State.FALLEN
    if contested(claims):
        return State.DISPUTED
    established = (c for c in rivals(claims) if c.standing is Standing.ESTABLISHED)
    if not any(agree(c, current) for c in established):
        return State.ASSERTED if current.standing is Standing.ASSERTED else State.UNCONFIRMED
    others = [c for c in about_the_fact(claims) if not agree(c, current)]
    if any(_corrects(current, c) for c in others):
        return State.REVISED
    return State.BY_DATE if any(c.live for c in others) else State.SETTLED


def contested(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims about the current one's time that others contradict, one of those that are alike;
    none if there is no dispute."""
    current = current_claim(claims)
    stand = [c for c in upheld(claims) if current is not None and same_time(c, current)]
    distinct = {(c.value, c.speaker, c.as_of): c for c in stand}.values()
    return tuple(c for c in distinct if any(contradict(c, other) for other in distinct))


def contradict(one: Claim, other: Claim) -> bool:
    """Whether two claims differ about the same time, and are not those of one speaker."""
    alone = one.speaker != "" and one.speaker == other.speaker
    return not alone and same_time(one, other) and not agree(one, other)


def same_time(one: Claim, other: Claim) -> bool:
    """Whether two claims can be about the same time: their dates overlap, or one has none. What two
    speakers say in words, or of the date of an event, is so whenever they say it."""
    moves = all(isinstance(each.value, _MOVING) for each in (one, other))
    follow = moves or one.speaker == other.speaker
    if not follow or one.as_of is None or other.as_of is None:
        return True
    starts = [d for d in (one.as_of.first_day, other.as_of.first_day) if d]
    ends = [d for d in (one.as_of.last_day, other.as_of.last_day) if d]
    return not starts or not ends or max(starts) <= min(ends)


def _corrects(current: Claim, other: Claim) -> bool:
    """Whether one speaker said both, and took the other back or gave another value for its time."""
    taken_back = other.withdrawn is not None and other.speaker != ""
    told_anew = other.live and same_time(current, other)
    return other.speaker == current.speaker and (taken_back or told_anew)


def differing(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims that differ from another, whatever time they are for; replaced ones left out."""
    stand = upheld(claims)
    return tuple(c for c in stand if not all(agree(c, other) for other in stand))


def upheld(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The rivals that their speakers have not replaced with newer ones. Those that are preferred or
    have no date never are."""
    live = rivals(claims)
    newest = {c.speaker: age(c) for c in sorted(live, key=age)}
    return tuple(
        c
        for c in live
        if c.rank is Rank.PREFERRED or c.as_of is None or age(c) == newest[c.speaker]
    )
