"""The variables of CSL 1.0.2, and what other tools write beside them.

``CslRecord`` declares the variables that the generator itself works with. The others are texts and
roles of people, which are all read, shown and exported in the same way.
https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

UNSHOWN = {
    "title-short": "A short form of its title.",
    "container-title-short": "A short form of the journal's title.",
    "page-first": "The first of its pages.",
    "number-of-pages": "How many pages it has.",
    "license": "The licence under which it is published.",
    "source": "The catalogue or database that the record is from.",
}
"""Texts that are exported and that no page shows."""

TEXTS = {
    "archive": "The archive, library or museum that keeps it.",
    "archive-place": "Where that archive is.",
    "archive_collection": "The collection there that it belongs to.",
    "archive_location": "Its shelf mark, or box and folder.",
    "authority": "The court, ministry or office that issued it.",
    "call-number": "Its call number in a library.",
    "chapter-number": "The number of the chapter.",
    "collection-number": "Its number in the series.",
    "collection-title": "The series that it belongs to.",
    "dimensions": "Its size or its running time.",
    "division": "The department of the publisher or the university.",
    "event-place": "Where the conference, hearing or speech was.",
    "event-title": "The conference, hearing or occasion.",
    "genre": "What it is, more closely: PhD thesis, letter.",
    "ISSN": "The ISSN of its journal.",
    "jurisdiction": "Where a law, ruling or patent is in force.",
    "medium": "What it is on: DVD, microfilm, oil on canvas.",
    "number-of-volumes": "How many volumes it has.",
    "original-publisher": "Who published its original.",
    "original-publisher-place": "Where its original was published.",
    "original-title": "The title of its original.",
    "part-number": "The number of the part.",
    "part-title": "The title of the part.",
    "PMCID": "Its number in PubMed Central.",
    "PMID": "Its number in PubMed.",
    "printing-number": "The number of the printing.",
    "references": "Of a law or a ruling: what else belongs to its history.",
    "reviewed-genre": "What a review is of: book, film.",
    "reviewed-title": "The title of what a review is of.",
    "scale": "Of a map.",
    "section": "The section of a newspaper or a law.",
    "status": "As forthcoming, in force or repealed.",
    "supplement-number": "The number of the supplement.",
    "version": "Of software, a data set or a standard.",
    "volume-title": "The title of the volume.",
    **UNSHOWN,
}
ROLES = (
    *("chair", "collection-editor", "compiler", "composer", "container-author", "contributor"),
    *("curator", "director", "editor-translator", "editorial-director", "executive-producer"),
    *("guest", "host", "illustrator", "interviewer", "narrator", "organizer", "original-author"),
    *("performer", "producer", "recipient", "reviewed-author", "script-writer", "series-creator"),
    "translator",
)
ATTRIBUTES = {
    "title": "title",
    "container-title": "container",
    "publisher": "publisher",
    "publisher-place": "place",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "edition": "edition",
    "number": "number",
    "URL": "url",
    "DOI": "doi",
    "ISBN": "isbn",
    "language": "language",
}
"""The texts that ``CslRecord`` declares, and the fields of ``Source`` that they fill."""

MAY_BE_MARKED = frozenset(
    (
        *("title", "title-short", "container-title", "container-title-short", "collection-title"),
        *("event-title", "original-title", "part-title", "reviewed-title", "volume-title"),
    )
)
"""Titles, in which letters may be italic, raised and the like."""

OTHER_NAMES = {
    "event": "event-title",
    "journalAbbreviation": "container-title-short",
    "printing": "printing-number",
    "shortTitle": "title-short",
    "supplement": "supplement-number",
}
"""Names that some variables had in earlier versions of CSL or have in its JSON."""

PASSED_OVER = frozenset(
    (
        *("abstract", "annote", "attachments", "categories", "citation-key", "citation-label"),
        *("citation-number", "container", "file", "files", "first-reference-note-number"),
        *(
            "ISAN",
            "ISCI",
            "ISMN",
            "ISRC",
            "ISWC",
            "keyword",
            "keywords",
            "locator",
            "note",
            "notes",
        ),
        *("part-title-short", "system_id", "translated-title", "translated-title-short"),
        *("volume-title-short", "year-suffix"),
    )
)
"""What a library keeps for itself: remarks, excerpts, paths of files, and numbers of its own. It is
neither shown nor exported."""

TYPES_ELSEWHERE = {
    "book-chapter": "chapter",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal-article": "article-journal",
    "monograph": "book",
    "posted-content": "article",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "reference-entry": "entry",
}
"""The types that Crossref writes into its CSL-JSON, as CSL's."""

MEANT = {
    "creator": "author",
    "date": "issued",
    "journal": "container-title",
    "link": "URL",
    "newspaper": "container-title",
    "place": "publisher-place",
    "published": "issued",
    "website": "container-title",
    "year": "issued",
}
"""Words for variables that are not like the variables' names."""
