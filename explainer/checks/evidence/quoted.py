"""The words that claims and sentences rest on, by source, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import TypeAlias

from msgspec import Struct

from explainer.checks.evidence.held import (
    Held,
    held,
    holds_day,
    holds_number,
    holds_share,
    miscounts,
    parts,
)
from explainer.checks.evidence.names import Names, is_source, makers_of
from explainer.checks.prose.numbers import is_count
from explainer.checks.prose.prose import Prose
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.documents.references.kinds import Citation, FactReference, NoteReference
from explainer.edtf import EdtfDate
from explainer.languages.figure_words import Day, figure_words, plain
from explainer.languages.figures import Figures, read_figures
from explainer.languages.locales import script_of, scripts_of
from explainer.model.facts.claims import Claim, Fact
from explainer.model.pages.page import Page, texts
from explainer.model.site.site import Site
from explainer.model.values.value import DateValue, Quantity, Value
from explainer.resolve.ledger import Ledger, Standpoint

_INSERTION = re.compile(r"\[[^\[\]]*+\]")
Said: TypeAlias = Sequence[tuple[Figures, str]]
"""What texts say, each with its language."""
_UNKNOWN = "und"
_UNIT_LENGTH = 12
"""How much of what stands behind a figure may be its unit, in code points."""


class Quoted(Struct, frozen=True):
    """Words of a source, in its ``language``; ``dated`` is its own date."""

    source: str
    words: str
    language: str
    dated: EdtfDate | None = None

    @property
    def figures(self) -> Figures:
        return read_figures(self.words, self.language, self.dated)


def quoted(passages: Iterable[tuple[str, str]], site: Site) -> Iterator[Quoted]:
    """The passages, each with the key of its source, without what an editor put in. One in a script
    that its source's language does not have is in an unknown language."""
    for key, passage in passages:
        if passage:
            source = site.sources[key]
            language = source.language or site.default
            scripts = {script_of(letter) for letter in passage} - {""}
            if scripts and scripts.isdisjoint(scripts_of(language)):
                language = _UNKNOWN
            yield Quoted(key, _INSERTION.sub("[...]", passage), language, source.issued)


def quoted_for(claim: Claim, site: Site) -> tuple[Quoted, ...]:
    """The words for a claim, and those by which texts printed what is set aside."""
    printed = (each.evidence for each in claim.printed_in)
    told = ((each.source, each.quote) for each in (*claim.evidence, *printed))
    return tuple(quoted(told, site))


def told_of(claim: Claim, site: Site) -> Iterator[tuple[str, str]]:
    """All that is recorded of what a claim rests on, each text with its language: the words quoted,
    their places, the titles of the sources, and whom these are by."""
    yield from ((each.words, each.language) for each in quoted_for(claim, site))
    for each in claim.evidence:
        source = site.sources[each.source]
        yield source.title, source.language or site.default
        yield f"{each.locator}. {source.title}. {makers_of(source)}", site.default


def unsaid(value: Value | None, words: Sequence[Quoted], names: Names) -> tuple[Value, ...]:
    """The parts of a value that none of the words say, where all can be read."""
    return tuple(
        part
        for part in (parts(value) if words else ())
        if all(
            held(part, [each.words], each.language, each.dated, names) is Held.MISSING
            for each in words
        )
    )


class Basis(Struct, frozen=True):
    """What a sentence rests on: of each source the passages that it quotes, if any; facts, and
    those that they are derived from; places in what it cites."""

    passages: Mapping[str, Sequence[Quoted]] = {}
    standpoints: tuple[Standpoint, ...] = ()
    locators: tuple[str, ...] = ()


class Bases(Struct, frozen=True, kw_only=True):
    """What sentences rest on. ``by_source`` is all that claims quote of each source; ``claims`` are
    those with each of their sources and their number, or the words cited of it, where it is not the
    source itself that speaks; of several in a fact the current one."""

    site: Site
    ledger: Ledger
    by_source: Mapping[str, Sequence[Quoted]]
    claims: Mapping[tuple[str, object], tuple[Fact, Claim]]

    def of(self, supports: Iterable[object]) -> Basis:
        passages: list[tuple[str, str]] = []
        locators: list[str] = []
        standpoints: list[Standpoint] = []
        for support in supports:
            match support:
                case Citation(sources=sources):
                    passages += ((each.key, each.quote) for each in sources)
                    locators.append(", ".join(each.locator for each in sources))
                case FactReference(fact_id=fact_id):
                    standpoint = self.ledger.standpoints[fact_id]
                    inputs = (self.ledger.standpoints[each] for each in standpoint.inputs)
                    standpoints += (standpoint, *inputs)
                    passages += ((each.source, each.quote) for each in standpoint.evidence)
        own = by_source(quoted(passages, self.site))
        words = {key: own.get(key, ()) for key, _ in passages}
        return Basis(words, tuple(standpoints), tuple(locators))

    def figures(self, basis: Basis) -> tuple[tuple[Figures, str], ...]:
        """What the words of a basis say, each with their language; values of facts, dates and
        titles of sources count as words. Nothing if there is a source of which no
        words are known. A citation without a passage rests on all of its source."""
        said = [(figures_of(each), "en") for each in basis.standpoints]
        for key, passages in basis.passages.items():
            words = passages or self.by_source.get(key, ())
            if not words:
                return ()
            source = self.site.sources[key]
            title = Quoted(key, source.title, source.language or self.site.default)
            said += ((each.figures, each.language) for each in (*words, title))
            days = frozenset(ends_of(source.issued))
            if not any(day.day for day in days):  # its copies may say when it was
                copies = (each for each in self.site.sources.values() if each.copy_of == key)
                days = days.union(*(ends_of(each.issued) for each in copies))
            said.append((Figures(days=days), "en"))
        return tuple(said)


def says_figure(
    said: Said, figure: str, language: str, *, about: bool = False, behind: str = ""
) -> Held:
    """Whether texts, each with its language, say a figure that is written so: each of its days,
    and each other number, or, where it is ``about`` them, ones that round to them. A day without
    its month is compared with days alone; its unit may stand in what is ``behind`` it."""
    read = read_figures(figure, language)
    days = [day for day in read.days if day.day] or [day for day in read.days if day.month]
    if days and not days[0].month and not any(day.day for each, _ in said for day in each.days):
        return Held.SILENT
    answers = [{holds_day(day, each) for each, _ in said} for day in days]
    in_days = {n for day in days for n in (day.year, day.month, day.day)}
    answers += (
        {_holds(number, each, of, about) for number in readings for each, of in said}
        for readings in (_meant(figure, language) if is_count(figure) else ())
        if readings.isdisjoint(in_days)
    )
    if read.shares and not is_count(figure):
        answers += ({holds_share(share, each) for each, _ in said} for share in read.shares)
    counted = read_figures(figure + behind[:_UNIT_LENGTH], language)
    if any(found <= {Held.MISSING} for found in answers) or miscounts(said, counted, language):
        return Held.MISSING
    return Held.FOUND if answers and all(Held.FOUND in each for each in answers) else Held.SILENT


def _meant(figure: str, language: str) -> Iterator[frozenset[Decimal]]:
    """The readings of each number of a figure, but for 77 as one of 77 million."""
    words = figure_words(language)
    least = Decimal("0.01") if words and any(words.scales.find(plain(figure))) else 0
    for readings, _ in read_figures(figure, language).readings:
        yield frozenset(n for n in readings if n >= max(readings) * least)


def _holds(number: Decimal, said: Figures, language: str, about: bool) -> Held:
    """Whether a text says a number, which may be a year: that is said in dates, and not rounded."""
    year = Day(int(number))
    if number == year.year and any(year.fits(day) for day in said.days):
        return Held.FOUND
    return holds_number(number, said, language, about and not year.is_likely)


def make_bases(site: Site, ledger: Ledger) -> Bases:
    claims = chain.from_iterable(fact.claims for fact in site.facts.values())
    words = by_source(chain.from_iterable(quoted_for(claim, site) for claim in claims))
    return Bases(site=site, ledger=ledger, by_source=words, claims=_by_words(site, ledger))


def _by_words(site: Site, ledger: Ledger) -> Mapping[tuple[str, object], tuple[Fact, Claim]]:
    found: dict[tuple[str, object], tuple[Fact, Claim]] = {}
    for point in ledger.standpoints.values():
        for claim in filter(None, (*point.fact.claims, point.claim)):
            number = claim.value.number if isinstance(claim.value, Quantity) else None
            for each in claim.evidence:
                if number is not None:
                    found[each.source, number] = point.fact, claim
                own = claim.inferred or is_source(claim.by, site.sources[each.source], site)
                if each.quote and not own:
                    found[each.source, each.quote] = point.fact, claim
    return found


def by_source(words: Iterable[Quoted]) -> Mapping[str, Sequence[Quoted]]:
    found: dict[str, list[Quoted]] = {}
    for each in words:
        found.setdefault(each.source, []).append(each)
    return found


def with_noted(references: Iterable[object], notes: Mapping[str, ParsedText]) -> Iterator[object]:
    """References, and in place of those to authors' notes what these refer to: no other notes."""
    for reference in references:
        if not isinstance(reference, NoteReference):
            yield reference
        elif reference.name in notes:
            yield from with_noted(notes[reference.name].references, {})


def notes_of(prose: Prose) -> Mapping[str, ParsedText]:
    """The authors' notes of a page or entry, by name."""
    of = prose.subject
    fields = texts(of) if isinstance(of, Page) else (of.text, *(text for _, text in of.texts))
    own = of.body.notes if isinstance(of, Page) else ()
    return {note.name: note.text for note in chain(own, *(text.notes for text in fields))}


def figures_of(standpoint: Standpoint) -> Figures:
    """The values of a fact's claims, and the days for which they are said."""
    claims = standpoint.fact.claims
    values = [part for claim in claims for part in parts(claim.value)] + [*parts(standpoint.value)]
    numbers = (v.number for v in values if isinstance(v, Quantity) and v.number is not None)
    dates = [v.date for v in values if isinstance(v, DateValue)]
    dates += [claim.as_of for claim in claims if claim.as_of]
    days = frozenset(day for date in dates for day in ends_of(date))
    return Figures(((frozenset(numbers), ""),), days)


def ends_of(date: EdtfDate | None) -> Iterator[Day]:
    """The days with which a date begins and ends, as far as they are known; one may come twice."""
    for end in (date.start, date.end) if date else ():
        if end:
            yield Day(end.year, end.month, end.day)


def unread_languages(passages: Iterable[tuple[str, str]], site: Site) -> tuple[str, ...]:
    """The languages of these passages in which numbers in words are not known."""
    languages = {each.language for each in quoted(passages, site)} - {_UNKNOWN}
    known = {each: figure_words(each) for each in languages}
    return tuple(sorted(each for each, words in known.items() if not (words and words.numbers)))
