"""What must hold of every drawing: nothing overlaps, nothing lies outside, nothing is too small."""

from __future__ import annotations

from itertools import combinations

from explainer.figures.drawing import Dot, Drawing, Line, Rect, Words
from explainer.figures.figure import Drawn

SMALLEST = 12


def check_drawn(drawn: Drawn) -> None:
    for drawing in (drawn.wide, drawn.narrow):
        if drawing:
            assert overlaps(drawing) == []
            assert outside(drawing) == []
            assert [words for words in drawing.words if words.size < SMALLEST] == []


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    """Each pair of words that may touch."""
    found = []
    for one, other in combinations(drawing.words, 2):
        a, b = one.box, other.box
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
            found.append((one.text, other.text))
    return found


def outside(drawing: Drawing) -> list[str]:
    """What reaches over an edge by more than a rounded tenth of a pixel."""
    found = []
    for shape in drawing.shapes:
        match shape:
            case Words():
                box = shape.box
            case Rect(x, y, width, height):
                box = (x, y, x + width, y + height)
            case Line(points):
                across, down = zip(*points, strict=True)
                box = (min(across), min(down), max(across), max(down))
            case Dot(x, y, radius):
                box = (x - radius, y - radius, x + radius, y + radius)
            case _:
                continue
        if min(box[:2]) < -0.1 or box[2] > drawing.width + 0.1 or box[3] > drawing.height + 0.1:
            found.append(f"{shape}")
    return found
