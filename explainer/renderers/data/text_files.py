"""The open data as text: JSON of facts with their claims and evidence, sources and questions; CSV
of facts and claims, as in RFC 4180 (CRLF, a header, quotation marks where needed) in UTF-8."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path

import msgspec

from explainer.renderers.data.csl import csl_item
from explainer.renderers.files import FileJob, written
from explainer.resolve.dataset.columns import Cell, Column, Row, Table, records
from explainer.resolve.dataset.dataset import Dataset
from explainer.resolve.dataset.tables import CLAIMS, FACTS, PAGES, PRINTINGS, QUESTIONS

FORMAT = "explainer-data/1"
"""The version of all files; it changes when a field is removed or changes its meaning."""
_END = b"\n}\n"
_OF_PRINTINGS = PRINTINGS.names[3:]
"""Without their place among all."""
_OF_CLAIMS = [name for name in CLAIMS.names if name not in ("fact", "state", "sources")]
# What a spreadsheet would run as a formula (CSV injection); plain numbers are safe.
_FORMULA = re.compile(r"[=+\-@\t\r](?![0-9.]+\Z)")


def facts_json(dataset: Dataset) -> bytes:
    return _written(dataset, facts=[fact_object(fact) for fact in dataset.facts])


def write_questions(dataset: Dataset, path: Path) -> None:
    """Pages and their questions, in pieces; facts and sources by id and key, in reading order."""
    questions = records(dataset.questions, (*QUESTIONS.names, "facts", "sources"))
    with path.open("wb") as file:
        file.write(_written(dataset).removesuffix(_END))
        file.writelines(_list("pages", records(dataset.pages, (*PAGES.names, "facts"))))
        file.writelines(_list("questions", questions))
        file.write(_END)


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

    @cache
    def encoded(fact_id: str) -> msgspec.Raw:
        return msgspec.Raw(msgspec.json.encode(fact_object(facts[fact_id]), enc_hook=str))

    def make(page: Row) -> bytes:
        (told,) = records([page], PAGES.names)
        return _written(dataset, page=told, facts=[encoded(each) for each in sorted(page.facts)])

    for page in dataset.pages:
        if page.kind == "explainer" and page.facts:
            inputs = digest((frame, page, *map(digests.__getitem__, page.facts)))
            yield FileJob(f"{page.address}facts.json", inputs, written(partial(make, page)))


def fact_object(fact: Row) -> dict[str, object]:
    (told,) = records([fact], FACTS.names)
    words = records(fact.translations, ("label", "statement", "short"))
    languages = (row.language for row in fact.translations)
    claims = [
        {
            **of_claim,
            "evidence": [*records(claim.evidence, ("source", "locator", "quote"))],
            "printed_in": [*records(claim.printed_in, _OF_PRINTINGS)],
        }
        for claim, of_claim in zip(fact.claims, records(fact.claims, _OF_CLAIMS), strict=True)
    ]
    return {**told, "translations": dict(zip(languages, words, strict=True)), "claims": claims}


def digest(rows: Iterable[object]) -> bytes:
    """The digest of all that the rows hold, in their order."""
    known = blake2b(digest_size=16)
    encode = msgspec.msgpack.Encoder(enc_hook=str, order="deterministic").encode
    for row in rows:
        known.update(encode(row))
    return known.digest()


def site_record(dataset: Dataset) -> dict[str, str | None]:
    """What the data say of the site as a whole."""
    return {name: getattr(dataset, name) for name in ("title", "url", "language", "publisher")}


def _written(dataset: Dataset, **parts: object) -> bytes:
    return json_bytes({"format": FORMAT, "site": site_record(dataset), **parts})


def json_bytes(value: object) -> bytes:
    """``value`` in UTF-8, with one value per line, so that versions can be compared."""
    return msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=1) + b"\n"


def facts_csv(facts: Iterable[Row]) -> bytes:
    return _csv(FACTS, facts)


def claims_csv(facts: Iterable[Row]) -> bytes:
    return _csv(CLAIMS, (claim for fact in facts for claim in fact.claims))


def _csv(table: Table, rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.names)
    cells_of = attrgetter(*table.names)
    writer.writerows(map(_cell, table.columns, cells_of(row)) for row in rows)
    return text.getvalue().encode()


def _cell(column: Column, cell: Cell) -> str:
    """The cell as text; an apostrophe is put before one that a spreadsheet would run."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, tuple):
        return " ".join(cell) if column.type == "names" else json_array(cell)
    text = str(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def json_array(items: tuple[str, ...]) -> str:
    return json.dumps(items, ensure_ascii=False)
