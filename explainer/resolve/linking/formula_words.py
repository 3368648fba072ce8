"""How a derived value is worked out, in words: with labels and values, not ids and signs."""

from __future__ import annotations

from msgspec import Struct

from explainer.languages.words import join_words, quotation_marks
from explainer.model.values.expressions import (
    Call,
    Expression,
    Number,
    Operand,
    Operation,
    matches_pattern,
)
from explainer.model.values.value import Quantity
from explainer.resolve.linking.library import Library, value_span


def formula_in_words(library: Library, fact_id: str) -> str:
    """How the value of a derived fact is worked out: "days from “Start” (3 March 2020) to
    “End” (16 March 2020), both counted". Empty for other facts."""
    standpoint = library.ledger.standpoints[fact_id]
    claim = standpoint.claim
    if not standpoint.inputs or claim is None or claim.expression is None:
        return ""
    return _Teller(library, standpoint.inputs).words(claim.expression)


class _Teller(Struct, frozen=True):
    library: Library
    inputs: tuple[str, ...]

    def words(self, expression: Expression) -> str:
        library = self.library
        match expression:
            case Number(value=value):
                return library.written(Quantity(value))
            case Operand():
                return join_words(self._named(expression), library.language)
            case Operation():
                return self._operation(expression)
            case Call():
                return self._call(expression)

    def _named(self, operand: Operand) -> list[str]:
        """The facts that an operand names, by their labels and with their values."""
        library, found = self.library, []
        opening, closing = quotation_marks(library.language)
        for each in (i for i in self.inputs if matches_pattern(operand.pattern, i)):
            span = value_span(library, each, ("with-unit",))
            value = ", ".join(filter(None, (span.text, span.caveat)))
            found.append(f"{opening}{library.fact(each).text}{closing} ({value})")
        return found

    def _operation(self, whole: Operation) -> str:
        gettext = self.library.catalogue.gettext
        plus, minus, times = gettext("plus"), gettext("minus"), gettext("times")
        verbs = {"+": plus, "-": minus, "*": times, "/": gettext("divided by")}
        chained = isinstance(whole.left, Operation) and (
            whole.symbol in "+-" or whole.left.symbol in "*/"
        )
        left = self.words(whole.left) if chained else self._part(whole.left)
        return f"{left} {verbs[whole.symbol]} {self._part(whole.right)}"

    def _part(self, expression: Expression) -> str:
        words = self.words(expression)
        return f"({words})" if isinstance(expression, Operation | Call) else words

    def _call(self, call: Call) -> str:
        gettext, told = self.library.catalogue.gettext, []
        for each in call.arguments:
            told += self._named(each) if isinstance(each, Operand) else [self._part(each)]
        days = gettext("days from %(first)s to %(last)s, both counted")
        if len(told) == 1:
            days = gettext("the days of %(facts)s, first and last counted")
        pattern = {
            "sum": gettext("the sum of %(facts)s"),
            "min": gettext("the least of %(facts)s"),
            "max": gettext("the most of %(facts)s"),
            "count": gettext("how many these are: %(facts)s"),
            "percent": gettext("%(first)s as a percentage of %(last)s"),
            "days": days,
            "days_between": gettext("days from %(first)s to %(last)s, the first not counted"),
        }[call.function]
        facts = join_words(told, self.library.language)
        return pattern % {"first": told[0], "last": told[-1], "facts": facts}
