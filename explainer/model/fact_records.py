"""The fields of a fact and of its claims, as types."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

_Words = Annotated[str, Meta(min_length=1)]
_PERIOD = r"[1-9][0-9]{0,2} (?:day|week|month|year)s?"
Period = Annotated[str, Meta(pattern=f"^{_PERIOD}$", description='a period such as "6 months"')]


class EvidenceRecord(Struct, forbid_unknown_fields=True):
    source: _Words
    at: _Words | None = None
    quote: _Words | None = None


class ClaimRecord(Struct, forbid_unknown_fields=True):
    """``value``, ``what``, ``why`` and ``as_of`` are read from their nodes."""

    sources: list[EvidenceRecord] | None = None
    about: bool = False
    low: str | None = None
    high: str | None = None
    what: _Words | None = None
    by: _Words | None = None
    as_of: _Words | None = None
    standing: Literal["established", "reported", "asserted"] = "established"
    rank: Literal["preferred", "normal", "deprecated"] = "normal"
    why: _Words | None = None
    waive: dict[str, _Words] = {}


class FactRecord(Struct, forbid_unknown_fields=True):
    label: _Words | None = None
    statement: _Words | None = None
    kind: Literal["quantity", "date", "text", "list"] | None = None
    unit: _Words | None = None
    tags: list[
        Annotated[
            str, Meta(pattern="^[a-z0-9-]+$", description="lower-case letters, digits and hyphens")
        ]
    ] = []
    review_by: _Words | None = None
    review_every: Period | None = None
    checked: _Words | None = None
    waive: dict[str, _Words] = {}


CLAIM_FIELDS = ("value", *(name for name in ClaimRecord.__struct_fields__ if name != "waive"))
"""What a fact in its short form holds of its one claim; ``waive`` is the fact's own there."""


TRANSLATABLE = ("statement", "label")
