"""Values and figures that the words they rest on do not say.

They are compared as ``explainer.checks.evidence.held`` does it. A sentence with a source of which
no words are known is passed over: ``explainer.checks.evidence.quoted`` says what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, groupby

from explainer.checks.evidence.held import Held, names_of
from explainer.checks.evidence.quoted import make_bases, notes_of, quoted_for, says_figure, unsaid
from explainer.checks.prose.places import find_places
from explainer.checks.prose.prose import figures_in_prose
from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.values.value import DateValue, Quantity, Value


def _values(subject: Subject) -> Iterator[Finding]:
    site, names = subject.site, names_of(subject.site.entries.values())
    hint = "Compare it with the source, and quote the words that say it."
    for fact in site.facts.values():
        for claim in fact.claims:
            words = quoted_for(claim, site) if claim.live else ()
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


def _figures(subject: Subject) -> Iterator[Finding]:
    bases = make_bases(subject.site, subject.ledger)
    hint = 'Compare it with the source, and quote the words that say it: [@key, "words"].'
    for prose in subject.prose:
        notes, text = notes_of(prose), subject.site.texts[prose.path]
        noted = (each for each in figures_in_prose(prose) if each.spans and each.sentence.noted)
        for stretch, group in groupby(noted, lambda each: each.stretch):
            found: list[tuple[tuple[int, int], str]] = []
            for each in group:
                sentence = each.sentence
                said = bases.of((*sentence.supports, *sentence.covering), notes)
                found += (
                    ((sentence.block, sentence.start + start), sentence.text[start:end])
                    for start, end in (each.spans if said else ())
                    if says_figure(said or (), sentence.text[start:end], prose.language, about=True)
                    is Held.MISSING
                )
            places = find_places(text, prose, stretch, [at for at, _ in found]) if found else []
            for (_, words), offset in zip(found, places, strict=True):
                message = f'the words that this rests on do not say "{words}"'
                length = len(words) if text.text.startswith(words, offset) else 1
                yield Finding(prose.path, offset, message, hint, length, prose.subject.waived)


RULES = (
    Rule("value-not-in-quote", "a value that none of the words quoted for it say", _values),
    Rule(
        "figure-not-in-evidence", "a figure in prose that its sources' words do not say", _figures
    ),
)
