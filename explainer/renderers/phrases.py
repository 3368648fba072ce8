"""Functions for templates that join words, some of which may be missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import unescape

from markupsafe import Markup

from explainer.languages.catalogues import CLOSE
from explainer.languages.words import join_words
from explainer.renderers.printing import as_markup, escape

_CLOSING = f"”’»“\"')]{CLOSE}"
_ENDS = (".", "?", "!", "…")


def commas(*parts: object) -> Markup:
    """The parts that are not empty, with commas between them."""
    return as_markup(", ".join(_present(parts)))


def sentences(*parts: object) -> Markup:
    """The parts that are not empty, each with a full stop unless it already ends a sentence."""
    return as_markup(
        " ".join(
            part if part.endswith(_ENDS) or _ends(part) else f"{part}." for part in _present(parts)
        )
    )


def word_list(language: str) -> Callable[[Iterable[object]], Markup]:
    """The function ``all_of``, for one language."""

    def all_of(words: Iterable[object]) -> Markup:
        """The words as a list, as in Armenia, Belarus and Kazakhstan."""
        # escaped one by one: join_words returns text, not markup
        return Markup(join_words([str(escape(word)) for word in words], language))

    return all_of


def _present(parts: Iterable[object]) -> list[str]:
    escaped = (str.strip(escape(part)) for part in parts if part)
    return [part for part in escaped if part]


def _ends(part: str) -> bool:
    """Whether the text ends a sentence, whatever markup and closing signs stand behind it."""
    text = as_markup(part).striptags() if "<" in part else unescape(part)
    return text.rstrip(_CLOSING).endswith(_ENDS)
