"""The kinds of records and files that ``new`` makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.scaffolding import entries, pages, sites, sources
from explainer.scaffolding.drafts import Draft
from explainer.scaffolding.fields import Answers, Field

if TYPE_CHECKING:
    from explainer.model.site.site import Site


class Kind(Struct, frozen=True):
    """A kind of draft. ``draft`` takes the complete answers to ``fields``, and may raise
    NotDrafted; ``describe`` finds some of the answers in a saved web page; ``beside`` drafts new
    files that are written with it, but for those that are there already."""

    summary: str
    fields: tuple[Field, ...]
    draft: Callable[[Answers, Site], Draft]
    describe: Callable[[bytes], Answers] | None = None
    beside: Callable[[Answers, Site], list[Draft]] = lambda answers, site: []


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "explainer": Kind(
            "an explainer, with its questions", pages.EXPLAINER_FIELDS, pages.draft_explainer
        ),
        "fact": Kind("a fact with its sources", entries.FACT_FIELDS, entries.draft_fact),
        "source": Kind(
            "a source that texts cite",
            sources.FIELDS,
            sources.draft_source,
            sources.describe_saved_page,
        ),
        "page": Kind("a plain page", pages.PAGE_FIELDS, pages.draft_page),
        "person": Kind("a person", entries.PERSON_FIELDS, entries.draft_person),
        "term": Kind("a term for the glossary", entries.TERM_FIELDS, entries.draft_term),
        "place": Kind("a place", entries.PLACE_FIELDS, entries.draft_place),
        "site": Kind(
            "a site, with an example",
            sites.SITE_FIELDS,
            sites.draft_site,
            beside=sites.first_files,
        ),
    }
)
