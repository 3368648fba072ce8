"""Whom and what a text names: speakers, people, organizations, places and countries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from explainer.documents.markdown.parsed_text import Span
from explainer.languages.claim_words import find_words
from explainer.languages.locales import is_english, script_of, scripts_of
from explainer.languages.names import (
    UNSPACED,
    country_names,
    find_name,
    plain_words,
    scripts_in,
)
from explainer.model.entries.entry import Entry
from explainer.model.shared.fields import fold
from explainer.model.site.site import Site
from explainer.model.sources.source import Source

Names: TypeAlias = Mapping[str, tuple[str, ...]]
"""By each of its spellings, folded, all those of a person, a place or a term."""


class Named(NamedTuple):
    """What a text names: a ``kind`` ("person", "organization", "place", "country", ``FULL_NAME``)
    and the name in the site's language, or as it stands there."""

    kind: str
    name: str


FULL_NAME = "full name"
"""The kind of a name in English that the site does not know: somebody's, most likely."""
_WORD = re.compile(r"[^\W\d_]+")
_OPENERS = re.compile(rf"(?:{find_words('openers', 'en').pattern} )+", re.IGNORECASE)
_TOKEN = re.compile(r"\w+")
_CAPITAL = r"[A-Z][^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*"
_FULL_NAME = re.compile(rf"(\b[Tt]he |\b[Aa]n? |['’]s )?(?<![^\W_]){_CAPITAL}(?: {_CAPITAL})+")
_START_LENGTH = 3
_PARTS = re.compile(r"[,;] | and | и ")
_GENITIVE = re.compile(r"[^\W\d_]+(?<![A-Z])['’]s ")
_CHANGING = 3
"""How many letters at the end of a word grammar may change; at least four are compared."""


def entries_of(by: str, site: Site) -> tuple[Entry, ...]:
    """The entries of the site that ``by`` names, in any of their spellings."""
    found = (site.entry(name.strip()) for name in (*_PARTS.split(by), *_WORD.findall(by)))
    return tuple({(each.kind, each.id): each for each in found if each}.values())


def speaker_pattern(by: str, site: Site, language: str) -> re.Pattern[str] | None:
    """Finds the beginnings of words by which texts in a language name the speaker: of the name and
    its aliases, of the office, of an organization but for its country. None if none is known."""
    if fold(by) == "us":
        return find_words("ourselves", language)
    names = [by] if language == site.default else []
    for entry in entries_of(by, site):
        role = entry.role_in(language).split(" of ")[0]
        names += [entry.name_in(language), role, *(alias for alias, _ in entry.aliases)]
    return _pattern_of(by, tuple(names), language, site.default)


@lru_cache(maxsize=8192)
def _pattern_of(
    by: str, names: Sequence[str], language: str, default: str
) -> re.Pattern[str] | None:
    """Finds the beginnings of the words of ``names``, and of the office that ``by`` names in the
    ``default`` language of the site."""
    # "Harbour Press" is a name, and "the press" is none.
    kinds = ("office",) if re.search(r"\b(?!The\b)[A-Z]", by) else ("office", "press")
    offices = (each for each in kinds if find_words(each, default).search(by))
    groups = [pattern for each in offices if (pattern := find_words(each, language)).pattern]
    words = {w for name in names for w in _WORD.findall(_GENITIVE.sub("", name) or name)}
    words |= {"".join(w[0] for w in _WORD.findall(name) if w[0].isupper()) for name in names}
    telling = sorted(w for w in words if len(w) > _CHANGING or (len(w) > 1 and w[0].isupper()))
    own = [word for word in telling if script_of(word[0]) in scripts_of(language)]
    stems = (w[: max(4, len(w) - _CHANGING)] if len(w) > _CHANGING else rf"{w}\b" for w in own)
    either = [*(rf"\b{stem}" for stem in stems), *(each.pattern for each in groups)]
    return re.compile("|".join(either), re.IGNORECASE) if either else None


def makers_of(source: Source) -> str:
    """Whom a source is by: its authors, what it appeared in, its publisher and their party."""
    authors = (each.display for each in source.authors)
    return " ".join((*authors, source.container, source.publisher, source.party))


def is_source(by: str, source: Source, site: Site) -> bool:
    """Whether who speaks is a source: one of its authors, its publisher or what it appeared in."""
    named = speaker_pattern(by, site, site.default)
    return bool(named and named.search(makers_of(source)))


def names_of(entries: Iterable[Entry]) -> Names:
    """What entries are called, by each of these names."""
    names: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        names |= dict.fromkeys(map(fold, (entry.id, *entry.called)), entry.called)
    return names


class Finder(Struct, frozen=True):
    """Finds which people, organizations, places and countries texts name. ``spellings`` are those
    of each, ``by_start`` the same by the first letters of a word; ``known`` is what was found."""

    spellings: Mapping[Named, tuple[str, ...]]
    by_start: Mapping[str, Sequence[tuple[str, str, Named]]]
    known: dict[tuple[str, str], Mapping[Named, int]] = {}

    def find(self, text: str, language: str) -> Mapping[Named, int]:
        """What the text names, with the offset of a word of it; not what is part of a longer name.
        Names in English have capitals."""
        if (text, language) not in self.known:
            self.known[text, language] = self._find(text, language)
        return self.known[text, language]

    def _find(self, text: str, language: str) -> Mapping[Named, int]:
        plainly, english = plain_words(text), is_english(language)
        found: dict[Named, tuple[int, Span]] = {}
        for word in _WORD.finditer(text):
            if english and not word[0][0].isupper():
                continue
            letters = plain_words(word[0])[1:-1]
            starts = (self.by_start[each] for each in _starts(letters) if each in self.by_start)
            for first, spelling, named in chain.from_iterable(starts):
                begins = first == letters if english else first[:-_CHANGING] in letters
                if named in found or not begins:
                    continue
                if span := find_name(spelling, plainly, english):
                    found[named] = word.start(), span
        spans = {span for _, span in found.values()}
        inner = {a for a in spans for b in spans if a != b and b[0] <= a[0] and a[1] <= b[1]}
        known = {named: at for named, (at, span) in found.items() if span not in inner}
        return {**dict(_full_names(text, known.values())), **known} if english else known


def make_finder(site: Site) -> Finder:
    """A country that is in ``places.yaml`` has its names there too."""
    entries = [entry for entry in site.entries.values() if entry.kind != "term"]
    spellings: dict[Named, tuple[str, ...]] = {}
    for entry in entries:
        kind = "organization" if entry.organization else entry.kind
        spellings[Named(kind, entry.name)] = names_of([entry])[fold(entry.id)]
    own = names_of(entries)
    for country, known in country_names(site.default).items():
        place = site.entry(country)
        listed = spellings.pop(Named("place", place.name), ()) if place else ()
        left = (each for each in known if fold(each) not in own)
        spellings[Named("country", country)] = (*listed, *left)
    by_start: dict[str, list[tuple[str, str, Named]]] = defaultdict(list)
    for named, known in spellings.items():
        for each in sorted(known, key=len, reverse=True):
            first = plain_words(each)[1:].partition(" ")[0].removeprefix("ال")
            by_start[first[:_START_LENGTH]].append((first, each, named))
    return Finder(spellings, by_start)


@lru_cache(maxsize=8192)
def _starts(letters: str) -> Iterable[str]:
    """The letters with which names in a word may begin, which may stand in it in some scripts."""
    places = range(1 if letters.isascii() else len(letters))
    return {letters[at : at + n] for at in places for n in range(1, _START_LENGTH + 1)}


def _full_names(text: str, known: Iterable[int]) -> Iterator[tuple[Named, int]]:
    """The names of two words or more in an English text in which no ``known`` one begins, with
    their offsets. They have no article, as those of persons."""
    for match in _FULL_NAME.finditer(text):
        opener = _OPENERS.match(text, *match.span())
        start = opener.end() if opener else match.start()
        name = text[start : match.end()]
        if " " in name and not (match[1] or any(start <= at < match.end() for at in known)):
            yield Named(FULL_NAME, name), start


def is_named(spellings: Iterable[str], text: str, language: str) -> bool | None:
    """Whether a text has a name, by any of its spellings; None if it cannot be told. Another
    language with the same letters may spell it otherwise, and long names may be shortened."""
    scripts, english = scripts_in(text), is_english(language)
    comparable = [each for each in spellings if scripts_in(each) & scripts]
    plainly = plain_words(text)
    if any(find_name(each, plainly, english) for each in comparable):
        return True
    shorter = (part for each in comparable for part in _shortened(each))
    is_shorter = any(find_name(part, plainly, english) for part in shorter)
    can_tell = comparable and not is_shorter and (english or "LATIN" not in scripts)
    return False if can_tell else None


def _shortened(name: str) -> Iterator[str]:
    """What a long name may be shortened to: Selby Harbour Board to the Harbour Board, 林海燕 to
    林某; the same name in other signs may begin so too."""
    words = name.split()
    if scripts_in(name) & UNSPACED:
        yield name[0]
    yield from map(" ".join, pairwise(words) if len(words) > 2 else ())
