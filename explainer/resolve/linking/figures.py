"""Figures on a page: what their kinds draw, with its words and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from explainer.figures.drawing import to_svg
from explainer.figures.figure import Datum, Drawn, Printed, Row, Speech
from explainer.languages.locales import direction
from explainer.model.entries.entry import Entry
from explainer.model.facts.claims import Claim, Printing, about_the_fact
from explainer.model.values.value import DateValue
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.library import Library, column_head, in_sentence, value_span
from explainer.resolve.linking.margins import published_by
from explainer.resolve.linking.notebook import Basis, basis_of, standpoint_basis
from explainer.resolve.linking.wording import (
    cause_words,
    claim_day,
    day,
    sign_filters,
    unit_filters,
    write_value,
)
from explainer.resolve.published.parts import Day, Figure, NoteMark, ValueSpan
from explainer.resolve.references.figure_specs import FigureSpec, plan_figure

Marked = Callable[[Basis], NoteMark | None]


def link_figure(
    library: Library,
    spec: FigureSpec,
    *,
    title: str,
    measure: str,
    explained_at: Callable[[Entry], str],
    mark: Marked,
) -> Figure:
    """``mark`` makes the mark of a note, on a page that has notes."""
    reference = spec.reference
    kind = spec.kind
    speech = _speech(library, explained_at)
    made: dict[Basis, NoteMark | None] = {}

    def marked_once(basis: Basis) -> NoteMark | None:
        if basis not in made:
            made[basis] = mark(basis)
        return made[basis]

    plan = plan_figure(spec, library.site, library.ledger)
    data = [_datum(library, row, marked_once if kind.drawn else mark) for row in plan.rows]
    places = [
        (speech.entry_name(place), marked_once(Basis(((source, "", ""),))))
        for place, source in plan.places
    ]
    drawn = kind.draw(spec.fields, data, speech)
    besides = [marked_once(Basis(((key, "", ""),))) for key, _ in plan.sources]
    drawings = (("wide", drawn.wide), ("narrow", drawn.narrow))
    name, from_right = reference.figure_id, speech.from_right
    return Figure(
        figure_id=name,
        shape=reference.kind,
        title=title,
        measure=measure or _measure(drawn, data, speech),
        drawings=tuple(
            to_svg(each, look, f"{name}-{look}", title, drawn.described, from_right=from_right)
            for look, each in drawings
            if each
        ),
        steps=drawn.steps,
        table=drawn.table,
        key=drawn.key,
        remark=drawn.remark,
        sources=(
            *(_sources(data, places) if kind.drawn else ()),
            *(("", note) for note in besides if note),
        ),
    )


def _speech(library: Library, explained_at: Callable[[Entry], str]) -> Speech:
    site, language, catalogue = library.site, library.language, library.catalogue

    def entry_name(entry_id: str) -> str:
        entry = site.entry(entry_id)
        return entry.name_in(language) if entry else entry_id

    def entry_address(entry_id: str) -> str:
        entry = site.entry(entry_id)
        return explained_at(entry) if entry else ""

    return Speech(
        language=language,
        catalogue=catalogue,
        from_right=direction(language) == "rtl",
        write_value=lambda value: write_value(
            value, sign_filters(value, site, language), site, language, catalogue
        ),
        unit_name=lambda values: column_head(library, values),
        today=site.as_of,
        entry_name=entry_name,
        entry_address=entry_address,
        entries=site.entries,
        site_language=site.default,
    )


def _datum(library: Library, row: Row, mark: Marked) -> Datum:
    standpoint, claim = row.standpoint, row.claim
    fact, language = standpoint.fact, library.language
    printed = None
    if claim and row.printing:
        printed = _printed(library, standpoint, claim, row.printing, mark)
    if claim is None or printed:
        value = standpoint.value
        # where no claim stands, what printed the error is no evidence for what is right
        note = mark(standpoint_basis(standpoint)) if standpoint.claim or not printed else None
        beside = claim and (not standpoint.claim or claim not in about_the_fact(fact.claims))
        filters = ("statement",) if beside and fact.statement else unit_filters(value)
        span = value_span(library, fact.id, filters, note)
        if span.speaker:  # unless its names tell whose word it is
            names = (fact.in_language("label", language), fact.short_label(language))
            told = (in_sentence(library, span, [name]) for name in names)
            span = max(told, key=lambda each: len(each.speaker))
        moving = None if isinstance(value, DateValue) else standpoint.claim
    else:
        value, moving = standpoint.value_of(claim), claim
        span = _claimed(library, standpoint, claim, mark)
    dated = claim_day(moving, language, library.catalogue)
    return Datum(
        fact_id=fact.id,
        label=fact.in_language("label", language),
        short=fact.short_label(language),
        group=row.group,
        value=value,
        span=span,
        when=moving.as_of if moving else None,
        day=dated.text if dated and not printed else "",
        by=_speaker(library, claim) if claim else "",
        source=_publisher(library, claim) if claim else "",
        standing=_standing(standpoint, claim),
        rivals=tuple(standpoint.rival_values) if claim is None else (),
        printed=printed,
    )


def _printed(
    library: Library, standpoint: Standpoint, claim: Claim, printing: Printing, mark: Marked
) -> Printed:
    source = library.views[printing.evidence.source]
    seen = (
        day(printing.seen, library.language, library.catalogue)
        if printing.seen
        else source.accessed
    )
    words = printing.evidence.quote
    gettext = library.catalogue.gettext
    return Printed(
        words=gettext("“%(words)s”") % {"words": words}
        if words
        else _claimed(library, standpoint, claim, lambda _: None).text,
        name=source.name,
        cause=cause_words(printing.cause, library.catalogue),
        seen=seen.text if seen else "",
        mark=mark(basis_of([printing.evidence])),
    )


def _claimed(library: Library, standpoint: Standpoint, claim: Claim, mark: Marked) -> ValueSpan:
    """The value of one claim, which somebody else may say otherwise."""
    value = standpoint.value_of(claim)
    words = ""
    if value is not None:
        filters = unit_filters(value)
        words = write_value(value, filters, library.site, library.language, library.catalogue)
    note = mark(basis_of(claim.evidence, inference=claim.inferred)) if claim.evidence else None
    dated = (
        day(value.date, library.language, library.catalogue)
        if isinstance(value, DateValue)
        else Day("")
    )
    return ValueSpan(text=words, fact_id=standpoint.fact.id, iso=dated.iso, mark=note)


def _speaker(library: Library, claim: Claim) -> str:
    return library.catalogue.gettext("our inference") if claim.inferred else claim.by


def _publisher(library: Library, claim: Claim) -> str:
    sources = [each.source for each in claim.evidence]
    return published_by(library, sources) if sources else ""


def _standing(standpoint: Standpoint, claim: Claim | None) -> str:
    if claim is None or claim is standpoint.claim:
        return "written"
    return "live" if claim.live else "withdrawn" if claim.withdrawn else "set-aside"


def _measure(drawn: Drawn, data: Sequence[Datum], speech: Speech) -> str:
    """What is counted, with the date that all values are of."""
    days = {datum.day for datum in data}
    as_of = days.pop() if len(days) == 1 else ""
    return ", ".join(
        filter(None, (drawn.measure, speech("as of %(date)s", date=as_of) if as_of else ""))
    )


def _sources(
    data: Sequence[Datum], places: Sequence[tuple[str, NoteMark | None]]
) -> tuple[tuple[str, NoteMark], ...]:
    """Each note's mark, with what it is for: nothing where one note is for all facts, and where the
    note before is for the same."""
    named: dict[NoteMark, list[str]] = {}
    found = [(datum.by or datum.source or datum.short, datum.mark) for datum in data]
    for name, mark in (*found, *places):
        if mark:
            named.setdefault(mark, []).append(name)
    if len(named) == 1 and not places:
        return tuple(("", mark) for mark in named)
    sources: list[tuple[str, NoteMark]] = []
    before = ""
    for mark, names in named.items():
        words = ", ".join(dict.fromkeys(names))
        sources.append(("" if words == before else words, mark))
        before = words
    return tuple(sources)
