"""The ledger in the words of a language: what claims say in words, where that is translated."""

from __future__ import annotations

from msgspec.structs import replace

from explainer.documents.markdown.parsed_text import ParsedText
from explainer.model.facts.claims import Claim, words_of
from explainer.model.site.site import Site
from explainer.model.values.value import Items, Text, Value, fold_text
from explainer.resolve.ledger import Ledger, Standpoint


def translate_ledger(ledger: Ledger, site: Site, language: str) -> Ledger:
    """The ledger with the claims' values in words, speakers, subjects and reasons in the language.
    The states and the values that decide them are the original's."""
    if language == site.default:
        return ledger
    found = {key: _translate(each, site, language) for key, each in ledger.standpoints.items()}
    return replace(ledger, standpoints=found)


def _translate(standpoint: Standpoint, site: Site, language: str) -> Standpoint:
    fact = standpoint.fact
    texts = {each.original: each.text for each in fact.words if each.language == language}

    def words(text: str) -> str:
        if found := texts.get(fold_text(text)):
            return words_of(found)
        entry = site.entry(text)
        return dict(entry.names).get(language, text) if entry else text

    def text(original: ParsedText) -> ParsedText:
        return texts.get(fold_text(words_of(original)), original) if original else original

    def value(value: Value | None) -> Value | None:
        match value:
            case Text(said):
                return Text(words(said)) if fold_text(said) in texts else value
            case Items(items):
                # those that are ids get their entry's name when they are shown
                return Items(tuple(words(i) if fold_text(i) in texts else i for i in items))
        return value

    def claim(each: Claim) -> Claim:
        withdrawn = each.withdrawn
        return replace(
            each,
            value=value(each.value),
            by=each.by if each.inferred else words(each.by),
            what=text(each.what),
            why=text(each.why),
            withdrawn=replace(withdrawn, by=words(withdrawn.by)) if withdrawn else None,
        )

    claims = tuple(map(claim, fact.claims))
    if claims == fact.claims and not standpoint.speakers:
        return standpoint
    current = next((i for i, each in enumerate(fact.claims) if each is standpoint.claim), None)
    return replace(
        standpoint,
        fact=replace(fact, claims=claims),
        claim=None if current is None else claims[current],
        value=value(standpoint.value),
        speakers=tuple(map(words, standpoint.speakers)),
    )
