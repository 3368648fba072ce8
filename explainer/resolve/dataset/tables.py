"""The tables of the open data: what each column holds, and where its cells are read.

The CSV files, the JSON files, the database, what describes them, and the documentation have these
columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, get_args

from explainer.model.facts.claims import Cause, Rank, Standing
from explainer.model.facts.states import State
from explainer.model.values.value import ValueKind
from explainer.resolve.dataset.columns import Column, Table


def _text(name: str, description: str, path: str = "", **more: Any) -> Column:
    return Column(name=name, description=description, path=path, **more)


_must = partial(_text, required=True)
_flag = partial(_text, type="boolean", required=True)
_count = partial(_text, type="integer", required=True)
_day = partial(_text, type="day")
_names = partial(_text, type="names")
_KINDS = (*get_args(ValueKind), "statement", "unknown")

VALUE = (
    _must("kind", "what the value is", values=_KINDS),
    _text(
        "value",
        "a decimal number, an EDTF date, a text, or a JSON array of a list's items; empty where "
        "only a range is known, nothing is, or no claim stands",
        type="value",
    ),
    _text("low", "the lower end of a range", type="number"),
    _text("high", "the upper end of a range", type="number"),
    _flag("about", "whether the number or date is approximate"),
    _flag("open", "whether it is more than low, or less than high"),
    _text("in_words", "the value with its unit, as the site's language writes it"),
    _text("unit", "the unit's id"),
    _day("first_day", "the earliest day that a date can mean"),
    _day("last_day", "the latest day that a date can mean"),
)
"""The columns of a value. The kind ``statement`` is that of a fact without one."""

# A fact is about its standpoint. A derived one has the weakest standing of its inputs, and their
# speakers and sources.
FACTS = Table(
    "What the site states: a row for each fact",
    _must("id", "the fact's id", "fact.id"),
    _must("label", "its name"),
    _text("statement", "it as a sentence"),
    *VALUE,
    _must("state", "what its claims make of it", values=tuple(State)),
    _text(
        "standing",
        "how sure the current claim is; of a derived fact, its least sure input; empty where no "
        "claim stands",
        values=tuple(Standing),
    ),
    _text("speaker", "who says so, where the value is asserted only"),
    _text("as_of", "the date of the current claim, in EDTF", "claim.as_of"),
    _text("formula", "how a derived value is computed"),
    _names("inputs", "the facts that it is computed from"),
    _text("why", "why the current claim is preferred, or why nothing is known"),
    _names("tags", "the editors' tags"),
    _names(
        "sources", "keys of the sources that the value rests on; of all claims where none stands"
    ),
    _day(
        "checked",
        "when somebody last compared it with its sources, where it says so",
        "fact.checked",
    ),
    _day("review_by", "when it is due to be checked"),
    _flag("stale", "whether that day was past when the site was built"),
    _must("address", "its page, counted from the site's root"),
    _text("attested_by", "who is recorded to have compared it, as it stands, with its sources"),
    _day("attested_on", "when that was"),
    _flag("used", "whether a page states it, tells it in words, or states something made from it"),
    _text("short", "a shorter name, where it has one", "fact.short"),
    key=("id",),
    label="label",
    parts=("translations", "claims"),
)

CLAIMS = Table(
    "Who says what: a row for each claim about a fact",
    _must("fact", "the fact's id", refers_to="facts.id"),
    _count("claim", "the claim's number within its fact, from 1"),
    *VALUE,
    _text("what", "what the value counts or names"),
    _text("by", "who says so; us is the site's own inference"),
    _text("as_of", "the date of the claim, in EDTF"),
    _must("standing", "how sure it is", values=tuple(Standing)),
    _must("rank", "whether the editors prefer it, or set it aside", values=tuple(Rank)),
    _flag("live", "whether it is neither set aside nor withdrawn"),
    _flag("current", "whether the site states this value"),
    _flag("context", "whether it is about something else, and so no rival"),
    _flag("inferred", "whether it is the site's own inference"),
    _text("why", "why it is preferred or set aside, or why nothing is known"),
    _text("withdrawn_by", "who took it back; empty where nobody did", "withdrawn.by"),
    _text("withdrawn_on", "when it was taken back, in EDTF", "withdrawn.on"),
    _text(
        "withdrawn_source",
        "which source says so",
        "withdrawn.evidence.source",
        refers_to="sources.key",
    ),
    _text("withdrawn_locator", "where in that source", "withdrawn.evidence.locator"),
    _text("withdrawn_quote", "that source's words, in its language", "withdrawn.evidence.quote"),
    _text("formula", "how a derived value is computed"),
    _must("state", "the state of the fact", values=tuple(State)),
    _names("sources", "keys of the sources that the claim rests on"),
    key=("fact", "claim"),
    parts=("evidence", "printed_in"),
)

_IN_CLAIM = (
    _must("fact", "the fact's id"),
    _count("claim", "the claim's number within its fact"),
    _count("position", "its place within the claim, from 1"),
)
EVIDENCE = Table(
    "What each claim rests on",
    *_IN_CLAIM,
    _must("source", "the source's key", refers_to="sources.key"),
    _text("locator", "where in the source"),
    _text("quote", "the words relied on, in the source's language"),
    key=("fact", "claim", "position"),
    rules=("FOREIGN KEY (fact, claim) REFERENCES claims (fact, claim)",),
)

PRINTINGS = Table(
    "Which texts printed a claim that does not stand",
    *_IN_CLAIM,
    _must("source", "the text's key", "evidence.source", refers_to="sources.key"),
    _text("locator", "where in the text", "evidence.locator"),
    _text("words", "the text's words; empty if they are not on record", "evidence.quote"),
    _text("cause", "how the error arose, where that is known", values=tuple(Cause)),
    _text("seen", "when it was seen there, in EDTF, if not when the source was accessed"),
    key=("fact", "claim", "position"),
    rules=("FOREIGN KEY (fact, claim) REFERENCES claims (fact, claim)",),
)

SOURCES = Table(
    "The bibliography",
    _must("key", "the key by which texts cite it"),
    _must("type", "CSL's type"),
    _must("title", "its title"),
    _text("authors", "names with a semicolon between two"),
    _text("editors", "names with a semicolon between two"),
    _text("container", "the newspaper, journal, book or site that it is part of"),
    _text("publisher", "who published it"),
    _text("place", "where it was published"),
    _text("volume", "the volume"),
    _text("issue", "the issue"),
    _text("pages", "its pages in the whole"),
    _text("edition", "the edition"),
    _text("number", "its number"),
    _text("issued", "when it was published, in EDTF"),
    _text("issued_literal", "the same in words, where no calendar has all of it"),
    _text("accessed", "when the editors read it, in EDTF"),
    _text("url", "its web address"),
    _text("doi", "its DOI"),
    _text("isbn", "its ISBN"),
    _text("language", "the code of its language"),
    _text("kind", "treaty, official statement, news report ..."),
    _text("party", "the party to the matter whose organ it is"),
    _text("archive_url", "an archived copy"),
    _text("read", "how they read it: page, stored copy, print, excerpt"),
    _text("copy_of", "the source that it repeats", refers_to="sources.key"),
    _must(
        "original",
        "that source, through copies of copies, else its own key",
        refers_to="sources.key",
    ),
    _text("note", "the editors' note on it"),
    _must("address", "its page, counted from the site's root"),
    _flag("relied_on", "whether something published rests on it"),
    key=("key",),
    label="title",
    parts=("source",),  # the bibliography's record without its place in the content
)

QUESTIONS = Table(
    "Every question, with its answer in one sentence",
    _must("address", "counted from the site's root"),
    _must("page", "the address of its page", refers_to="pages.address"),
    _count("position", "its place on the page, from 1"),
    _must("id", "its id, alike in all languages"),
    _must("language", "the code of its language"),
    _must("question", "the question"),
    _text("answer", "the answer in one sentence"),
    key=("address",),
    label="question",
    parts=("facts", "sources"),  # those of the whole answer, in reading order
)

PAGES = Table(
    "Every page",
    _must("address", "counted from the site's root"),
    _must(
        "kind",
        "entries are the glossary, people and places",
        values=("explainer", "page", "entries"),
    ),
    _must("language", "the code of its language"),
    _must("title", "its title"),
    _text("standfirst", "the sentence below the title"),
    _text("short_answer", "the short answer"),
    _text("digest", "the page in a few lines, divided by line breaks"),
    _day("published", "when it was published"),
    _day("updated", "when it last changed in substance"),
    _day("checked", "when somebody last compared it with its sources"),
    _day("researched", "when it was researched, where it says so"),
    _flag("draft", "whether it is a draft, which only `--drafts` builds"),
    key=("address",),
    label="title",
    parts=("facts",),  # ids, in reading order
)

USES = Table(
    "Where pages state facts and cite sources",
    _must("page", "the address of a page", refers_to="pages.address"),
    _must("place", "the address of the place"),
    _must("place_text", "its heading"),
    _text("question", "the question whose answer the place is in", refers_to="questions.address"),
    _text("fact", "the fact stated or told there", refers_to="facts.id"),
    _text("source", "the source cited there", refers_to="sources.key"),
    _text("locator", "where in the source"),
    _flag(
        "against", "whether the source is cited for a claim that says otherwise than the site does"
    ),
    _flag("told", "whether the fact is told in words: a passage that it rests on is cited there"),
    rules=("CHECK ((fact IS NULL) <> (source IS NULL))",),
)

TRANSLATIONS = Table(
    "Facts in other languages",
    _must("fact", "the fact's id", refers_to="facts.id"),
    _must("language", "the code of a language other than the site's"),
    _text("label", "the fact's name in it"),
    _text("statement", "the fact as a sentence in it"),
    _text("short", "its shorter name in it"),
    key=("fact", "language"),
)

TABLES: Mapping[str, Table] = {
    "facts": FACTS,
    "claims": CLAIMS,
    "evidence": EVIDENCE,
    "printings": PRINTINGS,
    "sources": SOURCES,
    "questions": QUESTIONS,
    "pages": PAGES,
    "uses": USES,
    "inputs": Table(
        "What derived facts are computed from",
        _must("fact", "a derived fact", refers_to="facts.id"),
        _must("input", "a fact that it is computed from", refers_to="facts.id"),
        key=("fact", "input"),
    ),
    "tags": Table(
        "The editors' tags of facts",
        _must("fact", "the fact's id", refers_to="facts.id"),
        _must("tag", "the tag"),
        key=("fact", "tag"),
    ),
    "translations": TRANSLATIONS,
    "site": Table(
        "The site as a whole",
        _must("name", "what is said: format, title, url, language, publisher"),
        _text("value", "what it is"),
        key=("name",),
    ),
}
