"""Who is meant by ``by``, and whether a text names them."""

from __future__ import annotations

import re
from pathlib import Path

from explainer.model.entries.entry import Entry
from explainer.model.site.site import Site
from explainer.model.values.value import fold_text
from explainer.tables import read_table

_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5
_TABLE = read_table(Path(__file__).with_name("speaker_words.toml"))
_ALIKE = {word: words.split() for words in _TABLE["alike"] for word in words.split()}


def speakers_of(by: str, site: Site) -> tuple[Entry, ...]:
    """The people and organizations of the site that ``by`` names, in any of their spellings."""
    found = (site.entry(name) for name in (*re.split(r"[,;] | and ", by), *_WORD.findall(by)))
    people = {each.id: each for each in found if each and each.kind == "person"}
    return tuple(people.values())


def names_speaker(text: str, by: str, site: Site) -> bool:
    """Whether a text has a word of ``by`` in any form, or another name of somebody it means."""
    spellings = (name for entry in speakers_of(by, site) for name, _ in entry.spellings)
    words = _words(" ".join((by, *spellings)))
    stems = {like[:_STEM] for word in words for like in _ALIKE.get(word, (word,))}
    return not stems or any(word[:_STEM] in stems for word in _words(text))


def _words(text: str) -> set[str]:
    return {*_WORD.findall(fold_text(text))}.difference(_TABLE["say_nothing"].split())
