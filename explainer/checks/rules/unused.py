"""Facts, sources, entries and authors' notes that nothing uses; topics without a name."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.documents.references.kinds import NoteReference
from explainer.model.entries.entry import TOPICS
from explainer.model.facts.passages import facts_told
from explainer.model.pages.page import texts


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


RULES = (
    Rule("unused-fact", "a fact that no text, figure or formula states or tells", _unused_facts),
    Rule("unused-source", "a source that no text and no claim names", _unused_sources),
    Rule("unused-term", "a term, person, place or topic that nothing names", _unused_entries),
    Rule("unused-note", "an author's note that no text refers to", _unused_notes),
    Rule("unnamed-topic", "a topic without a name", _unnamed_topics),
)
