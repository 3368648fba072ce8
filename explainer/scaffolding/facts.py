"""A new fact, in an existing file of facts or a new one."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import get_args

from explainer.diagnostics import did_you_mean
from explainer.model.site.site import Site
from explainer.model.values.value import ValueKind
from explainer.scaffolding.drafts import Draft, Value, appended
from explainer.scaffolding.fields import (
    EXAMPLES,
    Answers,
    Field,
    always,
    file_field,
    file_named,
    filled,
    first,
    made_of,
)


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


def _proposed_file(answers: Answers, site: Site) -> str:
    """The file with most facts of this family, else the only file, else a new one."""
    family = first(answers, "id").partition(".")[0]
    facts = [fact for fact in site.facts.values() if fact.path.rpartition("/")[2] not in EXAMPLES]
    homes = Counter(fact.path for fact in facts if fact.id.partition(".")[0] == family)
    files = {fact.path for fact in facts}
    if not homes and len(files) != 1:
        return family
    path = min(homes or files, key=lambda each: (-homes[each], each))
    return path.rpartition("/")[2].rpartition(".")[0]


_source = partial(
    Field,
    about="keys, each with a locator where you can: city-2026, p. 4",
    many=True,
    problem=_source_problem,
)

FIELDS = (
    Field("label", "a short name, for tables", always),
    Field(
        "id",
        "the name by which texts call it: bridge.length",
        always,
        proposes=made_of("label"),
        problem=_fact_problem,
    ),
    Field("value", "a number, a date, words, = a formula, or unknown", always),
    Field("unit", "of a number: people, days, USD"),
    Field("what", "what is counted or measured"),
    Field("by", "who says so"),
    Field("date", "the day that the value is of: YYYY-MM-DD"),
    _source("source", required=_needs_source, applies=_needs_source),
    Field("disputed", "whether another source says otherwise", is_switch=True),
    Field("rival-value", "what the other says", always, _is_disputed),
    Field("rival-by", "who says so", applies=_is_disputed),
    Field("rival-date", "the day that it is of: YYYY-MM-DD", applies=_is_disputed),
    _source("rival-source", required=always, applies=_is_disputed),
    Field(
        "why",
        "why the first claim is the better one, or why nothing is known",
        _needs_why,
        applies=lambda answers: _is_disputed(answers) or _needs_why(answers),
    ),
    Field("statement", "the fact as a sentence"),
    Field("kind", f"where the value does not tell: {', '.join(get_args(ValueKind))}", is_rare=True),
    Field("tag", "a to z, digits and hyphens", many=True, is_rare=True),
    Field("review-every", "a period such as 6 months", is_rare=True),
    file_field("facts", _proposed_file),
)


def draft_fact(answers: Answers, site: Site) -> list[Draft]:
    """Raises NotDrafted if the file cannot be continued."""
    fact_id, unit, why = (first(answers, name) for name in ("id", "unit", "why"))
    body: dict[str, Value] = {**_claim(answers, unit=unit), "why": why}
    if _is_disputed(answers):
        rivals = [_claim(answers, why=why), _claim(answers, prefix="rival-")]
        body = {"unit": unit, "claims": rivals}
    fact = {
        **{name: first(answers, name) for name in ("label", "statement", "kind")},
        **body,
        "tags": answers.get("tag", ()),
        "review_every": first(answers, "review-every"),
    }
    path, before = file_named("facts", first(answers, "file"), site)
    text = appended(path, before, {fact_id: filled(fact)})
    step = f"write {{{{ {fact_id} }}}} where a text states it"
    return [Draft(path, text, before, fact_id, step)]


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
