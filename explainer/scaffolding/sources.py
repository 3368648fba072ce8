"""A new source, in an existing bibliography or a new one."""

from __future__ import annotations

import re
from typing import get_args

from explainer.addresses import source_slug
from explainer.config import NotDrafted
from explainer.diagnostics import did_you_mean
from explainer.documents.data.yaml_source import parse_yaml
from explainer.model.site.site import Site
from explainer.model.sources.csl import KINDS, CslType
from explainer.model.sources.keys import export_trace
from explainer.model.sources.sifting import near_miss
from explainer.scaffolding.drafts import Draft, Value, appended
from explainer.scaffolding.fields import (
    EXAMPLES,
    Answers,
    Field,
    address_problem,
    always,
    file_field,
    file_named,
    filled,
    first,
    free,
    name_from,
)

_FOLDER = "content/sources/"
_IN_BRACES = re.compile(r"\{(.*)\}")
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_HOST = re.compile(r"https?://(?:www[0-9]?\.|m\.|amp\.)?([^/:?#]+)\.[a-z]+(?:[/:?#]|\Z)")
_LONGEST_NAME = 20


def _proposed_key(answers: Answers, site: Site) -> str:
    """A key such as ``rferl-2022-01-06``: the publisher, by name or host, and the day; the
    author and the year for scholarly works, and where only a person is named."""
    title = name_from(first(answers, "title")).split("-")
    host = _HOST.match(first(answers, "url"))
    family = first(answers, "author").partition(",")[0]
    is_scholarly = first(answers, "type") in ("article-journal", "book", "chapter", "thesis")
    names = [name_from(first(answers, "container")), name_from(first(answers, "publisher"))]
    names = [name for name in names if 0 < len(name) <= _LONGEST_NAME]
    names += [name_from(host[1].replace(".", "-"))] if host else []
    if "," in first(answers, "author") and (is_scholarly or not names):
        names = [name_from(family), *names]
    day = _DAY.match(first(answers, "issued"))
    found = next((name for name in names if name), "-".join(title[:3]))
    if not found:
        return ""
    taken = {source_slug(key).casefold() for key in (*site.sources, *site.incomplete.sources.ids)}
    date = (day[0][:4] if is_scholarly else day[0]) if day else ""
    return free(f"{found}-{date}" if date else found, taken)


def _key_problem(key: str, site: Site) -> str:
    source = site.sources.get(key)
    return f'"{key}" is taken by {source.path}' if source else ""


def _type_problem(word: str, site: Site) -> str:
    known = get_args(CslType)
    hint = did_you_mean(word, known) or f"Known here: {', '.join(known)}."
    return "" if word in known else f'"{word}" is not known. {hint}'


def _kind_problem(word: str, site: Site) -> str:
    near = near_miss(word, KINDS)
    return f'"{word}" is not known. Did you mean "{near}"?' if near else ""


def _proposed_file(answers: Answers, site: Site) -> str:
    files = [path for path in site.texts if path.startswith(_FOLDER)]
    names = [path.removeprefix(_FOLDER) for path in files if not _trace(path, site)]
    own = [name for name in names if name not in EXAMPLES]
    if len(own) == 1:
        return own[0]
    return "own" if f"{_FOLDER}sources.yaml" in files and "sources.yaml" not in own else "sources"


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

FIELDS = (
    Field("title", "as the source gives it", always),
    Field("author", 'who signs it: "Family, Given", or any other name in {braces}', many=True),
    Field("container", "the newspaper, journal or website that it is part of"),
    Field("publisher", "who published it, where that is somebody else"),
    Field("issued", "when: YYYY-MM-DD, YYYY-MM or YYYY"),
    Field("url", "its address", problem=address_problem),
    Field("language", "a code such as en or ru"),
    Field(
        "type",
        "one of CSL's: webpage, article-newspaper, report, treaty ...",
        proposes=lambda answers, site: "webpage",
        problem=_type_problem,
    ),
    Field(
        "kind",
        "what it is worth as evidence: treaty, official statement, transcript, news report, "
        "analysis or reference work",
        problem=_kind_problem,
    ),
    Field("party", "the state or party whose organ it is", is_rare=True),
    *(
        Field(name, f"CSL's {_CSL[name]}", is_rare=True)
        for name in ("volume", "issue", "page", "doi", "isbn")
    ),
    Field("archive-url", "a copy of it in an archive", problem=address_problem, is_rare=True),
    Field(
        "accessed",
        "when it was read",
        proposes=lambda answers, site: site.as_of.isoformat(),
        is_rare=True,
    ),
    Field(
        "key",
        "the name by which texts cite it",
        always,
        proposes=_proposed_key,
        problem=_key_problem,
    ),
    file_field("sources", _proposed_file),
)


def draft_source(answers: Answers, site: Site) -> list[Draft]:
    """Raises NotDrafted if the file cannot be continued."""
    key, name = first(answers, "key"), first(answers, "file")
    path, before = file_named("sources", name, site)
    trace = _trace(path, site) if before else ""
    if trace or name.endswith((".json", ".bib", ".ris")):
        what = f"{path} seems to be an export (`{trace}`)" if trace else f"{name} is an export"
        raise NotDrafted(f"{what}, and the next one would replace it; give another --file")
    text = appended(path, before, [_record(answers)], under="references")
    step = f"cite it as [@{key}], with a locator where you can"
    return [Draft(path, text, before, f"id: {key}", step)]


def _record(answers: Answers) -> dict[str, Value]:
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
