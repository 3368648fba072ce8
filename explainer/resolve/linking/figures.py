"""Figures on a page: what their kinds draw, with its words and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from explainer.figures.drawing import to_svg
from explainer.figures.figure import Datum, Printed, Row, Speech
from explainer.languages.locales import direction
from explainer.model.entries.entry import Entry
from explainer.model.facts.claims import Claim, Printing, about_the_fact
from explainer.model.values.value import DateValue
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.library import Library, column_head, value_span
from explainer.resolve.linking.notebook import (
    Basis,
    basis_of,
    published_by,
    said_by,
    standpoint_basis,
)
from explainer.resolve.linking.speakers import in_sentence
from explainer.resolve.linking.wording import cause_words, sign_filters
from explainer.resolve.published.parts import Figure, NoteMark, ValueSpan
from explainer.resolve.references.figures import FigureSpec, plan_figure

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
    kind, speech, marked_once = spec.kind, _speech(library, explained_at), cache(mark)
    plan = plan_figure(spec, library.site, library.ledger)
    data = [_datum(library, row, marked_once if kind.drawn else mark) for row in plan.rows]
    places = [
        (speech.entry_name(place), marked_once(Basis(((source, "", ""),))))
        for place, source in plan.places
    ]
    drawn = kind.draw(spec.fields, data, speech)
    days = {datum.day for datum in data}  # one that all values are of is said once
    as_of = speech("as of %(date)s", date=day) if len(days) == 1 and (day := days.pop()) else ""
    besides = [marked_once(Basis(((key, "", ""),))) for key, _ in plan.sources]
    drawings = (("wide", drawn.wide), ("narrow", drawn.narrow))
    name, from_right = reference.figure_id, speech.from_right
    return Figure(
        figure_id=name,
        shape=reference.kind,
        title=title,
        measure=measure or speech.joined(",", drawn.measure, as_of),
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
            *(_sources(data, places, speech) if kind.drawn else ()),
            *(("", note) for note in besides if note),
        ),
    )


def _speech(library: Library, explained_at: Callable[[Entry], str]) -> Speech:
    site, language = library.site, library.language
    return Speech(
        language=language,
        catalogue=library.catalogue,
        from_right=direction(language) == "rtl",
        write_value=lambda value: library.written(value, sign_filters(value, site, language)),
        unit_name=lambda values: column_head(library, values),
        today=site.as_of,
        entry_name=lambda name: entry.name_in(language) if (entry := site.entry(name)) else name,
        entry_address=lambda name: explained_at(entry) if (entry := site.entry(name)) else "",
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
        filters = ("statement",) if beside and fact.statement else None
        span = value_span(library, fact.id, filters, note)
        if span.speaker:  # unless its names tell whose word it is
            names = (fact.in_language("label", language), fact.short_label(language))
            told = (in_sentence(library, span, [name]) for name in names)
            span = max(told, key=lambda each: len(each.speaker))
        moving = None if isinstance(value, DateValue) else standpoint.claim
    else:
        value, moving = standpoint.value_of(claim), claim
        span = _claimed(library, standpoint, claim, mark)
    dated = library.day(moving.as_of) if moving else None
    withdrawn = "withdrawn" if claim and claim.withdrawn else "set-aside"
    standing = "live" if claim and claim.live else withdrawn
    return Datum(
        fact_id=fact.id,
        label=fact.in_language("label", language),
        short=fact.short_label(language),
        group=row.group,
        value=value,
        span=span,
        when=moving.as_of if moving else None,
        day=dated.text if dated and not printed else "",
        by=said_by(library, claim) if claim else "",
        source=published_by(library, [e.source for e in claim.evidence]) if claim else "",
        standing="written" if claim is None or claim is standpoint.claim else standing,
        rivals=tuple(standpoint.rival_values) if claim is None else (),
        printed=printed,
    )


def _printed(
    library: Library, standpoint: Standpoint, claim: Claim, printing: Printing, mark: Marked
) -> Printed:
    source, words = library.views[printing.evidence.source], printing.evidence.quote
    seen = library.day(printing.seen) or source.accessed
    quoted = library.catalogue.gettext("“%(words)s”") % {"words": words}
    return Printed(
        words=quoted if words else library.written(standpoint.value_of(claim)),
        name=source.name,
        cause=cause_words(printing.cause, library.catalogue),
        seen=seen.text if seen else "",
        mark=mark(basis_of([printing.evidence])),
    )


def _claimed(library: Library, standpoint: Standpoint, claim: Claim, mark: Marked) -> ValueSpan:
    """The value of one claim, which somebody else may say otherwise."""
    value = standpoint.value_of(claim)
    note = mark(basis_of(claim.evidence, inference=claim.inferred)) if claim.evidence else None
    dated = library.day(value.date) if isinstance(value, DateValue) else None
    return ValueSpan(
        text=library.written(value),
        fact_id=standpoint.fact.id,
        iso=dated.iso if dated else "",
        mark=note,
    )


def _sources(
    data: Sequence[Datum], places: Sequence[tuple[str, NoteMark | None]], speech: Speech
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
    words = [speech.joined(",", *dict.fromkeys(names)) for names in named.values()]
    said = zip(words, ["", *words], named, strict=False)
    return tuple(("" if now == before else now, mark) for now, before, mark in said)
