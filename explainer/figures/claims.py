"""``claims``: who says what about one or more facts, and what became of each claim.

Claims with another subject than their fact's are left out: they do not compete with it.

``errors``: what texts printed that does not stand, beside what does, and how each error arose:
every ``printed_in`` of the facts that it names, else of the whole site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from explainer.figures.figure import (
    Chosen,
    Datum,
    Drawn,
    FigureFields,
    Kind,
    Misfit,
    Named,
    Plan,
    Printed,
    Row,
    Speech,
)
from explainer.model.facts.claims import Claim, about_the_fact
from explainer.resolve.published.parts import Cell, Table


def plan(chosen: Chosen) -> Plan:
    return Plan(tuple(row for named in chosen.facts for row in claim_rows(named)))


def draw(fields: FigureFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    return Drawn(table=claims_table(data, speech))


def claim_rows(named: Named) -> tuple[Row, ...]:
    """The claims about a fact, the oldest first; those without a date come last."""
    claims = sorted(about_the_fact(named.standpoint.fact.claims), key=age)
    return tuple(Row(named.standpoint, claim) for claim in claims)


def age(claim: Claim | None) -> tuple[bool, object]:
    """The sort key of a claim by its date; without one it comes last."""
    dated = claim and claim.as_of
    return dated is None, dated.sort_key if dated else ()


def claims_table(data: Sequence[Datum], speech: Speech) -> Table:
    """Who says what; with a column for facts, dates and what became of the claims, if it would
    tell anything."""
    several = len({datum.fact_id for datum in data}) > 1
    columns = [
        (speech("Fact"), [Cell(datum.label) for datum in data] if several else []),
        (speech("Who says so"), [Cell(claimant(datum) or speech("Not named")) for datum in data]),
        (speech.unit_name([d.value for d in data]), [Cell(value=datum.span) for datum in data]),
        (speech("As of"), [Cell(datum.day) for datum in data]),
        (speech("What became of it"), [Cell(became(datum, speech)) for datum in data]),
    ]
    told = [(head, cells) for head, cells in columns if any(cell.plain for cell in cells)]
    return Table(
        tuple(head for head, _ in told), tuple(zip(*(cells for _, cells in told), strict=True))
    )


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


KIND = Kind(FigureFields, plan, draw, drawn=False)


class ErrorsFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    """A table of errors has no fields of its own."""

    lists_errors: ClassVar[bool] = True


def plan_errors(chosen: Chosen) -> Plan:
    """Whatever names facts, such as a tag, names one at least that a text has printed wrong."""
    printed = [(named, _printed_rows(named)) for named in chosen.facts]
    erring = {named.offset for named, rows in printed if rows}
    message = "no text is known to have printed an error"
    hint = "Give a claim that was set aside printed_in:, with the text that printed it."
    silent = [
        Misfit(f'{message} about "{fact_id}"', hint, named.offset, len(fact_id))
        for named, _ in printed
        for fact_id in (named.standpoint.fact.id,)
        if named.offset not in erring
    ]
    misfits = silent if erring else [Misfit(message, hint)]
    return Plan(tuple(row for _, rows in printed for row in rows), tuple(misfits))


def _printed_rows(named: Named) -> list[Row]:
    return [
        Row(named.standpoint, claim, printing=printing)
        for claim in named.standpoint.fact.claims
        for printing in claim.printed_in
    ]


def draw_errors(fields: ErrorsFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    heads = (
        speech("What was printed"),
        speech("By whom"),
        speech("What is right"),
        speech("How the error arose"),
    )
    told = [(datum, datum.printed) for datum in data if datum.printed]
    causes = Counter(printed.cause for _, printed in told)
    counts = "; ".join(f"{cause} {count}" for cause, count in causes.most_common())
    return Drawn(
        table=Table(heads, tuple(_error_row(datum, printed, speech) for datum, printed in told)),
        remark=speech("Counted by cause: %(counts)s.", counts=counts),
    )


def _error_row(datum: Datum, printed: Printed, speech: Speech) -> tuple[Cell, ...]:
    seen = speech("seen %(date)s", date=printed.seen) if printed.seen else ""
    return (
        Cell(f"{datum.label}: {printed.words}"),
        Cell(", ".join(filter(None, (printed.name, seen))), mark=printed.mark),
        Cell(value=datum.span),
        Cell(printed.cause),
    )


ERRORS = Kind(ErrorsFields, plan_errors, draw_errors, drawn=False)
