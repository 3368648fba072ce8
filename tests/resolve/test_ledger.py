"""The standpoint on each fact: its value and state, and what it rests on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from explainer.edtf import parse_edtf
from explainer.model.facts.claims import Standing
from explainer.model.facts.states import State
from explainer.model.site.assembly import assemble
from explainer.model.values.value import DateValue, Quantity, Text, Unknown, Value
from explainer.pipeline import parse_site
from explainer.resolve.ledger import MOST_EVIDENCE, Ledger, compute_ledger
from tests.sites import TODAY, TinySite

FACTS = """
total: {value: "= one + two + three"}
one: {value: 1, unit: km, sources: [{source: a, at: p. 1}, b]}
two: {value: 2, unit: km, sources: [{source: a, at: p. 2}, {source: a, at: p. 1}]}
three: {value: 3, unit: km, sources: [{source: a, at: p. 1, quote: three}, b]}
twice: {value: "= 2 * total"}
force.all: {value: "= sum(force.*)"}
force.b: {value: 200, sources: [b]}
force.a: {value: 100, sources: [a]}
start: {value: 2022-01-06, sources: [a]}
end: {value: 2022-01-19, sources: [b]}
lasted: {value: "= days(start, end)"}
ratio: {value: "= one / two"}
named: {value: "= one / two", unit: USD}
name: {value: Nur, sources: [a]}
wind: {value: unknown, why: Nobody measured it., sources: [a]}
motto: {statement: The sea gives., sources: [a]}
rumour: {statement: It is said., by: Bo, standing: asserted, sources: [a]}
heard: {claims: [{value: 40, standing: reported, sources: [a]}]}
said: {claims: [{value: 900, by: Ann, standing: asserted, sources: [a]}]}
spoken: {claims: [{value: 100, by: Bo, standing: asserted, sources: [b]}]}
half: {value: "= said / 2"}
voices: {value: "= half + spoken + said + force.a"}
rivals:
  unit: km
  claims:
  - {value: 16, by: A, as_of: 2022-01-05, rank: preferred, why: Counted., sources: [a]}
  - {value: 18, by: B, as_of: 2022-01-05, sources: [b]}
revised:
  claims:
  - {value: 16, by: A, as_of: 2022-01-05, sources: [a]}
  - {value: 18, by: A, as_of: 2022-01-06, sources: [b]}
later: {value: "= revised + force.a"}
clash: {value: "= rivals / one + heard"}
gone:
  claims:
  - {value: 1, rank: deprecated, why: Misread., sources: [a, b]}
  - {value: 2, rank: deprecated, why: Misread., sources: [b, {source: b, at: p. 3}]}
"""


def judge(folder: Path, facts: str) -> tuple[Ledger, list[str]]:
    """The ledger of a site with these facts, and what is wrong with them."""
    site = TinySite(folder)
    site.write({"site.yaml": "title: T\n", "facts/f.yaml": facts.lstrip("\n")})
    parsed, _ = parse_site(folder)
    ledger, found = compute_ledger(assemble(parsed, TODAY, False)[0])
    return ledger, [
        f"{d.location.line}:{d.location.column} {d.message} ({d.hint}) {d.length}" for d in found
    ]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger, found = judge(tmp_path, FACTS)
    assert found == []
    assert ledger.failed == frozenset()
    return ledger


def _km(number: int) -> Quantity:
    return Quantity(Decimal(number), "km")


@pytest.mark.parametrize(
    ("fact", "value", "state"),
    [
        ("one", _km(1), State.SETTLED),
        ("force.a", Quantity(Decimal(100)), State.SETTLED),
        ("total", _km(6), State.SETTLED),
        ("twice", _km(12), State.SETTLED),
        ("force.all", Quantity(Decimal(300)), State.SETTLED),
        ("start", DateValue(parse_edtf("2022-01-06")), State.SETTLED),
        ("lasted", Quantity(Decimal(14), "days"), State.SETTLED),
        ("ratio", Quantity(Decimal("0.5")), State.SETTLED),
        ("named", Quantity(Decimal("0.5"), "USD"), State.SETTLED),
        ("name", Text("Nur"), State.SETTLED),
        ("wind", Unknown(), State.SETTLED),
        ("motto", None, State.SETTLED),
        ("rumour", None, State.ASSERTED),
        ("heard", Quantity(Decimal(40)), State.UNCONFIRMED),
        ("half", Quantity(Decimal(450)), State.ASSERTED),
        ("voices", Quantity(Decimal(1550)), State.ASSERTED),
        ("rivals", _km(16), State.DISPUTED),
        ("clash", Quantity(Decimal(56)), State.DISPUTED),
        ("revised", Quantity(Decimal(18)), State.BY_DATE),
        ("later", Quantity(Decimal(118)), State.SETTLED),
        ("gone", None, State.FALLEN),
    ],
)
def test_what_the_site_says(ledger: Ledger, fact: str, value: Value | None, state: State) -> None:
    standpoint = ledger.standpoints[fact]
    assert standpoint.fact.id == fact
    assert (standpoint.value, standpoint.state) == (value, state)
    assert standpoint.disputed is (state is State.DISPUTED)


@pytest.mark.parametrize(
    ("fact", "inputs", "evidence"),
    [
        ("two", (), ["a, p. 2", "a, p. 1"]),
        ("total", ("one", "two", "three"), ["a, p. 1", "b", "a, p. 2", "a, p. 1, three"]),
        ("twice", ("total",), ["a, p. 1", "b", "a, p. 2", "a, p. 1, three"]),
        ("force.all", ("force.a", "force.b"), ["a", "b"]),
        ("lasted", ("start", "end"), ["a", "b"]),
        ("rivals", (), ["a"]),
        ("revised", (), ["b"]),
        ("gone", (), ["a", "b", "b, p. 3"]),
    ],
)
def test_what_it_rests_on(
    ledger: Ledger, fact: str, inputs: tuple[str, ...], evidence: list[str]
) -> None:
    standpoint = ledger.standpoints[fact]
    found = [(e.source, e.locator, e.quote) for e in standpoint.evidence]
    assert [", ".join(filter(None, each)) for each in found] == evidence
    assert standpoint.inputs == inputs


@pytest.mark.parametrize(
    ("fact", "speaker"),
    [
        ("rivals", ""),
        ("heard", ""),
        ("gone", ""),
        ("said", "Ann"),
        ("half", "Ann"),
        ("voices", "Ann; Bo"),
    ],
)
def test_who_says_so_where_it_is_asserted_only(ledger: Ledger, fact: str, speaker: str) -> None:
    assert ledger.standpoints[fact].speaker == speaker


def test_other_claims_have_the_fact_s_unit_too(ledger: Ledger) -> None:
    standpoint = ledger.standpoints["rivals"]
    assert [standpoint.value_of(claim) for claim in standpoint.fact.claims] == [_km(16), _km(18)]
    derived = ledger.standpoints["total"]
    assert [derived.value_of(claim) for claim in derived.fact.claims] == [_km(6)]


_KNOWN = "c: {value: Nur, sources: [s]}\nd: {statement: So., sources: [s]}\n"


@pytest.mark.parametrize(
    ("facts", "found", "failed"),
    [
        ('a: {value: "= 2 * b"}\n', ['1:19 there is no fact "b" (Write the id of a fact in '
         "content/facts/.) 1"], {"a"}),
        ('deep: {value: "= 2 * depp"}\n',
         ['1:22 there is no fact "depp" (Did you mean "deep"?) 4'], {"deep"}),
        ('a: {value: "= sum(b.*)"}\n', ['1:19 no fact is named "b.*" (Mend the pattern.) 3'],
         {"a"}),
        ('a: {value: "= b + 1"}\nb: {value: "= 2 * a"}\n',
         ["2:19 a circle: a → b → a (A fact cannot be derived from itself.) 1"], {"a", "b"}),
        ('z: {value: "= a"}\na: {value: "= b"}\nb: {value: "= a"}\n',
         ["3:15 a circle: a → b → a (A fact cannot be derived from itself.) 1"],
         {"z", "a", "b"}),
        ('a: {value: "= c"}\n' + _KNOWN,
         ['1:15 "c" is neither a number nor a date (Take a fact that is.) 1'], {"a"}),
        ('a: {value: "= d"}\n' + _KNOWN,
         ['1:15 "d" is neither a number nor a date (Take a fact that is.) 1'], {"a"}),
        ('a: {value: "= b"}\nb: {value: unknown, why: So., sources: [s]}\n',
         ['1:15 "b" is not known (A value that is not known cannot be reckoned with.) 1'],
         {"a"}),
        ('a: {value: "= b"}\nb: {value: 1, rank: deprecated, why: So., sources: [s]}\n',
         ['1:15 no claim about "b" stands (Take another fact.) 1'], {"a"}),
        ('a: {value: "= b", unit: USD}\nb: {value: 1, unit: km, sources: [s]}\n',
         ["1:25 the result is in km, not in USD (Delete unit:, or mend it.) 3"], {"a"}),
        ('a: {value: "= c"}\nc: {value: "= b", unit: USD}\nb: {value: 1, unit: km, '
         "sources: [s]}\n",
         ["2:25 the result is in km, not in USD (Delete unit:, or mend it.) 3"], {"a", "c"}),
        ('a: {value: "= b"}\nb: {value: 1, unit: parsecs, sources: [s]}\n', [], {"a"}),
        ('a: {value: "= b"}\nb: {value: 1, low: 2, high: 3, sources: [s]}\n', [], {"a"}),
        ('a: {value: "= b + c"}\nb: {value: 1, unit: km, sources: [s]}\n'
         "c: {value: 1, sources: [s]}\n",
         ["1:19 km and a number without unit cannot be added (Take facts of one unit.) 1"],
         {"a"}),
    ],
)  # fmt: skip
def test_what_cannot_be_derived_is_told_once_where_it_stands(
    tmp_path: Path, facts: str, found: list[str], failed: set[str]
) -> None:
    ledger, said = judge(tmp_path, facts)
    assert said == found
    assert ledger.failed == frozenset(failed)
    assert not failed & ledger.standpoints.keys()


@pytest.mark.parametrize("order", [1, -1])
def test_a_chain_of_derived_facts_may_be_as_long_as_the_ledger(tmp_path: Path, order: int) -> None:
    chain = [f'f{n:04}: {{value: "= f{n + 1:04} + 1"}}\n' for n in range(2000)]
    last = "f2000: {value: 1, sources: [s], review_by: 2020-01-01, standing: asserted, by: Ann}\n"
    ledger, said = judge(tmp_path, "".join([*chain, last][::order]))
    assert said == []
    first = ledger.standpoints["f0000"]
    assert first.value == Quantity(Decimal(2001))
    assert (first.speakers, first.standing) == (("Ann",), Standing.ASSERTED)
    assert first.overdue == date(2020, 1, 1)


def test_a_derived_fact_rests_on_no_more_than_a_reader_follows(tmp_path: Path) -> None:
    several = ", ".join(f"{{source: s, at: p. {n}}}" for n in range(MOST_EVIDENCE))
    ledger, said = judge(
        tmp_path,
        f"a: {{value: 1, sources: [{several}]}}\n"
        "b: {value: 1, sources: [{source: s, at: cover}]}\n"
        'c: {value: "= a + 1"}\n'
        'd: {value: "= c + b"}\n'
        'e: {value: "= d + 1"}\n',
    )
    assert said == [
        "4:13 this rests on more than 500 passages, which no reader follows (Derive it from fewer "
        "facts, or state its value with a source of its own.) 1"
    ]
    assert ledger.failed == {"d", "e"}
