"""Facts' values and formulas as pages show them."""

from __future__ import annotations

from explainer.languages.words import quotation_marks
from explainer.model.values.expressions import matches_pattern, operands
from explainer.model.values.value import DateValue
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.plain_words import value_in_words
from explainer.resolve.linking.wording import day, page_day, write_standpoint
from explainer.resolve.published.parts import NoteMark, ValueSpan


def value_span(
    library: Library,
    fact_id: str,
    filters: tuple[str, ...],
    note: NoteMark | None = None,
    address: str = "",
) -> ValueSpan:
    """A fact's value or statement, with the words for its state and a link to ``address``, by
    default the fact's page."""
    standpoint = library.ledger.standpoints[fact_id]
    text = write_standpoint(standpoint, filters, library.site, library.language, library.catalogue)
    iso = ""
    if isinstance(standpoint.value, DateValue) and not set(filters) - {"day"}:
        iso = day(standpoint.value.date, library.language).iso
    statement = "statement" in filters or standpoint.value is None
    return ValueSpan(
        text=text,
        fact_id=standpoint.fact.id,
        iso=iso,
        disputed=standpoint.disputed and not statement,
        unconfirmed=standpoint.unconfirmed and not statement,
        speaker="" if statement else standpoint.speaker,
        mark=note,
        caveat="" if statement else _caveat(library, standpoint),
        address=address or library.address(f"facts/{fact_id}/"),
        overdue=page_day(standpoint.overdue, library.language),
    )


def _caveat(library: Library, standpoint: Standpoint) -> str:
    gettext = library.catalogue.gettext
    words = []
    if standpoint.disputed:
        words.append(gettext("disputed"))
    if standpoint.unconfirmed:
        words.append(gettext("unconfirmed"))
    if standpoint.speaker:
        words.append(gettext("according to %(speaker)s") % {"speaker": standpoint.speaker})
    return ", ".join(words)


def formula_in_words(library: Library, fact_id: str) -> str:
    """The formula of a derived fact, with labels and values in place of the ids of its inputs."""
    ledger, language = library.ledger, library.language
    standpoint = ledger.standpoints[fact_id]
    claim = standpoint.claim
    if claim is None or claim.expression is None or claim.value is None:
        return ""
    formula: str = getattr(claim.value, "text", "")
    opening, closing = quotation_marks(language)
    for operand in sorted(operands(claim.expression), key=lambda o: -o.offset):
        named = [i for i in standpoint.inputs if matches_pattern(operand.pattern, i)]
        inputs = []
        for each in named:
            label = ledger.standpoints[each].fact.in_language("label", language)
            value = value_in_words(value_span(library, each, ("with-unit",)))
            inputs.append(f"{opening}{label}{closing} = {value}")
        end = operand.offset + len(operand.pattern)
        formula = f"{formula[: operand.offset]}{', '.join(inputs)}{formula[end:]}"
    return formula.lstrip("= ").strip().replace(" * ", " × ")
