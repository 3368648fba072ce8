"""Sources that repeat others."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.model.sources.source import Source


def original_of(source: Source, sources: Mapping[str, Source]) -> str:
    """The key of the source that ``source`` repeats, directly or through other copies. If
    copies form a circle, the least of their keys."""
    seen: dict[str, None] = {}
    while source.copy_of and source.key not in seen:
        seen[source.key] = None
        source = sources[source.copy_of]
    if source.key in seen:
        return min(list(seen)[list(seen).index(source.key) :])
    return source.key
