"""The columns of the open data's tables, in order.

The CSV files, their description, the database and the documentation have these columns.
"""

from __future__ import annotations

from explainer.resolve.dataset import rows
from explainer.resolve.dataset.columns import Column, columns_of

FACTS = columns_of(rows.FactRow)
CLAIMS = columns_of(rows.ClaimRow)
PAGES = columns_of(rows.PageRow)
QUESTIONS = columns_of(rows.QuestionRow)
EVIDENCE = columns_of(rows.EvidenceRow)
USES = columns_of(rows.UseRow)
TRANSLATIONS = columns_of(rows.TranslationRow)

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
    Column("read", "text", "how they read it: page, stored copy, print, excerpt"),
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

INPUTS = (
    Column("fact", "text", "a derived fact", True, refers_to="facts.id"),
    Column("input", "text", "a fact that it is computed from", True, refers_to="facts.id"),
)

TAGS = (
    Column("fact", "text", "the fact's id", True, refers_to="facts.id"),
    Column("tag", "text", "the tag", True),
)

SITE = (
    Column("name", "text", "what is said: format, title, url, language, publisher", True),
    Column("value", "text", "what it is"),
)
