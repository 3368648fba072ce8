"""Sentences that state a claim: who says so, in what words, and with which number.

A sentence states a claim if it shows the fact, holds its number and rests on a source of it, or
cites the same words of it; these say who speaks, where it is not the source itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TypeAlias

from explainer.checks.evidence.sayings import Saying, Spot
from explainer.checks.placing import place
from explainer.checks.prose.claim_words import find_words
from explainer.checks.rule import Rule, Subject
from explainer.documents.references.kinds import Citation
from explainer.languages.locales import script_of, scripts_of
from explainer.model.entries.entry import Entry
from explainer.model.facts.claims import Claim, Fact, Standing
from explainer.model.shared.fields import fold
from explainer.model.site.site import Site
from explainer.model.sources.source import Source
from explainer.model.values.value import Quantity

_Claims: TypeAlias = Mapping[tuple[str, object], tuple[Fact, Claim]]

_WORD = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r",|;| and | и ")
_GENITIVE = re.compile(r"[^\W\d_]+(?<![A-Z])['’]s ")
_ENDING = 3
"""How many letters at the end of a word grammar may change; at least four are compared."""
_LEAST = 100
"""Smaller numbers are those of many things."""


def _unnamed(subject: Subject) -> Iterator[Spot]:
    hint = "Name the speaker in this sentence, as in: by the harbour's count."
    for saying, fact, claim, named in _reports(subject):
        if not named:
            message = f'"{fact.id}" is {claim.standing} by {claim.by}, who is not named here'
            yield saying.spot(0, saying.sentence.text.split(" ")[0], message, hint)


def _hardened(subject: Subject) -> Iterator[Spot]:
    hint = "Say that it was said: said, put at, by the count of."
    for saying, fact, claim, named in _reports(subject):
        text, language = saying.sentence.text, saying.prose.language
        verb = find_words("hardening", language).search(text)
        if not verb and not find_words("saying", language).search(text):
            verb = find_words("being", language).search(text)
        if named and verb:
            message = f'"{verb[0]}" makes certain what {claim.by} said: "{fact.id}"'
            yield saying.spot(verb.start(), verb[0], message, hint)


def _reports(subject: Subject) -> Iterator[tuple[Saying, Fact, Claim, bool]]:
    """Sentences with the first claim in each that is not established, and whether its speaker is
    named there. Cells of tables are left out, whose row may say who speaks."""
    claims, points = _claims_by_words(subject), subject.ledger.standpoints
    for saying in (each for each in subject.sayings if each.sentence.kind != "cell"):
        shown = ((points[fact_id].fact, points[fact_id].claim) for fact_id in saying.facts)
        typed = ((key, number) for _, _, number in saying.numbers for key in saying.sources)
        cited = (each for each in saying.sentence.supports if isinstance(each, Citation))
        quoted = ((each.key, each.quote) for citation in cited for each in citation.sources)
        for fact, claim in (*shown, *(claims[at] for at in (*typed, *quoted) if at in claims)):
            if not (claim and claim.live and claim.by) or claim.standing is Standing.ESTABLISHED:
                continue
            if names := _names(subject.site, claim, saying.prose.language):
                yield saying, fact, claim, _is_named(saying, names)
                break


def _is_named(saying: Saying, names: re.Pattern[str]) -> bool:
    """Whether the speaker is named in the sentence; or just before, if it has a pronoun."""
    text, about = saying.sentence.text, saying.prose.subject
    before = [each.text for each in saying.before]
    before += [about.name] if isinstance(about, Entry) else []
    pronoun = find_words("pronouns", saying.prose.language).search(text)
    return bool(names.search(text) or (pronoun and any(map(names.search, before))))


def _names(site: Site, claim: Claim, language: str) -> re.Pattern[str] | None:
    """Finds the beginnings of words by which the speaker is named: of the name and its aliases, of
    the office, of an organization but for its country. None if none is in the language."""
    office = find_words("office", language)
    if claim.inferred or office.search(claim.by):
        return find_words("ourselves", language) if claim.inferred else office
    names = [claim.by] if language == site.default else []
    for entry in filter(None, (site.entry(part.strip()) for part in _PARTS.split(claim.by))):
        role = entry.role_in(language).split(" of ")[0]
        names += [entry.name_in(language), role, *(alias for alias, _ in entry.aliases)]
    words = {w for name in names for w in _WORD.findall(_GENITIVE.sub("", name) or name)}
    words |= {"".join(w[0] for w in _WORD.findall(name) if w[0].isupper()) for name in names}
    telling = sorted(w for w in words if len(w) > _ENDING or (len(w) > 1 and w[0].isupper()))
    own = [word for word in telling if script_of(word[0]) in scripts_of(language)]
    stems = (w[: max(4, len(w) - _ENDING)] if len(w) > _ENDING else rf"{w}\b" for w in own)
    return re.compile(rf"\b(?:{'|'.join(stems)})", re.IGNORECASE) if own else None


def _repeated(subject: Subject) -> Iterator[Spot]:
    claims = _claims_by_words(subject)
    for saying in subject.sayings:
        for offset, words, number in saying.numbers:
            stated = (claims.get((key, number)) for key in saying.sources if number >= _LEAST)
            for fact in (each[0] for each in stated if each and each[0].current is each[1]):
                message = f'"{words}" is typed by hand, and is the value of "{fact.id}"'
                hint = f"Write {{{{ {fact.id} }}}}: it changes with the fact."
                yield saying.spot(offset, words, message, hint)
                break


def _claims_by_words(subject: Subject) -> _Claims:
    """The claims by each of their sources with their number, and with the words cited of it; of
    several in a fact the current one."""
    found: dict[tuple[str, object], tuple[Fact, Claim]] = {}
    for point in subject.ledger.standpoints.values():
        for claim in filter(None, (*point.fact.claims, point.claim)):
            number = claim.value.number if isinstance(claim.value, Quantity) else None
            for each in claim.evidence:
                if number is not None:
                    found[each.source, number] = point.fact, claim
                own = claim.inferred or _is_own(subject.site.sources[each.source], claim)
                if each.quote and not own:
                    found[each.source, each.quote] = point.fact, claim
    return found


def _is_own(source: Source, claim: Claim) -> bool:
    """Whether who speaks is the source: its author, its publisher or what it appeared in."""
    authors = " ".join(each.display for each in source.authors)
    names = fold(f"{authors} {source.container} {source.publisher} {source.party}")
    speakers = (fold(part).removeprefix("the ") for part in _PARTS.split(claim.by))
    return any(speaker and speaker in names for speaker in speakers)


RULES = (
    Rule("unnamed-speaker", "what somebody asserts, without the speaker", partial(place, _unnamed)),
    Rule("hardened-claim", "what somebody asserts, told as what is so", partial(place, _hardened)),
    Rule("typed-number", "a number typed by hand that a fact has", partial(place, _repeated)),
)
