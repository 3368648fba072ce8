"""``table``: facts with their values. What every other kind shows beside a drawing."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.figures.figure import Chosen, Datum, Drawn, FigureFields, Kind, Plan, Row, Speech
from explainer.resolve.published.parts import Cell, Table


def plan(chosen: Chosen) -> Plan:
    return Plan(tuple(Row(named.standpoint) for named in chosen.facts))


def draw(fields: FigureFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    return Drawn(table=values_table(data, speech))


def values_table(data: Sequence[Datum], speech: Speech) -> Table:
    """Each fact's label and value; with the dates of the values in a column, if any has one."""
    dated = any(datum.day for datum in data)
    counted = speech.unit_name([datum.value for datum in data])
    heads = (speech("Fact"), counted, *([speech("As of")] if dated else []))
    rows = tuple(
        (Cell(datum.label), Cell(value=datum.span), *([Cell(datum.day)] if dated else []))
        for datum in data
    )
    return Table(heads, rows)


KIND = Kind(FigureFields, plan, draw, drawn=False)
