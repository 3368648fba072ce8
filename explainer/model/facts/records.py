"""The fields of facts and claims."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct, field

from explainer.model.facts.claims import Cause, Rank, Standing
from explainer.model.shared.fields import Filled, Slug
from explainer.model.values.value import ValueKind

_PERIOD = r"[1-9][0-9]{0,2} (?:day|week|month|year)s?"
Period = Annotated[str, Meta(pattern=f"^{_PERIOD}$", description='a period such as "6 months"')]


class EvidenceRecord(Struct, forbid_unknown_fields=True):
    source: Filled
    """The key of a source in content/sources/."""
    at: Filled | None = None
    """Where in it: p. 12, para. 4, Article 2."""
    quote: list[Filled] | Filled | None = None
    """The source's exact words, in its own language: one passage, or a list of them. A passage has
    at most 40 words."""


class WithdrawalRecord(EvidenceRecord, forbid_unknown_fields=True, kw_only=True):
    quote: Filled | None = None
    """The source's exact words, in its own language."""
    by: Filled
    """Who took the claim back."""
    on: Filled
    """When: 2022-01-10, 2022-01, 2022."""


class PrintingRecord(Struct, forbid_unknown_fields=True, kw_only=True):
    source: Filled
    """The key of the text that printed it, in content/sources/."""
    at: Filled | None = None
    """Where in it: p. 12, para. 4, on the capital."""
    words: Filled | None = field(name="as", default=None)
    """Its exact words, in its own language: at most ten. Left out if they are not on record."""
    how: Cause | None = None
    """How the error arose; without it, that is not known. translation: in translating. first-day:
    in a report of the first days. digest: in summing up. inherited: taken over from another text.
    copy: in copying."""
    seen: Filled | None = None
    """When it was seen there, if not on the day that the source was read."""


class ClaimRecord(Struct, forbid_unknown_fields=True, kw_only=True):
    """``value``, ``what``, ``why`` and ``as_of`` are also read from their nodes."""

    sources: list[EvidenceRecord] | None = None
    """What it rests on: keys of sources, or {source: key, at: p. 12}."""
    about: bool = False
    """true where the number is rounded or estimated; it is shown with "about"."""
    low: str | None = None
    """The lower end of a range."""
    high: str | None = None
    """The upper end of a range."""
    open: bool = False
    """true where the number is more than low, or less than high, and not that number itself; it is
    shown with "more than" or "fewer than"."""
    what: Filled | None = None
    """What is counted or measured. Claims about different things are no rivals."""
    by: Filled | None = None
    """Who says so."""
    as_of: Filled | None = None
    """The date that the value is of: 2022-01-10, 2022-01, 2022."""
    standing: Standing = Standing.ESTABLISHED
    """established: on good evidence. reported: second-hand. asserted: what the speaker under by:
    says, never shown without the speaker."""
    rank: Rank = Rank.NORMAL
    """preferred decides between rivals; deprecated says that this site sets the claim aside. Both
    need a why."""
    withdrawn: WithdrawalRecord | None = None
    """That somebody took the claim back: {by: who, on: 2022-01-10, source: key, at: p. 12}."""
    printed_in: Annotated[list[PrintingRecord], Meta(min_length=1)] = []
    """Which texts printed a claim that was set aside or withdrawn: [{source: key, at: p. 12, as:
    their words, how: translation}]. It need have no other sources."""
    why: Filled | None = None
    """What decides its rank, or why nothing is known."""
    waive: dict[str, Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


class FactRecord(Struct, forbid_unknown_fields=True, kw_only=True):
    translated: ClassVar[tuple[str, ...]] = ("statement", "label", "short")
    label: Filled | None = None
    """A name, for tables and figures."""
    short: Filled | None = None
    """A shorter name, for key facts and the margin."""
    statement: Filled | None = None
    """The fact as a sentence, with its value in words."""
    kind: ValueKind | None = None
    """What the value is, where it does not tell by itself: a bare year is a date only with kind:
    date."""
    unit: Filled | None = None
    """Of a number: people, days, USD, or a unit of content/units.yaml."""
    topic: Slug | None = None
    """The id of its topic, by default the name of its file."""
    tags: list[Slug] = []
    """Words by which figures and lists find the fact."""
    review_by: Filled | None = None
    """From this day on the fact counts as stale: YYYY-MM-DD."""
    review_every: Period | None = None
    """How long a check lasts: 6 months, 1 year."""
    checked: Filled | None = None
    """When somebody last compared it with its sources: YYYY-MM-DD."""
    entered_by: Filled | None = None
    """Who wrote the fact, a person in content/people.yaml: another has to attest it."""
    waive: dict[str, Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


CLAIM_FIELDS = ("value", *(name for name in ClaimRecord.__struct_fields__ if name != "waive"))
"""The fields of its one claim that a fact in the short form has; its ``waive`` is the fact's."""
