"""What the claims about a fact make of it: whether they are a dispute or follow each other in
time, and whether anything confirms what the site writes. ``docs/facts.md`` has the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from explainer.model.facts.claims import (
    UNDATED,
    Age,
    Claim,
    Rank,
    Standing,
    about_the_fact,
    age,
    agree,
    current_claim,
    rivals,
)
from explainer.model.values.value import Quantity, Unknown


class State(StrEnum):
    """The state of a fact, which depends only on its claims."""

    SETTLED = "settled"
    CHANGED = "changed"
    """The value was another at an earlier time."""
    LATER = "later-reports"
    """Somebody else gives another value for another time."""
    REVISED = "revised"
    """Its speaker corrected it."""
    DISPUTED = "disputed"
    ASSERTED = "asserted"
    """Only one side says so."""
    UNCONFIRMED = "unconfirmed"
    """It is known at second hand only."""
    FALLEN = "fallen"
    """No claim stands: the site set each of them aside, or it was withdrawn."""


_COURSES = (State.REVISED, State.LATER, State.CHANGED)


def state(claims: Sequence[Claim]) -> State:
    """The first of fallen, disputed, asserted and unconfirmed that applies, else the ``course``."""
    found, current = course(claims), current_claim(claims)
    if current is None or found is State.DISPUTED:
        return found
    beside = [c for c in upheld(claims) if c.speaker != current.speaker and same_time(c, current)]
    established = (c for c in rivals(claims) if c.standing is Standing.ESTABLISHED)
    if not any(all(agree(c, other) for other in (current, *beside)) for c in established):
        return State.ASSERTED if current.standing is Standing.ASSERTED else State.UNCONFIRMED
    return found


def course(claims: Sequence[Claim]) -> State:
    """How the claims about a fact relate, whoever is to be believed: fallen, disputed, revised,
    later reports, changed or settled."""
    current = current_claim(claims)
    if current is None:
        return State.FALLEN
    if contested(claims):
        return State.DISPUTED
    said = about_the_fact(claims)
    newest = _newest_by_speaker(said)
    other = (c for c in said if (c.live or _replaced(c, newest)) and not agree(c, current))
    found = {_parting(each, current) for each in other}
    return next((each for each in _COURSES if each in found), State.SETTLED)


def contested(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims about the current one's time that other speakers contradict, one of those that
    are alike; none if there is no dispute."""
    current = current_claim(claims)
    stand = [c for c in upheld(claims) if current is not None and same_time(c, current)]
    distinct = {(c.value, c.speaker, c.as_of): c for c in stand}.values()
    return tuple(c for c in distinct if any(contradict(c, other) for other in distinct))


def contradict(one: Claim, other: Claim) -> bool:
    """Whether two claims differ about the same time, and are not those of one speaker."""
    alone = one.speaker != "" and one.speaker == other.speaker
    return not alone and same_time(one, other) and not agree(one, other)


def same_time(one: Claim, other: Claim) -> bool:
    """Whether two claims can be about the same time. Numbers for days that do not overlap follow
    each other, and so does what one speaker says; but what two speakers say of something that is
    no number is about the same thing, whenever they say it."""
    numbers = all(isinstance(each.value, Quantity | Unknown) for each in (one, other))
    follow = numbers or one.speaker == other.speaker
    if not follow or one.as_of is None or other.as_of is None:
        return True
    starts = [d for d in (one.as_of.first_day, other.as_of.first_day) if d]
    ends = [d for d in (one.as_of.last_day, other.as_of.last_day) if d]
    return not starts or not ends or max(starts) <= min(ends)


def _parting(claim: Claim, current: Claim) -> State:
    """How a claim that differs from the current one, and is no rival of it, came to differ."""
    if claim.speaker != current.speaker:
        return State.LATER
    if claim.speaker and (claim.withdrawn or same_time(claim, current)):
        return State.REVISED
    sure = claim.speaker or claim.standing is current.standing is Standing.ESTABLISHED
    return State.CHANGED if claim.live and sure else State.LATER


def upheld(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The rivals that their speakers have not replaced."""
    newest = _newest_by_speaker(about_the_fact(claims))
    return tuple(c for c in rivals(claims) if not _replaced(c, newest))


def _newest_by_speaker(claims: Sequence[Claim]) -> Mapping[str, Age]:
    """The age of the newest live claim of each speaker."""
    newest: dict[str, Age] = {}
    for claim in claims:
        if claim.live:
            newest[claim.speaker] = max(age(claim), newest.get(claim.speaker, UNDATED))
    return newest


def _replaced(claim: Claim, newest: Mapping[str, Age]) -> bool:
    """Whether the claim's speaker says something newer.

    A preferred or undated claim is never replaced. A claim that is not live and has no speaker
    is an error that was corrected, not an earlier value.
    """
    if claim.rank is Rank.PREFERRED or claim.as_of is None:
        return False
    if not claim.live and not claim.speaker:
        return False
    return age(claim) < newest.get(claim.speaker, UNDATED)
