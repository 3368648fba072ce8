"""What differs between two states of a site: in its facts, their values, states and sources, and in
its answers. How something is worded makes no difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from msgspec.structs import replace

from explainer.documents.markdown.parsed_text import ParsedText
from explainer.languages.dates import format_date
from explainer.model.facts.claims import Claim
from explainer.model.facts.states import State, contested
from explainer.model.site.changes import SiteChange
from explainer.model.values.value import Items, Text, fold_text
from explainer.resolve.answer_changes import page_changes
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.library import Library, value_span
from explainer.resolve.linking.linker import text_in_words
from explainer.resolve.linking.wording import unit_filters
from explainer.resolve.makers.claim_views import state_word
from explainer.resolve.versions import Version, change_of, named, plain, renamed_ids

_Words: TypeAlias = Callable[[Library, Standpoint], str]


def compare(before: Version, after: Version) -> tuple[SiteChange, ...]:
    """The changes from one to the other, on the day of the later one: of facts by id, then of pages
    by name. What could not be read of the earlier one, or computed, counts as unchanged."""
    return (*_fact_changes(before, after), *page_changes(before, after))


def _fact_changes(before: Version, after: Version) -> Iterator[SiteChange]:
    old, new = before.own.ledger, after.own.ledger
    unknown, renamed = before.site.incomplete.facts, renamed_ids("fact", before, after)
    failed = {*new.failed, *(renamed.get(each, each) for each in old.failed)}
    earlier = {renamed.get(each, each): was for each, was in old.standpoints.items()}
    changed: dict[str, SiteChange] = {}
    for fact in sorted({*earlier, *new.standpoints} - failed):
        was, now = earlier.get(fact), new.standpoints.get(fact)
        if was and now:
            change = _of_fact(before, after, was, now)
        elif now and not unknown.may_hold(fact):
            change = change_of("fact", fact, after, sources=_sources(now))
            change = _worded(change, "now", after, now, _told)
        elif was:
            change = change_of("fact", fact, after, dropped=_sources(was))
            change = _worded(change, "label", before, was, _label)
            change = _worded(change, "was", before, was, _told)
        else:
            continue
        if change:
            changed[fact] = change
    for fact, change in changed.items():
        at = new.standpoints.get(fact)
        inputs = [each for each in at.inputs if each in changed] if at else []
        yield replace(change, facts=named(inputs))


def _of_fact(
    before: Version, after: Version, was: Standpoint, now: Standpoint
) -> SiteChange | None:
    renamed = renamed_ids("source", before, after)
    old, new = [renamed.get(key, key) for key in _sources(was)], _sources(now)
    added = [key for key in new if key not in old]
    change = change_of(
        "fact",
        now.fact.id,
        after,
        sources=added,
        dropped=(key for key in old if key not in new),
    )
    if _stated(was) != _stated(now):
        for words in _MORE_AND_MORE:
            if words(before.own, was) != words(after.own, now):
                change = replace(change, **_reasons(before, after, was, now, added))
                change = _worded(change, "was", before, was, words)
                return _worded(change, "now", after, now, words)
    return change if change.sources or change.dropped else None


def _reasons(
    before: Version, after: Version, was: Standpoint, now: Standpoint, added: Sequence[str]
) -> dict[str, Any]:
    """By which sources a fact changed, those ``added`` and those by which a claim is withdrawn
    since; and why a claim was set aside since, if one was."""
    known = {plain(text_in_words(before.own, why, was.fact.path)) for why in _set_aside(was)}
    whys = (plain(text_in_words(after.own, why, now.fact.path)) for why in _set_aside(now))
    withdrawals = _of_withdrawals(was.fact.claims)
    since = [key for key in _of_withdrawals(now.fact.claims) if key not in withdrawals]
    return {
        "sources": named(dict.fromkeys((*added, *since))),
        "because": next((why for why in whys if why not in known), ""),
    }


def _set_aside(standpoint: Standpoint) -> list[ParsedText]:
    """Why each claim that does not stand does not."""
    return [each.why for each in standpoint.fact.claims if each.why and not each.live]


def _stated(standpoint: Standpoint) -> tuple[object, ...]:
    """What makes a difference if it changes."""
    claim = standpoint.claim
    return (
        _compared(standpoint.value),
        standpoint.state,
        [fold_text(each) for each in standpoint.speakers],
        claim and claim.as_of,
        {(_compared(each.value), each.speaker) for each in contested(standpoint.fact.claims)},
    )


def _compared(value: object) -> object:
    """A value, or its words without capitals."""
    if isinstance(value, Text):
        return fold_text(value.text)
    return frozenset(map(fold_text, value.items)) if isinstance(value, Items) else value


def _sources(standpoint: Standpoint) -> list[str]:
    """The keys of the sources that a fact rests on: its own, not those of what it is derived
    from."""
    claims = (claim for claim in standpoint.fact.claims if claim.live)
    found = dict.fromkeys(each.source for claim in claims for each in claim.evidence)
    return [*found, *(key for key in _of_withdrawals(standpoint.fact.claims) if key not in found)]


def _of_withdrawals(claims: Iterable[Claim]) -> list[str]:
    return [each.withdrawn.evidence.source for each in claims if each.withdrawn]


def _worded(
    change: SiteChange, field: str, version: Version, standpoint: Standpoint, words: _Words
) -> SiteChange:
    """The change with the words for a standpoint in every language of the site."""
    own, *others = (plain(words(library, standpoint)) for library in version.libraries)
    told = zip(version.libraries[1:], others, strict=True)
    more = tuple((field, each.language, text) for each, text in told if text and text != own)
    return replace(change, **{field: own}, translations=(*change.translations, *more))


def _label(library: Library, standpoint: Standpoint) -> str:
    return standpoint.fact.in_language("label", library.language)


def _told(library: Library, standpoint: Standpoint) -> str:
    """The value with the words for its state and speaker; or else the statement."""
    if standpoint.value is None and standpoint.state is not State.FALLEN:
        return standpoint.fact.in_language("statement", library.language)
    return _value(library, standpoint)


def _value(library: Library, standpoint: Standpoint) -> str:
    if standpoint.value is None:
        return _and(state_word(library, standpoint.state), standpoint.speaker)
    span = value_span(library, standpoint.fact.id, unit_filters(standpoint.value))
    return _and(span.text, span.caveat)


def _value_and_state(library: Library, standpoint: Standpoint) -> str:
    return _and(library.written(standpoint.value), state_word(library, standpoint.state))


def _value_and_day(library: Library, standpoint: Standpoint) -> str:
    as_of = standpoint.claim.as_of if standpoint.claim else None
    day = format_date(as_of, library.language) if as_of else ""
    return _and(_value(library, standpoint), day)


def _rivals(library: Library, standpoint: Standpoint) -> str:
    values = (standpoint.value, *standpoint.rival_values)
    return _and(" / ".join(library.written(each) for each in values), standpoint.speaker)


def _sides(library: Library, standpoint: Standpoint) -> str:
    sides = contested(standpoint.fact.claims)
    return " / ".join(_and(library.written(standpoint.value_of(each)), each.by) for each in sides)


_MORE_AND_MORE: tuple[_Words, ...] = (_value, _value_and_state, _value_and_day, _rivals, _sides)


def _and(words: str, more: str) -> str:
    return f"{words} ({more})" if words and more else words or more
