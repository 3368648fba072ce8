"""The JSON Schemas of all kinds of content files."""

from __future__ import annotations

import json
from collections.abc import Mapping

import msgspec

from explainer.model.entries.entry import PersonRecord, PlaceRecord, TermRecord, TopicRecord
from explainer.model.facts.attestations import AttestationRecord
from explainer.model.facts.fact_translations import FactTranslationRecord
from explainer.model.facts.records import (
    CLAIM_FIELDS,
    ClaimRecord,
    EvidenceRecord,
    FactRecord,
    PrintingRecord,
    WithdrawalRecord,
)
from explainer.model.pages.records import ExplainerRecord, PlainPageRecord
from explainer.model.shared.fields import LANGUAGE_CODE
from explainer.model.site.changes import ChangeRecord
from explainer.model.site.records import SettingsRecord
from explainer.model.sources.csl import KINDS, OTHER_NAMES, PASSED_OVER, ROLES, TEXTS, CslRecord
from explainer.model.values.units import PluralForms
from explainer.schemas.records import Schema, by_id, record_schema, when

_IDS = ("[a-z0-9-]+", "An id is made of a to z, digits and hyphens.")
_FACT_IDS = (
    r"[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)*",
    "Use a to z, digits, hyphens and underscores, with single dots between parts.",
)
_UNIT_ID = "[a-zA-Z0-9-]+"
_OURSELVES: Schema = {"pattern": r"^\s*[Uu][Ss]\s*$"}
_BESIDE: Schema = {"dependentRequired": {"publisher_type": ["publisher"]}}
_TEXT: Schema = {"type": ["string", "number"]}


def schema_files() -> Mapping[str, bytes]:
    """The contents of each schema file by its name, such as ``facts.schema.json``."""
    schemas = {
        "explainer": ("The front matter of an explainer", _page(ExplainerRecord)),
        "page": ("The front matter of a plain page", _page(PlainPageRecord)),
        "site": ("The settings of a site", {**record_schema(SettingsRecord), **_BESIDE}),
        "facts": ("A file of facts", _facts()),
        "sources": ("A bibliography", _sources()),
        "glossary": ("The glossary", _entries(TermRecord)),
        "people": ("People", _entries(PersonRecord)),
        "places": ("Places", _entries(PlaceRecord)),
        "topics": ("Topics", _entries(TopicRecord)),
        "units": ("Units of numbers", _units()),
        "changes": ("What changed on the site", _changes()),
        "translated-facts": (
            "Facts in another language",
            _entries(FactTranslationRecord, _FACT_IDS),
        ),
        "attested": ("What was compared with its sources", _entries(AttestationRecord, _FACT_IDS)),
    }
    return {f"{name}.schema.json": _file(*schema) for name, schema in schemas.items()}


def _file(title: str, schema: Schema) -> bytes:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return (json.dumps({**head, **schema, **head}, indent=2, ensure_ascii=False) + "\n").encode()


def _facts() -> Schema:
    claim, fact = _claim(), record_schema(FactRecord)
    evidence, withdrawal = record_schema(EvidenceRecord), record_schema(WithdrawalRecord)
    printing = record_schema(PrintingRecord)
    withdrawal["properties"]["by"]["not"] = _OURSELVES
    short = {name: claim["properties"][name] for name in CLAIM_FIELDS}
    claims = {
        "title": "claims",
        "type": "array",
        "minItems": 1,
        "items": {"$ref": "#/$defs/claim"},
        "description": "What different sources say, each with its own.",
    }
    fact["properties"] = {
        name: ({**short, "claims": claims} | fact["properties"])[name]
        for name in dict.fromkeys(("label", "statement", *short, "claims", *fact["properties"]))
    }
    says = [{"required": [name]} for name in ("value", "low", "high", "statement")]
    fact["if"] = {"required": ["claims"]}
    fact["then"] = {"properties": dict.fromkeys(CLAIM_FIELDS, False)}
    fact["else"] = {"anyOf": says, "allOf": _claim_rules()}
    entries = by_id({"$ref": "#/$defs/fact"}, *_FACT_IDS)
    defs = {"fact": fact, "claim": claim, "evidence": evidence}
    defs |= {"WithdrawalRecord": withdrawal, "PrintingRecord": printing}
    return {**entries, "$defs": defs}


def _claim() -> Schema:
    """The schema of a claim in a list of claims. ``sources`` also takes shorter forms than its
    type, which the build expands before it reads them; ``value`` is not part of the type."""
    claim = record_schema(ClaimRecord)
    del claim["$defs"]
    key = {**_TEXT, "minLength": 1}
    one = {"anyOf": [key, {"$ref": "#/$defs/evidence"}]}
    note = claim["properties"]["sources"]["description"]
    listed = {"type": "array", "minItems": 1, "items": one}
    value = {
        "title": "value",
        "description": 'A number, a date, words, a list, "= a formula", or unknown.',
        "anyOf": [{"type": ["string", "number", "boolean"]}, {"type": "array", "items": _TEXT}],
    }
    claim["properties"] = {
        "value": value,
        **claim["properties"],
        "sources": {"title": "sources", "description": note, "anyOf": [listed, key]},
    }
    given = [{"required": [name]} for name in ("value", "low", "high")]
    return {**claim, "anyOf": given, "allOf": _claim_rules()}


def _claim_rules() -> list[Schema]:
    set_aside = {"properties": {"rank": {"const": "deprecated"}}, "required": ["rank"]}
    derived = {"properties": {"value": {"type": "string", "pattern": r"^\s*="}}}
    return [
        {
            "if": {**derived, "required": ["value"]},
            "then": {"properties": dict.fromkeys(("sources", "withdrawn", "printed_in"), False)},
            "else": {"anyOf": [{"required": ["sources"]}, {"required": ["printed_in"]}]},
        },
        when({"rank": {"enum": ["preferred", "deprecated"]}}, "why"),
        {
            "if": {"properties": {"withdrawn": {"type": "object"}}, "required": ["withdrawn"]},
            "then": {"properties": {"rank": {"const": "normal"}, "by": {"not": _OURSELVES}}},
        },
        {
            "if": {"required": ["printed_in"]},
            "then": {"anyOf": [set_aside, {"required": ["withdrawn"]}]},
        },
        when({"standing": {"const": "asserted"}}, "by"),
        when({"value": {"const": "unknown"}}, "why"),
    ]


def _sources() -> Schema:
    record = record_schema(CslRecord)
    defs = record.pop("$defs")
    others = {name: {"doNotSuggest": True} for name in sorted(PASSED_OVER | OTHER_NAMES.keys())}
    texts = {name: {"title": name, "description": note, **_TEXT} for name, note in TEXTS.items()}
    people = record["properties"]["author"]
    roles = {
        role: {
            **people,
            "title": role,
            "description": f"The {role.replace('-', ' ')}, as under author.",
        }
        for role in ROLES
    }
    record["properties"] = {**others, **record["properties"], **texts, **roles}
    kind = defs["CustomFields"]["properties"]["kind"]
    kind["anyOf"] = [{"enum": [*KINDS]}, {"type": kind.pop("type")}]
    records = {"type": "array", "items": {"$ref": "#/$defs/CslRecord"}}
    return {
        "anyOf": [
            {
                "type": "object",
                "properties": {"references": {"anyOf": [records, {"type": "null"}]}},
                "required": ["references"],
                "additionalProperties": False,
            },
            records,
            {"type": "null"},
        ],
        "$defs": {"CslRecord": record, **defs},
    }


def _entries(record: type[msgspec.Struct], ids: tuple[str, str] = _IDS) -> Schema:
    return by_id(record_schema(record), *ids)


def _units() -> Schema:
    form = {**_TEXT, "minLength": 1, "description": "The form for every number."}
    forms = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {
            "pattern": f"^{LANGUAGE_CODE}$",
            "patternErrorMessage": "Forms stand behind codes such as en or pt-BR.",
        },
        "additionalProperties": {"anyOf": [form, record_schema(PluralForms)]},
    }
    return by_id(forms, _UNIT_ID, "An id is made of letters a to z, digits and hyphens.")


def _changes() -> Schema:
    change = record_schema(ChangeRecord)
    defs = {"$defs": change.pop("$defs")} if "$defs" in change else {}
    subjects = [{"required": [name]} for name in ("fact", "question", "page")]
    return {"type": ["array", "null"], "items": {**change, "oneOf": subjects}, **defs}


def _page(record: type[msgspec.Struct]) -> Schema:
    rules: list[Schema] = [when({"status": {"const": "withdrawn"}}, "reason")]
    if record is ExplainerRecord:
        rules.append({"anyOf": [{"required": ["checked"]}, {"required": ["researched"]}]})
        rules.append(when({"checked": {"type": "null"}}, "researched"))
        rules.append(when({"researched": {"type": "null"}}, "checked"))
        rules.append({"dependentRequired": {"checked_by": ["checked"]}})
    return {**record_schema(record), "allOf": rules}
