"""What does not fit a kind of figure, and which kind would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.figures.figure import Misfit, Named
from explainer.model.facts.claims import about_the_fact
from explainer.model.values.value import DateValue, Quantity, Unknown, Value


def only_quantities(facts: Sequence[Named], kind: str) -> Iterator[Misfit]:
    """Numbers of one unit, or what is not known."""
    unit, counted = None, ""
    for named in facts:
        fact, value = named.standpoint.fact, named.standpoint.value
        if isinstance(value, Unknown):
            continue
        if not isinstance(value, Quantity):
            yield misfit(named, f'"{fact.id}" is {_kind(value)}, and a {kind} draws numbers')
        elif not counted:
            unit, counted = value.unit, fact.id
        elif value.unit != unit:
            message = f'"{fact.id}" is in {value.unit or "no unit"}, and '
            message += f'"{counted}" in {unit or "no unit"}'
            hint = "Draw what is counted alike, and the rest in a figure of its own or a table."
            yield Misfit(message, hint, named.offset, len(fact.id))
    if facts and not counted:
        yield _nothing_known("number", kind)


def only_dates(facts: Sequence[Named], kind: str) -> Iterator[Misfit]:
    """Days, months, years and intervals, of which a membership draws the last alone; only a flow
    does not say of what the date is not known."""
    drawn = "spans of time" if kind == "membership" else "dates"
    for named in facts:
        fact, value = named.standpoint.fact, named.standpoint.value
        if isinstance(value, Unknown):
            if kind == "flow":
                yield misfit(named, f'"{fact.id}" is not known, and a {kind} draws {drawn}')
        elif not isinstance(value, DateValue):
            what = _kind(value) if isinstance(value, Quantity) or value is None else "no date"
            yield misfit(named, f'"{fact.id}" is {what}, and a {kind} draws {drawn}')
        elif kind == "membership" and not value.date.is_interval:
            message = f'"{fact.id}" is a single date, and a {kind} draws {drawn}'
            hint = f"Write {value.date}/.. if it has no end yet. As it is, it would fit "
            hint += f"{' or '.join(fitting_kinds(value))}."
            yield Misfit(message, hint, named.offset, len(fact.id))
    if facts and all(isinstance(named.standpoint.value, Unknown) for named in facts):
        yield _nothing_known("date", kind)


def _nothing_known(what: str, kind: str) -> Misfit:
    message = f"none of these facts has a {what}, so there is no {kind} to draw"
    return Misfit(message, "Say so in words, or draw a table.")


def numbers_claimed(facts: Sequence[Named], kind: str) -> Iterator[Misfit]:
    """At least one claim about each fact gives a number."""
    for named in facts:
        fact = named.standpoint.fact
        values = [named.standpoint.value_of(claim) for claim in about_the_fact(fact.claims)]
        if not any(isinstance(value, Quantity) for value in values):
            yield misfit(named, f'"{fact.id}" is {_kind(values[0])}, and a {kind} draws numbers')


def one_fact(facts: Sequence[Named], kind: str) -> Iterator[Misfit]:
    """All claims are about the first fact."""
    for named in facts[1:2]:
        message = f"a {kind} draws what is claimed about one fact, and this names {len(facts)}"
        hint = "Draw a figure for each, or all of them as claims."
        yield Misfit(message, hint, named.offset, len(named.standpoint.fact.id))


def misfit(named: Named, message: str) -> Misfit:
    """At the fact's name, with the kinds that its value would fit."""
    kinds = " or ".join(fitting_kinds(named.standpoint.value))
    return Misfit(message, f"It would fit {kinds}.", named.offset, len(named.standpoint.fact.id))


def fitting_kinds(value: Value | None) -> tuple[str, ...]:
    """The kinds of figure that draw such a value; a table shows any."""
    match value:
        case Quantity():
            return "a bar", "a strip", "a table"
        case DateValue(found) if found.is_interval:
            return "a membership", "a timeline", "a table"
        case DateValue():
            return "a timeline", "a table"
        case _:
            return ("a table",)


def _kind(value: Value | None) -> str:
    match value:
        case DateValue():
            return "a date"
        case Quantity():
            return "a number"
        case None:
            return "a statement"
        case _:
            return "no number"
