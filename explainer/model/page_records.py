"""The front matter of explainers and plain pages, as types."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from explainer.model.fact_records import Period

Words = Annotated[str, Meta(min_length=1)]
Name = Annotated[
    str, Meta(pattern="^[a-z0-9-]+$", description="lower-case letters, digits and hyphens")
]
Anchor = Annotated[
    str,
    Meta(
        pattern="^[a-z][a-z0-9-]*$",
        description="a letter, then lower-case letters, digits and hyphens",
    ),
]


class CorrectionRecord(Struct, forbid_unknown_fields=True):
    """What was wrong, what is right, and in which question."""

    date: Words
    now: Words
    was: Words | None = None
    question: Words | None = None


class UpdateRecord(Struct, forbid_unknown_fields=True):
    date: Words
    text: Words


class PlainPageRecord(Struct, forbid_unknown_fields=True):
    """Dates, inline Markdown and lists of ids are read again from their nodes, with positions."""

    title: Words
    standfirst: Words | None = None
    published: Words | None = None
    checked: Words | None = None
    updated: Words | None = None
    expires: Words | None = None
    review_by: Words | None = None
    review_every: Period | None = None
    status: Literal["draft", "published", "withdrawn"] = "published"
    reason: Words | None = None
    aliases: list[Words] = []
    language: Words | None = None
    translation: Literal["machine", "human"] | None = None
    waive: dict[str, Words] = {}


class ExplainerRecord(PlainPageRecord, forbid_unknown_fields=True, kw_only=True):
    published: Words
    checked: Words
    short_answer: Words | None = None
    authors: list[Words] = []
    checked_by: list[Words] | Words | None = None
    topics: list[Name] = []
    key_facts: list[Words] = []
    unknowns: list[Words] = []
    method: Words | None = None
    updates: list[UpdateRecord] = []
    corrections: list[CorrectionRecord] = []
    question_aliases: dict[Anchor, Words] = {}
    related: list[Words] = []
