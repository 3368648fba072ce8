"""Name the sources of an answer in the margin, beside the text.

Each note of an answer is named there once, beside its first mark, and a source that follows on
itself is called the same. Marks in tables are left out: their lines are no text to stand beside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup
from msgspec.structs import replace

from explainer.model.facts.claims import Claim
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.notebook import Basis
from explainer.resolve.published.parts import Fragment, NoteMark, Part, ValueSpan

_TABLE = re.compile(r"<(/?)table\b")


def name_in_margin(
    texts: Sequence[Fragment], source: Callable[[NoteMark], str], same: str
) -> tuple[Fragment, ...]:
    """The texts of one answer. ``source`` returns what the margin says of a mark's note, or an
    empty string if it has no source to name; ``same`` is said in place of what was said last."""
    named: set[str] = set()
    last = ""

    def with_source(mark: NoteMark) -> NoteMark:
        nonlocal last
        named.add(mark.note_id)
        before, last = last, source(mark)
        return replace(mark, source=same if last and last == before else last)

    def name(text: Fragment) -> Fragment:
        parts: list[Part] = []
        in_table = False
        for part in text.parts:
            mark = part.mark if isinstance(part, ValueSpan) else part
            if isinstance(mark, NoteMark) and mark.note_id not in named and not in_table:
                mark = with_source(mark)
                parts.append(replace(part, mark=mark) if isinstance(part, ValueSpan) else mark)
                continue
            if isinstance(part, Markup) and "table" in part:
                for end in _TABLE.findall(part):
                    in_table = not end
            parts.append(part)
        return Fragment(tuple(parts))

    return tuple(map(name, texts))


def margin_name(library: Library, basis: Basis) -> str:
    """Who published the first source and when, and how many others there are: "Gauge, 3 March
    2020, and 1 other". Empty for an author's note."""
    gettext = library.catalogue.gettext
    if basis.author_note:
        return ""
    if basis.derived:
        fact = library.ledger.standpoints[basis.derived].fact
        return fact.short_label(library.language) if fact.short else gettext("Our calculation")
    sources = [source for source, _, _ in basis.evidence]
    issued = library.views[sources[0]].issued
    return published_by(library, sources, issued.text if issued else "")


def published_by(library: Library, sources: Sequence[str], day: str = "") -> str:
    """Who published the first of the sources, the ``day``, and how many other sources there are;
    empty without any."""
    if not sources:
        return ""
    others = len(set(sources)) - 1
    more = library.catalogue.ngettext("and %(count)s other", "and %(count)s others", others)
    told = more % {"count": others} if others else ""
    return ", ".join(filter(None, (library.views[sources[0]].name, day, told)))


def said_by(library: Library, claim: Claim) -> str:
    """Who says what a claim says."""
    return library.catalogue.gettext("our inference") if claim.inferred else claim.by
