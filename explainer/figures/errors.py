"""``errors``: what texts printed that does not stand, beside what does, and how each error arose.

It lists every ``printed_in`` of the facts that it names, else of the whole site."""

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
    Plan,
    Printed,
    Row,
    Speech,
)
from explainer.resolve.published.parts import Cell, Table


class ErrorsFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    """A table of errors has no fields of its own."""

    lists_errors: ClassVar[bool] = True


def plan(chosen: Chosen) -> Plan:
    rows = tuple(
        Row(named.standpoint, claim, printing=printing)
        for named in chosen.facts
        for claim in named.standpoint.fact.claims
        for printing in claim.printed_in
    )
    if rows:
        return Plan(rows)
    hint = "Give a claim that was set aside printed_in:, with the text that printed it."
    return Plan(misfits=(Misfit("no text is known to have printed an error", hint),))


def draw(fields: ErrorsFields, data: Sequence[Datum], speech: Speech) -> Drawn:
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
        table=Table(heads, tuple(_row(datum, printed, speech) for datum, printed in told)),
        remark=speech("Counted by cause: %(counts)s.", counts=counts),
    )


def _row(datum: Datum, printed: Printed, speech: Speech) -> tuple[Cell, ...]:
    seen = speech("seen %(date)s", date=printed.seen) if printed.seen else ""
    return (
        Cell(f"{datum.label}: {printed.words}"),
        Cell(", ".join(filter(None, (printed.name, seen))), mark=printed.mark),
        Cell(value=datum.span, linked=True),
        Cell(printed.cause),
    )


KIND = Kind(ErrorsFields, plan, draw, drawn=False)
