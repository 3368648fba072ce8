"""Flows: steps in order of date, each with who took it."""

from __future__ import annotations

from explainer.edtf import parse_edtf
from explainer.figures.figure import Datum, Drawn
from explainer.figures.timeline import FLOW, FlowFields
from explainer.model.values.value import DateValue
from tests.figures.words import datum, speech


def at(day: str, label: str, group: str) -> Datum:
    return datum(label, DateValue(parse_edtf(day)), group=group)


def drawn(*data: Datum) -> Drawn:
    actors: dict[str, list[str] | str] = {each.group: ["x"] for each in data}
    return FLOW.draw(FlowFields(title="t", actors=actors), data, speech())


def test_steps_with_dates_actors_and_where_the_arrow_comes_from() -> None:
    found = drawn(
        at("1962-05-03", "Asks", "keeper"),
        at("1962-05-04", "Decides", "council"),
        at("1962-05-04", "Tells the press", "council"),
        at("1962-05-04", "Thanks", "keeper"),
        at("1962-05-05", "Leaves", "keeper"),
    )
    assert found.measure == "1962"
    assert [
        (step.day.text, strand.name, [item.text for item in strand.items], step.look)
        for step in found.steps
        for strand in step.strands
    ] == [
        ("3\u00a0May", "Keeper", ["Asks"], "first"),
        ("4\u00a0May", "Council", ["Decides", "Tells the press"], "second from-first"),
        ("4\u00a0May", "Keeper", ["Thanks"], "first from-second"),
        ("5\u00a0May", "Keeper", ["Leaves"], "first from-first"),
    ]
    assert [row[0].plain for row in found.table.rows] == [
        "Asks", "Decides", "Tells the press", "Thanks", "Leaves",
    ]  # fmt: skip


def test_an_actor_who_is_explained_is_linked() -> None:
    found = drawn(at("1962-05-03", "Asks", "keeper"), at("1962-05-04", "Decides", "council"))
    linked = [(strand.name, strand.address) for step in found.steps for strand in step.strands]
    assert linked == [("Keeper", "people/keeper/"), ("Council", "")]


def test_five_actors_stand_below_each_other() -> None:
    found = drawn(*(at(f"1962-05-0{n}", f"Step {n}", f"actor {n}") for n in range(1, 6)))
    assert [step.look for step in found.steps] == [""] * 5
