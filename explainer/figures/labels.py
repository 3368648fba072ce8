"""Places for labels along an axis, so that none touches another."""

from __future__ import annotations

from collections.abc import Sequence

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
