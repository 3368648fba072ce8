"""docs/reference.md, made from the definitions that the build itself reads."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from explainer.documents.markdown.fences import FIGURE_KINDS
from explainer.documents.references.kinds import FILTERS
from explainer.figures.figure import FigureFields
from explainer.figures.kinds import KINDS
from explainer.languages import catalogues
from explainer.languages.locales import language_name
from explainer.languages.words import join_words
from explainer.model.facts.records import CLAIM_FIELDS
from explainer.model.values.functions import FUNCTIONS
from explainer.model.values.units import BUILT_IN_UNITS, Unit
from explainer.model.values.value import Quantity
from explainer.resolve.linking.wording import format_amount
from explainer.schemas.files import schema_files

INTRODUCTION = """\
# Fields and words

All that the files of a site can say, to look things up in; [the guide](editors.md) shows how it is
used. An editor that knows [the schemas](schemas/README.md) says the same where you write.
"""

Schema = dict[str, Any]


def reference_page() -> str:
    sections = [*_sections()]
    links = ", ".join(f"[{title}](#{title.lower().replace(' ', '-')})" for title, _, _ in sections)
    parts = [INTRODUCTION, f"{links}.\n"]
    for title, introduction, body in sections:
        parts += [f"## {title}\n", f"{introduction}\n", *body]
    return "\n".join(parts)


def _sections() -> Iterator[tuple[str, str, Iterable[str]]]:
    site = "In `content/site.yaml`. [What some of them do.](site.md)"
    yield "Settings", site, _fields("site")
    pages = "Of a page in `content/pages/`; an explainer takes them too."
    yield "Front matter", pages, _fields("page")
    of_pages = _schema("page")["properties"].keys() - {"published", "checked"}
    explainers = "Of an explainer in `content/explainers/`, besides those of a page."
    yield "Front matter of explainers", explainers, _fields("explainer", of_pages)
    facts = (
        "In `content/facts/`, under the fact's id. Where there is one claim, its fields can stand "
        "among these."
    )
    yield "Facts", facts, _fields("facts", CLAIM_FIELDS)
    sources = "In `content/sources/`. CSL has a few more, which are passed over."
    yield "Sources", sources, _fields("sources")
    yield "Glossary", "In `content/glossary.yaml`, under the term's id.", _fields("glossary")
    yield "People", "In `content/people.yaml`, under the person's id.", _fields("people")
    yield "Places", "In `content/places.yaml`, under the place's id.", _fields("places")
    yield (
        "Topics",
        "In `content/topics.yaml`, under the topic's id. [More.](site.md#topics)",
        _fields("topics"),
    )
    translated = (
        "In `content/facts.ru.yaml`, or with the code of another language, under the fact's id. "
        "[More.](editors.md#translations)"
    )
    yield "Facts in another language", translated, _fields("translated-facts")
    attested = (
        "In `content/attested.yaml`, under the fact's id, as `python build.py attest` "
        "[writes them](facts.md#attestations)."
    )
    yield "Attestations", attested, _fields("attested")
    changes = (
        "In `content/changes.yaml`, a list, as `python build.py changes --write` "
        "[adds to it](editors.md#what-changed). Each is of one fact, question or page."
    )
    yield "Changes", changes, _fields("changes")
    yield "Filters", "Of a value in a text, as in `{{ climb | words }}`.", _filters()
    yield "Functions", 'In a formula, as in `value: "= sum(steps.*)"`.', _functions()
    yield "Units", "These need no declaration.", _units()
    yield (
        "Figures",
        "A figure's block begins with its kind. [More.](editors.md#what-can-stand-in-a-text)",
        _figures(),
    )
    languages = (
        "In these the generator's own words are there; [a site may bring others]"
        "(site.md#words-of-your-own)."
    )
    yield "Languages", languages, _languages()


# ---- fields ----


def _schema(file: str) -> Schema:
    """What the schema says of one entry or record of the file, its ``$defs`` beside it."""
    schema: Schema = json.loads(schema_files()[f"{file}.schema.json"])
    defs = schema.get("$defs", {})
    entry = {"facts": "fact", "sources": "CslRecord"}.get(file)
    own = defs[entry] if entry else schema.get("items", schema)
    return {**(own if "properties" in own else own["additionalProperties"]), "$defs": defs}


def _fields(file: str, without: Collection[str] = ()) -> Iterator[str]:
    """The fields of a file, then those of each record within, once."""
    schema = _schema(file)
    yield from _record(schema, without)
    within: dict[str, list[str]] = {}
    waiting = [schema]
    while waiting:
        for field, value in waiting.pop()["properties"].items():
            for name in re.findall(r'"#/\$defs/(\w+)"', json.dumps(value)):
                if name not in within:
                    waiting.append(schema["$defs"][name])
                if field not in within.setdefault(name, []):
                    within[name].append(field)
    for name, fields in within.items():
        owners = [f"`{field}`" for field in fields]
        if len(owners) > 9:
            owners[2:] = ["other people"]
        yield f"Within {join_words(owners, 'en')}:\n"
        yield from _record(schema["$defs"][name])


def _record(schema: Schema, without: Collection[str] = ()) -> Iterator[str]:
    (translated,) = schema.get("patternProperties") or [""]
    yield from _table(
        ("field", "says"),
        (
            (f"`{name}`", " ".join(_says(name, field, schema.get("required", ()), translated)))
            for name, field in schema["properties"].items()
            if name not in without and not field.get("doNotSuggest")
        ),
    )


def _says(name: str, field: Schema, required: Collection[str], translated: str) -> Iterator[str]:
    if name in required:
        yield "**Required.**"
    yield field["description"]
    if words := [f"`{word}`" for word in field.get("enum", ()) if word]:
        yield f"One of {', '.join(words)}."
    if translated and re.match(translated, f"{name}.ru"):
        yield f"In another language: `{name}.ru`."


# ---- words ----


def _filters() -> Iterator[str]:
    yield from _table(("filter", "shows"), ((f"`{name}`", FILTERS[name]) for name in FILTERS))
    yield (
        "`with-unit` and `as-of` go together, and each with `words` or `compact`; `day` goes with\n"
        "`as-of`, `plain` with each of the others.\n"
    )


def _functions() -> Iterator[str]:
    rows = (
        (f"`{each.usage}`", each.meaning, "yes" * each.wildcards) for each in FUNCTIONS.values()
    )
    yield from _table(("function", "gives", "takes `steps.*`"), rows)


def _units() -> Iterator[str]:
    rows = (
        (f"`{unit.id}`", *(", ".join(_forms(unit, language)) for language in ("en", "ru")))
        for unit in BUILT_IN_UNITS.values()
        if unit.forms
    )
    yield from _table(("unit", "English", "Russian"), rows)
    codes = [f"`{unit.id}`" for unit in BUILT_IN_UNITS.values() if not unit.forms]
    yield f"So do these currencies, each written as the page's language does: {', '.join(codes)}.\n"
    yield (
        "Others are declared in `content/units.yaml`: under the unit's id and a language, one\n"
        "form for every number, or some of these.\n"
    )
    schema = json.loads(schema_files()["units.schema.json"])
    _, forms = schema["additionalProperties"]["additionalProperties"]["anyOf"]
    yield from _record(forms)


def _forms(unit: Unit, language: str) -> list[str]:
    """With the least numbers that show each form."""
    numbers = [1, 2, 5] if language == "ru" else [1, 2]
    if len(set(unit.forms[language].values())) == 1:
        numbers = [1]
    words = NullTranslations()
    written = (format_amount(Quantity(Decimal(n)), unit, language, words) for n in numbers)
    return [each.replace("\u00a0", " ") for each in written]


def _figures() -> Iterator[str]:
    common = FigureFields.__struct_fields__
    fields = {kind: KINDS[kind].fields.__struct_fields__ for kind in FIGURE_KINDS}
    yield f"Fields of all: {_names(common)}.\n"
    yield from _table(
        ("kind", "fields of its own"),
        (
            (f"`{kind}`", _names(name for name in names if name not in common))
            for kind, names in fields.items()
        ),
    )


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _languages() -> Iterator[str]:
    files = Path(catalogues.__file__).parent.glob("*.po")
    codes = sorted({"en", *(file.stem for file in files)})
    yield ", ".join(f"`{code}` ({language_name(code, 'en')})" for code in codes) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    lines = [head, *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    written = [f"| {' | '.join(line)} |" for line in lines]
    yield "\n".join([written[0], "|---" * len(head) + "|", *written[1:]]) + "\n"
