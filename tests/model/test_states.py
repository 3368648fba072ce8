"""The tables of cases in docs/facts.md, each row a fact that is read and judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest

from explainer.documents.files.source_text import SourceText
from explainer.model.facts.claims import Claim, current_claim
from explainer.model.facts.fact_files import ParsedFacts, parse_facts
from explainer.model.facts.states import State, state

GUIDE = Path(__file__).parent.parent.parent / "docs" / "facts.md"
HEADER = "| case | claims | current | state | why |"
NONE = "—"

_TOKEN = re.compile(r'@\S+|"[^"]*"|\[[^\]]*\]|\S+')


@dataclass(frozen=True)
class Case:
    """A row: ``claims`` as written, ``current`` how the current one begins, or NONE."""

    name: str
    kind: str
    claims: tuple[str, ...]
    current: str
    state: str

    def __str__(self) -> str:
        return self.name


def read_cases(guide: str) -> Iterator[Case]:
    """The rows of all tables that have the header of cases."""
    for table in guide.split(HEADER)[1:]:
        for row in table.strip().splitlines()[1:]:
            if not row.startswith("|"):
                break
            name, claims, current, found, why = (cell.strip() for cell in row.split("|")[1:-1])
            assert (name and why.endswith((".", "?"))) or "." in why, row
            written = tuple(claim.strip() for claim in claims.strip("`").split(";"))
            kind = written[0].removeprefix("kind ") if written[0].startswith("kind ") else ""
            yield Case(name, kind, written[bool(kind) :], current.strip("`"), found)


def fact_in_yaml(kind: str, claims: tuple[str, ...]) -> str:
    """The fact that the short notation stands for, as an editor writes it."""
    lines = ["fact:", *([f"  kind: {kind}"] if kind else []), "  claims:"]
    for claim in claims:
        lines.append("  - why: a reason")
        lines += [f"    {name}: {value}" for name, value in _fields(claim)]
        lines.append("    sources: [s]")
    return "\n".join(lines) + "\n"


def _fields(claim: str) -> Iterator[tuple[str, str]]:
    tokens = iter(_TOKEN.findall(claim))
    for place, token in enumerate(tokens):
        if token in ("by", "what", "low", "high"):
            yield token, next(tokens)
        elif token == "withdrawn":
            yield token, f"{{by: x, on: {next(tokens)}, source: s}}"
        elif token == "about":
            yield token, "true"
        elif token in ("reported", "asserted"):
            yield "standing", token
        elif token in ("preferred", "deprecated"):
            yield "rank", token
        elif token.startswith("@"):
            yield "as_of", token[1:]
        else:
            assert place == 0, f"{token!r} in {claim!r}"
            yield "value", token


def _read(case: Case, claims: tuple[str, ...]) -> ParsedFacts:
    return parse_facts(SourceText("facts.yaml", fact_in_yaml(case.kind, claims)))


def _claims(case: Case, order: tuple[str, ...]) -> tuple[Claim, ...]:
    parsed = _read(case, order)
    assert [d for d in parsed.diagnostics if d.is_error] == []
    return parsed.records[0].claims


CASES = tuple(read_cases(GUIDE.read_text(encoding="utf-8")))
REFUSED = tuple(case for case in CASES if case.state.startswith("error: "))
JUDGED = tuple(case for case in CASES if case not in REFUSED)


def test_the_guide_has_every_state_and_no_case_twice() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 80
    assert {case.state for case in JUDGED} == {*State}
    assert {case.state for case in REFUSED} == {"error: tie", "error: preferred-twice"}


def _orders(case: Case) -> Iterator[tuple[str, ...]]:
    """All orders of the claims in which the same one is first; all, where all are of one thing."""
    first, *others = case.claims
    if any(" what " in claim for claim in case.claims):
        yield from ((first, *rest) for rest in permutations(others))
    else:
        yield from permutations(case.claims)


@pytest.mark.parametrize("case", JUDGED, ids=str)
def test_a_fact_is_what_the_guide_says_in_any_order(case: Case) -> None:
    for order in _orders(case):
        claims = _claims(case, order)
        current = current_claim(claims)
        written = order[claims.index(current)] if current else NONE
        assert f"{written} ".startswith(f"{case.current} ")
        assert state(claims) == case.state


@pytest.mark.parametrize("case", JUDGED, ids=str)
def test_the_guide_names_one_claim_as_current(case: Case) -> None:
    named = [claim for claim in case.claims if f"{claim} ".startswith(f"{case.current} ")]
    assert len(named) == (0 if case.current == NONE else 1)


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_what_the_guide_calls_an_error_is_one_in_any_order(case: Case) -> None:
    assert case.current == NONE
    for order in _orders(case):
        errors = [d for d in _read(case, order).diagnostics if d.is_error]
        assert [error.code for error in errors] == [case.state[len("error: ") :]]


def test_the_short_notation_is_what_an_editor_writes() -> None:
    claims = ('2500 about @2022-01-06 by "Stanislav Zas" what sent reported', "low 4 high 9")
    assert fact_in_yaml("quantity", claims) == (
        "fact:\n"
        "  kind: quantity\n"
        "  claims:\n"
        "  - why: a reason\n"
        "    value: 2500\n"
        "    about: true\n"
        "    as_of: 2022-01-06\n"
        '    by: "Stanislav Zas"\n'
        "    what: sent\n"
        "    standing: reported\n"
        "    sources: [s]\n"
        "  - why: a reason\n"
        "    low: 4\n"
        "    high: 9\n"
        "    sources: [s]\n"
    )


def test_a_claim_without_any_field_is_told_where_its_fact_stands() -> None:
    parsed = parse_facts(SourceText("facts.yaml", "a:\n  claims: [{}]\n"))
    assert [(str(d.location), d.message) for d in parsed.diagnostics] == [
        ("facts.yaml:1:1", "this claim has no value"),
        ("facts.yaml:1:1", "this claim names no source"),
    ]
