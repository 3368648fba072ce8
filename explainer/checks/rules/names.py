"""Names that the words they rest on do not have, where these have another of its kind instead.

A country is compared with countries, a person with persons. A text may name what its sources take
for granted, so nothing is found where no other is named, nor where the words cannot be read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import chain

from explainer.checks.evidence.names import FULL_NAME, Named, is_named, makers_of
from explainer.checks.evidence.quoted import Basis, quoted_for
from explainer.checks.evidence.sayings import Spot
from explainer.checks.prose.segmentation import split_sentences
from explainer.checks.rule import Finding, Rules, Subject, place
from explainer.model.entries.entry import Entry
from explainer.model.facts.claims import Fact

_NOTHING = Basis()
_HINT = "Compare it with the source: mend the name, or quote the words that have it."


def _initials(name: Named) -> str:
    return "".join(word[0] for word in name.name.split())


def _slips(
    subject: Subject,
    text: str,
    named: Collection[Named],
    facts: Sequence[Fact],
    told: Sequence[str] = (),
    basis: Basis = _NOTHING,
) -> Iterator[tuple[Named, Named]]:
    """Each name that no words of facts or of a basis have, nor what is told of them; and another of
    its kind that they have and the text has not."""
    site, finder = subject.site, subject.finder
    claims = [claim for fact in facts for claim in fact.claims]
    quoted = [*chain.from_iterable(basis.passages.values())]
    quoted += chain.from_iterable(quoted_for(each, site) for each in claims)
    told = [*told, *(fact.label for fact in facts), *(claim.by for claim in claims)]
    ours = (finder.find(each, site.default) for each in told)
    found = chain(*(finder.find(each.words, each.language) for each in quoted), *ours)
    lacking = [each for each in found if each not in named]
    alike = {_initials(each) for each in lacking if each.kind == FULL_NAME}
    others = {
        each.kind: each
        for each in lacking
        if each.kind != FULL_NAME or not is_named(each.name.split(), text, site.default)
    }
    for key in (key for key, passages in basis.passages.items() if not passages):
        quoted += subject.bases.by_source.get(key, ())
    locators = (each.locator for claim in claims for each in claim.evidence)
    subjects = (claim.subject for claim in claims)
    around = {(text, site.default) for text in (*told, *basis.locators, *locators, *subjects)}
    sources = (site.sources[key] for key in {each.source for each in quoted})
    around |= {(f"{s.title}. {makers_of(s)}", s.language or site.default) for s in sources}
    for name in (each for each in named if quoted and each.kind in others):
        if name.kind == FULL_NAME and _initials(name) in alike:
            continue  # it may be spelled in another way
        spellings = finder.spellings.get(name) or name.name.split()
        said = (is_named(spellings, each.words, each.language) is not False for each in quoted)
        if not (any(said) or any(is_named(spellings, *each) for each in around)):
            yield name, others[name.kind]


def _in_facts(subject: Subject) -> Iterator[Finding]:
    language = subject.site.default
    for fact in subject.facts:
        for start, end in split_sentences(fact.statement, language):
            sentence = fact.statement[start:end]
            named = subject.finder.find(sentence, language)
            for name, other in _slips(subject, sentence, named, [fact]):
                message = f'the words that "{fact.id}" rests on have "{other.name}", not the'
                message += f' "{name.name}" of its statement'
                yield Finding.of_record(fact, fact.id, message, _HINT)


def _in_prose(subject: Subject) -> Iterator[Spot]:
    known, find = subject.bases.by_source, subject.finder.find
    for saying in (each for each in subject.sayings if each.supports):
        text, language, about = saying.sentence.text, saying.prose.language, saying.prose.subject
        named = find(text, language)
        basis = subject.bases.of(saying.supports if named else ())
        if not all(passages or known.get(key) for key, passages in basis.passages.items()):
            continue
        near = [each.text for each in saying.before]
        near += [about.name] if isinstance(about, Entry) else []
        context = " ".join((*near, text))
        listed = {
            **dict.fromkeys(chain.from_iterable(find(each, language) for each in near)),
            **named,
        }
        facts = [each.fact for each in basis.standpoints]
        told = [fact.statement for fact in facts]
        for name, other in _slips(subject, context, listed, facts, told, basis):
            if name in named:
                words = text[named[name] :].split(" ")[0]
                message = f'the words that this rests on have "{other.name}", not "{name.name}"'
                yield saying.spot(named[name], words, message, _HINT)


RULES: Rules = {
    "name-not-in-quote": _in_facts,
    "name-not-in-evidence": partial(place, _in_prose),
}
