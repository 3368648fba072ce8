"""Marks that a text can do without: the same sentence has one of the same note further on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from explainer.resolve.published.parts import NoteMark, Part, ValueSpan

# Where a sentence is over: at the blank behind its last sign, with closing marks and tags between,
# and at the edge of a block. An end too many, as in "Mr. X", leaves a mark where it is.
_END = re.compile(
    r"""[.!?…։؟۔。！？](?:["'”’»)\]]|</\w+>)*(\s)"""
    r"|(</?(?:p|li|t[dhr]|d[dlt]|br|div|blockquote|summary|h\d)\b)"
)


def repeated_marks(parts: Sequence[Part]) -> list[int]:
    """The places in ``parts`` with such a mark, the last first. Another note's mark between two
    keeps both: else what stands before the first would seem to rest on that one."""
    text = ""
    marks: list[tuple[int, int, str]] = []
    for index, part in enumerate(parts):
        if not isinstance(part, NoteMark):
            text += part if isinstance(part, str) else "-"
        mark = part.mark if isinstance(part, ValueSpan) else part
        if isinstance(mark, NoteMark):
            marks.append((index, len(text), mark.note_id))
    ends = [found.start(found.lastindex or 0) for found in _END.finditer(text)]
    return [
        index
        for (index, place, note), (_, further, same) in reversed(list(pairwise(marks)))
        if note == same and bisect_left(ends, place) == bisect_left(ends, further)
    ]
