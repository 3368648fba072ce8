"""What holds of any fact, whatever its claims."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from explainer.documents.markdown.parsed_text import ParsedText
from explainer.edtf import EdtfDate, parse_edtf
from explainer.model.facts.claims import (
    Claim,
    Evidence,
    Rank,
    Standing,
    Withdrawal,
    agree,
    current_claim,
    rivals,
    tied_claim,
)
from explainer.model.facts.states import State, state
from explainer.model.values.value import DateValue, Formula, Items, Quantity, Text, Unknown, Value

ROOT = Path(__file__).parent.parent.parent

# Few of everything, so that claims often meet: agree, tie, replace each other.
_NUMBERS = st.sampled_from([Decimal(n) for n in (4, 5, 8, 9)])
_RANGES = st.tuples(_NUMBERS, _NUMBERS).map(
    lambda ends: Quantity(None, low=min(ends), high=max(ends))
)
_DATES = st.sampled_from(
    ["1993", "1993-09-09", "1993-12", "1993-12-09", "1993~", "1993/..", "1993/1999", "../1999"]
).map(parse_edtf)
_VALUES: st.SearchStrategy[Value | None] = st.one_of(
    st.builds(Quantity, _NUMBERS, about=st.booleans()),
    _RANGES,
    st.builds(Quantity, st.none(), low=_NUMBERS),
    st.builds(Quantity, st.none(), high=_NUMBERS),
    st.builds(DateValue, _DATES),
    st.sampled_from(["Astana", "ASTANA", "Nur-Sultan"]).map(Text),
    st.sampled_from([("a", "b"), ("b", "A"), ("a",)]).map(Items),
    st.sampled_from([Unknown(), Formula("= a + b"), Formula("=a+b"), None]),
)
_SUBJECTS = ("sent", "announced")


def text_of(words: str) -> ParsedText:
    return ParsedText((words,))


def _claims_about(*subjects: str) -> st.SearchStrategy[Claim]:
    return st.builds(
        Claim,
        value=_VALUES,
        offset=st.integers(0, 99),
        what=st.sampled_from(subjects).map(text_of),
        by=st.sampled_from(["", "Zas", "zas ", "Tokayev", "us"]),
        as_of=st.none() | _DATES,
        standing=st.sampled_from(Standing),
        rank=st.sampled_from(Rank),
        evidence=st.sampled_from(["a", "b"]).map(lambda key: (Evidence(key, 0),)),
    )


CLAIM = _claims_about(*_SUBJECTS)
FACT = st.lists(CLAIM, min_size=1, max_size=6)
SURE = (State.SETTLED, State.BY_DATE, State.REVISED)
FACT_OF_ONE_THING = st.lists(_claims_about("sent"), min_size=1, max_size=6)


def _verdict(claims: list[Claim]) -> tuple[State, Claim | None, bool]:
    """State, current claim without its place in the file, and whether there is a tie."""
    current = current_claim(claims)
    return (
        state(claims),
        replace(current, offset=0) if current else None,
        tied_claim(claims) is not None,
    )


def _deprecated(claim: Claim) -> Claim:
    return replace(claim, rank=Rank.DEPRECATED)


def _withdrawn(claim: Claim) -> Claim:
    day = parse_edtf("2022-01-10")
    return replace(
        claim, rank=Rank.NORMAL, withdrawn=Withdrawal("Zas", day, Evidence("w", 0), offset=0)
    )


def _inserted(claims: list[Claim], claim: Claim, place: int) -> list[Claim]:
    """``claims`` with one more, anywhere but first."""
    place = 1 + place % len(claims)
    return [*claims[:place], claim, *claims[place:]]


@given(FACT, st.randoms())
def test_the_order_after_the_first_claim_never_matters(claims: list[Claim], random: Random) -> None:
    others = claims[1:]
    random.shuffle(others)
    assert _verdict([claims[0], *others]) == _verdict(claims)


@given(FACT_OF_ONE_THING, st.randoms())
def test_the_order_of_claims_about_one_thing_never_matters(
    claims: list[Claim], random: Random
) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert _verdict(shuffled) == _verdict(claims)


def test_a_claim_without_a_value_agrees_with_such_a_claim_alone() -> None:
    nothing, unknown = (Claim(value=value, offset=0) for value in (None, Unknown()))
    assert agree(nothing, replace(nothing, by="Zas"))
    assert not agree(nothing, unknown)
    assert not agree(unknown, nothing)


def test_of_claims_equally_exact_the_order_does_not_choose() -> None:
    one, other = (
        Claim(value=Quantity(None, low=Decimal(low), high=Decimal(low + 5)), offset=0)
        for low in (4, 5)
    )
    assert current_claim([one, other]) is current_claim([other, one]) is one


def test_of_claims_alike_but_for_their_evidence_the_order_does_not_choose() -> None:
    one, other = (
        Claim(value=Quantity(Decimal(5)), offset=0, evidence=(Evidence("s", 0, locator),))
        for locator in ("p. 1", "p. 2")
    )
    assert current_claim([one, other]) is one
    assert current_claim([other, one]) is one


@given(FACT, CLAIM, st.integers(0, 9))
def test_a_deprecated_claim_never_changes_anything(
    claims: list[Claim], claim: Claim, place: int
) -> None:
    assert _verdict(_inserted(claims, _deprecated(claim), place)) == _verdict(claims)


@given(FACT, CLAIM, st.integers(0, 9))
def test_context_never_changes_anything(claims: list[Claim], claim: Claim, place: int) -> None:
    context = replace(claim, what=text_of("something else"))
    assert _verdict(_inserted(claims, context, place)) == _verdict(claims)


@given(FACT, st.integers(0, 6))
def test_a_copy_of_the_current_claim_changes_nothing(claims: list[Claim], place: int) -> None:
    current = current_claim(claims)
    assume(current is not None)
    assert current is not None
    copied = [*claims[:place], replace(current, offset=100), *claims[place:]]
    assert _verdict(copied) == _verdict(claims)


@given(FACT_OF_ONE_THING, st.integers(0, 5))
def test_a_preferred_claim_is_current(claims: list[Claim], which: int) -> None:
    which %= len(claims)
    ranked = [
        replace(c, rank=Rank.PREFERRED)
        if i == which
        else replace(c, rank=Rank.NORMAL if c.rank is Rank.PREFERRED else c.rank)
        for i, c in enumerate(claims)
    ]
    assert current_claim(ranked) is ranked[which]
    assert tied_claim(ranked) is None


@given(FACT, st.integers(0, 9))
def test_what_was_withdrawn_is_judged_as_what_was_set_aside_or_as_corrected(
    claims: list[Claim], at: int
) -> None:
    at %= len(claims)
    before, claim, after = claims[:at], claims[at], claims[at + 1 :]
    withdrawn = _verdict([*before, _withdrawn(claim), *after])
    deprecated = _verdict([*before, _deprecated(claim), *after])
    assert withdrawn[1:] == deprecated[1:]
    states = withdrawn[0], deprecated[0]
    if states[0] != states[1]:
        assert states[0] is State.REVISED
        assert states[1] in (State.SETTLED, State.BY_DATE)
        current = current_claim([*before, _withdrawn(claim), *after])
        assert current is not None
        assert claim.speaker == current.speaker != ""
    assert not _withdrawn(claim).live


@given(FACT)
def test_a_fact_has_fallen_when_and_only_when_it_has_no_value(claims: list[Claim]) -> None:
    assert (state(claims) is State.FALLEN) == (current_claim(claims) is None)
    assert state([_deprecated(c) for c in claims]) is State.FALLEN


@given(FACT)
def test_the_current_claim_is_the_newest_where_none_is_preferred(claims: list[Claim]) -> None:
    live = rivals(claims)
    current = current_claim(claims)
    assert (current is None) == (not live)
    if current is None or current.rank is Rank.PREFERRED:
        return
    assert current in live
    dated = [c.as_of.sort_key for c in live if c.as_of]
    assert (current.as_of.sort_key if current.as_of else None) == max(dated, default=None)


@given(FACT_OF_ONE_THING, st.none() | _DATES)
def test_equally_new_claims_that_differ_are_a_tie_and_a_dispute(
    claims: list[Claim], as_of: EdtfDate | None
) -> None:
    claims = [
        replace(c, as_of=as_of, rank=Rank.NORMAL)
        if c.rank is Rank.PREFERRED
        else replace(c, as_of=as_of)
        for c in claims
    ]
    live = rivals(claims)
    differ = any(not agree(one, other) for one in live for other in live)
    assert (tied_claim(claims) is not None) == differ
    others = any(
        not agree(one, other) and (not one.speaker or one.speaker != other.speaker)
        for one in live
        for other in live
    )
    assert (state(claims) is State.DISPUTED) == others


@given(FACT)
def test_a_dispute_is_between_two_live_claims_that_differ(claims: list[Claim]) -> None:
    live = rivals(claims)
    differ = any(not agree(one, other) for one in live for other in live)
    if state(claims) is State.DISPUTED:
        assert differ
    if not differ and live:
        assert state(claims) is not State.DISPUTED


@given(FACT)
def test_numbers_that_follow_each_other_in_time_are_no_dispute(claims: list[Claim]) -> None:
    series = [
        replace(c, value=Quantity(Decimal(year)), as_of=parse_edtf(str(2000 + year)))
        for year, c in enumerate(claims)
    ]
    assert state(series) is not State.DISPUTED


@given(FACT)
def test_what_is_settled_or_was_another_has_an_established_claim_for_its_value(
    claims: list[Claim],
) -> None:
    current = current_claim(claims)
    assume(state(claims) in SURE)
    assert current is not None
    supporting = [c for c in rivals(claims) if agree(c, current)]
    assert Standing.ESTABLISHED in {c.standing for c in supporting}


@given(FACT)
def test_what_is_settled_is_what_all_live_claims_say(claims: list[Claim]) -> None:
    current = current_claim(claims)
    assume(current is not None and state(claims) in (State.SETTLED, State.BY_DATE))
    assert current is not None
    agreeing = all(agree(c, current) for c in rivals(claims))
    assert agreeing == (state(claims) is State.SETTLED)


@given(FACT)
def test_where_nothing_is_established_nothing_is_sure(claims: list[Claim]) -> None:
    doubtful = [
        replace(c, standing=Standing.REPORTED) if c.standing is Standing.ESTABLISHED else c
        for c in claims
    ]
    assert state(doubtful) not in SURE


@given(FACT_OF_ONE_THING)
def test_one_speaker_who_dates_each_claim_has_no_dispute(claims: list[Claim]) -> None:
    series = [
        replace(c, by="Office", rank=Rank.NORMAL, as_of=parse_edtf(str(2000 + year)))
        for year, c in enumerate(claims)
    ]
    assert state(series) is not State.DISPUTED
    assert current_claim(series) is series[-1]


@given(FACT_OF_ONE_THING, CLAIM, st.booleans())
def test_a_newcomer_who_differs_from_the_current_value_makes_a_dispute(
    claims: list[Claim], newcomer: Claim, undated: bool
) -> None:
    current = current_claim(claims)
    assume(current is not None)
    assert current is not None
    as_of = None if undated else current.as_of
    newcomer = replace(
        newcomer, what=text_of("sent"), by="a newcomer", as_of=as_of, rank=Rank.NORMAL
    )
    assume(not agree(current, newcomer))
    assert state([*claims, newcomer]) is State.DISPUTED


@given(CLAIM, CLAIM)
def test_agreement_is_mutual(one: Claim, other: Claim) -> None:
    assert agree(one, other) == agree(other, one)
    assert agree(one, one)


JUDGE = """
import sys
from explainer.documents.files.source_text import SourceText
from explainer.model.facts.claims import current_claim
from explainer.model.facts.states import state
from explainer.model.facts.fact_files import parse_facts
for fact in parse_facts(SourceText("facts.yaml", sys.stdin.read())).records:
    print(fact.id, state(fact.claims), current_claim(fact.claims))
"""
FACTS = """
tied.in.all.but.wording:
  claims:
    - {value: "ASTANA", as_of: 2022, by: Zas, sources: [a]}
    - {value: "Astana", as_of: 2022, by: Tokayev, sources: [b]}
    - {value: "astana", as_of: 2022, sources: [c]}
disputed:
  claims:
    - {value: [a, b, c], as_of: 2021, by: Zas, sources: [a]}
    - {value: [b, a], as_of: 2022, by: Tokayev, sources: [b]}
revised:
  claims:
    - {value: 5, as_of: 2021, sources: [a]}
    - {value: 8, as_of: 2022, sources: [b]}
"""


def _judged(seed: str, zone: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
    return subprocess.run(
        [sys.executable, "-c", JUDGE],
        input=FACTS,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "zone"), [("1", "UTC"), ("2", "Asia/Almaty")])
def test_a_state_never_depends_on_the_machine(seed: str, zone: str) -> None:
    judged = _judged(seed, zone)
    assert judged.count("\n") == 3
    assert judged == _judged("0", "America/New_York")
