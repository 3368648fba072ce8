"""Topics: what explainers and facts are about, with their names (``content/topics.yaml``)."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from explainer.documents.data.nodes import Scalar
from explainer.documents.files.source_text import SourceText
from explainer.model.entries.entry import read_fields
from explainer.model.shared.fields import Filled, Translated, Waiver, squash
from explainer.model.shared.reading import Parsed, Reader, parse_records

TOPICS = "content/topics.yaml"


class Topic(Translated, frozen=True, kw_only=True):
    """A topic; ``offset`` is that of its id in ``topics.yaml``, unless it is not ``named`` there.
    Topics are shown by ``order``, those without one last."""

    id: str
    name: str
    description: str = ""
    order: int | None = None
    named: bool = True
    offset: int = 0
    waived: tuple[Waiver, ...] = ()

    path: ClassVar[str] = TOPICS


class ParsedTopics(Parsed[Topic], frozen=True, tag=True):
    """The topics of ``topics.yaml``."""


class TopicRecord(Struct, forbid_unknown_fields=True, kw_only=True):
    translated: ClassVar[tuple[str, ...]] = ("name", "description")
    name: Filled
    """The name as readers see it."""
    description: Filled | None = None
    """In a sentence, for the topic's page."""
    order: int | None = None
    """Its place among the topics: 1 comes first. Those without one follow, by name."""
    waive: dict[str, Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


def parse_topics(source: SourceText) -> ParsedTopics:
    """The topics in ``topics.yaml``."""
    hint = "A topic begins with its id and a colon; its fields stand below it, indented."
    return parse_records(source, ParsedTopics, _read_topic, "topics must be a mapping", hint)


def _read_topic(reader: Reader, key: Scalar) -> Topic | None:
    record, translated = read_fields(reader, key, TopicRecord, TopicRecord.translated)
    if record is None:
        return None
    return Topic(
        id=key.value,
        name=squash(record.name),
        description=squash(record.description or ""),
        order=record.order,
        offset=reader.name(key).offset,
        waived=reader.waivers(),
        translations=tuple(
            (field, language, squash(text.value))
            for field, texts in sorted(translated.items())
            for language, text in sorted(texts.items())
        ),
    )


def unnamed_topic(id_: str) -> Topic:
    """A topic that has no name in ``topics.yaml``: it is called by the words of its id."""
    words = id_.replace("-", " ")
    return Topic(id=id_, name=words[:1].upper() + words[1:], named=False)
