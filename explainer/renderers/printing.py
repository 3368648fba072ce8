"""How templates print: values escaped, words joined, phrases in the language of the page.

What MarkupSafe and Jinja do, with the same results, but without an object for each value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from gettext import NullTranslations
from html import unescape

import markupsafe
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from explainer.checks.prose.segmentation import split_sentences
from explainer.languages.catalogues import CLOSE
from explainer.languages.words import join_words

_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)
_MOST_PHRASES = 4096
_CLOSING = f"”’»“\"')]{CLOSE}"
_ENDS = (".", "?", "!", "…")


def escape(value: object) -> str:
    """The value as it is joined with others of its template: it need not be ``Markup``."""
    kind = type(value)
    if kind is str:
        return _escaped(value)  # type: ignore[arg-type]
    if kind is int:
        return str(value)
    return value if kind is Markup else markupsafe.escape(value)  # type: ignore[return-value]


def as_markup(text: str) -> Markup:
    """``Markup(text)``, for what is a string and has no ``__html__``."""
    return str.__new__(Markup, text)


def phrases(catalogue: NullTranslations) -> Callable[..., str]:
    """The function ``gettext``, for one language."""

    @lru_cache(_MOST_PHRASES)
    def without_values(words: str) -> Markup:
        return Markup(catalogue.gettext(words)) % {}

    @pass_eval_context
    def gettext(context: EvalContext, words: str, /, **values: object) -> str:
        if not context.autoescape:
            return catalogue.gettext(words) % values
        return Markup(catalogue.gettext(words)) % values if values else without_values(words)

    return gettext


def commas(*parts: object) -> Markup:
    """The parts that are not empty, with commas between them."""
    return as_markup(", ".join(_present(parts)))


def first_of(language: str) -> Callable[[str], str]:
    """The function ``first_sentence``."""

    def first_sentence(text: str) -> str:
        """The first sentence of a text without markup."""
        return next((text[:end] for _, end in split_sentences(text, language)), "")

    return first_sentence


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
        """The words as a list, as in Norway, Sweden and Finland."""
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
