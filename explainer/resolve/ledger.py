"""The current value of every fact, with its evidence; derived facts are computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from explainer.diagnostics import Diagnostic, did_you_mean
from explainer.model.facts.claims import Claim, Evidence, Fact, Standing, is_derived, is_unknown
from explainer.model.facts.passages import Passages, find_passages
from explainer.model.facts.states import State, contested, contradict, state
from explainer.model.pages.page import is_past, review_due
from explainer.model.site.site import Site
from explainer.model.values.derivation import evaluate
from explainer.model.values.expressions import (
    FormulaError,
    Operand,
    matches_pattern,
    operands,
    word_length,
)
from explainer.model.values.value import DateValue, Formula, Quantity, Unknown, Value

MOST_EVIDENCE = 500
"""The passages that a derived fact rests on at most: the pages of a chain would list them all."""

_WORST_FIRST = (State.DISPUTED, State.ASSERTED, State.UNCONFIRMED)
_WEAKEST_FIRST = (Standing.ASSERTED, Standing.REPORTED, Standing.ESTABLISHED)


class Standpoint(Struct, frozen=True, kw_only=True):
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
    speakers: tuple[str, ...] = ()
    """Who says so, where the claim is only asserted, or what it is derived from is."""
    standing: Standing | None
    """That of the claim, of a derived fact its least sure one; None if the fact is withdrawn."""
    overdue: date | None = None
    """The day by which the fact, or one that it is derived from, was to be checked, if it is past:
    the earliest of them."""

    def value_of(self, claim: Claim) -> Value | None:
        """The value of one of the fact's claims, with the unit; computed for the current claim."""
        return self.value if claim is self.claim else _with_unit(claim.value, self.fact)

    @property
    def disputed(self) -> bool:
        return self.state is State.DISPUTED

    @property
    def has_history(self) -> bool:
        """Whether its speaker corrected it, or it was another at another time."""
        return self.state in (State.REVISED, State.BY_DATE)

    @property
    def rival_values(self) -> list[Value]:
        """What others say for the current claim's time, each once."""
        current = self.claim
        against = (c for c in contested(self.fact.claims) if current and contradict(c, current))
        values = (self.value_of(claim) for claim in against)
        return list(dict.fromkeys(value for value in values if value is not None))

    @property
    def speaker(self) -> str:
        """The speakers in one text; empty if the value is not only asserted."""
        return "; ".join(self.speakers)


class Ledger(Struct, frozen=True):
    """``standpoints`` are by the ids of facts, ``passages`` by the keys of sources."""

    standpoints: Mapping[str, Standpoint]
    failed: frozenset[str] = frozenset()
    """Ids of derived facts that could not be computed; each has a diagnostic."""
    passages: Passages = {}

    @property
    def disputed(self) -> int:
        """The number of disputed facts, with those that are made from one."""
        return sum(standpoint.disputed for standpoint in self.standpoints.values())


def compute_ledger(site: Site) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The standpoint of every fact, and diagnostics for formulas that cannot be evaluated."""
    computing = _Computing(site)
    for fact_id in site.facts:
        computing.settle(fact_id)
    failed, passages = frozenset(computing.failed), find_passages(site.facts.values())
    return Ledger(computing.done, failed, passages), tuple(computing.diagnostics)


class _Computing(Struct):
    site: Site
    done: dict[str, Standpoint] = {}
    failed: set[str] = set()
    under_way: dict[str, None] = {}
    matching: dict[str, list[str]] = {}
    diagnostics: list[Diagnostic] = []

    def settle(self, fact_id: str) -> None:
        """Compute the fact's standpoint, and first those of its inputs: without recursion, since a
        chain of them may be as long as the ledger."""
        waiting = [fact_id]
        while waiting:
            fact = self.site.facts[waiting[-1]]
            if self._is_new(fact.id):
                self.under_way[fact.id] = None
                waiting += filter(self._is_new, reversed(self._inputs(fact)))
            else:
                waiting.pop()
                if fact.id in self.under_way:
                    self._compute(fact)
                    del self.under_way[fact.id]

    def _is_new(self, fact_id: str) -> bool:
        return not any(fact_id in each for each in (self.done, self.failed, self.under_way))

    def _inputs(self, fact: Fact) -> list[str]:
        """The existing facts that the current claim's formula names."""
        claim = fact.current
        if claim is None or claim.expression is None:
            return []
        named = (i for each in operands(claim.expression) for i in self._named(each, fact))
        return list(dict.fromkeys(i for i in named if i in self.site.facts))

    def _compute(self, fact: Fact) -> None:
        claim = fact.current
        if claim is not None and is_derived(claim):
            self._derive(fact, claim)
            return
        self.done[fact.id] = Standpoint(
            fact=fact,
            claim=claim,
            value=_with_unit(claim.value, fact) if claim else None,
            state=state(fact.claims),
            evidence=claim.evidence if claim else _union(c.all_evidence for c in fact.claims),
            standing=claim.standing if claim else None,
            speakers=(claim.by,) if claim and claim.standing is Standing.ASSERTED else (),
            overdue=self._overdue(fact, ()),
        )

    def _overdue(self, fact: Fact, inputs: Iterable[Standpoint]) -> date | None:
        due = review_due(fact)
        own = due if due and is_past(due, self.site.as_of) else None
        return min(filter(None, (own, *(each.overdue for each in inputs))), default=None)

    def _derive(self, fact: Fact, claim: Claim) -> None:
        assert claim.expression is not None
        inputs: dict[str, None] = {}

        def lookup(operand: Operand) -> tuple[Quantity | DateValue, ...]:
            names = self._named(operand, fact)
            if not names:
                message = f'no fact is named "{operand.pattern}"'
                raise FormulaError(message, "Mend the pattern.", operand.offset)
            inputs.update(dict.fromkeys(names))
            return tuple(self._operand(operand, named) for named in names)

        try:
            value: Quantity = evaluate(claim.expression, lookup)
        except FormulaError as error:
            self._fail(fact, claim, error)
            return
        if fact.unit and value.unit not in (None, fact.unit):
            message = f"the result is in {value.unit}, not in {fact.unit}"
            hint = "Delete unit:, or mend it."
            self._report(fact, fact.unit_offset, message, hint, len(fact.unit))
            return
        standpoints = [self.done[i] for i in inputs]
        evidence = _union(s.evidence for s in standpoints)
        if len(evidence) > MOST_EVIDENCE:
            message = f"this rests on more than {MOST_EVIDENCE} passages, which no reader follows"
            hint = "Derive it from fewer facts, or state its value with a source of its own."
            self._fail(fact, claim, FormulaError(message, hint))
            return
        states, standings = ({s.state for s in standpoints}, {s.standing for s in standpoints})
        self.done[fact.id] = Standpoint(
            fact=fact,
            claim=claim,
            value=replace(value, unit=value.unit or fact.unit or None),
            state=next((each for each in _WORST_FIRST if each in states), State.SETTLED),
            evidence=evidence,
            inputs=tuple(inputs),
            standing=next((each for each in _WEAKEST_FIRST if each in standings), None),
            speakers=tuple(dict.fromkeys(name for s in standpoints for name in s.speakers)),
            overdue=self._overdue(fact, standpoints),
        )

    def _named(self, operand: Operand, fact: Fact) -> list[str]:
        """The ids that an operand in a formula of ``fact`` names, of which one may not exist."""
        pattern = operand.pattern
        if not operand.is_wildcard:
            return [pattern]
        if pattern not in self.matching:
            found = (i for i in self.site.facts if matches_pattern(pattern, i))
            self.matching[pattern] = sorted(found)
        return [i for i in self.matching[pattern] if i != fact.id]

    def _operand(self, operand: Operand, fact_id: str) -> Quantity | DateValue:
        def refuse(message: str, hint: str) -> FormulaError:
            return FormulaError(message, hint, operand.offset)

        facts = self.site.facts
        if fact_id not in facts:
            if self.site.incomplete.facts.may_hold(fact_id):
                raise FormulaError("")
            hint = did_you_mean(fact_id, facts) or "Write the id of a fact in content/facts/."
            raise refuse(f'there is no fact "{fact_id}"', hint)
        if fact_id in self.under_way:
            path = [*self.under_way]
            circle = " → ".join([*path[path.index(fact_id) :], fact_id])
            raise refuse(f"a circle: {circle}", "A fact cannot be derived from itself.")
        standpoint = self.done.get(fact_id)
        unit = facts[fact_id].unit
        if standpoint is None or (unit and unit not in self.site.units):
            raise FormulaError("")
        if standpoint.claim is None:
            raise refuse(f'no claim about "{fact_id}" stands', "Take another fact.")
        if is_unknown(standpoint.claim):
            hint = "A value that is not known cannot be reckoned with."
            raise refuse(f'"{fact_id}" is not known', hint)
        if not isinstance(standpoint.value, Quantity | DateValue):
            raise refuse(f'"{fact_id}" is neither a number nor a date', "Take a fact that is.")
        return standpoint.value

    def _fail(self, fact: Fact, claim: Claim, error: FormulaError) -> None:
        if not error.message:  # an operand has an error that is reported elsewhere
            self.failed.add(fact.id)
            return
        at = claim.formula_at[min(error.offset, len(claim.formula_at) - 1)]
        written = claim.value.text if isinstance(claim.value, Formula) else ""
        self._report(fact, at, error.message, error.hint, word_length(written, error.offset))

    def _report(self, fact: Fact, at: int, message: str, hint: str, length: int) -> None:
        self.failed.add(fact.id)
        text = self.site.texts[fact.path]
        self.diagnostics.append(text.diagnostic("formula", at, message, hint, length=length))


def _with_unit(value: Value | None, fact: Fact) -> Value | None:
    if isinstance(value, Unknown):
        numbers = (isinstance(claim.value, Quantity) for claim in fact.claims)
        return Unknown(number=bool(fact.unit) or any(numbers))
    return replace(value, unit=fact.unit or None) if isinstance(value, Quantity) else value


def _union(parts: Iterable[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    seen: dict[tuple[str, str, str], Evidence] = {}
    for each in chain.from_iterable(parts):
        seen.setdefault((each.source, each.locator, each.quote), each)
    return tuple(seen.values())
