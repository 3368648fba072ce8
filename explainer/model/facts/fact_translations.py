"""Translations of facts: a file for each language, such as ``content/facts.ru.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Mapping, Scalar, child
from explainer.documents.files.source_text import SourceText
from explainer.model.facts.claims import Claim, Fact, Wording, words_of
from explainer.model.facts.records import FactRecord
from explainer.model.shared.fields import Filled
from explainer.model.shared.parsing import Parsed, parse_records
from explainer.model.shared.reading import Named, Reader
from explainer.model.values.value import Items, Text, fold_text

_LANGUAGE = re.compile(r"facts\.(.+)\.ya?ml")


class FactTranslationRecord(Struct, forbid_unknown_fields=True, kw_only=True):
    label: Filled | None = None
    """The fact's label in this language."""
    short: Filled | None = None
    """Its shorter name."""
    statement: Filled | None = None
    """Its statement."""
    words: dict[Filled, Filled] = {}
    """What its claims say, by the words of the original: values in words, and what stands under
    by, what and why."""


class FactTranslation(Struct, frozen=True):
    """What a file says of one fact: ``texts`` are ``(field, text, where it is written)``."""

    fact: Named
    texts: tuple[tuple[str, str, Named], ...]
    words: tuple[Wording, ...]


class ParsedFactTranslations(Parsed[FactTranslation], frozen=True, tag=True):
    """The translations in one file."""


def language_of(path: str) -> str:
    """The language of a file of translations, by its name."""
    named = _LANGUAGE.fullmatch(path.rpartition("/")[2])
    assert named is not None, "no other file is read so"
    return named[1]


def parse_fact_translations(source: SourceText) -> ParsedFactTranslations:
    """The translations in a file, which maps ids of facts to them."""
    hint = "Write a fact's id and a colon, and label:, statement: or words: indented below it."
    message = "a file of translations maps ids of facts to them"
    return parse_records(source, ParsedFactTranslations, _read, message, hint)


def _read(reader: Reader, key: Scalar) -> FactTranslation | None:
    record, words = reader.record(FactTranslationRecord, key=key), tuple(_wordings(reader))
    if record is None:
        return None
    fields = [(field, reader.scalar(field)) for field in FactRecord.translated]
    texts = tuple((name, text.value, reader.name(text)) for name, text in fields if text)
    return FactTranslation(reader.name(key), texts, words)


def _wordings(reader: Reader) -> Iterator[Wording]:
    words, source = child(reader.node, ["words"]), reader.source
    for key, text in words.items if isinstance(words, Mapping) else ():
        if isinstance(text, Scalar):
            original, said = fold_text(words_of(reader.markdown(key))), reader.markdown(text)
            yield Wording(language_of(source.path), source.path, reader.name(key), original, said)


def merge(source: SourceText, translation: FactTranslation, fact: Fact) -> Fact | Diagnostic:
    """The fact with its translations from a file; an error if it has one of them beside it, too."""
    language = language_of(source.path)
    beside = {field for field, code, _ in fact.translations if code == language}
    for field, _, named in translation.texts:
        if field in beside:
            message = f"`{field}` of this fact is translated twice"
            hint = f"It stands as `{field}.{language}` in {fact.path} too: delete one of them."
            return source.diagnostic("translation", named.offset, message, hint)
    texts = tuple((field, language, text) for field, text, _ in translation.texts)
    translations, words = (*fact.translations, *texts), (*fact.words, *translation.words)
    return replace(fact, translations=translations, words=words)


def said_in_words(claim: Claim) -> list[str]:
    """All that a claim says in words that may be translated, as ``Wording.original`` has it."""
    withdrawn = [claim.withdrawn.by] if claim.withdrawn else []
    said = [claim.by, *withdrawn, words_of(claim.what), words_of(claim.why)]
    match claim.value:
        case Text(text):
            said.append(text)
        case Items(items):
            said += items
    return [fold_text(each) for each in said if each]
