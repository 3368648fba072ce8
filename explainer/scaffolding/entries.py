"""A new fact, in an existing file of facts or a new one; a new glossary term, person or place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, get_args

from explainer.diagnostics import did_you_mean
from explainer.model.values.value import ValueKind
from explainer.scaffolding.drafts import Draft
from explainer.scaffolding.fields import Answers, Field, always, filled, first
from explainer.scaffolding.names import EXAMPLES, file_field, line_of, name_from, text_of

if TYPE_CHECKING:
    from explainer.model.site.site import Site
    from explainer.scaffolding.yaml_files import Value


def _fact_problem(fact_id: str, site: Site) -> str:
    fact = site.facts.get(fact_id)
    return f'"{fact_id}" is taken by {fact.path}' if fact else ""


def _source_problem(reference: str, site: Site) -> str:
    key = reference.partition(",")[0].strip()
    if key in site.sources or site.incomplete.sources.may_hold(key):
        return ""
    hint = did_you_mean(key, site.sources) or "Add it first: new source."
    return f'there is no source "{key}". {hint}'


def _is_disputed(answers: Answers) -> bool:
    return first(answers, "disputed") == "yes"


def _needs_source(answers: Answers) -> bool:
    return not first(answers, "value").startswith("=")


def _needs_why(answers: Answers) -> bool:
    """Whether only an argument decides between two claims, or says why nothing is known."""
    tied = first(answers, "date") == first(answers, "rival-date")
    return (_is_disputed(answers) and tied) or first(answers, "value") == "unknown"


_EXAMPLES = tuple(f"/{name}" for name in EXAMPLES)


def _proposed_file(answers: Answers, site: Site) -> str:
    """The file with most facts of this family, else the only file, else a new one."""
    family = first(answers, "id").partition(".")[0]
    facts = [fact for fact in site.facts.values() if not fact.path.endswith(_EXAMPLES)]
    homes = Counter(fact.path for fact in facts if fact.id.partition(".")[0] == family)
    files = {fact.path for fact in facts}
    if not homes and len(files) != 1:
        return family
    path = min(homes or files, key=lambda each: (-homes[each], each))
    return path.rpartition("/")[2].rpartition(".")[0]


_SOURCES = "keys, each with a locator where you can: city-2026, p. 4"

FACT_FIELDS = (
    Field(name="label", about="a short name, for tables", required=always),
    Field(
        name="id",
        about="the name by which texts call it: bridge.length",
        required=always,
        proposes=lambda answers, site: name_from(first(answers, "label")),
        problem=_fact_problem,
    ),
    Field(name="value", about="a number, a date, words, = a formula, or unknown", required=always),
    Field(name="unit", about="of a number: people, days, USD"),
    Field(name="what", about="what is counted or measured"),
    Field(name="by", about="who says so"),
    Field(name="date", about="the day that the value is of: YYYY-MM-DD"),
    Field(
        name="source",
        about=_SOURCES,
        required=_needs_source,
        applies=_needs_source,
        many=True,
        problem=_source_problem,
    ),
    Field(name="disputed", about="whether another source says otherwise", is_switch=True),
    Field(name="rival-value", about="what the other says", required=always, applies=_is_disputed),
    Field(name="rival-by", about="who says so", applies=_is_disputed),
    Field(name="rival-date", about="the day that it is of: YYYY-MM-DD", applies=_is_disputed),
    Field(
        name="rival-source",
        about=_SOURCES,
        required=always,
        applies=_is_disputed,
        many=True,
        problem=_source_problem,
    ),
    Field(
        name="why",
        about="why the first claim is the better one, or why nothing is known",
        required=_needs_why,
        applies=lambda answers: _is_disputed(answers) or _needs_why(answers),
    ),
    Field(name="statement", about="the fact as a sentence"),
    Field(
        name="kind",
        about="where the value alone does not tell",
        choices=get_args(ValueKind),
        is_rare=True,
    ),
    Field(name="tag", about="a to z, digits and hyphens", many=True, is_rare=True),
    Field(name="review-every", about="a period such as 6 months", is_rare=True),
    file_field("facts", _proposed_file),
)


def draft_fact(answers: Answers, site: Site) -> Draft:
    """Raises NotDrafted if the file cannot be continued."""
    from explainer.scaffolding.yaml_files import append_entry

    fact_id = first(answers, "id")
    path, before = text_of("facts", first(answers, "file"), site)
    addition = append_entry(path, before, fact_id, _record(answers))
    step = f"write {{{{ {fact_id} }}}} where a text states it"
    return Draft(path, addition, before, line_of(before, addition, fact_id), step)


def _record(answers: Answers) -> dict[str, Value]:
    unit, why = first(answers, "unit"), first(answers, "why")
    body = {**_claim(answers, unit=unit), "why": why}
    if _is_disputed(answers):
        own = _claim(answers, why=why)
        body = {"unit": unit, "claims": [own, _claim(answers, prefix="rival-")]}
    return filled(
        {
            **{name: first(answers, name) for name in ("label", "statement", "kind")},
            **body,
            "tags": answers.get("tag", ()),
            "review_every": first(answers, "review-every"),
        }
    )


def _claim(
    answers: Answers, *, prefix: str = "", unit: str = "", why: str = ""
) -> dict[str, Value]:
    """A claim; with a ``why``, the one that is preferred to its rival."""
    return filled(
        {
            "value": first(answers, f"{prefix}value"),
            "unit": unit,
            "what": first(answers, "what"),
            "by": first(answers, f"{prefix}by"),
            "as_of": first(answers, f"{prefix}date"),
            "rank": "preferred" if why else "",
            "why": why,
            "sources": [_evidence(each) for each in answers.get(f"{prefix}source", ())],
        }
    )


def _evidence(reference: str) -> Value:
    key, _, locator = (part.strip() for part in reference.partition(","))
    return {"source": key, "at": locator} if locator else key


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
