"""Places for labels along an axis or on a board, so that none touches another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from explainer.figures.drawing import Box, Words, meet

_GAP = 10.0


def spread(wanted: Sequence[tuple[float, float]], low: float, high: float) -> tuple[float, ...]:
    """The middles of labels in one row, each as near as can be to where it is ``wanted``: pairs of
    a middle and a width, in order. All lie between ``low`` and ``high`` if they have room there."""
    middles: list[float] = []
    edge = low
    for middle, width in wanted:
        middles.append(max(middle, edge + width / 2))
        edge = middles[-1] + width / 2 + _GAP
    edge = high
    for index in range(len(wanted) - 1, -1, -1):
        width = wanted[index][1]
        middles[index] = max(min(middles[index], edge - width / 2), low + width / 2)
        edge = middles[index] - width / 2 - _GAP
    return tuple(middles)


def spread_some(
    wanted: Sequence[tuple[float, float]],
    order: Sequence[int],
    low: float,
    high: float,
    most: float,
) -> dict[int, float]:
    """The middles of those labels that can be at most ``most`` beside where they are wanted, by
    their places in ``wanted``. Those that come first in ``order`` are tried first."""
    kept: dict[int, float] = {}
    for added in order:
        tried = sorted({*kept, added})
        some = [wanted[n] for n in tried]
        middles = spread(some, low, high)
        moves = (
            abs(middle - max(low + width / 2, min(at, high - width / 2)))
            for middle, (at, width) in zip(middles, some, strict=True)
        )
        room = sum(width for _, width in some) + _GAP * (len(some) - 1)
        if room <= high - low and max(moves) <= most:
            kept = dict(zip(tried, middles, strict=True))
    return kept


def rows(spans: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """The row of each span from left to right, counted from 0: the first in which it touches none
    before it."""
    ends: list[float] = []
    found: list[int] = []
    for left, right in spans:
        row = next((n for n, end in enumerate(ends) if end + _GAP <= left), len(ends))
        ends[row : row + 1] = [right]
        found.append(row)
    return tuple(found)


class Board(Struct):
    """Room for labels, of which some is ``taken``: left, upper, right and lower edges."""

    width: float
    height: float
    taken: list[Box] = []

    def place(self, wanted: Iterable[Words]) -> Words | None:
        """The first of the words that has room, which then is taken."""
        found = next((words for words in wanted if self.is_free(words.box)), None)
        if found:
            left, top, right, foot = found.box  # of the letters: lines are higher
            self.taken.append((left, top - 3, right, foot + 3))
        return found

    def is_free(self, box: Box) -> bool:
        left, top, right, foot = box
        inside = min(left, top) >= 2 and right <= self.width - 2 and foot <= self.height - 2
        return inside and not any(meet(box, each) for each in self.taken)
