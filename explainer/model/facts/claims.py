"""Facts, and what is claimed of them: by whom, since when, how sure, on what evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from html import unescape

from msgspec import Struct

from explainer.documents.markdown.parsed_text import ParsedText, Part
from explainer.documents.references.kinds import FactReference, TermReference
from explainer.edtf import EdtfDate
from explainer.model.shared.fields import Translated, Waiver
from explainer.model.shared.reading import Named
from explainer.model.values.expressions import Expression
from explainer.model.values.value import Formula, Unknown, Value, fold_text, same_value, vagueness

_TAG = re.compile("<[^>]*>")
_NOTHING = ParsedText()


class Rank(StrEnum):
    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class Standing(StrEnum):
    ESTABLISHED = "established"
    REPORTED = "reported"
    ASSERTED = "asserted"


class Cause(StrEnum):
    """How an error came into the text that printed it."""

    TRANSLATION = "translation"
    FIRST_DAY = "first-day"
    DIGEST = "digest"
    INHERITED = "inherited"
    COPY = "copy"


class Evidence(Struct, frozen=True):
    """A source that a claim rests on: its key, which is at ``offset`` in the file, the ``locator``
    of the passage in it, and the passage itself as a ``quote``. There is one for each passage."""

    source: str
    offset: int
    locator: str = ""
    quote: str = ""


class Withdrawal(Struct, frozen=True):
    """That a claim was taken back: by whom, when, and the ``evidence`` that it was. ``offset`` is
    that of the date in the file."""

    by: str
    on: EdtfDate
    evidence: Evidence
    offset: int


class Printing(Struct, frozen=True):
    """That a text printed a claim that does not stand: where, and in which words (``evidence``);
    how the error arose, if that is known; and when it was seen there, if not with its source."""

    evidence: Evidence
    cause: Cause | None = None
    seen: EdtfDate | None = None


class Claim(Struct, frozen=True, kw_only=True):
    """What a fact's claim says. ``value`` is None if the fact has only a statement; ``offset`` is
    that of the value. ``what`` is what is counted or measured, ``by`` who says so, ``as_of`` the
    date of the value, and ``why`` the reason for the rank or for an unknown value. What is not
    ``live`` may have been ``printed_in`` texts."""

    value: Value | None
    offset: int
    what: ParsedText = _NOTHING
    by: str = ""
    as_of: EdtfDate | None = None
    standing: Standing = Standing.ESTABLISHED
    rank: Rank = Rank.NORMAL
    why: ParsedText = _NOTHING
    evidence: tuple[Evidence, ...] = ()
    withdrawn: Withdrawal | None = None
    printed_in: tuple[Printing, ...] = ()
    expression: Expression | None = None
    """The formula of a derived value; ``formula_at`` maps offsets in it to those in the file."""
    formula_at: tuple[int, ...] = ()
    waived: tuple[Waiver, ...] = ()

    @property
    def live(self) -> bool:
        """Whether the claim is neither set aside by the site nor withdrawn."""
        return self.rank is not Rank.DEPRECATED and self.withdrawn is None

    @property
    def all_evidence(self) -> tuple[Evidence, ...]:
        """The evidence for the claim, that for its withdrawal, and the texts that printed it."""
        withdrawal = [self.withdrawn.evidence] if self.withdrawn else ()
        return (*self.evidence, *withdrawal, *(each.evidence for each in self.printed_in))

    @property
    def subject(self) -> str:
        """The words of ``what``, for comparison: without notes, markup and capitals."""
        return _subject(self.what)

    @property
    def speaker(self) -> str:
        """The words of ``by``, for comparison; empty if nobody is named."""
        return fold_text(self.by)

    @property
    def inferred(self) -> bool:
        """Whether the claim is the site's own inference."""
        return self.speaker == "us"


@lru_cache(maxsize=4096)  # every fact's claims are compared with each other many times
def _subject(text: ParsedText) -> str:
    return fold_text(words_of(text))


def words_of(text: ParsedText) -> str:
    """The words of a text, without notes and markup."""
    return "".join(map(_shown, text.parts))


def _shown(part: Part) -> str:
    """The words of a part, or those that a reference stands for; a note has no words."""
    match part:
        case str():
            return unescape(_TAG.sub("", part))
        case TermReference(term=term, shown=shown):
            return shown or term
        case FactReference(fact_id=fact_id):
            return fact_id
        case _:
            return ""


def rivals(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The live claims that have the same subject as the first claim."""
    return tuple(c for c in about_the_fact(claims) if c.live)


def current_claim(claims: Sequence[Claim]) -> Claim | None:
    """The preferred claim, else the newest; None if no rival is live.

    Of claims that are equally new, the best confirmed and most exact one is returned.
    """
    live = rivals(claims)
    candidates = [c for c in live if c.rank is Rank.PREFERRED] or live
    if not candidates:
        return None
    newest = max(age(c) for c in candidates)
    return min((c for c in candidates if age(c) == newest), key=_doubt)


def tied_claim(claims: Sequence[Claim]) -> Claim | None:
    """The first claim that contradicts an earlier one, if both are the newest and neither is
    preferred."""
    current = current_claim(claims)
    if current is None or current.rank is Rank.PREFERRED:
        return None
    newest = [c for c in rivals(claims) if age(c) == age(current)]
    tied = (c for i, c in enumerate(newest) if not all(agree(c, each) for each in newest[:i]))
    return next(tied, None)


def agree(one: Claim, other: Claim) -> bool:
    """Whether two claims give the same value; symmetric, but not transitive."""
    if one.value is None or other.value is None:
        return one.value is other.value
    return same_value(one.value, other.value)


def about_the_fact(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, live or not, that have the same subject as the first one."""
    subject = claims[0].subject if claims else ""
    return [c for c in claims if c.subject == subject]


def age(claim: Claim) -> tuple[int, int]:
    """A sort key: the least for a claim without a date, greater for later ones."""
    if claim.as_of is None:
        return (0, 0)
    newest, oldest = claim.as_of.sort_key
    return (newest.toordinal(), oldest.toordinal())


def _doubt(claim: Claim) -> tuple[object, ...]:
    """A sort key for claims that are equally new, independent of their order in the file: the best
    confirmed and most exact claim first."""
    evidence = tuple((e.source, e.locator, e.quote) for e in claim.evidence)
    standing = list(Standing).index(claim.standing)
    return (standing, vagueness(claim.value), repr(claim.value), claim.by, evidence)


def is_derived(claim: Claim) -> bool:
    """Whether the value is computed by a formula."""
    return isinstance(claim.value, Formula)


def is_unknown(claim: Claim) -> bool:
    """Whether the claim says that the value is not known."""
    return isinstance(claim.value, Unknown)


class Wording(Struct, frozen=True):
    """In another language, what a fact's claims say in the words of the ``original``, folded.
    ``named`` is where the file at ``path`` has these words."""

    language: str
    path: str
    named: Named
    original: str
    text: ParsedText


class Fact(Translated, frozen=True, kw_only=True):
    """A fact of the file at ``path``; ``offset`` is that of its id, ``unit_offset`` of its unit.

    ``label`` is a name for tables, ``short`` a shorter one or empty, ``statement`` the fact as a
    sentence. ``topic`` is what it says, or made of the name of its file, and then at 0; its id may
    be empty. ``review_every`` is a period such as "6 months", or empty.
    """

    id: str
    path: str
    offset: int
    label: str
    claims: tuple[Claim, ...]
    statement: str = ""
    short: str = ""
    unit: str = ""
    unit_offset: int = 0
    topic: Named = Named("", 0)
    tags: tuple[str, ...] = ()
    review_by: date | None = None
    review_every: str = ""
    checked: date | None = None
    waived: tuple[Waiver, ...] = ()
    entered_by: Named | None = None
    """The id of the person who wrote it."""
    words: tuple[Wording, ...] = ()

    @property
    def current(self) -> Claim | None:
        """The claim whose value pages show, or None if no claim is live."""
        return current_claim(self.claims)

    def short_label(self, language: str) -> str:
        """``short`` in the language, else the label."""
        own = {name: text for name, code, text in self.translations if code == language}
        return own.get("short") or own.get("label") or self.short or self.label
