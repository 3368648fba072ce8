"""Facts, sources, entries, authors' notes and topics that nothing uses; topics without a name."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.documents.references.kinds import NoteReference
from explainer.model.entries.topic import TOPICS
from explainer.model.pages.page import texts


def _unused_facts(subject: Subject) -> Iterator[Finding]:
    inputs = {each for point in subject.ledger.standpoints.values() for each in point.inputs}
    for fact in subject.site.facts.values():
        if fact.id not in subject.mentions.facts and fact.id not in inputs:
            message = f'no text, figure or formula states the fact "{fact.id}"'
            hint = f"Write {{{{ {fact.id} }}}} where it belongs, or delete the fact."
            yield Finding.of_record(fact, fact.id, message, hint)


def _unused_sources(subject: Subject) -> Iterator[Finding]:
    for source in subject.site.sources.values():
        if source.key not in subject.mentions.sources:
            message = f'nothing rests on the source "{source.key}"'
            hint = "Cite it where it was used, or delete the record."
            yield Finding.of_record(source, source.key, message, hint)


def _unused_entries(subject: Subject) -> Iterator[Finding]:
    for (kind, entry_id), entry in subject.site.entries.items():
        if (entry.kind, entry_id) not in subject.mentions.entries:
            message = f'no text names the {kind} "{entry_id}"'
            hint = f"Write [[{entry_id}]] where it is first named, or delete the entry."
            yield Finding.of_record(entry, entry_id, message, hint)


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


def _unused_topics(subject: Subject) -> Iterator[Finding]:
    used = {topic.id for _, topic in subject.site.used_topics(also_held_back=True)}
    for topic in subject.site.topics.values():
        if topic.id not in used:
            message = f'no explainer and no fact has the topic "{topic.id}"'
            hint = "Write it under topics: of an explainer or topic: of a fact, or delete it."
            yield Finding.of_record(topic, topic.id, message, hint)


def _unnamed_topics(subject: Subject) -> Iterator[Finding]:
    first: dict[str, tuple[str, int]] = {}
    for path, named in subject.site.used_topics():
        first.setdefault(named.id, (path, named.offset))
    for topic, (path, offset) in first.items():
        if not subject.site.topics[topic].named:
            name = subject.site.topics[topic].name
            message = f'the topic "{topic}" has no name, and readers see "{name}"'
            hint = f"Write {topic}: {{name: {name}}} into {TOPICS}, in your words."
            yield Finding(path, offset, message, hint, len(topic) if offset else 1)


RULES = (
    Rule("unused-fact", "a fact that no text, figure or formula states", _unused_facts),
    Rule("unused-source", "a source that no text and no claim names", _unused_sources),
    Rule("unused-term", "a term, person or place that no text names", _unused_entries),
    Rule("unused-note", "an author's note that no text refers to", _unused_notes),
    Rule("unused-topic", "a topic that no explainer and no fact has", _unused_topics),
    Rule("unnamed-topic", "a topic without a name", _unnamed_topics),
)
