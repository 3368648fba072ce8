"""What a claim's ``value``, ``about``, ``low`` and ``high`` come to together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from explainer.documents.files.source_text import SourceText
from explainer.model.facts.claims import Claim
from explainer.model.facts.fact_files import MOST_CLAIMS, parse_facts
from explainer.model.values.value import Formula, Items, Quantity, Text, Value


def _file(written: str) -> SourceText:
    evidence = "" if '"=' in written else "  sources: [s]\n"
    return SourceText("facts.yaml", f"depth:\n  {written}\n{evidence}")


def _claim(written: str) -> Claim:
    parsed = parse_facts(_file(written))
    assert parsed.diagnostics == ()
    return parsed.records[0].claims[0]


def _quantity(number: int | None, low: int | None, high: int | None) -> Quantity:
    first, second, third = (None if n is None else Decimal(n) for n in (number, low, high))
    return Quantity(first, None, False, second, third)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("low: 0", _quantity(None, 0, None)),
        ("high: 0", _quantity(None, None, 0)),
        ("low: 4\n  high: 9", _quantity(None, 4, 9)),
        ("low: 4\n  high: 4", _quantity(None, 4, 4)),
        ("value: 4\n  low: 4\n  high: 9", _quantity(4, 4, 9)),
        ("value: 9\n  low: 4\n  high: 9", _quantity(9, 4, 9)),
        ("value: 4\n  about: true", Quantity(Decimal(4), about=True)),
        ("value: 4\n  unit: km", Quantity(Decimal(4), "km")),
        ("low: 4\n  unit: km\n  about: true", Quantity(None, "km", True, Decimal(4))),
        ("value: Deep\n  about: false", Text("Deep")),
        ("value: [Deep, 12]", Items(("Deep", "12"))),
        ("kind: list\n  value: [Deep]", Items(("Deep",))),
    ],
)
def test_what_is_claimed(written: str, value: Value) -> None:
    assert _claim(written).value == value


def test_a_formula_knows_where_it_stands_in_the_file() -> None:
    written = 'value: "= a + b"'
    claim = _claim(written)
    assert claim.value == Formula("= a + b")
    assert claim.expression is not None
    places = [_file(written).text[claim.formula_at[at]] for at in (0, 2, 6)]
    assert places == ["=", "a", "b"]
    assert claim.offset == _file(written).text.index('"')


def test_a_value_stands_where_it_is_written() -> None:
    for written, first in (
        ("value: 47", "47"),
        ("value: [Deep]", "[Deep]"),
        ("low: 5\n  high: 71", "5"),
        ("high: 71", "71"),
    ):
        assert _claim(written).offset == _file(written).text.index(first)


@pytest.mark.parametrize(
    ("written", "refused"),
    [
        ("low: 9\n  high: 4", "3:9 range: the range is upside down: 4 is less than 9"),
        ("value: 3\n  low: 4\n  high: 9", "2:10 range: 3 lies outside its own range"),
        ("value: 10\n  low: 4\n  high: 9", "2:10 range: 10 lies outside its own range"),
        ("value: 5\n  low: 4",
         "3:8 range: a number goes with both ends of its range, or with none"),
        ("value: 5\n  high: 9",
         "3:9 range: a number goes with both ends of its range, or with none"),
        ("value: 5\n  low: 4,5", '3:8 value-number: "4,5" has a decimal comma'),
        ("value: Deep\n  about: true", '3:3 range: "about" goes with a number only'),
        ("value: Deep\n  low: 4", '3:3 range: "low" goes with a number only'),
        ("value: [Deep]\n  high: 4", '3:3 range: "high" goes with a number only'),
        ('value: "= a"\n  high: 4', '3:3 range: "high" goes with a number only'),
        ("value: {a: b}", "2:10 value: a value is one thing or a list"),
        ("value: []", "2:10 value-missing: the list is empty"),
        ("value: [Deep, '']", "2:17 value-list: a list holds words"),
        ("kind: text\n  value: [Deep]", "3:10 value-list: this is a list, and the fact is a text"),
        ('value: "= a +"', "2:16 formula: the formula ends where a fact or a number is expected"),
    ],
)  # fmt: skip
def test_what_is_no_claim(written: str, refused: str) -> None:
    parsed = parse_facts(_file(written))
    assert [
        f"{d.location.line}:{d.location.column} {d.code}: {d.message}" for d in parsed.diagnostics
    ] == [refused]


def test_a_fact_has_no_more_claims_than_can_be_compared_in_pairs() -> None:
    claims = "".join(f"  - {{low: {n}, by: S{n}, sources: [s]}}\n" for n in range(MOST_CLAIMS + 9))
    (problem,) = parse_facts(SourceText("facts.yaml", f"a:\n  claims:\n{claims}")).diagnostics
    assert (problem.location.line, problem.location.column) == (503, 5)
    assert problem.message == "a fact has at most 500 claims"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("“so many words”", "so many words"),
        ("«так много слов»", "так много слов"),
        ("so “many” words", "so “many” words"),
        ("“so” many “words”", "“so” many “words”"),
        ("“6", "“6"),
    ],
)
def test_a_quotation_comes_without_the_marks_around_it(written: str, kept: str) -> None:
    source = f"a:\n  value: 1\n  sources: [{{source: s, quote: '{written}'}}]\n"
    parsed = parse_facts(SourceText("facts.yaml", source))
    assert [each.quote for each in parsed.records[0].claims[0].evidence] == [kept]
