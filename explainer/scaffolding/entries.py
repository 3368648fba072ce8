"""A new glossary term, person or place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from explainer.scaffolding.drafts import Draft
from explainer.scaffolding.fields import Answers, Field, always, filled, first
from explainer.scaffolding.names import line_of, name_from

if TYPE_CHECKING:
    from explainer.model.site.site import Site
    from explainer.scaffolding.yaml_files import Value


def _name_problem(name: str, site: Site) -> str:
    entry = site.entry(name)
    return f'"{name}" is the {entry.kind} "{entry.id}" in {entry.path}' if entry else ""


_ID = Field(
    name="id",
    about="the name by which texts call it: a to z, digits and hyphens",
    required=always,
    proposes=lambda answers, site: name_from(first(answers, "term") or first(answers, "name")),
    problem=_name_problem,
)
_NAME = Field(name="name", about="as readers see it", required=always, problem=_name_problem)
_NOTE = Field(name="note", about="a sentence or two; it may cite: [@key]")
_ALIAS = Field(name="alias", about="other names", problem=_name_problem, many=True)

TERM_FIELDS = (
    Field(name="term", about="as readers see it", required=always, problem=_name_problem),
    _ID,
    Field(name="definition", about="in a sentence or two; it may cite: [@key]", required=always),
    _ALIAS,
)
PERSON_FIELDS = (
    _NAME,
    _ID,
    Field(name="role", about="office or work, with its dates"),
    Field(name="party", about="the state or party that the person speaks for", is_rare=True),
    _NOTE,
    _ALIAS,
)
PLACE_FIELDS = (_NAME, _ID, _NOTE, _ALIAS)


def _draft_entry(path: str, fields: Sequence[Field], answers: Answers, site: Site) -> Draft:
    """Raises NotDrafted if the file cannot be continued."""
    from explainer.scaffolding.yaml_files import append_entry

    entry_id = first(answers, "id")
    names = [field.name for field in fields if field not in (_ID, _ALIAS)]
    record: dict[str, Value] = {name: first(answers, name) for name in names}
    record = filled({**record, "aliases": answers.get("alias", ())})
    before = site.texts[path].text if path in site.texts else None
    addition = append_entry(path, before, entry_id, record)
    step = f"write [[{entry_id}]] where a text should explain it"
    return Draft(path, addition, before, line_of(before, addition, entry_id), step)


draft_term = partial(_draft_entry, "content/glossary.yaml", TERM_FIELDS)
draft_person = partial(_draft_entry, "content/people.yaml", PERSON_FIELDS)
draft_place = partial(_draft_entry, "content/places.yaml", PLACE_FIELDS)
