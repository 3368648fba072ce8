"""Place what rules find in sentences in their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from explainer.checks.evidence.sayings import Spot
from explainer.checks.prose.places import find_places
from explainer.checks.rule import Finding, Subject


def place(find: Callable[[Subject], Iterable[Spot]], subject: Subject) -> Iterator[Finding]:
    """A finding for each spot; the spots of a text come one after another, in reading order."""
    for _, group in groupby(find(subject), lambda spot: id(spot.stretch)):
        spots = [*group]
        prose, stretch = spots[0].prose, spots[0].stretch
        source = subject.site.texts[prose.path]
        offsets = find_places(source, prose, stretch, [spot.place for spot in spots])
        for spot, offset in zip(spots, offsets, strict=True):
            length = len(spot.words) if source.text.startswith(spot.words, offset) else 1
            waivers = prose.subject.waived
            yield Finding(prose.path, offset, spot.message, spot.hint, length, waivers)
