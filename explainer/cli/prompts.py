"""Questions to a person at a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from explainer.cli.terminal import say
from explainer.scaffolding.fields import Field, clean

if TYPE_CHECKING:
    from explainer.model.site.site import Site


def can_ask() -> bool:
    """Whether a person can answer: a pipe or a scheduled job would wait for ever."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(field: Field, proposal: str, required: bool, site: Site) -> tuple[str, ...]:
    """The answers to a field: ask until they are valid. An empty line takes the proposal, or
    leaves the field out. Raises EOFError if the terminal is closed (Ctrl-D)."""
    if field.is_switch:
        return _switch(field)
    answers: list[str] = []
    while True:
        answer = _line(field, "Enter to go on" if answers else proposal) or (
            "" if answers else proposal
        )
        problem = field.problem(answer, site) if answer else ""
        if answer and field.choices and answer not in field.choices:
            problem = f'"{answer}" is none of {", ".join(field.choices)}.'
        if problem:
            say(f"  {problem}")
        elif not answer and required and not answers:
            say("  It cannot be left out.")
        elif not answer:
            return tuple(answers)
        else:
            answers.append(answer)
            if not field.many:
                return tuple(answers)


def _switch(field: Field) -> tuple[str, ...]:
    """Ask until the answer is yes or no: one meant for the next question is neither."""
    while (answer := _line(field, "y/N")).casefold() not in ("y", "yes", "n", "no", ""):
        say(f'  "{answer}" is neither y nor n.')
    return ("yes",) if answer.casefold().startswith("y") else ()


def _line(field: Field, proposal: str) -> str:
    name = field.name.replace("-", " ").capitalize()
    choices = f": {', '.join(field.choices)}" if field.choices else ""
    brackets = f" [{proposal}]" if proposal else ""
    return clean(input(f"{name} ({field.about}{choices}){brackets}: "))
