"""The rows of the site's open data: what each record holds, as plain values.

A field that says nothing is None. Dates are EDTF, days ISO 8601, numbers decimal texts, so
that nothing is rounded; addresses count from the site's root. Texts are plain, without
markup and notes, and a value inside one keeps the words for its state and its speaker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from explainer.model.sources.source import Source
from explainer.model.values.value import ValueKind

RowKind: TypeAlias = Literal[ValueKind, "statement", "unknown"]
"""What a value is; a ``statement`` has none, and of an ``unknown`` none is known."""

PageKind: TypeAlias = Literal["explainer", "page", "entries"]
"""``entries`` are the glossary, the people and the places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """``value`` is a decimal number, an EDTF date, a text, or a list's items; None where only a
    range, nothing, or nothing any more is known. ``in_words`` is it with its unit, in the
    site's language; ``first_day`` and ``last_day`` are the earliest and the latest of a date."""

    kind: RowKind
    value: str | tuple[str, ...] | None = None
    low: str | None = None
    high: str | None = None
    about: bool = False
    in_words: str | None = None
    unit: str | None = None
    first_day: str | None = None
    last_day: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A source that claim number ``claim`` of a fact rests on."""

    fact: str
    claim: int
    position: int
    source: str
    locator: str | None
    quote: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One claim about a fact, its number counted from 1. ``state`` is the fact's."""

    fact: str
    claim: int
    value: ValueRow
    what: str | None
    by: str | None
    as_of: str | None
    standing: str
    rank: str
    current: bool
    context: bool
    """About something else than the fact's first claim: never a rival."""
    inferred: bool
    why: str | None
    formula: str | None
    state: str
    evidence: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True)
class TranslationRow:
    fact: str
    language: str
    label: str | None
    statement: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A fact as the site states it. ``standing`` and ``as_of`` are the current claim's, None
    where the fact is withdrawn; a derived fact has the weakest standing of its inputs, and
    their speakers. ``sources`` are keys, those of the inputs for a derived fact."""

    id: str
    label: str
    statement: str | None
    value: ValueRow
    state: str
    standing: str | None
    speaker: str | None
    as_of: str | None
    formula: str | None
    inputs: tuple[str, ...]
    why: str | None
    tags: tuple[str, ...]
    sources: tuple[str, ...]
    checked: str | None
    review_by: str | None
    stale: bool
    address: str
    translations: tuple[TranslationRow, ...]
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """``source`` is the bibliography's record, its place in the content left out; ``original``
    the key of what it repeats in the end, else its own."""

    source: Source
    original: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A page that states facts or relies on sources; ``facts`` are ids, in reading order."""

    address: str
    kind: PageKind
    language: str
    title: str
    standfirst: str | None
    short_answer: str | None
    published: str | None
    updated: str | None
    checked: str | None
    draft: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """``answer`` is the answer in one sentence; ``facts`` and ``sources`` are those that the
    whole answer states and rests on, in reading order."""

    address: str
    page: str
    position: int
    id: str
    language: str
    question: str
    answer: str | None
    facts: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRow:
    """A place that states ``fact`` or cites ``source``: one of the two is None. ``question`` is
    the address of the question whose answer it is in."""

    page: str
    place: str
    place_text: str
    question: str | None
    fact: str | None = None
    source: str | None = None
    locator: str | None = None
    against: bool = False
    """The source is cited for a claim that says otherwise than the site does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """All open data of a site. Facts are in the order of their ids, sources of their keys,
    pages of their addresses, questions and uses of their pages."""

    title: str
    url: str | None
    language: str
    publisher: str | None
    pages: tuple[PageRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    uses: tuple[UseRow, ...] = ()
