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
        value = named.standpoint.value
        if isinstance(value, Unknown):
            continue
        if not isinstance(value, Quantity):
            yield misfit(named, f"is {_kind(value)}, and a {kind} draws numbers")
        elif not counted:
            unit, counted = value.unit, named.standpoint.fact.id
        elif value.unit != unit:
            message = f'is in {value.unit or "no unit"}, and "{counted}" in {unit or "no unit"}'
            hint = "Draw what is counted alike, and the rest in a figure of its own or a table."
            yield misfit(named, message, hint)
    if facts and not counted:
        yield _nothing_known("number", kind)


def only_dates(facts: Sequence[Named], kind: str) -> Iterator[Misfit]:
    """Days, months, years and intervals, of which a membership draws the last alone; only a flow
    does not say of what the date is not known."""
    drawn = "spans of time" if kind == "membership" else "dates"
    for named in facts:
        value, what, hint = named.standpoint.value, "", ""
        if isinstance(value, Unknown):
            what = "not known" if kind == "flow" else ""
        elif not isinstance(value, DateValue):
            what = _kind(value) if isinstance(value, Quantity) or value is None else "no date"
        elif kind == "membership" and not value.date.is_interval:
            what, hint = "a single date", f"Write {value.date}/.. if it has no end yet. As it is, "
            hint += f"it would fit {' or '.join(fitting_kinds(value))}."
        if what:
            yield misfit(named, f"is {what}, and a {kind} draws {drawn}", hint)
    if facts and all(isinstance(named.standpoint.value, Unknown) for named in facts):
        yield _nothing_known("date", kind)


def _nothing_known(what: str, kind: str) -> Misfit:
    message = f"none of these facts has a {what}, so there is no {kind} to draw"
    return Misfit(message, "Say so in words, or draw a table.")


def numbers_claimed(facts: Sequence[Named], kind: str) -> Iterator[Misfit]:
    """At least one claim about each fact gives a number."""
    for named in facts:
        claims = about_the_fact(named.standpoint.fact.claims)
        values = [named.standpoint.value_of(claim) for claim in claims]
        if not any(isinstance(value, Quantity) for value in values):
            yield misfit(named, f"is {_kind(values[0])}, and a {kind} draws numbers")


def misfit(named: Named, words: str, hint: str = "") -> Misfit:
    """What is said of a fact, at its name; by default with the kinds that its value would fit."""
    hint = hint or f"It would fit {' or '.join(fitting_kinds(named.standpoint.value))}."
    return Misfit(f'"{named.standpoint.fact.id}" {words}', hint, named.offset, named.length)


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
