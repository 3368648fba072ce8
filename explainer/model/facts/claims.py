"""Claims about a fact: what is said, by whom, since when, how sure, on what evidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from html import unescape
from itertools import combinations
from typing import TypeAlias

from explainer.documents.markdown.parsed_text import ParsedText, Part
from explainer.documents.references.kinds import FactReference, TermReference
from explainer.edtf import EdtfDate
from explainer.model.shared.waivers import Waiver
from explainer.model.values.expressions import Expression
from explainer.model.values.value import Formula, Unknown, Value, same_value, vagueness

_TAG = re.compile("<[^>]*>")
_NOTHING = ParsedText()

_Age: TypeAlias = tuple[int, int]
_UNDATED: _Age = (0, 0)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """``value`` is None where the fact is a statement only; ``offset`` is the value's."""

    value: Value | None
    offset: int
    what: ParsedText = _NOTHING
    by: str = ""
    as_of: EdtfDate | None = None
    standing: Standing = Standing.ESTABLISHED
    rank: Rank = Rank.NORMAL
    why: ParsedText = _NOTHING
    evidence: tuple[Evidence, ...] = ()
    expression: Expression | None = None
    """A derived value's formula; ``formula_at`` maps its offsets to the file's."""
    formula_at: tuple[int, ...] = ()
    waived: tuple[Waiver, ...] = ()

    @property
    def live(self) -> bool:
        return self.rank is not Rank.DEPRECATED

    @property
    def subject(self) -> str:
        """The words of ``what``, for comparing: without notes, markup and capitals."""
        return _subject(self.what)

    @property
    def speaker(self) -> str:
        """Who says so, for comparing; empty where nobody is named."""
        return _folded(self.by)

    @property
    def inferred(self) -> bool:
        """This site's own inference."""
        return self.speaker == "us"


@lru_cache(maxsize=4096)  # every fact's claims are compared with each other many times
def _subject(text: ParsedText) -> str:
    return _folded("".join(map(_shown, text.parts)))


def _shown(part: Part) -> str:
    """The words of a part, or those that a reference stands for; a note stands for none."""
    match part:
        case str():
            return unescape(_TAG.sub("", part))
        case TermReference(term=term, shown=shown):
            return shown or term
        case FactReference(fact_id=fact_id):
            return fact_id
        case _:
            return ""


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def rivals(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The live claims about the same thing as the first claim; the others are context."""
    return tuple(c for c in _about_the_fact(claims) if c.live)


def current_claim(claims: Sequence[Claim]) -> Claim | None:
    """The preferred claim, else the newest; None where no claim about the thing is live.

    Of several that are equally new, the one that is best confirmed and most exact.
    """
    live = rivals(claims)
    candidates = [c for c in live if c.rank is Rank.PREFERRED] or live
    if not candidates:
        return None
    newest = max(_age(c) for c in candidates)
    return min((c for c in candidates if _age(c) == newest), key=_doubt)


def tied_claim(claims: Sequence[Claim]) -> Claim | None:
    """The first claim that contradicts one before it while both are the newest and neither
    is preferred."""
    current = current_claim(claims)
    if current is None or current.rank is Rank.PREFERRED:
        return None
    newest = [c for c in rivals(claims) if _age(c) == _age(current)]
    return next((c for i, c in enumerate(newest) if _differs_from_any(c, newest[:i])), None)


def state(claims: Sequence[Claim]) -> State:
    """What the fact is: the first of withdrawn, disputed, unconfirmed and revised that holds.

    A speaker's later claim replaces that speaker's earlier ones. Claims that nobody
    replaced and that differ are a dispute. ``docs/facts.md`` has the cases.
    """
    said = _about_the_fact(claims)
    newest = _newest_by_speaker(said)
    upheld = [c for c in said if c.live and not _replaced(c, newest)]
    if not upheld:
        return State.WITHDRAWN
    distinct = {c.value: c for c in upheld}.values()
    if not all(agree(one, other) for one, other in combinations(distinct, 2)):
        return State.DISPUTED
    established = (c for c in said if c.live and c.standing is Standing.ESTABLISHED)
    if all(_differs_from_any(c, upheld) for c in established):
        return State.UNCONFIRMED
    revised = any(_differs_from_any(c, upheld) for c in said if _replaced(c, newest))
    return State.REVISED if revised else State.SETTLED


def agree(one: Claim, other: Claim) -> bool:
    """Whether two claims give the same value; symmetric, but not transitive."""
    if one.value is None or other.value is None:
        return one.value is other.value
    return same_value(one.value, other.value)


def _about_the_fact(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, live or not, about what the first one is about."""
    subject = claims[0].subject if claims else ""
    return [c for c in claims if c.subject == subject]


def _newest_by_speaker(claims: Sequence[Claim]) -> Mapping[str, _Age]:
    """How new the newest live claim of each speaker is."""
    newest: dict[str, _Age] = {}
    for claim in claims:
        if claim.live:
            newest[claim.speaker] = max(_age(claim), newest.get(claim.speaker, _UNDATED))
    return newest


def _replaced(claim: Claim, newest: Mapping[str, _Age]) -> bool:
    """Whether its speaker says something newer.

    What is preferred stands. Undated claims have no place in time. A deprecated claim
    that nobody is named for was somebody's error, not an earlier value.
    """
    if claim.rank is Rank.PREFERRED or claim.as_of is None:
        return False
    if not claim.live and not claim.speaker:
        return False
    return _age(claim) < newest.get(claim.speaker, _UNDATED)


def _differs_from_any(claim: Claim, others: Sequence[Claim]) -> bool:
    return any(not agree(claim, other) for other in others)


def _age(claim: Claim) -> _Age:
    """A key by which later claims are greater; one without a date is oldest."""
    if claim.as_of is None:
        return _UNDATED
    newest, oldest = claim.as_of.sort_key
    return (newest.toordinal(), oldest.toordinal())


def _doubt(claim: Claim) -> tuple[object, ...]:
    """A key that orders equally new claims whatever their order in the file: the best
    confirmed and most exact first, then by what is written."""
    evidence = tuple((e.source, e.locator, e.quote) for e in claim.evidence)
    standing = list(Standing).index(claim.standing)
    return (standing, vagueness(claim.value), repr(claim.value), claim.by, evidence)


def is_derived(claim: Claim) -> bool:
    return isinstance(claim.value, Formula)


def is_unknown(claim: Claim) -> bool:
    return isinstance(claim.value, Unknown)
