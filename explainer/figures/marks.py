"""What strips and steps draw of what is said about a number.

A dot is a number, a bar a range, an arrow an open end. What the site writes is heavier; what was
set aside or withdrawn is hollow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from explainer.figures.claims import became
from explainer.figures.drawing import PLAIN, SMALL, Dot, Line, Rect, Words, paragraphs
from explainer.figures.figure import Datum, Speech
from explainer.figures.scales import Scale, numbers
from explainer.model.values.value import Quantity

_LOOKS = {"written": "written", "live": "said"}
_RADIUS = {"written": 7.0, "said": 5.0, "hollow": 5.0}
_HALF, _SHORTEST = 3.5, 2.0
"""Half of how thick a bar is; a range that would be a shorter one is a dot."""
_ARROW = ((0, -3), (10, -3), (10, -7), (19, 0), (10, 7), (10, 3), (0, 3))


class Mark(Struct, frozen=True, kw_only=True):
    """A value as it is said, from the first to the last of its ``ends``; without any it is not
    known. ``look`` is written, said or hollow; ``open_to`` is 1 if it is at least, -1 if it is at
    most the number."""

    number: Decimal | None
    ends: tuple[Decimal, ...]
    open_to: int
    words: str
    became: str
    look: str
    who: str = ""

    @property
    def radius(self) -> float:
        return _RADIUS[self.look]

    @property
    def held(self) -> tuple[Decimal, Decimal]:
        """From the least to the greatest that is meant: twice the number, if there is one."""
        return (self.ends[0], self.ends[-1]) if self.number is None else (self.number, self.number)

    def place(self, scale: Scale) -> float:
        """Where its label belongs."""
        return scale.at(sum(self.held) / 2)

    def label(self, width: float) -> list[Words]:
        """In lines; lines of the drawing break off behind it."""
        became = "strong halo" if self.look == "written" else "soft halo"
        texts = ((self.words, PLAIN, "strong halo"), (self.became, SMALL, became))
        return paragraphs((*texts, (self.who, SMALL, "soft halo")), width)

    def shapes(
        self, scale: Scale, level: float, *, upright: bool = False
    ) -> Iterator[Rect | Line | Dot]:
        """On a scale across, at the height of ``level``, or on one that is ``upright``."""

        def turned(along: float, beside: float) -> tuple[float, float]:
            return (level + beside, along) if upright else (along, level + beside)

        start, end = sorted((scale.at(self.ends[0]), scale.at(self.ends[-1])))
        is_bar = end - start >= _SHORTEST
        if is_bar:
            (left, top), (right, foot) = turned(start, -_HALF), turned(end, _HALF)
            yield Rect(left, top, right - left, foot - top, self.look)
        if self.open_to:
            ahead = self.open_to if scale.start < scale.end else -self.open_to
            points = tuple(turned(start + ahead * along, beside) for along, beside in _ARROW)
            yield Line(points, self.look, closed=True)
        elif self.number is not None or not is_bar:
            yield Dot(*turned(self.place(scale), 0), self.radius, self.look)


def mark_of(datum: Datum, speech: Speech) -> Mark:
    value = datum.value if isinstance(datum.value, Quantity) else Quantity(None)
    ends = numbers(value)
    is_open = bool(ends) and value.number is None
    return Mark(
        number=value.number,
        ends=ends,
        open_to=(value.high is None) - (value.low is None) if is_open else 0,
        words=speech.write_value(datum.value) if datum.value else datum.span.text,
        became=became(datum, speech),
        look=_LOOKS.get(datum.standing, "hollow"),
    )


def key_of(marks: Iterable[Mark], speech: Speech) -> tuple[tuple[str, str], ...]:
    """What looks mean that not every claim has: pairs of a look and words."""
    words = {
        "written": speech("what we write: the number that this site goes by"),
        "hollow": speech("set aside by us, or withdrawn: the fact’s page says why"),
    }
    looks = {mark.look for mark in marks}
    return tuple(pair for pair in words.items() if pair[0] in looks)
