"""Records of sources that leave out what every note shows, and citations that say no place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.sources.source import Source

_SAY_NOTHING = frozenset(("article", "document", "post", "webpage"))
"""Types that do not tell a reader what kind of thing the source is."""
_LONG = frozenset(
    (
        *("bill", "book", "hearing", "legal_case", "legislation", "manuscript", "paper-conference"),
        *("patent", "regulation", "report", "standard", "thesis", "treaty"),
    )
)
_LONG_KINDS = frozenset(("treaty", "transcript"))


def _incomplete_sources(subject: Subject) -> Iterator[Finding]:
    for source in subject.site.sources.values():
        missing = [*_missing(source)]
        if missing and source.key in subject.mentions.sources:
            names, fields = zip(*missing, strict=True)
            message = f'the record of "{source.key}" has no {_listed(names, "or")}'
            hint = f"Add {_listed(fields, 'and')}."
            yield Finding.of_record(source, source.key, message, hint)


def _missing(source: Source) -> Iterator[tuple[str, str]]:
    """What the record lacks, and the field that would hold it."""
    if not source.kind and source.type in _SAY_NOTHING:
        yield "kind", "custom: {kind: ...}"
    if not (source.publisher or source.container or any(a.literal for a in source.authors)):
        yield "publisher", "publisher: or container-title:"
    if not (source.issued or source.issued_literal):
        yield "date", "issued: (where it bears no date, issued: {literal: undated})"
    if source.url and not source.accessed and not (source.doi or source.isbn):
        yield "day on which it was read", "accessed:"


def _listed(words: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _citations_without_place(subject: Subject) -> Iterator[Finding]:
    for cited in subject.mentions.cited:
        source, key, path = subject.site.sources[cited.source], cited.source, cited.path
        if cited.locator or cited.quote or not _is_long(source):
            continue
        hint = f'Write [@{key}, p. 3] or [@{key}, "the words relied on"].'
        if path.startswith("content/facts/"):
            hint = f"Write {{source: {key}, at: p. 3}}, or quote: with the words relied on."
        message = f'"{key}" is long, and nothing says where in it to look'
        yield Finding(path, cited.offset, message, hint, len(key), (*cited.waivers, *source.waived))


def _is_long(source: Source) -> bool:
    """Whether a reader cannot be expected to search the source; a web page is easy to search."""
    is_pdf = source.url.partition("#")[0].partition("?")[0].casefold().endswith(".pdf")
    return source.type in _LONG or source.kind in _LONG_KINDS or is_pdf


RULES = (
    Rule(
        "incomplete-source",
        "a source without kind, publisher, date or day of reading",
        _incomplete_sources,
    ),
    Rule(
        "citation-without-place",
        "a note to a long work without locator or passage",
        _citations_without_place,
    ),
)
