"""The fields of a new site, page, fact or source, and the answers to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from explainer.config import NotDrafted
from explainer.documents.markdown.finishing import slug
from explainer.model.shared.fields import address_hint
from explainer.model.site.site import Site
from explainer.scaffolding.drafts import Value, text_at

Answers: TypeAlias = Mapping[str, tuple[str, ...]]
"""The answers by the name of their field, several if the field takes ``many``."""

EXAMPLES = tuple(
    f"{name}.yaml"
    for name in ("example", "beispiel", "ejemplo", "exemple", "mithal", "primer", "pryklad")
)
"""Names of the files of a new site that its editor is to delete: nothing else goes there."""
_JOINERS = "\u200c\u200d"  # they decide how a word is written in Persian and Hindi
_LONGEST_NAME = 60
_STEM = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_SUFFIX = re.compile(r"\.ya?ml\Z")


def always(answers: Answers) -> bool:
    return True


def never(answers: Answers) -> bool:
    return False


class Field(Struct, frozen=True, kw_only=True):
    """A field of a record: the flag ``--name``, or a question on a terminal.

    Given the answers to the fields before it, ``required`` and ``applies`` say whether it must and
    may be answered, and ``proposes`` gives its default. ``problem`` says what is wrong with an
    answer, in an empty string if nothing is. ``is_rare`` fields are never asked for.
    """

    name: str
    about: str
    required: Callable[[Answers], bool] = never
    applies: Callable[[Answers], bool] = always
    proposes: Callable[[Answers, Site], str] = lambda answers, site: ""
    problem: Callable[[str, Site], str] = lambda answer, site: ""
    many: bool = False
    is_switch: bool = False
    is_rare: bool = False


def field(
    name: str, about: str, required: Callable[[Answers], bool] = never, **others: Any
) -> Field:
    return Field(name=name, about=about, required=required, **others)


Ask: TypeAlias = "Callable[[Field, str, bool, Site], tuple[str, ...]]"
"""Asks a person for a field; given what is proposed, and whether an answer is required, it returns
the answers, if any."""


def first(answers: Answers, name: str) -> str:
    """The first answer to a field, or an empty string."""
    return next(iter(answers.get(name, ())), "")


def filled(record: Mapping[str, Value]) -> dict[str, Value]:
    """The fields of a record that are not empty."""
    full = {name: value for name, value in record.items() if value}
    return {name: [*v] if isinstance(v, tuple) else v for name, v in full.items()}


def clean(text: str) -> str:
    """``text`` in one line without invisible characters: it may come from a stranger's page."""
    spaced = re.sub(r"\s+", " ", text)
    return "".join(c for c in spaced if c.isprintable() or c in _JOINERS).strip()


def complete(fields: Sequence[Field], given: Answers, site: Site, ask: Ask | None) -> Answers:
    """The answers to ``fields``: those given, those asked for, else those proposed.

    If none is given, ``ask`` is called for all fields that are not rare; otherwise for those that
    are required and have no valid proposal. Raises NotDrafted, with a line for each answer that is
    missing or invalid.
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
        raise NotDrafted("\n".join(wrong))
    return answers


def _cleaned(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(found for word in words if (found := clean(word)))


# ---- names, ids and keys, addresses, and the files that new records are added to ----


def name_from(title: str) -> str:
    """An address or id made as those of questions are; empty if no ASCII letter remains."""
    name = slug(escape(title, quote=False))
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME + 1].rpartition("-")[0] or name[:_LONGEST_NAME]
    return name


def made_of(field: str) -> Callable[[Answers, Site], str]:
    """Proposes a name made of the answer to a field."""
    return lambda answers, site: name_from(first(answers, field))


def taken_among(kind: Literal["facts", "sources"]) -> Callable[[str, Site], str]:
    """Finds the problem that a fact or source of the site has the name already."""

    def problem(name: str, site: Site) -> str:
        held = getattr(site, kind).get(name)
        return f'"{name}" is taken by {held.path}' if held else ""

    return problem


def address_problem(address: str, site: Site) -> str:
    hint = address_hint(address)
    return f'"{address}" is no http or https address. {hint}' if hint else ""


def file_field(folder: str, proposes: Callable[[Answers, Site], str]) -> Field:
    def problem(name: str, site: Site) -> str:
        return "" if _STEM.fullmatch(_stem(folder, name)) else f'"{name}" is no name of a file'

    about = f"the file in content/{folder}/"
    return field("file", about, always, proposes=proposes, problem=problem)


def file_named(folder: str, name: str, site: Site) -> tuple[str, str | None]:
    """The path that ``name`` means, and the text of that file, or None if there is no such file."""
    stem = f"content/{folder}/{_stem(folder, name)}"
    path = f"{stem}.yml" if f"{stem}.yml" in site.texts else f"{stem}.yaml"
    return path, text_at(path, site)


def _stem(folder: str, name: str) -> str:
    return _SUFFIX.sub("", name.removeprefix(f"content/{folder}/"))
