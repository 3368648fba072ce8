"""The open data as JSON: facts with their claims and evidence, sources, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from explainer.renderers.data.columns import CLAIMS, EVIDENCE, FACTS, PAGES, QUESTIONS
from explainer.renderers.data.csl import csl_item
from explainer.renderers.data.records import FORMAT, digest, recorder_of, site_record
from explainer.renderers.files import FileJob
from explainer.resolve.dataset.rows import ClaimRow, Dataset, FactRow, PageRow

if TYPE_CHECKING:
    from msgspec import Raw

_END = b"\n}\n"
_fact_record, _page_record = recorder_of(FACTS), recorder_of(PAGES)
_claim_record = recorder_of([c for c in CLAIMS if c.name not in ("fact", "state", "sources")])
_evidence_record = recorder_of([c for c in EVIDENCE if c.name in ("source", "locator", "quote")])


def facts_json(dataset: Dataset) -> bytes:
    return _written(dataset, facts=[fact_object(fact) for fact in dataset.facts])


def questions_json(dataset: Dataset) -> Iterator[bytes]:
    """Pages and their questions, in pieces; facts and sources by id and key, in reading order."""
    yield _written(dataset).removesuffix(_END)
    yield from _list("pages", map(recorder_of(PAGES, "facts"), dataset.pages))
    records = map(recorder_of(QUESTIONS, "facts", "sources"), dataset.questions)
    yield from _list("questions", records)
    yield _END


def _list(name: str, values: Iterable[object]) -> Iterator[bytes]:
    """A further field of a file's frame, as ``json_bytes`` writes it."""
    yield f',\n "{name}": '.encode()
    before = b"[\n  "
    for value in values:
        yield before + json_bytes(value).removesuffix(b"\n").replace(b"\n", b"\n  ")
        before = b",\n  "
    yield b"[]" if before[:1] == b"[" else b"\n ]"


def sources_json(dataset: Dataset) -> bytes:
    """A CSL-JSON array, without the frame of the other files: readers of CSL expect only this."""
    return json_bytes([csl_item(row.source) for row in dataset.sources])


def page_facts(dataset: Dataset, frame: bytes, digests: Mapping[str, bytes]) -> Iterator[FileJob]:
    """A ``facts.json`` for each explainer that uses facts, in the order of their ids. ``frame`` is
    the digest of what all files say, ``digests`` are those of the facts."""
    facts = {fact.id: fact for fact in dataset.facts}
    encoded = cache(lambda fact_id: _encoded(fact_object(facts[fact_id])))

    def make(page: PageRow) -> bytes:
        used = [encoded(each) for each in sorted(page.facts)]
        return _written(dataset, page=_page_record(page), facts=used)

    for page in dataset.pages:
        if page.kind == "explainer" and page.facts:
            inputs = digest((frame, page, *map(digests.__getitem__, page.facts)))
            yield FileJob(f"{page.address}facts.json", inputs, partial(make, page))


def fact_object(fact: FactRow) -> dict[str, object]:
    found: dict[str, object] = {**_fact_record(fact)}
    found["translations"] = {
        row.language: {"label": row.label, "statement": row.statement} for row in fact.translations
    }
    found["claims"] = [_claim_object(claim) for claim in fact.claims]
    return found


def _claim_object(claim: ClaimRow) -> dict[str, object]:
    found: dict[str, object] = {**_claim_record(claim)}
    found["evidence"] = [_evidence_record(each) for each in claim.evidence]
    return found


def _encoded(value: object) -> Raw:
    import msgspec

    return msgspec.Raw(msgspec.json.encode(value, enc_hook=str))


def _written(dataset: Dataset, **parts: object) -> bytes:
    return json_bytes({"format": FORMAT, "site": site_record(dataset), **parts})


def json_bytes(value: object) -> bytes:
    """``value`` in UTF-8, with one value per line, so that versions can be compared."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=1) + b"\n"
