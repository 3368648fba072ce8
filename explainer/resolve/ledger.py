"""The current value of every fact, derived ones computed, with what each rests on."""

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
    """What the site says of one fact: ``value`` is None for a statement, and where it is not known.

    ``evidence`` is in order and without doubles; for a derived fact it is that of its
    inputs, and ``inputs`` are their ids.
    """

    fact: Fact
    claim: Claim | None
    value: Value | None
    state: State
    evidence: tuple[Evidence, ...]
    inputs: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    """The speakers of those inputs that are asserted only."""

    def value_of(self, claim: Claim) -> Value | None:
        """What a claim of the fact says, with the fact's unit; computed where it is current."""
        return self.value if claim is self.claim else _with_unit(claim.value, self.fact)

    @property
    def disputed(self) -> bool:
        return self.state is State.DISPUTED

    @property
    def unconfirmed(self) -> bool:
        return self.state is State.UNCONFIRMED

    @property
    def speaker(self) -> str:
        """Who says so, where the claim is asserted only."""
        claim = self.claim
        if claim and claim.standing is Standing.ASSERTED:
            return claim.by
        return "; ".join(self.told_by)


@dataclass(frozen=True, slots=True)
class Ledger:
    standpoints: Mapping[str, Standpoint]
    failed: frozenset[str] = frozenset()
    """Derived facts that could not be computed; each has its diagnostic already."""


def compute_ledger(site: Site) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """Every fact's standpoint; formulas are evaluated in the order of their inputs."""
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
        if fact_id in self.done:
            return self.done[fact_id]
        if fact_id in self.failed:
            return None
        fact = self.site.facts[fact_id]
        claim = fact.current
        if claim is None:
            evidence = _union(c.evidence for c in fact.claims)
            self.done[fact_id] = Standpoint(
                fact=fact, claim=None, value=None, state=State.WITHDRAWN, evidence=evidence
            )
        elif not is_derived(claim):
            value = _with_unit(claim.value, fact)
            self.done[fact_id] = Standpoint(
                fact=fact,
                claim=claim,
                value=value,
                state=state(fact.claims),
                evidence=claim.evidence,
            )
        else:
            self._derive(fact, claim)
        return self.done.get(fact_id)

    def _derive(self, fact: Fact, claim: Claim) -> None:
        assert claim.expression is not None
        if len(self.under_way) > 40:
            self._fail(
                fact,
                claim,
                FormulaError(
                    "this is derived from facts that are derived too often", "Shorten the chain."
                ),
            )
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
            raise FormulaError(
                f'no fact is named "{operand.pattern}"', "Mend the pattern.", operand.offset
            )
        return found

    def _operand(self, operand: Operand, fact_id: str) -> Quantity | DateValue:
        if fact_id not in self.site.facts:
            incomplete = self.site.incomplete
            if incomplete.facts or fact_id in incomplete.fact_ids:
                raise _Silent("", "", operand.offset)
            hint = (
                did_you_mean(fact_id, self.site.facts)
                or "Write the id of a fact in content/facts/."
            )
            raise FormulaError(f'there is no fact "{fact_id}"', hint, operand.offset)
        if fact_id in self.under_way:
            circle = " → ".join([*self.under_way[self.under_way.index(fact_id) :], fact_id])
            raise FormulaError(
                f"a circle: {circle}", "A fact cannot be derived from itself.", operand.offset
            )
        standpoint = self.standpoint(fact_id)
        unit = self.site.facts[fact_id].unit
        if standpoint is None or (unit and unit not in self.site.units):
            raise _Silent("", "", operand.offset)
        if standpoint.claim is None:
            raise FormulaError(f'"{fact_id}" is withdrawn', "Take another fact.", operand.offset)
        if is_unknown(standpoint.claim):
            raise FormulaError(
                f'"{fact_id}" is not known',
                "A value that is not known cannot be reckoned with.",
                operand.offset,
            )
        if not isinstance(standpoint.value, Quantity | DateValue):
            raise FormulaError(
                f'"{fact_id}" is neither a number nor a date',
                "Take a fact that is.",
                operand.offset,
            )
        return standpoint.value

    def _fail(self, fact: Fact, claim: Claim, error: FormulaError) -> None:
        self.failed.add(fact.id)
        if isinstance(error, _Silent):
            return
        at = claim.formula_at[min(error.offset, len(claim.formula_at) - 1)]
        written = claim.value.text if isinstance(claim.value, Formula) else ""
        self._report(fact, at, error.message, error.hint, word_length(written, error.offset))

    def _report(self, fact: Fact, at: int, message: str, hint: str, length: int) -> None:
        text = self.site.texts[fact.path]
        self.diagnostics.append(text.diagnostic("formula", at, message, hint, length=length))


class _Silent(FormulaError):
    """What failed has been reported where it stands."""


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
