"""The front matter of explainers and plain pages, as types."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from explainer.model.facts.records import Period
from explainer.model.pages.page import Status
from explainer.model.shared.fields import Filled, Slug

Anchor = Annotated[
    str,
    Meta(
        pattern="^[a-z][a-z0-9-]*$",
        description="a letter, then lower-case letters, digits and hyphens",
    ),
]


class CorrectionRecord(Struct, forbid_unknown_fields=True):
    """A corrected mistake."""

    date: Filled
    """When it was corrected: YYYY-MM-DD."""
    now: Filled
    """What is right, in words that the answer now holds."""
    was: Filled | None = None
    """What was wrong, in words that no answer holds any more."""
    question: Filled | None = None
    """The id of the question that it is about."""


class UpdateRecord(Struct, forbid_unknown_fields=True):
    date: Filled
    """When it was added: YYYY-MM-DD."""
    text: Filled
    """What is new. Inline Markdown."""


class PlainPageRecord(Struct, forbid_unknown_fields=True, kw_only=True):
    """Dates, inline Markdown and ids are also read from their nodes, for their positions."""

    title: Filled
    """As readers see it."""
    standfirst: Filled | None = None
    """One sentence below the title. Inline Markdown with references."""
    published: Filled | None = None
    """When it first appeared: YYYY-MM-DD. A day in the future keeps it out of every output."""
    checked: Filled | None = None
    """When somebody last compared it with its sources: YYYY-MM-DD. An explainer needs this or
    researched."""
    researched: Filled | None = None
    """When it was last researched, where nobody has compared the text with its sources since:
    YYYY-MM-DD."""
    updated: Filled | None = None
    """The last substantial change: YYYY-MM-DD."""
    expires: Filled | None = None
    """From this day on it is in no output: YYYY-MM-DD."""
    review_by: Filled | None = None
    """From this day on the page counts as stale: YYYY-MM-DD."""
    review_every: Period | None = None
    """How long a check lasts: 6 months, 1 year."""
    status: Status = "published"
    """A draft is in no output; a withdrawn page says why at its address."""
    reason: Filled | None = None
    """Why the page was withdrawn, for its readers."""
    aliases: list[Filled] = []
    """Former names of the page, and former paths as in /2021/suez/, which lead to it."""
    language: Filled | None = None
    """Of a translation, as in the name of its file."""
    translation: Literal["machine", "human"] | None = None
    """Who made the translation."""
    waive: dict[str, Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


class ExplainerRecord(PlainPageRecord, forbid_unknown_fields=True, kw_only=True):
    published: Filled
    """When it first appeared: YYYY-MM-DD. A day in the future keeps it out of every output."""
    short_answer: Filled | None = None
    """The whole answer in two or three sentences, with references."""
    digest: Annotated[list[Filled], Meta(max_length=7)] = []
    """The page in at most seven lines, each with a note or the value of a fact."""
    authors: list[Filled] = []
    """Ids of people in content/people.yaml."""
    checked_by: list[Filled] | Filled | None = None
    """Ids of the people who compared it with its sources on the day of checked."""
    topics: list[Slug] = []
    """What it is about: ids in content/topics.yaml."""
    key_facts: list[Filled] = []
    """Ids of facts to show at the top."""
    unknowns: list[Filled] = []
    """What nobody knows or has published, a sentence each."""
    method: Filled | None = None
    """How it was researched, in a sentence or two."""
    updates: list[UpdateRecord] = []
    """Substantial additions, newest first."""
    corrections: list[CorrectionRecord] = []
    """What was wrong and what is right. It is checked against the answers."""
    question_aliases: dict[Anchor, Filled] = {}
    """Former ids of questions, each with the one that it leads to now."""
    related: list[Filled] = []
    """Names of other explainers."""
