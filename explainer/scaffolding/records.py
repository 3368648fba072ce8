"""A new fact, in an existing file of facts or a new one; a new source, likewise."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import chain, count
from typing import get_args

from explainer.addresses import source_slug
from explainer.config import NotDrafted
from explainer.diagnostics import did_you_mean
from explainer.documents.data.yaml_source import parse_yaml
from explainer.model.site.site import Site
from explainer.model.sources.csl import KINDS, CslType
from explainer.model.sources.keys import export_trace
from explainer.model.sources.sifting import near_miss
from explainer.model.values.value import ValueKind
from explainer.scaffolding.drafts import Draft, Value, appended
from explainer.scaffolding.fields import (
    EXAMPLES,
    Answers,
    address_problem,
    always,
    field,
    file_field,
    file_named,
    filled,
    first,
    made_of,
    name_from,
    taken_among,
)

_SOURCES = "content/sources/"
_IN_BRACES = re.compile(r"\{(.*)\}")
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_HOST = re.compile(r"https?://(?:www[0-9]?\.|m\.|amp\.)?([^/:?#]+)\.[a-z]+(?:[/:?#]|\Z)")
_LONGEST_NAME = 20


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


def _home_of_fact(answers: Answers, site: Site) -> str:
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
    field,
    about="keys, each with a locator where you can: city-2026, p. 4",
    many=True,
    problem=_source_problem,
)

FACT_FIELDS = (
    field("label", "a short name, for tables", always),
    field(
        "id",
        "the name by which texts call it: bridge.length",
        always,
        proposes=made_of("label"),
        problem=taken_among("facts"),
    ),
    field("value", "a number, a date, words, = a formula, or unknown", always),
    field("unit", "of a number: people, days, USD"),
    field("what", "what is counted or measured"),
    field("by", "who says so"),
    field("date", "the day that the value is of: YYYY-MM-DD"),
    _source("source", required=_needs_source, applies=_needs_source),
    field("disputed", "whether another source says otherwise", is_switch=True),
    field("rival-value", "what the other says", always, applies=_is_disputed),
    field("rival-by", "who says so", applies=_is_disputed),
    field("rival-date", "the day that it is of: YYYY-MM-DD", applies=_is_disputed),
    _source("rival-source", required=always, applies=_is_disputed),
    field(
        "why",
        "why the first claim is the better one, or why nothing is known",
        _needs_why,
        applies=lambda answers: _is_disputed(answers) or _needs_why(answers),
    ),
    field("statement", "the fact as a sentence"),
    field("kind", f"where the value does not tell: {', '.join(get_args(ValueKind))}", is_rare=True),
    field("tag", "a to z, digits and hyphens", many=True, is_rare=True),
    field("review-every", "a period such as 6 months", is_rare=True),
    file_field("facts", _home_of_fact),
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
    claim = {
        "value": first(answers, f"{prefix}value"),
        "unit": unit,
        "what": first(answers, "what"),
        "by": first(answers, f"{prefix}by"),
        "as_of": first(answers, f"{prefix}date"),
        "rank": "preferred" if why else "",
        "why": why,
        "sources": [_evidence(each) for each in answers.get(f"{prefix}source", ())],
    }
    return filled(claim)


def _evidence(reference: str) -> Value:
    key, _, locator = (part.strip() for part in reference.partition(","))
    return {"source": key, "at": locator} if locator else key


# ---- sources ----


def _proposed_key(answers: Answers, site: Site) -> str:
    """A key such as ``rferl-2022-01-06``: the publisher, a person if none is named, or the host,
    and the day; for scholarly works the author and the year."""
    title = name_from(first(answers, "title")).split("-")
    host = _HOST.match(first(answers, "url"))
    family = first(answers, "author").partition(",")[0]
    is_scholarly = first(answers, "type") in ("article-journal", "book", "chapter", "thesis")
    names = [name_from(first(answers, "container")), name_from(first(answers, "publisher"))]
    names = [name for name in names if 0 < len(name) <= _LONGEST_NAME]
    if "," in first(answers, "author") and (is_scholarly or not names):
        names = [name_from(family), *names]
    names += [name_from(host[1].replace(".", "-"))] if host else []
    day = _DAY.match(first(answers, "issued"))
    found = next((name for name in names if name), "-".join(title[:3]))
    if not found:
        return ""
    taken = {source_slug(key).casefold() for key in (*site.sources, *site.incomplete.sources.ids)}
    date = (day[0][:4] if is_scholarly else day[0]) if day else ""
    key = f"{found}-{date}" if date else found
    keys = chain([key], (f"{key}-{number}" for number in count(2)))
    return next(each for each in keys if each.casefold() not in taken)


def _type_problem(word: str, site: Site) -> str:
    known = get_args(CslType)
    hint = did_you_mean(word, known) or f"Known here: {', '.join(known)}."
    return "" if word in known else f'"{word}" is not known. {hint}'


def _kind_problem(word: str, site: Site) -> str:
    near = near_miss(word, KINDS)
    return f'"{word}" is not known. Did you mean "{near}"?' if near else ""


def _home_of_source(answers: Answers, site: Site) -> str:
    files = [path for path in site.texts if path.startswith(_SOURCES)]
    names = [path.removeprefix(_SOURCES) for path in files if not _trace(path, site)]
    own = [name for name in names if name not in EXAMPLES]
    if len(own) == 1:
        return own[0]
    return "own" if f"{_SOURCES}sources.yaml" in files and "sources.yaml" not in own else "sources"


def _trace(path: str, site: Site) -> str:
    """What shows that a reference manager writes the file; see ``export_trace``."""
    text = site.texts[path]
    node = parse_yaml(text)[0] if path.endswith((".yaml", ".yml")) else None
    return export_trace(text, node)


_VARIABLES = (
    *("type", "title", "author", "container-title", "publisher", "volume", "issue", "page"),
    *("issued", "accessed", "URL", "DOI", "ISBN", "language"),
)
_CSL = {variable.lower().removesuffix("-title"): variable for variable in _VARIABLES}
"""CSL's variables by the names of their fields."""
_CUSTOM = {"kind": "kind", "party": "party", "archive-url": "archive_url"}

SOURCE_FIELDS = (
    field("title", "as the source gives it", always),
    field("author", 'who signs it: "Family, Given", or any other name in {braces}', many=True),
    field("container", "the newspaper, journal or website that it is part of"),
    field("publisher", "who published it, where that is somebody else"),
    field("issued", "when: YYYY-MM-DD, YYYY-MM or YYYY"),
    field("url", "its address", problem=address_problem),
    field("language", "a code such as en or ru"),
    field(
        "type",
        "one of CSL's: webpage, article-newspaper, report, treaty ...",
        proposes=lambda answers, site: "webpage",
        problem=_type_problem,
    ),
    field(
        "kind",
        "what it is worth as evidence: treaty, official statement, transcript, news report, "
        "analysis or reference work",
        problem=_kind_problem,
    ),
    field("party", "the state or party whose organ it is", is_rare=True),
    *(
        field(name, f"CSL's {_CSL[name]}", is_rare=True)
        for name in ("volume", "issue", "page", "doi", "isbn")
    ),
    field("archive-url", "a copy of it in an archive", problem=address_problem, is_rare=True),
    field(
        "accessed",
        "when it was read",
        proposes=lambda answers, site: site.as_of.isoformat(),
        is_rare=True,
    ),
    field(
        "key",
        "the name by which texts cite it",
        always,
        proposes=_proposed_key,
        problem=taken_among("sources"),
    ),
    file_field("sources", _home_of_source),
)


def draft_source(answers: Answers, site: Site) -> list[Draft]:
    """Raises NotDrafted if the file cannot be continued."""
    key, name = first(answers, "key"), first(answers, "file")
    path, before = file_named("sources", name, site)
    trace = _trace(path, site) if before else ""
    if trace or name.endswith((".json", ".bib", ".ris")):
        what = f"{path} seems to be an export (`{trace}`)" if trace else f"{name} is an export"
        raise NotDrafted(f"{what}, and the next one would replace it; give another --file")
    text = appended(path, before, [_csl(answers)], under="references")
    step = f"cite it as [@{key}], with a locator where you can"
    return [Draft(path, text, before, f"id: {key}", step)]


def _csl(answers: Answers) -> dict[str, Value]:
    record: dict[str, Value] = {variable: first(answers, name) for name, variable in _CSL.items()}
    record["author"] = [_name(author) for author in answers.get("author", ())]
    custom = filled({variable: first(answers, name) for name, variable in _CUSTOM.items()})
    return filled({"id": first(answers, "key"), **record, "custom": custom})


def _name(author: str) -> Value:
    """A name as CSL writes it. One in braces is kept whole, as in BibTeX: a ministry's may contain
    a comma."""
    literal = _IN_BRACES.fullmatch(author)
    family, comma, given = (part.strip() for part in author.partition(","))
    if literal or not (comma and family and given):
        return {"literal": literal[1] if literal else author}
    return {"family": family, "given": given}
