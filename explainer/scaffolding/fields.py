"""What is asked for one new page, fact, source or entry, and the answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from explainer.model.site.site import Site

Answers: TypeAlias = Mapping[str, tuple[str, ...]]
"""By the field's name; more than one where the field takes many."""

_JOINERS = "\u200c\u200d"  # they decide what a word looks like in Persian and Hindi


def never(answers: Answers) -> bool:
    return False


def always(answers: Answers) -> bool:
    return True


def nothing(answers: Answers, site: Site) -> str:
    return ""


def no_problem(answer: str, site: Site) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that is asked: by the flag ``--name``, or by a question on a terminal.

    ``proposes`` is what it is where nobody says otherwise; ``problem`` says what is wrong with
    an answer, or nothing. ``is_rare`` fields are taken as flags and never asked for.
    """

    name: str
    about: str
    required: Callable[[Answers], bool] = never
    applies: Callable[[Answers], bool] = always
    proposes: Callable[[Answers, Site], str] = nothing
    problem: Callable[[str, Site], str] = no_problem
    choices: tuple[str, ...] = ()
    many: bool = False
    is_switch: bool = False
    is_rare: bool = False


class Ask(Protocol):
    """Puts one field to a person: the answers, none where there is none."""

    def __call__(
        self, field: Field, proposal: str, required: bool, site: Site
    ) -> tuple[str, ...]: ...


class WrongAnswers(Exception):
    """What is missing or cannot be; the message has one line for each."""


def first(answers: Answers, name: str) -> str:
    return next(iter(answers.get(name, ())), "")


def clean(text: str) -> str:
    """One line of ``text`` without what nobody can see: it may come from a stranger's page."""
    spaced = re.sub(r"\s+", " ", text)
    return "".join(c for c in spaced if c.isprintable() or c in _JOINERS).strip()


def complete(fields: Sequence[Field], given: Answers, site: Site, ask: Ask | None) -> Answers:
    """The answers to ``fields``: those given, those asked for, else those proposed.

    Who gave none is asked for all; who gave some, for what is required and cannot be proposed.
    Raises WrongAnswers, where there is nobody to ask for everything that is missing.
    """
    answers = {name: found for name, words in given.items() if (found := _cleaned(words))}
    asks_all = ask is not None and not answers
    wrong: list[str] = []
    for field in fields:
        flag = f"--{field.name}"
        if not field.applies(answers):
            if field.name in answers:
                wrong.append(f"{flag} does not go with the other answers")
            continue
        if field.name in answers:
            wrong += _problems(field, answers[field.name], site)
            continue
        proposal, required = field.proposes(answers, site), field.required(answers)
        problem = field.problem(proposal, site) if proposal else ""
        if ask and ((asks_all and not field.is_rare) or (required and (problem or not proposal))):
            found = _cleaned(ask(field, "" if problem else proposal, required, site))
        elif problem:
            wrong.append(f"{flag}: {problem}")
            continue
        else:
            found = (proposal,) if proposal else ()
        if found:
            answers[field.name] = found
        elif required:
            wrong.append(f"{flag} is missing: {field.about}")
    if wrong:
        raise WrongAnswers("\n".join(wrong))
    return answers


def _problems(field: Field, words: Sequence[str], site: Site) -> list[str]:
    found = (field.problem(word, site) for word in words)
    return [f"--{field.name}: {problem}" for problem in found if problem]


def _cleaned(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(found for word in words if (found := clean(word)))
