"""Sentences that mean nothing, in the words of ``words.toml``."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Prose:
    """Each call draws further words; the same draw gives the same words."""

    draw: random.Random
    language: str

    def words(self, kind: str) -> tuple[str, ...]:
        return _words(self.language, kind)

    def word(self, kind: str) -> str:
        return self.draw.choice(self.words(kind))

    def filled(self, pattern: str, **words: str) -> str:
        kinds = {"noun": "nouns", "verb": "verbs", "adjective": "adjectives", "adverb": "adverbs"}
        drawn = {name: self.word(kind) for name, kind in kinds.items()}
        second = {f"second_{name}": self.word(kinds[name]) for name in ("noun", "adjective")}
        text: str = _vocabulary()[self.language][pattern]
        return text.format(**drawn, **second, **words)

    def question(self) -> str:
        opening = self.draw.choice(_vocabulary()[self.language]["questions"])
        return self.filled("question", opening=opening)

    def clause(self) -> str:
        return self.filled("clause").capitalize()

    def sentence(self) -> str:
        """A clause or two, of which two in five have emphasis, code or a link."""
        said = self.filled("clause")
        if self.draw.random() < 0.5:
            said += f", {self.word('conjunctions')} {self.filled('clause')}"
        words = said.split(" ")
        at = self.draw.randrange(2, len(words) - 1)
        bare = words[at].rstrip(",")
        link = f"[{bare}](https://example.org/{self.draw.randrange(9999)})"
        kinds = (f"**{bare}**", f"*{bare}*", f"*{bare}*", f"`{bare}`", link)
        if self.draw.random() < 0.4:
            words[at] = words[at].replace(bare, self.draw.choice(kinds))
        said = " ".join(words)
        return f"{said[0].upper()}{said[1:]}."

    def sentences(self, number: int) -> str:
        return " ".join(self.sentence() for _ in range(number))

    def bullets(self) -> str:
        return "\n".join(f"- {self.sentence()}" for _ in range(5))

    def quotation(self) -> str:
        return f"> {self.sentences(2)}"

    def table(self) -> str:
        kinds = ("adjectives", "nouns", "verbs")
        rows = [" | ".join(self.word(kind) for kind in kinds) for _ in range(5)]
        return "\n".join(f"| {row} |" for row in ("A | B | C", "--- | :-- | --:", *rows))


@cache
def _vocabulary() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def _words(language: str, kind: str) -> tuple[str, ...]:
    return tuple(_vocabulary()[language][kind].split())
