"""``flow``: who asked, decided, sent, left: steps in order of date, each with its actor.

Up to four actors have columns, with an arrow from each step to the next; on a phone and with more
actors the steps stand below each other, under the actor's name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from explainer.figures.days import COLUMNS, by_date, day_words, empty_groups
from explainer.figures.figure import (
    Chosen,
    Datum,
    Drawn,
    FigureFields,
    Kind,
    Misfit,
    Plan,
    Row,
    Speech,
)
from explainer.figures.misfits import only_dates
from explainer.figures.table import values_table
from explainer.model.shared.fields import Filled
from explainer.resolve.published.parts import Step, Strand

_FROM = ("from-first", "from-second", "from-third", "from-fourth")


class FlowFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    groups = "actors"
    actors: dict[Filled, list[Filled] | Filled]
    """The facts that tell what each actor did, by its id in people.yaml, places.yaml or
    glossary.yaml, or by its name."""


def plan(chosen: Chosen) -> Plan:
    facts = sorted(chosen.facts, key=lambda named: by_date(named.standpoint.value))
    misfits = [*only_dates(chosen.facts, "flow"), *empty_groups(chosen)]
    for named in chosen.facts:
        if not named.group:
            fact_id = named.standpoint.fact.id
            hint = "Name it under actors, with who did it."
            message = f'"{fact_id}" has no actor'
            misfits.append(Misfit(message, hint, named.offset, len(fact_id)))
    return Plan(tuple(Row(named.standpoint, group=named.group) for named in facts), tuple(misfits))


def draw(fields: FlowFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    words = day_words(data, fields, speech)
    written = {datum.value: words.day(datum) for datum in data}
    actors = list(fields.actors)
    steps: list[Step] = []
    before = ""
    for (actor, value), rows in groupby(data, lambda datum: (datum.group, datum.value)):
        items = tuple(words.event(row) for row in rows)
        look = ""
        if len(actors) <= len(COLUMNS):
            look = COLUMNS[actors.index(actor)]
            look += f" {_FROM[actors.index(before)]}" if before else ""
        strand = Strand(speech.entry_name(actor), items, address=speech.entry_address(actor))
        steps.append(Step(day=written[value], strands=(strand,), look=look))
        before = actor
    return Drawn(measure=words.measure, steps=tuple(steps), table=values_table(data, speech))


KIND = Kind(FlowFields, plan, draw, drawn=False)
