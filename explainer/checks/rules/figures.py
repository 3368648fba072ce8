"""Values and figures that the words they rest on do not say.

They are compared as ``explainer.checks.evidence.held`` does it. A sentence with a source of which
no words are known is passed over: ``explainer.checks.evidence.quoted`` says what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import chain

from explainer.checks.evidence.held import Held
from explainer.checks.evidence.names import names_of
from explainer.checks.evidence.quoted import quoted_for, says_figure, unsaid
from explainer.checks.evidence.sayings import Spot
from explainer.checks.placing import place
from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.values.value import DateValue, Quantity, Value


def _values(subject: Subject) -> Iterator[Finding]:
    site, names = subject.site, names_of(subject.site.entries.values())
    hint = "Compare it with the source, and quote the words that say it."
    for fact in site.facts.values():
        for claim in fact.claims:
            words = quoted_for(claim, site)
            if missing := unsaid(claim.value, words, names):
                message = f"the words quoted for this value do not say {_shown(missing[0])}"
                of_sources = (site.sources[each.source].waived for each in words)
                waivers = (*claim.waived, *fact.waived, *chain.from_iterable(of_sources))
                yield Finding(fact.path, claim.offset, message, hint, 1, waivers)


def _shown(part: Value) -> str:
    match part:
        case Quantity(number=Decimal() as number):
            return f"{number:,f}"
        case DateValue(date=date):
            return str(date)
        case _:
            return f'"{getattr(part, "text", "")}"'


def _figures(subject: Subject) -> Iterator[Spot]:
    hint = 'Compare it with the source, and quote the words that say it: [@key, "words"].'
    for saying in subject.sayings:
        sentence, language = saying.sentence, saying.prose.language
        if sentence.figures and sentence.noted:
            said = subject.bases.figures(subject.bases.of(saying.supports))
            for offset, words in saying.figures if said else ():
                if says_figure(said, words, language, about=True) is Held.MISSING:
                    message = f'the words that this rests on do not say "{words}"'
                    yield saying.spot(offset, words, message, hint)


RULES = (
    Rule("value-not-in-quote", "a value that none of the words quoted for it say", _values),
    Rule(
        "figure-not-in-evidence",
        "a figure in prose that its sources' words do not say",
        partial(place, _figures),
    ),
)
