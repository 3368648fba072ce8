"""One reference against the site: is what it names there, and may it stand so?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from explainer.diagnostics import Diagnostic, did_you_mean
from explainer.documents.markdown.parsed_text import FigureReference, LinkReference, ParsedText
from explainer.documents.references.kinds import (
    Citation,
    FactReference,
    NoteReference,
    Suspect,
    TermReference,
)
from explainer.model.facts.claims import is_unknown
from explainer.model.shared.fields import fold
from explainer.model.site.site import Site
from explainer.model.values.value import DateValue, Quantity
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.wording import is_small
from explainer.resolve.references.figure_specs import read_figure
from explainer.resolve.references.links import DeadLink, SiteMap, resolve_image, resolve_link

_MOST_GUESSES = 200
_MOST_IN_A_FILE = 1000
# What reading a text has refused already: see explainer.documents.markdown.landing.
_REFUSED_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\")


@dataclass(slots=True)
class Checking:
    """A check under way, and what is wrong so far."""

    site: Site
    ledger: Ledger
    site_map: SiteMap
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _in_file: Counter[str] = field(default_factory=Counter)

    def guess(self, word: str, known: Iterable[str]) -> str:
        """``Did you mean "x"?``, or nothing; nothing too where so much is wrong that to
        compare all of it would take the build's time."""
        return did_you_mean(word, known) if len(self.diagnostics) < _MOST_GUESSES else ""

    def report(
        self, path: str, code: str, offset: int, message: str, hint: str = "", length: int = 1
    ) -> None:
        self._in_file[path] += 1
        if self._in_file[path] <= _MOST_IN_A_FILE:
            self.diagnostics.append(
                self.site.texts[path].diagnostic(code, offset, message, hint, length=length)
            )


def check_text(
    checking: Checking, path: str, text: ParsedText, language: str, *, notes: bool = False
) -> None:
    """``notes``: whether a note is an error here, as in YAML files, where none is defined."""
    for reference in text.references:
        match reference:
            case Citation():
                for cited in reference.sources:
                    check_key(checking, path, cited.key, cited.offset)
            case FactReference():
                check_fact_value(
                    checking, path, reference.fact_id, reference.offset, reference.filters
                )
            case TermReference():
                _check_term(checking, path, reference)
            case Suspect():
                if reference.key in checking.site.sources:
                    checking.report(
                        path,
                        "reference",
                        reference.offset,
                        f"@{reference.key} cites nothing without its brackets"
                        if reference.bare
                        else f"nothing may stand before @{reference.key} in its brackets",
                        f"Write [@{reference.key}], with a locator behind a comma.",
                        len(reference.key),
                    )
            case NoteReference():
                if notes:
                    checking.report(
                        path,
                        "undefined-note",
                        reference.offset,
                        f"the note [^{reference.name}] is not defined",
                        "A note belongs to a page: cite the source here.",
                        len(reference.name),
                    )
            case LinkReference():
                _check_link(checking, path, language, reference)
            case FigureReference():
                spec, problems = read_figure(checking.site.texts[path], reference, checking.site)
                checking.diagnostics += problems
                for fact_id, offset in spec.facts if spec else ():
                    check_fact_value(
                        checking, path, fact_id, offset, ("with-unit",), lenient=True, unknown=True
                    )
                for inner in (spec.title, spec.note) if spec else ():
                    check_text(checking, path, inner, language, notes=True)


def check_key(checking: Checking, path: str, key: str, offset: int) -> None:
    site = checking.site
    if key in site.sources or key in site.incomplete.source_keys or site.incomplete.sources:
        return
    bare, comma, locator = key.partition(",")
    if comma and bare in site.sources:
        hint = f"Write {{source: {bare}, at: {locator.strip()}}}."
    else:
        hint = checking.guess(key, site.sources) or "Add it to a file in content/sources/."
    checking.report(path, "unknown-source", offset, f'there is no source "{key}"', hint, len(key))


def _check_term(checking: Checking, path: str, reference: TermReference) -> None:
    site = checking.site
    if site.entry(reference.term) or entry_unread(checking, reference.term):
        return
    known = {name: name for name in site.entry_names}
    hint = (
        checking.guess(reference.term, known)
        or "Add it to content/glossary.yaml, people.yaml or places.yaml."
    )
    checking.report(
        path,
        "unknown-term",
        reference.offset,
        f'there is no term "{reference.term}"',
        hint,
        len(reference.term),
    )


def entry_unread(checking: Checking, words: str) -> bool:
    incomplete = checking.site.incomplete
    return incomplete.entries or fold(words) in incomplete.entry_ids


def _check_link(checking: Checking, path: str, language: str, link: LinkReference) -> None:
    site = checking.site
    if _REFUSED_ADDRESS.match(link.address) or _may_be_unread(checking, link.address):
        return
    found: object
    if link.image:
        found = resolve_image(site, path, link.address)
    else:
        found = resolve_link(site, checking.site_map, path, language, link.address)
    if isinstance(found, DeadLink):
        length = max(1, len(link.address) - found.skip)
        checking.report(
            path, found.code, link.offset + found.skip, found.message, found.hint, length
        )


def _may_be_unread(checking: Checking, address: str) -> bool:
    """Whether a link leads to a file that could not be read."""
    name = address.partition("#")[0].strip("/").rpartition("/")[2].removesuffix(".md")
    return bool(name) and checking.site.incomplete.may_hold(name)


def check_fact_value(
    checking: Checking,
    path: str,
    fact_id: str,
    offset: int,
    filters: Iterable[str],
    *,
    lenient: bool = False,
    unknown: bool = False,
) -> None:
    """``lenient``: a statement may stand for a value, and a unit may be missing."""
    site, length = checking.site, len(fact_id)
    if fact_id not in site.facts:
        incomplete = site.incomplete
        if not incomplete.facts and fact_id not in incomplete.fact_ids:
            hint = checking.guess(fact_id, site.facts) or "Add it to a file in content/facts/."
            checking.report(
                path, "unknown-fact", offset, f'there is no fact "{fact_id}"', hint, length
            )
        return
    standpoint = checking.ledger.standpoints.get(fact_id)
    if standpoint is None:
        return
    if "statement" in filters:
        if not standpoint.fact.statement:
            checking.report(
                path,
                "no-statement",
                offset,
                f'"{fact_id}" has no statement',
                "Give the fact a statement:, or use its value.",
                length,
            )
        return
    if standpoint.claim is None:
        checking.report(
            path,
            "withdrawn-fact",
            offset,
            f'"{fact_id}" is withdrawn: all its claims are deprecated',
            "Its statement may stand: {{ " + fact_id + " | statement }}.",
            length,
        )
    elif is_unknown(standpoint.claim):
        if not unknown:
            checking.report(
                path,
                "unknown-value",
                offset,
                f'the value of "{fact_id}" is not known',
                "Take it out of the list; `unknowns:` is the place to say so."
                if lenient
                else "Its statement may stand: {{ " + fact_id + " | statement }}.",
                length,
            )
    elif standpoint.value is None:
        if not lenient:
            checking.report(
                path,
                "no-value",
                offset,
                f'"{fact_id}" has a statement and no value',
                "Write {{ " + fact_id + " | statement }}.",
                length,
            )
    elif not lenient:
        _check_filters(checking, path, fact_id, offset, set(filters))


def _check_filters(
    checking: Checking, path: str, fact_id: str, offset: int, filters: set[str]
) -> None:
    standpoint = checking.ledger.standpoints[fact_id]
    value, length = standpoint.value, len(fact_id)
    if "with-unit" in filters and not (isinstance(value, Quantity) and value.unit):
        has = "is a date" if isinstance(value, DateValue) else "has no unit"
        checking.report(
            path,
            "filter",
            offset,
            f'"{fact_id}" {has}, so it cannot be written with-unit',
            "Delete the filter, or give the fact a unit:.",
            length,
        )
    if "as-of" in filters and not (standpoint.claim and standpoint.claim.as_of):
        checking.report(
            path,
            "filter",
            offset,
            f'the current claim of "{fact_id}" has no as_of',
            "Give it one, or delete the filter.",
            length,
        )
    if "words" in filters and not (isinstance(value, Quantity) and is_small(value)):
        checking.report(
            path,
            "filter",
            offset,
            f'only whole numbers from 0 to 12 are written as words, not "{fact_id}"',
            "Delete the filter.",
            length,
        )
