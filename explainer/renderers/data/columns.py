"""The columns of the open data's tables, in order.

The CSV files, their description, the database and the documentation have these columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from explainer.model.facts.claims import Rank, Standing, State
from explainer.resolve.dataset.rows import PageKind, RowKind

ColumnType: TypeAlias = Literal["text", "value", "number", "boolean", "integer", "day", "names"]
"""``value`` depends on its row's ``kind``: a number for a quantity, else text. ``names`` are ids
or keys separated by spaces."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: ColumnType
    description: str
    required: bool = False
    values: tuple[str, ...] = ()
    """All possible values, if they are listed."""
    refers_to: str = ""
    """The ``table.column`` that the values refer to (a foreign key)."""


_VALUE = (
    Column("kind", "text", "what the value is", True, get_args(RowKind)),
    Column(
        "value",
        "value",
        "a decimal number, an EDTF date, a text, or a JSON array of a list's items; empty where "
        "only a range is known, nothing is, or the fact is withdrawn",
    ),
    Column("low", "number", "the lower end of a range"),
    Column("high", "number", "the upper end of a range"),
    Column("about", "boolean", "whether the number or date is approximate", True),
    Column("in_words", "text", "the value with its unit, as the site's language writes it"),
    Column("unit", "text", "the unit's id"),
    Column("first_day", "day", "the earliest day that a date can mean"),
    Column("last_day", "day", "the latest day that a date can mean"),
)

FACTS = (
    Column("id", "text", "the fact's id", True),
    Column("label", "text", "its name", True),
    Column("statement", "text", "it as a sentence"),
    *_VALUE,
    Column("state", "text", "what its claims make of it", True, tuple(State)),
    Column(
        "standing",
        "text",
        "how sure the current claim is; of a derived fact, its least sure input; empty where the "
        "fact is withdrawn",
        values=tuple(Standing),
    ),
    Column("speaker", "text", "who says so, where the value is asserted only"),
    Column("as_of", "text", "the date of the current claim, in EDTF"),
    Column("formula", "text", "how a derived value is computed"),
    Column("inputs", "names", "the facts that it is computed from"),
    Column("why", "text", "why the current claim is preferred, or why nothing is known"),
    Column("tags", "names", "the editors' tags"),
    Column("sources", "names", "keys of the sources that the value rests on"),
    Column("checked", "day", "when it was last checked"),
    Column("review_by", "day", "when it is due to be checked again"),
    Column("stale", "boolean", "whether that day was past when the site was built", True),
    Column("address", "text", "its page, counted from the site's root", True),
)

CLAIMS = (
    Column("fact", "text", "the fact's id", True, refers_to="facts.id"),
    Column("claim", "integer", "the claim's number within its fact, from 1", True),
    *_VALUE,
    Column("what", "text", "what the value counts or names"),
    Column("by", "text", "who says so; us is the site's own inference"),
    Column("as_of", "text", "the date of the claim, in EDTF"),
    Column("standing", "text", "how sure it is", True, tuple(Standing)),
    Column("rank", "text", "whether the editors prefer or reject it", True, tuple(Rank)),
    Column("current", "boolean", "whether the site states this value", True),
    Column("context", "boolean", "whether it is about something else, and so no rival", True),
    Column("inferred", "boolean", "whether it is the site's own inference", True),
    Column("why", "text", "why it is preferred or rejected, or why nothing is known"),
    Column("formula", "text", "how a derived value is computed"),
    Column("state", "text", "the state of the fact", True, tuple(State)),
    Column("sources", "names", "keys of the sources that the claim rests on"),
)

SOURCES = (
    Column("key", "text", "the key by which texts cite it", True),
    Column("type", "text", "CSL's type", True),
    Column("title", "text", "its title", True),
    Column("authors", "text", "names with a semicolon between two"),
    Column("editors", "text", "names with a semicolon between two"),
    Column("container", "text", "the newspaper, journal, book or site that it is part of"),
    Column("publisher", "text", "who published it"),
    Column("place", "text", "where it was published"),
    Column("volume", "text", "the volume"),
    Column("issue", "text", "the issue"),
    Column("pages", "text", "its pages in the whole"),
    Column("edition", "text", "the edition"),
    Column("number", "text", "its number"),
    Column("issued", "text", "when it was published, in EDTF"),
    Column("issued_literal", "text", "the same in words, where no calendar has all of it"),
    Column("accessed", "text", "when the editors read it, in EDTF"),
    Column("url", "text", "its web address"),
    Column("doi", "text", "its DOI"),
    Column("isbn", "text", "its ISBN"),
    Column("language", "text", "the code of its language"),
    Column("kind", "text", "treaty, official statement, news report ..."),
    Column("party", "text", "the party to the matter whose organ it is"),
    Column("archive_url", "text", "an archived copy"),
    Column("copy_of", "text", "the source that it repeats", refers_to="sources.key"),
    Column(
        "original",
        "text",
        "that source, through copies of copies, else its own key",
        True,
        refers_to="sources.key",
    ),
    Column("note", "text", "the editors' note on it"),
    Column("address", "text", "its page, counted from the site's root", True),
)

PAGES = (
    Column("address", "text", "counted from the site's root", True),
    Column(
        "kind",
        "text",
        "entries are the glossary, people and places",
        True,
        get_args(PageKind),
    ),
    Column("language", "text", "the code of its language", True),
    Column("title", "text", "its title", True),
    Column("standfirst", "text", "the sentence below the title"),
    Column("short_answer", "text", "the short answer"),
    Column("published", "day", "when it was published"),
    Column("updated", "day", "when it last changed in substance"),
    Column("checked", "day", "when it was last checked"),
    Column("draft", "boolean", "whether it is a draft, which only `--drafts` builds", True),
)

QUESTIONS = (
    Column("address", "text", "counted from the site's root", True),
    Column("page", "text", "the address of its page", True, refers_to="pages.address"),
    Column("position", "integer", "its place on the page, from 1", True),
    Column("id", "text", "its id, alike in all languages", True),
    Column("language", "text", "the code of its language", True),
    Column("question", "text", "the question", True),
    Column("answer", "text", "the answer in one sentence"),
)

EVIDENCE = (
    Column("fact", "text", "the fact's id", True),
    Column("claim", "integer", "the claim's number within its fact", True),
    Column("position", "integer", "its place within the claim, from 1", True),
    Column("source", "text", "the source's key", True, refers_to="sources.key"),
    Column("locator", "text", "where in the source"),
    Column("quote", "text", "the words relied on, in the source's language"),
)

USES = (
    Column("page", "text", "the address of a page", True, refers_to="pages.address"),
    Column("place", "text", "the address of the place", True),
    Column("place_text", "text", "its heading", True),
    Column(
        "question",
        "text",
        "the question whose answer the place is in",
        refers_to="questions.address",
    ),
    Column("fact", "text", "the fact stated there", refers_to="facts.id"),
    Column("source", "text", "the source cited there", refers_to="sources.key"),
    Column("locator", "text", "where in the source"),
    Column(
        "against",
        "boolean",
        "whether the source is cited for a claim that says otherwise than the site does",
        True,
    ),
)

INPUTS = (
    Column("fact", "text", "a derived fact", True, refers_to="facts.id"),
    Column("input", "text", "a fact that it is computed from", True, refers_to="facts.id"),
)

TAGS = (
    Column("fact", "text", "the fact's id", True, refers_to="facts.id"),
    Column("tag", "text", "the tag", True),
)

TRANSLATIONS = (
    Column("fact", "text", "the fact's id", True, refers_to="facts.id"),
    Column("language", "text", "the code of a language other than the site's", True),
    Column("label", "text", "the fact's name in it"),
    Column("statement", "text", "the fact as a sentence in it"),
)

SITE = (
    Column("name", "text", "what is said: format, title, url, language, publisher", True),
    Column("value", "text", "what it is"),
)
