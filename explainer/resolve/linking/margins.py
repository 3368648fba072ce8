"""Choose the marks whose source is named in the margin, beside the text.

At most one mark in a sentence is chosen, each note once in an answer, and no mark too close to the
last one, so that every name is beside its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup
from msgspec.structs import replace

from explainer.resolve.linking.library import Library
from explainer.resolve.linking.notebook import Basis
from explainer.resolve.linking.source_views import margin_label
from explainer.resolve.published.parts import Fragment, NoteMark, Part, ValueSpan

_STOP = r"[.!?…։。؟][\"”’»)\]]*"  # with closing quotation marks and brackets
_SENTENCE_END = re.compile(rf"{_STOP}\s|</?(?:p|li|dd|dt|blockquote|td|th)\b")
_AT_ITS_END = re.compile(rf"{_STOP}$|$")
_TAG = re.compile(r"<[^<>]*>")
_TABLE = re.compile(r"<(/?)table\b")
_ROOM = 100
"""How many characters of text there must be for each source beside them."""


def name_in_margin(
    texts: Sequence[Fragment], source: Callable[[NoteMark], str]
) -> tuple[Fragment, ...]:
    """The texts of one answer. ``source`` returns the name of a mark's source for the margin, or an
    empty string if there is no source to name."""
    named: set[str] = set()
    return tuple(_name(text, source, named) for text in texts)


def margin_name(library: Library, basis: Basis) -> str:
    """The label of the first source and the number of others; empty for an author's note."""
    gettext = library.catalogue.gettext
    if basis.author_note:
        return ""
    if basis.derived:
        return gettext("Derived value")
    label = margin_label(library.views[basis.evidence[0][0]])
    others = len({source for source, _, _ in basis.evidence}) - 1
    if not others:
        return label
    more = library.catalogue.ngettext(
        "and %(count)s other source", "and %(count)s other sources", others
    )
    return f"{label}\n{more % {'count': others}}"


def _name(text: Fragment, source: Callable[[NoteMark], str], named: set[str]) -> Fragment:
    parts: list[Part] = []
    due, tail = True, ""  # whether a sentence has begun; a full stop at the end of the last part
    room, in_table = _ROOM, False
    for part in text.parts:
        mark = _mark_of(part)
        if isinstance(part, Markup):
            read = tail + str(part)
            due = due or bool(_SENTENCE_END.search(read))
            room += len(_TAG.sub("", part))
            tail = _AT_ITS_END.findall(read)[0]
            for end in _TABLE.findall(part):
                in_table = not end
        fresh = mark and mark.note_id not in named and due and room >= _ROOM and not in_table
        if fresh and mark and (name := source(mark)):
            named.add(mark.note_id)
            due, room = False, 0
            parts.append(_with_source(part, name))
        else:
            parts.append(part)
    return Fragment(tuple(parts))


def _mark_of(part: Part) -> NoteMark | None:
    if isinstance(part, NoteMark):
        return part
    return part.mark if isinstance(part, ValueSpan) else None


def _with_source(part: Part, source: str) -> Part:
    if isinstance(part, NoteMark):
        return replace(part, source=source)
    assert isinstance(part, ValueSpan)
    assert part.mark
    return replace(part, mark=replace(part.mark, source=source))
