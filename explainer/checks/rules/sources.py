"""Records of sources that leave out what every note shows, citations that say no place, quotations
that differ from stored copies; facts, sources, entries and authors' notes that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from explainer.checks.evidence.mentions import Cited, CopyState, Verdict
from explainer.checks.rule import Finding, Rules, Subject, listed
from explainer.documents.references.citation_syntax import quoted_in
from explainer.documents.references.kinds import NoteReference
from explainer.model.entries.entry import TOPICS
from explainer.model.facts.passages import facts_told
from explainer.model.pages.page import texts
from explainer.model.shared.fields import squash
from explainer.model.site.site import Site
from explainer.model.sources.source import Source, original_of

_SAY_NOTHING = frozenset(("article", "document", "post", "webpage"))
"""Types that do not tell a reader what kind of thing the source is."""
_LONG = frozenset(
    (
        *("bill", "book", "hearing", "legal_case", "legislation", "manuscript", "paper-conference"),
        *("patent", "regulation", "report", "standard", "thesis", "treaty"),
    )
)
_LONG_KINDS = frozenset(("treaty", "transcript"))
_TELLING = 4
"""So many words do not stand in two texts by chance."""
_FARTHEST = 500
"""How far after a source's key, in characters, its passage may begin."""


def _incomplete_sources(subject: Subject) -> Iterator[Finding]:
    for source in subject.site.sources.values():
        missing = [*_lacking(source)]
        if missing and source.key in subject.mentions.sources:
            names, fields = zip(*missing, strict=True)
            message = f'the record of "{source.key}" has no {listed(names, "or")}'
            hint = f"Add {listed(fields, 'and')}."
            yield Finding.of_record(source, source.key, message, hint)


def _lacking(source: Source) -> Iterator[tuple[str, str]]:
    """What the record lacks, and the field that would hold it."""
    if not source.kind and source.type in _SAY_NOTHING:
        yield "kind", "custom: {kind: ...}"
    if not (source.publisher or source.container or any(a.literal for a in source.authors)):
        yield "publisher", "publisher: or container-title:"
    if not (source.issued or source.issued_literal):
        yield "date", "issued: (where it bears no date, issued: {literal: undated})"
    if source.url and not source.accessed and not (source.doi or source.isbn):
        yield "day on which it was read", "accessed:"


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


def _quoted(verdict: Verdict, message: str, hint: str, subject: Subject) -> Iterator[Finding]:
    """A finding for each passage with this verdict, at its first word. ``message`` and ``hint`` may
    name the key of its source as ``{source}`` and the path of the copy as ``{copy}``."""
    for passage in subject.passages.quoted:
        if passage.verdict is verdict:
            cited = passage.cited
            said, advice = (
                text.format(source=cited.source, copy=passage.copy) for text in (message, hint)
            )
            offset, length = _place(subject.site, cited)
            waivers = (*cited.waivers, *subject.site.sources[cited.source].waived)
            yield Finding(cited.path, offset, said, advice, length, waivers)


def _in_locators(subject: Subject) -> Iterator[Finding]:
    """Passages that a slip made part of a locator, so that nothing compares them."""
    message = "these words are read as the place in the source, and not as words of it"
    for cited in {(each.path, each.offset): each for each in subject.mentions.cited}.values():
        rest, passages = quoted_in(cited.locator)
        if not passages:
            continue
        words = '", "'.join(passages)
        hint = f'Write [@{cited.source}, {rest and f"{rest}, "}"{words}"].'
        if cited.path.startswith("content/facts/"):
            at = rest and f"at: {rest}, "
            hint = f'Write {{source: {cited.source}, {at}quote: ["{words}"]}}.'
        hint += " The name of a place, such as a heading, needs no quotation marks."
        offset, length = _place(subject.site, replace(cited, quote=passages[0]))
        waivers = (*cited.waivers, *subject.site.sources[cited.source].waived)
        yield Finding(cited.path, offset, message, hint, length, waivers)


def _place(site: Site, cited: Cited) -> tuple[int, int]:
    """Offset and length of the passage's first line, else of its source's key."""
    text = site.texts[cited.path].text
    word = cited.quote.split()[0]
    start = text.find(word, cited.offset + len(cited.source), cited.offset + _FARTHEST)
    if start < 0:
        return cited.offset, len(cited.source)
    line = text[start : start + len(cited.quote)].partition("\n")[0].rstrip()
    return start, len(line)


def _of_two_sources(subject: Subject) -> Iterator[Finding]:
    hint = "Name the source in which they stand; or waive this, where both print them."
    sources, first = subject.site.sources, dict[str, str]()
    for cited in subject.mentions.cited:
        source = sources[cited.source]
        other = sources[first.setdefault(squash(cited.quote), source.key)]
        differs = original_of(source, sources) != original_of(other, sources)
        if differs and len(cited.quote.split()) >= _TELLING:
            message = f'the words quoted here are quoted of "{other.key}" too'
            waivers = (*cited.waivers, *source.waived)
            yield Finding(cited.path, cited.offset, message, hint, len(source.key), waivers)


def _other_copies(subject: Subject) -> Iterator[Finding]:
    for copy in subject.passages.copies:
        record = f"archive_sha256: {copy.sha256}"
        match copy.state:
            case CopyState.SOUND:
                continue
            case CopyState.TOO_LARGE:
                message, hint = "is too large to look into", "Store its text alone, as .txt."
            case CopyState.CHANGED:
                message = "is another file than the one recorded"
                hint = f"Put that file back; or read this one, and record {record}"
            case CopyState.UNRECORDED:
                message = "is stored, and the record does not say so"
                hint = f"Write {record} under its custom:."
        key = copy.source.key
        yield Finding.of_record(copy.source, key, f"{copy.path} {message}", hint)


_missing = partial(
    _quoted,
    Verdict.MISSING,
    "these words do not stand in the stored copy of {source}",
    "Copy them from {copy}; write [...] for words left out and [brackets] around your own.",
)
_almost = partial(
    _quoted,
    Verdict.ALMOST,
    "these words stand in {source}, but for case, white space, dashes or quotation marks",
    "Copy them to the letter from {copy}: a link to the passage needs them so.",
)


def _unused_facts(subject: Subject) -> Iterator[Finding]:
    facts, passages = subject.site.facts.values(), subject.ledger.passages
    used = {each for point in subject.ledger.standpoints.values() for each in point.inputs}
    files = {fact.path for fact in facts}
    for each in (cited for cited in subject.mentions.cited if cited.path not in files):
        used.update(facts_told(passages, each.source, each.locator, each.quote))
    for fact in facts:
        if fact.id not in subject.mentions.facts and fact.id not in used:
            message = f'no text, figure or formula states or tells the fact "{fact.id}"'
            hint = (
                f"Write {{{{ {fact.id} }}}} where it belongs, cite its passage there, or delete it."
            )
            yield Finding.of_record(fact, fact.id, message, hint)


def _unused_sources(subject: Subject) -> Iterator[Finding]:
    for source in subject.site.sources.values():
        if source.key not in subject.mentions.sources:
            message = f'nothing rests on the source "{source.key}"'
            hint = "Cite it where it was used, or delete the record."
            yield Finding.of_record(source, source.key, message, hint)


def _unused_entries(subject: Subject) -> Iterator[Finding]:
    for entry in (*subject.site.entries.values(), *subject.site.topics.values()):
        if (entry.kind, entry.id) not in subject.mentions.entries:
            message = f'no text names the {entry.kind} "{entry.id}"'
            hint = f"Write [[{entry.id}]] where it is first named, or delete the entry."
            if entry.kind == "topic":
                message = f'no explainer and no fact has the topic "{entry.id}"'
                hint = "Write it under topics: of an explainer or topic: of a fact, or delete it."
            yield Finding.of_record(entry, entry.id, message, hint)


def _unnamed_topics(subject: Subject) -> Iterator[Finding]:
    """Those that pages and facts write; the name of a file of facts makes words that do."""
    used = [each for each in subject.site.used_topics() if each[1].offset]
    for topic, (path, at) in {named.id: (path, named) for path, named in reversed(used)}.items():
        if not subject.site.topics[topic].path:
            name = subject.site.topics[topic].name
            message = f'the topic "{topic}" has no name, and readers see "{name}"'
            hint = f"Write {topic}: {{name: {name}}} into {TOPICS}, in your words."
            yield Finding(path, at.offset, message, hint, len(topic))


def _unused_notes(subject: Subject) -> Iterator[Finding]:
    for page in subject.site.pages.values():
        notes = page.body.notes
        references = (each for text in texts(page) for each in text.references) if notes else ()
        named = {each.name for each in references if isinstance(each, NoteReference)}
        for note in notes:
            if (name := note.name) not in named:
                message = f"nothing refers to the note [^{name}]"
                hint = f"Write [^{name}] where it belongs, or delete the note: it is not shown."
                path = page.source.path
                yield Finding(path, note.offset, message, hint, len(name), page.waived)


RULES: Rules = {
    "incomplete-source": _incomplete_sources,
    "citation-without-place": _citations_without_place,
    "quoted-locator": _in_locators,
    "passage-not-found": _missing,
    "passage-differs": _almost,
    "quote-of-two-sources": _of_two_sources,
    "stored-copy": _other_copies,
    "unused-fact": _unused_facts,
    "unused-source": _unused_sources,
    "unused-term": _unused_entries,
    "unused-note": _unused_notes,
    "unnamed-topic": _unnamed_topics,
}
