"""The current value of every fact, with its evidence; derived facts are computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from explainer.diagnostics import Diagnostic, did_you_mean
from explainer.model.facts.claims import (
    Claim,
    Evidence,
    Standing,
    State,
    is_derived,
    is_unknown,
    state,
)
from explainer.model.facts.fact import Fact
from explainer.model.site.site import Site
from explainer.model.values.derivation import evaluate
from explainer.model.values.expressions import FormulaError, Operand, matches_pattern, word_length
from explainer.model.values.value import DateValue, Formula, Quantity, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """What the site says about one fact; ``value`` is None for a statement.

    ``claim`` is the current claim, None if no claim stands. ``evidence`` is in order and
    without duplicates. A derived fact has the evidence of its inputs, and ``inputs`` are their ids.
    """

    fact: Fact
    claim: Claim | None
    value: Value | None
    state: State
    evidence: tuple[Evidence, ...]
    inputs: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    """The speakers of inputs that are only asserted."""

    def value_of(self, claim: Claim) -> Value | None:
        """The value of one of the fact's claims, with the unit; computed for the current claim."""
        return self.value if claim is self.claim else _with_unit(claim.value, self.fact)

    @property
    def disputed(self) -> bool:
        return self.state is State.DISPUTED

    @property
    def unconfirmed(self) -> bool:
        return self.state is State.UNCONFIRMED

    @property
    def speaker(self) -> str:
        """Who says so, if the claim is only asserted; else empty."""
        claim = self.claim
        if claim and claim.standing is Standing.ASSERTED:
            return claim.by
        return "; ".join(self.told_by)


@dataclass(frozen=True, slots=True)
class Ledger:
    """``standpoints`` are by the ids of facts."""

    standpoints: Mapping[str, Standpoint]
    failed: frozenset[str] = frozenset()
    """Ids of derived facts that could not be computed; each has a diagnostic."""


def compute_ledger(site: Site) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The standpoint of every fact, and diagnostics for formulas that cannot be evaluated."""
    computing = _Computing(site)
    for fact_id in site.facts:
        computing.standpoint(fact_id)
    return Ledger(computing.done, frozenset(computing.failed)), tuple(computing.diagnostics)


@dataclass(slots=True)
class _Computing:
    site: Site
    done: dict[str, Standpoint] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    under_way: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def standpoint(self, fact_id: str) -> Standpoint | None:
        """The fact's standpoint; None if it cannot be computed."""
        if fact_id in self.done or fact_id in self.failed:
            return self.done.get(fact_id)
        fact = self.site.facts[fact_id]
        claim = fact.current
        if claim is not None and is_derived(claim):
            self._derive(fact, claim)
        else:
            self.done[fact_id] = Standpoint(
                fact=fact,
                claim=claim,
                value=_with_unit(claim.value, fact) if claim else None,
                state=state(fact.claims) if claim else State.FALLEN,
                evidence=claim.evidence if claim else _union(c.all_evidence for c in fact.claims),
            )
        return self.done.get(fact_id)

    def _derive(self, fact: Fact, claim: Claim) -> None:
        assert claim.expression is not None
        if len(self.under_way) > 40:
            message = "this is derived from facts that are derived too often"
            self._fail(fact, claim, FormulaError(message, "Shorten the chain."))
            return
        self.under_way.append(fact.id)
        inputs: dict[str, None] = {}

        def lookup(operand: Operand) -> tuple[Quantity | DateValue, ...]:
            found = []
            for named in self._named(operand, fact):
                inputs[named] = None
                found.append(self._operand(operand, named))
            return tuple(found)

        try:
            value: Quantity = evaluate(claim.expression, lookup)
        except FormulaError as error:
            self._fail(fact, claim, error)
            return
        finally:
            self.under_way.pop()
        if fact.unit and value.unit not in (None, fact.unit):
            self.failed.add(fact.id)
            message = f"the result is in {value.unit}, not in {fact.unit}"
            hint = "Delete unit:, or mend it."
            self._report(fact, fact.unit_offset, message, hint, len(fact.unit))
            return
        standpoints = [self.done[i] for i in inputs]
        evidence = _union(s.evidence for s in standpoints)
        self.done[fact.id] = Standpoint(
            fact=fact,
            claim=claim,
            value=replace(value, unit=value.unit or fact.unit or None),
            state=_derived_state(standpoints),
            evidence=evidence,
            inputs=tuple(inputs),
            told_by=tuple(dict.fromkeys(s.speaker for s in standpoints if s.speaker)),
        )

    def _named(self, operand: Operand, fact: Fact) -> list[str]:
        if not operand.is_wildcard:
            return [operand.pattern]
        found = sorted(
            i for i in self.site.facts if i != fact.id and matches_pattern(operand.pattern, i)
        )
        if not found:
            message = f'no fact is named "{operand.pattern}"'
            raise FormulaError(message, "Mend the pattern.", operand.offset)
        return found

    def _operand(self, operand: Operand, fact_id: str) -> Quantity | DateValue:
        def refuse(message: str, hint: str) -> FormulaError:
            return FormulaError(message, hint, operand.offset)

        facts, incomplete = self.site.facts, self.site.incomplete
        if fact_id not in facts:
            if incomplete.facts or fact_id in incomplete.fact_ids:
                raise _AlreadyReported
            hint = did_you_mean(fact_id, facts) or "Write the id of a fact in content/facts/."
            raise refuse(f'there is no fact "{fact_id}"', hint)
        if fact_id in self.under_way:
            circle = " → ".join([*self.under_way[self.under_way.index(fact_id) :], fact_id])
            raise refuse(f"a circle: {circle}", "A fact cannot be derived from itself.")
        standpoint = self.standpoint(fact_id)
        unit = facts[fact_id].unit
        if standpoint is None or (unit and unit not in self.site.units):
            raise _AlreadyReported
        if standpoint.claim is None:
            raise refuse(f'no claim about "{fact_id}" stands', "Take another fact.")
        if is_unknown(standpoint.claim):
            hint = "A value that is not known cannot be reckoned with."
            raise refuse(f'"{fact_id}" is not known', hint)
        if not isinstance(standpoint.value, Quantity | DateValue):
            raise refuse(f'"{fact_id}" is neither a number nor a date', "Take a fact that is.")
        return standpoint.value

    def _fail(self, fact: Fact, claim: Claim, error: FormulaError) -> None:
        self.failed.add(fact.id)
        if isinstance(error, _AlreadyReported):
            return
        at = claim.formula_at[min(error.offset, len(claim.formula_at) - 1)]
        written = claim.value.text if isinstance(claim.value, Formula) else ""
        self._report(fact, at, error.message, error.hint, word_length(written, error.offset))

    def _report(self, fact: Fact, at: int, message: str, hint: str, length: int) -> None:
        text = self.site.texts[fact.path]
        self.diagnostics.append(text.diagnostic("formula", at, message, hint, length=length))


class _AlreadyReported(FormulaError):
    """An operand has an error that is reported elsewhere."""

    def __init__(self) -> None:
        super().__init__("")


def _with_unit(value: Value | None, fact: Fact) -> Value | None:
    return replace(value, unit=fact.unit or None) if isinstance(value, Quantity) else value


def _union(parts: Iterable[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    seen: dict[tuple[str, str, str], Evidence] = {}
    for evidence in parts:
        for each in evidence:
            seen.setdefault((each.source, each.locator, each.quote), each)
    return tuple(seen.values())


def _derived_state(inputs: Sequence[Standpoint]) -> State:
    states = {s.state for s in inputs}
    for worst in (State.DISPUTED, State.UNCONFIRMED):
        if worst in states:
            return worst
    return State.SETTLED
