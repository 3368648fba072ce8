"""Parse a site's own words for the phrases around its texts, such as ``content/words/nl.po``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.diagnostics import Diagnostic, did_you_mean
from explainer.documents.files.source_text import SourceText
from explainer.languages.catalogues import PLACEHOLDER, Phrase, count_forms, known_phrases

if TYPE_CHECKING:
    from babel.messages.catalog import Message

_LINE = re.compile(r'\s*(?:#.*|(?:[a-z_]+(?:\[[0-9]\])?\s+)?"(?:[^"\\]|\\.)*"\s*)?')
# A phrase may stand in an attribute.
_MARKUP = re.compile(r'[<>&"]')


class ParsedWords(Struct, frozen=True, tag=True):
    """The phrases of the file of one language, without those that are not translated."""

    language: str
    phrases: tuple[Phrase, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def parse_words(source: SourceText) -> ParsedWords:
    """The phrases in a file in gettext's format, or what is wrong in it."""
    lines = source.text.splitlines()
    language = source.path.rpartition("/")[2].removesuffix(".po")

    def problem(line: int, message: str, hint: str) -> Diagnostic:
        offset = sum(len(each) + 1 for each in lines[:line])
        return source.diagnostic("words", offset, message, hint)

    form = 'Write msgid "..." and below it msgstr "...", each between quotation marks.'
    wrong = next((n for n, line in enumerate(lines) if not _LINE.fullmatch(line)), None)
    if wrong is not None:
        return ParsedWords(language, (), (problem(wrong, "this is no line of a .po file", form),))
    from babel.messages.pofile import PoFileError

    try:
        found = _messages(lines)
    except PoFileError as error:
        return ParsedWords(language, (), (problem(error.lineno, "this is no phrase", form),))
    phrases: list[Phrase] = []
    problems: list[Diagnostic] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for message in found:
        phrase = _phrase(message)
        if (phrase.context, phrase.ids) in seen:
            twice = f'"{phrase.ids[0]}" stands twice'
            problems.append(problem((message.lineno or 1) - 1, twice, "Delete one of the two."))
            continue
        seen.add((phrase.context, phrase.ids))
        if phrase.forms and (said := _problem(phrase, language)):
            problems.append(problem((message.lineno or 1) - 1, *said))
        elif phrase.forms:
            phrases.append(phrase)
    return ParsedWords(language, tuple(phrases), tuple(problems))


def _messages(lines: list[str]) -> list[Message]:
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import PoFileParser

    found: list[Message] = []

    class Phrases(Catalog):
        """A catalogue that takes no header: a stranger's may ask for a billion plural forms. It
        keeps what stands twice."""

        num_plurals = 10

        def __setitem__(self, name: object, message: Message) -> None:
            if name:
                found.append(message)

    PoFileParser(Phrases(), ignore_obsolete=True, abort_invalid=True).parse(lines)
    return found


def _phrase(message: Message) -> Phrase:
    """The phrase; without forms if it is not translated, or a guess of a program (``fuzzy``)."""
    ids, texts = (
        part if isinstance(part, tuple) else (part or "",) for part in (message.id, message.string)
    )
    forms = () if message.fuzzy else tuple(text for text in map(str, texts) if text)
    return Phrase(str(message.context or ""), tuple(map(str, ids)), forms)


def _problem(phrase: Phrase, language: str) -> tuple[str, str] | None:
    """Message and hint, if the phrase is none of ours, or cannot be printed in its place."""
    known, own = known_phrases(), " ".join(phrase.ids)
    if (phrase.context, phrase.ids) not in known:
        every = [ids[0] for context, ids in known if context == phrase.context]
        hint = did_you_mean(phrase.ids[0], every) or "Delete it; messages.pot has all phrases."
        return f'no page says "{phrase.ids[0]}"', hint
    wanted = count_forms(language) if len(phrase.ids) > 1 else 1
    if len(phrase.forms) != wanted:
        return f"this has {len(phrase.forms)} of {wanted} forms", "Write one msgstr[...] for each."
    needed = {*PLACEHOLDER.findall(own)}
    said = {*PLACEHOLDER.findall(" ".join(phrase.forms))}
    if needed != said:
        names = ", ".join(sorted(needed ^ said))
        return f"this and its original differ in {names}", "Keep what the program fills in."
    if "%" in PLACEHOLDER.sub("", "".join(phrase.forms)) or (
        _MARKUP.search("".join(phrase.forms)) and not _MARKUP.search(own)
    ):
        return 'a phrase holds no markup, and no %, <, >, & or "', "Write it without."
    return None
