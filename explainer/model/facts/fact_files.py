"""Parse files of facts, ``content/facts/*.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from explainer.addresses import in_ascii, unportable
from explainer.diagnostics import closest
from explainer.documents.data.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    child,
    keys_of_mappings,
    value_offset,
)
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.model.facts.claim_files import read_claim
from explainer.model.facts.claims import Claim, Fact, Rank, tied_claim
from explainer.model.facts.records import CLAIM_FIELDS, FactRecord
from explainer.model.shared.parsing import Parsed, read_each
from explainer.model.shared.reading import Named, Reader
from explainer.model.values.near_values import YEARS, near_number
from explainer.model.values.units import is_counted, is_currency
from explainer.model.values.value import Quantity, Text, Unknown
from explainer.model.values.written_values import is_number

# Whether they agree is asked of each two of them.
MOST_CLAIMS = 500

_ID = re.compile(r"[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)*")


class ParsedFacts(Parsed[Fact], frozen=True, tag=True):
    """The facts of one file."""


def parse_facts(source: SourceText) -> ParsedFacts:
    """The facts in a file, which is a mapping from ids to facts."""
    node, diagnostics = parse_yaml(source)
    if any(d.code != "duplicate-key" for d in diagnostics):
        return ParsedFacts(diagnostics=diagnostics, readable=False)
    if node is None:
        return ParsedFacts()
    if not isinstance(node, Mapping):
        hint = (
            "Write an id and a colon on a line of its own, and the fact's fields indented below it."
        )
        problem = source.diagnostic("facts", node.start, "a file of facts maps ids to facts", hint)
        return ParsedFacts(diagnostics=(problem,), readable=False)
    facts, failed, problems = read_each(source, node.items, _read_fact)
    # What an impossible id was meant to be, and what a repeated key hides, is not known.
    readable = not diagnostics and all(_ID.fullmatch(key.value) for key, _ in node.items)
    broken = frozenset(
        name for key, node in failed for name in (key.value, *keys_of_mappings(node))
    )
    if other := next((fact for fact in facts if not fact.topic.id), None):
        message = "these facts have no topic: the name of their file has no letter from a to z"
        hint = 'They stand under "Other". Write topic: under each, or rename the file.'
        reader = Reader(source, node)
        reader.warn("unnamed-topic", other.offset, message, hint, len(other.id))
        problems += reader.problems
    return ParsedFacts(facts, (*diagnostics, *problems), readable, broken)


def _read_fact(reader: Reader, key: Scalar) -> Fact | None:
    node = reader.node
    if not _ID.fullmatch(key.value):
        near = re.sub("[^a-z0-9_.-]+", "-", in_ascii(key.value)).strip("-_.0123456789")
        hint = (
            "An id begins with a letter from a to z; letters, digits, hyphens, underscores and, "
            "between its parts, single dots follow."
        )
        hint = f"Write {near}. {hint}" if _ID.fullmatch(near) else hint
        reader.report("fact-id", key, f'"{key.value}" is no id for a fact', hint)
    elif problem := unportable(key.value):
        hint = "Choose another id: its page is in a folder named so."
        reader.report("fact-id", key, problem, hint)
    if not isinstance(node, Mapping):
        hint = "Write its fields indented below it: label, statement, value, sources."
        reader.report("fact", key, f'"{key.value}" has no fields', hint)
        return None
    if reader.holds_records(key):
        return None
    record = reader.record(FactRecord, also_known=(*CLAIM_FIELDS, "claims"), key=key)
    nodes = _claim_nodes(reader, node)
    if nodes is None:
        return None
    long_form = child(node, ["claims"]) is not None
    known = (*CLAIM_FIELDS, *FactRecord.__struct_fields__)
    unknown = {name.value for name, _ in node.items}.difference(known)
    complete = not any(closest(name, ["sources"]) for name in unknown)  # else it has been reported
    read = [
        read_claim(reader.within(each), key, record or FactRecord(), long_form, complete)
        for each in nodes
    ]
    claims = tuple(claim for claim in read if claim is not None)
    if record is None or len(claims) < len(read):
        return None
    if not (record.statement or reader.failed or any(c.value is not None for c in claims)):
        message, hint = f'"{key.value}" says nothing', "Give it a value or a statement."
        reader.report("fact", key, message, hint)
    _check_ranks(reader, claims, long_form)
    _check_errors(reader, claims)
    _check_unit(reader, record, claims)
    if record.kind is None:
        warn_of_unclear_number(reader, claims)
    topic = reader.scalar("topic")
    return Fact(
        id=key.value,
        path=reader.source.path,
        offset=key.start,
        label=record.label or re.sub("[._-]", " ", key.value).capitalize(),
        claims=claims,
        statement=record.statement or "",
        short=record.short or "",
        unit=record.unit or "",
        unit_offset=value_offset(node, ["unit"]),
        topic=reader.name(topic) if topic else _topic_of_file(reader.source.path),
        tags=tuple(record.tags),
        review_by=reader.day("review_by"),
        review_every=record.review_every or "",
        checked=reader.day("checked"),
        translations=reader.translations(FactRecord.translated),
        waived=reader.waivers(),
        entered_by=reader.name(author) if (author := reader.scalar("entered_by")) else None,
    )


def _claim_nodes(reader: Reader, node: Mapping) -> tuple[Node, ...] | None:
    """The nodes of the fact's claims: one of the fields of a claim in its short form, else the
    items of ``claims``. None after an error."""
    claims = child(node, ["claims"])
    short = tuple(item for item in node.items if item[0].value in CLAIM_FIELDS)
    if claims is None:
        return (Mapping(node.start, node.end, short),)
    if short:
        field = short[0][0]
        hint = "Move it into the claim that it belongs to."
        reader.report("fact", field, f'"{field.value}" stands beside "claims"', hint)
    elif isinstance(claims, Sequence) and len(claims.items) > MOST_CLAIMS:
        message = f"a fact has at most {MOST_CLAIMS} claims"
        hint = "Divide it: one fact is one thing, such as one day's count."
        reader.report("fact", claims.items[MOST_CLAIMS].start, message, hint)
    elif isinstance(claims, Sequence) and claims.items:
        return claims.items
    else:
        hint = "Begin each claim with a hyphen."
        reader.report("fact", claims.start, '"claims" is a list', hint)
    return None


def _topic_of_file(path: str) -> Named:
    """The topic of a fact that states none; its id is empty if the file's name has no letter of
    an id."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return Named(re.sub("[^a-z0-9]+", "-", in_ascii(stem)).strip("-"), 0)


def _check_ranks(reader: Reader, claims: tuple[Claim, ...], long_form: bool) -> None:
    preferred: set[str] = set()
    for index, claim in enumerate(claims):
        if claim.rank is not Rank.PREFERRED:
            continue
        rank = reader.scalar(*(("claims", index) if long_form else ()), "rank")
        if rank and claim.subject in preferred:
            message = "a second claim about the same thing is preferred"
            hint = "Prefer one of them, and give the other rank normal or deprecated."
            reader.report("preferred-twice", rank, message, hint)
        preferred.add(claim.subject)
    # After an error, what decides between the claims may be what could not be read.
    if (tied := tied_claim(claims)) and not reader.failed:
        message = "this claim is as new as another that says otherwise"
        hint = "Give one of them rank: preferred with a why:, or say what: each of them counts."
        reader.report("tie", tied.offset, message, hint)


def _check_errors(reader: Reader, claims: tuple[Claim, ...]) -> None:
    """Report claims that texts printed in error, and that stand under another claim."""
    for claim in (each for each in claims if each.printed_in and not each.live):
        same = (c for c in claims if (c.subject, c.value) == (claim.subject, claim.value))
        days = {each.as_of for each in same if each.live}
        if days and not days.isdisjoint((None, claim.as_of or next(iter(days)))):
            message = "a claim that stands has this value too: what a text prints of it is no error"
            hint = "Mend the value, or delete the claim that is wrong."
            reader.report("printed-in", claim.offset, message, hint)


def _check_unit(reader: Reader, record: FactRecord, claims: tuple[Claim, ...]) -> None:
    for claim in claims if record.unit else ():
        value = claim.value
        if value is None or claim.expression or isinstance(value, Quantity | Unknown):
            continue
        hint = "Delete unit:, or give a number."
        if isinstance(value, Text) and is_number(value.text):
            hint = "Write the number without quotation marks."
        elif isinstance(value, Text) and (near := near_number(value.text)):
            hint = near[1]
        message = "a value with a unit is a number"
        reader.report("unit-without-number", claim.offset, message, hint)


def warn_of_unclear_number(reader: Reader, claims: Iterable[Claim]) -> None:
    """Warn of the first value that may be meant otherwise, of a fact that states no kind."""
    for claim in claims:
        value = claim.value
        if not isinstance(value, Quantity):
            continue
        numbers = [n for n in (value.number, value.low, value.high) if n is not None]
        found = next(filter(None, (_other_reading(n, value.unit or "") for n in numbers)), None)
        if found:
            length = len(str(value.number)) if value.number is not None else 1
            reader.warn("unclear-number", claim.offset, *found, length)
            return


def _has_no_thousandths(unit: str) -> bool:
    """Whether it is no measure, which may have any number of decimals, and none of the few
    currencies that have three."""
    if not unit or is_counted(unit):
        return True
    from babel.numbers import get_currency_precision

    return is_currency(unit) and get_currency_precision(unit) < 3


def _other_reading(number: Decimal, unit: str) -> tuple[str, str] | None:
    """Message and hint if the number may be thousands, a year or a day."""
    whole, _, decimals = str(number).partition(".")
    if len(decimals) == 3 and abs(number) < 1000 and _has_no_thousandths(unit):
        kept = "kind: quantity says that the decimals are meant."
        return (
            f"{number} is read as {whole} and a fraction, not as {whole},{decimals}",
            f"For {whole},{decimals} write {whole}{decimals}; {kept}",
        )
    if unit or not whole.isdecimal() or decimals:
        return None
    if number in YEARS:
        return (
            f"{number} is read as a number, and printed as {number:,}",
            "For the year add kind: date; a unit, or kind: quantity, says that it is a number.",
        )
    try:
        day = date.fromisoformat(whole) if len(whole) == 8 and int(whole[:4]) in YEARS else None
    except ValueError:
        return None
    hint = f"For the day write {day}; a unit, or kind: quantity, says that it is a number."
    return (f"{number} is read as a number, and printed as {number:,}", hint) if day else None
