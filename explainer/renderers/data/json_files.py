"""The open data as JSON: facts with their claims and evidence, sources, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from explainer.renderers.data.columns import CLAIMS, FACTS, PAGES, QUESTIONS
from explainer.renderers.data.csl import csl_item
from explainer.renderers.data.records import FORMAT, choose, record, site_record
from explainer.renderers.files import OutputFile
from explainer.resolve.dataset.columns import Column
from explainer.resolve.dataset.rows import ClaimRow, Dataset, FactRow

_EVIDENCE = ("source", "locator", "quote")
_CLAIM = [column.name for column in CLAIMS if column.name not in ("fact", "state", "sources")]


def facts_json(dataset: Dataset) -> bytes:
    return _written(dataset, facts=[fact_object(fact) for fact in dataset.facts])


def questions_json(dataset: Dataset) -> bytes:
    """Pages and their questions; facts and sources by id and key, in reading order."""
    names = [*_names(QUESTIONS), "facts", "sources"]
    questions = [choose(record(row), names) for row in dataset.questions]
    pages = [choose(record(row), [*_names(PAGES), "facts"]) for row in dataset.pages]
    return _written(dataset, pages=pages, questions=questions)


def sources_json(dataset: Dataset) -> bytes:
    """A CSL-JSON array, without the frame of the other files: readers of CSL expect only this."""
    return json_bytes([csl_item(row.source) for row in dataset.sources])


def page_facts(dataset: Dataset) -> Iterator[OutputFile]:
    """A ``facts.json`` for each explainer that uses facts, in the order of their ids."""
    facts = {fact.id: fact for fact in dataset.facts}
    objects: dict[str, dict[str, object]] = {}
    for page in dataset.pages:
        if page.kind != "explainer" or not page.facts:
            continue
        used = sorted(page.facts)
        for each in used:
            if each not in objects:
                objects[each] = fact_object(facts[each])
        about = choose(record(page), _names(PAGES))
        data = _written(dataset, page=about, facts=[objects[each] for each in used])
        yield OutputFile(f"{page.address}facts.json", data)


def fact_object(fact: FactRow) -> dict[str, object]:
    found: dict[str, object] = {**choose(record(fact), _names(FACTS))}
    found["translations"] = {
        row.language: {"label": row.label, "statement": row.statement} for row in fact.translations
    }
    found["claims"] = [_claim_object(claim) for claim in fact.claims]
    return found


def _claim_object(claim: ClaimRow) -> dict[str, object]:
    found: dict[str, object] = {**choose(record(claim), _CLAIM)}
    found["evidence"] = [choose(record(each), _EVIDENCE) for each in claim.evidence]
    return found


def _names(columns: Iterable[Column]) -> Sequence[str]:
    return [column.name for column in columns]


def _written(dataset: Dataset, **parts: object) -> bytes:
    return json_bytes({"format": FORMAT, "site": site_record(dataset), **parts})


def json_bytes(value: object) -> bytes:
    """``value`` in UTF-8, with one value per line, so that versions can be compared."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=1) + b"\n"
