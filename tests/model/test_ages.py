"""When a fact is due to be checked again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.documents.files.source_text import SourceText
from explainer.model.facts.claims import Fact
from explainer.model.facts.fact_files import parse_facts
from explainer.model.pages.page import is_past, newest_day, review_due


def _fact(*lines: str) -> Fact:
    """A fact of one claim with these lines."""
    return _read("x:", "  value: 1", "  sources: [s]", *(f"  {line}" for line in lines))


def _read(*lines: str) -> Fact:
    parsed = parse_facts(SourceText("facts.yaml", "\n".join(lines) + "\n"))
    assert parsed.diagnostics == ()
    return parsed.records[0]


@pytest.mark.parametrize(
    ("checked", "every", "due"),
    [
        ("2022-01-10", "1 day", "2022-01-11"),
        ("2022-12-31", "1 day", "2023-01-01"),
        ("2024-02-28", "1 day", "2024-02-29"),
        ("2022-01-10", "2 weeks", "2022-01-24"),
        ("2024-02-26", "1 week", "2024-03-04"),
        ("2023-02-26", "1 week", "2023-03-05"),
        ("2022-01-15", "1 month", "2022-02-15"),
        ("2022-01-31", "1 month", "2022-02-28"),
        ("2024-01-31", "1 month", "2024-02-29"),
        ("2022-01-31", "2 months", "2022-03-31"),
        ("2022-02-28", "1 month", "2022-03-28"),
        ("2022-08-31", "6 months", "2023-02-28"),
        ("2022-12-01", "1 month", "2023-01-01"),
        ("2022-11-30", "1 month", "2022-12-30"),
        ("2022-11-30", "13 months", "2023-12-30"),
        ("2022-05-05", "1 year", "2023-05-05"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        ("2022-05-05", "999 years", "3021-05-05"),
        ("9999-12-31", "1 day", "9999-12-31"),
        ("9999-12-01", "1 month", "9999-12-31"),
        ("9500-01-01", "999 years", "9999-12-31"),
    ],
)
def test_a_period_counts_from_the_last_check(checked: str, every: str, due: str) -> None:
    assert review_due(_fact(f"checked: {checked}", f"review_every: {every}")) == _day(due)


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        ("2022-01-10", "2022-01-10"),
        ("2022-02", "2022-02-28"),
        ("2024-02", "2024-02-29"),
        ("2022", "2022-12-31"),
        ("2022~", "2022-12-31"),
        ("2022-01-06/2022-01-19", "2022-01-19"),
        ("2022-01-06/2022-02", "2022-02-28"),
        ("2022-01-06/..", "2022-01-06"),
        ("2022-01/..", "2022-01-01"),
        ("../2022-01-19", "2022-01-19"),
    ],
)
def test_without_a_check_it_counts_from_the_newest_claim(as_of: str, day: str) -> None:
    fact = _fact(f"as_of: {as_of}", "review_every: 1 day")
    assert newest_day(fact) == _day(day)
    assert review_due(fact) == _day(day) + timedelta(days=1)


def test_a_check_counts_before_any_claim() -> None:
    fact = _fact("as_of: 2022-08-16", "checked: 2022-03-01", "review_every: 1 day")
    assert review_due(fact) == date(2022, 3, 2)


def test_of_several_claims_the_newest_live_one_about_the_fact_itself_counts() -> None:
    fact = _read(
        "deaths:",
        "  claims:",
        "  - {value: 225, what: counted, as_of: 2022-01-15, sources: [s]}",
        "  - {value: 230, what: Counted, as_of: 2022-03-14, sources: [s]}",
        "  - {value: 19, what: officers, as_of: 2022-08-16, sources: [s]}",
        "  - {value: 90, what: counted, as_of: 2022-12-20, rank: deprecated, why: w, sources: [s]}",
    )
    assert newest_day(fact) == date(2022, 3, 14)


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        ((), None),
        (("checked: 2022-01-10",), None),
        (("as_of: 2022-01-10",), None),
        (("review_every: 1 year",), None),
        (("review_by: 2023-01-01",), "2023-01-01"),
        (("checked: 2022-01-10", "review_by: 2023-01-01", "review_every: 1 year"), "2023-01-01"),
        (("checked: 2022-01-10", "review_by: 2023-01-11", "review_every: 1 year"), "2023-01-10"),
        (("review_by: 2023-01-01", "review_every: 1 year"), "2023-01-01"),
    ],
)
def test_the_earlier_of_two_dates_is_due(lines: tuple[str, ...], due: str | None) -> None:
    assert review_due(_fact(*lines)) == (_day(due) if due else None)


def test_a_fact_whose_claims_are_all_deprecated_counts_from_its_check_alone() -> None:
    lines = ("as_of: 2022-01-09", "rank: deprecated", "why: disowned", "review_every: 1 year")
    assert review_due(_fact(*lines)) is None
    assert review_due(_fact(*lines, "checked: 2022-02-01")) == date(2023, 2, 1)


@pytest.mark.parametrize(
    ("as_of", "stale"), [("2022-12-31", False), ("2023-01-01", False), ("2023-01-02", True)]
)
def test_it_is_stale_from_the_day_after(as_of: str, stale: bool) -> None:
    assert is_past(review_due(_fact("review_by: 2023-01-01")), _day(as_of)) is stale


def test_what_is_never_due_is_never_stale() -> None:
    assert not is_past(review_due(_fact("as_of: 1992-05-15")), date.max)


_DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
_PERIODS = st.builds(
    "{} {}".format, st.integers(1, 999), st.sampled_from(("days", "weeks", "months", "years"))
)


@given(_DAYS, _PERIODS)
def test_a_longer_time_since_the_check_never_brings_it_forward(checked: date, every: str) -> None:
    def due(day: date) -> date:
        found = review_due(_fact(f"checked: {day}", f"review_every: {every}"))
        assert found is not None
        return found

    assert checked < due(checked) <= due(checked + timedelta(days=1))


def _day(text: str) -> date:
    return date.fromisoformat(text)
