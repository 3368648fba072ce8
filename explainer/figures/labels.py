"""Places for labels along an axis or on a board, so that none touches another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from msgspec import Struct

from explainer.figures.drawing import SMALL, Box, Line, Words, hull, meet
from explainer.figures.letters import text_width

_ROWS, _MOVED = (26.0, 46.0), (0, 6, -6, 12, -12, 18, -18)
"""How far words stand below an axis, and beside their places."""


def room_for_bars(width: float, rows: Iterable[tuple[float, float]]) -> float:
    """How long a bar over the whole scale may be, so that each row has room behind its own: rows
    are the share of the scale that their bar takes, and the room that they need."""
    length = width
    for share, needed in rows:
        room = width - needed
        length = min(length, room / share if share else length if room >= 0 else 0)
    return length


class Label(Struct, frozen=True):
    """Words that belong to a point, and the line to it from afar."""

    words: Sequence[Words]
    leader: Line | None = None


class Board(Struct):
    """Room for labels, of which some is ``taken``. No words stand on ``marks`` either, which
    leaders may cross."""

    width: float
    height: float
    taken: list[Box] = []
    marks: Sequence[Box] = ()

    def place(self, wanted: Iterable[Label]) -> tuple[Line | Words, ...]:
        """The first of the labels that has room, which then is taken; nothing if none has."""
        for label in wanted:
            leader = (label.leader,) if label.leader else ()
            left, top, right, foot = box = hull(label.words)
            inside = min(left, top) >= 2 and right <= self.width - 2 and foot <= self.height - 2
            lines = [line.box for line in leader]
            clear = all(_free(line, self.taken) for line in lines)
            if inside and clear and _free(box, (*self.taken, *self.marks)):
                self.taken += [(left - 4, top - 3, right + 4, foot + 3), *lines]
                return (*leader, *label.words)
        return ()


def _free(box: Box, taken: Iterable[Box]) -> bool:
    return not any(meet(box, each) for each in taken)


def words_below(
    wanted: Iterable[tuple[float, str]], axis: float, width: float
) -> list[Line | Words]:
    """Words with lines to their places on an axis, in two rows, as many as have room. Those that
    are ``wanted`` first come first."""
    board = Board(width, axis + _ROWS[-1] + 10)
    found: list[Line | Words] = []
    for x, text in wanted:
        half = text_width(text, SMALL) / 2 + 2
        labels = []
        for row, beside in product(_ROWS, _MOVED):
            middle = max(half, min(x + beside, width - half))
            leader = Line(((x, axis + 5), (middle, axis + row - 14)), "leader")
            words = Words(middle, axis + row, text, SMALL, "middle", "soft")
            labels.append(Label([words], leader))
        found += board.place(labels)
    return found
