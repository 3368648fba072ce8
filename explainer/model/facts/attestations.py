"""Attestations: that a person compared a fact with its sources (``content/attested.yaml``)."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Annotated

from msgspec import Meta, Struct

from explainer.documents.data.nodes import Scalar
from explainer.documents.files.source_text import SourceText
from explainer.model.facts.claims import Claim, Fact
from explainer.model.shared.fields import Filled
from explainer.model.shared.parsing import Parsed, parse_records
from explainer.model.shared.reading import Named, Reader
from explainer.model.values.value import plain_value

ATTESTED = "content/attested.yaml"


class AttestationRecord(Struct, forbid_unknown_fields=True):
    by: Filled
    """The id of a person in content/people.yaml, who is not the fact's entered_by."""
    on: Filled
    """When the person compared the fact with its sources: YYYY-MM-DD."""
    digest: Annotated[
        str, Meta(pattern="^sha256:[0-9a-f]{64}$", description="sha256: and 64 hexadecimal digits")
    ]
    """Of what was compared; `attest` computes it."""


class Attestation(Struct, frozen=True):
    """That the person ``by`` compared what has this ``digest`` with its sources. ``offset`` is that
    of the fact's id in the file."""

    fact: str
    by: Named
    on: date
    digest: str
    offset: int


class ParsedAttestations(Parsed[Attestation], frozen=True, tag=True):
    """The attestations of one file."""


def parse_attestations(source: SourceText) -> ParsedAttestations:
    """The attestations in a file, which maps ids of facts to them."""
    hint = "Let `attest` write it: a fact's id and a colon, and the fields indented below it."
    message = "attestations must be a mapping"
    return parse_records(source, ParsedAttestations, _read_attestation, message, hint)


def _read_attestation(reader: Reader, key: Scalar) -> Attestation | None:
    record = reader.record(AttestationRecord, key=key)
    on, by = reader.day("on"), reader.scalar("by")
    if record is None or on is None or by is None:
        return None
    return Attestation(key.value, reader.name(by), on, record.digest, reader.name(key).offset)


def digest_of(fact: Fact) -> str:
    """The digest of what can be compared with the fact's sources, as docs/facts.md describes it;
    empty if no live claim has a source."""
    claims = [_compared(claim) for claim in fact.claims if claim.live and claim.evidence]
    if not claims:
        return ""
    compared = _said(statement=fact.statement, claims=claims)
    text = json.dumps(compared, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def _compared(claim: Claim) -> dict[str, object]:
    evidence = [_said(source=e.source, locator=e.locator, quote=e.quote) for e in claim.evidence]
    as_of = str(claim.as_of or "")
    return _said(**plain_value(claim.value), by=claim.by, as_of=as_of, evidence=evidence)


def _said(**fields: object) -> dict[str, object]:
    """The fields without those that say nothing."""
    return {name: value for name, value in fields.items() if value}
