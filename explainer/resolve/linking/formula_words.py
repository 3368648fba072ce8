"""How a derived value is worked out, in words: with labels and values, not ids and signs."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.languages.words import join_words, joined, quotation_marks
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
    standpoint, gettext = library.ledger.standpoints[fact_id], library.catalogue.gettext
    claim, language = standpoint.claim, library.language
    opening, closing = quotation_marks(language)

    def named(operand: Operand) -> Iterator[str]:
        """The facts that an operand names, by their labels and with their values."""
        for each in (i for i in standpoint.inputs if matches_pattern(operand.pattern, i)):
            span = value_span(library, each)
            value = joined(",", (span.text, span.caveat), language)
            yield f"{opening}{library.fact(each).text}{closing} ({value})"

    def words(expression: Expression) -> str:
        match expression:
            case Number(value=value):
                return library.written(Quantity(value))
            case Operand():
                return join_words([*named(expression)], language)
            case Operation(left=left, symbol=symbol, right=right):
                plus, minus, times = gettext("plus"), gettext("minus"), gettext("times")
                verbs = {"+": plus, "-": minus, "*": times, "/": gettext("divided by")}
                chained = isinstance(left, Operation) and (symbol in "+-" or left.symbol in "*/")
                return f"{words(left) if chained else part(left)} {verbs[symbol]} {part(right)}"
            case Call():
                return called(expression)

    def part(expression: Expression) -> str:
        told = words(expression)
        return f"({told})" if isinstance(expression, Operation | Call) else told

    def called(call: Call) -> str:
        told: list[str] = []
        for each in call.arguments:
            told += named(each) if isinstance(each, Operand) else [part(each)]
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
        return pattern % {"first": told[0], "last": told[-1], "facts": join_words(told, language)}

    derived = claim and standpoint.inputs and claim.expression
    return words(derived) if derived else ""
