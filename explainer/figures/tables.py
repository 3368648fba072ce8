"""``table``: facts with their values. What every other kind shows beside a drawing.

``claims``: who says what about one or more facts, and what became of each claim. Claims with
another subject than their fact's are left out: they do not compete with it.

``errors``: what texts printed that does not stand, beside what does, and how each error arose:
every ``printed_in`` of the facts that it names, else of the whole site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from explainer.figures.figure import (
    Chosen,
    Datum,
    Drawn,
    FigureFields,
    Kind,
    Misfit,
    Named,
    Plan,
    Row,
    Speech,
)
from explainer.model.facts.claims import Claim, about_the_fact
from explainer.resolve.published.parts import Cell, Table


def plan_values(chosen: Chosen) -> Plan:
    return Plan(tuple(Row(named.standpoint) for named in chosen.facts))


def plan_claims(chosen: Chosen) -> Plan:
    return Plan(tuple(row for named in chosen.facts for row in claim_rows(named)))


def draw_values(fields: FigureFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    return Drawn(table=values_table(data, speech))


def draw_claims(fields: FigureFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    return Drawn(table=claims_table(data, speech))


def claim_rows(named: Named) -> tuple[Row, ...]:
    """The claims about a fact, the oldest first; those without a date come last."""
    claims = sorted(about_the_fact(named.standpoint.fact.claims), key=age)
    return tuple(Row(named.standpoint, claim) for claim in claims)


def age(claim: Claim | None) -> tuple[bool, object]:
    """The sort key of a claim by its date; without one it comes last."""
    dated = claim and claim.as_of
    return dated is None, dated.sort_key if dated else ()


def values_table(data: Sequence[Datum], speech: Speech) -> Table:
    """Each fact's label and value; with the dates of the values in a column, if any has one."""
    return _told(
        (speech("Fact"), [Cell(datum.label) for datum in data]),
        (speech.unit_name([d.value for d in data]), [Cell(value=datum.span) for datum in data]),
        (speech("As of"), [Cell(datum.day) for datum in data]),
    )


def claims_table(data: Sequence[Datum], speech: Speech) -> Table:
    """Who says what; with a column for facts, dates and what became of the claims, if it would
    tell anything."""
    several = len({datum.fact_id for datum in data}) > 1
    return _told(
        (speech("Fact"), [Cell(datum.label) for datum in data] if several else []),
        (speech("Who says so"), [Cell(claimant(datum) or speech("Not named")) for datum in data]),
        (speech.unit_name([d.value for d in data]), [Cell(value=datum.span) for datum in data]),
        (speech("As of"), [Cell(datum.day) for datum in data]),
        (speech("What became of it"), [Cell(became(datum, speech)) for datum in data]),
    )


def _told(*columns: tuple[str, Sequence[Cell]]) -> Table:
    """A table of those columns in which anything stands."""
    told = [(head, cells) for head, cells in columns if any(cell.plain for cell in cells)]
    rows = zip(*(cells for _, cells in told), strict=True)
    return Table(tuple(head for head, _ in told), tuple(rows))


def claimant(datum: Datum) -> str:
    """Who makes a claim, else who published it."""
    return datum.by or datum.source


def became(datum: Datum, speech: Speech) -> str:
    """What became of a claim; nothing if it just stands."""
    match datum.standing:
        case "written":
            return speech("what we write")
        case "set-aside":
            return speech("set aside by us")
        case "withdrawn":
            return speech("withdrawn")
        case _:
            return ""


def plan_errors(chosen: Chosen) -> Plan:
    """Whatever names facts, such as a tag, names one at least that a text has printed wrong."""
    rows = [
        (named, Row(named.standpoint, claim, printing=printing))
        for named in chosen.facts
        for claim in named.standpoint.fact.claims
        for printing in claim.printed_in
    ]
    erring = {named.offset for named, _ in rows}
    message = "no text is known to have printed an error"
    hint = "Give a claim that was set aside printed_in:, with the text that printed it."
    silent = [
        Misfit(f'{message} about "{named.standpoint.fact.id}"', hint, named.offset, named.length)
        for named in chosen.facts
        if named.offset not in erring
    ]
    misfits = silent if erring else [Misfit(message, hint)]
    return Plan(tuple(row for _, row in rows), tuple(misfits))


def draw_errors(fields: FigureFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    heads = (
        speech("What was printed"),
        speech("By whom"),
        speech("What is right"),
        speech("How the error arose"),
    )
    rows, causes = [], Counter[str]()
    for datum in data:
        if printed := datum.printed:
            seen = speech("seen %(date)s", date=printed.seen) if printed.seen else ""
            by = Cell(speech.joined(",", printed.name, seen), mark=printed.mark)
            wrong, right = (
                Cell(speech.joined(":", datum.label, printed.words)),
                Cell(value=datum.span),
            )
            rows.append((wrong, by, right, Cell(printed.cause)))
            causes[printed.cause] += 1
    counts = speech.joined(";", *(f"{cause} {count}" for cause, count in causes.most_common()))
    return Drawn(
        table=Table(heads, tuple(rows)),
        remark=speech("Counted by cause: %(counts)s.", counts=counts),
    )


TABLE = Kind(FigureFields, plan_values, draw_values, drawn=False)
CLAIMS = Kind(FigureFields, plan_claims, draw_claims, drawn=False)
ERRORS = Kind(FigureFields, plan_errors, draw_errors, drawn=False, unnamed="errors")
