"""What differs between two states of a site: in its facts, their values, states and sources, and in
its pages and answers. How something is worded makes no difference."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.documents.files.characters import refused
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.languages.catalogues import unmarked
from explainer.languages.dates import format_date
from explainer.model.facts.claims import Claim
from explainer.model.facts.states import State, contested
from explainer.model.pages.page import Page, rests_on
from explainer.model.shared.reading import Named
from explainer.model.site.changes import SiteChange, SubjectKind
from explainer.model.site.site import Site
from explainer.model.values.value import Items, Text, fold_text
from explainer.resolve.ledger import Standpoint, compute_ledger
from explainer.resolve.linking.library import Library, make_library, value_span
from explainer.resolve.linking.linker import text_in_words
from explainer.resolve.makers.claim_views import state_word
from explainer.resolve.references.links import map_site

_Words: TypeAlias = Callable[[Library, Standpoint], str]


class Version(Struct, frozen=True):
    """A site at one time; ``libraries`` are by language, its own first."""

    site: Site
    libraries: tuple[Library, ...]

    @property
    def own(self) -> Library:
        return self.libraries[0]

    def words(self, text: ParsedText, path: str) -> str:
        return _plain(text_in_words(self.own, text, path))


def version_of(site: Site, languages: Iterable[str]) -> Version:
    ledger, _ = compute_ledger(site)
    at = map_site(site)
    return Version(site, tuple(make_library(site, ledger, at, each) for each in languages))


def source_names(*versions: Version) -> dict[str, str]:
    """Who published each source, and when, by its key; of later versions if both have it."""
    views = (view for version in versions for view in version.own.views.values())
    days = ((each, each.issued.text if each.issued else "") for each in views)
    return {view.key: _plain(", ".join(filter(None, (view.name, day)))) for view, day in days}


def compare(before: Version, after: Version) -> tuple[SiteChange, ...]:
    """The changes from one to the other, on the day of the later one: of facts by id, then of pages
    by name. What could not be read of the earlier one, or computed, counts as unchanged."""
    between = _Between(before, after, _renamed(before.site, after.site))
    return (*between.fact_changes(), *between.page_changes())


def _renamed(before: Site, after: Site) -> dict[str, str]:
    """The ids of facts, and ``@key`` of sources, that the earlier site has, each with that which
    the later one has in its place."""
    found = {}
    for kind, former, present in after.settings.aliases:
        sign = "" if kind == "fact" else "@"
        old, new = ((s.facts if kind == "fact" else s.sources).keys() for s in (before, after))
        if former.id in old - new and present.id not in old:
            found[f"{sign}{former.id}"] = f"{sign}{present.id}"
    return found


class _Between(Struct, frozen=True):
    before: Version
    after: Version
    renamed: Mapping[str, str]

    def change(self, kind: SubjectKind, subject: str, **said: Any) -> SiteChange:
        return SiteChange(day=self.after.site.as_of, kind=kind, subject=Named(subject, 0), **said)

    def fact_changes(self) -> Iterator[SiteChange]:
        old, new = self.before.own.ledger, self.after.own.ledger
        unknown = self.before.site.incomplete.facts
        failed = {*new.failed, *(self.renamed.get(each, each) for each in old.failed)}
        earlier = {self.renamed.get(each, each): was for each, was in old.standpoints.items()}
        changed: dict[str, SiteChange] = {}
        for fact in sorted({*earlier, *new.standpoints} - failed):
            was, now = earlier.get(fact), new.standpoints.get(fact)
            if was and now:
                change = self._of_fact(was, now)
            elif now and not unknown.may_hold(fact):
                change = self.change("fact", fact, sources=_named(_sources(now)))
                change = _worded(change, "now", self.after, now, _told)
            elif was:
                change = self.change("fact", fact, dropped=_named(_sources(was)))
                change = _worded(change, "label", self.before, was, _label)
                change = _worded(change, "was", self.before, was, _told)
            else:
                continue
            if change:
                changed[fact] = change
        for fact, change in changed.items():
            at = new.standpoints.get(fact)
            inputs = [each for each in at.inputs if each in changed] if at else []
            yield replace(change, facts=_named(inputs))

    def _of_fact(self, was: Standpoint, now: Standpoint) -> SiteChange | None:
        old = [self.renamed.get(f"@{key}", f"@{key}")[1:] for key in _sources(was)]
        added = [key for key in _sources(now) if key not in old]
        dropped = _named(key for key in old if key not in _sources(now))
        change = self.change("fact", now.fact.id, sources=_named(added), dropped=dropped)
        old_words, words = _more_and_more(self.before.own, was), _more_and_more(self.after.own, now)
        at = next((n for n, each in enumerate(words) if each != old_words[n]), None)
        if at is None or _stated(was) == _stated(now):
            return change if change.sources or change.dropped else None
        known, whys = (
            [site.words(c.why, of.fact.path) for c in of.fact.claims if c.why and not c.live]
            for site, of in ((self.before, was), (self.after, now))
        )
        because = next((why for why in whys if why not in known), "")
        # a claim that was withdrawn since changed it too
        taken_back = _of_withdrawals(was.fact.claims)
        since = (key for key in _of_withdrawals(now.fact.claims) if key not in taken_back)
        by = _named(dict.fromkeys((*added, *since)))
        change = replace(change, sources=by, because=because)
        change = _worded(change, "was", self.before, was, lambda *of: _more_and_more(*of)[at])
        return _worded(change, "now", self.after, now, lambda *of: _more_and_more(*of)[at])

    def page_changes(self) -> Iterator[SiteChange]:
        old, new = _explainers(self.before.site), _explainers(self.after.site)
        former = {old_name.id: name for name, page in new.items() for old_name in page.aliases}
        was = {
            former.get(name, name) if name not in new else name: each for name, each in old.items()
        }
        for name in sorted({*was, *new}):
            earlier, page = was.get(name), new.get(name)
            shown = page and page.status != "withdrawn"
            if earlier and earlier.status != "withdrawn":
                if page and shown:
                    yield from self._of_answers(earlier, page)
                else:
                    title = self.before.words(earlier.title, earlier.source.path)
                    because = page.reason if page else ""
                    yield self.change("page", name, was=title, because=because)
            elif page and shown and (earlier or not self.before.site.incomplete.may_hold(name)):
                yield self.change("page", name, now=self.after.words(page.title, page.source.path))

    def _of_answers(self, was: Page, page: Page) -> Iterator[SiteChange]:
        old, *old_answers = (
            frozenset(self.renamed.get(each, each) for each in rests) for rests in _rests_on(was)
        )
        new, *answers = _rests_on(page)
        if old != new:
            yield _of_reliance(self.change("page", page.name), old, new)
        former = {new_id.id: old_id.id for old_id, new_id in page.question_aliases}
        earlier = dict(zip(was.question_ids, old_answers, strict=True))
        old_headings, headings = (
            {each: at.words(heading, of.source.path) for each, heading in of.headings}
            for at, of in ((self.before, was), (self.after, page))
        )
        for question, rests in zip(page.question_ids, answers, strict=True):
            change = self.change("question", f"{page.name}#{question}")
            heading = headings[question]
            known = question if question in earlier else former.get(question, "")
            if known not in earlier:
                yield replace(change, now=heading)
                continue
            if known != question and heading != old_headings[known]:
                change = replace(change, was=old_headings[known], now=heading)
            change = _of_reliance(change, earlier.pop(known), rests)
            if change.now or any((change.sources, change.dropped, change.facts, change.lost)):
                yield change
        for question in earlier:
            yield self.change("question", f"{page.name}#{question}", was=old_headings[question])


def _named(ids: Iterable[str]) -> tuple[Named, ...]:
    return tuple(Named(each, 0) for each in ids)


def _plain(words: str) -> str:
    """The words without what content may not hold, in whatever lines they are written: formats of
    numbers have marks of the direction."""
    pieces = []
    for word in re.split("(?= )", unmarked(words).replace("\u00a0", " ")):
        barred = {at for at, _ in refused(word)}
        pieces += [sign for at, sign in enumerate(word) if at not in barred]
    return "".join(pieces).strip()


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
    claims = standpoint.fact.claims
    own = (each.source for claim in claims if claim.live for each in claim.evidence)
    return [*dict.fromkeys((*own, *_of_withdrawals(claims)))]


def _of_withdrawals(claims: Iterable[Claim]) -> list[str]:
    return [each.withdrawn.evidence.source for each in claims if each.withdrawn]


def _worded(
    change: SiteChange, field: str, version: Version, standpoint: Standpoint, words: _Words
) -> SiteChange:
    """The change with the words for a standpoint in every language of the site."""
    own, *others = (_plain(words(library, standpoint)) for library in version.libraries)
    told = zip(version.libraries[1:], others, strict=True)
    more = tuple((field, each.language, text) for each, text in told if text and text != own)
    return replace(change, **{field: own}, translations=(*change.translations, *more))


def _label(library: Library, standpoint: Standpoint) -> str:
    return library.fact(standpoint.fact.id).text


def _told(library: Library, standpoint: Standpoint) -> str:
    """The value with the words for its state and speaker; or else the statement."""
    if standpoint.value is None and standpoint.state is not State.FALLEN:
        return standpoint.fact.in_language("statement", library.language)
    return _value(library, standpoint)


def _value(library: Library, standpoint: Standpoint) -> str:
    if standpoint.value is None:
        return _and(state_word(library, standpoint.state), standpoint.speaker)
    span = value_span(library, standpoint.fact.id)
    return _and(span.text, span.caveat)


def _more_and_more(library: Library, standpoint: Standpoint) -> tuple[str, ...]:
    """What may tell two standpoints apart, the simplest first."""
    value, claim = _value(library, standpoint), standpoint.claim
    day = format_date(claim.as_of, library.language) if claim and claim.as_of else ""
    rivals = map(library.written, (standpoint.value, *standpoint.rival_values))
    sides = contested(standpoint.fact.claims)
    return (
        value,
        _and(library.written(standpoint.value), state_word(library, standpoint.state)),
        _and(value, day),
        _and(" / ".join(rivals), standpoint.speaker),
        " / ".join(_and(library.written(standpoint.value_of(each)), each.by) for each in sides),
    )


def _and(words: str, more: str) -> str:
    return f"{words} ({more})" if words and more else words or more


def _explainers(site: Site) -> dict[str, Page]:
    pages = ((name, page) for (name, code), page in site.pages.items() if code == site.default)
    return {name: page for name, page in pages if page.kind == "explainer"}


def _rests_on(page: Page) -> tuple[frozenset[str], ...]:
    """What the page states and cites, outside its questions and in each; what tells of changes is
    left out."""
    return rests_on(replace(page, updates=(), corrections=()), page.body)


def _of_reliance(change: SiteChange, old: frozenset[str], new: frozenset[str]) -> SiteChange:
    """The change with what came and what went of the ids of facts, and ``@key`` of sources."""
    (sources, facts), (dropped, lost) = (
        (
            _named(sorted(each[1:] for each in ids if each[0] == "@")),
            _named(sorted(each for each in ids if each[0] != "@")),
        )
        for ids in (new - old, old - new)
    )
    return replace(change, sources=sources, dropped=dropped, facts=facts, lost=lost)
