"""The fields of a new page, fact, source or entry, and the answers to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from explainer.model.site.site import Site
    from explainer.scaffolding.yaml_files import Value

Answers: TypeAlias = Mapping[str, tuple[str, ...]]
"""The answers by the name of their field, several if the field takes ``many``."""

_JOINERS = "\u200c\u200d"  # they decide how a word is written in Persian and Hindi


def always(answers: Answers) -> bool:
    return True


class Field(Struct, frozen=True, kw_only=True):
    """A field of a record: the flag ``--name``, or a question on a terminal.

    Given the answers to the fields before it, ``applies`` and ``required`` say whether it may and
    must be answered, and ``proposes`` gives its default. ``problem`` says what is wrong with an
    answer, in an empty string if nothing is. ``is_rare`` fields are never asked for.
    """

    name: str
    about: str
    required: Callable[[Answers], bool] = lambda answers: False
    applies: Callable[[Answers], bool] = always
    proposes: Callable[[Answers, Site], str] = lambda answers, site: ""
    problem: Callable[[str, Site], str] = lambda answer, site: ""
    choices: tuple[str, ...] = ()
    many: bool = False
    is_switch: bool = False
    is_rare: bool = False


Ask: TypeAlias = "Callable[[Field, str, bool, Site], tuple[str, ...]]"
"""Asks a person for a field; given what is proposed, and whether an answer is required, it returns
the answers, if any."""


class WrongAnswers(Exception):
    """Answers that are missing or invalid; the message has a line for each."""


def first(answers: Answers, name: str) -> str:
    """The first answer to a field, or an empty string."""
    return next(iter(answers.get(name, ())), "")


def filled(record: Mapping[str, Value]) -> dict[str, Value]:
    """The fields of a record that are not empty."""
    return {name: value for name, value in record.items() if value}


def clean(text: str) -> str:
    """``text`` in one line without invisible characters: it may come from a stranger's page."""
    spaced = re.sub(r"\s+", " ", text)
    return "".join(c for c in spaced if c.isprintable() or c in _JOINERS).strip()


def complete(fields: Sequence[Field], given: Answers, site: Site, ask: Ask | None) -> Answers:
    """The answers to ``fields``: those given, those asked for, else those proposed.

    If none is given, ``ask`` is called for all fields that are not rare; otherwise for those that
    are required and have no valid proposal. Raises WrongAnswers if one is missing or invalid.
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
            problems = (field.problem(word, site) for word in answers[field.name])
            wrong += [f"{flag}: {problem}" for problem in problems if problem]
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


def _cleaned(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(found for word in words if (found := clean(word)))
