"""Join words into lists such as "Armenia, Belarus and Kazakhstan"."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.languages.locales import is_american, is_english, locale_or_english


def join_words(words: Sequence[str], language: str) -> str:
    """The words as a list; "" for no words. American English has a comma before "and"."""
    if is_english(language):
        return _join_english(words, ", and " if is_american(language) else " and ")
    from babel.lists import format_list

    return str(format_list(list(words), style="standard", locale=locale_or_english(language)))


def _join_english(words: Sequence[str], before_last: str) -> str:
    if len(words) < 3:
        return " and ".join(words)
    return ", ".join(words[:-1]) + before_last + words[-1]
