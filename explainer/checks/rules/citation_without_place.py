"""Citations of long works without a locator or a passage."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.sources.source import Source

_LONG = frozenset(
    (
        *("bill", "book", "hearing", "legal_case", "legislation", "manuscript", "paper-conference"),
        *("patent", "regulation", "report", "standard", "thesis", "treaty"),
    )
)
_LONG_KINDS = frozenset(("treaty", "transcript"))


def _find(subject: Subject) -> Iterator[Finding]:
    for cited in subject.mentions.cited:
        source = subject.site.sources[cited.source]
        if _is_long(source) and not (cited.locator or cited.quote):
            message = f'"{source.key}" is long, and nothing says where in it to look'
            hint, waivers = _hint(cited.path, source.key), (*cited.waivers, *source.waived)
            yield Finding(cited.path, cited.offset, message, hint, len(source.key), waivers)


def _is_long(source: Source) -> bool:
    """Whether a reader cannot be expected to search the source; a web page is easy to search."""
    is_pdf = source.url.partition("#")[0].partition("?")[0].casefold().endswith(".pdf")
    return source.type in _LONG or source.kind in _LONG_KINDS or is_pdf


def _hint(path: str, key: str) -> str:
    if path.startswith("content/facts/"):
        return f"Write {{source: {key}, at: p. 3}}, or quote: with the words relied on."
    return f'Write [@{key}, p. 3] or [@{key}, "the words relied on"].'


RULE = Rule("citation-without-place", "a note to a long work without locator or passage", _find)
