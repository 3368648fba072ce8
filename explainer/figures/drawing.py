"""A drawing: shapes at places, as values, and their SVG.

Places are CSS px from the upper corner where reading begins: from the right in a language that is
read from there, so that a kind draws as if all were read from the left. Colours are classes, which
the style sheet gives them: on a screen, on paper, in the dark, and by forced colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import fsum
from typing import Literal, TypeAlias

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from explainer.languages.catalogues import unmarked

Anchor: TypeAlias = Literal["start", "middle", "end"]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""
SMALL, PLAIN = 14.0, 15.0
"""Sizes of words, in CSS px. On the smallest phones a drawing is shown at seven eighths of its
size, and even there no letters are smaller than 12."""
LINE = 18.0
"""From one line of words to the next."""
_NARROW = frozenset("ijlI.,:;'|!()[]{}/·’‘ \u00a0\u202f1tfr")
_WIDE = frozenset("mwMWOQ@%—ЖШЩЮФМжшщюмфыЫ&")
_BOLD = 1.08


@lru_cache(maxsize=8192)
def _letter(letter: str) -> float:
    """The width of one letter, in em, as nearly as can be told without knowing a reader's fonts:
    wide enough for the widest that browsers use for ``sans-serif`` by default, so that labels never
    meet."""
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.41
    if letter in _WIDE:
        return 0.98
    return 0.7 if letter.isupper() else 0.64


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line in the unit of ``size``, which is that of the font: an upper bound."""
    # sum() rounds in another way since Python 3.12, and fsum() nowhere but at the end
    return fsum(map(_letter, text)) * size * (_BOLD if bold else 1)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most ``width``. A word that is wider is cut where it has to be."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while text_width(line, size, bold=bold) > width and len(line) > 1:
            fits = len(line) - 1
            while fits > 1 and text_width(line[:fits] + "-", size, bold=bold) > width:
                fits -= 1
            lines.append(line[:fits] + "-")
            line = line[fits:]
    return (*lines, line)


class Words(Struct, frozen=True, gc=False):
    """One line, with the place of its baseline."""

    x: float
    y: float
    text: str
    size: float = PLAIN
    anchor: Anchor = "start"
    look: str = ""

    @property
    def bold(self) -> bool:
        return "strong" in self.look

    @property
    def box(self) -> Box:
        """As far as it can reach."""
        width = text_width(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - 0.8 * self.size, left + width, self.y + 0.25 * self.size


class Rect(Struct, frozen=True, gc=False):
    x: float
    y: float
    width: float
    height: float
    look: str

    @property
    def box(self) -> Box:
        return self.x, self.y, self.x + self.width, self.y + self.height


class Line(Struct, frozen=True, gc=False):
    """Straight lines through the ``points``; where it is ``closed``, what they enclose."""

    points: tuple[tuple[float, float], ...]
    look: str
    closed: bool = False

    @property
    def box(self) -> Box:
        across, down = zip(*self.points, strict=True)
        return min(across), min(down), max(across), max(down)


class Dot(Struct, frozen=True, gc=False):
    x: float
    y: float
    radius: float
    look: str

    @property
    def box(self) -> Box:
        x, y, radius = self.x, self.y, self.radius
        return x - radius, y - radius, x + radius, y + radius


class Shapes(Struct, frozen=True, gc=False):
    """Ready-made paths of one look, such as countries: SVG's ``d``, from the left."""

    path: str
    look: str


Shape: TypeAlias = Words | Rect | Line | Dot | Shapes


class Drawing(Struct, frozen=True, gc=False):
    """What is drawn for one width of the column; later shapes lie on earlier ones."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def words(self) -> tuple[Words, ...]:
        return tuple(shape for shape in self.shapes if isinstance(shape, Words))


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def paragraph(text: str, width: float, size: float = PLAIN, look: str = "") -> list[Words]:
    """A text in lines of at most ``width``, none if it is empty; the upper corner is at 0, 0."""
    lines = wrap(unmarked(text), width, size, bold="strong" in look) if text else ()
    return [Words(0, LINE * n + PLAIN * 0.8, line, size, look=look) for n, line in enumerate(lines)]


def paragraphs(texts: Sequence[tuple[str, float, str]], width: float) -> list[Words]:
    """Texts with their sizes and looks, one paragraph below the other."""
    lines: list[Words] = []
    for text, size, look in texts:
        lines += moved(paragraph(text, width, size, look), 0, LINE * len(lines))
    return lines


def hull(shapes: Iterable[Words | Rect | Line | Dot]) -> Box:
    """The box around all of them."""
    lefts, tops, rights, feet = zip(*(shape.box for shape in shapes), strict=True)
    return min(lefts), min(tops), max(rights), max(feet)


def widest(lines: Sequence[Words]) -> float:
    return max(line.box[2] - line.box[0] for line in lines)


def moved(lines: Sequence[Words], x: float, y: float, anchor: Anchor = "start") -> list[Words]:
    return [replace(line, x=line.x + x, y=line.y + y, anchor=anchor) for line in lines]


def with_remarks(drawing: Drawing, remarks: Sequence[str]) -> Drawing:
    """Below the drawing, what has no place in it."""
    if not remarks:
        return drawing
    lines = paragraphs([(remark, SMALL, "soft") for remark in remarks], drawing.width)
    shapes = (*drawing.shapes, *moved(lines, 0, drawing.height + 6))
    return Drawing(drawing.width, drawing.height + 6 + LINE * len(lines), shapes)


def to_svg(
    drawing: Drawing, look: str, name: str, title: str, described: str, *, from_right: bool = False
) -> Markup:
    """The drawing as an ``svg`` element of the class ``look``; its ids begin with ``name``.

    Its words are hidden from screen readers, which read ``title``, ``described`` and the table."""
    inside = "".join(_shape(shape, drawing.width, from_right) for shape in drawing.shapes)
    box = f"0 0 {_number(drawing.width)} {_number(drawing.height)}"
    svg = (
        f'<svg class="{look}" viewBox="{box}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(described)}</desc>'
        f'<g aria-hidden="true">{inside}</g></svg>'
    )
    return Markup(unmarked(svg))  # an element around English words would end the drawing


def _shape(shape: Shape, width: float, from_right: bool) -> str:
    def across(x: float, extent: float = 0) -> str:
        return _number(width - x - extent if from_right else x)

    drawn = f' class="{shape.look}"' if shape.look else ""
    match shape:
        case Words():
            anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
            place = f'x="{across(shape.x)}" y="{_number(shape.y)}"'
            size = f'font-size="{_number(shape.size)}"'
            return f"<text {place} {size}{anchor}{drawn}>{escape(shape.text)}</text>"
        case Rect(x, y, wide, high):
            place = f'x="{across(x, wide)}" y="{_number(y)}"'
            size = f'width="{_number(wide)}" height="{_number(high)}"'
            return f"<rect {place} {size}{drawn}/>"
        case Line(points, _, closed):
            path = "L".join(f"{across(x)} {_number(y)}" for x, y in points)
            return f'<path d="M{path}{"Z" if closed else ""}"{drawn}/>'
        case Dot(x, y, radius):
            return f'<circle cx="{across(x)}" cy="{_number(y)}" r="{_number(radius)}"{drawn}/>'
        case Shapes(path):
            return f'<path d="{path}"{drawn}/>'


def _number(value: float) -> str:
    """With at most one decimal: a tenth of a pixel is seen by nobody."""
    return f"{value:.1f}".removesuffix(".0").removeprefix("-" if abs(value) < 0.05 else " ")
